"""A policy's page: header with evidence, lineage, tasks with roles and targets, the text with its marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.record import Record, Target, Task
from viz.marked import Mark, Piece, pieces

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """A header fact; `evidence_id` "" where nothing is printed that says it."""

    key: str
    value: str
    evidence_id: str


@dataclass(frozen=True, slots=True)
class TaskView:
    task: Task
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One policy of the lineage; `depth` 1 is a direct parent or child."""

    policy_id: str
    title: str
    relation: str
    depth: int
    held: bool
    region_name: str
    evidence_id: str


@dataclass(frozen=True, slots=True)
class PolicyView:
    facts: tuple[Fact, ...]
    tasks: tuple[TaskView, ...]
    loose_targets: tuple[Target, ...]
    text: tuple[Piece, ...]
    truncated: bool


def policy_view(record: Record) -> PolicyView:
    """What the record of a policy's best document shows."""
    by_task: dict[str, list[Target]] = {}
    for target in record.targets:
        by_task.setdefault(target.task_id or "", []).append(target)
    tasks = tuple(TaskView(task, tuple(by_task.get(task.id, ()))) for task in record.tasks)
    text = pieces(record.text, _marks(record))
    shown = sum(len(piece.text) for piece in text)
    return PolicyView(_facts(record), tasks, tuple(by_task.get("", ())), tuple(text), shown < len(record.text))


def _facts(record: Record) -> tuple[Fact, ...]:
    head = record.header
    values: list[tuple[str, str | None, str]] = [
        ("title", head.title, "title"),
        ("notice_title", head.notice_title, "notice_title"),
        ("doc_number", head.doc_number, "doc_number"),
        ("doc_type", head.doc_type, "doc_type"),
        ("issuers", "、".join(i.name or i.as_written for i in head.issuers), "issuers"),
        ("region", head.region.name if head.region else None, "region"),
        ("issued_on", head.issued_on, "issued_on"),
        ("valid_from", head.valid_from, "valid_from"),
        ("valid_to", head.valid_to, "valid_to"),
    ]
    return tuple(Fact(key, value, _evidence(record, span)) for key, value, span in values if value)


def _evidence(record: Record, name: str) -> str:
    span = record.header.evidence.get(name)
    return f"{record.id}:{span[0]}-{span[1]}" if span and span[0] < span[1] else ""


def _marks(record: Record) -> Iterable[Mark]:
    for name, span in record.header.evidence.items():
        if span[0] < span[1]:
            yield Mark(*span, "header", f"h-{name}")
    for number, task in enumerate(record.tasks):
        yield Mark(*task.text_span, "task", f"t{number}")
        for duty in task.responsibilities:
            yield Mark(*duty.span, "role", f"t{number}")
    for number, target in enumerate(record.targets):
        yield Mark(*target.span, "target", f"g{number}")
    for number, citation in enumerate(record.citations):
        yield Mark(*citation.span, "citation", f"c{number}")


def lineage(rows: Iterable[Row]) -> tuple[Step, ...]:
    """`parents` rows as steps, nearest first."""
    return tuple(
        Step(
            r["policy_id"], r["title"] or r["doc_number"] or r["policy_id"], r["relation"], r["distance"],
            bool(r["held"]), r["region_name"] or "", r["evidence_id"] or "",
        )
        for r in rows
    )  # fmt: skip


def amount(target: Target) -> str:
    """A target as a Chinese document would say it: ≥ 80%, 1—2 所."""
    sign = {">=": "≥", "<=": "≤", "=": "", ">": ">", "<": "<", "range": ""}[target.comparator]
    upper = f"—{target.value_max:g}" if target.value_max is not None else ""
    about = "约" if target.approximate else ""
    return f"{about}{sign} {target.value:g}{upper} {target.unit or ''}".strip()


def names(duties: Sequence[Any], role: str) -> list[Any]:
    return [d for d in duties if d.role == role]
