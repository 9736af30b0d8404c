"""Small documents of the genre → their tasks, roles, deadlines and actions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.record import Header, Task
from loaders.extract.tasks import extract_tasks
from loaders.formats import read_source
from loaders.layouts import build_outline

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "tasks.yaml").read_text("utf-8"))
LISTED = {"number", "heading", "chapter", "part"}


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_tasks_of_a_document(case: dict[str, Any]) -> None:
    source = read_source(case["text"].encode(), "case.txt")
    tasks, notes = extract_tasks(source, build_outline(source), Header(title=None))
    assert len(tasks) == len(case["want"]), [(t.number, t.text[:20]) for t in tasks]
    for task, want in zip(tasks, case["want"], strict=True):
        _check(task, want)
    assert [n.code for n in notes] == case.get("notes", [])


def _check(task: Task, want: dict[str, Any]) -> None:
    assert task.kind == want.get("kind", "narrative")
    assert task.text.startswith(want.get("starts", "")), task.text[:40]
    for name in LISTED & set(want):
        assert getattr(task, name) == want[name], name
    roles: dict[str, list[str]] = {}
    for duty in task.responsibilities:
        roles.setdefault(duty.role, []).append(duty.as_written)
    assert roles == want.get("roles", {})
    assert task.open_ended == want.get("open", False)
    if "deadline" in want:
        assert task.deadline is not None
        assert [task.deadline.text, task.deadline.date, task.deadline.ongoing] == want["deadline"]
    if "actions" in want:
        assert [a.number for a in task.actions] == want["actions"]
    if "inherited" in want:
        assert sorted(task.inherited) == sorted(want["inherited"])


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    assert len({c["name"] for c in CASES}) == len(CASES)
