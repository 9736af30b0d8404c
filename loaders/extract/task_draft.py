"""What the task readers hand to `extract_tasks`, which gives ids, parts and quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graph.record import Deadline, Span


class Duty(NamedTuple):
    """A responsibility before it has an id. `name`: as_written."""

    role: str
    name: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class ActionDraft:
    number: str
    text: str
    span: Span


@dataclass(slots=True)
class TaskDraft:
    """A task before it has an id."""

    kind: str
    number: str | None
    text: str
    text_span: Span
    span: Span
    rule: str
    chapter: str | None = None
    heading: str | None = None
    section: str | None = None
    part: str | None = None
    duties: tuple[Duty, ...] = ()
    open_ended: bool = False
    actions: tuple[ActionDraft, ...] = ()
    deadline: Deadline | None = None
    inherited: tuple[str, ...] = ()
