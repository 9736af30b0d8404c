"""Where a text says what it as a whole rests on: preamble, the notice's own sentence, 第一条, 依据 sections."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.extract.header_head import Head
from loaders.extract.header_lines import Line
from loaders.fold import Folded

_ITEM = re.compile(r"一、|（一）|1[.．、](?!\d)|第[一1]条|第[一1]章|0?1(?=[\u4e00-\u9fff]{2})|[一①]是")
_SECOND = re.compile(r"第[二2]条")
_BASIS = re.compile(r"(?:编制|制定|政策|工作|法律|起草|主要|规划|设定|文件)依据|指导思想|总体要求|总体思路|基本原则$")
_AT_START = "。：；！》”）\n "
_LONGEST = 2_500


@dataclass(frozen=True, slots=True)
class Zones:
    """Folded spans.

    title: lines of titles; notice: text of a notice before what it wraps; whole: statements for the whole text.
    """

    title: tuple[tuple[int, int], ...]
    notice: tuple[int, int] | None
    whole: tuple[tuple[int, int], ...]

    def in_title(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.title)

    def in_notice(self, at: int) -> bool:
        return self.notice is not None and self.notice[0] <= at < self.notice[1]

    def speaks_for_whole(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.whole)


def read_zones(folded: Folded, lines: Sequence[Line], head: Head) -> Zones:
    """The zones of one document; `folded` is its whole text."""

    def place(offset: int) -> int:
        return bisect_left(folded.origin, offset)

    starts = [place(line.start) for line in lines]
    titles = []
    body = starts[head.body] if head.body < len(lines) else len(folded.text)
    if body:
        titles.append((0, body))
    wrapped = head.wrapped
    if wrapped and wrapped.first >= head.body:
        after = starts[wrapped.last + 1] if wrapped.last + 1 < len(lines) else len(folded.text)
        titles.append((starts[wrapped.first], after))
        around = (body, starts[wrapped.first])
        main = _preamble(folded.text, after, set(starts))
        return Zones(tuple(titles), around, (around, main, *_basis(folded.text, lines, starts)))
    main = _preamble(folded.text, body, set(starts))
    return Zones(tuple(titles), main if head.notice is not None else None, (main, *_basis(folded.text, lines, starts)))


def _preamble(text: str, start: int, starts: set[int]) -> tuple[int, int]:
    """From here to the first numbered item (to 第二条 where 第一条 comes first)."""
    limit = min(len(text), start + _LONGEST)
    for match in _ITEM.finditer(text, start, limit):
        at = match.start()
        if at not in starts and (at == 0 or text[at - 1] not in _AT_START):
            continue
        if match.group().startswith("第"):
            second = _SECOND.search(text, at, min(len(text), at + _LONGEST))
            return start, second.start() if second else min(len(text), at + 600)
        return start, at
    return start, limit


def _basis(text: str, lines: Sequence[Line], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Sections that say what the text is based on: 编制依据, 指导思想, 总体要求."""
    found = []
    for line, start in zip(lines, starts, strict=True):
        if len(line.text) <= 4 or ("据" not in line.text[:24] and "总体" not in line.text[:24] and "指导思想" not in line.text[:24]):
            continue
        if _BASIS.search(line.text[:24]):
            following = starts[line.index + 2] if len(line.text) < 30 and line.index + 2 < len(starts) else None
            end = following or (starts[line.index + 1] if line.index + 1 < len(starts) else len(text))
            found.append((start, _until_heading(text, start, end, lines, starts, line)))
    return found


def _until_heading(text: str, start: int, end: int, lines: Sequence[Line], starts: Sequence[int], line: Line) -> int:
    """A list under 编制依据 goes on to the next heading of the same kind."""
    if "依据" not in line.text[:24]:
        return end
    for later in lines[line.index + 1 : line.index + 60]:
        if re.match(r"[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）|第[一二三四五六七八九十]{1,2}[章节条]", later.text):
            return starts[later.index]
    return end
