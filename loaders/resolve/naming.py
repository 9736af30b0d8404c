"""Full official names: region + body, by the rules of each kind (国家税务总局吉林省税务局)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from loaders.lexicon import load
from loaders.resolve.agency_lexicon import Entry, Form, index, key, usual_full
from loaders.resolve.regions import MUNICIPALITIES, NATION, SEPARATE, VICE_PROVINCIAL, Region, region_book


def region_class(region: Region) -> str:
    """p, m, c, x or n (agency_lexicon)."""
    if region.id == NATION:
        return "n"
    if region.zone:
        return "x"  # a zone's bodies are bureaus like a county's, whoever runs it
    if region.level == "province":
        return "m" if region.id in MUNICIPALITIES else "p"
    return "c" if region.level == "prefecture" else "x"


def prefix_name(region: Region) -> str:
    """What stands before the names of its bodies: 驻马店市, 西平县, but 北京市石景山区 for a district."""
    if region.zone:
        return _zone_name(region)
    if region.level == "county" and region.name.endswith("区") and region.parent:
        parent = region_book().get(region.parent)
        if parent and parent.level != "national" and (parent.level == "prefecture" or parent.id in MUNICIPALITIES):
            return parent.name + region.name
    return region.name


def _zone_name(region: Region) -> str:
    parent = region_book().get(region.parent)
    if parent and not region.name.startswith((parent.name, parent.short)):
        return region.name if parent.short in region.name else parent.name + region.short
    return region.name


def full_name(form: Form, region: Region, written: str, month: str | None) -> str:
    """The body's full official name."""
    if region.id == NATION:
        return form.entry.national or form.full
    cls = region_class(region)
    if form.entry.id == "customs" and cls == "p":
        return f"{_capital(region)}海关"
    if form.entry.id == "pboc":
        return _central_bank(region, cls, written, month)
    own = dict(form.local).get(region.id[:2])
    template = _template(form.entry, cls, region)
    if template is None or (form.full and _not_first(form)):
        return party_name(prefix_name(region) + (own or _as_printed(form.full, written)), form.full)
    filled = template.replace("{r}", prefix_name(region)).replace("{s}", region.short or region.name)
    above, province = region_book().get(region.parent), _province(region)
    filled = filled.replace("{u}", above.short if above else "").replace("{p}", province.short if province else "")
    return filled.replace("自治区委", "自治区党委") if "自治区委员会" not in filled else filled


def party_name(name: str, own: str) -> str:
    """省委督查室 is a body of the party: 中共吉林省委督查室, of an autonomous region 自治区党委."""
    if not own.startswith("委") or own.startswith("委员会"):
        return name
    return "中共" + name.replace("自治区委", "自治区党委")


def _capital(province: Region) -> str:
    """The seat of a province: its customs carry that name."""
    capitals: dict[str, str] = load("central_bank.yaml")["capitals"]
    return next((city for city, code in capitals.items() if code == province.id), province.short)


def _template(entry: Entry, cls: str, region: Region) -> str | None:
    """The template of the class. 副省级市 have a 办公厅, 计划单列市 regulators of a province's rank; a county straight
    under its province (济源) has no branch of a prefecture above it."""
    names = dict(entry.names)
    office = entry.id in ("government_office", "party_office") and region.id in VICE_PROVINCIAL
    if office or (entry.separate and region.id in SEPARATE):
        cls = "p"
    straight = region.parent == region.id[:2] + "0000" and region.parent not in MUNICIPALITIES
    if cls == "x" and straight and "{u}" in names.get("x", ""):
        cls = "c"
    return names.get(cls) or names.get("all")


def _province(region: Region) -> Region | None:
    chain = (region, *region_book().parents(region.id))
    return next((r for r in chain if r.level == "province" and not r.zone), None)


@cache
def _templates(cls: str) -> dict[str, str]:
    """Full names of a class with {r} or {s} for the region → entry id; joiners (和) left out."""
    out: dict[str, str] = {}
    for forms in index()[cls].values():
        for form in forms:
            names = dict(form.entry.names)
            template = names.get(cls) or names.get("all") or "{r}" + form.full
            out.setdefault(key(template), form.entry.id)
            if form.full:
                out.setdefault(key("{r}" + form.full), form.entry.id)
    return out


def entry_named(name: str, region: Region) -> str | None:
    """The entry whose full name in this region this is, or None."""
    if region.id == NATION:
        return next((f.entry.id for f in index()["n"].get(key(name), ())), None)
    if name.startswith("中国人民银行"):
        return "pboc"
    table = _templates(region_class(region))
    plain = name.replace("自治区党委", "自治区委")
    return next((table[key(m)] for m in _masked(plain, region) if key(m) in table), None)


def _masked(plain: str, region: Region) -> Iterator[str]:
    """The name with its region's names as {r} or {s}, once and throughout, then with those above as {u} and {p}."""
    for shown, mark in ((prefix_name(region), "{r}"), (region.name, "{r}"), (region.short, "{s}")):
        if shown and shown in plain:
            yield plain.replace(shown, mark, 1)
            yield plain.replace(shown, mark)
    for above, mark in ((region_book().get(region.parent), "{u}"), (_province(region), "{p}")):
        if above and region.short and above.short in plain:
            yield plain.replace(above.short, mark, 1).replace(region.short, "{s}", 1)


def _as_printed(full: str, written: str) -> str:
    """教育和体育局 where the text prints the 和 that the usual name lacks: local names differ in it."""
    if "和" not in written and "与" not in written:
        return full
    tail = written[-len(full) - 2 :]
    for start in range(len(tail)):
        own = tail[start:]
        if key(own) == key(full) and sum(own.count(c) for c in "和与") > sum(full.count(c) for c in "和与"):
            return own
    return full


def usual_form(entry: Entry, region: Region) -> Form | None:
    """The form that this kind of body usually has in a region's class; None where there is none."""
    full = entry.national if region.id == NATION else usual_full(entry.id, region_class(region))
    return Form(entry, full, True, entry.since, entry.until) if full is not None else None


def _not_first(form: Form) -> bool:
    """An alias with a full form of its own beside the entry's templates (人才发展局)."""
    return form.full.endswith(("局", "中心")) and not form.entry.vertical and form.entry.kind == "party"


def _central_bank(region: Region, cls: str, written: str, month: str | None) -> str:
    """Branches before and after the reform of August 2023 (province capitals, prefectures, counties); what the text
    prints (分行, 中心支行) goes before the date."""
    data = load("central_bank.yaml")
    new = month is not None and month >= data["reform"]
    if written.endswith(("省分行", "市分行", "区分行", "州分行")) or (cls == "c" and written.endswith("分行")):
        new = True
    elif "支行" in written or "中支" in written or "营业管理部" in written:
        new = False
    if "总部" in written:
        return f"中国人民银行{region.short}总部"
    if cls in ("p", "m"):
        old: str = data["province_branches"].get(region.id, f"{region.short}中心支行")
        return f"中国人民银行{region.name}分行" if new else f"中国人民银行{old}"
    if cls == "c":
        return f"中国人民银行{region.name}分行" if new else f"中国人民银行{region.name}中心支行"
    return f"中国人民银行{region.name}支行"
