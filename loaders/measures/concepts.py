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
from loaders.measures.clauses import FIELD_END
from loaders.measures.words import PolicyWords, cut, policy_words, word_edges

THRESHOLD = 0.72  # calibrated on data/gold/phrases.yaml (first half)
_LIGHT = 0.3
_FIELD = 0.6
_HALF = 0.6
_QUANTITY = 0.5
_GAP = "[^，。；]{0,8}?"
_WINDOW = 120
_COMMA = 0.05
_SAYING_CREDIT = 0.9
_HEADLESS = 0.1
CONTEXT_CREDIT = 0.6


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing the phrase asks for. `variants`: how it may be said, with the credit of each way."""

    word: str
    weight: float
    variants: tuple[tuple[str, float], ...]
    pattern: re.Pattern[str]
    contrary: re.Pattern[str] | None = None
    field: re.Pattern[str] | None = None

    @property
    def implicit(self) -> bool:
        """May it go unsaid? A direction (提高, 取消) may not."""
        return self.contrary is None

    def credit_above(self, context: str) -> tuple[float, str]:
        """Credit for standing in the headings above a clause, or for being the field of its document."""
        field = self.field.search(context) if self.field else None
        if field:
            return 1.0, field.group()
        found = self.pattern.search(context, context.find(FIELD_END) + 1) if self.implicit else None
        return (CONTEXT_CREDIT, found.group()) if found else (0.0, "")

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

    @property
    def head(self) -> int:
        """Number of the last concept of full weight: in Chinese the thing itself comes last."""
        full = [n for n, c in enumerate(self.concepts) if c.weight >= 1.0]
        return full[-1] if full else len(self.concepts) - 1

    def with_concepts(self, concepts: tuple[Concept, ...]) -> Phrase:
        return replace(self, concepts=concepts)


@dataclass(frozen=True, slots=True)
class Found:
    """How well a clause says the phrase."""

    place: Span
    score: float
    why: str


def readings(phrase: str) -> tuple[Phrase, ...]:
    """The phrase, and what it offers as alternatives: in brackets, or in a list of names (公建民营、民办公助)."""
    whole = fold(phrase).text
    main = _BRACKETS.sub("", whole).strip()
    others = [found.strip("（）() ") for found in _BRACKETS.findall(whole)]
    items = re.split("[、/]", main)
    others += items if len(items) > 1 and all(len(i) >= _NAME for i in items) else []
    said = dict.fromkeys([main or whole, *(o for o in others if len(o) >= _NAME)])
    return tuple(read_phrase(p) for p in said)


_BRACKETS = re.compile(r"[（(][^（）()]{1,40}[）)]")
_NAME = 4  # an alternative of fewer characters says too little


def read_phrase(phrase: str) -> Phrase:
    """Read a phrase (any length). Raises nothing: a phrase without content keeps its words as they stand."""
    whole = fold(phrase).text.lower().strip("，。；：、 ")
    lexicon = policy_words()
    words = list(dict.fromkeys(cut(whole)))
    content = [w for w in words if w not in lexicon.generic] or words
    core = [w for w in content if not _weak(w, lexicon)]
    concepts = tuple(_concept(w, _weight(w, bool(core), lexicon), lexicon) for w in content)
    return Phrase(phrase, whole, concepts, tuple(_sayings(concepts, lexicon)), _WINDOW)


def _sayings(concepts: tuple[Concept, ...], lexicon: PolicyWords) -> Iterator[Saying]:
    for of, says in lexicon.paraphrases:
        numbers = [[n for n, c in enumerate(concepts) if any(o in v for v, _ in c.variants)] for o in of]
        if all(numbers):
            meant = tuple(sorted({n for found in numbers for n in found}))
            yield from (Saying(s, re.compile(_regex(s)), meant) for s in says)


def _weak(word: str, lexicon: PolicyWords) -> bool:
    return word in lexicon.light or word in lexicon.fields or word in lexicon.attributes


def _weight(word: str, has_core: bool, lexicon: PolicyWords) -> float:
    if has_core and word in lexicon.light:
        return _LIGHT
    if word[0].isdigit():
        return _QUANTITY
    if word in lexicon.half and has_core:
        return _HALF
    if word in lexicon.fields and has_core:
        return _FIELD
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
    if len(word) == 3 and word[2] == "化":
        credits.setdefault(word[:2], 0.9)
    variants = tuple(sorted(credits.items(), key=lambda v: (-len(v[0]), v[0])))
    against = lexicon.directions.get(lexicon.contrary.get(direction or "", ""), ())
    return Concept(
        word,
        weight,
        variants,
        re.compile("|".join(f"({_regex(v)})" for v, _ in variants)),
        re.compile("|".join(_regex(w) for w in against if w not in credits)) if against else None,
        re.compile("|".join(map(re.escape, lexicon.fields[word]))) if word in lexicon.fields else None,
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
        credit, said = concept.credit_above(context)
        if credit and value >= 0.4:
            value += credit * concept.weight / phrase.weight
            filled.append(said)
    for number, concept in enumerate(phrase.concepts):
        if concept.contrary and number not in chosen and concept.contrary.search(text):
            return None
    if phrase.head not in chosen:
        value -= _HEADLESS
    if value < THRESHOLD:
        return None
    told = "、".join(dict.fromkeys(h.said for h in sorted(chosen.values(), key=lambda h: h.start)))
    why = f"说到“{told}”" + (f"，标题有“{'、'.join(filled)}”" if filled else "")
    return Found(place, round(min(value, 0.99), 3), why)
