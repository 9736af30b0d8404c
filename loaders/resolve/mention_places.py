"""Where a body stands: the region written in its name, or the level word (省, 市, 县) read in the document's region."""

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.lexicon import load
from loaders.resolve.agency_lexicon import Form
from loaders.resolve.reading import Reading, mention_words
from loaders.resolve.regions import NATION, Region, region_book


def splits(text: str) -> list[tuple[Region, str, int]]:
    """(region, what is left without it, characters used) for each way to read a region at the start or after a head."""
    out = [(r, text[used:], used) for r, used in region_book().read(text)]
    for head, stays in mention_words()["heads"].items():
        if text.startswith(head):
            places = region_book().read(text, len(head))
            out.extend((r, stays + text[len(head) + used :], used) for r, used in places)
            break
    if text.startswith("团"):
        out.extend((r, "共青团" + text[1 + used :], used) for r, used in region_book().read(text, 1))
    return out


def seat(forms: tuple[Form, ...], region: Region, text: str) -> Region:
    """人民银行长春中心支行, 长春海关: the branch of the province, though named after its capital."""
    if forms and forms[0].entry.id == "customs":
        return region_book().get(load("central_bank.yaml")["capitals"].get(region.short)) or region
    if forms and forms[0].entry.id == "pboc" and region.level == "prefecture":
        province = load("central_bank.yaml")["capitals"].get(region.short)
        if province and ("支行" in text or ("分行" in text and region.short + "市" not in text)):
            return region_book().get(province) or region
    return region


def province_of(region: Region) -> Region | None:
    """The province it lies in; itself where it is one."""
    chain = (region, *region_book().parents(region.id))
    return next((r for r in chain if r.level == "province" and not r.zone), None)


def outermost(readings: list[Reading], text: str) -> list[Reading]:
    """Of a city and the county or province of the same name (乌鲁木齐, 吉林) the one that lies around the other; what
    is called a branch is the city's."""
    book = region_book()
    around = [r for r in readings if all(book.within(str(o.region), str(r.region)) for o in readings)]
    unit = book.get(around[0].region) if around else None
    if unit and unit.level == "province" and unit.short in text and re.search("分局|中心支行|支队|分行", text):
        return [r for r in readings if r.level != "province"] or around
    return around or readings


def of_the_province(best: dict[tuple[int, int], list[Reading]], text: str) -> list[Reading]:
    """吉林银保监局 is the province's, also in a document of the city of that name, whose own is a 分局."""
    if not text.endswith("局") or text.endswith("分局"):
        return []
    used = min(best)[1]
    same = [r for place, readings in best.items() if place[1] == used for r in readings]
    own = [r for r in same if r.level == "prefecture" and str(r.name).endswith("监管分局")]
    return [r for r in same if own and r.level == "province" and str(r.name).endswith("监管局")]


def rank(region: Region, here: Region | None, month: str | None) -> int:
    """Nearness to the document's region: itself, above, below, elsewhere; units that did not exist come last."""
    book = region_book()
    gone = 0 if region.valid(month) or (month is None and not region.valid_to) else 4
    if here is None:
        return gone
    if region.id == here.id:
        return gone
    if book.within(here.id, region.id):
        return gone + 1
    return gone + (2 if book.within(region.id, here.id) else 3)


def level_splits(text: str) -> list[tuple[str, str, str]]:
    """(level word, head that stays, rest)."""
    heads = [("", "", text)]
    heads.extend((h, stays, text[len(h) :]) for h, stays in mention_words()["heads"].items() if text.startswith(h))
    if text.startswith("团"):
        heads.append(("团", "共青团", text[1:]))
    words = mention_words()["levels"]
    return [
        (word, stays, after[len(word) :])
        for _, stays, after in heads
        for word in words
        if after.startswith(word) and len(after) > len(word)
    ]


def at_level(word: str, rest: str, here: Region | None) -> Region | None:
    """The region that 省, 市, 县 … means in a document of this region."""
    if here is None or here.id == NATION:
        return None
    chain = (here, *region_book().parents(here.id))
    if word == "区域":
        return here if here.zone else None
    if word == "省" or word == "自治区":
        return _first(chain, lambda r: r.level == "province" and r.name.endswith(word) and not r.zone)
    if word == "区":
        own = _first(chain, lambda r: (r.level == "county" and r.name.endswith("区")) or r.zone)
        return own or _first(chain, lambda r: r.name.endswith("自治区") and (r.id == here.id or rest.endswith("厅")))
    if word == "兵团":
        return _first((*chain, *region_book().children("650000")), lambda r: r.name == "新疆生产建设兵团")
    if word == "市":
        return _first(chain, lambda r: r.name.endswith("市") and not r.zone)
    return _first(chain, lambda r: r.name.endswith(word) and r.level in ("prefecture", "county"))


def _first(chain: tuple[Region, ...], fits: Callable[[Region], bool]) -> Region | None:
    return next((r for r in chain if fits(r)), None)
