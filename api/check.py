"""What needs a person: contested answers, orphaned decisions, unknown agencies, a graph that is behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from api.wiring import Workspace
from graph.decisions import read_decisions
from graph.ids import clause_hash
from graph.record import Record
from loaders.measures.clauses import clauses
from loaders.resolve.facts import functionless
from viz.contested import contested


def findings(space: Workspace) -> Iterator[str]:
    """One line a finding, `KIND<tab>WHERE<tab>WHAT`, in a stable order."""
    pending = space.builder().pending()
    if pending:
        yield f"behind\t{space.home}\t{pending} documents are not in the graph as their records say: tiaokuai rebuild"
    for doubt in contested(space.home):
        about = doubt.evidence or doubt.policy_id or doubt.agency_id or f"{doubt.measure_id} {doubt.region_code or ''}"
        yield f"contested\t{about.strip()}\t{doubt.why} ({doubt.by}, {doubt.at[:10]}, {doubt.id})"
    yield from _of_records(space)


def _of_records(space: Workspace) -> Iterator[str]:
    held: set[tuple[str, str]] = set()
    decisions = read_decisions(space.home)
    keyed = {d.document_id for d in decisions.standing if d.key}
    for record in space.records.all():
        yield from _of_record(record)
        if record.id in keyed:
            held |= {(c.document_id, clause_hash(c.quote)) for c in clauses(record)}
    for orphan in decisions.orphaned(held):
        about = f"decision {orphan.id} ({orphan.verb} {orphan.measure_id})"
        yield f"orphaned\t{orphan.document_id}\t{about}: its words are gone"


def _of_record(record: Record) -> Iterator[str]:
    where = record.source.path
    duties = [d for task in record.tasks for d in task.responsibilities]
    unknown = Counter(d.as_written for d in duties if d.kind == "unresolved")
    for name, count in sorted(unknown.items()):
        yield f"unknown agency\t{where}\t{name} ×{count}"
    for name in functionless(record):
        yield f"no function\t{where}\t{name}"
    for warning in record.warnings:
        if warning.code != "agency_unresolved":
            yield f"warning\t{where}\t{warning.code}: {warning.message}"
