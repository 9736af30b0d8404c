"""Any phrase is a measure: the Matcher of graph/store.py over the clause index."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.decisions import Decisions
from graph.ids import clause_hash
from loaders.measures.candidates import (
    PROMISING,
    Share,
    asked_of,
    candidates,
    reach_of,
    share_of,
    with_implied,
    with_marks,
    with_rarity,
)
from loaders.measures.catalogue import Catalogue, Measure
from loaders.measures.concepts import LONGEST, Phrase, readings
from loaders.measures.index import ClauseIndex
from loaders.measures.instances import classifier, field_of, in_field
from loaders.measures.modality import strength
from loaders.measures.naming import Names, Touched, in_own_words, plain
from loaders.measures.scoring import EASED, THRESHOLD, Found, score
from loaders.measures.segment import Row, Segment
from loaders.measures.words import policy_words

_CACHED = 64
_TOUCHED = 0.5  # of a phrase that a clause must say, when the cues of a measure that the phrase speaks of find it


@dataclass(frozen=True, slots=True)
class Name:
    """What a `measure` parameter meant. `id`: of the catalogue, or "phrase:" and the phrase."""

    id: str
    name: str
    catalogue: bool
    domain: str | None


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """One clause that counts for a phrase. state: adopted | adopted_modified.

    `fit`: how plainly it says the phrase itself (a short sentence more than a heading or a long one).
    """

    task_id: str
    document_id: str
    span_start: int
    span_end: int
    quote: str
    state: str
    modality: str
    score: float
    why: str
    fit: float


class PhraseMatcher:
    """Finds measures by name and by any phrase. Thread-safe; answers are kept for the index it was made with."""

    def __init__(
        self, index: ClauseIndex, catalogue: Catalogue | None = None, decisions: Decisions | None = None
    ) -> None:
        self._parts = list(index.parts())
        self._decisions = decisions or Decisions()
        catalogue = catalogue or Catalogue()
        self._classifier = classifier(catalogue)
        self._names = Names(catalogue, self._decisions, self._classifier)
        self._lock = threading.Lock()
        self._answers: dict[tuple[str, str | None], tuple[PhraseMatch, ...]] = {}

    def name(self, measure: str) -> Name:
        """The measure of the catalogue with this id, name or alias (words in any order), else the phrase.

        A name that could be of any field (税费优惠) means the catalogue's measure only where the documents
        in which it is found are mostly of that measure's field.
        """
        bare = _bare(measure)
        found = self._names.by_id(bare) or self._names.meant(bare)
        if found is not None and (bare == found.id or in_own_words(found, bare) or self._at_home(found, bare)):
            return Name(found.id, self._names.shown(found), True, found.domain)
        return Name(f"phrase:{plain(bare)}", bare, False, None)

    def _at_home(self, measure: Measure, name: str) -> bool:
        own = {measure.domain, *measure.related}
        domains = {d: set(fields) for segment, _ in self._parts for d, fields in segment.documents.items()}
        found = {m.document_id for m in self.matches(name)}
        return 2 * sum(bool(own & domains.get(d, set())) for d in found) >= len(found)

    def matches(self, phrase: str, *, domain: str | None = None) -> tuple[PhraseMatch, ...]:
        """Clauses that count for the phrase, in order of document and place; `domain` keeps its documents only.

        Where the phrase means a measure of the catalogue, clauses found by its cues count too.
        """
        bare = _bare(phrase)
        key = (bare, domain)
        with self._lock:
            if key in self._answers:
                return self._answers[key]
        answer = tuple(self._found(bare, domain))
        with self._lock:
            if len(self._answers) >= _CACHED:
                self._answers.pop(next(iter(self._answers)))
            self._answers[key] = answer
        return answer

    def _found(self, written: str, domain: str | None) -> list[PhraseMatch]:
        measure = self._names.by_id(written) or self._names.meant(written)
        phrases = [p for p in readings(written) if p.whole]
        if not phrases:
            return []
        touched = (Touched(measure),) if measure else self._names.touched(phrases[0])
        least = 0.0 if measure else _TOUCHED if touched else THRESHOLD
        shares = [
            [[share_of(segment, phrase, n) for n in range(len(phrase.concepts))] for segment, _ in self._parts]
            for phrase in phrases
        ]
        read = [with_implied(with_rarity(p, held), held) for p, held in zip(phrases, shares, strict=True)]
        found: list[PhraseMatch | None] = []
        for part, (segment, live) in enumerate(self._parts):
            reaches = [reach_of(segment, p, held[part]) for p, held in zip(read, shares, strict=True)]
            asked = asked_of(segment, live, domain)
            wanted = np.zeros(segment.size, np.bool_)
            for reach in reaches:
                wanted[candidates(reach, asked)] = True
            reach = np.maximum.reduce(reaches)
            likely = asked & (reach >= least - EASED) if least else asked
            for known in touched:
                wanted |= likely & with_marks(segment, self._classifier.marks(known.measure), reach >= PROMISING)
            numbers = np.flatnonzero(wanted)
            likely_said = [_said(held[part], numbers) for held in shares]
            for row, number in enumerate(numbers.tolist()):
                among = [held[row] for held in likely_said]
                found.append(self._match(read, touched, least, segment, number, among))
        return sorted((m for m in found if m), key=lambda m: (m.document_id, m.span_start, m.span_end, m.task_id))

    def _match(
        self,
        read: list[Phrase],
        touched: tuple[Touched, ...],
        least: float,
        segment: Segment,
        number: int,
        among: list[list[int]],
    ) -> PhraseMatch | None:
        """The clause as a match: it says the phrase, or it says `least` of it and the cues of a measure find it."""
        text, context = segment.text(number), segment.context(number)
        tried = (score(p, text, context, least or THRESHOLD, n) for p, n in zip(read, among, strict=True))
        said = [f for f in tried if f]
        own = max((f for f in said if f.enough), key=_score, default=None)
        some = own or max(said, key=_score, default=None)
        found, sure = own, some.score if some else _BY_CUE
        if touched and sure < 1.0 and (some or not least):
            found = self._cued(touched, text, context, segment.documents[segment.document(number)]) or own
        return self._told(found, sure, read, segment.row(number)) if found else None

    def _cued(self, touched: tuple[Touched, ...], text: str, context: str, domains: Iterable[str]) -> Found | None:
        """How surely the cues of one of the measures find the clause, if it says what the phrase asks for besides."""
        for known in touched:
            measure = known.measure
            if in_field(field_of(measure), set(domains), text, context) and all(c.said_in(text) for c in known.beyond):
                hits = self._classifier.hits(text, context, only=measure)
                if hits:
                    return Found(hits[0].place, hits[0].score, hits[0].why)
        return None

    def _told(self, found: Found, said: float, read: list[Phrase], row: Row) -> PhraseMatch | None:
        if self._rejected(read[0], row):
            return None
        strong = strength(row.text, found.place, row.zone, read[0].whole)
        why = f"{found.why}；用语“{strong.word}”" if strong.word else found.why
        return PhraseMatch(
            row.task_id, row.document_id, row.start, row.end, row.quote,
            strong.state, strong.modality, found.score, why, fit(said, row.kind, row.text, found),
        )  # fmt: skip

    def _rejected(self, phrase: Phrase, row: Row) -> bool:
        if not self._decisions.of_document(row.document_id):
            return False
        verdict = self._decisions.verdict((row.document_id, clause_hash(row.quote), f"phrase:{phrase.whole}"))
        return verdict is not None and verdict.verb == "reject"


def fit(score: float, kind: str, text: str, found: Found) -> float:
    """How plainly a clause shows a measure that it speaks of with this score."""
    words, shown = policy_words(), text[slice(*found.place)]
    lost = _OF_STEPS if text.startswith(words.procedure) or any(w in shown for w in words.refusal) else 0.0
    lost += _OF_HEADING if kind == "heading" else 0.0
    lost += _OF_LENGTH * min(1.0, len(text) / _LONG) + _OF_SPREAD * min(1.0, (found.place[1] - found.place[0]) / _WIDE)
    lost += 0.0 if found.alone else _OF_HELP
    return round(max(0.0, score - lost), 3)


_BY_CUE = 0.6  # the words of the phrase are not there, only those of the catalogue
_OF_HEADING = 0.12
_OF_STEPS = 0.1
_OF_SPREAD = 0.03
_OF_HELP = 0.03
_WIDE = 60  # characters
_OF_LENGTH = 0.08
_LONG = 300  # characters


def _said(shares: list[Share], numbers: npt.NDArray[np.int64]) -> list[list[int]]:
    """For each of the clauses, the numbers of the concepts that it may say itself."""
    table = np.array([share[numbers] >= 1.0 for share in shares]).T
    return [[n for n, there in enumerate(row) if there] for row in table.tolist()]


def _score(found: Found) -> float:
    return found.score


def _bare(phrase: str) -> str:
    return phrase.strip().removeprefix("phrase:")[:LONGEST]
