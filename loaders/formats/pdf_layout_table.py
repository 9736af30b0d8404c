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


def set_out(rows: Sequence[Sequence[Found]]) -> int:
    """Give every cell its column and spans, in place; the number of columns."""
    columns = max(len(row) for row in rows)
    lefts = _lefts(rows, columns)
    above: list[Found | None] = [None] * columns
    for row in rows:
        _columns(row, columns, lefts)
        _spread(row, columns, lefts, above)
    return columns


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


def _spread(row: Sequence[Found], columns: int, lefts: Sequence[float], above: list[Found | None]) -> None:
    """Columns without a cell belong to the cell left of them when its text reaches there, else to the one above."""
    if len(row) == 1 and columns > 1:
        row[0].column, row[0].colspan = 0, columns
    ends = [cell.column for cell in row[1:]] + [columns]
    lengthened: set[int] = set()
    for cell, end in zip(row, ends, strict=True):
        for column in range(cell.column + cell.colspan, end):
            reaches = bool(cell.lines) and cell.right > lefts[column] + 1
            over = above[column]
            if over is not None and not reaches and over.column == column:
                lengthened.add(column)
            elif column == cell.column + cell.colspan:
                cell.colspan += 1
    lengthened.update(range(row[0].column if row else columns))
    for column in lengthened:
        over = above[column]
        if over is not None and over.column == column:
            over.rowspan += 1
    for cell in row:
        for column in range(cell.column, cell.column + cell.colspan):
            above[column] = cell
