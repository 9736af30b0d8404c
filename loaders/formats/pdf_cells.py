"""Ruled tables with their glyphs → grids of text; pieces of one table on following pages put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.formats.draft import GridCell
from loaders.formats.pdf_lines import Line, first_unit_width, glue, lines_of
from loaders.formats.pdf_tables import GridBox, RuledTable, without_open_row

_LARGEST_PAD = 8.0


@dataclass(slots=True)
class TextTable:
    """A grid of text on a page. xs: column edges; wraps: cells whose last line reached the cell's edge."""

    xs: list[float]
    rows: int
    cells: list[GridCell]
    wraps: list[bool]
    top: float
    bottom: float
    left: float
    right: float
    page: int = 0
    column: int = 0
    first_page: int = 0
    plain: bool = False  # found without rules: its outer edges depend on the text

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


def text_table(table: RuledTable, page: int) -> TextTable:
    """The text of each cell, lines that only wrapped rejoined."""
    table = without_open_row(table)
    lines = {index: lines_of(glyphs) for index, glyphs in table.glyphs.items()}
    pad = _padding(table, lines)
    cells: list[GridCell] = []
    wraps: list[bool] = []
    for index, box in enumerate(table.boxes):
        text, wrap = cell_text(lines.get(index, []), *_inner(table, box, pad))
        cells.append(GridCell(text, box.row, box.column, box.rowspan, box.colspan))
        wraps.append(wrap)
    rows = len(table.ys) - 1
    return TextTable(table.xs, rows, cells, wraps, table.top, table.bottom, table.left, table.right, page, 0, page)


def _inner(table: RuledTable, box: GridBox, pad: float) -> tuple[float, float]:
    return table.xs[box.column] + pad, table.xs[box.column + box.colspan] - pad


def _padding(table: RuledTable, lines: dict[int, list[Line]]) -> float:
    """The smallest distance between text and rule in this table."""
    distances = [_LARGEST_PAD]
    for index, own in lines.items():
        box = table.boxes[index]
        for line in own:
            distances.append(line.left - table.xs[box.column])
            distances.append(table.xs[box.column + box.colspan] - line.right)
    return max(0.0, min(distances))


def cell_text(lines: Sequence[Line], left: float, right: float) -> tuple[str, bool]:
    """(text with \\n where a line was ended, not wrapped; whether the last line is full)."""
    parts: list[str] = []
    wrapped = False
    for at, line in enumerate(lines):
        if at == 0:
            parts.append(line.text)
        elif wrapped:
            parts.append(glue(parts[-1], line.text))
        else:
            parts.append("\n" + line.text)
        following = lines[at + 1] if at + 1 < len(lines) else None
        wrapped = _is_full(line, following, left, right)
    return "".join(parts), wrapped


def _is_full(line: Line, following: Line | None, left: float, right: float) -> bool:
    """Whether the next line's first word would not have fitted any more."""
    free = min(right - line.right, (right - left) - (line.right - line.left))
    need = first_unit_width(following) if following is not None else line.em
    return free < need + 0.35 * line.em


def same_table(first: TextTable, second: TextTable) -> bool:
    """Whether a table at the top of a page goes on from the one before: the same column edges."""
    if first.plain and second.plain:
        near = zip(first.xs[:-1], second.xs[:-1], strict=False)
        return len(first.xs) == len(second.xs) and all(abs(a - b) < 8 for a, b in near)
    if first.plain != second.plain or abs(first.left - second.left) > 4 or abs(first.right - second.right) > 4:
        return False
    extra = [x for x in second.xs if all(abs(x - y) > 4 for y in first.xs)]
    missing = [x for x in first.xs if all(abs(x - y) > 4 for y in second.xs)]
    return not extra or not missing


def continued(first: TextTable, second: TextTable) -> TextTable:
    """One table out of two pieces: heading not repeated, a row cut by the page end rejoined."""
    xs = first.xs if len(first.xs) >= len(second.xs) else second.xs
    head, tail = _on_edges(first, xs), _on_edges(second, xs)
    tail = _without_heading(head, tail)
    cells, wraps = list(head.cells), list(head.wraps)
    skip = 1 if _is_rest_of_row(head, tail) else 0
    if skip:
        _append_rest(cells, wraps, head, tail)
    offset = head.rows - skip
    for cell, wrap in zip(tail.cells, tail.wraps, strict=True):
        if cell.row >= skip and not (cell.row == skip and _lengthened(cells, cell, head.rows, tail)):
            cells.append(replace(cell, row=cell.row + offset))
            wraps.append(wrap)
    rows = offset + tail.rows
    return TextTable(
        xs, rows, cells, wraps, first.top, second.bottom, min(first.left, second.left), max(first.right, second.right),
        second.page, second.column, first.first_page, first.plain,
    )  # fmt: skip


def _on_edges(table: TextTable, xs: list[float]) -> TextTable:
    """The same cells counted in the columns of `xs`."""
    if len(table.xs) == len(xs):
        return table
    place = [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in table.xs]
    cells = [
        replace(c, column=place[c.column], colspan=max(1, place[c.column + c.colspan] - place[c.column]))
        for c in table.cells
    ]
    return replace(table, xs=xs, cells=cells)


def _row(table: TextTable, row: int) -> list[tuple[int, str]]:
    return [(c.column, c.text) for c in table.cells if c.row == row]


def _without_heading(head: TextTable, tail: TextTable) -> TextTable:
    """`tail` without the first rows that repeat those of `head`."""
    repeated = 0
    while repeated < min(3, head.rows, tail.rows - 1):
        own, other = _row(head, repeated), _row(tail, repeated)
        if not own or own != other or not any(t for _, t in own):
            break
        repeated += 1
    kept = [(c, w) for c, w in zip(tail.cells, tail.wraps, strict=True) if c.row >= repeated]
    cells = [replace(c, row=c.row - repeated) for c, _ in kept]
    return replace(tail, rows=tail.rows - repeated, cells=cells, wraps=[w for _, w in kept])


def _is_rest_of_row(head: TextTable, tail: TextTable) -> bool:
    """The first row of a page is the rest of a cut row: no new number, and it goes on where a line wrapped."""
    first = sorted((c for c in tail.cells if c.row == 0), key=lambda c: c.column)
    if not first or first[0].text.strip() or tail.rows < 1:
        return False
    last = _last_cells(head)
    goes_on = False
    for cell in first:
        index = last.get(cell.column)
        if not cell.text.strip() or index is None or not head.cells[index].text.strip():
            continue
        if head.cells[index].text[-1] in "。；;！？":
            return False
        goes_on = goes_on or _is_unfinished(head, index)
    return goes_on


def _is_unfinished(table: TextTable, index: int) -> bool:
    """A cell whose last line is full, or whose long text has no end."""
    return table.wraps[index] or len(table.cells[index].text) >= 20


def _last_cells(table: TextTable) -> dict[int, int]:
    """column → index of the cell that reaches the last row."""
    return {c.column: i for i, c in enumerate(table.cells) if c.row + c.rowspan >= table.rows}


def _append_rest(cells: list[GridCell], wraps: list[bool], head: TextTable, tail: TextTable) -> None:
    last = _last_cells(head)
    for cell, wrap in zip(tail.cells, tail.wraps, strict=True):
        index = last.get(cell.column)
        if cell.row or index is None:
            continue
        before = cells[index].text
        after = glue(before, cell.text) if _is_unfinished(head, index) else "\n" + cell.text
        rest = after if cell.text.strip() else ""
        cells[index] = replace(cells[index], text=before + rest, rowspan=cells[index].rowspan + cell.rowspan - 1)
        wraps[index] = wrap if rest else wraps[index]


def _lengthened(cells: list[GridCell], cell: GridCell, rows: int, tail: TextTable) -> bool:
    """An empty cell at the top of the page under a filled one is the rest of a merged cell."""
    if cell.text.strip():
        return False
    leading = cell.column == 0 or any(c.row + c.rowspan > rows and c.column + c.colspan == cell.column for c in cells)
    others = [*cells, *(c for c in tail.cells if c.row > cell.row)]
    if not leading and any(not c.text.strip() and c.column == cell.column for c in others):
        return False  # this column has empty cells: here is one more
    for index, above in enumerate(cells):
        reaches = above.row + above.rowspan == rows and above.column == cell.column and above.colspan == cell.colspan
        if reaches and above.text.strip() and (above.row or rows > 1):
            cells[index] = replace(above, rowspan=above.rowspan + cell.rowspan)
            return True
    return False
