"""Likeness of a clause to the catalogue's examples: TF-IDF over character pairs, confirmed by alignment."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from loaders.fold import fold
from loaders.measures.catalogue import Measure
from loaders.measures.clauses import readable

NEAR = 0.62  # cosine from which a clause is called like an example
_RATIO = 70.0  # and the alignment (0–100) that confirms it without a cue
_LOOSE = 0.45
_RARE = 8  # only character pairs found in at most so many examples nominate candidates
_SHARED = 0.4  # and this share of an example's rare pairs must be in the clause
_NEVER = 1 << 30

Vector = dict[str, float]


def pairs(text: str) -> list[str]:
    """Character pairs of a text, punctuation left out."""
    return [text[i : i + 2] for i in range(len(text) - 1) if text[i] not in _SKIP and text[i + 1] not in _SKIP]


_SKIP = frozenset("，。；：、（）！？＊ ")


class Examples:
    """TF-IDF vectors (character pairs) of the examples and names of all measures."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self.owner: list[Measure] = []
        self.texts: list[str] = []
        self.numbers: dict[str, list[int]] = defaultdict(list)
        for measure in measures:
            for example in (*measure.examples, *(n for n in measure.names if len(n) >= 6)):
                self.numbers[measure.id].append(len(self.texts))
                self.owner.append(measure)
                self.texts.append(readable(fold(example).text) or example)
        self._seen = Counter(p for text in self.texts for p in set(pairs(text)))
        total = max(1, len(self.texts))
        self._idf = {pair: math.log(1 + total / n) for pair, n in self._seen.items()}
        self._new = math.log(1 + total)
        self.vectors = [self.vector(text) for text in self.texts]
        self.rare: dict[str, list[int]] = defaultdict(list)
        self.needed: list[float] = []
        self.rare_of: list[frozenset[str]] = []
        for number, vector in enumerate(self.vectors):
            rare = [pair for pair in vector if self._seen[pair] <= _RARE]
            self.needed.append(max(3.0, _SHARED * len(rare)))
            self.rare_of.append(frozenset(rare))
            for pair in rare:
                self.rare[pair].append(number)

    def rarest(self, pieces: Iterable[str]) -> tuple[int, str]:
        """How often it stands in the examples, and the rarest character pair of a word's pieces."""
        found = [(self._seen[p[i : i + 2]], p[i : i + 2]) for p in pieces for i in range(len(p) - 1)]
        return min(found, default=(_NEVER, ""))

    def marks(self, measure: Measure) -> Iterator[tuple[float, tuple[str, ...]]]:
        """Of each example of a measure: how many of which character pairs a clause must hold to repeat it."""
        yield from ((self.needed[n], tuple(sorted(self.rare_of[n]))) for n in self.numbers[measure.id])

    def near(self, marks: set[str] | str, only: Measure | None) -> list[int]:
        """Numbers of the examples, of all measures or of one, that a clause with these character pairs may repeat."""
        if only is not None:
            return [n for n in self.numbers[only.id] if sum(p in marks for p in self.rare_of[n]) >= self.needed[n]]
        assert isinstance(marks, set)
        shared: dict[int, int] = defaultdict(int)
        for pair in marks & self.rare.keys():
            for number in self.rare[pair]:
                shared[number] += 1
        return sorted(n for n, count in shared.items() if count >= self.needed[n])

    def vector(self, text: str) -> Vector:
        """Normalised weights of the character pairs of a text."""
        weights = {p: n * self._idf.get(p, self._new) for p, n in Counter(pairs(text)).items()}
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {p: w / norm for p, w in weights.items()}

    def of(self, text: str, marks: set[str] | str) -> Likeness:
        """What the examples say of one clause, worked out only when it is asked for."""
        return Likeness(self, text, marks)


class Likeness:
    """One clause against the examples. `marks`: all character pairs of the clause, or its text (one measure only)."""

    def __init__(self, examples: Examples, text: str, marks: set[str] | str) -> None:
        self._examples = examples
        self._text = text
        self._marks = marks
        self._vector: Vector | None = None
        self._best: dict[str, float] = {}

    def _cosine(self, number: int) -> float:
        if self._vector is None:
            self._vector = self._examples.vector(self._text)
        a, b = self._vector, self._examples.vectors[number]
        return sum(w * a[p] for p, w in b.items() if p in a)

    def likeness(self, measure: Measure) -> float:
        """Cosine of the measure's nearest example."""
        if measure.id not in self._best:
            self._best[measure.id] = max(map(self._cosine, self._examples.numbers[measure.id]), default=0.0)
        return self._best[measure.id]

    def repeated(
        self, known: Iterable[str], *, loose: bool = False, only: Measure | None = None
    ) -> Iterator[tuple[Measure, float, str]]:
        """Measures other than `known` (ids) whose example the clause nearly repeats: with score and why.

        `loose`: also those that are only somewhat alike, for people to look at; `only`: this measure and no other.
        """
        near, aligned = (_LOOSE, _LOOSE * 100) if loose else (NEAR, _RATIO)
        found = set(known)
        examples = self._examples
        for number in examples.near(self._marks, only):
            measure, example = examples.owner[number], examples.texts[number]
            if measure.id in found or (cosine := self._cosine(number)) < near:
                continue
            ratio = fuzz.ratio(self._text, example)
            if ratio >= aligned:
                score = round(min(0.95, 0.5 * cosine + 0.5 * ratio / 100), 3)
                why = f"与例句“{example[:30]}”相似 {cosine:.2f}，对齐 {ratio:.0f}"
                found.add(measure.id)
                yield measure, score, why
