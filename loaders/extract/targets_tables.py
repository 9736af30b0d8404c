"""Targets in tables: indicator tables cell by cell, other tables as running text."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.extract.targets_context import Frame
from loaders.extract.targets_draft import Draft
from loaders.extract.targets_sentences import sentence_targets
from loaders.fold import Folded, fold
from loaders.outline import Outline
from loaders.source import Source, Table


def table_drafts(source: Source, outline: Outline, frame: Frame) -> Iterator[tuple[Draft, Folded, str]]:
    """Drafts of every table of the outline, each with the folded text its offsets point into and its part."""
    for table in outline.tables:
        part = _part_at(outline, table.span[0])
        yield from _text_cells(source, table, frame, part)


def _text_cells(source: Source, table: Table, frame: Frame, part: str) -> Iterator[tuple[Draft, Folded, str]]:
    for cell in table.cells:
        if cell.span[1] - cell.span[0] < 8:
            continue
        folded = fold(source.text, *cell.span)
        for draft in sentence_targets(folded.text, frame):
            yield draft, folded, part


def _part_at(outline: Outline, place: int) -> str:
    for part in outline.parts:
        if part.span[0] <= place < part.span[1]:
            return part.id
    return outline.parts[0].id if outline.parts else "p1"
