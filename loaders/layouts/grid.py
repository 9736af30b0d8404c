"""From rows of printed cells to a Table: which columns a cell spans, and which cell covers an empty place.

A Word table saved as text keeps an empty cell where a vertical merge goes on, and nothing where a
horizontal merge does, so its rows have different numbers of cells. The columns are found again by
what stands in them: each row is laid over the columns in the way that fits their kinds best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from graph.record import Span
from loaders.fold import fold
from loaders.layouts.columns import OWNERS, column_kind, is_header_row
from loaders.source import Cell, Table

_NUMBER = re.compile(r"(?:No\.?)?[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.、]?$")
_AGENCY = re.compile(
    r"(?:[部委局厅办会院行社署处]|部门|单位|政府|中心|[支总大]队|公司|集团|街道|乡镇|园区|[残妇文侨]联|工商联|[科贸]协|[总学协商]会|等|负责|牵头|配合)[。等）)]{0,2}$"
)
_SENTENCE = re.compile(r"[的为将对并把了]|鼓励|支持|推进|推动|加强|建立|完善|落实[^单]|开展|提高")
_DEADLINE = re.compile(
    r"持续|长期|常态|立行立改|立即|即知即改|每[日周月季年]|20\d\d|全年|年底|月底|季度|上半年|下半年|月|日前|年$"
)
_BEHIND = re.compile(r"（[^（）]{1,20}）")  # 各县（市、区）政府
_STEPS = re.compile(r"^\s*[（(]?(?:1|一)[)）.、．]")
# How a bar between rows begins: 一、强化衔接
BAR = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}[章节部]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
)
_PERSONS = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[、\s][\u4e00-\u9fff]{2,4}){0,5}$")
_LONGEST_SUBHEADING = 12
_PUNCTUATED = re.compile(r"[，。；、！？]")
_SHORT_LINE = 6
_MAX_ROW_COLUMNS = 14
_HEADER_TRIALS = 120


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed cell: its trimmed span and folded lines; an empty cell has text "" and a zero-width span."""

    span: Span
    text: str


Row = Sequence[Printed]


@dataclass(frozen=True, slots=True)
class Laid:
    """A row laid over the columns: for each printed cell its first column and width."""

    places: tuple[tuple[int, int], ...]
    score: float


@cache
def fit(text: str, kind: str | None) -> float:
    """How well a cell's text suits a column of this kind."""
    if not text:
        return 0.0 if kind != "number" else -0.2
    agency = _lists_agencies(text)
    lines = text.split("\n")
    short_date = len(text) <= 24 and all(
        _DEADLINE.search(line) or (len(line) <= _SHORT_LINE and not _AGENCY.search(line)) for line in lines
    )
    short_date = short_date and bool(_DEADLINE.search(text))
    if kind == "number":
        return 3.0 if _NUMBER.match(text) else -5.0
    if _NUMBER.match(text):
        return -3.0
    if kind == "person" and not agency:
        return 2.0 if _PERSONS.match(text) and not short_date else -2.0
    if kind in OWNERS or kind == "person":
        return 2.0 if agency else (-4.0 if len(text) > 40 else -1.0)
    if kind == "deadline":
        return 3.0 if short_date else (-4.0 if len(text) > 24 else -1.0)
    penalty = (2.0 if agency else 0.0) + (2.0 if short_date and len(text) < 10 else 0.0)
    if kind == "measure":
        return 1.0 + (1.5 if _STEPS.match(text) else 0.0) + (0.5 if len(text) > 60 else 0.0) - penalty
    if kind == "task":
        return 1.0 - (0.5 if _STEPS.match(text) and len(text) > 80 else 0.0) - penalty
    return 0.3 - penalty / 2


def _lists_agencies(text: str) -> bool:
    names = [name for name in re.split(r"[、，；。\n ]", _BEHIND.sub("", text)) if len(name) > 1]
    endings = sum(bool(_AGENCY.search(name)) and len(name) <= 22 for name in names)
    return bool(names) and endings * 4 >= len(names) * 3 and not _SENTENCE.search(text)


def lay(row: Row, kinds: Sequence[str | None], above: Laid | None) -> Laid:
    """The best way to lay the row's cells over the columns, left to right, leaving none out."""
    cells, columns = len(row), len(kinds)
    usual = set(above.places) if above else set()
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}] + [{} for _ in range(cells)]
    for i, cell in enumerate(row):
        rest = cells - i - 1
        for start, (score, _) in best[i].items():
            ends = range(start + 1, columns - rest + 1) if rest else (columns,)
            for end in ends:
                total = score + _span_score(cell.text, kinds[start:end]) + (0.4 if (start, end - start) in usual else 0)
                if end not in best[i + 1] or best[i + 1][end][0] < total:
                    best[i + 1][end] = (total, start)
    places: list[tuple[int, int]] = []
    end = columns
    for i in range(cells, 0, -1):
        start = best[i][end][1]
        places.append((start, end - start))
        end = start
    return Laid(tuple(reversed(places)), best[cells][columns][0])


def _span_score(text: str, kinds: Sequence[str | None]) -> float:
    fits = [fit(text[:200], kind) for kind in kinds]
    return sum(fits) / len(fits) - (0.35 if text else 0.6) * (len(kinds) - 1)


def spread_header(header: Row, rows: Sequence[Row], columns: int) -> tuple[int, ...]:
    """Widths of the header's cells when it has fewer cells than the widest rows (a heading over two columns)."""
    cells = len(header)
    if cells == columns:
        return (1,) * cells
    full = [row for row in rows if len(row) == columns][:12]
    kinds = [column_kind(cell.text.replace(" ", "").replace("\n", "")) for cell in header]
    best: tuple[float, tuple[int, ...]] = (float("-inf"), (1,) * (cells - 1) + (columns - cells + 1,))
    for trial, cuts in enumerate(combinations(range(1, columns), cells - 1)):
        if trial >= _HEADER_TRIALS:
            break
        edges = (0, *cuts, columns)
        widths = tuple(b - a for a, b in pairwise(edges))
        wide = [kind for kind, width in zip(kinds, widths, strict=True) for _ in range(width)]
        score = sum(fit(cell.text[:200], kind) for row in full for cell, kind in zip(row, wide, strict=True))
        score -= 0.01 * max(widths)
        if score > best[0]:
            best = (score, widths)
    return best[1]


def widths_above(header: Row, below: Row, columns: int) -> tuple[int, ...] | None:
    """Widths of the header's cells where the row below, as wide as the table, shows which of them it divides."""
    if len(below) != columns or len(header) >= columns:
        return None
    widths: list[int] = []
    for at, cell in enumerate(below):
        if cell.text and at and below[at - 1].text:
            widths[-1] += 1
        else:
            widths.append(1)
    return tuple(widths) if len(widths) == len(header) else None


def build_table(rows: Sequence[Row], header_rows: frozenset[int], bars: frozenset[int]) -> Table:
    """Lay all rows out. `header_rows`, `bars`: indexes of headings (re-printed ones too) and of full-width bars."""
    header = rows[min(header_rows)] if header_rows else rows[0]
    body = [row for i, row in enumerate(rows) if i not in header_rows and i not in bars]
    columns = min(max(len(header), max((len(row) for row in body), default=0)), _MAX_ROW_COLUMNS)
    below = rows[min(header_rows) + 1] if min(header_rows, default=-2) + 1 in header_rows else ()
    widths = widths_above(header, below, columns) or spread_header(header, body, columns)
    kinds = [
        column_kind(cell.text.replace(" ", "").replace("\n", ""))
        for cell, width in zip(header, widths, strict=True)
        for _ in range(width)
    ]
    if below:
        _refine(kinds, below, widths)
    cells: list[Cell] = []
    covering: list[int | None] = [None] * columns  # index in `cells` of the cell last seen in each column
    above: Laid | None = None
    for r, row in enumerate(rows):
        if r in bars:
            cells.append(Cell(_first(row).span, r, 0, 1, columns))
            covering = [None] * columns
        elif r in header_rows:
            # A page break re-prints the heading between rows that a merged cell may join: `covering` stays.
            places = _header_places(row, widths, columns)
            cells += [
                Cell(cell.span, r, start, 1, width, header=True)
                for cell, (start, width) in zip(row, places, strict=False)
                if cell.text
            ]
        else:
            row = row[:columns]
            above = lay(row, kinds, above)
            _place(cells, covering, r, row, above, kinds)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    start, end = min(cell.span[0] for cell in cells), max(cell.span[1] for cell in cells)
    return Table((start, end), len(rows), columns, tuple(cells))


def _refine(kinds: list[str | None], second: Row, widths: Sequence[int]) -> None:
    """Columns under a heading that is divided on a second level (责任分工: 牵头单位 | 配合单位)."""
    places = range(len(kinds)) if len(second) == len(kinds) else _divided(widths)
    for place, cell in zip(places, second, strict=False):
        kinds[place] = column_kind(cell.text.replace(" ", "").replace("\n", "")) or kinds[place]


def _divided(widths: Sequence[int]) -> list[int]:
    """The columns below headings that are more than one wide."""
    starts = [sum(widths[:i]) for i in range(len(widths))]
    return [start + k for start, width in zip(starts, widths, strict=True) if width > 1 for k in range(width)]


def fill_blanks(text: str, table: Table) -> Table:
    """A table of a format that cannot merge cells (Markdown, CSV): blanks below a cell are read as one merged cell."""
    if any(cell.rowspan > 1 for cell in table.cells):
        return table
    rows: list[list[Printed]] = []
    for r in range(table.rows):
        here = {cell.column: cell for cell in table.cells if cell.row == r}
        if any(cell.colspan > 1 for cell in here.values()):
            return table
        spans = [here[c].span if c in here else (0, 0) for c in range(table.columns)]
        rows.append([Printed(span, fold(text, *span).text) for span in spans])
    headers = frozenset(i for i, row in enumerate(rows) if is_header_row(tuple(c.text.replace(" ", "") for c in row)))
    headers |= second_level(rows, headers)
    rows = [merged_heading(row) if i in headers else row for i, row in enumerate(rows)]
    filled = [sum(bool(c.text) for c in row) for row in rows]
    if not headers or 0 in filled:
        return table
    bars = frozenset(i for i, n in enumerate(filled) if n == 1 and rows[i][0].text and i not in headers)
    return build_table(rows, headers, bars)


def without_repeats(rows: list[list[Printed]]) -> list[list[Printed]]:
    """Programs that cannot merge cells write a merged one again in each place it covers. In a bar, in the heading and
    in the row below it the first is the cell and the others are blank; below the heading a repeated cell says so
    of its own row, and stays."""
    made = [row[:1] if len(row) > 2 and row[0].text and len({c.text for c in row}) == 1 else row for row in rows]
    if not made or not _is_repeated(made[0]):
        return made
    head = made[0]
    made[0] = [_blank(cell) if at and cell.text == head[at - 1].text else cell for at, cell in enumerate(head)]
    below = made[1] if len(made) > 1 else []
    if len(below) == len(head) and below[0].text == head[0].text:
        made[1] = [_blank(cell) if cell.text == above.text else cell for cell, above in zip(below, head, strict=True)]
    return made


def _is_repeated(head: Row) -> bool:
    """A heading with the same words twice side by side; not a table with two columns of one name further apart."""
    return any(a.text and a.text == b.text for a, b in pairwise(head))


def _blank(cell: Printed) -> Printed:
    return Printed((cell.span[0], cell.span[0]), "")


def merged_heading(row: list[Printed]) -> list[Printed]:
    """A heading without the blanks behind its cells: they are the rest of a heading over several columns."""
    return [cell for cell in row if cell.text] if row[0].text else row


def second_level(rows: Sequence[Row], headers: frozenset[int]) -> frozenset[int]:
    """The row right below the heading that divides some of its columns (推进计划: 上半年 | 下半年), else blank."""
    first = min(headers, default=None)
    if first is None or first + 2 >= len(rows) or first + 1 in headers:
        return frozenset()
    below, after = rows[first + 1], rows[first + 2]
    filled = [cell for cell in below if cell.text]
    if not 2 <= len(filled) < len(below) or below[0].text or not after[0].text:
        return frozenset()
    named = [cell for cell in rows[first] if cell.text]
    divides = len(named) < max(map(len, rows)) and all(_names_column(cell.text) for cell in filled)
    return frozenset((first + 1,)) if divides else frozenset()


def two_levels(rows: Sequence[Row]) -> frozenset[int]:
    """A heading of unknown words over a row that divides a column (类别 | 指标 | 年度 over 2020年 | 2025年)."""
    if len(rows) < 3 or rows[1][0].text or not rows[2][-1].text:
        return frozenset()
    names = [cell.text for row in rows[:2] for cell in row if cell.text]
    divides = widths_above(rows[0], rows[1], max(map(len, rows))) is not None
    return frozenset((0, 1)) if divides and all(map(_names_column, names)) else frozenset()


def _names_column(text: str) -> bool:
    return len(text) <= _LONGEST_SUBHEADING and not _PUNCTUATED.search(text)


def _first(row: Row) -> Printed:
    return next(cell for cell in row if cell.text)


def _header_places(row: Row, widths: Sequence[int], columns: int) -> list[tuple[int, int]]:
    if len(row) != len(widths):
        return [(min(i, columns - 1), 1) for i in range(len(row))]
    starts = [sum(widths[:i]) for i in range(len(widths))]
    return list(zip(starts, widths, strict=True))


def _place(
    cells: list[Cell], covering: list[int | None], r: int, row: Row, laid: Laid, kinds: Sequence[str | None]
) -> None:
    """Add the row's own cells; stretch the cell above over an empty place where a merge goes on."""
    own = {kinds[start] for cell, (start, _) in zip(row, laid.places, strict=True) if cell.text}
    for i, (cell, (start, width)) in enumerate(zip(row, laid.places, strict=True)):
        if cell.text:
            cells.append(Cell(cell.span, r, start, 1, width))
            covering[start : start + width] = [len(cells) - 1] * width
            continue
        above = covering[start]
        beside = i + 1 < len(row) and not row[i + 1].text  # a merged number stands beside a merged cell
        if above is not None and _goes_on(kinds[start], own, beside):
            old = cells[above]
            cells[above] = Cell(old.span, old.row, old.column, r - old.row + 1, old.colspan, old.header)
        else:
            covering[start : start + width] = [None] * width


def _goes_on(kind: str | None, own: set[str | None], beside: bool) -> bool:
    """Is an empty cell the lower part of the merged cell above? Not a blank 配合单位 beside a lead of its own, nor
    a blank number unless the cell beside it is blank too."""
    if kind == "cooperate" and own & {"lead", "joint"}:
        return False
    return kind != "note" and (kind != "number" or beside)
