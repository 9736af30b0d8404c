"""A free phrase as a measure: what must stand in a clause for it to count, and how well a clause does.

The phrase is cut into words. Words without content drop out, words of kind weigh little, all others
are asked for as they stand or in other words (policy_words.yaml). A clause is scored by the share
of the phrase's weight that stands together in it; words of direction (提高, 取消) admit no contrary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.record import Span
from loaders.fold import fold
from loaders.measures.words import PolicyWords, cut, policy_words, word_edges

THRESHOLD = 0.72  # calibrated on data/gold/phrases.yaml (first half)
_LIGHT = 0.3
_GAP = "[^，。；]{0,8}?"
_WINDOW = 120
_COMMA = 0.05
_SAYING_CREDIT = 0.9
CONTEXT_CREDIT = 0.6


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing the phrase asks for. `variants`: how it may be said, with the credit of each way."""

    word: str
    weight: float
    variants: tuple[tuple[str, float], ...]
    pattern: re.Pattern[str]
    contrary: re.Pattern[str] | None = None

    @property
    def implicit(self) -> bool:
        """May it go unsaid? A direction (提高, 取消) may not."""
        return self.contrary is None

    def lighter(self, factor: float) -> Concept:
        return replace(self, weight=self.weight * factor)


@dataclass(frozen=True, slots=True)
class Saying:
    """Other words for some of the phrase's concepts (their numbers) together."""

    said: str
    pattern: re.Pattern[str]
    concepts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A read phrase. `whole`: the phrase as it stands; `window`: the widest match in characters."""

    written: str
    whole: str
    concepts: tuple[Concept, ...]
    says: tuple[Saying, ...]
    window: int

    @property
    def weight(self) -> float:
        return sum(c.weight for c in self.concepts)

    def with_concepts(self, concepts: tuple[Concept, ...]) -> Phrase:
        return replace(self, concepts=concepts)


@dataclass(frozen=True, slots=True)
class Found:
    """How well a clause says the phrase."""

    place: Span
    score: float
    why: str


def read_phrase(phrase: str) -> Phrase:
    """Read a phrase (any length). Raises nothing: a phrase without content keeps its words as they stand."""
    whole = fold(phrase).text.lower().strip("，。；：、 ")
    lexicon = policy_words()
    words = list(dict.fromkeys(cut(whole)))
    content = [w for w in words if w not in lexicon.generic] or words
    core = [w for w in content if w not in lexicon.light]
    concepts = tuple(_concept(w, _weight(w, bool(core), lexicon), lexicon) for w in content)
    return Phrase(phrase, whole, concepts, tuple(_sayings(concepts, lexicon)), _WINDOW)


def _sayings(concepts: tuple[Concept, ...], lexicon: PolicyWords) -> Iterator[Saying]:
    for of, says in lexicon.paraphrases:
        numbers = [[n for n, c in enumerate(concepts) if any(o in v for v, _ in c.variants)] for o in of]
        if all(numbers):
            meant = tuple(sorted({n for found in numbers for n in found}))
            yield from (Saying(s, re.compile(_regex(s)), meant) for s in says)


def _weight(word: str, has_core: bool, lexicon: PolicyWords) -> float:
    if has_core and word in lexicon.light:
        return _LIGHT
    return 1.0 + 0.15 * (min(len(word), 4) - 2) if len(word) >= 2 else 0.7


def _concept(word: str, weight: float, lexicon: PolicyWords) -> Concept:
    credits: dict[str, float] = {word: 1.0}
    direction = lexicon.direction.get(word)
    for other in lexicon.directions.get(direction or "", ()):
        credits.setdefault(other, 0.95)
    for other in lexicon.same.get(word, ()):
        credits.setdefault(other, 0.95)
    for other in lexicon.narrower.get(word, ()):
        credits.setdefault(other, 0.85)
    variants = tuple(sorted(credits.items(), key=lambda v: (-len(v[0]), v[0])))
    against = lexicon.directions.get(lexicon.contrary.get(direction or "", ""), ())
    return Concept(
        word,
        weight,
        variants,
        re.compile("|".join(f"({_regex(v)})" for v, _ in variants)),
        re.compile("|".join(_regex(w) for w in against if w not in credits)) if against else None,
    )


def _regex(word: str) -> str:
    return _GAP.join(re.escape(p) for p in word.split("…"))


def score(phrase: Phrase, text: str, context: str = "") -> Found | None:
    """How well the clause says the phrase; None below the threshold. `context`: headings above it."""
    verbatim = _verbatim(phrase.whole, text)
    if verbatim:
        return Found(verbatim, 1.0, f"原文“{phrase.whole}”")
    return _together(phrase, text, context)


def _verbatim(whole: str, text: str) -> Span | None:
    at = text.find(whole)
    if at < 0 or not whole:
        return None
    place = (at, at + len(whole))
    return None if len(whole) <= 4 and _straddles(place, text) else place


def _straddles(place: Span, text: str) -> bool:
    """Does the place begin inside one word and end inside another (健[康养]老)?"""
    edges = word_edges(text)
    return place[0] not in edges and place[1] not in edges


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    concept: int
    credit: float
    said: str


def _hits(phrase: Phrase, text: str) -> list[_Hit]:
    found: list[_Hit] = []
    edges: frozenset[int] | None = None
    for number, concept in enumerate(phrase.concepts):
        for match in concept.pattern.finditer(text):
            start, end = match.span()
            if end - start <= 3:
                edges = word_edges(text) if edges is None else edges
                if start not in edges and end not in edges:
                    continue
            credit = concept.variants[(match.lastindex or 1) - 1][1]
            found.append(_Hit(start, end, number, credit, match.group()))
    for saying in phrase.says:
        for match in saying.pattern.finditer(text):
            found += [_Hit(*match.span(), n, _SAYING_CREDIT, match.group()) for n in saying.concepts]
    return sorted(found, key=lambda h: (h.start, h.end))


def _together(phrase: Phrase, text: str, context: str) -> Found | None:
    """The window of the clause that holds most of the phrase."""
    hits = _hits(phrase, text)
    if not hits:
        return None
    best: tuple[float, Span, dict[int, _Hit]] | None = None
    for first in range(len(hits)):
        chosen: dict[int, _Hit] = {}
        for hit in hits[first:]:
            if hit.end - hits[first].start > phrase.window:
                break
            old = chosen.get(hit.concept)
            if old is not None and hit.credit <= old.credit:
                continue
            chosen[hit.concept] = hit
            place = (hits[first].start, max(h.end for h in chosen.values()))
            value = _value(phrase, chosen, text[place[0] : place[1]])
            if best is None or value > best[0]:
                best = (value, place, dict(chosen))
    assert best is not None
    return _judged(phrase, text, context, best[1], best[2])


def _value(phrase: Phrase, chosen: dict[int, _Hit], between: str) -> float:
    got = sum(phrase.concepts[n].weight * h.credit for n, h in chosen.items())
    return got / phrase.weight - _COMMA * between.count("，")


def _judged(phrase: Phrase, text: str, context: str, place: Span, chosen: dict[int, _Hit]) -> Found | None:
    missing = [n for n in range(len(phrase.concepts)) if n not in chosen]
    value = _value(phrase, chosen, text[place[0] : place[1]])
    filled: list[str] = []
    for number in missing:
        concept = phrase.concepts[number]
        found = concept.pattern.search(context) if context and concept.implicit else None
        if found and value >= 0.4:
            value += CONTEXT_CREDIT * concept.weight / phrase.weight
            filled.append(found.group())
    for number, concept in enumerate(phrase.concepts):
        if concept.contrary and number not in chosen and concept.contrary.search(text):
            return None
    if value < THRESHOLD:
        return None
    said = "、".join(dict.fromkeys(h.said for h in sorted(chosen.values(), key=lambda h: h.start)))
    why = f"说到“{said}”" + (f"，标题有“{'、'.join(filled)}”" if filled else "")
    return Found(place, round(min(value, 0.99), 3), why)
