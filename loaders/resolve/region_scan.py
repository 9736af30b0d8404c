"""Place names in a text: what a document's own words say about where it is.

A class-less county name (新建, 会同, 延长) is an everyday word far more often than a place: it counts only once the
text has named the county in full or under its city (海南省陵水…).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.lexicon import load
from loaders.patterns import Quick
from loaders.resolve.doc_number import code_of, regions_of, sign_regions
from loaders.resolve.regions import NATION, Region, region_book

_HEAD = 200  # characters in which a place name counts double: the opening says where we are
_TAIL = 300
_OPENING = 120  # characters in which a page says who acts
_BOUNDARY = re.compile(r"[^\u4e00-\u9fff]|[在从到为由将对以据]$")


@dataclass(slots=True)
class Place:
    """A name in the text: the regions that fit, how often it stands there, how often before a body of its own."""

    name: str
    regions: tuple[str, ...]
    first: int
    count: float = 0.0
    bodies: float = 0.0
    full: bool = True
    own: int = 0  # how often as the one that acts (结合鄞州区实际, 嘉兴市本级)
    scope: int = 0  # how often as the area in which the text is in force (在廊坊市累计缴纳)
    excluded: int = 0  # how often as left out of it (市区（不含大丰区）)
    own_acts: int = 0  # how often at the head of a quoted title
    opening: bool = False  # the first place of the text, before a body of its own
    publisher: bool = False  # 来源：广州市人力资源和社会保障局


@cache
def words() -> dict[str, Any]:
    return load("region_evidence.yaml")


def alive(regions: list[Region], month: str | None) -> tuple[str, ...]:
    """Units that existed at the month (today if unknown), else all; prefectures before their counties."""
    there = [r for r in regions if r.valid(month) or (month is None and not r.valid_to)] or regions
    return tuple(dict.fromkeys(r.id for r in there))


def leading(text: str, month: str | None) -> tuple[str, ...]:
    """Regions whose name or path opens this text; a class-less county name alone does not count."""
    hits = [(r, used) for r, used in region_book().read(text) if _is_place(r, text, 0, used)]
    if not hits:
        return ()
    longest = hits[0][1]
    return alive([r for r, used in hits if used == longest], month)


def _is_place(region: Region, text: str, at: int, used: int) -> bool:
    """Is this name safe by itself: full, or a path, or the short name of a province or prefecture?"""
    name = text[at : at + used]
    if name in words()["not_places"]:
        return False
    if len(name) == 2 and region.level == "county":
        before = text[at - 1] if at else ""
        return name == region.name and (not before or bool(_BOUNDARY.match(before)))
    if _everyday((region, used), text, at):
        return False
    full = name.endswith(region.name) or region.zone or any(name.endswith(f) for f, _ in region.former)
    return full or region.level != "county" or used > len(region.short) + 1


def _everyday(hit: tuple[Region, int], text: str, at: int) -> bool:
    """内江市中心 is not 内江市市中区: a class-less county name that is an everyday word."""
    region, used = hit
    name = text[at : at + used]
    return region.level == "county" and name.endswith(region.short) and region.short in words()["everyday"]


def places(text: str, month: str | None) -> list[Place]:
    """All places in the text, by first appearance. `full` False: a class-less county name, weak by itself."""
    found: dict[str, Place] = {}
    for at, hits in _hits(text):
        used = hits[0][1]
        safe = [r for r, u in hits if u == used and _is_place(r, text, at, used)]
        name = text[at : at + used]
        regions = alive(safe or [r for r, u in hits if u == used], month)
        safe = safe if name not in words()["common_nouns"] else []
        place = found.setdefault(name, Place(name, regions, at, full=bool(safe)))
        place.count += 2.0 if at < _HEAD else 1.0
        if _is_body(text, at + used):
            place.bodies += 2.0 if at > len(text) - _TAIL else 1.0
        if safe and at < _OPENING and not in_title(text, at):
            place.opening = place.opening or _is_body(text, at + used) or _is_path(name, safe)
            place.publisher = place.publisher or (place.opening and text.endswith("来源：", 0, at))
        _count_roles(place, text, at, at + used)
    known = {r for p in found.values() if p.full for r in p.regions}
    for place in found.values():
        if not place.full and any(r in known for r in place.regions):
            place.regions = tuple(r for r in place.regions if r in known)
            place.full = True
    weak = {*words()["everyday"], *words()["common_nouns"]}
    return [p for p in found.values() if p.full or p.name not in weak]


def in_title(text: str, at: int) -> bool:
    """Inside 《…》: who issued a cited text says nothing about who speaks."""
    opened = text.rfind("《", max(0, at - 80), at)
    return opened >= 0 and text.find("》", opened, at) < 0


def _is_path(name: str, regions: list[Region]) -> bool:
    """湖北省武汉市黄陂区: a county under its city."""
    return all(r.level == "county" and name.endswith(r.name) and len(name) > len(r.name) for r in regions)


_SCOPE = re.compile(
    r"(?:行政区域|辖区|范围)?[范围内]{0,2}(?:购买|购房|购置|累计|连续|缴存|缴纳|就业|无自有|无住房)|行政区域|全域"
)
_EXCLUDED = re.compile(r"(?:不含|不包括|除)$")


def _count_roles(place: Place, text: str, at: int, end: int) -> None:
    before = text[max(0, at - 3) : at]
    if _EXCLUDED.search(before):
        place.excluded += 1
    elif before.endswith("《"):
        place.own_acts += 1
    elif text.startswith("本级", end) or before.endswith("结合"):
        place.own += 1
    elif before.endswith("在") and _SCOPE.match(text, end, end + 12):
        place.scope += 1


_BODY = re.compile(
    r"(?:人民政府|政府|市委|省委|县委|区委|委员会|委|人大|政协)|[\u4e00-\u9fff]{2,14}?(?:局|厅|委员会|管理中心|办公室|办公厅|管委会|公积金中心)"
)


def _is_body(text: str, at: int) -> bool:
    return _BODY.match(text, at, at + 24) is not None


def _hits(text: str) -> Iterator[tuple[int, list[tuple[Region, int]]]]:
    """(place, readings longest first) without overlaps; phrases that only look like places are passed over."""
    book, stops = region_book(), _stops()
    at = 0
    for place in _name_starts(text):
        if place < at:
            continue
        at = place
        stop = next((w for w in stops.get(text[at : at + 2], ()) if text.startswith(w, at)), "")
        hits = [h for h in book.read(text, at) if not _everyday(h, text, at)]
        if hits and hits[0][1] > len(stop) and not _is_street(text, at, hits[0]):
            yield at, hits
            safe = any(_is_place(r, text, at, u) for r, u in hits if u == hits[0][1])
            at += hits[0][1] if safe else 1
        else:
            at += len(stop) or 1


def _name_starts(text: str) -> list[int]:
    """Where a name or a phrase that only looks like one stands."""
    heads = _heads()
    places = [match.start() for match in _may_start().finditer(text)]
    return [at for at in places if (words := heads.get(text[at : at + 2])) and text.startswith(words, at)]


@cache
def _may_start() -> re.Pattern[str]:
    """A character that begins one of them before a character that is the second of one: nine in ten are passed over."""
    first, second = ("".join(sorted({head[n] for head in _heads()})) for n in (0, 1))
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    """The first two characters of names and phrases → those that begin with them."""
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for word in (*words()["not_places"], *region_book().names()):
        heads[word[:2]].append(word)
    return {head: tuple(found) for head, found in heads.items()}


_STREET = re.compile(r"[东西南北中]?(?:[一二三四]?路|大道|大街|街道|街|桥|巷|延伸段|延长线|延长段|岸)")


def _is_street(text: str, at: int, hit: tuple[Region, int]) -> bool:
    """天目山西路, 南京东路, 北京街道, 张泾河南延伸段: a street or the bank of a river, not the place."""
    end = at + hit[1]
    return text[at:end] != hit[0].name and _STREET.match(text, end, end + 4) is not None


@cache
def _stops() -> dict[str, tuple[str, ...]]:
    heads: dict[str, list[str]] = defaultdict(list)
    for word in words()["not_places"]:
        heads[word[:2]].append(word)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in heads.items()}


def signs(text: str) -> Iterator[tuple[str, int]]:
    """One-character signs of cities in running text (在莞, 来马): (region id, place)."""
    table = sign_regions()
    for match in re.finditer(r"[在驻来]([\u4e00-\u9fff])(?=[工就创购缴务单买各企高置人])", text):
        if match[1] in table:
            yield table[match[1]], match.start(1)


_NUMBER_YEAR = re.compile(r"[〔\[【［（(](?:19|20)\d{2}[〕\]】］）)]\d{0,4}号?")
_NUMBER_CODE = re.compile(r"[\u4e00-\u9fff]{1,10}$")
_LONGEST_CODE = 10


def numbers(text: str) -> Iterator[tuple[str, tuple[tuple[str, ...], float], int]]:
    """文号 in the text whose sign says something of a place: (as printed, (regions, strength), place), one per sign."""
    seen: set[str | None] = set()
    for number, at in _printed_numbers(text):
        code = code_of(number)
        regions, strength = regions_of(number)
        if code not in seen and regions and regions != (NATION,):
            yield number, (regions, strength), at
        seen.add(code)


def _printed_numbers(text: str) -> Iterator[tuple[str, int]]:
    """The 文号 of the text with their places: found by the year in brackets, which is rare."""
    after = 0
    for year in _NUMBER_YEAR.finditer(text):
        code = _NUMBER_CODE.search(text, max(after, year.start() - _LONGEST_CODE), year.start())
        if code:
            after = year.end()
            yield text[code.start() : after], code.start()


_OWN = re.compile(r"(我|本|全)(自治区|省|市|县|区|州|盟|旗)(?![场政民属])")
_SOURCE = re.compile(
    r"(?:来源|发布机构|发布单位|供稿)：([省市县区州盟旗])(?=[\u4e00-\u9fff]{1,14}?(?:局|委|办|厅|中心|部|院|会|政府))"
)
_LOCAL = Quick(
    r"(?<![\u4e00-\u9fff])[由经和及]?([省市县区州盟旗])"
    r"(?=人民政府|政府|委|人大|[\u4e00-\u9fff]{1,12}?(?:局|委|办|厅|中心|部|院|会|分行|支行))"
)


def own_words(text: str, heads: list[str]) -> Counter[str]:
    """Votes for the class of the document's own region (省 市 县 区 …): 我市 counts three, 全市 and 市民政局 one, the
    first character of the issuer or title (市人民政府办公厅关于…) five, who publishes (来源：市人社局) ten."""
    votes: Counter[str] = Counter()
    for match in _OWN.finditer(text):
        votes[match[2]] += 1 if match[1] == "全" else 3
    for match in _LOCAL.finditer(text):
        if not text.startswith(
            ("市场", "市政公用", "市容", "区块", "省级", "市级", "县级", "区级", "市区"), match.start(1)
        ):
            votes[match[1]] += 1
    for match in _SOURCE.finditer(text[:400]):
        votes[match[1]] += 10
    for name in heads:
        if name and name[0] in "省市县区州盟旗" and not name.startswith(("市场", "市政公用", "市容", "区块")):
            votes[name[:1]] += 5
    return votes


_BELOW = {
    "counties": Quick(r"各县|县（市|县区政府|各区县|区县政府|县市区|各区（|各区人民政府|市辖区|各区政府"),
    "towns": Quick(r"各镇|各乡|乡镇政府|镇人民政府|街道办事处|各街道|镇（街道）|镇街"),
    "prefectures": Quick(r"各市州|各市人民政府|市（州）|各设区市|各地级|各市、|市州|各市（|各州"),
    "provinces": Quick(r"各省、|各省（|各省级|省、自治区|各地区、各部门"),
}


def below_words(text: str) -> Counter[str]:
    """Whom the text speaks to below itself: counties (the issuer is a city) or towns (the issuer is a county)."""
    votes: Counter[str] = Counter()
    for kind, pattern in _BELOW.items():
        votes[kind] = sum(1 for _ in pattern.finditer(text))
    return votes
