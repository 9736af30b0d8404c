"""How well a clause says a phrase.

The window of the clause that holds most of the phrase's weight is looked for; what stands in the headings helps,
commas and items of a list between cost, and less is asked where what tells most of the phrase is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from graph.record import Span
from loaders.measures.concepts import Phrase, Weights, places
from loaders.measures.words import policy_words, straddles

THRESHOLD = 0.72  # calibrated on data/gold/phrases.yaml (first half)
_COMMA = 0.05
_SAYING_CREDIT = 0.9
_REACH = 14  # characters at most between a direction and what it directs
_GAP_CREDIT = 0.95  # for a way of saying it with a gap in it
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


@dataclass(frozen=True, slots=True)
class Found:
    """How well a clause says the phrase."""

    place: Span
    score: float
    why: str
    alone: bool = True  # without help of headings
    enough: bool = True  # does it reach the threshold, whatever was asked for?


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
        for start, end in places(concept.pattern, text):
            said = text[start:end]
            found.append(_Hit(start, end, number, concept.credits.get(said, _GAP_CREDIT), said))
    for saying in phrase.says:
        for start, end in places(saying.pattern, text) if saying.concepts[0] in among else ():
            found += [_Hit(start, end, n, _SAYING_CREDIT, text[start:end]) for n in saying.concepts]
    return sorted(found, key=_WHERE)


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


_WHERE = itemgetter(0, 1)
_START = itemgetter(0)
