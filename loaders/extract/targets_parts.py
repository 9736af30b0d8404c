"""Parts of a total: what a bracket, or 其中, shares out of the amount before it.

完成改造120户（新宁镇30户、早胜镇20户）; 补助资金23.45亿元，其中：租赁住房保障4.12亿元: each part is of what the
total counts, and stands or falls with it. A place is the part's scope, a year its year, anything else is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.extract.targets_naming import clean
from loaders.extract.targets_regions import Region

_AMONG = re.compile(r"(?:其中|分别是|分别为|包括)[，：]?$")
_ITEM = re.compile(r"(?=.*[\u4e00-\u9fff])[\u4e00-\u9fffA-Za-z\d“”、+]{2,16}")
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{1,6}(?:省|市|县|区|州|盟|旗|镇|乡|街道|社区|村)|市本级|省本级|县本级|其余[\u4e00-\u9fff]{1,4})$"
)
_YEAR = re.compile(r"(20\d\d)年?$")
_NAMED_ITSELF = 5  # characters of a part that needs no other name: 其中高效节水灌溉面积; a shorter one does: 其中省级
_RATED = re.compile(r"[率度]$|比例$|占比$|比重$|增长$|提高$|下降$|每")


@dataclass(frozen=True, slots=True)
class Total:
    """The amount whose parts may follow: its indicator, the verb it begins with, where it ends."""

    indicator: str
    verb: str
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a total: the name it goes by, its place or its year, where its words begin."""

    indicator: str
    scope: str | None
    year: int | None
    start: int


def part_of(sentence: str, region: Region, total: Total | None, going: bool) -> Part | None:
    """The part that this amount is of the total, or None. total: the last one in the unit of the amount.

    going: the amount before this one was a part as well, so that the list may go on in the next clause.
    """
    if total is None or region.amount.suffix:
        return None
    opened = sentence.startswith("（", region.clause[0] - 1) and region.clause[0] - 1 >= total.end
    among = sentence.startswith("其中", region.start) or _AMONG.search(sentence, 0, region.clause[0]) is not None
    if not (opened or among or going):
        return None
    year = _YEAR.search(sentence[region.start : region.amount.cue].strip("、，（"))
    if year:
        return Part(total.indicator, None, int(year[1]), region.start)
    start, end = clean(sentence, region.start, region.amount.cue)
    item = sentence[start:end]
    if not _ITEM.fullmatch(item) or _RATED.search(item):
        return None
    if _PLACE.match(item):
        return Part(total.indicator, item, None, start)
    if (region.amount.unit or "").endswith("%") and not item.endswith("级"):
        return None  # one rate is no part of another
    if len(item) >= _NAMED_ITSELF:
        made = region.amount.kind != "money" and total.indicator.startswith(total.verb)
        return Part(total.verb + item if made else item, None, None, start)
    return Part(f"{total.indicator}（{item}）", None, None, start)
