"""Engine fixtures. `engine_store`: a test once per engine, each with an empty store. `engines`: all of them, shared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from api.loading import load_paths
from api.wiring import shipped_documents, workspace
from graph.settings import Settings
from graph.store import Store
from tests.api.bars import no_bar
from tests.engines import ENGINES, Engines

# A shared machine is slow now and then: time is measured in tests/bench, never asserted here. The same examples each
# run: a failure that comes and goes helps nobody.
settings.register_profile(
    "tiaokuai",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("tiaokuai")


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """The engines of the session; servers are started when first asked for."""
    found = Engines(tmp_path_factory.mktemp("engines"))
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
