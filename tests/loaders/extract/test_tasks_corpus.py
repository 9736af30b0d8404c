"""The five shipped documents: every row of the two task tables, and spans that hold what they say."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from graph.record import Header, Task
from loaders.extract.tasks import extract_tasks
from loaders.formats import read_source
from loaders.layouts import build_outline
from loaders.source import Source

CORPUS = Path(__file__).resolve().parents[3] / "data" / "corpus"
FILES = sorted(CORPUS.glob("*.txt"))
ROWS = {"jilin": 42, "zhumadian": 40}


def tasks_of(path: Path) -> tuple[Source, tuple[Task, ...]]:
    source = read_source(path.read_bytes(), path.name)
    return source, extract_tasks(source, build_outline(source), Header(title=None))[0]


@pytest.mark.parametrize(("place", "rows"), sorted(ROWS.items()))
def test_every_row_of_the_tables(place: str, rows: int) -> None:
    path = next(f for f in FILES if place in f.name)
    source, tasks = tasks_of(path)
    table = [t for t in tasks if t.kind == "table"]
    assert [t.number for t in table] == [str(n) for n in range(1, rows + 1)]
    assert all(t.responsibilities for t in table)
    for task in table:
        own = task.quote.split(maxsplit=1)[0]
        assert own.startswith(str(task.number))  # the row begins at its number
        assert source.text[slice(*task.text_span)].strip()


def test_merged_cells_of_the_jilin_table() -> None:
    _, tasks = tasks_of(next(f for f in FILES if "jilin" in f.name))
    rows = {t.number: t for t in tasks if t.kind == "table"}
    assert rows["7"].text == rows["7"].heading  # one cell over both columns
    assert "heading" in rows["9"].inherited
    assert {r.role for r in rows["9"].responsibilities} == {"joint"}  # one cell over 牵头 and 配合
    assert set(rows["31"].inherited) >= {"heading", "lead", "cooperate"}
    assert [r.as_written for r in rows["24"].responsibilities][:2] == ["吉林银保监局", "人民银行长春中心支行"]
    assert rows["6"].deadline is not None
    assert rows["6"].deadline.date == "2020-12-31"
    assert rows["5"].open_ended
    assert len(rows["40"].actions) == 4


def test_the_misprint_of_the_zhumadian_table() -> None:
    path = next(f for f in FILES if "zhumadian" in f.name)
    source = read_source(path.read_bytes(), path.name)
    tasks, notes = extract_tasks(source, build_outline(source), Header(title=None))
    assert [n.code for n in notes] == ["misprint"] * 3
    names = {r.as_written for t in tasks if t.number in ("13", "14", "16") for r in t.responsibilities}
    assert "发展改革委" in names
    assert "市委" not in names


@pytest.mark.parametrize("path", FILES, ids=[f.stem for f in FILES])
def test_every_span_holds_its_quote(path: Path) -> None:
    source, tasks = tasks_of(path)
    assert tasks
    assert len({t.id for t in tasks}) == len(tasks)
    for task in tasks:
        assert source.text[slice(*task.span)] == task.quote
        assert task.span[0] <= task.text_span[0] < task.text_span[1]
        for duty in task.responsibilities:
            assert source.text[slice(*duty.span)] == duty.quote
        for action in task.actions:
            assert source.text[slice(*action.span)] == action.quote


def test_tasks_do_not_overlap_in_prose() -> None:
    for path in FILES:
        _, tasks = tasks_of(path)
        prose = sorted(t.span for t in tasks if t.kind != "table")
        assert all(a[1] <= b[0] for a, b in pairwise(prose))
