"""Instances: which tasks of a record are an instance of which measure, decisions of people applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.decisions import Decision, Decisions
from graph.ids import clause_hash
from graph.record import Record, Span
from loaders.measures.catalogue import Catalogue, Measure
from loaders.measures.classify import Classifier, Hit
from loaders.measures.clauses import FIELD_END, Clause, clauses
from loaders.measures.fields import known_domain, speaks_of
from loaders.measures.modality import ADOPTED, strength

_NONE = Decisions()


@dataclass(frozen=True, slots=True)
class Instance:
    """A clause of a task that counts for a measure; text[span] == quote.

    method: cue | example | cue+example | name | decision; reviewed: "" | accepted | contested.
    """

    measure_id: str
    task_id: str
    document_id: str
    span: Span
    quote: str
    rule: str
    state: str
    modality: str
    score: float
    method: str
    reviewed: str
    why: str


@lru_cache(maxsize=4)
def _classifier(digest: str, catalogue: _ById) -> Classifier:
    return Classifier(catalogue.catalogue)


class _ById:
    """A catalogue as a cache key: equal when its digest is."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return hash(self.catalogue.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.catalogue.digest == self.catalogue.digest


def classifier(catalogue: Catalogue) -> Classifier:
    """The compiled catalogue, compiled once a process."""
    return _classifier(catalogue.digest, _ById(catalogue))


def instances(record: Record, catalogue: Catalogue, decisions: Decisions = _NONE) -> tuple[Instance, ...]:
    """All instances of the catalogue's measures in a record, in reading order, one a clause and measure.

    Rejected ones are left out, accepted ones that the rules do not find are added, merges followed.
    """
    compiled = classifier(catalogue)
    found: list[Instance] = []
    domains = {d.id for d in record.header.domains}
    fields = {(m.domain, m.related) for m in catalogue.measures}
    for clause in clauses(record):
        text, context = clause.text, clause.context
        if not any(in_field(f, domains, text, context) for f in fields):
            found += _accepted(clause, decisions, catalogue)
            continue
        found += [_instance(clause, hit) for hit in hits_in(clause, compiled, domains)]
        found += _accepted(clause, decisions, catalogue)
    return _settled(found, decisions)


def hits_in(
    clause: Clause, compiled: Classifier, domains: set[str], *, loose: bool = False, only: Measure | None = None
) -> Iterator[Hit]:
    """The measures found in a clause that is about their domain. `loose`, `only`: as in Classifier.hits."""
    for hit in compiled.hits(clause.text, clause.context, loose=loose, only=only):
        if in_field(field_of(hit.measure), domains, clause.text, clause.context):
            yield hit


Field = tuple[str, tuple[str, ...]]  # a domain and those related to it


def field_of(measure: Measure) -> Field:
    return measure.domain, measure.related


def in_field(field: Field, domains: set[str], text: str, context: str) -> bool:
    """Is a clause about the measure's domain: by its document, else by its own words or the headings above it?

    税收优惠 in a text about farmers' markets is not the tax relief of 医养结合.
    """
    own, related = field
    if not known_domain(own) or domains & {own, *related}:
        return True
    said = text + context.partition(FIELD_END)[2]
    return any(speaks_of(domain, said) for domain in (own, *related))


def _instance(clause: Clause, hit: Hit) -> Instance:
    found = [strength(clause.text, p, clause.zone, hit.measure.name) for p in dict.fromkeys((hit.place, *hit.places))]
    strong = min(found, key=lambda s: s.state != ADOPTED)
    why = f"{hit.why}；用语“{strong.word}”" if strong.word else hit.why
    score = hit.score - (_OF_HEADING if clause.kind == "heading" else 0.0)
    return Instance(
        hit.measure.id, clause.task_id, clause.document_id, clause.span, clause.quote, hit.rule,
        strong.state, strong.modality, round(score, 3), hit.method, "", why,
    )  # fmt: skip


_OF_HEADING = 0.1  # the sentence below a heading shows the measure better


def _accepted(clause: Clause, decisions: Decisions, catalogue: Catalogue) -> list[Instance]:
    """Instances that a person accepted or moved here by a split, whatever the rules say."""
    added: list[Instance] = []
    standing = decisions.of_document(clause.document_id)
    if not standing:
        return added
    own = clause_hash(clause.quote)
    for decision in standing:
        measure = decision.value if decision.verb == "split" else decision.measure_id
        wanted = decision.verb in ("accept", "split") and decision.clause_hash == own
        if wanted and measure in catalogue.by_id and decisions.verdict(decision.key or ("", "", "")) is decision:
            added.append(_decided(clause, decision, str(measure)))
    return added


def _decided(clause: Clause, decision: Decision, measure: str) -> Instance:
    strong = strength(clause.text, (0, len(clause.text)), clause.zone)
    state = (decision.value if decision.verb == "accept" else None) or strong.state
    why = f"{decision.by} {decision.at[:10]}：{decision.why or decision.verb}"
    rule = f"decision:{decision.id}"
    return Instance(
        measure, clause.task_id, clause.document_id, clause.span, clause.quote, rule,
        state, strong.modality, 1.0, "decision", "accepted", why,
    )  # fmt: skip


def _settled(found: list[Instance], decisions: Decisions) -> tuple[Instance, ...]:
    """One instance a clause and measure: people's decisions before rules."""
    merged = decisions.merged
    best: dict[tuple[str, Span], Instance] = {}
    for instance in found:
        judged = _judged(instance, decisions)
        if judged is None:
            continue
        if judged.measure_id in merged:
            judged = replace(judged, measure_id=merged[judged.measure_id])
        key = (judged.measure_id, judged.span)
        old = best.get(key)
        if old is None or _weight(judged) > _weight(old):
            best[key] = judged
    return tuple(sorted(best.values(), key=lambda i: (i.span, i.measure_id)))


def _weight(instance: Instance) -> tuple[bool, float]:
    return instance.method == "decision", instance.score


def _judged(instance: Instance, decisions: Decisions) -> Instance | None:
    if instance.method == "decision" or not decisions.of_document(instance.document_id):
        return instance
    key = (instance.document_id, clause_hash(instance.quote), instance.measure_id)
    verdict: Decision | None = decisions.verdict(key)
    if verdict is not None and verdict.verb in ("reject", "split"):
        return None
    return replace(instance, reviewed="contested") if decisions.contested(key) else instance
