"""What people should look at: uncertain matches first, with all that a judgement needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

from graph.decisions import Decision, Decisions, Seen
from graph.errors import UsageError
from graph.ids import clause_hash
from graph.record import Record, Span
from loaders.measures.catalogue import Catalogue
from loaders.measures.classify import THRESHOLD, Hit
from loaders.measures.clauses import Clause, clauses
from loaders.measures.matches import Match, hits_of
from loaders.measures.modality import strength

_BEFORE_AFTER = 80  # characters of the text shown around a clause


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause and a measure for a person to judge. `before`, `after`: the text around the quote."""

    document_id: str
    task_id: str
    clause_hash: str
    span: Span
    quote: str
    before: str
    after: str
    heading: str
    measure_id: str
    measure_name: str
    definition: str
    score: float
    state: str
    modality: str
    why: str
    contested: bool
    decided_by: tuple[str, ...]


def review_queue(
    found: Iterable[Match], decisions: Decisions, *, by: str | None = None, measure: str | None = None, limit: int = 50
) -> tuple[Match, ...]:
    """Contested matches, then the most uncertain. `by`: leave out what this coder judged; else what anybody did."""

    def urgency(match: Match) -> tuple[bool, float, str, int, str]:
        doubt = abs(match.score - THRESHOLD)
        return not decisions.contested(_key(match)), doubt, match.document_id, match.span[0], match.measure_id

    def is_open(match: Match) -> bool:
        coders = _coders(decisions, _key(match))
        return decisions.contested(_key(match)) or (by not in coders if by else not coders)

    wanted = (m for m in found if measure is None or m.measure_id == measure)
    return tuple(nsmallest(limit, (m for m in wanted if is_open(m)), key=urgency))


def _key(match: Match) -> tuple[str, str, str]:
    return match.document_id, match.clause_hash, match.measure_id


def find_candidate(
    record: Record, catalogue: Catalogue, decisions: Decisions, span: Span, measure_id: str
) -> Candidate | None:
    """All that a judgement of a match needs; None when no clause at this place matches the measure."""
    measure = catalogue.by_id.get(measure_id)
    found = hits_of(record, catalogue, only=measure, at=span) if measure else ()
    return next((_candidate(record, clause, hit, decisions) for clause, hit in found), None)


def _candidate(record: Record, clause: Clause, hit: Hit, decisions: Decisions) -> Candidate:
    measure = hit.measure
    key = (record.id, clause_hash(clause.quote), measure.id)
    strong = strength(clause.text, hit.place, clause.zone, measure.name)
    heading = next((t.heading or t.chapter or "" for t in record.tasks if t.id == clause.task_id), "")
    return Candidate(
        record.id, clause.task_id, key[1], clause.span, clause.quote, *_around(record, clause),
        heading, measure.id, decisions.names.get(measure.id, measure.name),
        measure.definition, hit.score, strong.state, strong.modality, hit.why,
        decisions.contested(key), _coders(decisions, key),
    )  # fmt: skip


def _around(record: Record, clause: Clause) -> tuple[str, str]:
    start, end = clause.span
    return record.text[max(0, start - _BEFORE_AFTER) : start], record.text[end : end + _BEFORE_AFTER]


def _coders(decisions: Decisions, key: tuple[str, str, str]) -> tuple[str, ...]:
    judged = (d.by for d in decisions.of_document(key[0]) if d.key == key and d.verb != "contest")
    return tuple(dict.fromkeys(judged))


def judgement(
    candidate: Candidate, verb: str, by: str, catalogue: Catalogue, *, value: str | None = None, why: str = ""
) -> Decision:
    """The decision to append (graph.decisions.append) for a candidate: accept, reject, split or contest."""
    if verb == "split" and value not in catalogue.by_id:
        raise UsageError(f"there is no measure {value!r} to move the clause to", remedy="tiaokuai query measures")
    return Decision(
        by=by,
        verb=verb,
        measure_id=candidate.measure_id,
        document_id=candidate.document_id,
        clause_hash=candidate.clause_hash,
        value=value,
        why=why,
        catalogue_version=catalogue.version,
        seen=Seen(candidate.quote, candidate.score),
    )


def orphans(records: Iterable[Record], decisions: Decisions) -> tuple[Decision, ...]:
    """Standing decisions whose clause is in none of the records any more."""
    return decisions.orphaned((r.id, clause_hash(c.quote)) for r in records for c in clauses(r))
