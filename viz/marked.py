"""A text with its extracted spans marked: non-overlapping pieces, each knowing which items cover it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

LIMIT = 300_000  # characters shown; the rest is said to be left out


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text. kind: task | role | target | citation | header; `id` links it to its row on the page."""

    start: int
    end: int
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch under the same marks: their `ids` and `kinds`, innermost last; `starts`: ids that begin here."""

    text: str
    start: int
    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


def pieces(text: str, marks: Iterable[Mark], limit: int = LIMIT) -> list[Piece]:
    """The text cut at every begin and end of a mark. Linear in text and marks (sorted sweep)."""
    shown = text[:limit]
    inside = [m for m in marks if m.start < len(shown)]
    cuts = sorted({0, len(shown), *(m.start for m in inside), *(min(m.end, len(shown)) for m in inside)})
    begins: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in inside:
        begins.setdefault(mark.start, []).append(mark)
        ends.setdefault(min(mark.end, len(shown)), []).append(mark)
    found: list[Piece] = []
    current: dict[Mark, None] = {}
    for start, end in pairwise(cuts):
        for mark in ends.get(start, ()):
            current.pop(mark, None)
        opened = sorted(begins.get(start, ()), key=lambda m: (-(m.end - m.start), m.id))
        current.update(dict.fromkeys(opened))
        found.append(_piece(shown[start:end], start, tuple(current), tuple(m.id for m in opened)))
    return found


def _piece(text: str, start: int, marks: tuple[Mark, ...], starts: tuple[str, ...]) -> Piece:
    ordered = sorted(marks, key=lambda m: (m.start - m.end, m.id))
    return Piece(text, start, tuple(m.id for m in ordered), tuple(dict.fromkeys(m.kind for m in ordered)), starts)
