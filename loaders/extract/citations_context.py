"""What stands left and right of a policy that is named, and how far a cue reaches to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from graph.record import Header
from loaders.extract.citations_marks import Mark
from loaders.extract.citations_zones import Zones
from loaders.extract.header_head import Head
from loaders.extract.header_lexicon import pattern

_SENTENCE_ENDS = "。；！？"
_BEFORE, _AFTER = 1_200, 130  # characters read around a mark
_REACH = 260  # characters of a sentence, its citations counted as one each
PLACEHOLDER = "\x01"
_SAID = re.compile(r"“[^”]{2,80}”")  # 关于“支持刚需，解决好住房问题”的部署: words quoted are no clause


@dataclass(frozen=True, slots=True)
class Reading:
    """What relations are read from: the folded text, its marks in order, the header and the zones."""

    text: str
    marks: tuple[Mark, ...]
    header: Header
    head: Head
    zones: Zones


def text_before(reading: Reading, index: int) -> str:
    """The sentence up to the mark, each earlier mark (with its brackets) as one placeholder."""
    mark = reading.marks[index]
    floor = max(0, mark.start - _BEFORE)
    start = max(floor, max(reading.text.rfind(c, floor, mark.start) for c in _SENTENCE_ENDS) + 1)
    pieces, at = [], start
    for earlier in reading.marks[max(0, index - 12) : index]:
        if earlier.end <= at or earlier.end > mark.start:
            continue
        pieces.append(reading.text[at : max(at, earlier.start)] + PLACEHOLDER)
        at = bracket_end(reading.text, earlier.end)
    pieces.append(reading.text[min(at, mark.start) : mark.start])
    return "".join(pieces)[-_REACH:]


def text_after(reading: Reading, index: int) -> str:
    """The sentence after the mark and its brackets, later marks as placeholders."""
    mark = reading.marks[index]
    at = bracket_end(reading.text, mark.end)
    limit = min(len(reading.text), at + _AFTER)
    pieces = []
    for later in reading.marks[index + 1 : index + 12]:
        if later.start < at or later.start > limit:
            continue
        pieces.append(reading.text[at : later.start] + PLACEHOLDER)
        at = bracket_end(reading.text, later.end)
        limit = max(limit, min(len(reading.text), at + _AFTER // 2))
    pieces.append(reading.text[at:limit])
    whole = "".join(pieces)
    ends = [whole.find(c) for c in _SENTENCE_ENDS if c in whole]
    return whole[: min(ends) + 1] if ends else whole


def bracket_end(text: str, at: int) -> int:
    """Past a short name in brackets that follows a mark."""
    if text[at : at + 1] == "（":
        close = text.find("）", at, at + 80)
        if close > 0 and re.search(r"简称|下称|下同|\d号", text[at:close]):
            return close + 1
    return at


def rests_on(before: str) -> bool:
    """根据, 按照, 为贯彻落实 … in the same clause, or at the head of a list of citations."""
    for cue in reversed(list(pattern("citations", "implements_before").finditer(before))):
        if pattern("citations", "not_before").search(before[: cue.start()]):
            return False
        if _carries(before[cue.end() :]):
            return True
    return False


def _carries(between: str) -> bool:
    """May a cue reach over this stretch to the mark? Over names and other citations, not over a new clause."""
    between = _SAID.sub("", between)
    fragments = between.split("，")
    for i, fragment in enumerate(fragments):
        last = i == len(fragments) - 1
        plain = pattern("citations", "describes").sub("", fragment.rpartition(PLACEHOLDER)[2])
        if i == 0 or last:
            if len(plain) > (70 if i == 0 else 30) or pattern("citations", "enacts").search(plain):
                return False
            if i > 0 and plain == "在":
                return False  # 结合《A》要求，在《B》的基础上
            if i > 0 and PLACEHOLDER not in fragment and pattern("citations", "issues_now").search(fragment):
                return False  # 为落实《A》，区住建局联合发布《B》
        elif PLACEHOLDER not in fragment and not re.search(r"精神|要求|部署|规定", fragment):
            return False
    return True


def bare_title(title: str) -> str:
    return re.sub(r"[\s《》〈〉<>（）()“”\"、，的]", "", title)


def same_title(a: str, b: str | None, least: float) -> bool:
    if not b:
        return False
    bare_a, bare_b = bare_title(a), bare_title(b)
    return bare_a == bare_b or SequenceMatcher(None, bare_a, bare_b, autojunk=False).ratio() >= least
