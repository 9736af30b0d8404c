"""One mention of a body (市卫生计生委, 各县（区）人民政府, 民政部门) → what it stands for, at a region and a date.

The string is data from a hostile document: it is compared with known forms, never run as a pattern.
"""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.resolve.agency_lexicon import find
from loaders.resolve.mention_branches import bank_office, branch, outpost, zone
from loaders.resolve.mention_groups import collective, generic, of_the_level_below
from loaders.resolve.mention_places import (
    at_level,
    level_splits,
    of_the_province,
    outermost,
    province_of,
    rank,
    seat,
    splits,
)
from loaders.resolve.mention_towns import township
from loaders.resolve.mention_unknown import unknown
from loaders.resolve.naming import entry_named, region_class
from loaders.resolve.reading import BRACKETS, LIMIT, UNRESOLVED, Reading, clean, mention_words, settle
from loaders.resolve.regions import NATION, Region, region_book


@lru_cache(maxsize=200_000)
def read(written: str, home: str | None, month: str | None, inherited: str | None = None) -> Reading:
    """The mention in a document of region `home` (id or None) at `month` (YYYY-MM or None).

    `inherited`: region whose prefix was written before in the same list (市民政局、卫生计生委).
    """
    text = clean(written)
    if not 2 <= len(text) <= LIMIT:
        return UNRESOLVED
    here = region_book().get(home)
    above = region_book().get(inherited) or here
    shorter = _without_brackets(text)
    for form in (text, *shorter):
        for attempt in _ATTEMPTS:
            reading = attempt(form, here, above, month)
            if reading is not None:
                return reading
    found = next((r for f in (*shorter, text) if (r := unknown(f, here, above, month)) is not None), UNRESOLVED)
    return found if found.kind != "unresolved" else _misprinted(text, home, month, inherited)


def _misprinted(text: str, home: str | None, month: str | None, inherited: str | None) -> Reading:
    """县卫建局 for 县卫健局: a misprint of the lexicon, at the end of the name."""
    for wrong, right in mention_words()["misprints"].items():
        if text.endswith(wrong):
            reading = read(text.removesuffix(wrong) + right, home, month, inherited)
            return reading._replace(misprint=True) if reading.kind == "body" else UNRESOLVED
    return UNRESOLVED


_BRACKET = re.compile(r"[<〈(][^<>〈〉()]{0,20}[>〉)]")


def _without_brackets(text: str) -> tuple[str, ...]:
    """The name without a bracket at its end or inside (区住建（房管）局)."""
    if not any(mark in text for mark in "<〈(（"):
        return ()
    cuts = (re.sub(mention_words()["bracket_tail"], "", text), _BRACKET.sub("", text))
    return tuple(dict.fromkeys(c for c in cuts if 2 <= len(c) < len(text)))


def _national(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """民政部, 国家卫生健康委; in national documents every known national body."""
    forms = find(text, "n", month)
    if not forms:
        return None
    nation = region_book().get(NATION)
    marked = text.startswith(tuple(mention_words()["national_marks"])) or text.endswith(
        tuple(mention_words()["national_ends"])
    )
    at_home = here is not None and here.id == NATION
    if nation is None or not (marked or at_home) or (text.endswith("局") and not at_home and _local(text, here, month)):
        return None
    return settle(forms[:1] if at_home else forms, nation, text, month)


def _local(text: str, here: Region | None, month: str | None) -> bool:
    return here is not None and bool(find(text, region_class(here), month))


def _bare(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """A form without prefix: the prefix before it in the list, else the document's own region."""
    if above is None:
        return None
    forms = find(text, region_class(above), month)
    province = province_of(above) if text.endswith("厅") and not any(f.exact for f in forms) else None
    if province is not None and province.id != above.id and find(text, region_class(province), month):
        above, forms = province, find(text, region_class(province), month)  # only a province has a 厅
    return settle(forms, above, text, month)


def _placed(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """驻马店市民政局, 人民银行长春中心支行, 国家税务总局吉林省税务局, 濉溪县: the region is written."""
    best: dict[tuple[int, int], list[Reading]] = {}
    for region, rest, used in splits(text):
        if not rest and region.zone:
            continue  # a development zone has an administration, no government
        forms = find(rest or "人民政府", region_class(region), month)
        reading = settle(forms, seat(forms, region, text), text, month)
        if reading is not None:
            place = (rank(region, here, month), -used)
            local = bool(rest) and not any(f.entry.vertical for f in forms)
            best.setdefault(place, []).append(reading._replace(prefix=region.id if local else None))
    if not best:
        return None
    top = of_the_province(best, text) or best[min(best)]
    if len({r.region for r in top}) > 1:
        top = outermost(top, text)
    if len({r.region for r in top}) == 1:
        return top[0]
    return Reading("unresolved", candidates=tuple(dict.fromkeys(r.id for r in top if r.id)))


def _levelled(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """省民政厅, 市委宣传部, 团市委: a level word, and the region of that level from the document."""
    for word, head, rest in level_splits(text):
        region = at_level(word, rest, here)
        if region is None:
            continue
        forms = find(head + rest, region_class(region), month)
        for government in ("人民政府", "政府"):
            if not forms and rest.startswith(government):  # 市政府国资委
                forms = find(rest.removeprefix(government), region_class(region), month)
        if not forms and rest.startswith("党委"):  # 自治区党委宣传部
            forms = find(rest.removeprefix("党"), region_class(region), month)
        reading = settle(forms, region, text, month)
        if reading is not None:
            return reading._replace(prefix=region.id)
    return None


def _official(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """The full official name itself, of the document's region or one above (中国国际贸易促进委员会吉林省委员会).

    It has its region in it, but for the 营业管理部 of the central bank.
    """
    for region in (here, *region_book().parents(here.id)) if here else ():
        named = region.id != NATION and (region.short in text or text.startswith("中国人民银行"))
        entry = entry_named(text, region) if named else None
        if entry:
            return Reading("body", text.translate(BRACKETS), region.level, region.id, entry)
    return None


def _office(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """国家卫生健康委办公厅, 市卫生健康委办公室: an office of a known body."""
    for ends in (mention_words()["offices"], mention_words()["national_offices"]):
        end = next((e for e in ends if text.endswith(e)), None)
        cut = len(text) - len(end) if end else 0
        for size in range(cut, 2, -1) if end == "司" else (cut,):
            owner = read(text[:size], here.id if here else None, month) if size > 2 else UNRESOLVED
            national = owner.region == NATION
            if owner.kind == "body" and owner.entry and (national or end != "司"):
                return owner._replace(name=f"{owner.name}{text[size:]}")
    return None


_ATTEMPTS = (
    _national,
    generic,
    township,
    collective,
    _bare,
    bank_office,
    branch,
    outpost,
    _placed,
    _levelled,
    _official,
    _office,
    zone,
    of_the_level_below,
)
