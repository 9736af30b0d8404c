"""One loaded world per engine, shared by all tests of this folder (they only read)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph.engines.embedded import EmbeddedStore
from graph.store import Reader
from queries.run import Runner
from tests.queries.matcher import WorldMatcher
from tests.queries.world import build_world

TODAY = date(2026, 6, 30)


@pytest.fixture(scope="session", params=["ladybug"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    store = EmbeddedStore(tmp_path_factory.mktemp("world") / "graph")
    store.apply_schema()
    with store.writer() as writer:
        writer.replace([], build_world())
        writer.commit("world-1")
    reader = store.reader()
    yield reader
    reader.close()
    store.close()


@pytest.fixture
def runner(world: Reader) -> Runner:
    return Runner(world, WorldMatcher(), domains={"yiyang": "医养结合"}, today=TODAY)
