"""A free phrase as a measure: what must stand in a clause for it to count, and how well a clause does.

The phrase is cut into words. Words without content drop out, words of kind weigh little, all others
are asked for as they stand or in other words (policy_words.yaml). A clause is scored by the share
of the phrase's weight that stands together in it; words of direction (提高, 取消) admit no contrary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise

from graph.record import Span
from loaders.fold import fold
from loaders.measures.clauses import FIELD_END
from loaders.measures.words import PolicyWords, contraction, cut, policy_words, straddles

_LIGHT = 0.3
_FIELD = 0.6
_HALF = 0.6
_QUANTITY = 0.5
_DIRECTION = 0.7
_ONE_OF = 0.6
_FIRST = 0.8  # a word of kind that opens the phrase tells it from others (家庭养老床位)
_TOLD = 4  # characters of content besides the field
_GAP = "[^，。；]{0,8}?"
_WINDOW = 120
LONGEST = 200  # characters of a phrase that are read
CONTEXT_CREDIT = 0.6


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing the phrase asks for. `variants`: how it may be said, with the credit of each way."""

    word: str
    weight: float
    variants: tuple[tuple[str, float], ...]
    pattern: re.Pattern[str]
    credits: dict[str, float]
    directed: bool = False  # is it a direction (提高, 取消, 减免)?
    contrary: re.Pattern[str] | None = None
    field: re.Pattern[str] | None = None

    @property
    def telling(self) -> bool:
        """Is it more than a word of kind?"""
        return self.weight > _LIGHT

    @property
    def implicit(self) -> bool:
        """May it go unsaid? A direction (提高, 取消) may not."""
        return not self.directed

    def said_in(self, text: str) -> bool:
        """Is it said, in whole words?"""
        return next(places(self.pattern, text), None) is not None

    def credit_above(self, context: str) -> tuple[float, str]:
        """Credit for standing in the headings above a clause, or for being the field of its document."""
        field = self.field.search(context) if self.field else None
        if field:
            return 1.0, field.group()
        place = next(places(self.pattern, context, context.find(FIELD_END) + 1), None) if self.implicit else None
        return (CONTEXT_CREDIT, context[slice(*place)]) if place else (0.0, "")


Weights = tuple[float, ...]


def _shares(weights: Sequence[float]) -> Weights:
    total = sum(weights)
    return tuple(w / total for w in weights) if total else tuple(weights)


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
    weights: tuple[Weights, ...]  # of the concepts, in one or two readings; each adds up to 1
    unsaid: int = -1  # number of the concept that weighs less in the second reading
    rarest: int = -1  # number of the concept that is said least often; -1: not known
    head: int = field(init=False)  # number of the last concept of full weight: in Chinese the thing itself comes last
    telling: frozenset[int] = field(init=False)  # numbers of the concepts that are more than words of kind,
    things: frozenset[int] = field(init=False)  # and of those besides the field
    directed: tuple[int, ...] = field(init=False)  # numbers of the directions
    _above: dict[str, tuple[tuple[float, str], ...]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbered = list(enumerate(self.concepts))
        full = [n for n, c in numbered if c.weight >= 1.0]
        told = frozenset(n for n, c in numbered if c.telling)
        object.__setattr__(self, "head", full[-1] if full else len(numbered) - 1)
        object.__setattr__(self, "telling", told)
        object.__setattr__(self, "things", frozenset(n for n in told if self.concepts[n].field is None))
        object.__setattr__(self, "directed", tuple(n for n, c in numbered if c.directed))

    def above(self, context: str) -> tuple[tuple[float, str], ...]:
        """What each concept is credited for standing in the headings above a clause. Kept: clauses share them."""
        found = self._above.get(context)
        if found is None:
            found = self._above[context] = tuple(c.credit_above(context) for c in self.concepts)
        return found

    def weighed(self, factors: Sequence[float], rarest: int) -> Phrase:
        """With each concept's weight multiplied."""
        weights = _shares([w * f for w, f in zip(self.weights[0], factors, strict=True)])
        return replace(self, weights=(weights,), rarest=rarest)

    def lighter(self, number: int, factor: float) -> Phrase:
        """With a second reading, in which one concept weighs less."""
        weights = [w * (factor if n == number else 1.0) for n, w in enumerate(self.weights[0])]
        return replace(self, weights=(self.weights[0], _shares(weights)), unsaid=number)


def readings(phrase: str) -> tuple[Phrase, ...]:
    """The phrase, and what it offers as alternatives: in brackets, or in a list of names (公建民营、民办公助).

    Only the first 200 characters are read.
    """
    whole = fold(phrase[:LONGEST]).text
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
    whole = fold(phrase[:LONGEST]).text.lower().replace("…", "").strip("，。；：、 ")
    lexicon = policy_words()
    words = list(dict.fromkeys(cut(whole)))
    content = [w for w in words if w not in lexicon.generic] or words
    core = [w for w in content if not _weak(w, lexicon)]
    said = (w for w in content if w not in lexicon.light and w not in lexicon.fields)
    told = sum(len(w) for w in said) >= _TOLD  # enough is said for the field to go without saying
    listed = _listed(content)
    weights = [
        _weight(w, n == 0, bool(core), told, lexicon) * (_ONE_OF if w in listed else 1.0) for n, w in enumerate(content)
    ]
    concepts = tuple(_concept(w, weight, told, lexicon) for w, weight in zip(content, weights, strict=True))
    shares = (_shares(weights),)
    return Phrase(phrase, whole, concepts, tuple(_sayings(concepts, lexicon)), _WINDOW, shares)


def _listed(words: Sequence[str]) -> frozenset[str]:
    """Neighbours made alike (连锁化品牌化, 用水用电) are a list: each of them says half of it."""
    alike = [(a, b) for a, b in pairwise(words) if len(a) == len(b) and (a[0] == b[0] or a[-1] == b[-1] == "化")]
    return frozenset(w for pair in alike for w in pair if len(w) > 1)


_APART = 2  # a word may stand between a light verb and what goes with it (参加境外展会: 参展)


def _sayings(concepts: tuple[Concept, ...], lexicon: PolicyWords) -> Iterator[Saying]:
    for (n, one), (m, other) in combinations(enumerate(concepts), 2):
        near = m - n <= (1 if one.telling else _APART)
        short = contraction(one.word, other.word) if near else ""
        if short:
            yield Saying(short, re.compile(re.escape(short)), (n, m))
    for of, says in lexicon.paraphrases:
        numbers = [[n for n, c in enumerate(concepts) if o in c.word or o in c.credits] for o in of]
        if all(numbers):
            meant = tuple(sorted({n for found in numbers for n in found}))
            yield from (Saying(s, re.compile(_regex(s)), meant) for s in says)


def content_words(text: str) -> list[str]:
    """The words of a text that carry meaning: no grammar, no verbs of policy, no words of kind."""
    lexicon = policy_words()
    return [w for w in cut(text) if len(w) > 1 and w not in lexicon.generic and w not in lexicon.light]


def _weak(word: str, lexicon: PolicyWords) -> bool:
    return word in lexicon.light or word in lexicon.fields or word in lexicon.attributes


def _weight(word: str, first: bool, has_core: bool, told: bool, lexicon: PolicyWords) -> float:
    if word in lexicon.light and not (first and not has_core):
        return _HALF if not has_core else _FIRST if first else _LIGHT
    if word[0].isdigit():
        return _QUANTITY
    if word in lexicon.direction and has_core:
        return _DIRECTION
    if word in lexicon.half and has_core:
        return _FIRST if first else _HALF
    if word in lexicon.fields and told:
        return _FIELD
    return 1.0 + 0.15 * (min(len(word), 4) - 2) if len(word) >= 2 else 0.7


def _concept(word: str, weight: float, told: bool, lexicon: PolicyWords) -> Concept:
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
        re.compile("|".join(_regex(v) for v, _ in variants)),
        credits,
        direction is not None,
        re.compile("|".join(_regex(w) for w in against if w not in credits)) if against else None,
        re.compile("|".join(map(re.escape, lexicon.fields[word]))) if told and word in lexicon.fields else None,
    )


def _regex(word: str) -> str:
    return _GAP.join(re.escape(p) for p in word.split("…"))


def places(pattern: re.Pattern[str], text: str, at: int = 0) -> Iterator[Span]:
    """Where a pattern stands on words: a find that straddles two words (厂[房租]金) is passed over by one character."""
    while match := pattern.search(text, at):
        start, end = match.span()
        if end - start <= 2 and straddles(start, end, text):
            at = start + 1
            continue
        yield start, end
        at = max(end, start + 1)
