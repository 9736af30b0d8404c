"""What a table's column is for, by its heading (lexicons/table_columns.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.lexicon import load

OWNERS = ("lead", "cooperate", "joint", "supervise")
CONTENT = ("task", "measure")


# What a cell says, not what a column is called: 一、…, 市民政局负责, 2025年.
_NO_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)|.{2}(?:负责|牵头|配合|参与)$|^20\d\d"
)
# 责任单位（排在首位的为牵头单位）: said of the names, it does not name the column.
_WHO_LEADS = re.compile(
    r"[（(][^（）()]{0,12}(?:[第排列位名首]|逗号|分号|[*★▲])[^（）()]{0,16}(?:牵头|配合)[^（）()]{0,12}[)）]$"
)
_NUMBER = re.compile(r"[（(]?\d{1,3}[)）.、]?")


@dataclass(frozen=True, slots=True)
class _Kind:
    kind: str
    whole: frozenset[str]
    words: tuple[str, ...]
    unless: tuple[str, ...]


@cache
def _lexicon() -> tuple[tuple[_Kind, ...], int]:
    raw: dict[str, Any] = load("table_columns.yaml")
    kinds = tuple(
        _Kind(entry["kind"], frozenset(entry.get("whole", ())), tuple(entry["words"]), tuple(entry.get("unless", ())))
        for entry in raw["kinds"]
    )
    return kinds, int(raw["longest_heading"])


@cache
def column_kind(heading: str) -> str | None:
    """number | task | measure | lead | cooperate | joint | supervise | deadline | person | category | target | note.

    `heading`: folded text of the heading cell without white space; None where no word is known.
    """
    kinds, longest = _lexicon()
    if "牵头" in heading and len(heading) < 2 * longest:
        heading = _WHO_LEADS.sub("", heading)
    if not heading or len(heading) > longest or heading[-1] in "。；" or _NO_HEADING.search(heading):
        return None
    for entry in kinds:
        if heading in entry.whole:
            return entry.kind
        if any(word in heading for word in entry.words) and not any(word in heading for word in entry.unless):
            return entry.kind
    return None


def is_header_row(headings: tuple[str, ...]) -> bool:
    """Two or more known column names, one of them what is done or who does it; and no number."""
    if any(_NUMBER.fullmatch(h) for h in headings):
        return False
    kinds = [column_kind(h) for h in headings if h]
    known = [k for k in kinds if k]
    if len(known) < 2 or len(known) * 2 < len(kinds):
        return False
    return len(set(known)) > 1 and any(k in OWNERS or k in CONTENT or k in ("number", "deadline") for k in known)
