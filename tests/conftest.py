"""Engine fixtures: `engine_store` runs a test once per engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engines.embedded import EmbeddedStore
from graph.store import Store

ENGINES = ("ladybug",)


@pytest.fixture(params=ENGINES)
def engine_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A fresh, empty store with its schema applied, once per engine."""
    store = EmbeddedStore(tmp_path / "graph")
    store.apply_schema()
    yield store
    store.close()
