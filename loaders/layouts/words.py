"""The patterns of lexicons/layout.yaml, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


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
    raw: dict[str, Any] = yaml.safe_load((files("loaders") / "lexicons" / "layout.yaml").read_text("utf-8"))
    return raw


@cache
def layout_words() -> LayoutWords:
    return LayoutWords(**{f.name: re.compile(_raw()[f.name]) for f in fields(LayoutWords)})


@cache
def _type_pattern() -> re.Pattern[str]:
    return re.compile(f"(?P<type>{'|'.join(_raw()['doc_types'])})(?:（[^（）]{{1,16}}）){{0,2}}$")


def doc_type_of(title: str) -> str | None:
    """The 文种 a title ends in."""
    match = _type_pattern().search(title)
    return match["type"] if match else None
