"""Clause × measure: which measures of the catalogue a clause speaks of, how surely, and why.

Linear in clauses: a clause is looked up in an index of the rarest character pairs of all cues and
examples, and only the measures found there are scored. Score = evidence of cues, raised by likeness
to the examples (TF-IDF over character pairs, confirmed by rapidfuzz alignment).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from graph.record import Span
from loaders.fold import fold
from loaders.measures.catalogue import Catalogue, Measure
from loaders.measures.clauses import readable
from loaders.measures.cues import Cue, literals

THRESHOLD = 0.6  # calibrated on data/gold/measure_pairs.ndjson
_EXAMPLE_COSINE = 0.62
_EXAMPLE_RATIO = 70.0
_CONTEXT = 24  # a negative word counts within this many characters of the cue
_COMMON = 40  # character pairs found in more examples than this do not nominate candidates


@dataclass(frozen=True, slots=True)
class Hit:
    """A measure found in a clause, at its best place and any others. method: cue | example | cue+example."""

    measure: Measure
    place: Span
    score: float
    method: str
    rule: str
    why: str
    places: tuple[Span, ...] = ()


def pairs(text: str) -> list[str]:
    """Character pairs of a text, punctuation left out."""
    return [text[i : i + 2] for i in range(len(text) - 1) if text[i] not in _SKIP and text[i + 1] not in _SKIP]


_SKIP = frozenset("，。；：、（）！？＊ ")


class Classifier:
    """The compiled catalogue. Build once, use for any number of clauses; not changed by use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._measures = tuple(m for m in catalogue.measures if m.replaced_by is None)
        self._cues: list[tuple[Measure, Cue]] = []
        self._anchors: dict[str, list[int]] = defaultdict(list)
        self._examples = _Examples(self._measures)
        for measure in self._measures:
            for cue in measure.cues or _name_cues(measure):
                self._add(measure, cue)

    def _add(self, measure: Measure, cue: Cue) -> None:
        number = len(self._cues)
        self._cues.append((measure, cue))
        part = min(cue.parts, key=lambda p: (len(p), -min(len(w) for w in p)))
        for word in part:
            self._anchors[max(literals(word), key=len)[:2]].append(number)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Measures of one readable clause, best first."""
        found: dict[str, Hit] = {}
        places: dict[str, list[Span]] = defaultdict(list)
        marks = {text[i : i + 2] for i in range(len(text) - 1)}
        numbers = sorted({n for mark in marks & self._anchors.keys() for n in self._anchors[mark]})
        like = self._examples.nearest(text)
        for number in numbers:
            measure, cue = self._cues[number]
            place = cue.find(text)
            if place is None or _negated(measure, text, place):
                continue
            places[measure.id].append(place)
            hit = _cue_hit(measure, cue, place, like.get(measure.id, 0.0))
            if measure.id not in found or hit.score > found[measure.id].score:
                found[measure.id] = hit
        for hit in self._examples.confirmed(text, like, found):
            if not _negated(hit.measure, text, (0, len(text))):
                found[hit.measure.id] = hit
        best = (replace(h, places=tuple(places[i])) for i, h in found.items() if h.score >= THRESHOLD)
        return tuple(sorted(best, key=lambda h: (-h.score, h.measure.position)))


def _name_cues(measure: Measure) -> tuple[Cue, ...]:
    """A measure without cues is found by its names as they stand."""
    return tuple(Cue(n, ((n.lower(),),), 60) for n in measure.names if len(n) >= 2)


def _negated(measure: Measure, text: str, place: Span) -> bool:
    near = text[max(0, place[0] - _CONTEXT) : place[1] + _CONTEXT]
    return any(cue.find(near) is not None for cue in measure.negative)


def _cue_hit(measure: Measure, cue: Cue, place: Span, like: float) -> Hit:
    length = sum(min(len(w) for w in part) for part in cue.parts)
    tight = min(1.0, length / max(1, place[1] - place[0]))
    score = min(0.99, 0.74 + 0.12 * tight + 0.14 * like)
    why = f"线索“{cue.written}”"
    if like >= _EXAMPLE_COSINE:
        return Hit(
            measure, place, round(score, 3), "cue+example", f"cue:{cue.written}", f"{why}；与例句相似 {like:.2f}"
        )
    return Hit(measure, place, round(score, 3), "cue", f"cue:{cue.written}", why)


class _Examples:
    """TF-IDF vectors of the examples and names, as postings from character pair to examples."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self._owner: list[Measure] = []
        self._text: list[str] = []
        for measure in measures:
            for example in (*measure.examples, *(n for n in measure.names if len(n) >= 6)):
                self._owner.append(measure)
                self._text.append(readable(fold(example).text) or example)
        counts = [Counter(pairs(t)) for t in self._text]
        seen = Counter(p for count in counts for p in count)
        total = max(1, len(counts))
        self._idf = {p: math.log(1 + total / n) for p, n in seen.items()}
        self._unknown = math.log(1 + total)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, count in enumerate(counts):
            norm = math.sqrt(sum((n * self._idf[p]) ** 2 for p, n in count.items())) or 1.0
            for pair, n in count.items():
                if seen[pair] <= _COMMON:
                    self._postings[pair].append((number, n * self._idf[pair] / norm))
        self._of: dict[str, list[int]] = defaultdict(list)
        for number, measure in enumerate(self._owner):
            self._of[measure.id].append(number)

    def nearest(self, text: str) -> dict[str, float]:
        """Measure id → cosine of its nearest example (only where some rare pair is shared)."""
        dots: dict[int, float] = {}
        norm = 0.0
        for pair, n in Counter(pairs(text)).items():
            weight = n * self._idf.get(pair, self._unknown)
            norm += weight * weight
            for number, value in self._postings.get(pair, ()):
                dots[number] = dots.get(number, 0.0) + weight * value
        scale = math.sqrt(norm) or 1.0
        best: dict[str, float] = {}
        for number, dot in dots.items():
            measure = self._owner[number].id
            best[measure] = max(best.get(measure, 0.0), dot / scale)
        return best

    def confirmed(self, text: str, like: dict[str, float], found: dict[str, Hit]) -> Iterator[Hit]:
        """Measures without a cue whose example the clause nearly repeats."""
        for measure_id, cosine in like.items():
            if cosine < _EXAMPLE_COSINE or measure_id in found:
                continue
            ratio, example = max((fuzz.ratio(text, self._text[n]), self._text[n]) for n in self._of[measure_id])
            if ratio >= _EXAMPLE_RATIO:
                score = round(min(0.95, 0.5 * cosine + 0.5 * ratio / 100), 3)
                why = f"与例句“{example[:30]}”相似 {cosine:.2f}，对齐 {ratio:.0f}"
                measure = self._owner[self._of[measure_id][0]]
                yield Hit(measure, (0, len(text)), score, "example", "example", why)
