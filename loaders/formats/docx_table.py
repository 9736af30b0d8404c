"""Word tables → grid cells: gridSpan, vMerge and hMerge become colspan and rowspan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from loaders.formats.docx_styles import attribute, number
from loaders.formats.draft import GridCell
from loaders.formats.limits import MAX_SPAN, MAX_TABLE_CELLS, too_large

if TYPE_CHECKING:
    from loaders.formats.docx import DocxReader

_WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")


@dataclass(slots=True)
class _Open:
    """A cell that rows below may continue: its index in the result."""

    index: int
    colspan: int


def read_grid(table: etree._Element, reader: DocxReader) -> list[GridCell]:
    """The printed cells of a w:tbl, row by row."""
    w = reader.w
    cells: list[GridCell] = []
    above: dict[int, _Open] = {}
    row = 0
    for line in _below(table, f"{w}tr"):
        properties = line.find(f"{w}trPr")
        if properties is not None and properties.find(f"{w}del") is not None:
            continue
        header = properties is not None and _on(properties.find(f"{w}tblHeader"))
        before = number(properties.find(f"{w}gridBefore"), 0) if properties is not None else 0
        column = min(max(0, before), MAX_SPAN)
        for node in _below(line, f"{w}tc"):
            column += _cell(node, row, column, header, cells, above, reader)
            if len(cells) > MAX_TABLE_CELLS:
                raise too_large("the number of table cells", str(MAX_TABLE_CELLS))
        row += 1
    return cells


def _cell(
    node: etree._Element,
    row: int,
    column: int,
    header: bool,
    cells: list[GridCell],
    above: dict[int, _Open],
    reader: DocxReader,
) -> int:
    """Add a w:tc, or lengthen the cell it continues; the number of grid columns it takes."""
    w = reader.w
    properties = node.find(f"{w}tcPr")
    span = number(properties.find(f"{w}gridSpan"), 1) if properties is not None else 1
    colspan = min(max(1, span), MAX_SPAN)
    vertical = properties.find(f"{w}vMerge") if properties is not None else None
    horizontal = properties.find(f"{w}hMerge") if properties is not None else None
    if horizontal is not None and attribute(horizontal) != "restart" and cells and cells[-1].row == row:
        cells[-1] = replace(cells[-1], colspan=cells[-1].colspan + colspan)
        return colspan
    if vertical is not None and attribute(vertical) != "restart" and column in above:
        open_cell = above[column]
        first = cells[open_cell.index]
        cells[open_cell.index] = replace(first, rowspan=row - first.row + 1)
        return colspan
    cells.append(GridCell(reader.cell_text(node), row, column, 1, colspan, header))
    for at in range(column, column + colspan):
        above.pop(at, None)
    if vertical is not None:
        above[column] = _Open(len(cells) - 1, colspan)
    return colspan


def _below(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with this tag, through content controls; not those of inner tables."""
    for child in node.iterchildren():
        if child.tag == tag:
            yield child
        elif str(child.tag).rpartition("}")[2] in _WRAPPERS:
            yield from _below(child, tag)


def _on(node: etree._Element | None) -> bool:
    return node is not None and attribute(node) not in ("0", "false", "off")
