"""Tables that were flattened to text and kept their TABs.

Two ways occur: one row a line with TABs between the cells (a cell may run on over lines), and one
cell a line, each begun by a TAB, rows parted by a blank line (what Word writes). FIELD_NOTES §1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.record import Span
from loaders.fold import fold
from loaders.layouts.columns import OWNERS, column_kind, is_header_row
from loaders.layouts.grid import (
    BAR,
    Printed,
    build_table,
    fit,
    merged_heading,
    second_level,
    two_levels,
    without_repeats,
)
from loaders.source import Table

_MOST_BLANK = 6  # blank lines that a page break may leave inside a table
_LONGEST_BAR = 60
_LONGEST_LAST = 40
_PUNCTUATED = re.compile(r"[，。；]")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def tabs(self) -> int:
        """TABs between cells, leading ones too."""
        return self.text.rstrip(" ").count("\t")


def find_tables(text: str) -> tuple[Table, ...]:
    """Every flattened table of the text, in order."""
    if "\t" not in text:
        return ()
    lines = list(_lines(text))
    found: list[Table] = []
    at = 0
    while at < len(lines):
        read = _cell_lines(text, lines, at) or _row_lines(text, lines, at)
        if read is None:
            at += 1
            continue
        table, at = read
        if table:
            found.append(table)
    return tuple(found)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(start, start + len(line), line)
        start += len(line) + 1


def _printed(text: str, start: int, end: int) -> Printed:
    """The trimmed cell of text[start:end]."""
    raw = text[start:end]
    left = len(raw) - len(raw.lstrip())
    right = len(raw.rstrip())
    if right <= left:
        return Printed((start, start), "")
    span: Span = (start + left, start + right)
    lines = (fold(line).text for line in raw[left:right].split("\n"))
    return Printed(span, "\n".join(line for line in lines if line))


# ---- one cell a line ------------------------------------------------------------------------


def _cell_lines(text: str, lines: list[_Line], at: int) -> tuple[Table | None, int] | None:
    """A table whose cells start with a TAB, one a line, and the index of the first line after it.

    None where no such cells begin here; no table where the cells make none.
    """
    if not _starts_cell(lines[at]):
        return None
    rows: list[list[Printed]] = [[]]
    cell_start = at
    i = at
    gap = 0
    last = at
    while i < len(lines) and gap <= _MOST_BLANK:
        line = lines[i]
        if _starts_cell(line):
            if gap and rows[-1]:
                rows.append([])
            rows[-1].append(_printed(text, line.start, line.end))
            cell_start, last, gap = line.start, i, 0
        elif line.blank:
            gap += 1
        elif _continues(lines, i) or (not gap and len(rows) > 1 and _ends_last_cell(line)):
            rows[-1][-1] = _printed(text, cell_start, line.end)
            last, gap = i, 0
        else:
            break
        i += 1
    table = _finish([row for row in rows if row])
    return table, last + 1


def _starts_cell(line: _Line) -> bool:
    return line.text.startswith("\t") and "\t" not in line.text.lstrip("\t").rstrip("\t") and line.tabs == 1


def _continues(lines: list[_Line], i: int) -> bool:
    """A line without a TAB goes on with the cell when another cell follows soon."""
    for line in lines[i + 1 : i + 40]:
        if _starts_cell(line):
            return True
        if line.tabs > 1:
            return False
    return False


def _ends_last_cell(line: _Line) -> bool:
    """Right below the last cell of the table, whose rows are parted by blank lines: does the line go on with it?"""
    text = line.text.strip()
    return len(text) <= _LONGEST_LAST and "。" not in text and "附件" not in text and not BAR.match(text)


# ---- one row a line -------------------------------------------------------------------------


def _row_lines(text: str, lines: list[_Line], at: int) -> tuple[Table | None, int] | None:
    """A table with TABs between the cells of a line."""
    if lines[at].tabs < 1 or not lines[at].text.strip() or _starts_cell(lines[at]):
        return None
    columns = _columns(lines, at)
    if columns < 2:
        return None
    rows: list[list[Printed]] = []
    i, last, gap = at, at, 0
    head = lines[at].text.split()
    while i < len(lines) and gap <= _MOST_BLANK:
        line = lines[i]
        if line.blank and not line.tabs:
            gap += 1
        elif gap and _other_heading(lines, i, head):
            break
        elif line.tabs and (not gap or line.tabs + 1 == columns):
            _add_fields(text, rows, line, columns)
            last, gap = i, 0
        elif (
            not line.tabs and rows and (not gap or _may_follow(rows[-1], line, columns)) and _belongs(lines, i, columns)
        ):
            _add_plain(text, rows, line)
            last, gap = i, 0
        else:
            break
        i += 1
    table = _finish(rows)
    return table, last + 1


def _other_heading(lines: list[_Line], i: int, head: list[str]) -> bool:
    """Is the next line with TABs the heading of another table?"""
    following = next((line for line in lines[i : i + 12] if line.tabs), None)
    if following is None:
        return False
    words = following.text.split()
    return words != head and is_header_row(tuple(fold(word).text for word in words))


def _columns(lines: list[_Line], at: int) -> int:
    """Most fields of the lines with TABs that follow closely."""
    most, gap = 0, 0
    for line in lines[at : at + 60]:
        if line.tabs:
            most, gap = max(most, line.tabs + 1), 0
        else:
            gap += 1
            if gap > _MOST_BLANK + 2:
                break
    return most


def _may_follow(row: list[Printed], line: _Line, columns: int) -> bool:
    """Below a blank line only a bar, or what goes on with a row that is not full, is part of the table."""
    return len(row) < columns or bool(BAR.match(line.text.strip()))


def _belongs(lines: list[_Line], i: int, columns: int) -> bool:
    """A line without TABs is part of the table when a row follows before any blank line but one."""
    blank = 0
    for line in lines[i + 1 : i + 12]:
        if line.tabs:
            return True
        if line.blank:
            blank += 1
            if blank > 1:
                return False
    return False


def _add_fields(text: str, rows: list[list[Printed]], line: _Line, columns: int) -> None:
    fields: list[Printed] = []
    start = line.start
    for field in line.text.split("\t"):
        fields.append(_printed(text, start, start + len(field)))
        start += len(field) + 1
    if (
        rows
        and fields[0].text
        and len(rows[-1]) > 1
        and len(rows[-1]) + len(fields) - 1 <= columns
        and len(fields) < columns
    ):
        # The row was broken inside a cell: its first field goes on with the last cell.
        tail = rows[-1][-1]
        rows[-1][-1] = _printed(text, tail.span[0], fields[0].span[1])
        rows[-1] += fields[1:]
    else:
        rows.append(fields)


def _add_plain(text: str, rows: list[list[Printed]], line: _Line) -> None:
    """A bar between rows, or a further line of the last cell."""
    cell = _printed(text, line.start, line.end)
    if (BAR.match(cell.text) and len(cell.text) <= _LONGEST_BAR) or len(rows[-1]) == 1 or _parts_rows(rows, cell):
        rows.append([cell])
    else:
        tail = rows[-1][-1]
        rows[-1][-1] = _printed(text, tail.span[0] if tail.text else cell.span[0], cell.span[1])


def _parts_rows(rows: list[list[Printed]], cell: Printed) -> bool:
    """Is a line without number a bar (就业创业（2项）)? Below the heading, or where it suits the last column badly."""
    heading, last = rows[0], rows[-1]
    if len(cell.text) > _LONGEST_BAR // 2 or len(last) != len(heading) or _PUNCTUATED.search(cell.text):
        return False
    if last is heading:
        return is_header_row(tuple(_heading(c.text) for c in heading))
    kind = column_kind(_heading(heading[-1].text))
    if kind not in (*OWNERS, "deadline") or not last[-1].text:
        return False
    return fit(f"{last[-1].text}\n{cell.text}", kind) < fit(last[-1].text, kind) - 1


# ---- both -----------------------------------------------------------------------------------


def _finish(rows: list[list[Printed]]) -> Table | None:
    """The Table, when the rows are one: two rows, two columns, and a heading or equal widths."""
    rows = without_repeats([row for row in rows if any(cell.text for cell in row)])
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    headers = frozenset(i for i, row in enumerate(rows) if is_header_row(tuple(_heading(c.text) for c in row)))
    headers |= second_level(rows, headers)
    headers = headers or two_levels(rows)
    widths = sorted(len(row) for row in rows)
    if not headers and widths[0] != widths[-1]:
        return None
    bars = frozenset(i for i, row in enumerate(rows) if i not in headers and _is_bar(row))
    if len(headers) + len(bars) == len(rows):
        return None
    return build_table([merged_heading(row) if i in headers else row for i, row in enumerate(rows)], headers, bars)


def _heading(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


def _is_bar(row: list[Printed]) -> bool:
    filled = [cell for cell in row if cell.text]
    if len(filled) != 1 or len(filled[0].text) > _LONGEST_BAR:
        return False
    return len(row) == 1 or (row[0] is filled[0] and bool(BAR.match(filled[0].text)))
