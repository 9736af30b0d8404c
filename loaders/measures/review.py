"""What people should look at: uncertain matches first, with all that a judgement needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.decisions import Decision, Decisions, Seen
from graph.errors import UsageError
from graph.ids import clause_hash
from graph.record import Record, Span
from loaders.measures.catalogue import Catalogue
from loaders.measures.classify import THRESHOLD
from loaders.measures.clauses import Clause, clauses
from loaders.measures.instances import classifier, field_of, in_field
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
    records: Iterable[Record],
    catalogue: Catalogue,
    decisions: Decisions,
    *,
    by: str | None = None,
    measure: str | None = None,
    limit: int = 50,
) -> tuple[Candidate, ...]:
    """Contested matches, then the most uncertain. `by`: leave out what this coder judged; else what anybody did."""
    found = [c for r in records for c in _candidates(r, catalogue, decisions, measure)]
    open_ones = [c for c in found if c.contested or (by not in c.decided_by if by else not c.decided_by)]
    return tuple(sorted(open_ones, key=_urgency)[:limit])


def _urgency(candidate: Candidate) -> tuple[bool, float, str, int, str]:
    doubt = abs(candidate.score - THRESHOLD)
    return not candidate.contested, doubt, candidate.document_id, candidate.span[0], candidate.measure_id


def _candidates(record: Record, catalogue: Catalogue, decisions: Decisions, only: str | None) -> Iterator[Candidate]:
    compiled = classifier(catalogue)
    domains = {d.id for d in record.header.domains}
    headings = {t.id: t.heading or t.chapter or "" for t in record.tasks}
    for clause in clauses(record):
        for hit in compiled.hits(clause.text, clause.context, loose=True):
            measure = hit.measure
            if (only and measure.id != only) or not in_field(field_of(measure), domains, clause.text, clause.context):
                continue
            key = (record.id, clause_hash(clause.quote), measure.id)
            strong = strength(clause.text, hit.place, clause.zone, measure.name)
            yield Candidate(
                record.id, clause.task_id, key[1], clause.span, clause.quote, *_around(record, clause),
                headings.get(clause.task_id, ""), measure.id, decisions.names.get(measure.id, measure.name),
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


def find_candidate(
    record: Record, catalogue: Catalogue, decisions: Decisions, span: Span, measure_id: str
) -> Candidate | None:
    """The candidate at a place of a record, for a decision made on a page or from an evidence id."""
    found = (c for c in _candidates(record, catalogue, decisions, measure_id) if c.span == span)
    return next(found, None)


def orphans(records: Iterable[Record], decisions: Decisions) -> tuple[Decision, ...]:
    """Standing decisions whose clause is in none of the records any more."""
    return decisions.orphaned((r.id, clause_hash(c.quote)) for r in records for c in clauses(r))
