"""Tagged PDF → pieces: paragraphs, headings, list items and tables as the program that printed them knew them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.formats.draft import GridCell
from loaders.formats.html_walk import Box, Piece
from loaders.formats.limits import MAX_TABLE_CELLS, too_large
from loaders.formats.pdf_flow import BULLET
from loaders.formats.pdf_layout_table import Found, is_table, set_out
from loaders.formats.pdf_lines import Line, first_unit_width, glue, is_wide
from loaders.formats.pdf_page import Glyph, PageGeometry
from loaders.formats.pdf_tags import INLINE, Tag

_BULLET = re.compile(r"^[\s\ue000-\uf8ff•◦▪‣●○■□\-–·*]*$")
_LEVEL = re.compile(r"^H([1-6])$")
_DROPPED = frozenset(["TOC", "Figure", "Artifact", "Form"])
_STRIP = 30.0
"""Browsers print their own head and foot in this strip at the page's edge (points)."""


@dataclass(slots=True)
class _Run:
    """The text of one marked content: its printed lines in content order."""

    lines: list[Line]
    linked: bool = False

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


@dataclass(slots=True)
class _Place:
    """A cell of a table being read."""

    tag: Tag
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(slots=True)
class TaggedReader:
    """pieces in reading order; `used` counts glyphs that the tags account for."""

    runs: dict[tuple[int, int], _Run] = field(default_factory=dict)
    edges: dict[int, float] = field(default_factory=dict)
    total: int = 0
    used: int = 0
    wraps: int = 0
    doubtful: int = 0
    cells: int = 0
    wrapped_runs: int = 0  # marked contents of more than one line
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=lambda: [Box(-1, "root", False, False)])

    def add_page(self, shape: PageGeometry, page: int) -> None:
        """Sort the glyphs of a page by their marks."""
        marked: dict[int, list[Glyph]] = defaultdict(list)
        for glyph in shape.glyphs:
            if glyph.mark >= 0:
                marked[glyph.mark].append(glyph)
            inside = _STRIP < glyph.y < shape.height - _STRIP
            self.total += inside or glyph.mark >= 0
        rights: list[float] = []
        for mark, glyphs in marked.items():
            lines = _lines(glyphs, page)
            if lines:
                self.runs[page, mark] = _Run(lines)
                self.wrapped_runs += len(lines) > 1
                rights += [line.right for line in lines]
        rights.sort(reverse=True)
        self.edges[page] = rights[len(rights) // 50] if rights else 0.0

    def read(self, root: Tag) -> None:
        self._container(root, 0, 0)

    @property
    def trustworthy(self) -> bool:
        """The tags account for the text, and what they call one run is set as running text."""
        return self.used >= 0.95 * self.total and self.doubtful <= 0.1 * self.wraps + 3

    def _container(self, tag: Tag, box: int, level: int) -> None:
        """Block children as pieces of their own; inline children in between run together."""
        inline: list[_Run] = []
        for child in tag.children():
            if isinstance(child, tuple):
                inline += self._marked([child])
            elif child.kind in INLINE and not _has_blocks(child):
                rows = self._layout_rows(child) if child.kind == "NonStruct" else []
                if rows:
                    self._flush(inline, box, level)
                    self._layout_table(child, rows, self._box(box, "Table"))
                else:
                    inline += self._inline(child, child.kind == "Link")
            else:
                self._flush(inline, box, level)
                self._block(child, box, level)
        self._flush(inline, box, level)

    def _block(self, tag: Tag, box: int, level: int) -> None:
        if tag.kind in _DROPPED:
            self._inline(tag, False)  # accounted for, not kept
        elif tag.kind == "Table":
            self._table(tag, self._box(box, tag.kind))
        elif tag.kind == "LI":
            self._item(tag, self._box(box, tag.kind), level)
        else:
            match = _LEVEL.match(tag.kind)
            self._container(tag, self._box(box, tag.kind), int(match.group(1)) if match else level)

    def _box(self, parent: int, kind: str) -> int:
        self.boxes.append(Box(parent, kind, False, False))
        return len(self.boxes) - 1

    def _item(self, tag: Tag, box: int, level: int) -> None:
        """A list item: the number that the program wrote stands before its first line."""
        label = ""
        first = len(self.pieces)
        rest = Tag("LBody")
        for at, child in enumerate(tag.children()):
            if isinstance(child, Tag) and child.kind == "Lbl":
                label += "".join(run.text for run in self._inline(child, False)).strip()
            elif isinstance(child, Tag):
                rest.kids[at] = child
            else:
                rest.marks[at] = [child]
        self._container(rest, box, level)
        if label and not _BULLET.match(label) and first < len(self.pieces) and self.pieces[first].grid is None:
            self.pieces[first].text = label + self.pieces[first].text

    def _inline(self, tag: Tag, linked: bool) -> list[_Run]:
        runs: list[_Run] = []
        marks: list[tuple[int, int]] = []
        for child in tag.children():
            if isinstance(child, tuple):
                marks.append(child)
                continue
            runs += self._marked(marks) + self._inline(child, linked or child.kind == "Link")
            marks = []
        runs += self._marked(marks)
        for run in runs:
            run.linked = run.linked or linked
        return runs

    def _marked(self, marks: Iterable[tuple[int, int]]) -> list[_Run]:
        """The runs of some marks; a heading repeated on the next page comes once."""
        runs: list[_Run] = []
        for mark in marks:
            run = self.runs.get(mark)
            if run is None:
                continue
            self.used += sum(len(line.glyphs) for line in run.lines)
            if not any(run.text == other.text and run.lines[0].page != other.lines[0].page for other in runs):
                runs.append(run)
        return runs

    def _flush(self, runs: list[_Run], box: int, level: int) -> None:
        for text, linked, page in self._texts(runs, None):
            text = BULLET.sub("", text)
            self.pieces.append(Piece(text, box, linked, level, "", None, page))
        runs.clear()

    def _texts(self, runs: Sequence[_Run], right: float | None) -> list[tuple[str, int, int]]:
        """(text, characters in links, page) of the lines that runs make together."""
        result: list[tuple[str, int, int]] = []
        last: Line | None = None
        for run in runs:
            for at, line in enumerate(run.lines):
                length = len(line.text) if run.linked else 0
                if last is None or not self._joins(last, line, at > 0, right):
                    result.append((line.text, length, line.page))
                else:
                    text, linked, page = result[-1]
                    result[-1] = (text + _joint(last, line, text), linked + length, page)
                last = line
        return [r for r in result if r[0].strip()]

    def _joins(self, last: Line, line: Line, same_run: bool, right: float | None) -> bool:
        """Whether a line goes on the one before it; else the author ended it (a line break inside the paragraph).

        `right`: the edge of the column of a table, None outside tables.
        """
        if _on_one_line(last, line):
            return True
        free = (self.edges[last.page] if right is None else right) - last.right - first_unit_width(line)
        if same_run:
            if right is None:
                self.wraps += 1
                self.doubtful += free > 3 * last.em
            return True
        if not self.wrapped_runs:  # this program marks every printed line by itself
            return last.page != line.page or free < 2 * last.em
        return last.page != line.page or (right is None and free < 0.5 * last.em)

    def _table(self, tag: Tag, box: int) -> None:
        places = self._places(tag)
        rights: dict[int, float] = defaultdict(float)
        for place in places:
            for line in self._cell_lines(place.tag):
                end = place.column + place.colspan
                rights[end] = max(rights[end], line.right)
        texts = [self._cell_text(p.tag, rights[p.column + p.colspan]) for p in places]
        grid = [
            GridCell(text, p.row, p.column, p.rowspan, p.colspan, p.tag.kind == "TH")
            for text, p in zip(texts, places, strict=True)
        ]
        page = min((line.page for p in places for line in self._cell_lines(p.tag)), default=0)
        if len({c.column for c in grid if c.text}) < 2:
            for cell in grid:
                self.pieces += [Piece(line, box, 0, 0, "", None, page) for line in cell.text.split("\n") if line]
            return
        self.pieces.append(Piece("\t".join(c.text for c in grid), box, 0, 0, "table", grid, page))

    def _layout_rows(self, tag: Tag) -> list[list[Found]]:
        """The rows of an element that lays out text as a table without saying so; else nothing."""
        if len(tag.kids) < 2 or tag.marks or any(row.marks or not row.kids for row in tag.kids.values()):
            return []
        rows = []
        for at in sorted(tag.kids):
            row = tag.kids[at]
            kids = [row.kids.get(i) for i in range(row.size)]
            rows.append([Found(self._cell_lines(kid) if kid else [], i) for i, kid in enumerate(kids)])
        return rows if is_table(rows) else []

    def _layout_table(self, tag: Tag, rows: list[list[Found]], box: int) -> None:
        set_out(rows)
        rights: dict[int, float] = defaultdict(float)
        for cell in (c for row in rows for c in row if c.lines):
            rights[cell.column + cell.colspan] = max(rights[cell.column + cell.colspan], cell.right)
        grid: list[GridCell] = []
        for number, (at, row) in enumerate(zip(sorted(tag.kids), rows, strict=True)):
            for c in row:
                kid = tag.kids[at].kids.get(c.key)
                text = self._cell_text(kid, rights[c.column + c.colspan]) if kid else ""
                rowspan = min(c.rowspan, len(rows) - number)
                grid.append(GridCell(text, number, c.column, rowspan, c.colspan))
        page = min((line.page for row in rows for c in row for line in c.lines), default=0)
        self.pieces.append(Piece("\t".join(c.text for c in grid), box, 0, 0, "table", grid, page))

    def _places(self, table: Tag) -> list[_Place]:
        """Cells placed as browsers place them; a row that lacks cells (empty ones are not in the tree) by its text."""
        rows = [_cells_of(row) for row in _rows(table)]
        columns = max((sum(t.colspan for t in row) for row in rows), default=0)
        ranges: dict[int, tuple[float, float]] = {}
        for place in self._placed(rows, columns, None):
            lines = self._cell_lines(place.tag)
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
            lines = self._cell_lines(tag)
            if lines and choices:
                middle = (min(x.left for x in lines) + max(x.right for x in lines)) / 2
                column = min(choices, key=lambda c: _distance(middle, ranges, c, tag.colspan))
            else:
                column = choices[0] if choices else 0
            wanted.append(column)
            start = free.index(column) + tag.colspan if column in free else start
        return wanted

    def _cell_lines(self, tag: Tag) -> list[Line]:
        lines: list[Line] = []
        for child in tag.children():
            if isinstance(child, Tag):
                lines += self._cell_lines(child)
            elif child in self.runs:
                lines += self.runs[child].lines
        return lines

    def _cell_text(self, tag: Tag, right: float) -> str:
        """The paragraphs of a cell as lines; a table inside it row by row."""
        lines: list[str] = []
        inline: list[_Run] = []
        for child in tag.children():
            if isinstance(child, tuple):
                inline += self._marked([child])
            elif child.kind in INLINE and not _has_blocks(child):
                inline += self._inline(child, False)
            else:
                lines += [t[0] for t in self._texts(inline, right)]
                inline = []
                lines.append(self._cell_text(child, right))
        lines += [t[0] for t in self._texts(inline, right)]
        return "\n".join(line for line in lines if line)


def _rows(tag: Tag) -> Iterable[Tag]:
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


def _has_blocks(tag: Tag) -> bool:
    return any(kid.kind not in INLINE or _has_blocks(kid) for kid in tag.kids.values())


def _lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Printed lines in content order."""
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        last = rows[-1][-1] if rows else None
        height = glyph.top - glyph.bottom
        if last is not None and abs(last.y - glyph.y) < 0.5 * height and glyph.left > last.left - 0.5 * height:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [Line(row, page) for row in rows if any(not g.char.isspace() for g in row)]


def _on_one_line(last: Line, line: Line) -> bool:
    return last.page == line.page and abs(last.y - line.y) < 0.4 * last.em and line.left > last.left


def _joint(last: Line, line: Line, text: str) -> str:
    if not _on_one_line(last, line):
        return glue(text, line.text)
    gap = line.left - last.right
    narrow = not is_wide(text[-1:] or "a") and not is_wide(line.text[:1] or "a")
    return (" " if gap > 0.9 * last.em or (narrow and gap > 0.2 * last.em) else "") + line.text
