"""Tables that were flattened to lines without TABs: the headings one below the other, then number, task, unit …

Known by the headings (three or more lines that are column names, a number first) and by rows that
begin with 1, 2, 3 … Which lines make which cell is decided by what the columns hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str
    gap: int


def find_line_tables(text: str) -> tuple[Table, ...]:
    """Every such table, in order. Costs nothing where no line is 序号 or the like."""
    if "序号" not in text and "编号" not in text:
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
            span = (begin, begin + len(stripped))
            lines.append(_Line(span, fold(text, *span).text, gap))
            gap = 0
        else:
            gap += 1
        start += len(raw) + 1
    return [line for line in lines if line.text]


def _header(lines: Sequence[_Line], at: int) -> int:
    """How many lines from `at` are column names (the first a number's), 0 where they make no heading."""
    kinds: list[str] = []
    for line in lines[at : at + _MOST_COLUMNS]:
        kind = column_kind(line.text.replace(" ", ""))
        if kind is None or (not kinds and kind != "number"):
            break
        kinds.append(kind)
    enough = len(kinds) >= 3 and any(k in CONTENT for k in kinds) and any(k in (*OWNERS, "deadline") for k in kinds)
    return len(kinds) if enough else 0


def _read(lines: Sequence[_Line], at: int, columns: int) -> Table | None:
    kinds = [column_kind(line.text.replace(" ", "")) for line in lines[at : at + columns]]
    heads = [line.text for line in lines[at : at + columns]]
    cells = [Cell(line.span, 0, c, header=True) for c, line in enumerate(lines[at : at + columns])]
    row, i, expected, most = 1, at + columns, 1, 0
    while i < len(lines):
        if [line.text for line in lines[i : i + columns]] == heads:  # re-printed by a page break
            cells += [Cell(line.span, row, c, header=True) for c, line in enumerate(lines[i : i + columns])]
            row, i = row + 1, i + columns
            continue
        if _is_bar(lines, i, expected):
            cells.append(Cell(lines[i].span, row, 0, 1, columns))
            row, i = row + 1, i + 1
            continue
        if _value(lines[i]) != expected:
            break
        end = _row_end(lines, i, expected, heads, most)
        cells += _cells(lines[i:end], kinds, row)
        most = max(most, end - i)
        row, i, expected = row + 1, end, expected + 1
    if expected < 3:
        return None
    return Table((cells[0].span[0], max(c.span[1] for c in cells)), row, columns, tuple(cells))


def _is_bar(lines: Sequence[_Line], i: int, expected: int) -> bool:
    if i + 1 >= len(lines) or _value(lines[i + 1]) != expected:
        return False
    return bool(BAR.match(lines[i].text)) and len(lines[i].text) <= _LONGEST_BAR


def _value(line: _Line) -> int | None:
    match = _NUMBER.match(line.text)
    return int(match["value"]) if match else None


def _row_end(lines: Sequence[_Line], i: int, number: int, heads: Sequence[str], most: int) -> int:
    """The row reaches to the next number, bar or re-printed heading; the last one to a wide gap."""
    for j in range(i + 1, min(i + _MOST_LINES, len(lines))):
        if _value(lines[j]) == number + 1 or _is_bar(lines, j, number + 1):
            return j
        if lines[j].text == heads[0]:
            return j
    for j in range(i + 1, min(i + (most or 6), len(lines))):
        if lines[j].gap >= _WIDE_GAP:
            return j
    return min(i + (most or 6), len(lines))


def _cells(lines: Sequence[_Line], kinds: Sequence[str | None], row: int) -> list[Cell]:
    """Lay the lines over the columns: each column takes a run of lines, or none."""
    count, columns = len(lines), len(kinds)
    if count == columns and all(
        fit(line.text[:200], kind) > _MISFIT for line, kind in zip(lines, kinds, strict=True)
    ):  # a line for each column
        return [Cell(line.span, row, c) for c, line in enumerate(lines)]
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}] + [{} for _ in range(columns)]
    for c, kind in enumerate(kinds):
        for start, (score, _) in best[c].items():
            for end in range(start, count + 1):
                text = "\n".join(line.text for line in lines[start:end])
                total = score + (fit(text[:200], kind) - 0.05 * (end - start - 1) if text else -0.4)
                if end not in best[c + 1] or best[c + 1][end][0] < total:
                    best[c + 1][end] = (total, start)
    cells: list[Cell] = []
    end = count if count in best[columns] else max(best[columns])
    for c in range(columns, 0, -1):
        start = best[c][end][1]
        if end > start:
            cells.append(Cell((lines[start].span[0], lines[end - 1].span[1]), row, c - 1))
        end = start
    return cells[::-1]
