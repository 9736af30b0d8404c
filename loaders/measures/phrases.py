"""Any phrase is a measure: the Matcher of graph/store.py over the clause index."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.decisions import Decisions
from graph.ids import clause_hash
from loaders.fold import fold
from loaders.measures.catalogue import Catalogue, Measure
from loaders.measures.concepts import CONTEXT_CREDIT, THRESHOLD, Phrase, readings, score
from loaders.measures.index import ClauseIndex
from loaders.measures.modality import strength
from loaders.measures.segment import Row, Segment
from loaders.measures.words import cut, policy_words

_MOST = 4000  # clauses scored for one phrase in one segment
_CACHED = 64
_IMPLIED = 0.35  # a concept is implied when it stands in this share of the clauses that hold the others
_PRIOR = 8.0
_SELDOM = 0.015


@dataclass(frozen=True, slots=True)
class Name:
    """What a `measure` parameter meant. `id`: of the catalogue, or "phrase:" and the phrase."""

    id: str
    name: str
    catalogue: bool
    domain: str | None


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """One clause that counts for a phrase. state: adopted | adopted_modified."""

    task_id: str
    document_id: str
    span_start: int
    span_end: int
    quote: str
    state: str
    modality: str
    score: float
    why: str


class PhraseMatcher:
    """Finds measures by name and by any phrase. Thread-safe; answers are kept for the index it was made with."""

    def __init__(
        self, index: ClauseIndex, catalogue: Catalogue | None = None, decisions: Decisions | None = None
    ) -> None:
        self._parts = list(index.parts())
        self._catalogue = catalogue or Catalogue()
        self._decisions = decisions or Decisions()
        self._names = _names(self._catalogue, self._decisions)
        self._lock = threading.Lock()
        self._answers: dict[tuple[str, str | None], tuple[PhraseMatch, ...]] = {}

    def name(self, measure: str) -> Name:
        """The measure of the catalogue with this id, name or alias (in any order of words), else the phrase."""
        bare = measure.strip()
        found = self._catalogue.by_id.get(bare) or self._names.get(_plain(bare)) or self._names.get(_bag(bare))
        if found is not None:
            merged = self._decisions.merged.get(found.id, found.id)
            found = self._catalogue.by_id.get(merged, found)
            return Name(found.id, self._decisions.names.get(found.id, found.name), True, found.domain)
        phrase = bare.removeprefix("phrase:")
        return Name(f"phrase:{_plain(phrase)}", phrase, False, None)

    def matches(self, phrase: str, *, domain: str | None = None) -> tuple[PhraseMatch, ...]:
        """Clauses that count for the phrase, in order of document and place; `domain` keeps its documents only."""
        bare = phrase.strip().removeprefix("phrase:")
        measure = self._catalogue.by_id.get(bare)
        key = (measure.name if measure else bare, domain)
        with self._lock:
            if key in self._answers:
                return self._answers[key]
        answer = tuple(self._found(key[0], domain))
        with self._lock:
            if len(self._answers) >= _CACHED:
                self._answers.pop(next(iter(self._answers)))
            self._answers[key] = answer
        return answer

    def _found(self, written: str, domain: str | None) -> list[PhraseMatch]:
        wanted: list[set[int]] = [set() for _ in self._parts]
        read: list[Phrase] = []
        for phrase in (p for p in readings(written) if p.whole):
            shares = [[_share(segment, phrase, n) for n in range(len(phrase.concepts))] for segment, _ in self._parts]
            read.append(_with_implied(phrase, shares))
            for numbers, (segment, live), share in zip(wanted, self._parts, shares, strict=True):
                numbers.update(_candidates(segment, live, read[-1], share, domain).tolist())
        found: list[PhraseMatch] = []
        for numbers, (segment, _) in zip(wanted, self._parts, strict=True):
            matches = (self._match(read, segment, number) for number in sorted(numbers))
            found += [m for m in matches if m is not None]
        return sorted(found, key=lambda m: (m.document_id, m.span_start, m.span_end, m.task_id))

    def _match(self, read: list[Phrase], segment: Segment, number: int) -> PhraseMatch | None:
        text, context = segment.text(number), segment.context(number)
        scored = [f for f in (score(p, text, context) for p in read) if f is not None]
        if not scored:
            return None
        found = max(scored, key=lambda f: f.score)
        row = segment.row(number)
        if self._rejected(read[0], row):
            return None
        strong = strength(row.text, found.place, row.zone, read[0].whole)
        why = f"{found.why}；用语“{strong.word}”" if strong.word else found.why
        return PhraseMatch(
            row.task_id, row.document_id, row.start, row.end, row.quote,
            strong.state, strong.modality, found.score, why,
        )  # fmt: skip

    def _rejected(self, phrase: Phrase, row: Row) -> bool:
        if not self._decisions.of_document(row.document_id):
            return False
        verdict = self._decisions.verdict((row.document_id, clause_hash(row.quote), f"phrase:{phrase.whole}"))
        return verdict is not None and verdict.verb == "reject"


def _plain(name: str) -> str:
    return fold(name).text.lower().strip("，。；：、 ")


def _bag(name: str) -> str:
    """The content words of a name in one order: 家庭医生团队签约 and 签约家庭医生 are one name."""
    lexicon = policy_words()
    words = {w for w in cut(_plain(name)) if w not in lexicon.generic and w not in lexicon.light}
    same = {min((w, *lexicon.same.get(w, ()))) for w in words}
    return "bag:" + " ".join(sorted(same)) if len(same) >= 1 else ""


def _names(catalogue: Catalogue, decisions: Decisions) -> dict[str, Measure]:
    """Every name, plain and as a bag of words, that means exactly one measure."""
    found: dict[str, Measure] = {}
    for measure in catalogue.measures:
        if measure.replaced_by is None:
            for name in (*measure.names, measure.name_en, *filter(None, [decisions.names.get(measure.id)])):
                if name:
                    found.setdefault(_plain(name), measure)
    bags: dict[str, set[str]] = {}
    for measure in catalogue.measures:
        for name in measure.names:
            bags.setdefault(_bag(name), set()).add(measure.id)
    for bag, ids in bags.items():
        if bag and len(ids) == 1 and " " in bag:
            found.setdefault(bag, catalogue.by_id[next(iter(ids))])
    return found


def _with_implied(phrase: Phrase, shares: list[list[npt.NDArray[np.float32]]]) -> Phrase:
    """Also read the phrase with less weight on its first concept, where the rest implies it: 二手房 before 带押过户.

    Counted in the clauses held: how often it stands (or is in a heading) where all others do, provided
    that the others stand together seldom enough to mean something.
    """
    if len(phrase.concepts) < 2:
        return phrase
    number, first = next(((n, c) for n, c in enumerate(phrase.concepts) if c.implicit), (-1, None))
    if first is None:
        return phrase
    both = others = 0
    for share in shares:
        rest = np.logical_and.reduce([s > 0 for n, s in enumerate(share) if n != number])
        others += int(rest.sum())
        both += int((rest & (share[number] > 0)).sum())
    implied = both / (others + _PRIOR)
    if implied < _IMPLIED or others > _SELDOM * sum(len(share[0]) for share in shares):
        return phrase
    return phrase.lighter(number, (1 - implied) ** 2)


def _candidates(
    segment: Segment,
    live: npt.NDArray[np.bool_] | None,
    phrase: Phrase,
    shares: list[npt.NDArray[np.float32]],
    domain: str | None,
) -> npt.NDArray[np.int64]:
    """Clauses that may reach the threshold, the most promising when they are too many."""
    if not segment.size:
        return np.empty(0, np.int64)
    reach = np.zeros(segment.size, np.float32)
    for weights in phrase.weights:
        np.maximum(reach, sum(s * np.float32(w) for s, w in zip(shares, weights, strict=True)), out=reach)
    reach[_holding(segment, phrase.whole)] = 1.0
    wanted = reach >= THRESHOLD - 0.001
    if live is not None:
        wanted &= live
    if domain is not None:
        inside = [i for i, domains in enumerate(segment.documents.values()) if domain in domains]
        wanted &= np.isin(segment.owner, inside)
    numbers = np.flatnonzero(wanted)
    if len(numbers) <= _MOST:
        return numbers
    return np.sort(numbers[np.argsort(-reach[numbers], kind="stable")[:_MOST]])


def _share(segment: Segment, phrase: Phrase, number: int) -> npt.NDArray[np.float32]:
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
    share: npt.NDArray[np.float32] = above[segment.context_of]
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
