"""Tables that a browser did not mark as tables (no rules, no headings): rows and cells are tagged, spans are not.

The number of cells of each row is known, empty ones included; which columns they take follows from
where their text stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.formats.pdf_lines import Line


@dataclass(slots=True)
class Found:
    """A cell of a row: its printed lines (none for an empty one) and where it was put."""

    lines: list[Line]
    key: int  # number of the cell for the caller
    column: int = 0
    rowspan: int = 1
    colspan: int = 1
    low: bool = False  # set lower than the middle of its row: it reaches into the next

    @property
    def middle(self) -> float:
        return (max(line.top for line in self.lines) + min(line.bottom for line in self.lines)) / 2

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)


def is_table(rows: Sequence[Sequence[Found]]) -> bool:
    """Two rows or more with cells side by side."""
    beside = 0
    for row in rows:
        filled = [c for c in row if c.lines]
        ordered = all(a.right <= b.left + 1 for a, b in pairwise(filled))
        beside += len(filled) > 1 and ordered and len({line.page for c in filled for line in c.lines[:1]}) == 1
    return beside >= 2 and beside * 2 >= len(rows)


def set_out(rows: list[list[Found]]) -> int:
    """Give every cell its column and spans, and add the empty cells, in place; the number of columns."""
    columns = max(len(row) for row in rows)
    lefts = _lefts(rows, columns)
    above: list[Found | None] = [None] * columns
    for number, row in enumerate(rows):
        _columns(row, columns, lefts)
        middle = _middle(row)
        for cell in row:
            cell.low = number > 0 and bool(cell.lines) and middle - cell.middle > 0.35 * cell.lines[0].em
        _spread(row, columns, lefts, above)
        row.sort(key=lambda c: c.column)
    return columns


def _middle(row: Sequence[Found]) -> float:
    """The height at which most cells of a row are centred; of two, the higher (merged cells reach down)."""
    middles = sorted((c.middle for c in row if c.lines), reverse=True)
    return max(middles, key=lambda y: (sum(abs(y - other) < 2 for other in middles), y), default=0.0)


def _lefts(rows: Sequence[Sequence[Found]], columns: int) -> list[float]:
    """Where the text of each column begins, from the rows that have all columns."""
    known: list[float | None] = []
    for column in range(columns):
        places = [row[column].left for row in rows if len(row) == columns and row[column].lines]
        known.append(min(places) if places else None)
    result: list[float] = []
    for column, place_ in enumerate(known):
        after = [k for k in known[column:] if k is not None]
        result.append(place_ if place_ is not None else after[0] - 1 if after else 1e6)
    return result


def _columns(row: Sequence[Found], columns: int, lefts: Sequence[float]) -> None:
    free = 0
    for at, cell in enumerate(row):
        last = columns - (len(row) - at)
        cell.column = free
        if len(row) < columns and cell.lines:
            cell.column = min(range(free, last + 1), key=lambda c: abs(lefts[c] - cell.left))
        free = cell.column + 1


def _spread(row: list[Found], columns: int, lefts: Sequence[float], above: list[Found | None]) -> None:
    """Columns without a cell belong to the cell left of them when its text reaches there, to the one above when
    that is set lower than its row; else their cell is empty."""
    if len(row) == 1 and columns > 1:
        row[0].column, row[0].colspan = 0, columns
    ends = [cell.column for cell in row[1:]] + [columns]
    free = list(range(row[0].column)) if row else list(range(columns))
    for cell, end in zip(row, ends, strict=True):
        while cell.column + cell.colspan < end and cell.lines and cell.right > lefts[cell.column + cell.colspan] + 1:
            cell.colspan += 1
        free += range(cell.column + cell.colspan, end)
    for column in free:
        over = above[column]
        if over is not None and over.low and over.column == column:
            over.rowspan += 1
        elif over is None or not (over.low and over.column < column < over.column + over.colspan):
            row.append(Found([], -1, column))
    for cell in row:
        for column in range(cell.column, cell.column + cell.colspan):
            above[column] = cell
