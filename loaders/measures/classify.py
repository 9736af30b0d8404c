"""Clause × measure: which measures of the catalogue a clause speaks of, how surely, and why.

Linear in clauses: a clause is looked up in an index of the rarest character pairs of all cues and
examples, and only the measures found there are scored. Score = evidence of cues, raised by likeness
to the examples (TF-IDF over character pairs, confirmed by rapidfuzz alignment).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from graph.record import Span
from loaders.measures.catalogue import Catalogue, Measure
from loaders.measures.concepts import Phrase, readings
from loaders.measures.cues import Cue, literals
from loaders.measures.likeness import NEAR, Examples, Likeness
from loaders.measures.scoring import score

THRESHOLD = 0.62  # best F1 on data/gold/measure_pairs.ndjson and adoption.yaml; flat between 0.60 and 0.68
_CONTEXT = 24  # a negative word counts within this many characters of the cue


@dataclass(frozen=True, slots=True)
class Hit:
    """A measure found in a clause, at its best place and any others. method: cue | example | cue+example | name."""

    measure: Measure
    place: Span
    score: float
    method: str
    rule: str
    why: str
    places: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What a clause holds in which a measure can be found: one of `anchors`, and either what a finder asks for
    (its anchors, and one word of each part) or so many of an example's rare character pairs.
    """

    anchors: frozenset[str]
    finders: tuple[tuple[frozenset[str], tuple[tuple[str, ...], ...]], ...]
    examples: tuple[tuple[float, tuple[str, ...]], ...]


Finder = Cue | Phrase


class Classifier:
    """The compiled catalogue. Build once, use for any number of clauses; not changed by use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._finders: list[tuple[Measure, Finder]] = []
        self._anchors: dict[str, list[int]] = defaultdict(list)
        self._own: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
        measures = tuple(m for m in catalogue.measures if m.replaced_by is None)
        self._examples = Examples(measures)
        for measure in measures:
            for cue in measure.cues:
                self._add(measure, cue, cue.parts)
            for phrase in () if measure.cues else _name_phrases(measure):
                head = phrase.concepts[phrase.head]
                self._add(measure, phrase, (tuple(word for word, _ in head.variants),))

    def _add(self, measure: Measure, finder: Finder, parts: tuple[tuple[str, ...], ...]) -> None:
        """Enter a cue or name under the rarest character pair of each word of its rarest part."""
        number = len(self._finders)
        self._finders.append((measure, finder))
        choices = [[self._examples.rarest(literals(w)) for w in part] for part in parts]
        anchors = frozenset(pair for _, pair in min(choices, key=lambda c: (sum(n for n, _ in c), c)))
        self._own[measure.id].append((number, anchors))
        for anchor in anchors:
            self._anchors[anchor].append(number)

    def marks(self, measure: Measure) -> Marks:
        """What a clause must hold for the measure to be found in it."""
        own = self._own[measure.id]
        cues = [(anchors, self._finders[number][1]) for number, anchors in own]
        return Marks(
            frozenset(pair for _, anchors in own for pair in anchors),
            tuple((a, f.parts if isinstance(f, Cue) else ()) for a, f in cues),
            tuple(self._examples.marks(measure)),
        )

    def hits(
        self, text: str, context: str = "", *, loose: bool = False, only: Measure | None = None
    ) -> tuple[Hit, ...]:
        """Measures of one readable clause, best first. `context`: as in Clause, for measures known by name only.

        `loose`: also what stays under the threshold, for people to look at; `only`: this measure and no other.
        """
        found: dict[str, Hit] = {}
        places: dict[str, list[Span]] = defaultdict(list)
        marks = text if only else {text[i : i + 2] for i in range(len(text) - 1)}
        examples = self._examples.of(text, marks)
        for number in self._looked_up(marks, only):
            measure, finder = self._finders[number]
            hit = _hit(measure, finder, text, context, examples)
            if hit is None:
                continue
            places[measure.id].append(hit.place)
            if measure.id not in found or hit.score > found[measure.id].score:
                found[measure.id] = hit
        for measure, sure, why in examples.repeated(found, loose=loose, only=only):
            if not _negated(measure, text, (0, len(text))):
                found[measure.id] = Hit(measure, (0, len(text)), sure, "example", "example", why)
        best = (replace(h, places=tuple(places[i])) for i, h in found.items() if loose or h.score >= THRESHOLD)
        return tuple(sorted(best, key=lambda h: (-h.score, h.measure.position)))

    def _looked_up(self, marks: set[str] | str, only: Measure | None) -> list[int]:
        """Numbers of the finders that a clause with these character pairs may satisfy, of all measures or of one."""
        if only is not None:
            return [number for number, anchors in self._own[only.id] if any(a and a in marks for a in anchors)]
        assert isinstance(marks, set)
        return sorted({n for mark in marks & self._anchors.keys() for n in self._anchors[mark]})


def _name_phrases(measure: Measure) -> tuple[Phrase, ...]:
    """A measure without cues is found by its names, read like any phrase."""
    return tuple(p for name in measure.names for p in readings(name) if p.whole)


def _hit(measure: Measure, finder: Finder, text: str, context: str, examples: Likeness) -> Hit | None:
    if isinstance(finder, Cue):
        place = finder.find(text)
        known = place is not None and not _negated(measure, text, place)
        return _cue_hit(measure, finder, place, examples.likeness(measure)) if known and place else None
    found = score(finder, text, context)
    if found is None or _negated(measure, text, found.place):
        return None
    return Hit(measure, found.place, found.score, "name", f"name:{finder.written}", found.why)


def _negated(measure: Measure, text: str, place: Span) -> bool:
    near = text[max(0, place[0] - _CONTEXT) : place[1] + _CONTEXT]
    return any(cue.find(near) is not None for cue in measure.negative)


def _cue_hit(measure: Measure, cue: Cue, place: Span, like: float) -> Hit:
    """Surer with longer words, words closer together, and a likeness to an example."""
    length = sum(min(len(w) for w in part) for part in cue.parts)
    tight = min(1.0, length / max(1, place[1] - place[0]))
    sure = round(min(0.99, 0.55 + 0.03 * min(length, 8) + 0.1 * tight + 0.15 * like), 3)
    why = f"线索“{cue.written}”"
    if like >= NEAR:
        return Hit(measure, place, sure, "cue+example", f"cue:{cue.written}", f"{why}；与例句相似 {like:.2f}")
    return Hit(measure, place, sure, "cue", f"cue:{cue.written}", why)
