"""HTML tables: which grid position each cell takes, and whether a table holds data or lays out the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from loaders.formats.limits import MAX_SPAN, MAX_TABLE_CELLS, too_large

_LONG_CELL = 400


@dataclass(frozen=True, slots=True)
class HtmlCell:
    node: LexborNode
    row: int
    column: int
    rowspan: int
    colspan: int
    header: bool
    length: int


def grid_of(table: LexborNode) -> tuple[list[HtmlCell], bool]:
    """(cells with their places, whether a table with text stands inside a cell). As browsers place them."""
    rows = list(_rows(table))
    cells: list[HtmlCell] = []
    taken: dict[int, int] = {}  # column → first row that is free again
    nested = False
    for row, (node, head) in enumerate(rows):
        column = 0
        child = node.child
        while child is not None:
            if child.is_element_node and child.tag in ("td", "th"):
                while taken.get(column, 0) > row:
                    column += 1
                cell = _cell(child, row, column, len(rows), head)
                nested = nested or (not is_plain(child) and _holds_table(child))
                for at in range(column, column + cell.colspan):
                    taken[at] = row + cell.rowspan
                cells.append(cell)
                column += cell.colspan
                if len(cells) > MAX_TABLE_CELLS or len(taken) > MAX_TABLE_CELLS:
                    raise too_large("the number of table cells", str(MAX_TABLE_CELLS))
            child = child.next
    return cells, nested


def _rows(table: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """The rows of this table, not of tables inside it; with whether they stand in thead."""
    child = table.child
    while child is not None:
        if child.is_element_node:
            if child.tag == "tr":
                yield child, False
            elif child.tag in ("tbody", "thead", "tfoot"):
                head = child.tag == "thead"
                row = child.child
                while row is not None:
                    if row.is_element_node and row.tag == "tr":
                        yield row, head
                    row = row.next
        child = child.next


def _cell(node: LexborNode, row: int, column: int, rows: int, head: bool) -> HtmlCell:
    attributes = node.attributes
    rowspan = _number(attributes.get("rowspan"))
    return HtmlCell(
        node,
        row,
        column,
        min(rowspan or rows, rows - row),
        max(1, _number(attributes.get("colspan"))),
        head or node.tag == "th",
        len(((node.child.text_content if is_plain(node) and node.child else node.text(deep=True)) or "").strip()),
    )


def is_plain(node: LexborNode) -> bool:
    """A cell that holds nothing but text."""
    child = node.child
    return child is None or (child.is_text_node and child.next is None)


def _number(value: str | None) -> int:
    """A span as browsers read it: digits, at most MAX_SPAN; nonsense is 1."""
    digits = (value or "1").strip()
    return min(int(digits), MAX_SPAN) if digits.isdecimal() and len(digits) < 9 else 1


def _holds_table(node: LexborNode) -> bool:
    inner = node.css_first("table")
    return inner is not None and len((inner.text(deep=True) or "").strip()) > 0


def _holds_blocks(node: LexborNode) -> bool:
    """Several paragraphs or list items: a part of the page, not a fact."""
    return len(node.css("p, li, div, h1, h2, h3")) > 3


def is_data_table(cells: list[HtmlCell], nested: bool) -> bool:
    """A grid of facts; not a frame around paragraphs, a column of boxes or a page layout."""
    filled = [c for c in cells if c.length]
    if len(filled) < 2 or nested:
        return False
    columns = {c.column for c in filled}
    rows = {c.row for c in filled}
    if len(columns) < 2:
        return False
    longest = max(c.length for c in filled)
    total = sum(c.length for c in filled)
    if len(rows) < 2 and (longest > _LONG_CELL or any(_holds_blocks(c.node) for c in filled)):
        return False
    return not (len(filled) <= 4 and longest > _LONG_CELL and longest > 0.7 * total)
