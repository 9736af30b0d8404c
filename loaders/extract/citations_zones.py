"""Where a text says what it as a whole rests on: preamble, the notice's own sentence, 第一条, 依据 sections."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from loaders.extract.header_head import Head
from loaders.extract.header_lexicon import pattern
from loaders.extract.header_lines import Line
from loaders.fold import Folded

_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十\d]{1,3}[条章]"
    r"|0?1(?=[\u4e00-\u9fff]{2})|[一①]是"
)
_LONE = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,2}")
_SECOND = re.compile(r"第[二2]条")
_LAYS_DOWN = re.compile(r"制定|根据|依据|为了|为")
_AT_START = "。：；！》”）\n "
_LONGEST = 2_500


@dataclass(frozen=True, slots=True)
class Zones:
    """Folded spans.

    title: lines of titles; notice: text of a notice before what it wraps; whole: statements for the whole text
    (in order and apart).
    """

    title: tuple[tuple[int, int], ...]
    notice: tuple[int, int] | None
    whole: tuple[tuple[int, int], ...]

    def in_title(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.title)

    def in_notice(self, at: int) -> bool:
        return self.notice is not None and self.notice[0] <= at < self.notice[1]

    def speaks_for_whole(self, at: int) -> bool:
        place = bisect_right(self.whole, at, key=itemgetter(0)) - 1
        return place >= 0 and at < self.whole[place][1]


def read_zones(folded: Folded, lines: Sequence[Line], head: Head) -> Zones:
    """The zones of one document; `folded` is its whole text."""

    def place(offset: int) -> int:
        return bisect_left(folded.origin, offset)

    starts = [place(line.start) for line in lines]
    lone = [at for at, line in zip(starts, lines, strict=True) if _LONE.fullmatch(line.text)]
    titles = []
    body = starts[head.body] if head.body < len(lines) else len(folded.text)
    if body:
        titles.append((0, body))
    wrapped = head.wrapped
    if wrapped and wrapped.first >= head.body:
        after = starts[wrapped.last + 1] if wrapped.last + 1 < len(lines) else len(folded.text)
        titles.append((starts[wrapped.first], after))
        around = (body, starts[wrapped.first])
        main = _preamble(folded.text, after, set(starts), lone)
        return Zones(tuple(titles), around, _merged([around, main, *_basis(folded.text, lines, starts)]))
    main = _preamble(folded.text, body, set(starts), lone)
    notice = main if head.notice is not None else None
    return Zones(tuple(titles), notice, _merged([main, *_basis(folded.text, lines, starts)]))


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            start, end = apart[-1][0], max(end, apart.pop()[1])
        apart.append((start, end))
    return tuple(apart)


def _preamble(text: str, start: int, starts: set[int], lone: Sequence[int]) -> tuple[int, int]:
    """From here to the first numbered item (to 第二条 where 第一条 comes first); `lone`: numbers alone on a line."""
    limit = min((at for at in lone if at > start), default=len(text))
    limit = min(limit, start + _LONGEST)
    for match in _ITEM.finditer(text, start, limit):
        at = match.start()
        if at not in starts and (at == 0 or text[at - 1] not in _AT_START):
            continue
        return start, _first_article(text, at, match.group())
    return start, limit


def _first_article(text: str, at: int, number: str) -> int:
    """Where the statements for the whole text end: 第一条 为了…，根据…，制定本办法 belongs to them."""
    if number not in ("第一条", "第1条", "第一章", "第1章"):
        return at
    second = _SECOND.search(text, at, min(len(text), at + _LONGEST))
    end = second.start() if second else min(len(text), at + 600)
    first = text.find("条", at, end) + 1 or at
    return end if _LAYS_DOWN.search(text, first, min(end, first + 300)) and "制定" in text[first:end] else at


def _basis(text: str, lines: Sequence[Line], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Sections that say what the text is based on: 编制依据, 指导思想, 总体要求."""
    found = []
    for line, start in zip(lines, starts, strict=True):
        opening = line.text[:24]
        if len(opening) <= 4 or not any(word in opening for word in ("依据", "总体", "指导思想", "原则")):
            continue
        if pattern("citations", "basis_heading").search(opening):
            following = line.index + (2 if len(line.text) < 30 else 1)
            end = starts[following] if following < len(starts) else len(text)
            found.append((start, _until_heading(end, lines, starts, line)))
    return found


def _until_heading(end: int, lines: Sequence[Line], starts: Sequence[int], line: Line) -> int:
    """A list under 编制依据 goes on to the next heading."""
    if "依据" not in line.text[:24]:
        return end
    heading = pattern("citations", "next_heading")
    later = lines[line.index + 1 : line.index + 60]
    return next((starts[found.index] for found in later if heading.match(found.text)), end)
