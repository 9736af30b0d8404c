"""What a format reader hands on: normalised text, blocks in reading order, tables with cells.

`text` is what every span of the record points into: line ends are \\n, no control characters
but \\n and \\t, no BOM. A table stands in the text row by row (cells parted by \\t, rows by \\n;
a line break inside a cell stays \\n), and `tables` says where each cell is, so that a layout
never has to guess for formats that know their cells. For plain text `tables` is empty and the
layouts find them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.record import Note, Page, Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell. A merged cell is one Cell with rowspan/colspan > 1, printed once in the text."""

    span: Span
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A grid. `cells` in row-major order; positions covered by a merged cell have no Cell of their own."""

    span: Span
    rows: int
    columns: int
    cells: tuple[Cell, ...]

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this position (through its rowspan/colspan), or None."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.rowspan and cell.column <= column < cell.column + cell.colspan:
                return cell
        return None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text in reading order. kind: paragraph | heading | list | table | footnote."""

    kind: str
    span: Span
    level: int = 0  # heading level where the format says so


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read."""

    path: str
    format: str
    sha256: str
    text: str
    encoding: str | None = None
    truncated: bool = False
    blocks: tuple[Block, ...] = ()  # empty for plain text: lines are all there is
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    title_hint: str | None = None  # <title>, docx core property: a hint for classification, never a title
    warnings: tuple[Note, ...] = field(default_factory=tuple)

    @property
    def document_id(self) -> str:
        return self.sha256[:16]
