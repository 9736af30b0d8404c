"""`compare_regions` rows → sections that a page shows: measures, leads and targets, by finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

# What differs is why a reader opens the page: it comes first.
_SECTIONS = (
    ("measure", "differs"),
    ("measure", "only_first"),
    ("measure", "only_second"),
    ("lead", "differs"),
    ("target", "differs"),
    ("target", "only_first"),
    ("target", "only_second"),
    ("measure", "shared"),
    ("lead", "shared"),
    ("target", "shared"),
    ("measure", "not_comparable"),
    ("target", "not_comparable"),
)
SHOWN = 200  # rows of one section of the page; the CSV has all


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a clause. op: equal | delete (only in the first) | insert (only in the second)."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """One region's part of a row; `words` are its clause, marked where the other differs."""

    value: str
    policy_id: str
    evidence_id: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Line:
    measure_id: str
    name: str
    first: Side
    second: Side


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one aspect (measure | lead | target) with one finding; `total` counts those cut as well."""

    aspect: str
    finding: str
    first_name: str
    second_name: str
    lines: tuple[Line, ...]
    total: int


def comparison(rows: Iterable[Row]) -> tuple[Section, ...]:
    """Sections in the order of the page, a pair of regions at a time."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["region_name"], row["other_region_name"]), []).append(row)
    return tuple(section for pair, mine in found.items() for section in _sections(pair, mine))


def _sections(pair: tuple[str, str], rows: Sequence[Row]) -> Iterable[Section]:
    for aspect, finding in _SECTIONS:
        chosen = [r for r in rows if r["aspect"] == aspect and r["finding"] == finding]
        if chosen:
            yield Section(aspect, finding, *pair, tuple(_line(r) for r in chosen[:SHOWN]), len(chosen))


def _line(row: Row) -> Line:
    steps = row["edit"] or []
    first = _side(row, "", _words(steps, "a", "delete", row["quote"]))
    second = _side(row, "other_", _words(steps, "b", "insert", row["other_quote"]))
    return Line(row["measure_id"] or "", row["measure_name"] or "", first, second)


def _side(row: Row, side: str, words: tuple[Word, ...]) -> Side:
    return Side(
        row[f"{side}value"] or "", row[f"{side}policy_id"] or "", row[f"{side}evidence_id"] or "", words
    )  # fmt: skip


def _words(steps: Sequence[Mapping[str, str]], side: str, changed: str, quote: str | None) -> tuple[Word, ...]:
    """The clause as its own words in order; without steps (too long, or nothing to compare with) unmarked."""
    if not steps:
        return (Word("equal", quote),) if quote else ()
    return tuple(Word("equal" if s["op"] == "equal" else changed, s[side]) for s in steps if s[side])
