"""Which region a document speaks for: evidence from head to text, added up, with what it rests on.

Strongest first: issuer, 文号, title, agencies, metadata, text. Thin or balanced evidence gives no region but
candidates (CONTRACT §1).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graph.record import Record, RegionRef, Span
from loaders.fold import Folded, fold, fold_part
from loaders.patterns import Quick
from loaders.resolve.doc_number import regions_of
from loaders.resolve.mention import read
from loaders.resolve.region_scan import Place, below_words, in_title, leading, numbers, own_words, places, signs, words
from loaders.resolve.region_scores import Evidence, Setting, names_class, parent_of, province_of, scores_of
from loaders.resolve.regions import NATION, region_book

_SCAN = 60_000  # characters of the text that are read for place names
_MANY_PROVINCES = 4  # of so many a page speaks that is about the whole country


_NATIONAL = Quick(
    r"我国|全国|党中央|国务院|中共中央|中央(?!财政)|国家[\u4e00-\u9fff]{2,8}(?:局|委|部)|习近平|新华社北京|国常会|央行"
    r"|(?:住房和?城乡建设|住建|财政|民政|商务|教育|公安|发改|自然资源|农业农村|工业和信息化|人力资源和?社会保障)部(?!门)"
    r"|(?:交通运输|水利|科技|人社|工信|生态环境|文化和旅游|应急管理)部(?!门)|国铁集团|中国铁路|民航局|联防联控机制|各地区各部门"
    r"|证监会|银监会|银保监会|金融监管总局|税务总局|市场监管总局|最高人民法院"
)


# 2月11日，国家发展改革委召开…: a page that begins with a national body that acts.
_NATION_OPENS = re.compile(
    r"(?:\d{1,2}月\d{1,2}日(?:上午|下午)?，?)?(?:国务院|国家(?!统计局[\u4e00-\u9fff]{2,4}调查)[\u4e00-\u9fff]{2,8}(?:局|委|部)(?![\u4e00-\u9fff]{2,9}(?:省|市|区|局|分局))"
    r"|(?:住房和?城乡建设|住建|财政|民政|商务|教育|公安|自然资源|农业农村|工业和信息化|人力资源和?社会保障|交通运输|水利|科技|生态环境|文化和旅游|应急管理)部(?!门)"
    r"|中国?(?:人民银行(?![\u4e00-\u9fff]{2,8}[分支]行)|证监会|银监会|银保监会)|央行|证监会|银保监会|税务总局|市场监管总局|金融监管总局|最高人民法院)"
)
# What only the centre says to the country below it.
_COMMANDS = re.compile(
    r"(?<!本市)地级(?:及)?以上城市|省级(?:人民政府|政府|住房|财政|民政)|中央预算内投资|派出机构|地方(?:各级)?(?:人民)?政府(?!债|专项|隐性)"
    r"|各地区|符合国情|城市人民政府要|各省（?区?、?市?"
    r"|存款准备金|货币政策工具|再贷款|银行间市场|公开市场操作|上市(?:公司|房企)|再融资|并购重组"
    r"|(?:银行业金融|银行保险)机构(?:要|应|不得)|商业银行(?:应|不得)|证券公司|保险公司应"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    ref: RegionRef
    span: Span | None


def weight_of(kind: str) -> float:
    return float(words()["weights"][kind])


def document_region(record: Record) -> Verdict:
    """The region with basis, confidence and candidates; and the place in the text that says so."""
    month = (record.header.issued_on or "")[:7] or None
    text = fold_part(record.text, 0, _SCAN)
    heads = [i.as_written for i in record.header.issuers] + [
        record.header.title or "",
        record.header.notice_title or "",
    ]
    head = [*_from_issuers(record, month), *_from_number(record), *_from_titles(record, month)]
    setting = Setting(own_words(text.text, heads), below_words(text.text), month, bool(head), record.header.is_policy)
    found = places(text.text, month)
    body = [*_from_addressees(record, month), *_from_text(text, found, setting), *_from_nation(text, found, setting)]
    return _judge([*head, *body], setting)


def _from_issuers(record: Record, month: str | None) -> Iterator[Evidence]:
    for issuer in record.header.issuers:
        regions = leading(re.sub(r"^中共|^中国共产党", "", issuer.as_written), month)
        if regions:
            yield Evidence(regions, weight_of("issuer"), "issuer", issuer.span)
        elif _national_body(issuer.as_written, month):
            yield Evidence((NATION,), weight_of("issuer_national"), "issuer", issuer.span)


def _national_body(written: str, month: str | None) -> bool:
    reading = read(written.removesuffix("办公厅") or written, NATION, month)
    return reading.kind == "body" and reading.region == NATION and reading.entry is not None


def _from_number(record: Record) -> Iterator[Evidence]:
    if record.header.doc_number and record.header.is_policy:
        regions, strength = regions_of(record.header.doc_number)
        if regions:
            span = record.header.evidence.get("doc_number")
            yield Evidence(regions, weight_of("doc_number") * strength, "doc_number", span)


def _from_titles(record: Record, month: str | None) -> Iterator[Evidence]:
    for kind, title in (("notice_title", record.header.notice_title), ("title", record.header.title)):
        if not title:
            continue
        span = record.header.evidence.get("title")
        bare = re.sub(r"^(?:关于|印发|转发|批转|发布|促进|推进|推动|优化|进一步|20\d\d年?度?|[，《〈“])*", "", title)
        regions = leading(title, month) or leading(bare, month)
        inside = () if regions else _within_title(title, month)
        if regions:
            yield Evidence(regions, weight_of(kind), "title", span)
        elif inside:
            yield Evidence(inside, weight_of("title_inside"), "title", span)
        elif _national_body(re.split(r"关于|[：:]", title)[0], month):
            yield Evidence((NATION,), weight_of(kind), "title", span)


def _within_title(title: str, month: str | None) -> tuple[str, ...]:
    """The one place that a title names further in (推动哈尔滨市房地产市场…); () if it names several."""
    found = [p for p in places(fold(title).text, month) if p.full]
    return found[0].regions if len({p.regions for p in found}) == 1 else ()


def _from_addressees(record: Record, month: str | None) -> Iterator[Evidence]:
    for addressee in record.header.addressees:
        text = addressee.as_written
        if re.match(r"各省[、，（(]", text):
            yield Evidence((NATION,), weight_of("issuer_national"), "text", addressee.span)
        regions = [r for r in leading(text, month) if region_book().get(r)]
        parents = {p for r in regions for p in [parent_of(r)] if p and p != NATION}
        if parents:
            yield Evidence(tuple(sorted(parents)), weight_of("addressee"), "text", addressee.span)


def _from_text(text: Folded, found: list[Place], setting: Setting) -> Iterator[Evidence]:
    """Place names in the text, counts damped; more where a body of the place follows."""
    for place in found:
        span = text.span(place.first, place.first + len(place.name))
        if not place.full and not _plausible(place, setting):
            continue
        if place.full and place.excluded and not (place.own or place.opening) and _levels(place) == {"county"}:
            yield from _from_roles(place, found, setting, span)
            continue
        weight = weight_of("text") * math.log2(1 + place.count) * (1.0 if place.full else 0.8)
        yield Evidence(place.regions, weight, "text", span, True)
        if place.bodies and place.full:
            yield Evidence(place.regions, weight_of("agencies") * math.log2(1 + place.bodies) / 2, "agencies", span)
        yield from _from_zones(place, weight, span)
        yield from _from_roles(place, found, setting, span)
    for region, at in signs(text.text):
        yield Evidence((region,), weight_of("sign"), "text", text.span(at, at + 1))
    for number, (regions, strength), at in numbers(text.text):
        if strength < 0.95:
            yield Evidence(regions, 1.5 * strength, "doc_number", text.span(at, at + len(number)))


def _levels(place: Place) -> set[str]:
    return {u.level for r in place.regions if (u := region_book().get(r))}


def _from_roles(place: Place, found: list[Place], setting: Setting, span: Span) -> Iterator[Evidence]:
    """What the place is to the text: where it is in force, left out of it, the head of a quoted act, who acts."""
    if not place.full or setting.headed:
        return
    levels = _levels(place)
    if place.excluded and levels == {"county"}:
        around = tuple(dict.fromkeys(p for r in place.regions if (p := parent_of(r))))
        yield Evidence(around, weight_of("excluded"), "text", span)
    above = {parent_of(r) for r in place.regions} & {r for p in found if p.full for r in p.regions}
    if place.own or (place.scope and not above and not levels & {"national", "province"}):
        yield Evidence(place.regions, weight_of("scope"), "text", span, True)
    if place.own_acts and levels == {"county"}:
        yield Evidence(place.regions, weight_of("own_act"), "text", span, True)
    if place.opening and not setting.policy:
        weight = weight_of("publisher" if place.publisher else "opening")
        yield Evidence(place.regions, weight, "agencies", span, acts=True)


def _plausible(place: Place, setting: Setting) -> bool:
    """A class-less county name is believed a little when the text is by a county or district and says it twice."""
    own = setting.own.most_common(1)
    units = [region_book().get(r) for r in place.regions]
    return place.count >= 2 and bool(own) and any(u and own[0][1] >= 3 and u.name.endswith(own[0][0]) for u in units)


def _from_zones(place: Place, weight: float, span: Span) -> Iterator[Evidence]:
    """武汉经济技术开发区 names its city as well."""
    for region in place.regions:
        unit = region_book().get(region)
        parent = region_book().get(unit.parent) if unit and unit.zone else None
        if parent and parent.short in place.name:
            yield Evidence((parent.id,), 0.3 * weight, "text", span, True)


def _all_over(found: list[Place]) -> bool:
    """Places of four provinces or more, none of which has half of the mentions."""
    counts: Counter[str] = Counter()
    for place in found:
        if place.full and len(place.regions) == 1:
            counts[province_of(place.regions[0])] += round(place.count)
    return len(counts) >= 4 and 2 * max(counts.values()) <= counts.total()


def _from_nation(text: Folded, found: list[Place], setting: Setting) -> Iterator[Evidence]:
    """A text that never says 我省, 我市 and speaks of the country speaks for the country; so does a page that begins
    with what a national body does."""
    named = list(_NATIONAL.finditer(text.text))
    somewhere, votes = any(p.full for p in found), sum(setting.own.values())
    opens = not setting.policy and _NATION_OPENS.match(text.text) is not None
    if not opens and any(setting.own[c] >= 3 for c in ("省", "市", "县", "区", "州", "旗", "盟", "自治区")):
        return
    hits = [hit for hit in named if not (somewhere or votes) or not in_title(text.text, hit.start())]
    orders = [] if votes else list(_COMMANDS.finditer(text.text))
    if hits or orders:
        weight = weight_of("text") * math.log2(1 + len(hits)) * (1.0 if len(hits) > 2 else 0.6)
        weight += 2.0 if setting.below["provinces"] else 0.0
        weight += weight_of("many") if not setting.policy and not setting.headed and _all_over(found) else 0.0
        weight += weight_of("opening_national") if opens else 0.0
        weight += weight_of("commands") * math.log2(1 + len(orders)) * (0.4 if somewhere else 1.0)
        yield Evidence((NATION,), weight, "text", text.span(*(hits or orders)[0].span()))


def _judge(evidence: list[Evidence], setting: Setting) -> Verdict:
    scores = scores_of([e for e in evidence if e.regions], setting)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    ranked = [(r, s) for r, s in ranked if _least(r, setting) < math.inf] or ranked
    if not ranked:
        return Verdict(RegionRef(None, None, None, "none", 0.0), None)
    best, top = ranked[0]
    own = region_book().get(best)
    votes = setting.own.most_common(1)
    called = bool(own and votes and votes[0][1] >= 3 and names_class(own, votes[0][0]))  # 我区: its city is no rival
    above = {p.id for p in region_book().parents(best) if p.level == "province" or called or (own and own.zone)}
    second = max((s for r, s in ranked[1:] if r not in above), default=0.0)
    # the only place of the whole text; a province may be the authority above
    alone = len(ranked) == 1 and not votes and own is not None and own.level not in ("national", "province")
    least = float(words()["accept_alone"]) if alone else _least(best, setting)
    if top < least or top < second * words()["margin"]:
        around = _round_the_country(evidence, setting)
        if around:
            return Verdict(_ref(NATION, "text", 0.6), around.span)
        near = tuple(r for r, s in ranked[:5] if s >= top / 2)
        return Verdict(RegionRef(None, None, None, "none", round(top / (top + second + 4), 2), near), None)
    proof = max((e for e in evidence if _supports(e, best)), key=lambda e: e.weight, default=None)
    confidence = round(min(0.99, top / (top + 0.5 * second + 0.6)), 2)
    return Verdict(_ref(best, proof.basis if proof else "text", confidence), proof.span if proof else None)


def _round_the_country(evidence: list[Evidence], setting: Setting) -> Evidence | None:
    """News that goes from province to province, none of them prevailing, and speaks of national bodies."""
    if setting.policy or setting.headed or any(count >= 3 for count in setting.own.values()):
        return None
    certain = [e.regions[0] for e in evidence if len(e.regions) == 1 and e.regions[0] != NATION]
    units = [unit for r in certain for unit in (region_book().get(r), *region_book().parents(r))]
    provinces = {unit.id for unit in units if unit and unit.level == "province"}
    nation = next((e for e in evidence if e.regions == (NATION,)), None)
    return nation if len(provinces) >= _MANY_PROVINCES else None


def _least(region: str, setting: Setting) -> float:
    """The least total that is believed: less where the text calls itself so (我市), nothing helps a province named in
    the text of a city."""
    least = float(words()["accept"])
    unit, votes = region_book().get(region), setting.own.most_common(1)
    if unit is None or setting.headed:
        return least
    if region == NATION and not setting.policy:
        return least / 2  # a page that names national bodies and no place speaks of the country
    called = bool(votes) and votes[0][1] >= 3
    if called and unit.level == "province" and not names_class(unit, votes[0][0]):
        return math.inf
    return least if called and names_class(unit, votes[0][0]) else least * 1.3


def _supports(evidence: Evidence, region: str) -> bool:
    return region in evidence.regions or any(parent_of(r) == region for r in evidence.regions)


def _ref(region_id: str, basis: str, confidence: float) -> RegionRef:
    unit = region_book().get(region_id)
    if unit is None:
        raise LookupError(region_id)
    return RegionRef(unit.code, unit.path, unit.level, basis, confidence)
