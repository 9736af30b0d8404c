"""The log of decisions: append, replay, undo, orphans."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from graph.decisions import Decision, Decisions, Seen, append, as_line, read_decisions, replay
from graph.errors import UsageError

ACCEPT = Decision("li", "accept", "m.a", document_id="d1", clause_hash="c1", seen=Seen("原文", 0.7))
REJECT = Decision("wang", "reject", "m.a", document_id="d1", clause_hash="c1")
KEY = ("d1", "c1", "m.a")


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    written = append(tmp_path, ACCEPT)
    log = read_decisions(tmp_path)
    assert log.lines == (written,)
    assert written.id
    assert written.at.startswith("20")
    assert written.seen == Seen("原文", 0.7)
    assert replay(as_line(written)).lines == (written,)


def test_the_later_decision_stands_and_undo_takes_it_back(tmp_path: Path) -> None:
    append(tmp_path, ACCEPT)
    second = append(tmp_path, REJECT)
    verdict = read_decisions(tmp_path).verdict(KEY)
    assert verdict is not None
    assert verdict.verb == "reject"
    append(tmp_path, Decision("li", "undo", value=second.id))
    log = read_decisions(tmp_path)
    verdict = log.verdict(KEY)
    assert verdict is not None
    assert verdict.verb == "accept"
    assert len(log.lines) == 3


def test_contest_is_remembered_until_somebody_decides(tmp_path: Path) -> None:
    append(tmp_path, Decision("visitor", "contest", "m.a", document_id="d1", clause_hash="c1"))
    assert read_decisions(tmp_path).contested(KEY)
    append(tmp_path, ACCEPT)
    assert not read_decisions(tmp_path).contested(KEY)


def test_merges_are_followed_and_cycles_end(tmp_path: Path) -> None:
    for a, b in (("m.a", "m.b"), ("m.b", "m.c"), ("m.x", "m.y"), ("m.y", "m.x")):
        append(tmp_path, Decision("li", "merge", a, value=b))
    merged = read_decisions(tmp_path).merged
    assert merged["m.a"] == merged["m.b"] == "m.c"


def test_which_documents_a_build_must_project_again(tmp_path: Path) -> None:
    first = append(tmp_path, ACCEPT)
    append(tmp_path, Decision("li", "undo", value=first.id))
    log = read_decisions(tmp_path)
    assert log.documents_since(0) == {"d1"}
    assert log.documents_since(1) == {"d1"}
    assert log.documents_since(2) == set()
    assert not log.affects_all_since(0)
    append(tmp_path, Decision("li", "rename", "m.a", value="新名"))
    assert read_decisions(tmp_path).affects_all_since(2)
    assert read_decisions(tmp_path).names == {"m.a": "新名"}


def test_decisions_whose_clause_has_gone_are_orphaned_not_lost(tmp_path: Path) -> None:
    written = append(tmp_path, ACCEPT)
    log = read_decisions(tmp_path)
    assert log.orphaned([("d1", "c1")]) == ()
    assert log.orphaned([("d1", "other")]) == (written,)


@pytest.mark.parametrize(
    "decision",
    [
        Decision("", "accept", "m.a", document_id="d", clause_hash="c"),
        Decision("li", "like", "m.a", document_id="d", clause_hash="c"),
        Decision("li", "accept", "m.a"),
        Decision("li", "merge", "m.a"),
        Decision("li", "merge", "m.a", value="m.a"),
        Decision("li", "merge", value="m.a"),
        Decision("li", "undo", value="nothing"),
        Decision("li", "accept", "m.a", document_id="d", clause_hash="c", value="perhaps"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(tmp_path: Path, decision: Decision) -> None:
    with pytest.raises(UsageError):
        append(tmp_path, decision)
    assert read_decisions(tmp_path) == Decisions()


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    append(tmp_path, ACCEPT)
    with (tmp_path / "decisions.ndjson").open("ab") as out:
        out.write(b"{half\n")
    with pytest.raises(UsageError, match="line 2"):
        read_decisions(tmp_path)


def _append_many(home: str) -> None:
    for _ in range(20):
        append(Path(home), ACCEPT)


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_append_many, [str(tmp_path)] * 2))
    log = read_decisions(tmp_path)
    assert len(log.lines) == 40
    assert len({d.id for d in log.lines}) == 40
