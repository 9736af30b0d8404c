"""Bodies that no entry names whole: units of a centre in a county, offices of branches, development zones."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from loaders.lexicon import load
from loaders.resolve.agency_lexicon import entries, find
from loaders.resolve.mention_places import rank
from loaders.resolve.naming import full_name, prefix_name, region_class, usual_form
from loaders.resolve.reading import Reading, mention_words
from loaders.resolve.regions import MUNICIPALITIES, Region, region_book


def branch(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """A unit of a prefecture's centre or branch that sits in a county (抚州银保监分局东乡监管组)."""
    for kind in mention_words()["branches"]:
        unit = next((u for u in kind["unit"] if text.endswith(u)), None)
        centre = next((c for c in kind["centre"] if c in text[:-2]), None) if unit else None
        if not centre or not unit:
            continue
        place = text[text.index(centre) + len(centre) : -len(unit)]
        fits = [r for r, used in region_book().read(place) if used == len(place)]
        fits = sorted(fits, key=lambda r: rank(r, here, month))
        parent = region_book().get(fits[0].parent) if fits else None
        if fits and parent and (len(fits) == 1 or rank(fits[0], here, month) < rank(fits[1], here, month)):
            return _branch_body(kind, fits[0], parent, place + unit)
    return None


def outpost(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """规划资源萧山分局, 市自然资源局南康分局: the bureau of the city, by its name, and its branch for a county."""
    if not text.endswith("分局") or here is None:
        return None
    for at in range(2, len(text) - 3):
        fits = [r for r, used in region_book().read(text, at) if at + used == len(text) - 2 and r.level == "county"]
        near = [r for r in fits if region_book().within(r.id, here.id)]
        city = region_book().get(near[0].parent) if len(near) == 1 else None
        if city is None:
            continue
        stem = text[:at].removeprefix(city.name).removeprefix("市").removesuffix("局")
        forms = find(stem + "局", region_class(city), month)
        if len({f.full for f in forms}) == 1 and not forms[0].entry.vertical:
            name = full_name(forms[0], city, "", month) + text[at:]
            return Reading("body", name, near[0].level, near[0].id, forms[0].entry.id)
    return None


def _branch_body(kind: dict[str, Any], region: Region, parent: Region, own: str) -> Reading:
    if "name" in kind:
        return Reading("body", parent.name + kind["name"] + own, region.level, region.id, kind["entry"])
    form = usual_form(entries()[kind["entry"]], region)
    name = full_name(form, region, own, None) if form else own
    return Reading("body", name, region.level, region.id, kind["entry"])


def zone(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """高新区管委会, 市产业集聚区管委会, 高新区: the administration of a development zone of the region."""
    match = re.fullmatch(r"(.{2,24}?(?:区|新城|园|岛|城|镇|场|山|湖|库))?(?:管委会|管理委员会|党工委管委会)", text)
    bare = re.fullmatch(
        r".{0,16}(?:开发区|高新区|经开区|新区|示范区|园区|集聚区|工业园|度假区|试验区|合作区|保税区|管理区|风景区)",
        text,
    )
    if here is None or not (match or bare):
        return None
    name = (match[1] if match else text) or ""
    name = _without_place(name, here)
    if name in mention_words()["common_zones"] and any(z.short == name for z in region_book().children(here.id)):
        return Reading("body", prefix_name(here) + name + "管理委员会", here.level, here.id, None)
    if name in mention_words()["common_zones"]:
        return Reading(
            "collective", prefix_name(here) + "各" + name.removeprefix("各") + "管理委员会", here.level, here.id
        )
    if not name:
        return Reading("body", prefix_name(here) + "管理委员会", here.level, here.id, None) if here.zone else None
    if here.level == "province" and not here.zone and here.id not in MUNICIPALITIES:
        return _zone_below(name, here)
    name = _zone_name(name, here)
    return Reading("body", prefix_name(here) + name + "管理委员会", here.level, here.id, None)


def _without_place(name: str, here: Region) -> str:
    """市高新区, 眉山高新区 → 高新区; 肇庆新区 stays, 新区 alone would not tell it apart."""
    for head in (here.name, here.short, here.name[-1]):
        rest = name.removeprefix(head)
        if rest != name and len(rest) > 2:
            return rest
    return name


def _zone_below(written: str, here: Region) -> Reading | None:
    """A zone named in a province's document: known by its whole name, or not at all."""
    zones = [r for r, used in region_book().read(written) if r.zone and used == len(written)]
    zones = [z for z in zones if region_book().within(z.id, here.id)] or _headed(written, here)
    government = region_book().get(zones[0].parent) if len(zones) == 1 else None
    if government is None:
        return None
    return Reading("body", prefix_name(government) + zones[0].short + "管理委员会", government.level, government.id)


@cache
def _zones_of(province: str) -> tuple[Region, ...]:
    """The development zones of a province, by the first two digits of its code."""
    return tuple(z for z in region_book().all() if z.zone and z.id[:2] == province)


def _headed(written: str, here: Region) -> list[Region]:
    """长白山管委会: the one zone of the province whose own name begins so, and which no place is called."""
    if len(written) < 2 or region_book().longest(written):
        return []
    short = load("region_words.yaml")["zone_kinds"]
    zones = _zones_of(here.id[:2])
    return [
        z for z in zones if any(z.short.replace(long, s).startswith(written) for long, s in [("", ""), *short.items()])
    ]


def _zone_name(written: str, here: Region) -> str:
    """The full name of a known zone of this region, else as written."""
    short = load("region_words.yaml")["zone_kinds"]
    zones = [z for z in region_book().children(here.id) if z.zone]
    fits = [
        z for z in zones if z.short == written or any(z.short == written.replace(s, long) for long, s in short.items())
    ]
    return fits[0].short if len(fits) == 1 else written


_BANK_OFFICE = re.compile(r"(?:中国)?(?:人民银行|人行)(.{2,8})分行(?:营业管理部|营管部|营业部)")


def bank_office(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """人行武汉分行营管部: the office of a regional branch for the city itself."""
    match = _BANK_OFFICE.fullmatch(text)
    place = region_book().named(match[1]) if match else ()
    if not match or len(place) != 1:
        return None
    city = here if here is not None and here.level == "prefecture" else place[0]
    return Reading("body", f"中国人民银行{match[1]}分行营业管理部", city.level, city.id, "pboc")
