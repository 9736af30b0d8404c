"""Reading order on a page: one column, or two with lines across both."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from loaders.formats.pdf_cells import TextTable
from loaders.formats.pdf_lines import Line, lines_of
from loaders.formats.pdf_page import Glyph
from loaders.formats.pdf_plain_tables import plain_tables

_PART = 1.2
"""A gap of so many em may be the space between two columns."""
_FEWEST = 6
"""Lines on each side that make columns."""


def ordered(
    glyphs: Sequence[Glyph],
    tables: Sequence[TextTable],
    page: int,
    height: float,
    before: TextTable | None = None,
    after: TextTable | None = None,
) -> list[Line | TextTable]:
    """Lines and tables of a page as they are read. `before`, `after`: see plain_tables."""
    pieces = lines_of(glyphs, _PART)
    gutter = _gutter(pieces)
    if gutter is None:
        lines, plain = plain_tables(glyphs, page, height, before, after)
        items: list[Line | TextTable] = [*lines, *tables, *plain]
        items.sort(key=_from_top)
    else:
        items = _in_columns(pieces, tables, gutter)
    for item in items:
        item.page = page
    return items


def _from_top(item: Line | TextTable) -> tuple[float, float]:
    if isinstance(item, TextTable):
        return -item.top, item.left
    return -item.y - 0.5 * item.em, item.left


def _gutter(pieces: Sequence[Line]) -> float | None:
    """The x of a white strip that parts two columns of running text, or None."""
    if len(pieces) < 2 * _FEWEST:
        return None
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    em = median(p.em for p in pieces)
    places = [left + 0.3 * (right - left) + 2 * step for step in range(int((right - left) * 0.4 / 2))]
    crossing = [sum(p.left < x - 2 and p.right > x + 2 for p in pieces) for x in places]
    if not crossing or min(crossing) > len(pieces) * 0.2:
        return None
    x = _widest(places, [n == min(crossing) for n in crossing])
    return x if _are_columns(pieces, x, em) else None


def _widest(places: Sequence[float], free: Sequence[bool]) -> float:
    """The middle of the longest free stretch."""
    best = (0, 0)
    start: int | None = None
    for at, is_free in enumerate([*free, False]):
        if is_free and start is None:
            start = at
        elif not is_free and start is not None:
            best = max(best, (at - start, start))
            start = None
    length, first = best
    return places[first + length // 2]


def _are_columns(pieces: Sequence[Line], x: float, em: float) -> bool:
    """Text on both sides at the same heights, in lines that fill their column: not a table, not a signature."""
    sides = ([p for p in pieces if p.right <= x + 0.3 * em], [p for p in pieces if p.left >= x - 0.3 * em])
    if min(len(s) for s in sides) < _FEWEST:
        return False
    for side in sides:
        width = max(p.right for p in side) - min(p.left for p in side)
        full = sum(p.right - p.left > 0.85 * width for p in side)
        if width < 6 * em or full * 2 < len(side):
            return False
    heights = [(max(p.y for p in side), min(p.y for p in side)) for side in sides]
    overlap = min(heights[0][0], heights[1][0]) - max(heights[0][1], heights[1][1])
    return overlap > 0.3 * min(h[0] - h[1] for h in heights)


def _in_columns(pieces: Sequence[Line], tables: Sequence[TextTable], gutter: float) -> list[Line | TextTable]:
    """Between lines that cross the gutter: the left column, then the right one."""
    result: list[Line | TextTable] = []
    band: list[Line | TextTable] = []
    everything: list[Line | TextTable] = [*pieces, *tables]
    for item in sorted(everything, key=_from_top):
        if item.left < gutter - 2 and item.right > gutter + 2:
            result += _band(band, gutter)
            band = []
            result.append(item)
        else:
            band.append(item)
    return result + _band(band, gutter)


def _band(items: list[Line | TextTable], gutter: float) -> list[Line | TextTable]:
    left = [i for i in items if i.right <= gutter + 2]
    right = [i for i in items if i.right > gutter + 2]
    for number, side in ((1, left), (2, right)):
        for item in side:
            item.column = number
    return left + right
