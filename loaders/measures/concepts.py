"""A free phrase as a measure: what must stand in a clause for it to count, and how well a clause does.

The phrase is cut into words. Words without content drop out, words of kind weigh little, all others
are asked for as they stand or in other words (policy_words.yaml). A clause is scored by the share
of the phrase's weight that stands together in it; words of direction (提高, 取消) admit no contrary.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from operator import itemgetter
from typing import NamedTuple

from graph.record import Span
from loaders.fold import fold
from loaders.measures.clauses import FIELD_END
from loaders.measures.words import PolicyWords, contraction, cut, policy_words, straddles

THRESHOLD = 0.72  # calibrated on data/gold/phrases.yaml (first half)
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
_COMMA = 0.05
_SAYING_CREDIT = 0.9
_REACH = 14  # characters at most between a direction and what it directs
_GAP_CREDIT = 0.95  # for a way of saying it with a gap in it
LONGEST = 200  # characters of a phrase that are read
_EQUAL = 1e-9  # a window is better only by more than this: sums in another order differ in their last digit
_ALL = 0.999  # all is said, without a comma between: no other window is better
_ENOUGH = 0.4  # of the phrase must stand in the clause itself before headings help
_HEADLESS = 0.1
_ITEM = 0.01  # of the score for each item of a list between
_FOREIGN = 0.2  # the field of the phrase is neither said nor that of the document
_COUNTED = 0.04  # less is asked for where it is known how seldom each word is said,
_RAREST = 0.04  # where the word that tells most is said,
_HEADED = 0.08  # and where the thing itself is said with it (calibrated on all sets of data/gold)
EASED = _COUNTED + _RAREST + _HEADED
_UNDIRECTED = 0.08  # 提高, 取消 … of the phrase is not said
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
        return next(_places(self.pattern, text), None) is not None

    def credit_above(self, context: str) -> tuple[float, str]:
        """Credit for standing in the headings above a clause, or for being the field of its document."""
        field = self.field.search(context) if self.field else None
        if field:
            return 1.0, field.group()
        place = next(_places(self.pattern, context, context.find(FIELD_END) + 1), None) if self.implicit else None
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


@dataclass(frozen=True, slots=True)
class Found:
    """How well a clause says the phrase."""

    place: Span
    score: float
    why: str
    alone: bool = True  # without help of headings
    enough: bool = True  # does it reach the threshold, whatever was asked for?


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


def score(
    phrase: Phrase, text: str, context: str = "", least: float = THRESHOLD, among: Collection[int] | None = None
) -> Found | None:
    """How well the clause says the phrase; None below `least`. `context`: headings above it.

    `among`: numbers of the concepts that the clause may say, where an index has told; None: any.
    """
    verbatim = _verbatim(phrase.whole, text)
    if verbatim:
        return Found(verbatim, 1.0, f"原文“{phrase.whole}”")
    return _together(phrase, text, context, least, range(len(phrase.concepts)) if among is None else among)


def _verbatim(whole: str, text: str) -> Span | None:
    at = text.find(whole)
    if at < 0 or not whole:
        return None
    place = (at, at + len(whole))
    return None if len(whole) <= 4 and straddles(*place, text) else place


class _Hit(NamedTuple):
    start: int
    end: int
    concept: int
    credit: float
    said: str


def _hits(phrase: Phrase, text: str, among: Collection[int]) -> list[_Hit]:
    found: list[_Hit] = []
    for number in among:
        concept = phrase.concepts[number]
        for start, end in _places(concept.pattern, text):
            said = text[start:end]
            found.append(_Hit(start, end, number, concept.credits.get(said, _GAP_CREDIT), said))
    for saying in phrase.says:
        for start, end in _places(saying.pattern, text) if saying.concepts[0] in among else ():
            found += [_Hit(start, end, n, _SAYING_CREDIT, text[start:end]) for n in saying.concepts]
    return sorted(found, key=_WHERE)


_WHERE = itemgetter(0, 1)
_START = itemgetter(0)


def _places(pattern: re.Pattern[str], text: str, at: int = 0) -> Iterator[Span]:
    """Where a pattern stands on words: a find that straddles two words (厂[房租]金) is passed over by one character."""
    while match := pattern.search(text, at):
        start, end = match.span()
        if end - start <= 2 and straddles(start, end, text):
            at = start + 1
            continue
        yield start, end
        at = max(end, start + 1)


def _together(phrase: Phrase, text: str, context: str, least: float, among: Collection[int]) -> Found | None:
    """The window of the clause that holds most of the phrase."""
    hits = _hits(phrase, text, among)
    if not hits:
        return None
    best, place, held = -1.0, (0, 0), {hits[0].concept: hits[0]}
    for first, most in enumerate(_most_from(phrase.weights, hits)):
        if most <= best + _EQUAL or best > _ALL:
            break
        opening = hits[first]
        chosen: dict[int, _Hit] = {}
        said = [0.0] * len(phrase.weights)
        end = opening.end
        for hit in hits[first:]:
            if hit.end - opening.start > phrase.window:
                break
            old = chosen.get(hit.concept)
            more = hit.credit - (old.credit if old else 0.0)
            if more <= 0.0:
                continue
            chosen[hit.concept] = hit
            for row, weights in enumerate(phrase.weights):
                said[row] += weights[hit.concept] * more
            end = max(end, hit.end)
            value = max(said)
            if value > best + _EQUAL:
                value -= _COMMA * _commas(text, opening.start, end)
            if value > best + _EQUAL:
                best, place, held = value, (opening.start, end), dict(chosen)
    return _judged(phrase, text, context, place, held, least)


def _most_from(rows: tuple[Weights, ...], hits: list[_Hit]) -> list[float]:
    """The most that a window can hold that opens with the first, second … hit: none later holds more."""
    credits = [0.0] * len(rows[0])
    said = [0.0] * len(rows)
    most: list[float] = []
    for hit in reversed(hits):
        more = hit.credit - credits[hit.concept]
        if more > 0.0:
            credits[hit.concept] = hit.credit
            for row, weights in enumerate(rows):
                said[row] += weights[hit.concept] * more
        most.append(max(said))
    return most[::-1]


def _commas(text: str, start: int, end: int) -> int:
    """Commas between; 对购买新房的，给予补贴 is one thing said in two breaths, so that one after 的 does not part."""
    return text.count("，", start, end) - text.count("的，", start, end)


def _judged(phrase: Phrase, text: str, context: str, place: Span, held: dict[int, _Hit], least: float) -> Found | None:
    concepts, chosen, undirected = phrase.concepts, held, False
    if _fought(text, place) and not _FIGHTS.search(phrase.whole):
        return None
    if phrase.directed:
        chosen = {n: h for n, h in held.items() if concepts[n].contrary is None or _governs(h, held, text)}
        left = [concepts[n].contrary for n in phrase.directed if n not in chosen]
        undirected = bool(left)
        if not chosen or any(contrary and contrary.search(text) for contrary in left):
            return None
    above = [(n, *credit) for n, credit in enumerate(phrase.above(context)) if n not in chosen]
    foreign = any(not credit and concepts[n].field and n != phrase.head for n, credit, _ in above)
    headless = any(n == phrase.head and not credit for n, credit, _ in above)
    lost = _COMMA * _commas(text, *place) + _ITEM * text.count("、", *place)
    lost += _UNDIRECTED * undirected + _FOREIGN * foreign + _HEADLESS * headless
    rows = (
        phrase.weights
        if len(phrase.weights) == 1 or phrase.telling - chosen.keys() <= {phrase.unsaid}
        else phrase.weights[:1]
    )
    value = max([_with_context(weights, chosen, above) for weights in rows]) - lost
    eased = 0.0 if undirected or foreign else _eased(phrase, chosen)
    if value < least - eased:
        return None
    told = "、".join(dict.fromkeys([h.said for h in sorted(chosen.values(), key=_START)]))
    filled = "、".join(dict.fromkeys([said for _, credit, said in above if credit]))
    why = f"说到“{told}”，标题有“{filled}”" if filled else f"说到“{told}”"
    return Found(place, round(min(value, 0.99), 3), why, not filled, value >= THRESHOLD - eased)


_FIGHTS = re.compile("[不禁限停防打查治清]|取缔|杜绝")


def _fought(text: str, place: Span) -> bool:
    """Is what stands there governed by a word like 排查整治, 打击, 不得 in its part of the sentence?"""
    part = max(text.rfind("，", 0, place[0]), text.rfind("：", 0, place[0])) + 1
    return any(text.find(word, part, place[0]) >= 0 for word in policy_words().against)


def _eased(phrase: Phrase, chosen: dict[int, _Hit]) -> float:
    """How much less is asked of a clause: more is known of the phrase, and what tells most of it is said."""
    if phrase.rarest not in chosen:
        return _COUNTED if phrase.rarest >= 0 else 0.0
    if len(phrase.things & chosen.keys()) < min(_TWO, len(phrase.things)):
        return 0.0
    return EASED if phrase.head in chosen and len(phrase.telling - chosen.keys()) == 1 else _COUNTED + _RAREST


_TWO = 2  # things must be said besides the field


def _governs(direction: _Hit, held: dict[int, _Hit], text: str) -> bool:
    """Does a word of direction belong to the other words: 提高贷款额度, 贷款额度提高到?"""
    for other in held.values():
        if other is direction:
            continue
        if other.start <= direction.start < other.end:  # one saying for both
            return True
        if 0 <= other.start - direction.end <= _REACH and "，" not in text[direction.end : other.start]:
            return True
        close = 0 <= direction.start - other.end <= _REACH and text.count("，", other.end, direction.start) <= 1
        if close and (
            direction.end == len(text) or text[direction.end] in _AFTER_DIRECTION or direction.said[-1] in "至到为"
        ):
            return True
    return len(held) == 1


_AFTER_DIRECTION = frozenset("至到为由的了，。；、：）（%％0123456789一二三四五六七八九十")


def _with_context(weights: Weights, chosen: dict[int, _Hit], above: list[tuple[int, float, str]]) -> float:
    """Share of the phrase said in the clause and, when enough of it is, in the headings above."""
    said = sum([weights[n] * hit.credit for n, hit in chosen.items()])
    return said + sum([weights[n] * credit for n, credit, _ in above]) if said >= _ENOUGH else said
