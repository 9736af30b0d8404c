"""Mentions that are no single body: 民政部门 and 有关部门 (generic), 各县（区）人民政府 (collective)."""

from __future__ import annotations

import re
from typing import Any

from loaders.resolve.agency_lexicon import bare_stems, find, key
from loaders.resolve.mention_places import at_level
from loaders.resolve.naming import prefix_name, region_class
from loaders.resolve.reading import BRACKETS, Reading, mention_words
from loaders.resolve.regions import LEVELS, MUNICIPALITIES, NATION, Region, region_book

_LEVEL = re.compile(r"^(?:各级|各地|省级|市级|省|市|县|区|州)(?!场|政)")


def generic(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """民政部门, 有关部门, 各有关单位: no body of its own; the level is the document's."""
    words = mention_words()["generic"]
    here = _of_level(text, here)
    level = here.level if here else None
    if key(_LEVEL.sub("", text)) in bare_stems():
        return Reading("generic", level=level, region=here.id if here else None)
    if "各" in text[1:4] and text.endswith(tuple(words["ends"])):
        return Reading("generic", level=level, region=here.id if here else None)
    if text.endswith(tuple(words["ends"])) and not _known(text, here, month):
        specific = text.endswith(("银行", "协会", "商会", "院校"))
        if not specific or text.startswith(tuple(words["starts"])) or (len(text) <= 6 and _is_common(text)):
            return Reading("generic", level=level, region=here.id if here else None)
    return None


def _of_level(text: str, here: Region | None) -> Region | None:
    """省直有关部门, 国家有关部门 in a city's document are the province's and the nation's."""
    if text.startswith(("国家有关", "中央有关", "国务院有关", "中央和国家")):
        return region_book().get(NATION)
    match = re.match(r"(省|市|县|区|州|自治区|自治州)(?:级|直|有关|相关|属)", text)
    return (at_level(match[1], text, here) or here) if match else here


def _is_common(text: str) -> bool:
    """A bare common noun (金融机构, 医疗机构, 行业协会), not a name with a place in it."""
    return text in ("行业协会", "商业银行", "高校", "院校")


def _known(text: str, here: Region | None, month: str | None) -> bool:
    return here is not None and bool(find(text.removeprefix("市"), region_class(here), month))


def collective(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """各县（区）人民政府, 各市州, 县区政府: one group of bodies of the region."""
    words = mention_words()["collective"]
    if text in ("管委会", "各管委会") and here is not None and not here.zone:
        return Reading("collective", prefix_name(here) + "各管委会", here.level, here.id)
    bare = text
    region = here
    places = region_book().read(text)
    for unit, used in places:
        if used < places[0][1]:
            break  # 龙胜各族自治县 is no 龙胜 with 各 behind it
        if text[used:].startswith(tuple(words["starts"])) and len(text) - used > 2:
            bare, region = text[used:], unit
            break
    if not bare.startswith(tuple(words["starts"])) or not bare.endswith(tuple(words["ends"])):
        return None
    if here is not None and not bare.startswith("各") and find(bare, region_class(here), month):
        return None
    if not bare.startswith(("各", "全", "有关", "相关")) and _one_government(bare, region, month):
        return None
    if not _whole_start(bare, words, region, month):
        return None
    level = _members_level(bare, region)
    if region is None:
        return Reading("collective", level=level)
    full = re.sub(r"(?<!人民)政府(?=$|\()", "人民政府", bare).translate(BRACKETS)
    if region.name.endswith(full[:1]) and full[1:].startswith(("城区各", "各")):
        full = full[1:]  # 市城区各区: the city's own name is already there
    return Reading("collective", prefix_name(region) + full, level, region.id)


def _whole_start(bare: str, words: dict[str, Any], region: Region | None, month: str | None) -> bool:
    """区市场监督管理局 does not start with 区市: without 各 or a bracket, what follows must be a known body."""
    start = next(s for s in sorted(words["starts"], key=len, reverse=True) if bare.startswith(s))
    grouped = start.startswith(("各", "有关", "相关", "全")) or "各" in start or "(" in bare
    if grouped or not bare.endswith(("局", "委", "办", "中心")):
        return True
    return bool(find(bare[len(start) :], "x", month) or find(bare[len(start) :], "c", month))


def _one_government(bare: str, region: Region | None, month: str | None) -> bool:
    """区政府 in a district's document is its own government, not a group."""
    return region is not None and bare[:1] in "市县区州" and bool(find(bare[1:], region_class(region), month))


def _members_level(bare: str, region: Region | None) -> str | None:
    below = {"national": "province", "province": "prefecture", "prefecture": "county"}
    if re.search(r"[乡镇街村]|社区", bare):
        return None
    if region is not None and region.id in MUNICIPALITIES:
        return "county"
    if "省" in bare or "直辖市" in bare:
        return "province"
    if bare.startswith(("各设区市", "设区市", "各设区的市", "各地级市", "各地市")) and "县" not in bare:
        return "prefecture"
    if re.search(r"[县区旗]", bare) and not re.search(r"市州|各市|州", bare):
        return "county"
    return below.get(region.level) if region else None


_BELOW = {"省": "province", **dict.fromkeys("市州盟", "prefecture"), **dict.fromkeys("县区旗", "county")}


def of_the_level_below(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """区住建局 in a city's document, 市民政局 in a province's: the bodies of all its districts, cities."""
    level = _BELOW.get(text[0])
    if here is None or level is None or LEVELS.index(level) <= LEVELS.index(here.level):
        return None
    if here.id in MUNICIPALITIES and text[0] == "市":
        return None
    cls = {"province": "p", "prefecture": "c", "county": "x"}[level]
    forms = find(text[1:], cls, month)
    if len({f.full for f in forms}) != 1:
        return None
    tail = dict(forms[0].entry.names).get("all", "{r}" + forms[0].full).replace("{r}", "各" + text[0])
    return Reading("collective", prefix_name(here) + tail, level, here.id)
