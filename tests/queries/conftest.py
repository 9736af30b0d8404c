"""The world of these tests, loaded once per engine (the tests only read).

Expected rows are written by hand and checked on the embedded engine; `test_engines.py` then compares whole
answers of every engine, so that each statement runs on the servers once and not once a test.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from graph.store import Reader
from queries.run import Runner
from tests.engines import Engines
from tests.queries.matcher import WorldMatcher
from tests.queries.world import build_world

TODAY = date(2026, 6, 30)


@pytest.fixture(scope="session")
def _runners() -> dict[str, Runner]:
    """Shared, so that names and coverage are read once."""
    return {}


@pytest.fixture
def runner_of(engines: Engines, _runners: dict[str, Runner]) -> Callable[[str], Runner]:
    """A runner over the world, by engine."""

    def get(engine: str) -> Runner:
        reader = engines.loaded(engine, "world-1", build_world)
        if engine not in _runners:
            _runners[engine] = Runner(
                reader, WorldMatcher(), domains={"yiyang": "医养结合", "empty": "无文件的领域"}, today=TODAY
            )
        return _runners[engine]

    return get


@pytest.fixture
def runner(runner_of: Callable[[str], Runner]) -> Runner:
    return runner_of("ladybug")


@pytest.fixture
def world(engines: Engines) -> Reader:
    return engines.loaded("ladybug", "world-1", build_world)
