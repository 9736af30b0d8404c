"""The lines of a document as the header reads them: printed lines, or stretches between spaces in run-on text.

Independent of the outline: a head is recognised by its lines (发文机关标志, 文号, 标题, 主送机关), which an
outline may already have joined into paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.record import Span
from loaders.fold import Folded, fold_line
from loaders.source import Source

_LINE = re.compile(r"[^\n\t]+")
_ROW = re.compile(r" \| ")
_ROW_HEAD = re.compile(r"\s{0,40}\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)? \| ")
_ROW_END = re.compile(r" \| https?://\S{1,800}$")
_RUN_ON_HEAD, _RUN_ON_TAIL = 2_500, 700  # how much of a text without line breaks is parted at its spaces
_GAP = re.compile(
    r"(?<=[:;\u0080-\U0010ffff])[ \u3000\xa0]{1,400}(?=[^\x00-\x7f\s])"
    r"|(?<=[\u4e00-\u9fff。：）)”》！？!?])[ \u3000\xa0]{1,400}"
    r"(?=[(（]|(?:19|20)\d\d ?年|\d{1,2}月\d{1,2}日|\d{1,2}日[，,])"
)
_DECORATION = " \u3000\xa0*#_>-—■◆●★·•"
ROW_DATE, ROW_ISSUER, ROW_TITLE, ROW_TEXT = range(4)  # the columns of a collection's row


@dataclass(slots=True)
class Line:
    """One line, folded. `text` is folded.text; `start`, `end` are offsets in the source.

    Nobody writes to one; `frozen` would make each cost 3 µs instead of 0.4.
    """

    index: int
    start: int
    end: int
    folded: Folded
    text: str
    row: int = -1  # column of a "date | issuer | title | text" row, else -1
    cell: bool = False  # begins a cell of a table (after a tab)
    goes_on: bool = False  # stands on the same printed line as the one before, after a space or three

    @property
    def span(self) -> Span:
        return self.folded.span(0, len(self.folded.text))


def read_lines(source: Source) -> tuple[Line, ...]:
    """Every line that holds something, in order."""
    return lines_of(source.text)


@lru_cache(maxsize=2)
def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text. (The last two texts are kept: header and citations both ask.)"""
    run_on = text.count("\n") < len(text) / 400
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        cell = match.start() > 0 and text[match.start() - 1] == "\t"
        one = run_on or match.end() - match.start() > len(text) / 2  # run on, with lines of a site around
        before = -1
        for start, end, row in _parts(text, match.start(), match.end(), one):
            start, end = _strip(text, start, end)
            folded = fold_line(text, start, end) if start < end else None
            if folded and folded.text:
                near = 0 < start - before <= 3 and text[before:start].isspace()
                lines.append(Line(len(lines), start, end, folded, folded.text, row, cell, near))
                before = end
    return tuple(lines)


def row_title(lines: Sequence[Line]) -> Line | None:
    """The title column of a collection's row, where the text is one."""
    return next((line for line in lines[:12] if line.row == ROW_TITLE), None)


def _parts(text: str, start: int, end: int, run_on: bool) -> list[tuple[int, int, int]]:
    if _ROW_HEAD.match(text, start, end):
        return _row(text, start, end)
    address = _ROW_END.search(text, max(start, end - 1_000), end)
    if address:
        end = address.start()
    if not run_on or end - start < 120:
        return [(start, end, -1)]
    cuts = [m.span() for m in _GAP.finditer(text, start, end)]
    near = [(a, b) for a, b in cuts if a < _RUN_ON_HEAD or b > len(text) - _RUN_ON_TAIL]
    return [(a, b, -1) for a, b in _between(near, start, end)]


def _row(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """2015-03-30 00:00:00 | 发文机关 | 标题 | 正文 … (the text may go on below); 发文机关 may be missing."""
    columns = _between([m.span() for m in _ROW.finditer(text, start, end)], start, end)
    widths = [b - a for a, b in columns]
    short = len(columns) > 2 and widths[1] <= 40 and text[columns[1][0]] != "【" and widths[2] <= 120
    roles = [ROW_DATE, ROW_ISSUER, ROW_TITLE] if short else [ROW_DATE, ROW_TITLE]
    roles += [ROW_TEXT] * len(columns)
    return [(a, b, role) for (a, b), role in zip(columns, roles, strict=False)]


def _between(cuts: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    return [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in _DECORATION or text[start].isspace()):
        start += 1
    if text.startswith("??", start):  # an indent of two wide spaces that a site could not encode
        start = min(end, start + 2)
    while end > start and (text[end - 1] in " \u3000\xa0*#_|" or text[end - 1].isspace()):
        end -= 1
    return start, end
