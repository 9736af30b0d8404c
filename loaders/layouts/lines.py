"""Printed lines of a source in reading order, without tables, blank lines and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.record import Span
from loaders.fold import Folded, fold_line
from loaders.source import Source, Table

_PAGE_NUMBER = re.compile(r"[-—–－·\s]{0,6}(?:第\s?)?\d{1,4}(?:\s?页)?(?:[/，,]?共?\s?\d{1,4}\s?页)?[-—–－·\s]{0,6}")
_ENDS_NUMBER = frozenset("-—–－")
_PAGE_NUMBER_TAIL = re.compile(
    r"(?<=[\u4e00-\u9fff，、])\s{0,3}[-—–－]{1,2}\s?\d{1,3}\s?(?:[-—–－]{1,2})?$|\s{1,3}[-—–－]{1,2}\s?\d{1,3}\s?[-—–－]{1,2}$"
)
_BETWEEN_CHINESE = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e”’）)])[ \t\u3000\xa0]+"
    r"(?=[\u3000-\u303f\u4e00-\u9fff\uff08“‘《①-⑳（(]|\d{1,2}[.．、）)](?!\d))"
)
_ITEM_BEHIND_SPACE = re.compile(
    r"[ \t\u3000](?<=[\u4e00-\u9fff。；：）)].)[ \t\u3000]*"
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d))"
)
_RULE = re.compile(r"[-—_=*·.…\s]{3,}")
LONG_LINE = 300  # characters; a longer line of several thousand holds paragraphs that lost their line breaks


class Line(NamedTuple):
    """One printed line. `gap`: blank lines, page numbers or a table before it; `block`: begins a block of a format
    that knows its paragraphs; `hint`: that block's kind; `width`: in columns (a Chinese character has two)."""

    folded: Folded
    gap: int
    width: int
    block: bool = False
    hint: str = ""
    level: int = 0
    soft: bool = False  # parted from the line before by white space only, inside one overlong line


def read_lines(source: Source, tables: tuple[Table, ...]) -> Iterator[Line]:
    """Every line that holds words. Linear in the text."""
    gap = 0
    for start, end, block, hint, level in _stretches(source, tables):
        if start < 0:
            gap += 2
            continue
        position = start
        first = True
        for raw in source.text[start:end].split("\n"):
            begin, stop = position, position + len(raw)
            position = stop + 1
            if not raw.strip() or _is_noise(raw):
                gap += 1
                continue
            for i, (a, b) in enumerate(_pieces(raw)):
                folded = fold_line(source.text, begin + a, begin + b)
                if folded.text:
                    yield Line(folded, gap, _width(folded.text), block and first, hint, level, i > 0)
                    gap, first = 0, False
        if block:
            gap = max(gap, 1)


def _stretches(source: Source, tables: tuple[Table, ...]) -> Iterator[tuple[int, int, bool, str, int]]:
    """(start, end, is a block, its kind, its level); (-1, …) stands for a table."""
    if source.blocks:
        for block in source.blocks:
            if block.kind == "table":
                yield -1, -1, True, "table", 0
            else:
                yield block.span[0], block.span[1], True, block.kind, block.level
        return
    at = 0
    for table in sorted(tables, key=lambda t: t.span):
        if table.span[0] > at:
            yield at, table.span[0], False, "", 0
        yield -1, -1, False, "table", 0
        at = max(at, table.span[1])
    yield at, len(source.text), False, "", 0


def _is_noise(raw: str) -> bool:
    text = raw.strip()
    return len(text) <= 24 and bool(_PAGE_NUMBER.fullmatch(text) or _RULE.fullmatch(text))


def _pieces(raw: str) -> Iterator[Span]:
    """The line without a page number run on; an overlong line cut at white space between Chinese characters."""
    end = _without_page_number(raw)
    if end <= LONG_LINE and not _holds_items(raw, end):
        yield 0, end
        return
    at = 0
    for run in _BETWEEN_CHINESE.finditer(raw, 0, end):
        yield at, run.start()
        at = run.end()
    yield at, end


def _without_page_number(raw: str) -> int:
    """Where the line ends before a page number run on."""
    last = raw[-1]
    if last not in _ENDS_NUMBER and not last.isdigit() and not last.isspace():
        return len(raw)
    tail = _PAGE_NUMBER_TAIL.search(raw, max(0, len(raw) - 16))
    return tail.start() if tail else len(raw)


def _holds_items(raw: str, end: int) -> bool:
    """Do several numbered items stand in the line, parted by white space?"""
    return end > 80 and sum(1 for _ in _ITEM_BEHIND_SPACE.finditer(raw, 0, end)) >= 2


def _width(text: str) -> int:
    return len(text.encode("gb18030", "replace"))  # one byte a Latin character, two a Chinese one
