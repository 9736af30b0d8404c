"""One mention of a body (市卫生计生委, 各县（区）人民政府, 民政部门) → what it stands for, at a region and a date.

The string is data from a hostile document: it is compared with known forms, never run as a pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from graph.ids import agency_id, squeeze
from loaders.resolve.agency_lexicon import Form, bare_stems, entries, find, key
from loaders.resolve.functions import functions_of
from loaders.resolve.lexicon import load
from loaders.resolve.naming import entry_named, full_name, prefix_name, region_class, usual_form
from loaders.resolve.regions import MUNICIPALITIES, NATION, Region, region_book

_LIMIT = 60  # a body's name is shorter; longer strings are text, not names
_BRACKETS = str.maketrans("()〔〕[]<>,", "（）（）（）（），")
_TRIM = re.compile(r"^[、，。；：:;,.和及与由以]+|[、，。；：:;,.]+$|等$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention stands for. kind: body | collective | generic | unresolved (CONTRACT §1).

    `region`: id of the region the body belongs to; `entry`: id in agencies.yaml or None; `candidates`: agency ids.
    `prefix`: the region that a written prefix named, for the bodies that follow without one.
    """

    kind: str
    name: str | None = None
    level: str | None = None
    region: str | None = None
    entry: str | None = None
    candidates: tuple[str, ...] = ()
    prefix: str | None = None
    exact: bool = True

    @property
    def id(self) -> str | None:
        return agency_id(self.region, self.name) if self.region and self.name else None


UNRESOLVED = Reading("unresolved")


@cache
def _words() -> dict[str, Any]:
    return load("mentions.yaml")


def clean(written: str) -> str:
    """The form that is read: NFKC, no white space, no stray punctuation, half-width brackets."""
    text = squeeze(written)
    for _ in range(3):
        text = _TRIM.sub("", text) or text
    for tail in _words()["tails"]:
        cut = re.sub(tail, "", text)
        text = cut if len(cut) >= 2 else text
    return text


@lru_cache(maxsize=200_000)
def read(written: str, home: str | None, month: str | None, inherited: str | None = None) -> Reading:
    """The mention in a document of region `home` (id or None) at `month` (YYYY-MM or None).

    `inherited`: region whose prefix was written before in the same list (市民政局、卫生计生委).
    """
    text = clean(written)
    if not 2 <= len(text) <= _LIMIT:
        return UNRESOLVED
    here = region_book().get(home)
    above = region_book().get(inherited) or here
    cut = re.sub(_words()["bracket_tail"], "", text)
    shorter = (cut,) if 2 <= len(cut) < len(text) else ()
    for form in (text, *shorter):
        for attempt in _ATTEMPTS:
            reading = attempt(form, here, above, month)
            if reading is not None:
                return reading
    return next((r for f in (*shorter, text) if (r := _unknown(f, here, above, month)) is not None), UNRESOLVED)


def _body(form: Form, region: Region, written: str, month: str | None) -> Reading:
    name = full_name(form, region, written, month)
    return Reading("body", name, region.level, region.id, form.entry.id, exact=form.exact)


def _settle(forms: tuple[Form, ...], region: Region, written: str, month: str | None) -> Reading | None:
    """One form: the body. Several: unresolved with candidates."""
    if not forms:
        return None
    readings = [_body(f, region, written, month) for f in forms]
    if len({r.name for r in readings}) == 1:
        return readings[0]
    return Reading("unresolved", candidates=tuple(dict.fromkeys(r.id for r in readings if r.id)))


# ── attempts, in the order in which they are tried ────────────────────────────────────────────────────────────────────


def _national(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """民政部, 国家卫生健康委; in national documents every known national body."""
    forms = find(text, "n", month)
    if not forms:
        return None
    nation = region_book().get(NATION)
    marked = text.startswith(tuple(_words()["national_marks"])) or text.endswith(tuple(_words()["national_ends"]))
    at_home = here is not None and here.id == NATION
    if nation is None or not (marked or at_home) or (text.endswith("局") and not at_home and _local(text, here, month)):
        return None
    return _settle(forms[:1] if at_home else forms, nation, text, month)


def _local(text: str, here: Region | None, month: str | None) -> bool:
    return here is not None and bool(find(text, region_class(here), month))


def _generic(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """民政部门, 有关部门, 各有关单位: no body of its own; the level is the document's."""
    words = _words()["generic"]
    level = here.level if here else None
    if key(re.sub(r"^(?:各级|省级|市级|省|市|县|区|州)(?!场|政)", "", text)) in bare_stems():
        return Reading("generic", level=level, region=here.id if here else None)
    if text.endswith(tuple(words["ends"])) and not _known(text, here, month):
        specific = text.endswith(("银行", "协会", "商会", "院校"))
        if not specific or text.startswith(tuple(words["starts"])) or (len(text) <= 6 and _is_common(text)):
            return Reading("generic", level=level, region=here.id if here else None)
    return None


def _is_common(text: str) -> bool:
    """A bare common noun (金融机构, 医疗机构, 行业协会), not a name with a place in it."""
    return text in ("行业协会", "商业银行", "高校", "院校")


def _known(text: str, here: Region | None, month: str | None) -> bool:
    return here is not None and bool(find(text.removeprefix("市"), region_class(here), month))


def _collective(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """各县（区）人民政府, 各市州, 县区政府: one group of bodies of the region."""
    words = _words()["collective"]
    if text in ("管委会", "各管委会") and here is not None and not here.zone:
        return Reading("collective", prefix_name(here) + "各管委会", here.level, here.id)
    bare = text
    region = here
    for unit, used in region_book().read(text):
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
    full = re.sub(r"(?<!人民)政府(?=$|\()", "人民政府", bare).translate(_BRACKETS)
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
    if re.search(r"[县区旗]", bare) and not re.search(r"市州|各市|州", bare):
        return "county"
    return below.get(region.level) if region else None


def _bare(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """A form without prefix: the prefix before it in the list, else the document's own region."""
    if above is None:
        return None
    return _settle(find(text, region_class(above), month), above, text, month)


def _placed(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """驻马店市民政局, 人民银行长春中心支行, 国家税务总局吉林省税务局, 濉溪县: the region is written."""
    best: dict[tuple[int, int], list[Reading]] = {}
    for region, rest, used in _splits(text):
        forms = find(rest, region_class(region), month) if rest else find("人民政府", region_class(region), month)
        reading = _settle(forms, _seat(forms, region, text), text, month)
        if reading is not None:
            place = (_rank(region, here, month), -used)
            local = bool(rest) and not any(f.entry.vertical for f in forms)
            best.setdefault(place, []).append(replace(reading, prefix=region.id if local else None))
    if not best:
        return None
    top = best[min(best)]
    if len({r.region for r in top}) == 1:
        return top[0]
    return Reading("unresolved", candidates=tuple(dict.fromkeys(r.id for r in top if r.id)))


def _splits(text: str) -> list[tuple[Region, str, int]]:
    """(region, what is left without it, characters used) for each way to read a region at the start or after a head."""
    out = [(r, text[used:], used) for r, used in region_book().read(text)]
    for head, stays in _words()["heads"].items():
        if text.startswith(head):
            places = region_book().read(text, len(head))
            out.extend((r, stays + text[len(head) + used :], used) for r, used in places)
            break
    if text.startswith("团"):
        out.extend((r, "共青团" + text[1 + used :], used) for r, used in region_book().read(text, 1))
    return out


def _seat(forms: tuple[Form, ...], region: Region, text: str) -> Region:
    """人民银行长春中心支行 is the branch of the province, though named after its capital."""
    if forms and forms[0].entry.id == "pboc" and region.level == "prefecture":
        province = load("central_bank.yaml")["capitals"].get(region.short)
        if province and ("支行" in text or ("分行" in text and region.short + "市" not in text)):
            return region_book().get(province) or region
    return region


def _rank(region: Region, here: Region | None, month: str | None) -> int:
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


def _levelled(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """省民政厅, 市委宣传部, 团市委: a level word, and the region of that level from the document."""
    for word, head, rest in _level_splits(text):
        region = _at_level(word, rest, here)
        if region is None:
            continue
        forms = find(head + rest, region_class(region), month)
        for government in ("人民政府", "政府"):
            if not forms and rest.startswith(government):  # 市政府国资委
                forms = find(rest.removeprefix(government), region_class(region), month)
        if not forms and rest.startswith("党委"):  # 自治区党委宣传部
            forms = find(rest.removeprefix("党"), region_class(region), month)
        reading = _settle(forms, region, text, month)
        if reading is not None:
            return replace(reading, prefix=region.id)
    return None


def _level_splits(text: str) -> list[tuple[str, str, str]]:
    """(level word, head that stays, rest)."""
    heads = [("", "", text)]
    heads.extend((h, stays, text[len(h) :]) for h, stays in _words()["heads"].items() if text.startswith(h))
    if text.startswith("团"):
        heads.append(("团", "共青团", text[1:]))
    words = _words()["levels"]
    return [
        (word, stays, after[len(word) :])
        for _, stays, after in heads
        for word in words
        if after.startswith(word) and len(after) > len(word)
    ]


def _at_level(word: str, rest: str, here: Region | None) -> Region | None:
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


def _first(chain: tuple[Region, ...], fits: Any) -> Region | None:
    return next((r for r in chain if fits(r)), None)


def _branch(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """A unit of a prefecture's centre or branch that sits in a county (抚州银保监分局东乡监管组)."""
    for kind in _words()["branches"]:
        centre = next((c for c in kind["centre"] if c in text[:-2]), None)
        unit = next((u for u in kind["unit"] if text.endswith(u)), None)
        if not centre or not unit:
            continue
        place = text[text.index(centre) + len(centre) : -len(unit)]
        fits = [r for r, used in region_book().read(place) if used == len(place)]
        fits = sorted(fits, key=lambda r: _rank(r, here, month))
        parent = region_book().get(fits[0].parent) if fits else None
        if fits and parent and (len(fits) == 1 or _rank(fits[0], here, month) < _rank(fits[1], here, month)):
            return _branch_body(kind, fits[0], parent, place + unit)
    return None


def _branch_body(kind: dict[str, Any], region: Region, parent: Region, own: str) -> Reading:
    if "name" in kind:
        return Reading("body", parent.name + kind["name"] + own, region.level, region.id, kind["entry"])
    form = usual_form(entries()[kind["entry"]], region)
    name = full_name(form, region, own, None) if form else own
    return Reading("body", name, region.level, region.id, kind["entry"])


def _zone(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """高新区管委会, 市产业集聚区管委会, 高新区: the administration of a development zone of the region."""
    match = re.fullmatch(r"(.{2,24}?(?:区|新城|园|岛|城|镇|场|山|湖|库))?(?:管委会|管理委员会|党工委管委会)", text)
    bare = re.fullmatch(
        r".{0,16}(?:开发区|高新区|经开区|新区|示范区|园区|集聚区|工业园|度假区|试验区|合作区|保税区|管理区|风景区)",
        text,
    )
    if here is None or not (match or bare):
        return None
    name = (match[1] if match else text) or ""
    name = name.removeprefix(here.name).removeprefix(here.short)
    if name.startswith("市") and len(name) > 3:
        name = name[1:]
    if not name:
        return Reading("body", prefix_name(here) + "管理委员会", here.level, here.id, None) if here.zone else None
    if here.level == "province" and not here.zone and here.id not in MUNICIPALITIES:
        return _zone_below(name, here)
    name = _zone_name(name, here)
    return Reading("body", prefix_name(here) + name + "管理委员会", here.level, here.id, None)


def _zone_below(written: str, here: Region) -> Reading | None:
    """A zone named in a province's document: known by its whole name, or not at all."""
    zones = [r for r, used in region_book().read(written) if r.zone and used == len(written)]
    zones = [z for z in zones if region_book().within(z.id, here.id)]
    government = region_book().get(zones[0].parent) if len(zones) == 1 else None
    if government is None:
        return None
    return Reading("body", prefix_name(government) + zones[0].short + "管理委员会", government.level, government.id)


def _zone_name(written: str, here: Region) -> str:
    """The full name of a known zone of this region, else as written."""
    short = load("region_words.yaml")["zone_kinds"]
    zones = [z for z in region_book().children(here.id) if z.zone]
    fits = [
        z for z in zones if z.short == written or any(z.short == written.replace(s, long) for long, s in short.items())
    ]
    return fits[0].short if len(fits) == 1 else written


def _bank_office(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """人行武汉分行营管部: the office of a regional branch for the city itself."""
    match = re.fullmatch(r"(?:中国)?(?:人民银行|人行)(.{2,8})分行(?:营业管理部|营管部|营业部)", text)
    place = region_book().named(match[1]) if match else ()
    if not match or len(place) != 1:
        return None
    city = here if here is not None and here.level == "prefecture" else place[0]
    return Reading("body", f"中国人民银行{match[1]}分行营业管理部", city.level, city.id, "pboc")


def _official(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """The full official name itself, of the document's region or one above (中国国际贸易促进委员会吉林省委员会)."""
    for region in (here, *region_book().parents(here.id)) if here else ():
        entry = entry_named(text, region) if region.id != NATION else None
        if entry:
            return Reading("body", text.translate(_BRACKETS), region.level, region.id, entry)
    return None


def _office(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """国家卫生健康委办公厅, 市卫生健康委办公室: an office of a known body."""
    for ends in (_words()["offices"], _words()["national_offices"]):
        end = next((e for e in ends if text.endswith(e)), None)
        cut = len(text) - len(end) if end else 0
        for size in range(cut, 2, -1) if end == "司" else (cut,):
            owner = read(text[:size], here.id if here else None, month) if size > 2 else UNRESOLVED
            national = owner.region == NATION
            if owner.kind == "body" and owner.entry and (national or end != "司"):
                return replace(owner, name=f"{owner.name}{text[size:]}")
    return None


_ATTEMPTS = (
    _national,
    _generic,
    _collective,
    _bare,
    _bank_office,
    _branch,
    _placed,
    _levelled,
    _official,
    _office,
    _zone,
)


def _unknown(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """A name that no entry knows but that is plainly one: completed with its region, nothing else."""
    if text.endswith(tuple(_words()["newspapers"])) and len(text) >= 4:
        return _named(text + "社", text, here)
    if text.endswith("办") and key(text.removeprefix("市").removeprefix("区").removeprefix("县")[:-1]) in bare_stems():
        text += "公室"  # 区住房保障办: a known line of work and its office
    if not text.endswith(tuple(_words()["bodies"])) or text.startswith(tuple(_words()["not_bodies"])):
        return None
    region, rest = _owner(text, here, above)
    stem = rest.rstrip("局厅处办委")
    known = functions_of(rest) or (rest.endswith("管理局") and region_book().longest(rest))
    if rest.endswith(("局", "厅", "处")) and (len(stem) < 3 or not known):
        return None
    if region is None or len(rest) < 4:
        return None
    if region.id == NATION or (
        rest.endswith(("公司", "集团", "银行", "大学", "学院", "医院", "报社", "支行", "分行")) and rest == text
    ):
        return Reading("body", rest, region.level, region.id)
    name = prefix_name(region) + rest
    return Reading("body", name, region.level, region.id, prefix=region.id if rest != text else None)


def _named(name: str, text: str, here: Region | None) -> Reading | None:
    if here is None:
        return None
    name = re.sub(r"^市(?=日报|晚报)", here.short, name)
    return Reading("body", name, here.level, here.id, "broadcaster")


def _owner(text: str, here: Region | None, above: Region | None) -> tuple[Region | None, str]:
    """Whose body it is and its name without the region: written region, level word, else the list's region."""
    ranked = sorted(_splits(text), key=lambda s: (_rank(s[0], here, None), -s[2]))
    for region, rest, used in ranked:
        if rest and text[:used] in (region.name, region.path):
            return region, rest
    if text.startswith(tuple(_words()["not_levels"])):
        return above, text
    for word, head, rest in _level_splits(text):
        level_region = _at_level(word, rest, here)
        if level_region is not None and len(rest) >= 4:
            return level_region, head + rest
    return above, text
