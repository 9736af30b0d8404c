"""Engine fixtures. `engine_store`: a test once per engine, each with an empty store. `engines`: all of them, shared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from api.loading import load_paths
from api.wiring import shipped_documents, workspace
from graph.settings import Settings
from graph.store import Store
from tests.api.bars import no_bar
from tests.engines import ENGINES, Engines, Opinions
from tests.neo4j.server import LINES, Missing, fetch, find_java
from tests.parallel import ByUnit

# A shared machine is slow now and then: time is measured in tests/bench, never asserted here. The same examples each
# run: a failure that comes and goes helps nobody.
settings.register_profile(
    "tiaokuai",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("tiaokuai")


def pytest_xdist_setupnodes() -> None:
    """Before several processes start (`-n`): Maven's repository is no place for two at once."""
    for line in LINES.values():
        with suppress(Missing):  # the tests say so
            find_java(line.java)
            fetch(line)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByUnit:
    return ByUnit(config, log)


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """The engines of the session; servers are started when first asked for."""
    found = Engines(tmp_path_factory.mktemp("engines"))
    with Opinions():
        yield found
    found.close()


@pytest.fixture(params=ENGINES)
def engine_store(request: pytest.FixtureRequest, engines: Engines) -> Iterator[Store]:
    """A fresh, empty store with its schema applied, once per engine."""
    with engines.store(request.param) as store:
        yield store


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the five shipped documents. Read only."""
    home = tmp_path_factory.mktemp("shipped") / "home"
    with workspace(Settings(home=home)) as space:
        load_paths(space, shipped_documents(), workers=1, bar=no_bar)
    return home
