"""Which clauses of a segment may say a phrase: array work over the postings, before any text is read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from loaders.measures.classify import Marks
from loaders.measures.concepts import CONTEXT_CREDIT, Phrase
from loaders.measures.scoring import EASED, THRESHOLD
from loaders.measures.segment import Segment
from loaders.measures.words import policy_words

_MOST = 4000  # clauses scored for one phrase in one segment
_IMPLIED = 0.5  # a concept is implied when it stands in this share of the clauses that hold the others
_PRIOR = 8.0
_SELDOM = 0.015
_RARE = 0.03  # a concept in fewer clauses than this keeps its whole weight
_LEAST = 0.65  # of its weight that a concept keeps, however common it is

Share = npt.NDArray[np.float32]


def with_rarity(phrase: Phrase, shares: list[list[Share]]) -> Phrase:
    """Weigh the phrase's concepts by how seldom they are said in the clauses held: among texts on elderly care
    双向转诊 tells more than 养老机构. A direction (提高, 取消) keeps its weight.
    """
    total = sum(len(share[0]) for share in shares if share)
    if total < _FEW or len(phrase.concepts) < 2:
        return phrase
    factors = []
    rarest, fewest = -1, total + 1
    for number, concept in enumerate(phrase.concepts):
        held = sum(int((share[number] >= 1.0).sum()) for share in shares)
        seldom = math.log(total / max(held, 1)) / math.log(1 / _RARE)
        if concept.telling and concept.implicit and held < fewest:
            rarest, fewest = number, held
        factors.append(min(1.0, max(_LEAST, seldom)) if concept.implicit else 1.0)
    return phrase.weighed(factors, rarest)


_FEW = 200  # clauses below which counting tells nothing


def with_implied(phrase: Phrase, shares: list[list[Share]]) -> Phrase:
    """Also read the phrase with less weight on one concept that the rest implies: 二手房 before 带押过户.

    Counted in the clauses held: how often it stands (or is in a heading) where all others do, provided
    that the others say enough and stand together seldom enough to mean something.
    """
    total = sum(len(share[0]) for share in shares if share)
    found: list[tuple[float, int]] = []
    for number, concept in enumerate(phrase.concepts):
        rest = [n for n, c in enumerate(phrase.concepts) if n != number and c.telling]
        if not concept.implicit or sum(len(phrase.concepts[n].word) for n in rest) < _ENOUGH:
            continue
        both, others = _counted(shares, number, rest)
        if others <= _SELDOM * total:
            found.append((both / (others + _PRIOR), number))
    implied, number = max(found, key=lambda f: (f[0], -f[1]), default=(0.0, -1))
    return phrase.lighter(number, (1 - implied) ** 2) if implied >= _IMPLIED else phrase


def _counted(shares: list[list[Share]], number: int, rest: list[int]) -> tuple[int, int]:
    """In how many clauses a concept and the rest stand together, and in how many the rest does."""
    both = others = 0
    for share in shares:
        there = np.logical_and.reduce([share[n] > 0 for n in rest])
        others += int(there.sum())
        both += int((there & (share[number] > 0)).sum())
    return both, others


_ENOUGH = 3  # characters


def reach_of(segment: Segment, phrase: Phrase, shares: list[Share]) -> Share:
    """The most that each clause can score."""
    reach = np.zeros(segment.size, np.float32)
    for weights in phrase.weights:
        np.maximum(reach, sum(s * np.float32(w) for s, w in zip(shares, weights, strict=True)), out=reach)
    reach[_holding(segment, phrase.whole)] = 1.0
    return reach


def asked_of(segment: Segment, live: npt.NDArray[np.bool_] | None, domain: str | None) -> npt.NDArray[np.bool_]:
    """Which clauses are looked at: the living ones of documents of the domain."""
    asked = np.ones(segment.size, np.bool_) if live is None else live
    if domain is None:
        return asked
    inside = [i for i, domains in enumerate(segment.documents.values()) if domain in domains]
    return asked & np.isin(segment.owner, inside)


def with_marks(segment: Segment, marks: Marks, say: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Clauses in which a measure of the catalogue may be found; of those that `say` the phrase, all with an anchor."""
    found = np.zeros(segment.size, np.bool_)
    for anchors, parts in marks.finders:
        held = _any(segment, anchors)
        for part in parts:
            if all(any(len(p) >= 2 for p in word.split("…")) for word in part):
                held &= _any(segment, part)
        found |= held
    for needed, pairs in marks.examples:
        lists = [segment.clauses_with(pair) for pair in pairs]
        found |= np.bincount(np.concatenate(lists), minlength=segment.size) >= needed if lists else False
    anchored = _any(segment, marks.anchors)
    return anchored & (found | say)


def _any(segment: Segment, words: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Clauses that may hold one of the words."""
    held = np.zeros(segment.size, np.bool_)
    for word in words:
        held[_holding(segment, word)] = True
    return held


def candidates(reach: Share, asked: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Clauses that may reach the threshold, the most promising when they are too many."""
    numbers = np.flatnonzero(asked & (reach >= PROMISING))
    if len(numbers) <= _MOST:
        return numbers
    return np.sort(numbers[np.argsort(-reach[numbers], kind="stable")[:_MOST]])


PROMISING = THRESHOLD - EASED - 0.001  # a clause that cannot score more is not looked at


def share_of(segment: Segment, phrase: Phrase, number: int) -> Share:
    """The most credit that each clause can get for a concept, in it or in the headings above it."""
    concept = phrase.concepts[number]
    if any(len(word) < 2 for word, _ in concept.variants):
        return np.ones(segment.size, np.float32)  # a single character cannot be looked up
    above = np.zeros(segment.contexts, np.float32)
    for word, _ in concept.variants:
        for piece in _pieces(word):
            above[segment.contexts_with(piece)] = CONTEXT_CREDIT
    for word in policy_words().fields.get(concept.word, ()):
        above[segment.contexts_with(word)] = 1.0
    share: Share = above[segment.context_of]
    for word in (*(w for w, _ in concept.variants), *(s.said for s in phrase.says if number in s.concepts)):
        share[_holding(segment, word)] = 1.0
    return share


def _holding(segment: Segment, word: str) -> npt.NDArray[np.int32]:
    found: npt.NDArray[np.int32] | None = None
    for piece in _pieces(word):
        clauses = segment.clauses_with(piece)
        found = clauses if found is None else np.intersect1d(found, clauses, assume_unique=True)
    return np.empty(0, np.int32) if found is None else found


def _pieces(word: str) -> Iterator[str]:
    """The pieces that can be looked up."""
    return (p for p in word.split("…") if len(p) >= 2)
