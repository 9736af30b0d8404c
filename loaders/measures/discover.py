"""Proposes measures from a folder: parts of sentences that say the same in several documents.

Parts are compared by TF-IDF of words and character pairs (only parts that share something rare are
compared), clustered by average link, named and given cues. Nothing is adopted: proposals carry
`proposed: true` until a person takes that line out of the file.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import yaml

from graph.record import Record, Span
from loaders.measures.clauses import clauses
from loaders.measures.concepts import content_words
from loaders.measures.likeness import pairs
from loaders.measures.modality import modality_words
from loaders.measures.words import word_edges

_LINK = 0.42  # average cosine at which clusters are joined; calibrated on the five shipped documents
_NEAR = 0.30  # pairs under this are taken as unlike
_COMMON = 120  # a feature found in more parts than this nominates no pairs
_LENGTH = (6, 60)
_BREAK = re.compile("[，：]")
_CLEAN = re.compile(
    r"\d{2,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d+(?:\.\d+)?[%％]?|＊+|（[^（）]{0,30}）"
    r"|[\u4e00-\u9fff]{1,4}(?:省|自治区|市|县|自治州|盟|旗)(?=人民政府|各|辖区|范围|行政|本级|住房|财政)"
)
_ADJUNCT = re.compile(
    "[对在自按凡若如当经于以]|其中|符合|根据|依据|通过|结合"
)  # says when, for whom or how: no measure


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a clause between commas. text: folded, numbers and brackets removed."""

    document_id: str
    region: str
    span: Span
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed measure: where it stands, how it might be called, what shows it."""

    name: str
    cues: tuple[str, ...]
    members: tuple[Part, ...]
    cohesion: float  # mean cosine within

    @property
    def documents(self) -> int:
        return len({m.document_id for m in self.members})

    @property
    def regions(self) -> int:
        return len({m.region for m in self.members})


def discover(
    records: Iterable[Record], *, domain: str | None = None, least: int = 3, most: int = 200
) -> tuple[Proposal, ...]:
    """Measures that at least `least` documents share, the most shared first. `domain`: only its documents."""
    chosen = [r for r in records if domain is None or any(d.id == domain for d in r.header.domains)]
    parts = [part for record in chosen for part in _parts(record)]
    vectors = _vectors([part.text for part in parts])
    likeness = _likeness(vectors)
    shared = [c for c in _clusters(len(parts), likeness) if len({parts[n].document_id for n in c}) >= least]
    proposals = [_proposal([parts[n] for n in c], [vectors[n] for n in c], c, likeness) for c in shared]
    proposals.sort(key=lambda p: (-p.documents, -p.cohesion, p.name))
    return tuple(_distinct(proposals))[:most]


def _parts(record: Record) -> Iterable[Part]:
    region = record.header.region
    place = (region.code or region.name or record.id) if region else record.id
    for clause in clauses(record):
        if clause.zone in ("background", "principle") or modality_words().boilerplate.search(clause.text):
            continue
        for piece in _BREAK.split(clause.text.strip("。；！？")):
            text = _CLEAN.sub("", piece)
            if _LENGTH[0] <= len(text) <= _LENGTH[1] and not _ADJUNCT.match(text) and content_words(text):
                yield Part(record.id, place, clause.span, clause.quote, text)


Vector = dict[str, float]


def _vectors(texts: Sequence[str]) -> list[Vector]:
    """Normalised TF-IDF over content words (weight 1) and character pairs (weight 0.5)."""
    features = [Counter({**dict.fromkeys(content_words(t), 1.0), **{f"·{p}": 0.5 for p in pairs(t)}}) for t in texts]
    seen = Counter(f for counts in features for f in counts)
    vectors = []
    for counts in features:
        weighted = {f: w * math.log(1 + len(texts) / seen[f]) for f, w in counts.items()}
        norm = math.sqrt(sum(w * w for w in weighted.values())) or 1.0
        vectors.append({f: w / norm for f, w in weighted.items()})
    return vectors


def _likeness(vectors: Sequence[Vector]) -> dict[tuple[int, int], float]:
    """Cosines of pairs of parts that share a feature that is not common, from _NEAR up."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for feature in vector:
            holders[feature].append(number)
    found: dict[tuple[int, int], float] = {}
    for number, vector in enumerate(vectors):
        rivals: dict[int, float] = defaultdict(float)
        for feature, weight in vector.items():
            if len(holders[feature]) <= _COMMON:
                for other in holders[feature]:
                    if other > number:
                        rivals[other] += weight * vectors[other][feature]
        for other, partial in rivals.items():
            if partial >= _NEAR / 2:
                cosine = sum(w * vectors[other][f] for f, w in vector.items() if f in vectors[other])
                if cosine >= _NEAR:
                    found[number, other] = cosine
    return found


def _clusters(count: int, likeness: dict[tuple[int, int], float]) -> list[list[int]]:
    """Average link over a sparse graph (a pair that is missing counts as 0); clusters of two and more."""
    size = [1] * count
    members = [[n] for n in range(count)]
    links: list[dict[int, float]] = [{} for _ in range(count)]
    for (a, b), cosine in likeness.items():
        links[a][b] = links[b][a] = cosine
    heap = [(-cosine, a, b) for (a, b), cosine in likeness.items()]
    heapq.heapify(heap)
    alive = [True] * count
    while heap:
        negative, a, b = heapq.heappop(heap)
        if -negative < _LINK:
            break
        if not (alive[a] and alive[b]) or abs(links[a].get(b, 0.0) / (size[a] * size[b]) + negative) > 1e-9:
            continue
        _join(a, b, size, members, links, alive)
        for other, total in links[a].items():
            heapq.heappush(heap, (-total / (size[a] * size[other]), min(a, other), max(a, other)))
    return [sorted(members[n]) for n in range(count) if alive[n] and size[n] > 1]


def _join(
    a: int, b: int, size: list[int], members: list[list[int]], links: list[dict[int, float]], alive: list[bool]
) -> None:
    """Put cluster b into a: sizes, members and summed likeness to every neighbour."""
    for other, total in links[b].items():
        if other != a:
            links[a][other] = links[a].get(other, 0.0) + total
            links[other][a] = links[a][other]
            links[other].pop(b, None)
    links[a].pop(b, None)
    links[b] = {}
    size[a] += size[b]
    members[a] += members[b]
    alive[b] = False


def _proposal(
    parts: list[Part], vectors: list[Vector], numbers: list[int], likeness: dict[tuple[int, int], float]
) -> Proposal:
    sums = [sum(likeness.get((min(n, m), max(n, m)), 0.0) for m in numbers if m != n) for n in numbers]
    order = sorted(range(len(parts)), key=lambda i: (-sums[i], len(parts[i].text), parts[i].text))
    words = Counter(w for part in parts for w in set(content_words(part.text)))
    weight = {w: n * sum(v.get(w, 0.0) for v in vectors) for w, n in words.items()}
    telling = sorted(weight, key=lambda w: (-weight[w], w))
    cohesion = sum(sums) / max(1, len(parts) * (len(parts) - 1))
    return Proposal(
        _name([parts[i].text for i in order]), _cues(telling, [p.text for p in parts]),
        tuple(parts[i] for i in order), round(cohesion, 3),
    )  # fmt: skip


def _name(texts: Sequence[str]) -> str:
    """The longest run of whole words that half of the members share, else the most central member."""
    central = texts[0]
    edges = sorted(word_edges(central))
    runs = [central[a:b] for a in edges for b in edges if _NAME[0] <= b - a <= _NAME[1]]
    needed = max(2, math.ceil(0.5 * len(texts)))
    shared = [r for r in runs if not set(r) & _NOT_IN_NAMES and sum(r in t for t in texts) >= needed]
    telling = [r for r in shared if len(content_words(r)) >= 2]
    return max(telling or shared or [central[:24]], key=lambda r: (len(r), r))


_NAME = (4, 18)
_NOT_IN_NAMES = frozenset("、。，的")


def _cues(words: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Pairs of the most telling words that stand together in most members."""
    cues: list[str] = []
    for i, first in enumerate(words[:4]):
        for second in words[i + 1 : 5]:
            both = sum(first in t and second in t for t in texts)
            if both >= max(2, 0.5 * len(texts)) and first not in second and second not in first:
                cues.append(f"{first} + {second}")
    return tuple(cues[:3])


def _distinct(proposals: Iterable[Proposal]) -> Iterable[Proposal]:
    """One proposal a name, the best first."""
    seen: set[str] = set()
    for proposal in proposals:
        if proposal.name not in seen:
            seen.add(proposal.name)
            yield proposal


def proposals_yaml(proposals: Iterable[Proposal], domain: str) -> str:
    """A measures file of proposals: to be read, changed and put into HOME/measures by a person."""
    entries = [
        {
            "id": f"{domain}.proposed-{number}",
            "proposed": True,
            "name": p.name,
            "cues": list(p.cues),
            "examples": list(dict.fromkeys(m.quote.replace("\n", "") for m in p.members))[:3],
            "found": {"documents": p.documents, "regions": p.regions, "cohesion": p.cohesion},
            "members": [{"document": m.document_id, "span": list(m.span), "text": m.text} for m in p.members[:30]],
        }
        for number, p in enumerate(proposals, 1)
    ]
    head = (
        "# Proposed by `tiaokuai measures discover`. Nothing here is used while it says `proposed: true`.\n"
        "# Give each measure that you accept an id, a name, a definition, counter-examples; take out `proposed`.\n"
    )
    body = {"version": 1, "domain": domain, "measures": entries}
    return head + yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=110)
