"""Targets in tables: indicator tables cell by cell, tables of numbers by place, other tables as running text."""

from __future__ import annotations

from collections.abc import Iterator

from graph.record import Span
from loaders.extract.dates import find_years
from loaders.extract.targets_context import Frame
from loaders.extract.targets_draft import Draft
from loaders.extract.targets_flat import flat_grids
from loaders.extract.targets_grid import Piece, Reading, Row, read_grid
from loaders.extract.targets_places import read_places
from loaders.extract.targets_sentences import sentence_targets
from loaders.fold import Folded, fold
from loaders.outline import Outline
from loaders.source import Source, Table

_LONGEST_TABLE = 400_000  # characters; beyond it a table is data, not goals
Found = tuple[Draft, Folded, str]


def table_drafts(source: Source, outline: Outline, frame: Frame) -> Iterator[Found]:
    """Drafts of every table of the outline, each with the folded text its offsets point into and its part."""
    for table in outline.tables:
        if table.span[1] - table.span[0] > _LONGEST_TABLE:
            continue
        part = part_at(outline, table.span[0])
        year = _caption_year(source, table.span[0], frame)
        rows = _rows(source, table)
        readings = read_grid(rows, frame.issued, year) or read_places(rows, _caption(source, table.span[0]), year)
        if readings:
            yield from (_found(source, reading, part) for reading in readings)
        else:
            yield from _text_cells(source, table, frame, part)


def flat_drafts(source: Source, outline: Outline, frame: Frame) -> tuple[list[Found], list[Span]]:
    """Drafts of indicator tables that lost their cells, and the stretches of text they were read from."""
    found: list[Found] = []
    places: list[Span] = []
    for span, rows in flat_grids(source.text, [t.span for t in outline.tables]):
        readings = read_grid(rows, frame.issued, _caption_year(source, span[0], frame))
        if readings:
            places.append(span)
            found.extend(_found(source, reading, part_at(outline, span[0])) for reading in readings)
    return found, places


def _found(source: Source, reading: Reading, part: str) -> Found:
    folded = fold(source.text, *reading.span)
    draft = Draft(
        start=0,
        end=len(folded.text),
        indicator=reading.indicator,
        amount=reading.amount,
        kind=reading.kind,
        year=reading.year,
        rule=f"table:{'base' if reading.kind == 'baseline' else 'goal'}",
        every=reading.every,
        cumulative=reading.cumulative,
        scope=reading.scope,
    )
    return draft, folded, part


def _rows(source: Source, table: Table) -> list[Row]:
    """The grid row by row; a merged cell stands in every row and column that it covers."""
    grid: list[list[Piece | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        text = fold(source.text, *cell.span).text if cell.span[1] > cell.span[0] else ""
        piece = Piece(text, cell.span)
        for r in range(cell.row, min(cell.row + cell.rowspan, table.rows)):
            for c in range(cell.column, min(cell.column + cell.colspan, table.columns)):
                grid[r][c] = piece
    return [tuple(row) for row in grid]


def _caption_year(source: Source, start: int, frame: Frame) -> int | None:
    """The year that the line above a table names, else the one that the plan is for."""
    caption = _caption(source, start)
    hits = [h for h in find_years(caption) if h.year and h.kind in ("year", "plan", "range")]
    hits = [h for h in hits if "月" not in caption[h.start : h.end]]  # no day of issue
    year = hits[-1].year if hits else None
    if year is not None and (frame.issued is None or year >= frame.issued):
        return year
    return frame.plan_year


def _caption(source: Source, start: int) -> str:
    return fold(source.text[max(0, start - 120) : start]).text


def _text_cells(source: Source, table: Table, frame: Frame, part: str) -> Iterator[Found]:
    for cell in table.cells:
        if cell.span[1] - cell.span[0] < 8:
            continue
        folded = fold(source.text, *cell.span)
        for draft in sentence_targets(folded.text, frame):
            yield draft, folded, part


def part_at(outline: Outline, place: int) -> str:
    """The innermost part around a place."""
    around = [p for p in outline.parts if p.span[0] <= place < p.span[1]]
    if around:
        return min(around, key=lambda p: (p.span[1] - p.span[0], p.id)).id
    return outline.parts[0].id if outline.parts else "p1"
