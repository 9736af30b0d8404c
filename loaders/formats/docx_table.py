"""Word tables → grid cells: gridSpan, vMerge and hMerge become colspan and rowspan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from loaders.formats.docx_styles import attribute, number
from loaders.formats.draft import GridCell
from loaders.formats.limits import MAX_SPAN, MAX_TABLE_CELLS, too_large

_WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")


def read_grid(table: etree._Element, w: str, text_of: Callable[[etree._Element], str]) -> list[GridCell]:
    """The printed cells of a w:tbl, row by row. `w`: the namespace in braces; `text_of`: the text of a w:tc."""
    cells: list[GridCell] = []
    above: dict[int, int] = {}  # column → the cell that rows below may continue: its index in the result
    row = 0
    for line in _below(table, f"{w}tr"):
        properties = line.find(f"{w}trPr")
        if properties is not None and properties.find(f"{w}del") is not None:
            continue
        header = properties is not None and _on(properties.find(f"{w}tblHeader"))
        before = number(properties.find(f"{w}gridBefore"), 0) if properties is not None else 0
        column = min(max(0, before), MAX_SPAN)
        for node in _below(line, f"{w}tc"):
            span, merge = _merged(node, w)
            if not _continued(row, column, span, merge, cells, above):
                _begin(GridCell(text_of(node), row, column, 1, span, header), merge, cells, above)
            column += span
            if len(cells) > MAX_TABLE_CELLS:
                raise too_large("the number of table cells", str(MAX_TABLE_CELLS))
        row += 1
    return cells


@dataclass(frozen=True, slots=True)
class _Merge:
    """How a w:tc says that it is merged: vertical and horizontal are None, restart or continue."""

    vertical: str | None
    horizontal: str | None


def _merged(node: etree._Element, w: str) -> tuple[int, _Merge]:
    """(grid columns a w:tc takes, its merges)."""
    properties = node.find(f"{w}tcPr")
    if properties is None:
        return 1, _Merge(None, None)
    span = min(max(1, number(properties.find(f"{w}gridSpan"), 1)), MAX_SPAN)
    return span, _Merge(*(_merge(properties.find(f"{w}{side}Merge")) for side in "vh"))


def _merge(node: etree._Element | None) -> str | None:
    return None if node is None else "restart" if attribute(node) == "restart" else "continue"


def _continued(row: int, column: int, span: int, merge: _Merge, cells: list[GridCell], above: dict[int, int]) -> bool:
    """Lengthen the cell to the left or above that a w:tc continues; whether there is one."""
    if merge.horizontal == "continue" and cells and cells[-1].row == row:
        cells[-1] = replace(cells[-1], colspan=cells[-1].colspan + span)
        return True
    if merge.vertical == "continue" and column in above:
        index = above[column]
        cells[index] = replace(cells[index], rowspan=row - cells[index].row + 1)
        return True
    return False


def _begin(cell: GridCell, merge: _Merge, cells: list[GridCell], above: dict[int, int]) -> None:
    """Add a cell; rows below may continue it where it says that it is merged."""
    cells.append(cell)
    for at in range(cell.column, cell.column + cell.colspan):
        above.pop(at, None)
    if merge.vertical is not None:
        above[cell.column] = len(cells) - 1


def _below(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with this tag, through content controls; not those of inner tables."""
    for child in node.iterchildren():
        if child.tag == tag:
            yield child
        elif str(child.tag).rpartition("}")[2] in _WRAPPERS:
            yield from _below(child, tag)


def _on(node: etree._Element | None) -> bool:
    return node is not None and attribute(node) not in ("0", "false", "off")
