"""A sheet of values → paragraphs and one table: what xlsx and csv have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.formats.draft import Draft, GridCell
from loaders.formats.limits import MAX_SPAN

Range = tuple[int, int, int, int]
"""first row, first column, last row, last column (both included)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: Sequence[Sequence[str]]
    merged: Sequence[Range]


def write_sheet(draft: Draft, sheet: Sheet) -> None:
    """Rows with one value above and below the grid (title, unit, notes) are paragraphs, the rest is a table."""
    kept = [at for at, row in enumerate(sheet.rows) if any(v.strip() for v in row)]
    first, last = 0, len(kept)
    while first < last and _filled(sheet.rows[kept[first]]) == 1:
        first += 1
    while last > first and _filled(sheet.rows[kept[last - 1]]) == 1 and not _in_merge(sheet, kept[last - 1]):
        last -= 1
    for at in kept[:first]:
        draft.paragraph("".join(sheet.rows[at]))
    draft.table(_cells(sheet, kept[first:last]))
    for at in kept[last:]:
        draft.paragraph("".join(sheet.rows[at]))


def _filled(row: Sequence[str]) -> int:
    return sum(bool(v.strip()) for v in row)


def _in_merge(sheet: Sheet, row: int) -> bool:
    """Whether a vertical merge covers the row: then it belongs to the table."""
    return any(top < row <= bottom or (top == row and bottom > row) for top, _, bottom, _ in sheet.merged)


def _cells(sheet: Sheet, kept: Sequence[int]) -> list[GridCell]:
    place = {row: at for at, row in enumerate(kept)}
    filled = [c for row in kept for c, v in enumerate(sheet.rows[row]) if v.strip()]
    if not filled:
        return []
    left, right = min(filled), max(filled)
    spans, covered = _spans(sheet, place)
    cells: list[GridCell] = []
    for at, row in enumerate(kept):
        values = sheet.rows[row]
        for column in range(left, right + 1):
            if (row, column) in covered:
                continue
            value = values[column] if column < len(values) else ""
            rowspan, colspan = spans.get((row, column), (1, 1))
            colspan = min(colspan, right + 1 - column)
            cells.append(GridCell(value, at, column - left, rowspan, colspan, at == 0))
    return cells


def _spans(sheet: Sheet, place: dict[int, int]) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """(spans by first cell, counted in kept rows; the positions that merged cells cover)."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merged:
        rows = [row for row in range(top, min(bottom, top + MAX_SPAN) + 1) if row in place]
        if not rows:
            continue
        columns = range(left, min(right, left + MAX_SPAN) + 1)
        spans[rows[0], left] = (len(rows), len(columns))
        covered.update((row, column) for row in rows for column in columns)
        covered.discard((rows[0], left))
    return spans, covered
