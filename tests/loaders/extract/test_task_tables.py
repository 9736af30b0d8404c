"""Invented task tables of the genre in six ways of writing: rows, roles, deadlines and names come back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.record import Header, Task
from loaders.extract.tasks import extract_tasks
from loaders.formats import read_source
from loaders.layouts import build_outline
from tests.loaders.extract.test_tasks_rendered import WRITERS, Grid, Put

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "task_tables.yaml").read_text("utf-8"))
TOLD = [writer for writer in WRITERS if writer.__name__ != "_plain_lines"]  # it loses merged cells
JOINS_LINES = "names broken over lines"  # the writer of one row a line parts the lines of a cell by 、


@pytest.mark.parametrize("writer", TOLD, ids=lambda w: w.__name__.strip("_"))
@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_every_row_of_a_table(case: dict[str, Any], writer: Callable[[Grid], tuple[bytes, str]]) -> None:
    if case["name"] == JOINS_LINES and writer.__name__ == "_row_a_line":
        pytest.skip("this writer cannot write lines inside a cell")
    source = read_source(*writer(_grid(case["rows"])))
    tasks, _ = extract_tasks(source, build_outline(source), Header(title=None))
    rows = [task for task in tasks if task.kind == "table"]
    assert len(rows) == len(case["want"]), [(t.number, t.text[:12]) for t in rows]
    for task, want in zip(rows, case["want"], strict=True):
        _check(task, *want)


def _check(
    task: Task, number: str | None, starts: str, roles: dict[str, list[str]], date: str | None, name: str | None
) -> None:
    assert task.number == number
    assert task.text.startswith(starts)
    found: dict[str, list[str]] = {}
    for duty in task.responsibilities:
        found.setdefault(duty.role, []).append(duty.as_written)
    assert found == roles
    assert (task.deadline.text if task.deadline else None) == date
    assert not name or name in (task.heading, task.chapter)


def _grid(rows: list[list[Any]]) -> Grid:
    """Puts by place, None where a merged cell covers it."""
    width = max(sum(1 if c is None or isinstance(c, str) else c[2] for c in row) for row in rows)
    grid: Grid = [[None] * width for _ in rows]
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            put = None if cell is None else Put(cell) if isinstance(cell, str) else Put(*cell)
            grid[r][c] = put
            c += put.columns if put else 1
    return grid
