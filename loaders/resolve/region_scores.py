"""Evidence for a document's region, added up: what names it, what it calls itself, whom it addresses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph.record import Span
from loaders.resolve.regions import NATION, Region, region_book

MUNICIPALITIES = ("110000", "120000", "310000", "500000")  # 直辖市: provinces that call themselves 本市


@dataclass(frozen=True, slots=True)
class Evidence:
    """`regions` that fit (one: certain; several: ambiguous), how strongly, on what basis, where in the text."""

    regions: tuple[str, ...]
    weight: float
    basis: str
    span: Span | None = None
    child: bool = False  # text evidence: a county named tells something about its prefecture
    acts: bool = False  # the page begins with this place's body: the 我省 it quotes does not speak against it


@dataclass(frozen=True, slots=True)
class Setting:
    """What the text says about its own level: votes for classes, and for whom it addresses; is it a policy?"""

    own: Counter[str]
    below: Counter[str]
    month: str | None
    headed: bool
    policy: bool


def parent_of(region_id: str) -> str | None:
    unit = region_book().get(region_id)
    return unit.parent if unit else None


def province_of(region_id: str) -> str:
    """The province that the region lies in; itself where it lies in none."""
    above = [p.id for p in region_book().parents(region_id) if p.level == "province"]
    return above[-1] if above else region_id


def names_class(unit: Region, word: str) -> bool:
    """Is the region of the class of this word (市: 北京市, 驻马店市; 区: 湖里区, 广西壮族自治区)?"""
    return unit.name.endswith(word) or (word == "旗" and unit.level == "county")


def scores_of(evidence: list[Evidence], setting: Setting) -> dict[str, float]:
    """Score of every region that the evidence names, or of which it names several counties."""
    scores: defaultdict[str, float] = defaultdict(float)
    children: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    certain = {e.regions[0] for e in evidence if len(e.regions) == 1}
    acting = {r for e in evidence if e.acts for r in e.regions}
    for item in evidence:
        fits = _disambiguate(item.regions, certain)
        for region in fits:
            scores[region] += item.weight / len(fits)
            parent = parent_of(region)
            if item.child and parent and parent != NATION:
                children[parent][region] += item.weight / len(fits)
    for parent, kids in children.items():
        if len(kids) >= 2:
            scores[parent] += 0.6 * (sum(kids.values()) - max(kids.values()))
        if _calls_itself_above(parent, setting):
            scores[parent] += 0.5 * max(
                (w for kid, w in kids.items() if kid not in acting and not _calls_itself(kid, setting.own)),
                default=0.0,
            )
    fitted = {
        r: s * (max(1.0, _fit(r, setting)) if r in acting else _fit(r, setting)) + _backing(r, scores)
        for r, s in scores.items()
    }
    return fitted if setting.headed else _only_children(fitted, scores, children, setting.own)


def _calls_itself_above(region: str, setting: Setting) -> bool:
    """Is this a prefecture or province, and does the text call itself one (我市, 我省; 各县区 below it)?"""
    unit = region_book().get(region)
    own = setting.own.most_common(1)
    if unit is None or unit.level not in ("prefecture", "province"):
        return False
    called = bool(own) and own[0][1] >= 3 and unit.name.endswith(own[0][0])
    return called or (unit.level == "prefecture" and setting.below["counties"] > 0)


def _only_children(
    fitted: dict[str, float],
    raw: Mapping[str, float],
    children: Mapping[str, Mapping[str, float]],
    own: Counter[str],
) -> dict[str, float]:
    """A county's text names its prefecture as the authority above, a prefecture's text names several counties: where
    one county stands alone under a prefecture, and stands there more than once, the prefecture speaks for it."""
    out = dict(fitted)
    share = 0.25 if own and own.most_common(1)[0][1] >= 3 else 0.6
    for parent, kids in children.items():
        unit = region_book().get(parent)
        if unit is None or len(kids) != 1 or parent not in fitted:
            continue
        child, weight = next(iter(kids.items()))
        if unit.level != "prefecture":
            if _of_a_district(unit, child, weight, raw, own) and child in fitted:
                out[child] += 0.5 * fitted[parent]
                out[parent] *= 0.6
            continue
        strong = weight >= 1.5 and weight >= share * raw.get(parent, 0.0)
        if strong and child in fitted and _calls_itself(child, own):
            out[child] += 0.5 * fitted[parent]
            out[parent] *= 0.6
    return out


def _of_a_district(city: Region, child: str, weight: float, raw: Mapping[str, float], own: Counter[str]) -> bool:
    """A district of a municipality means the municipality by 本市: it speaks where it alone is named, in full and more
    than twice, and bodies of a 区 act (经区人才管理部门认定)."""
    unit = region_book().get(child)
    if unit is None or city.id not in MUNICIPALITIES or not unit.name.endswith("区"):
        return False
    return own["区"] >= 2 and weight >= max(2.0, raw.get(city.id, 0.0) - 0.5 * weight)


def _calls_itself(region: str, own: Counter[str]) -> bool:
    """我县 in a text that names one county; where the text says nothing, a county or city, not a district."""
    unit, votes = region_book().get(region), own.most_common(1)
    if unit is None:
        return False
    return unit.name.endswith(votes[0][0]) if votes and votes[0][1] >= 2 else not unit.name.endswith("区")


def _backing(region: str, scores: dict[str, float]) -> float:
    """A little from the regions above it that the text names as well."""
    above = sum(scores.get(p.id, 0.0) for p in region_book().parents(region) if p.id != NATION)
    return 0.1 * min(5.0, above)


def _disambiguate(regions: tuple[str, ...], certain: set[str]) -> tuple[str, ...]:
    """Of several that fit, those inside or around what is certain; a prefecture before its own county."""
    if len(regions) == 1:
        return regions
    book = region_book()
    local = {c for c in certain if c != NATION}
    near = tuple(r for r in regions if any(book.within(r, c) or book.within(c, r) for c in local)) or regions
    return tuple(r for r in near if parent_of(r) not in near)


def _fit(region: str, setting: Setting) -> float:
    """Does the class of the region agree with what the text calls itself and whom it addresses?"""
    unit = region_book().get(region)
    if unit is None or region == NATION:
        return 1.0
    return (1.0 if setting.headed else _class_fit(unit, setting.own)) * _below_fit(unit, setting.below, setting.headed)


def _class_fit(unit: Region, own: Counter[str]) -> float:
    ranked = own.most_common(1)
    if not ranked or ranked[0][1] < 2:
        return 1.0
    word, votes = ranked[0]
    if unit.zone:
        return 1.5 if word == "区" else 0.5
    if names_class(unit, word):
        return 1.5
    return 0.35 if votes >= 3 else 0.7


def _below_fit(unit: Region, below: Counter[str], headed: bool) -> float:
    if headed or sum(below.values()) == 0:
        return 1.0
    top = below.most_common(1)[0][0]
    fits = {
        "counties": ("prefecture",),
        "towns": ("county",),
        "prefectures": ("province",),
        "provinces": ("national",),
    }[top]
    municipality = unit.id in MUNICIPALITIES
    if unit.level in fits or (municipality and top == "counties"):
        return 1.2
    return 0.9
