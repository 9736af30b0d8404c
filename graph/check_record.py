"""The assertion made on every record that is written: text[start:end] == quote, for every item."""

from __future__ import annotations

from collections.abc import Iterator

from graph.errors import RecordError
from graph.record import Record, Span


def check_record(record: Record) -> None:
    """Raise RecordError on the first item whose quote is not what its span holds."""
    for where, span, quote in _quoted(record):
        if record.text[span[0] : span[1]] != quote or span[0] >= span[1]:
            raise RecordError(f"{record.source.path}: {where}: span {span} does not hold its quote")
    for where, span in _bare(record):
        if not 0 <= span[0] <= span[1] <= len(record.text):
            raise RecordError(f"{record.source.path}: {where}: span {span} lies outside the text")


def _quoted(record: Record) -> Iterator[tuple[str, Span, str]]:
    for task in record.tasks:
        yield f"task {task.id}", task.span, task.quote
        for duty in task.responsibilities:
            yield f"responsibility {duty.id}", duty.span, duty.quote
        for action in task.actions:
            yield f"action {action.id}", action.span, action.quote
    for target in record.targets:
        yield f"target {target.id}", target.span, target.quote
    for citation in record.citations:
        yield f"citation {citation.id}", citation.span, citation.quote


def _bare(record: Record) -> Iterator[tuple[str, Span]]:
    header = record.header
    yield from ((f"evidence {name}", span) for name, span in header.evidence.items())
    yield from ((f"date {d.date}", d.span) for d in header.dates)
    yield from ((f"issuer {i.as_written}", i.span) for i in header.issuers if i.span)
    yield from ((f"part {p.id}", p.span) for p in record.parts)
    yield from ((f"section {s.id}", s.span) for s in record.sections)
    yield from ((f"page {p.n}", p.span) for p in record.pages)
    for task in record.tasks:
        yield f"task text {task.id}", task.text_span
        if task.deadline:
            yield f"deadline {task.id}", task.deadline.span
