"""Columns of a table without rules: the white strips between them.

Where cells begin at one edge, that edge shows the column; where they are centred, a strip counts
that several lines leave free between two pieces of text and hardly any line crosses. Typed spaces
fill a strip, so lists set out with spaces stay text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from loaders.formats.pdf_lines import Line, is_wide
from loaders.formats.pdf_page import Glyph

STRIP = 2.2
"""Narrowest strip between columns, points (browsers leave 3, word processors 10)."""
_SUPPORT = 3
_ONE_EDGE = 2.5
"""Cells that begin within so many points begin at one edge."""

Strip = tuple[float, float]


def strips_of(run: Sequence[Line]) -> list[Strip]:
    """x-ranges that part columns, left to right."""
    edges = _strips_before_edges(run)
    free = _free_strips(run)
    return edges if len(edges) >= len(free) else free


def _strips_before_edges(run: Sequence[Line]) -> list[Strip]:
    """The strips in front of places where pieces of text begin again and again."""
    starts: list[tuple[float, float, int]] = []  # where a piece begins, the end of what is left of it, its line
    for at, line in enumerate(run):
        starts += [(right, left, at) for left, right in gaps(beside(run, at), line.em)]
    starts.sort()
    clusters: list[list[tuple[float, float, int]]] = []
    for start in starts:
        if clusters and start[0] - clusters[-1][0][0] <= _ONE_EDGE:
            clusters[-1].append(start)
        else:
            clusters.append([start])
    strips: list[Strip] = []
    for cluster in clusters:
        edge = cluster[0][0]
        lines = sorted({at for _, _, at in cluster})
        crossing = sum(_crosses(line, edge - 0.6) for line in run[lines[0] : lines[-1] + 1])
        if len(lines) >= 2 and crossing * 2 <= len(lines):
            strips.append((max(*(end for _, end, _ in cluster), edge - 4), edge - 0.2))
    return strips


def _crosses(line: Line, x: float) -> bool:
    return any(g.left < x < g.right for g in line.glyphs) or (
        line.left < x < line.right and not any(a <= x <= b for a, b in gaps(line.glyphs, line.em))
    )


def gaps(glyphs: Sequence[Glyph], em: float) -> list[tuple[float, float]]:
    """White between two glyphs of a line, typed spaces counting as glyphs; not the quarter space beside numbers."""
    least = max(STRIP, 0.15 * em)
    found = []
    for a, b in pairwise(glyphs):
        gap = b.left - a.right
        if gap >= least and (gap > 0.45 * em or is_wide(a.char) == is_wide(b.char)):
            found.append((a.right, b.left))
    return found


def beside(lines: Sequence[Line], at: int) -> list[Glyph]:
    """The glyphs of a line and of lines half a line higher or lower beside it (cells centred in a row)."""
    line = lines[at]
    glyphs = list(line.glyphs)
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(lines) and abs(lines[other].y - line.y) < 0.75 * line.em:
            glyphs += lines[other].glyphs
            other += step
    return sorted(glyphs, key=lambda g: g.left)


def _free_strips(run: Sequence[Line]) -> list[tuple[float, float]]:
    """x-ranges that part columns, left to right."""
    around = [gaps(beside(run, at), line.em) for at, line in enumerate(run)]
    if sum(map(len, around)) < _SUPPORT:
        return []
    left = min(line.left for line in run)
    size = int(max(line.right for line in run) - left) + 2
    support, cover = [0] * size, [0] * size
    for line, own in zip(run, around, strict=True):
        if not own:  # alone on its height: a line inside one cell, or a bar across the table
            continue
        edges = [line.left, *(x for gap in gaps(line.glyphs, line.em) for x in gap), line.right]
        for a, b in zip(edges[::2], edges[1::2], strict=True):
            for x in range(max(0, int(a - left)), min(size, int(b - left) + 1)):
                cover[x] += 1
        for a, b in own:
            for x in range(max(0, int(a - left) + 1), min(size, int(b - left))):
                support[x] += 1
    free = [support[x] >= _SUPPORT and cover[x] * 2 <= support[x] for x in range(size)]
    return [(left + a, left + b) for a, b in _ranges(free, cover)]


def _ranges(free: Sequence[bool], cover: Sequence[int]) -> list[tuple[int, int]]:
    """The free stretches, each narrowed to where the fewest lines cross it."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for x, is_free in enumerate([*free, False]):
        if is_free and start is None:
            start = x
        elif not is_free and start is not None:
            found.append(_clearest(start, x, cover))
            start = None
    return found


def _clearest(start: int, end: int, cover: Sequence[int]) -> tuple[int, int]:
    least = min(cover[start:end])
    best = (start, start)
    at = start
    while at < end:
        stop = at
        while stop < end and cover[stop] == least:
            stop += 1
        if stop - at > best[1] - best[0]:
            best = (at, stop)
        at = max(stop, at + 1)
    return best


def cut(strip: tuple[float, float]) -> float:
    """Where to cut in a strip: near its right end, since most cells begin at one edge."""
    start, end = strip
    return max((start + end) / 2, end - 3)


def prior_strips(run: Sequence[Line], own: Sequence[Strip], xs: Sequence[float]) -> list[Strip]:
    """The columns of the page before (`xs`: their left edges and the right end), where this page keeps to them."""
    strips = [(x - STRIP - 1, x - 1) for x in xs[1:-1]]
    if own and not all(any(abs(cut(s) - cut(p)) < 8 for p in strips) for s in own):
        return []
    keeping = sum(_keeps(line, xs[:-1]) for line in run)
    beginning = [line for line in run[:3] if _keeps(line, xs[:-1])]
    return strips if beginning and keeping >= 0.8 * len(run) else []


def _keeps(line: Line, edges: Sequence[float]) -> bool:
    """Every piece of the line begins where a column does."""
    places = [line.left, *(right for _, right in gaps(line.glyphs, line.em))]
    return all(any(abs(x - edge) < 5 for edge in edges) for x in places)


def supports(glyphs: Sequence[Glyph], em: float, strips: Sequence[tuple[float, float]]) -> bool:
    return any(a < cut(strip) < b for a, b in gaps(glyphs, em) for strip in strips)


def in_one_column(line: Line, strips: Sequence[tuple[float, float]]) -> bool:
    return all(not (line.left < cut(strip) < line.right) for strip in strips)
