"""Records → graph rows: the projection of one document, given what policy resolution found.

Every row comes from one document and carries its id where it repeats what the document says, so
that replacing the document replaces exactly these rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.batch import GraphBatch, Row
from graph.ids import evidence_id
from graph.record import Record, Span, Target, Task
from loaders.measures.instances import Instance
from loaders.project_entities import add_agency, region_key, responsibility_agency
from loaders.resolve.policies import Attestation, PolicyFacts, Resolution

_ROLE_EDGES = {
    "lead": "LEADS",
    "cooperate": "COOPERATES_ON",
    "joint": "JOINTLY_RESPONSIBLE_FOR",
    "supervise": "SUPERVISES",
    "territorial": "LOCALLY_RESPONSIBLE_FOR",
}
_CITATION_EDGES = {"implements": "IMPLEMENTS", "forwards": "FORWARDS", "cites": "CITES", "repeals": "REPEALS"}


def project_document(batch: GraphBatch, record: Record, resolution: Resolution, instances: Iterable[Instance]) -> None:
    """Add all rows of one document to the batch."""
    batch.node("Document", _document_row(record))
    attested = resolution.attested.get(record.id, ())
    for attestation in attested:
        facts = resolution.policies[attestation.policy]
        add_policy(batch, facts)
        batch.edge(
            "ATTESTS", "Document", record.id, "Policy", facts.id, {"role": attestation.role, "rank": attestation.rank}
        )
    for attestation in attested:
        if attestation.best:
            _add_content(batch, record, attestation, tuple(instances))
            break
    if attested and record.header.is_policy:
        _add_issuers(batch, record, attested[0].policy)
        _add_citations(batch, record, attested[0].policy, resolution)


def add_policy(batch: GraphBatch, facts: PolicyFacts) -> None:
    """The policy's node, and the region it applies to."""
    batch.node(
        "Policy",
        {
            "id": facts.id,
            "title": facts.title,
            "doc_number": facts.doc_number,
            "doc_type": facts.doc_type,
            "issued_on": facts.issued_on,
            "date_basis": facts.date_basis,
            "date_precision": facts.date_precision,
            "valid_from": facts.valid_from,
            "valid_to": facts.valid_to,
            "status": facts.status,
            "domains": list(facts.domains),
            "held": facts.held,
            "basis": facts.basis,
            "document_id": facts.document,
            "region_id": facts.region,
            "level": facts.level,
            "same_as": list(facts.same_as),
            "issuer": facts.issuer,
            "issuer_basis": facts.issuer_basis,
        },
    )


def _document_row(record: Record) -> Row:
    head, source = record.header, record.source
    return {
        "id": record.id,
        "title": head.title or "",
        "kind": head.kind,
        "format": source.format,
        "sha256": source.sha256,
        "path": source.path,
        "encoding": source.encoding or "",
        "domains": [d.id for d in head.domains],
        "truncated": source.truncated,
        "characters": len(record.text),
        "warnings": len(record.warnings),
    }


def _statement(record: Record, span: Span, quote: str, rule: str) -> Row:
    """What every edge that repeats a document carries (CONTRACT §3)."""
    return {
        "evidence_id": evidence_id(record.id, *span),
        "document_id": record.id,
        "span_start": span[0],
        "span_end": span[1],
        "quote": quote,
        "rule": rule,
    }


def _add_issuers(batch: GraphBatch, record: Record, policy: str) -> None:
    for issuer in record.header.issuers:
        span = issuer.span or record.header.evidence.get("issuers")
        if span is None:
            continue
        agency = add_agency(batch, record, issuer.name, issuer.agency_id, issuer.as_written)
        quote = record.text[span[0] : span[1]]
        batch.edge("ISSUED_BY", "Policy", policy, "Agency", agency, _statement(record, span, quote, "issuer"))


def _add_citations(batch: GraphBatch, record: Record, policy: str, resolution: Resolution) -> None:
    cited = resolution.cited.get(record.id, {})
    for citation in record.citations:
        target, kind = cited.get(citation.id), _CITATION_EDGES.get(citation.relation)
        if target is None or kind is None or target == policy:
            continue
        add_policy(batch, resolution.policies[target])
        row = _statement(record, citation.span, citation.quote, citation.rule)
        batch.edge(kind, "Policy", policy, "Policy", target, row)


def _add_content(batch: GraphBatch, record: Record, attestation: Attestation, instances: tuple[Instance, ...]) -> None:
    policy = attestation.policy
    basis = {"mirror": "text", "interpretation": "report"}.get(attestation.role, attestation.role)
    region = region_key(record.header.region)
    if region is not None and record.header.region is not None:
        where: Row = {"basis": record.header.region.basis, "confidence": record.header.region.confidence}
        batch.edge("APPLIES_TO", "Policy", policy, "Region", region, where)
    for position, task in enumerate(record.tasks):
        batch.node("Task", _task_row(record, task, position))
        batch.edge("CONTAINS", "Policy", policy, "Task", task.id, {"basis": basis})
        _add_responsibilities(batch, record, task)
    _add_within(batch, record)
    for target in record.targets:
        _add_target(batch, record, target, policy)
    for instance in instances:
        row = _statement(record, instance.span, instance.quote, instance.rule)
        row |= {
            "state": instance.state,
            "modality": instance.modality,
            "score": instance.score,
            "method": instance.method,
            "reviewed": instance.reviewed,
            "why": instance.why,
        }
        batch.edge("INSTANCE_OF", "Task", instance.task_id, "Measure", instance.measure_id, row)


def _task_row(record: Record, task: Task, position: int) -> Row:
    deadline = task.deadline
    return {
        "id": task.id,
        "number": task.number or "",
        "kind": task.kind,
        "chapter": task.chapter or "",
        "heading": task.heading or "",
        "text": task.text,
        "deadline": deadline.text if deadline else "",
        "deadline_date": (deadline.date or "") if deadline else "",
        "ongoing": deadline.ongoing if deadline else False,
        "open_ended": task.open_ended,
        "position": position,
        **_statement(record, task.span, task.quote, task.rule),
    }


def _add_responsibilities(batch: GraphBatch, record: Record, task: Task) -> None:
    for place, duty in enumerate(task.responsibilities):
        agency = responsibility_agency(batch, record, duty)
        row = _statement(record, duty.span, duty.quote, duty.rule)
        row |= {"as_written": duty.as_written, "place": place}
        batch.edge(_ROLE_EDGES[duty.role], "Agency", agency, "Task", task.id, row)


def _add_within(batch: GraphBatch, record: Record) -> None:
    """A task whose span lies inside another's is part of it."""
    open_tasks: list[Task] = []
    for task in sorted(record.tasks, key=lambda t: (t.span[0], -t.span[1])):
        while open_tasks and open_tasks[-1].span[1] <= task.span[0]:
            open_tasks.pop()
        if open_tasks and open_tasks[-1].span[1] >= task.span[1] and open_tasks[-1].span != task.span:
            batch.edge("WITHIN", "Task", task.id, "Task", open_tasks[-1].id, {})
        open_tasks.append(task)


def _add_target(batch: GraphBatch, record: Record, target: Target, policy: str) -> None:
    batch.node(
        "Target",
        {
            "id": target.id,
            "indicator": target.indicator,
            "comparator": target.comparator,
            "value": float(target.value),
            "value_max": target.value_max if target.value_max is None else float(target.value_max),
            "unit": target.unit or "",
            "year": target.year,
            "year_derived": target.year_derived,
            "approximate": target.approximate,
            "cumulative": target.cumulative,
            "per": target.per or "",
            "every": target.every or "",
            "scope": target.scope or "",
            "kind": target.kind,
            **_statement(record, target.span, target.quote, target.rule),
        },
    )
    batch.node("Indicator", {"id": target.indicator, "name": target.indicator})
    batch.edge("HAS_TARGET", "Policy", policy, "Target", target.id, {})
    if target.task_id:
        batch.edge("HAS_TARGET", "Task", target.task_id, "Target", target.id, {})
    batch.edge("MEASURES", "Target", target.id, "Indicator", target.indicator, {})
