"""Townships and street offices: 刘桥镇, 濉溪镇人民政府, 城关街道办事处. Below the levels that have codes."""

from __future__ import annotations

import re

from loaders.resolve.naming import prefix_name
from loaders.resolve.reading import Reading, mention_words
from loaders.resolve.regions import Region, region_book

_TOWN = re.compile(r"([\u4e00-\u9fff]{1,10}?(?:镇|乡|苏木|街道))(人民政府|政府|办事处|街道办事处|街道办|党委|党工委)?")
_PLAIN = (
    "镇",
    "乡",
    "街",
    "苏木",
    "其他",
    "其它",
    "试点",
    "中心",
    "重点",
    "建制",
    "示范",
    "特色",
    "全",
    "本",
    "该",
    "所",
)


def township(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """The body of one township, named with its county; it has no level of its own (CONTRACT §1: four levels)."""
    match = _TOWN.fullmatch(text)
    if here is None or not match:
        return None
    region, name = _county(match[1], here)
    words = mention_words()
    if region is None or len(name) < 2 or name.startswith((*_PLAIN, *words["collective"]["starts"])):
        return None
    if region_book().named(name) or (len(name) == 2 and name.endswith("道")):
        return None  # 景德镇; 街道 alone
    return Reading("body", prefix_name(region) + _office(name, match[2] or ""), None, region.id)


def _county(name: str, here: Region) -> tuple[Region | None, str]:
    """The county the township lies in, written before it or the document's own, and the rest of the name."""
    book = region_book()
    for region, used in book.read(name):
        near = book.within(region.id, here.id) or book.within(here.id, region.id)
        if region.level == "county" and near and len(name) - used >= 2:
            return region, name[used:]
    return (here, name) if here.level == "county" and not here.zone else (None, name)


def _office(name: str, end: str) -> str:
    if end in ("党委", "党工委"):
        return name + end
    return name + ("办事处" if name.endswith("街道") else "人民政府")
