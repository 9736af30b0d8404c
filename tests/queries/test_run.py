"""The runner: snapshots, caches, missing hooks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from graph.errors import RecordError
from graph.store import Params, Reader, Rows
from queries.catalogue import load_catalogue
from queries.run import Runner, _declared
from tests.queries.matcher import WorldMatcher


class Moving:
    """A reader whose snapshot moves on at chosen statements, as it does while a load ends."""

    def __init__(self, reader: Reader, moves_at: set[int]) -> None:
        self.engine = reader.engine
        self._reader, self._moves_at = reader, moves_at
        self._asked, self._version = 0, 1

    @property
    def snapshot(self) -> str:
        return f"s{self._version}"

    def run(self, cypher: str, params: Params | None = None, *, timeout_s: float = 30.0) -> Rows:
        self._asked += 1
        if self._asked in self._moves_at:
            self._version += 1
        return self._reader.run(cypher, params, timeout_s=timeout_s)

    def close(self) -> None:
        self._reader.close()


def runner(reader: Reader, moves_at: set[int]) -> Runner:
    return Runner(Moving(reader, moves_at), WorldMatcher(), today=date(2026, 6, 30))


def test_an_answer_is_of_one_snapshot(world: Reader) -> None:
    assert runner(world, set()).answer("adopters", {"measure": "m-sign"}).meta["snapshot"] == "s1"
    assert runner(world, {2}).answer("adopters", {"measure": "m-sign"}).meta["snapshot"] == "s2"


def test_names_and_coverage_are_read_anew_with_a_new_snapshot(world: Reader) -> None:
    moving = Moving(world, {1})
    asked = Runner(moving, WorldMatcher(), today=date(2026, 6, 30))
    before = asked.names
    moving.run("MATCH (n:Region) RETURN count(n) AS n")
    assert asked.names is not before
    assert asked.names is asked.names


def test_a_row_without_a_declared_column_is_a_bug_and_said_so() -> None:
    query = load_catalogue()["holdings"]
    whole: Mapping[str, object] = dict.fromkeys(query.column_names, "")
    assert _declared(query, [{**whole, "more": 1}]) == [
        {**whole, "region_code": None, "region_name": None, "level": None, "domain": None}
    ]
    with pytest.raises(RecordError, match="reports"):
        _declared(query, [{k: v for k, v in whole.items() if k != "reports"}])
