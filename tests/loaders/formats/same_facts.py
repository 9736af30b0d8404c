"""The facts of a record as plain values, and how many of them differ between two records."""

from __future__ import annotations

from collections import Counter

from graph.ids import squeeze
from graph.record import Record


def facts(record: Record) -> Counter[tuple[str, ...]]:
    """Header fields, tasks, roles, targets and citations, each as often as it is there; white space is nothing."""
    head, found = record.header, Counter[tuple[str, ...]]()
    region = head.region
    fields = {
        "title": head.title,
        "notice_title": head.notice_title,
        "doc_number": head.doc_number,
        "doc_type": head.doc_type,
        "issued_on": head.issued_on,
        "date_basis": head.date_basis,
        "region": region.code or region.name if region else None,
        "kind": head.kind,
        "valid_from": head.valid_from,
        "valid_to": head.valid_to,
    }
    found.update(fact("header", name, value) for name, value in fields.items())
    found.update(fact("issuer", i.as_written) for i in head.issuers)
    for task in record.tasks:
        deadline = task.deadline.text if task.deadline else None
        found[fact("task", task.kind, task.number, task.text, deadline, *(a.text for a in task.actions))] += 1
        for r in task.responsibilities:
            found[fact("role", task.number, r.role, r.as_written, r.name)] += 1
    for t in record.targets:
        found[fact("target", t.kind, t.indicator, t.comparator, t.value, t.value_max, t.unit, t.year, t.per)] += 1
    found.update(fact("citation", c.relation, c.title, c.doc_number) for c in record.citations)
    return found


def fact(*values: object) -> tuple[str, ...]:
    return tuple("" if v is None else squeeze(str(v)) for v in values)


def differing(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> tuple[int, int]:
    """(facts that only one of the two has, facts of both); their quotient is the share that differs, 0–1."""
    return ((one - other) + (other - one)).total(), one.total() + other.total()
