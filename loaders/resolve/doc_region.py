"""Which region a document speaks for: evidence from head to text, added up, with what it rests on.

Strongest first: issuer, 文号, title, agencies, metadata, text. Thin or balanced evidence gives no region but
candidates (CONTRACT §1, FIELD_NOTES §8).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.record import Record, RegionRef, Span
from loaders.fold import Folded, fold
from loaders.resolve.doc_number import regions_of, sign_regions
from loaders.resolve.lexicon import load
from loaders.resolve.mention import read
from loaders.resolve.regions import NATION, Region, region_book

_SCAN = 60_000  # characters of the text that are read for place names
_ORGAN = re.compile(
    r"^(?:人民政府|政府|市委|省委|县委|区委|委|人大|政协|人民代表大会|[\u4e00-\u9fff]{2,16}?(?:局|厅|委员会|管理中心|办公室|办公厅|管委会))"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`regions` that fit (one: certain; several: ambiguous), how strongly, on what basis, where in the text."""

    regions: tuple[str, ...]
    weight: float
    basis: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    ref: RegionRef
    span: Span | None


@cache
def _words() -> dict[str, Any]:
    return load("region_evidence.yaml")


def _weight(kind: str) -> float:
    return float(_words()["weights"][kind])


def document_region(record: Record) -> Verdict:
    """The region with basis, confidence and candidates; and the place in the text that says so."""
    month = (record.header.issued_on or "")[:7] or None
    text = fold(record.text[:_SCAN])
    head = [*_from_issuers(record, month), *_from_number(record), *_from_titles(record, month)]
    levels = own_levels(text.text, record)
    body = [*_from_addressees(record, month), *_from_text(text, month), *_from_signs(text)]
    return _judge(head, body, levels, record)


# ── head ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _from_issuers(record: Record, month: str | None) -> Iterator[Evidence]:
    for issuer in record.header.issuers:
        reading = read(issuer.as_written, NATION, month)
        if reading.kind == "body" and reading.region == NATION:
            yield Evidence((NATION,), _weight("issuer_national"), "issuer", issuer.span)
            continue
        regions = _leading(issuer.as_written.removeprefix("中共").removeprefix("中国共产党"), month)
        if regions:
            yield Evidence(regions, _weight("issuer"), "issuer", issuer.span)


def _leading(text: str, month: str | None) -> tuple[str, ...]:
    """Regions whose (longest) name or path opens this text."""
    hits = region_book().read(text)
    if not hits:
        return ()
    longest = hits[0][1]
    fits = [r for r, used in hits if used == longest]
    named = [r for r in fits if text[:longest].endswith(r.name)] or fits
    alive = [r for r in named if r.valid(month) or (month is None and not r.valid_to)] or named
    return tuple(r.id for r in alive)


def _from_number(record: Record) -> Iterator[Evidence]:
    if record.header.doc_number and record.header.is_policy:
        regions, strength = regions_of(record.header.doc_number)
        if regions:
            yield Evidence(
                regions, _weight("doc_number") * strength, "doc_number", record.header.evidence.get("doc_number")
            )


def _from_titles(record: Record, month: str | None) -> Iterator[Evidence]:
    for kind, title in (("notice_title", record.header.notice_title), ("title", record.header.title)):
        if not title:
            continue
        bare = re.sub(r"^(?:关于)?(?:印发|转发|批转|发布|促进|推进|推动|《)*", "", title).lstrip("《〈“")
        regions = _leading(bare, month) or _leading(title, month)
        if regions:
            yield Evidence(regions, _weight(kind), "title", record.header.evidence.get("title"))
        elif read(re.split(r"关于|办公厅", title)[0], NATION, month).kind == "body":
            yield Evidence((NATION,), _weight(kind), "title", record.header.evidence.get("title"))


# ── body ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def own_levels(text: str, record: Record) -> Counter[str]:
    """How often the text speaks of its own province, prefecture or county (我市, 市民政局 in brackets)."""
    votes: Counter[str] = Counter()
    for level, words in _words()["own"].items():
        votes[level] += sum(text.count(w) * (3 if w[0] in "我本" else 1) for w in words)
    for task in record.tasks:
        for r in task.responsibilities:
            level = {"省": "province", "市": "prefecture", "州": "prefecture", "县": "county", "区": "county"}.get(
                r.as_written[:1]
            )
            if level:
                votes[level] += 1
    return votes


def _from_addressees(record: Record, month: str | None) -> Iterator[Evidence]:
    for addressee in record.header.addressees:
        text = addressee.as_written
        if re.match(r"各省[、，]自治区|各省[（(]自治区", text):
            yield Evidence((NATION,), _weight("issuer_national"), "text", addressee.span)
        regions = _leading(text, month)
        parents = {p for r in regions for p in [_parent(r)] if p}
        if parents:
            yield Evidence(tuple(sorted(parents)), _weight("addressee"), "text", addressee.span)


def _parent(region_id: str) -> str | None:
    unit = region_book().get(region_id)
    return unit.parent if unit else None


def _from_text(text: Folded, month: str | None) -> Iterator[Evidence]:
    """Place names in the text: damped counts, more where a body of the place follows or the place opens the text."""
    first: dict[str, Span] = {}
    counts: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    for name, at in _places(text.text):
        counts[name] += 1
        first.setdefault(name, text.span(at, at + len(name)))
        if _ORGAN.match(text.text[at + len(name) : at + len(name) + 24]):
            bodies[name] += 1
        if at < 200:
            counts[name] += 1
    for name in sorted(counts):
        regions = _leading(name, month)
        damped = math.log2(1 + counts[name])
        yield Evidence(regions, _weight("text") * damped, "text", first[name])
        if bodies[name]:
            yield Evidence(regions, _weight("agencies") * math.log2(1 + bodies[name]), "agencies", first[name])


def _places(text: str) -> Iterator[tuple[str, int]]:
    """Names of regions in the text, the longest at each place; chains (四川省南充市) as one."""
    book, skip = region_book(), _words()["not_places"]
    heads = _skip_heads()
    at = 0
    while at < len(text) - 1:
        stop = next((w for w in heads.get(text[at : at + 2], ()) if text.startswith(w, at)), None)
        hits = book.read(text, at) if book.longest(text, at) else []
        if stop and (not hits or hits[0][1] <= len(stop)):
            at += len(stop)
            continue
        if not hits:
            at += 1
            continue
        name = text[at : at + hits[0][1]]
        if name not in skip:
            yield name, at
        at += len(name)


@cache
def _skip_heads() -> dict[str, tuple[str, ...]]:
    heads: dict[str, list[str]] = {}
    for word in _words()["not_places"]:
        heads.setdefault(word[:2], []).append(word)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in heads.items()}


def _from_signs(text: Folded) -> Iterator[Evidence]:
    signs = sign_regions()
    for match in re.finditer(r"[在驻来]([\u4e00-\u9fff])(?=[工就创购缴务单买各企高置])", text.text):
        region = signs.get(match[1])
        if region:
            yield Evidence((region,), _weight("sign"), "text", text.span(match.start(), match.end()))


# ── verdict ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _judge(head: list[Evidence], body: list[Evidence], levels: Counter[str], record: Record) -> Verdict:
    scores = _scores([*head, *body], levels, bool(head))
    if not scores:
        return Verdict(RegionRef(None, None, None, "none", 0.0), None)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best, top = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if top < _words()["accept"] or top < second * _words()["margin"]:
        near = tuple(r for r, s in ranked[:5] if s >= top / 2)
        return Verdict(RegionRef(None, None, None, "none", round(top / (top + second + 4), 2), near), None)
    proof = max((e for e in [*head, *body] if _supports(e, best)), key=lambda e: e.weight, default=None)
    confidence = round(min(0.99, top / (top + 0.5 * second + 0.6)), 2)
    return Verdict(_ref(best, proof.basis if proof else "text", confidence), proof.span if proof else None)


def _supports(evidence: Evidence, region: str) -> bool:
    return region in evidence.regions or any(_parent(r) == region for r in evidence.regions)


def _ref(region_id: str, basis: str, confidence: float) -> RegionRef:
    unit = region_book().get(region_id)
    if unit is None:
        raise LookupError(region_id)
    return RegionRef(unit.code, unit.path, unit.level, basis, confidence)


def _scores(evidence: list[Evidence], levels: Counter[str], has_head: bool) -> dict[str, float]:
    """Score of every region that the evidence names, or whose counties it names."""
    book = region_book()
    scores: defaultdict[str, float] = defaultdict(float)
    named = [e for e in evidence if e.regions]
    certain = {e.regions[0] for e in named if len(e.regions) == 1}
    for item in named:
        fits = _disambiguate(item.regions, certain)
        for region in fits:
            scores[region] += item.weight / len(fits)
            if item.basis in ("text", "agencies"):
                parent = _parent(region)
                if parent and parent != NATION:
                    scores[parent] += 0.6 * item.weight / len(fits)
    level = _own_level(levels)
    for region in list(scores):
        unit = book.get(region)
        if unit is None:
            continue
        if level and not has_head:
            scores[region] *= _level_factor(unit, level)
        supporters = [p.id for p in book.parents(region) if p.id in scores and p.id != NATION]
        scores[region] += 0.1 * min(5.0, sum(scores[p] for p in supporters))
    return dict(scores)


def _disambiguate(regions: tuple[str, ...], certain: set[str]) -> tuple[str, ...]:
    """Of several that fit, those inside or around what is certain."""
    if len(regions) == 1:
        return regions
    book = region_book()
    near = tuple(r for r in regions if any(book.within(r, c) or book.within(c, r) for c in certain if c != NATION))
    return near or regions


def _own_level(levels: Counter[str]) -> str | None:
    ranked = levels.most_common(2)
    if not ranked or ranked[0][1] < 2:
        return None
    return ranked[0][0]


def _level_factor(unit: Region, level: str) -> float:
    if level == "municipality":
        level = "prefecture"
    if level == "prefecture" and unit.name.endswith("市"):
        return 1.6 if unit.level in ("prefecture", "province") else 1.0
    return 1.6 if unit.level == level else 0.5
