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
from loaders.measures.concepts import THRESHOLD, Concept, Phrase, read_phrase, score
from loaders.measures.index import ClauseIndex
from loaders.measures.modality import strength
from loaders.measures.segment import Row, Segment
from loaders.measures.words import cut, policy_words

_MOST = 4000  # clauses scored for one phrase in one segment
_CACHED = 64


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
        phrase = read_phrase(written)
        if not phrase.whole:
            return []
        found: list[PhraseMatch] = []
        for segment, live in self._parts:
            for number in _candidates(segment, live, phrase, domain):
                match = self._match(phrase, segment, int(number))
                if match is not None:
                    found.append(match)
        return sorted(found, key=lambda m: (m.document_id, m.span_start, m.span_end, m.task_id))

    def _match(self, phrase: Phrase, segment: Segment, number: int) -> PhraseMatch | None:
        found = score(phrase, segment.text(number), segment.context(number))
        if found is None:
            return None
        row = segment.row(number)
        if self._rejected(phrase, row):
            return None
        strong = strength(row.text, found.place, row.zone, phrase.whole)
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


def _candidates(
    segment: Segment, live: npt.NDArray[np.bool_] | None, phrase: Phrase, domain: str | None
) -> npt.NDArray[np.int64]:
    """Clauses that may reach the threshold, the most promising first when they are too many."""
    if not segment.size:
        return np.empty(0, np.int64)
    reach = np.zeros(segment.size, np.float32)
    whole = np.zeros(segment.size, np.bool_)
    for said in (phrase.whole, *phrase.said):
        whole[_holding(segment, said)] = True
    for concept in phrase.concepts:
        reach += _share(segment, concept) * np.float32(concept.weight / phrase.weight)
    wanted = (reach >= THRESHOLD - 0.001) | whole
    if live is not None:
        wanted &= live
    if domain is not None:
        inside = [i for i, domains in enumerate(segment.documents.values()) if domain in domains]
        wanted &= np.isin(segment.owner, inside)
    numbers = np.flatnonzero(wanted)
    if len(numbers) <= _MOST:
        return numbers
    best = np.argsort(-(reach[numbers] + whole[numbers]), kind="stable")[:_MOST]
    return np.sort(numbers[best])


def _share(segment: Segment, concept: Concept) -> npt.NDArray[np.float32]:
    """The most credit that each clause can get for a concept, in it or in the headings above it."""
    if any(len(word) < 2 for word, _ in concept.variants):
        return np.ones(segment.size, np.float32)  # a single character cannot be looked up
    share = np.zeros(segment.size, np.float32)
    above = np.zeros(segment.contexts, np.float32)
    for word, _ in concept.variants:
        share[_holding(segment, word)] = 1.0
        for piece in _pieces(word):
            above[segment.contexts_with(piece)] = 0.6
    return np.maximum(share, above[segment.context_of])


def _holding(segment: Segment, word: str) -> npt.NDArray[np.int32]:
    found: npt.NDArray[np.int32] | None = None
    for piece in _pieces(word):
        clauses = segment.clauses_with(piece)
        found = clauses if found is None else np.intersect1d(found, clauses, assume_unique=True)
    return np.empty(0, np.int32) if found is None else found


def _pieces(word: str) -> Iterator[str]:
    """The pieces that can be looked up."""
    return (p for p in word.split("…") if len(p) >= 2)
