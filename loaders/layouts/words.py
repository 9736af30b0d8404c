"""The patterns of lexicons/layout.yaml, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from loaders.lexicon import load
from loaders.patterns import asked

# Asked whether they stand in a line, not where.
_ASKED = ("title_end", "passes_on", "imprint", "noise", "background")


@dataclass(frozen=True, slots=True)
class LayoutWords:
    title_end: re.Pattern[str]
    passes_on: re.Pattern[str]
    annex_marker: re.Pattern[str]
    annex_titled: re.Pattern[str]
    attachment_note: re.Pattern[str]
    date_line: re.Pattern[str]
    signature_line: re.Pattern[str]
    imprint: re.Pattern[str]
    noise: re.Pattern[str]
    background: re.Pattern[str]


@cache
def _raw() -> dict[str, Any]:
    return load("layout.yaml")


@cache
def layout_words() -> LayoutWords:
    made = {f.name: asked if f.name in _ASKED else re.compile for f in fields(LayoutWords)}
    return LayoutWords(**{name: make(_raw()[name]) for name, make in made.items()})


@cache
def _type_pattern() -> re.Pattern[str]:
    return re.compile(f"(?P<type>{'|'.join(_raw()['doc_types'])})(?:（[^（）]{{1,16}}）){{0,2}}$")


def doc_type_of(title: str) -> str | None:
    """The 文种 a title ends in."""
    match = _type_pattern().search(title)
    return match["type"] if match else None
