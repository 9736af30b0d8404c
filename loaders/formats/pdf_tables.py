"""Ruled lines → grids with merged cells. Sides may be open (tables without outer rules, rows cut by a page end)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.formats.pdf_page import Glyph
from loaders.formats.pdf_rules import Rule

_NEAR = 3.0
"""Rules nearer than this (points) are one."""
_MAX_RULES = 4_000


@dataclass(frozen=True, slots=True)
class GridBox:
    """A cell region: rows counted from the top, edges in points."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(slots=True)
class RuledTable:
    """xs rising, ys falling; cells in row-major order."""

    xs: list[float]
    ys: list[float]
    boxes: list[GridBox]
    glyphs: dict[int, list[Glyph]]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    @property
    def left(self) -> float:
        return self.xs[0]

    @property
    def right(self) -> float:
        return self.xs[-1]


def ruled_tables(rules: Sequence[Rule]) -> list[RuledTable]:
    """The grids on a page, from top to bottom. One column or one row alone is no table."""
    if len(rules) > _MAX_RULES * 4:
        return []
    vertical = _joined([r for r in rules if r.vertical])[:_MAX_RULES]
    horizontal = _joined([r for r in rules if not r.vertical])[:_MAX_RULES]
    tables = []
    for group_v, group_h in _connected(vertical, horizontal):
        table = _table(group_v, group_h)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda t: -t.top)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line put together."""
    result: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.a / _NEAR), r.b0)):
        last = result[-1] if result else None
        touches = last is not None and rule.b0 <= last.b1 + _NEAR and rule.b1 >= last.b0 - _NEAR
        if last is not None and touches and abs(last.a - rule.a) <= _NEAR / 2:
            result[-1] = Rule(last.vertical, last.a, min(last.b0, rule.b0), max(last.b1, rule.b1))
        else:
            result.append(rule)
    return result


def _connected(vertical: list[Rule], horizontal: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that cross or touch."""
    parent = list(range(len(vertical) + len(horizontal)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, v in enumerate(vertical):
        for j, h in enumerate(horizontal):
            crosses = h.b0 - _NEAR <= v.a <= h.b1 + _NEAR and v.b0 - _NEAR <= h.a <= v.b1 + _NEAR
            if crosses:
                parent[root(len(vertical) + j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at in range(len(parent)):
        group = groups.setdefault(root(at), ([], []))
        if at < len(vertical):
            group[0].append(vertical[at])
        else:
            group[1].append(horizontal[at - len(vertical)])
    return [g for g in groups.values() if g[0] and g[1]]


def _places(values: Sequence[float]) -> list[float]:
    """Nearby positions as one."""
    result: list[list[float]] = []
    for value in sorted(values):
        if result and value - result[-1][-1] <= _NEAR:
            result[-1].append(value)
        else:
            result.append([value])
    return [sum(group) / len(group) for group in result]


def _table(vertical: list[Rule], horizontal: list[Rule]) -> RuledTable | None:
    left, right = min(r.b0 for r in horizontal), max(r.b1 for r in horizontal)
    bottom, top = min(r.b0 for r in vertical), max(r.b1 for r in vertical)
    xs = _places([r.a for r in vertical])
    ys = _places([r.a for r in horizontal])
    open_left, open_right = left < xs[0] - 2 * _NEAR, right > xs[-1] + 2 * _NEAR
    open_bottom, open_top = bottom < ys[0] - 2 * _NEAR, top > ys[-1] + 2 * _NEAR
    xs = ([left] if open_left else []) + xs + ([right] if open_right else [])
    ys = ([bottom] if open_bottom else []) + ys + ([top] if open_top else [])
    if len(xs) < 3 or len(ys) < 2:
        return None
    ys.reverse()
    boxes = _boxes(xs, ys, vertical, horizontal)
    if len(boxes) < 2:
        return None
    return RuledTable(xs, ys, boxes, {}, open_top, open_bottom)


def _boxes(xs: list[float], ys: list[float], vertical: list[Rule], horizontal: list[Rule]) -> list[GridBox]:
    """Elementary fields joined where no rule parts them; each group as the rectangle around it."""
    rows, columns = len(ys) - 1, len(xs) - 1
    walls = _walls(xs, ys, vertical)
    floors = _floors(xs, ys, horizontal)
    owner = [[-1] * columns for _ in range(rows)]
    boxes: list[GridBox] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column
            while right + 1 < columns and (row, right + 1) not in walls and owner[row][right + 1] < 0:
                right += 1
            low = row
            while low + 1 < rows and not any((low + 1, c) in floors for c in range(column, right + 1)):
                low += 1
            for r in range(row, low + 1):
                for c in range(column, right + 1):
                    owner[r][c] = len(boxes)
            boxes.append(GridBox(row, column, low - row + 1, right - column + 1))
    return boxes


def _walls(xs: list[float], ys: list[float], vertical: list[Rule]) -> set[tuple[int, int]]:
    """(row, column): a rule stands left of this field."""
    walls: set[tuple[int, int]] = set()
    for rule in vertical:
        column = min(range(len(xs)), key=lambda i: abs(xs[i] - rule.a))
        for row in range(len(ys) - 1):
            if rule.b0 <= (ys[row] + ys[row + 1]) / 2 <= rule.b1:
                walls.add((row, column))
    return walls


def _floors(xs: list[float], ys: list[float], horizontal: list[Rule]) -> set[tuple[int, int]]:
    """(row, column): a rule lies above this field."""
    floors: set[tuple[int, int]] = set()
    for rule in horizontal:
        row = min(range(len(ys)), key=lambda i: abs(ys[i] - rule.a))
        for column in range(len(xs) - 1):
            if rule.b0 <= (xs[column] + xs[column + 1]) / 2 <= rule.b1:
                floors.add((row, column))
    return floors


def fill(tables: Sequence[RuledTable], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put each glyph into the cell it stands in; the glyphs outside all tables come back."""
    if not tables:
        return list(glyphs)
    maps = [_owners(t) for t in tables]
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        for table, owners in zip(tables, maps, strict=True):
            if table.left <= x <= table.right and table.bottom <= y <= table.top:
                column = bisect_right(table.xs, x) - 1
                row = bisect_right([-v for v in table.ys], -y) - 1
                place = min(max(row, 0), len(table.ys) - 2), min(max(column, 0), len(table.xs) - 2)
                table.glyphs.setdefault(owners[place], []).append(glyph)
                break
        else:
            outside.append(glyph)
    return outside


def without_open_row(table: RuledTable) -> RuledTable:
    """An open side with nothing written in it is no row: borders that run on to the end of the page."""
    last = len(table.ys) - 2
    written = {row for index in table.glyphs for row in _rows_of(table.boxes[index])}
    top = 1 if table.open_top and 0 not in written else 0
    bottom = last - 1 if table.open_bottom and last not in written else last
    if (top, bottom) == (0, last) or bottom <= top:
        return table
    boxes: list[GridBox] = []
    glyphs: dict[int, list[Glyph]] = {}
    for index, box in enumerate(table.boxes):
        rows = [r for r in _rows_of(box) if top <= r <= bottom]
        if rows:
            if index in table.glyphs:
                glyphs[len(boxes)] = table.glyphs[index]
            boxes.append(GridBox(rows[0] - top, box.column, len(rows), box.colspan))
    return RuledTable(table.xs, table.ys[top : bottom + 2], boxes, glyphs)


def _rows_of(box: GridBox) -> range:
    return range(box.row, box.row + box.rowspan)


def _owners(table: RuledTable) -> dict[tuple[int, int], int]:
    owners: dict[tuple[int, int], int] = {}
    for index, box in enumerate(table.boxes):
        for row in range(box.row, box.row + box.rowspan):
            for column in range(box.column, box.column + box.colspan):
                owners[row, column] = index
    return owners
