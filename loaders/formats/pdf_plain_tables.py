"""Tables without rules: columns from the white strips between cells, rows from the wider gaps between lines.

See pdf_strips for the columns. What is merged downwards cannot be seen where nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from loaders.formats.draft import GridCell
from loaders.formats.pdf_cells import TextTable, cell_text
from loaders.formats.pdf_lines import Line, is_wide, lines_of
from loaders.formats.pdf_page import Glyph
from loaders.formats.pdf_strips import beside, cut, in_one_column, prior_strips, strips_of, supports

_SOLID = 0.8
"""A line whose text runs on over this share of the page is no table row."""


@dataclass(slots=True)
class _Piece:
    """Text of one line in one column (or across several)."""

    line: Line
    first: int
    last: int


@dataclass(slots=True)
class _Zone:
    lines: list[Line]
    strips: list[tuple[float, float]]
    pieces: list[_Piece] = field(default_factory=list)
    pitch: float = 0.0
    tight: bool = False  # rows follow each other at the distance of lines

    @property
    def columns(self) -> int:
        return len(self.strips) + 1


def plain_tables(
    glyphs: Sequence[Glyph], page: int, height: float, before: TextTable | None, after: TextTable | None
) -> tuple[list[Line], list[TextTable]]:
    """(lines outside tables, tables) of a page.

    `before`, `after`: the unruled tables that end the page before and begin the next, whose columns may go on here.
    """
    lines = lines_of(glyphs)
    if not lines:
        return lines, []
    runs = _runs(lines, height)
    loose = [at for at, (run, is_run) in enumerate(runs) if is_run]
    inner = [at for at, (run, _) in enumerate(runs) if any(0.06 * height < x.y < 0.94 * height for x in run)]
    tables: list[TextTable] = []
    outside: list[Line] = []
    for at, (run, _) in enumerate(runs):
        if at not in loose:
            outside += run
            continue
        hints = [before] if inner and at == inner[0] else []
        hints += [after] if inner and at == inner[-1] else []
        hint = max((h for h in hints if h is not None), key=lambda t: len(t.xs), default=None)
        above, table, below = _table_in(run, page, hint)
        outside += above + below
        if table is not None:
            tables.append(table)
    return outside, tables


def _runs(lines: Sequence[Line], height: float) -> list[tuple[list[Line], bool]]:
    """The lines in groups: those that may be table rows (True), and running text, heads and page numbers (False)."""
    width = max(x.right for x in lines) - min(x.left for x in lines)
    runs: list[tuple[list[Line], bool]] = []
    for line in lines:
        is_row = 0.06 * height < line.y < 0.94 * height and not _is_solid(line, width)
        if is_row and runs and runs[-1][1] and _same_print(line, runs[-1][0]):
            runs[-1][0].append(line)
        else:
            runs.append(([line], is_row))
    return runs


def _same_print(line: Line, run: Sequence[Line]) -> bool:
    """Set in the size of the lines above; a line of digits alone does not show its size."""
    sized = [other for other in (line, *run[-4:]) if any(is_wide(g.char) for g in other.glyphs)]
    return max((x.em for x in sized), default=1.0) < 1.08 * min((x.em for x in sized), default=1.0)


def _is_solid(line: Line, width: float) -> bool:
    """Text without a gap of a character over most of the page."""
    longest = start = 0.0
    last = None
    for glyph in line.glyphs:
        if last is None or glyph.left - last.right > 0.9 * line.em:
            start = glyph.left
        longest = max(longest, glyph.right - start)
        last = glyph
    return longest > _SOLID * width


def _table_in(run: list[Line], page: int, prior: TextTable | None) -> tuple[list[Line], TextTable | None, list[Line]]:
    strips = strips_of(run)
    if prior is not None and len(strips) < len(prior.xs) - 2:
        strips = prior_strips(run, strips, prior.xs) or strips
    if not strips:
        return run, None, []
    rows = [i for i, line in enumerate(run) if supports(beside(run, i), line.em, strips)]
    if not rows:
        return run, None, []
    first, last = rows[0], rows[-1]
    if prior is not None and all(in_one_column(line, strips) for line in run[:first]):
        first = 0  # the rest of a row that the page end cut
    while last + 1 < len(run) and _belongs(run[last + 1], run[last], strips):
        last += 1
    zone = _Zone(run[first : last + 1], strips)
    table = _built(zone, page)
    if table is None or (prior is None and not _is_likely(table, zone)):
        return run, None, []
    return run[:first], table, run[last + 1 :]


def _belongs(line: Line, above: Line, strips: Sequence[tuple[float, float]]) -> bool:
    """A line below the last row that stands inside one column, close to the line above."""
    near = above.y - line.y < 1.7 * line.em and abs(line.em - above.em) < 0.1 * above.em
    return near and in_one_column(line, strips)


def _is_likely(table: TextTable, zone: _Zone) -> bool:
    """Several rows with several cells, in columns whose cells begin or centre at one place."""
    filled = [sum(bool(c.text) for c in table.cells if c.row == row) for row in range(table.rows)]
    several = sum(n > 1 for n in filled)
    headed = zone.columns >= 3 and filled[0] == zone.columns  # a heading in every column needs one row below it
    enough = several >= (2 if headed else 3) and several * 2 >= table.rows
    return enough and all(_is_aligned(c) for c in _columns(zone) if len(c) > 2)


def _is_aligned(column: Sequence[_Piece]) -> bool:
    for place in ([p.line.left for p in column], [(p.line.left + p.line.right) / 2 for p in column]):
        middle = median(place)
        if sum(abs(x - middle) < 0.6 * column[0].line.em for x in place) > 0.65 * len(column):
            return True
    return False


def _built(zone: _Zone, page: int) -> TextTable | None:
    zone.pieces = [p for line in zone.lines for p in _pieces(line, zone.strips)]
    zone.pitch = _pitch(zone)
    bounds = _bounds(zone)
    tops = _with_text([zone.lines[0].top + 1, *bounds, zone.lines[-1].bottom - 1], zone)
    rows = len(tops) - 1
    if zone.columns < 2:
        return None
    edges = _edges(zone)
    cells, wraps = _cells(zone, tops, edges)
    xs = [edges[0][0], *(edge[0] for edge in edges[1:]), edges[-1][1]]
    return TextTable(xs, rows, cells, wraps, tops[0], tops[-1], xs[0], xs[-1], page, 0, page, True)


def _pieces(line: Line, strips: Sequence[tuple[float, float]]) -> list[_Piece]:
    """The line cut at the strips that it leaves free."""
    cuts = [cut(strip) for strip in strips]
    gaps = [(a.right, b.left) for a, b in pairwise(line.glyphs) if b.left - a.right > 1]
    free = [any(a < cut < b for a, b in gaps) or not line.left < cut < line.right for cut in cuts]
    groups: dict[int, list[Glyph]] = {}
    for glyph in line.glyphs:
        column = sum(cut < (glyph.left + glyph.right) / 2 for cut in cuts)
        while column > 0 and not free[column - 1]:
            column -= 1
        groups.setdefault(column, []).append(glyph)
    result = []
    for first, glyphs in sorted(groups.items()):
        if any(not g.char.isspace() for g in glyphs):
            last = first
            while last < len(cuts) and not free[last]:
                last += 1
            result.append(_Piece(Line(glyphs, line.page), first, last))
    return result


def _columns(zone: _Zone) -> list[list[_Piece]]:
    return [[p for p in zone.pieces if p.first == c == p.last] for c in range(zone.columns)]


def _pitch(zone: _Zone) -> float:
    """The usual distance of lines inside a cell: the small end of the distances in a column."""
    steps = sorted(a.line.y - b.line.y for column in _columns(zone) for a, b in pairwise(column))
    em = median(line.em for line in zone.lines)
    return max(em, min(steps[len(steps) // 5], 1.9 * em)) if steps else 1.3 * em


def _bounds(zone: _Zone) -> list[float]:
    """Heights that part rows, from the top."""
    bounds = _row_starts(zone) or _wide_gaps(zone)
    inner = [y for y in bounds if zone.lines[-1].bottom + 1 < y < zone.lines[0].top - 1]
    return [y for at, y in enumerate(inner) if at == 0 or inner[at - 1] - y > 0.6 * zone.pitch]


def _row_starts(zone: _Zone) -> list[float]:
    """Where cells are set at the top of their row: heights at which several cells begin. Else nothing."""
    starts = sorted((lines[0] for _, _, lines in _chunks(zone, [])), key=lambda line: -line.y)
    groups: list[list[Line]] = []
    for line in starts:
        if groups and groups[-1][0].y - line.y < 1.5:
            groups[-1].append(line)
        else:
            groups.append([line])
    together = sum(len(g) for g in groups if len(g) > 1)
    if together < 0.75 * len(starts) or sum(len(g) > 1 for g in groups) < 3:
        return []
    left = min(line.left for line in zone.lines)
    begins = [g for g in groups if len(g) > 1 or g[0].left < left + 3]
    return [max(line.top for line in g) for g in begins]


def _wide_gaps(zone: _Zone) -> list[float]:
    """Where lines of a column stand further apart than inside a cell."""
    ranges: list[tuple[float, float]] = []
    for column in _columns(zone):
        for above, below in pairwise(column):
            step = above.line.y - below.line.y
            if zone.pitch * 1.1 + 1 < step < zone.pitch * 2.2:
                ranges.append((below.line.top, above.line.bottom))
    spanning = [p for p in zone.pieces if p.first != p.last]
    for piece in spanning:
        slack = 0.4 * piece.line.em
        ranges += [(piece.line.top - 1, piece.line.top + slack), (piece.line.bottom - slack, piece.line.bottom + 1)]
    bounds = _met(ranges)
    starts = [p.line for p in _columns(zone)[0]]
    if len(bounds) + 1 < len(starts) * 0.7:  # rows follow each other without a gap, their cells set at the top
        bounds = [line.top for line in starts[1:]]
        zone.tight = True
    return bounds


def _with_text(tops: list[float], zone: _Zone) -> list[float]:
    """Two heights with no line between them are one."""
    kept = [tops[0]]
    for at, low in enumerate(tops[1:], 1):
        if any(low <= (line.y + line.top) / 2 <= kept[-1] for line in zone.lines):
            kept.append(low)
        elif at == len(tops) - 1:
            kept[-1] = low
        elif len(kept) > 1:
            kept[-1] = (kept[-1] + low) / 2
    return kept


def _met(ranges: list[tuple[float, float]]) -> list[float]:
    """One height for ranges (low, high) that overlap, falling."""
    result: list[tuple[float, float]] = []
    for low, high in sorted(ranges, key=lambda r: (-r[1], r[0])):
        if result and high > result[-1][0] and min(high, result[-1][1]) - max(low, result[-1][0]) > 0:
            result[-1] = (max(low, result[-1][0]), min(high, result[-1][1]))
        else:
            result.append((low, high))
    return sorted(((low + high) / 2 for low, high in result), reverse=True)


def _edges(zone: _Zone) -> list[tuple[float, float]]:
    """Left and right edge of the text of each column."""
    edges = []
    for c, column in enumerate(_columns(zone)):
        low = zone.strips[c - 1][1] if c else min(x.left for x in zone.lines)
        high = zone.strips[c][0] if c < len(zone.strips) else max(x.right for x in zone.lines)
        edges.append((
            min([p.line.left for p in column], default=low),
            max([p.line.right for p in column], default=high),
        ))  # fmt: skip
    return edges


def _cells(zone: _Zone, tops: list[float], edges: list[tuple[float, float]]) -> tuple[list[GridCell], list[bool]]:
    rows = len(tops) - 1
    placed: dict[tuple[int, int], tuple[int, int, list[Line]]] = {}  # (row, column) → rowspan, colspan, lines
    for first, last, chunk in _chunks(zone, tops):
        inside = [r for r in range(rows) if any(tops[r + 1] <= (p.y + p.top) / 2 <= tops[r] for p in chunk)]
        top = inside[0] if inside else 0
        alone = all(not tops[top + 1] <= p.line.y <= tops[top] for p in zone.pieces if p.line not in chunk)
        if alone and last > first:
            first, last = 0, zone.columns - 1
        inside = _reached(zone, tops, first, last, chunk, inside or [top])
        top = inside[0]
        rowspan, colspan, lines = placed.get((top, first), (1, 1, []))
        placed[top, first] = (max(rowspan, len(inside) or 1), max(colspan, last - first + 1), lines + chunk)
    return _filled(placed, rows, zone.columns, edges)


def _reached(zone: _Zone, tops: list[float], first: int, last: int, chunk: list[Line], rows: list[int]) -> list[int]:
    """The rows of a chunk, with a neighbour that it reaches into and that has no text of its own in this column."""
    em, top, bottom = chunk[0].em, chunk[0].top, chunk[-1].bottom
    own = [p.line for p in zone.pieces if p.first <= last and p.last >= first and p.line not in chunk]
    for row, reaches in ((rows[0] - 1, top), (rows[-1] + 1, bottom)):
        if not 0 <= row < len(tops) - 1:
            continue
        overlap = min(top, tops[row]) - max(bottom, tops[row + 1])
        free = not any(tops[row + 1] <= line.y <= tops[row] for line in own)
        if free and overlap > 0.35 * em and tops[row + 1] <= reaches <= tops[row]:
            rows = sorted({*rows, row})
    return rows


def _chunks(zone: _Zone, tops: list[float]) -> list[tuple[int, int, list[Line]]]:
    """Lines of a column that follow each other at the pitch of a cell."""
    chunks: list[tuple[int, int, list[Line]]] = []
    latest: dict[tuple[int, int], int] = {}
    for piece in zone.pieces:
        key = piece.first, piece.last
        at = latest.get(key)
        above = chunks[at][2][-1].y if at is not None else 0.0
        parted = zone.tight and any(piece.line.y < y < above for y in tops)
        if at is not None and not parted and above - piece.line.y <= zone.pitch * 1.1 + 1:
            chunks[at][2].append(piece.line)
        else:
            latest[key] = len(chunks)
            chunks.append((*key, [piece.line]))
    return chunks


def _filled(
    placed: dict[tuple[int, int], tuple[int, int, list[Line]]],
    rows: int,
    columns: int,
    edges: list[tuple[float, float]],
) -> tuple[list[GridCell], list[bool]]:
    """Cells in row-major order. An empty place at the left of a row belongs to the cell above it."""
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    wraps: list[bool] = []
    last_in: dict[int, int] = {}
    for row in range(rows):
        leading = True
        for column in range(columns):
            if (row, column) in taken:
                continue
            rowspan, colspan, lines = placed.get((row, column), (1, 1, []))
            if not lines and leading and row > 1 and column in last_in:
                above = cells[last_in[column]]
                if above.row + above.rowspan == row and above.colspan == 1:
                    cells[last_in[column]] = GridCell(above.text, above.row, column, above.rowspan + 1, 1)
                    continue
            leading = leading and not lines
            text, wrap = cell_text(lines, edges[column][0], edges[min(columns, column + colspan) - 1][1])
            taken |= {(row + i, column + j) for i in range(rowspan) for j in range(colspan)}
            for c in range(column, column + colspan):
                last_in[c] = len(cells)
            cells.append(GridCell(text, row, column, min(rowspan, rows - row), min(colspan, columns - column)))
            wraps.append(wrap)
    return cells, wraps
