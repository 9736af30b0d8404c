"""A target before it has ids: offsets are relative to the folded paragraph or cell it was read from."""

from __future__ import annotations

from typing import NamedTuple

from loaders.extract.targets_amounts import Amount


class Draft(NamedTuple):
    start: int
    end: int
    indicator: str
    amount: Amount
    kind: str
    year: int | None
    rule: str
    year_derived: bool = False
    per: str | None = None
    every: str | None = None
    cumulative: bool = False
    scope: str | None = None
