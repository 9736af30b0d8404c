"""What a reader builds up: text with blocks, tables and pages, in reading order.

A reader adds paragraphs and grids; the draft keeps the offsets, writes tables cell by cell
(TAB between cells, \\n between rows) and enforces the caps of limits.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.record import Note, Page, Span
from loaders.formats.limits import MAX_TABLE_CELLS, MAX_TEXT_CHARS, too_large
from loaders.formats.normalise import clean
from loaders.source import Block, Cell, Table


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell before it has a place in the text."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass(slots=True)
class Draft:
    """A Source in the making. `pieces` are lines; every piece but the first is preceded by \\n."""

    encoding: str | None = None
    title_hint: str | None = None
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    cells: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def write(self, text: str) -> Span:
        """Append clean text after a line end; the span of what was written."""
        if self.length:
            self._append("\n")
        start = self.length
        self._append(text)
        return start, self.length

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
        if self.length > MAX_TEXT_CHARS:
            raise too_large("the text", f"{MAX_TEXT_CHARS} characters")

    def paragraph(self, text: str, kind: str = "paragraph", level: int = 0) -> None:
        """Add a block for each line of `text`; lines without visible characters add nothing."""
        for line in clean(text).replace("\f", "\n").split("\n"):
            if line.strip():
                self.blocks.append(Block(kind, self.write(line.strip()), level))

    def table(self, cells: Iterable[GridCell]) -> None:
        """Add a table. Cells that start in one row stand in one line; columns and rows are counted here."""
        ordered = sorted(cells, key=lambda c: (c.row, c.column))
        if not any(c.text.strip() for c in ordered):
            return
        self.cells += sum(c.rowspan * c.colspan for c in ordered)
        if self.cells > MAX_TABLE_CELLS:
            raise too_large("the number of table cells", str(MAX_TABLE_CELLS))
        start = self.length + (1 if self.length else 0)
        placed: list[Cell] = []
        for row in _rows(ordered):
            placed += self._row(row)
        if not placed:
            return
        span = (start, self.length)
        rows = max(c.row + c.rowspan for c in placed)
        columns = max(c.column + c.colspan for c in placed)
        self.tables.append(Table(span, rows, columns, tuple(placed)))
        self.blocks.append(Block("table", span))

    def _row(self, row: Sequence[GridCell]) -> list[Cell]:
        """One line per grid row: the cells that begin in it, parted by TAB."""
        placed: list[Cell] = []
        if self.length:
            self._append("\n")
        for index, cell in enumerate(row):
            if index:
                self._append("\t")
            start = self.length
            self._append(clean(cell.text).replace("\t", " ").replace("\f", "\n").strip())
            span = (start, self.length)
            placed.append(Cell(span, cell.row, cell.column, cell.rowspan, cell.colspan, cell.header))
        return placed


def _rows(ordered: Sequence[GridCell]) -> Iterable[list[GridCell]]:
    row: list[GridCell] = []
    for cell in ordered:
        if row and cell.row != row[0].row:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row
