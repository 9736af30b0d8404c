"""Names of issuing bodies on lines: is this line one, and where does a run of several part.

Only the form is read here (a line that ends like the name of a body); which body it is, is resolved later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from loaders.extract.header_lexicon import lexicon, pattern
from loaders.fold import Folded

_LONGEST_RUN, _LONGEST_NAME = 300, 40
_FIXED_STARTS: Final = ("中国", "中共", "国家", "中华人民共和国", "国务院", "人民银行", "全国")
_LEVEL_WORDS: Final = "省市县区州盟旗"
_NOT_A_START: Final = ("市场", "区域", "县域", "省级", "市级", "区块", "州际", "市政", "区划")
_PARTS = re.compile(r"[、 /，]")


@lru_cache(maxsize=4096)
def is_agency(text: str) -> bool:
    """Does this line, or piece, look like the name of one body or of several?"""
    bare = pattern("header", "name_tail").sub("", text)
    if not 2 < len(bare) <= _LONGEST_RUN or pattern("header", "not_in_names").search(bare.replace("，", "、")):
        return False
    if pattern("header", "verbs_in_names").search(bare) and not pattern("header", "standing_bodies").search(bare):
        return False
    return all(_ends_like_agency(p) for p in _PARTS.split(bare) if p)


def _ends_like_agency(text: str) -> bool:
    return pattern("header", "agency_end").search(text[-_LONGEST_NAME:]) is not None


def split_agencies(name: Folded) -> tuple[tuple[int, int], ...]:
    """Places in name.text of each body of a run: parted by 、 or white space, or run together."""
    cuts = sorted({*_printed_cuts(name), *_run_together_cuts(name.text)})
    spans = [_trim(name.text, a, b) for a, b in pairwise([0, *cuts, len(name.text)])]
    return tuple(_rejoin_branches(name.text, [(a, b) for a, b in spans if b - a >= 2]))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in "、， /；":
        start += 1
    tail = pattern("header", "name_tail").search(text[start:end])
    if tail and tail.start() > 1:
        end = start + tail.start()
    while end > start and text[end - 1] in "、， /；":
        end -= 1
    return start, end


def _printed_cuts(name: Folded) -> Iterator[int]:
    """At 、 and at white space that parts two names (not at spaces inside a spread name)."""
    text, origin = name.text, name.origin
    for i in range(1, len(text)):
        gap = origin[i] - origin[i - 1] > 1 and len(text) - i > 2 and _ends_like_agency(text[:i])
        if gap or text[i] in "、，/；":
            yield i


def _run_together_cuts(text: str) -> Iterator[int]:
    """北京市民政局北京市财政局: where a name has ended and the region word, or a fixed start, stands again."""
    region = pattern("header", "region").match(text)
    central = lexicon("header")["central_names"]
    starts = [*_FIXED_STARTS, *(central if text.startswith(tuple(central)) else ())]
    if region and region.end() < len(text):
        starts.append(region.group())
    if text[:1] in _LEVEL_WORDS:
        starts.append(text[0])
    for start in starts:
        at = text.find(start, 3)
        while at > 0:
            if _ends_like_agency(text[:at]) and _continues(text, at, start):
                yield at
            at = text.find(start, at + 1)


def _continues(text: str, at: int, start: str) -> bool:
    if at + len(start) >= len(text):
        return start == "国务院" or start in lexicon("header")["central_names"]
    return len(start) > 1 or not text.startswith(_NOT_A_START, at)  # 省民政厅省财政厅, but not 市场


def _rejoin_branches(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """国家金融监督管理总局 | 惠州监管分局 is one body on two lines."""
    parent, branch = pattern("header", "parent_name"), pattern("header", "branch_name")
    held: tuple[int, int] | None = None
    for span in spans:
        if held and parent.search(text[held[0] : held[1]]) and branch.match(text[span[0] : span[1]]):
            held = (held[0], span[1])
            continue
        if held:
            yield held
        held = span
    if held:
        yield held
