"""Tables that were flattened to lines without TABs: the headings one below the other, then number, task, unit …
or side by side, parted by blanks.

Known by the headings (three or more lines that are column names, a number first) and by rows that
begin with 1, 2, 3 … Which lines make which cell is decided by what the columns hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.record import Span
from loaders.fold import fold
from loaders.layouts.columns import CONTENT, OWNERS, column_kind
from loaders.layouts.grid import BAR, fit
from loaders.source import Cell, Table

_NUMBER = re.compile(r"[（(]?(?P<value>\d{1,3})[)）.、]?$")
_MOST_COLUMNS = 9
_MOST_LINES = 60  # of one row
_WIDE_GAP = 3  # blank lines that end the last row
_LONGEST_BAR = 60
_MISFIT = -1.5  # a fit below this is no matter of doubt
_TELLING = (*OWNERS, "deadline")  # kinds of columns that what stands in them tells from a sentence
_NUMBERED = re.compile(r"[序编][ \u3000]{0,3}号")
_PUNCTUATED = re.compile(r"[，。；：]")
_BLANKS = re.compile(r"[ \u3000\xa0]{2,}|\u3000")
_BLANK = -0.4  # the score of a column that nothing was printed in
_FEWEST_FIELDS = 3  # in a line, for blanks to part cells
# A heading over others (责任分工: 牵头单位 | 配合单位), printed before them.
_GROUP = re.compile(r"(?:责任|任务|工作|职责)?分工(?:安排|情况)?|责任(?:单位|部门|落实)|时间安排")


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str
    gap: int


def find_line_tables(text: str) -> tuple[Table, ...]:
    """Every such table, in order. Costs nothing where no line is 序号 or the like."""
    if not _NUMBERED.search(text):
        return ()
    lines = _lines(text)
    found: list[Table] = []
    at = 0
    while at < len(lines):
        head = _header(lines, at)
        table = _read(lines, at, head) if head else None
        if table:
            found.append(table)
            at = next((i for i, line in enumerate(lines) if line.span[0] >= table.span[1]), len(lines))
        else:
            at += 1
    return tuple(found)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    start = gap = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            begin = start + raw.index(stripped[0])
            for a, b in _fields(stripped):
                span = (begin + a, begin + b)
                lines.append(_Line(span, fold(text, *span).text, gap))
                gap = 0
        else:
            gap += 1
        start += len(raw) + 1
    return [line for line in lines if line.text]


def _fields(line: str) -> list[Span]:
    """The line, or what blanks part in it."""
    gaps = list(_BLANKS.finditer(line))
    starts = [0, *(gap.end() for gap in gaps)]
    fields = list(zip(starts, [*(gap.start() for gap in gaps), len(line)], strict=True))
    if len(fields) < _FEWEST_FIELDS and not all(column_kind(line[a:b].replace(" ", "")) for a, b in fields):
        return [(0, len(line))]
    return fields


def _header(lines: Sequence[_Line], at: int) -> int:
    """How many lines from `at` are column names (the first a number's, or a class of rows and then a number's), 0
    where they make no heading."""
    kinds: list[str] = []
    for line in lines[at : at + _MOST_COLUMNS]:
        kind = column_kind(line.text.replace(" ", ""))
        if kind is None or (not kinds and kind not in ("number", "category", *OWNERS)):
            break
        if len(kinds) == 1 and kinds[0] != "number" and kind != "number":
            break
        kinds.append(kind)
    enough = len(kinds) >= 3 and any(k in CONTENT for k in kinds) and any(k in (*OWNERS, "deadline") for k in kinds)
    return len(kinds) if enough else 0


def _read(lines: Sequence[_Line], at: int, columns: int) -> Table | None:
    heads = [line.text for line in lines[at : at + columns]]
    cells, kinds = _heading_cells(lines[at : at + columns])
    row, i, expected, most = 1 + max(c.row for c in cells), at + columns, 1, 0
    classed = _classed(kinds)
    while i < len(lines):
        if [line.text for line in lines[i : i + columns]] == heads:  # re-printed by a page break
            cells += [Cell(line.span, row, c, header=True) for c, line in enumerate(lines[i : i + columns])]
            row, i = row + 1, i + columns
            continue
        if _is_bar(lines, i, expected, kinds):
            cells.append(Cell(lines[i].span, row, 0, 1, 1 if classed else len(kinds)))
            row, i = row + 1 - classed, i + 1
            continue
        if _value(lines[i]) != expected:
            break
        end = _row_end(lines, i, expected, heads, most, kinds)
        if classed and expected > 1 and not any(c.row == row and c.column == 0 for c in cells[-1:]):
            _stretch_class(cells, row)
        cells += _cells(lines[i:end], kinds[classed:], row, classed)
        most = max(most, end - i)
        row, i, expected = row + 1, end, expected + 1
    if expected < 3:
        return None
    return Table((cells[0].span[0], max(c.span[1] for c in cells)), row, len(kinds), tuple(cells))


def _stretch_class(cells: list[Cell], row: int) -> None:
    """Let the class last seen cover this row too."""
    k = max((k for k, cell in enumerate(cells) if cell.column == 0 and not cell.header), default=None)
    if k is not None:
        cells[k] = replace(cells[k], rowspan=row - cells[k].row + 1)


def _heading_cells(lines: Sequence[_Line]) -> tuple[list[Cell], list[str | None]]:
    """The heading's cells and the kinds of the columns. Where the last two or more lines name owners and a heading
    before them names all of these, they divide it."""
    kinds = [column_kind(line.text.replace(" ", "")) for line in lines]
    below = next((n for n, kind in enumerate(reversed(kinds)) if kind not in OWNERS), 0)
    group = next((k for k, line in enumerate(lines) if _GROUP.fullmatch(line.text.replace(" ", ""))), None)
    last = len(lines) - below
    if below < 2 or group is None or group + 1 >= last:
        return [Cell(line.span, 0, c, header=True) for c, line in enumerate(lines)], kinds
    cells = [Cell(line.span, 0, c, 2, 1, True) for c, line in enumerate(lines[:group])]
    cells.append(Cell(lines[group].span, 0, group, 1, below, True))
    cells += [Cell(line.span, 0, group + below + k, 2, 1, True) for k, line in enumerate(lines[group + 1 : last])]
    cells += [Cell(line.span, 1, group + k, 1, 1, True) for k, line in enumerate(lines[last:])]
    return cells, kinds[:group] + kinds[last:] + kinds[group + 1 : last]


def _is_bar(lines: Sequence[_Line], i: int, expected: int, kinds: Sequence[str | None]) -> bool:
    """Is the line before a row's number the name of the rows below, and not the end of the row above?"""
    if i + 1 >= len(lines) or _value(lines[i + 1]) != expected or len(lines[i].text) > _LONGEST_BAR:
        return False
    text = lines[i].text
    if BAR.match(text):
        return True
    if _PUNCTUATED.search(text) or len(text) > _LONGEST_BAR // 2 or _value(lines[i]) is not None:
        return False
    told = [kind for kind in kinds[_classed(kinds) :] if kind in _TELLING]
    return expected == 1 or (kinds[-1] in _TELLING and max(fit(text, kind) for kind in told) < 0)


def _classed(kinds: Sequence[str | None]) -> int:
    """1 where the first column names the rows below it (a class of tasks, a unit), else 0."""
    return int(kinds[0] != "number")


def _value(line: _Line) -> int | None:
    match = _NUMBER.match(line.text)
    return int(match["value"]) if match else None


def _row_end(
    lines: Sequence[_Line], i: int, number: int, heads: Sequence[str], most: int, kinds: Sequence[str | None]
) -> int:
    """The row reaches to the next number, bar or re-printed heading; the last one to a wide gap."""
    for j in range(i + 1, min(i + _MOST_LINES, len(lines))):
        if _value(lines[j]) == number + 1 or _is_bar(lines, j, number + 1, kinds):
            return j
        if lines[j].text == heads[0]:
            return j
    limit = min(i + (most or 6), len(lines))
    for j in range(i + 1, limit):
        if lines[j].gap >= _WIDE_GAP:
            return j
    return _last_end(lines, i, limit, kinds)


def _last_end(lines: Sequence[_Line], i: int, limit: int, kinds: Sequence[str | None]) -> int:
    """The last row ends where the lines no longer suit the last columns; it may have more lines than those above."""
    final = [kind for kind in kinds[-2:] if kind in _TELLING]
    if not final or kinds[-1] not in _TELLING:
        return limit
    end = limit
    while end < len(lines) and not lines[end].gap and max(fit(lines[end].text[:200], kind) for kind in final) >= 2:
        end += 1
    while end > i + 2 and end >= limit and max(fit(lines[end - 1].text[:200], kind) for kind in final) < 0:
        end = limit = end - 1
    return end


def _cells(lines: Sequence[_Line], kinds: Sequence[str | None], row: int, first: int) -> list[Cell]:
    """Lay the lines over the columns from `first` on: each column takes a run of lines, or none."""
    count, columns = len(lines), len(kinds)
    if count == columns and all(
        fit(line.text[:200], kind) > _MISFIT for line, kind in zip(lines, kinds, strict=True)
    ):  # a line for each column
        return [Cell(line.span, row, first + c) for c, line in enumerate(lines)]
    blank = {"cooperate": _BLANK + 0.05} if count == columns - 1 else {}  # the likeliest to be left out
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}] + [{} for _ in range(columns)]
    for c, kind in enumerate(kinds):
        for start, (score, _) in best[c].items():
            for end in range(start, count + 1):
                text = "\n".join(line.text for line in lines[start:end])
                total = score + (
                    fit(text[:200], kind) - 0.05 * (end - start - 1) if text else blank.get(str(kind), _BLANK)
                )
                if end not in best[c + 1] or best[c + 1][end][0] < total:
                    best[c + 1][end] = (total, start)
    cells: list[Cell] = []
    end = count if count in best[columns] else max(best[columns])
    for c in range(columns, 0, -1):
        start = best[c][end][1]
        if end > start:
            cells.append(Cell((lines[start].span[0], lines[end - 1].span[1]), row, first + c - 1))
        end = start
    return cells[::-1]
