"""Engine fixtures. `engine_store`: a test once per engine, each with an empty store. `engines`: all of them, shared."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store import Store
from tests.engines import ENGINES, Engines


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
