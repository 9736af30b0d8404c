"""Tables of a tagged PDF: cells with their places, also where the program did not say that it was a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.formats.draft import GridCell
from loaders.formats.limits import MAX_TABLE_CELLS, too_large
from loaders.formats.pdf_layout_table import Found, is_table, set_out
from loaders.formats.pdf_marks import Marks
from loaders.formats.pdf_tags import Tag

Grid = tuple[list[GridCell], int]
"""Cells in row-major order, and the page of the first."""


@dataclass(slots=True)
class _Place:
    """A cell of a table being read."""

    tag: Tag
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(slots=True)
class TagTables:
    """Reads table elements; counts cells against the cap."""

    marks: Marks
    cells: int = 0

    def grid(self, tag: Tag) -> Grid:
        """A Table element."""
        places = self._places(tag)
        rights: dict[int, float] = defaultdict(float)
        for place in places:
            for line in self.marks.lines_below(place.tag):
                end = place.column + place.colspan
                rights[end] = max(rights[end], line.right)
        texts = [self.marks.cell_text(p.tag, rights[p.column + p.colspan]) for p in places]
        cells = [
            GridCell(text, p.row, p.column, p.rowspan, p.colspan, p.tag.kind == "TH")
            for text, p in zip(texts, places, strict=True)
        ]
        return cells, min((line.page for p in places for line in self.marks.lines_below(p.tag)), default=0)

    def layout_rows(self, tag: Tag) -> list[list[Found]]:
        """The rows of an element that lays out text as a table without saying so; else nothing."""
        if len(tag.kids) < 2 or tag.marks or any(row.marks or not row.kids for row in tag.kids.values()):
            return []
        rows = []
        for at in sorted(tag.kids):
            row = tag.kids[at]
            kids = [row.kids.get(i) for i in range(row.size)]
            rows.append([Found(self.marks.lines_below(kid) if kid else [], i) for i, kid in enumerate(kids)])
        return rows if is_table(rows) else []

    def layout_grid(self, tag: Tag, rows: list[list[Found]]) -> Grid:
        """The grid of the rows that `layout_rows` found."""
        set_out(rows)
        rights: dict[int, float] = defaultdict(float)
        for cell in (c for row in rows for c in row if c.lines):
            rights[cell.column + cell.colspan] = max(rights[cell.column + cell.colspan], cell.right)
        cells: list[GridCell] = []
        for number, (at, row) in enumerate(zip(sorted(tag.kids), rows, strict=True)):
            for c in row:
                kid = tag.kids[at].kids.get(c.key)
                text = self.marks.cell_text(kid, rights[c.column + c.colspan]) if kid else ""
                cells.append(GridCell(text, number, c.column, min(c.rowspan, len(rows) - number), c.colspan))
        return cells, min((line.page for row in rows for c in row for line in c.lines), default=0)

    def _places(self, table: Tag) -> list[_Place]:
        """Cells placed as browsers place them; a row that lacks cells (empty ones are not in the tree) by its text."""
        rows = [_cells_of(row) for row in _rows(table)]
        columns = max((sum(t.colspan for t in row) for row in rows), default=0)
        ranges: dict[int, tuple[float, float]] = {}
        for place in self._placed(rows, columns, None):
            lines = self.marks.lines_below(place.tag)
            if place.colspan == 1 and lines:
                low, high = ranges.get(place.column, (1e9, -1e9))
                left, right = min(line.left for line in lines), max(line.right for line in lines)
                ranges[place.column] = (min(low, left), max(high, right))
        return self._placed(rows, columns, ranges)

    def _placed(
        self, rows: list[list[Tag]], columns: int, ranges: dict[int, tuple[float, float]] | None
    ) -> list[_Place]:
        """Without `ranges` only the rows that lack nothing; with them all rows."""
        taken: set[tuple[int, int]] = set()
        places: list[_Place] = []
        for row, cells in enumerate(rows):
            free = [c for c in range(columns) if (row, c) not in taken]
            lacking = len(free) - sum(t.colspan for t in cells)
            if ranges is None and lacking > 0:
                continue
            wanted = self._wanted(cells, free, ranges) if lacking > 0 and ranges else []
            column = 0
            for at, tag in enumerate(cells):
                column = max(column, wanted[at]) if wanted else column
                while (row, column) in taken:
                    column += 1
                rowspan = min(tag.rowspan, len(rows) - row)
                if ranges is not None:
                    self.cells += rowspan * tag.colspan
                if self.cells > MAX_TABLE_CELLS:
                    raise too_large("the number of table cells", str(MAX_TABLE_CELLS))
                taken |= {(row + i, column + j) for i in range(rowspan) for j in range(tag.colspan)}
                places.append(_Place(tag, row, column, rowspan, tag.colspan))
                column += tag.colspan
            if lacking > 0 and ranges is not None:
                empty = [c for c in range(columns) if (row, c) not in taken]
                places += [_Place(Tag("TD"), row, c, 1, 1) for c in empty]
                taken |= {(row, c) for c in empty}
        return sorted(places, key=lambda p: (p.row, p.column))

    def _wanted(self, cells: list[Tag], free: list[int], ranges: dict[int, tuple[float, float]]) -> list[int]:
        """The column of each cell of a row that lacks some: where its text stands."""
        wanted: list[int] = []
        start = 0
        for at, tag in enumerate(cells):
            rest = sum(t.colspan for t in cells[at:])
            choices = free[start : len(free) - rest + 1] or free[start : start + 1]
            lines = self.marks.lines_below(tag)
            if lines and choices:
                middle = (min(x.left for x in lines) + max(x.right for x in lines)) / 2
                column = min(choices, key=lambda c: _distance(middle, ranges, c, tag.colspan))
            else:
                column = choices[0] if choices else 0
            wanted.append(column)
            start = free.index(column) + tag.colspan if column in free else start
        return wanted


def _rows(tag: Tag) -> Iterator[Tag]:
    for child in tag.children():
        if isinstance(child, Tag):
            if child.kind == "TR":
                yield child
            elif child.kind in ("THead", "TBody", "TFoot", "NonStruct"):
                yield from _rows(child)


def _cells_of(row: Tag) -> list[Tag]:
    return [c for c in row.children() if isinstance(c, Tag) and c.kind in ("TD", "TH")]


def _distance(middle: float, ranges: dict[int, tuple[float, float]], column: int, colspan: int) -> float:
    """How far the middle of a text is from the columns it may stand in."""
    known = [ranges[c] for c in range(column, column + colspan) if c in ranges]
    if not known:
        return 1e6
    low, high = min(r[0] for r in known), max(r[1] for r in known)
    return max(low - middle, middle - high, 0.0)
