"""The engines of the test session: started when first asked for, shared by all tests, stopped at the end."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j import NotificationDisabledClassification, NotificationMinimumSeverity

from graph.batch import GraphBatch
from graph.engines.embedded import EmbeddedStore
from graph.engines.neo4j import Neo4jStore
from graph.settings import Settings
from graph.store import Reader, Store
from tests.neo4j.server import LINES, Missing, RunningServer, StartFailed

ENGINES = ("ladybug", *LINES)

# What the server thinks of a statement (missing index, cartesian product, deprecation) is a failure: see `Opinions`.
# Not: names that no row carries yet, and "already there" of `IF NOT EXISTS`.
STRICT = {
    "notifications_min_severity": NotificationMinimumSeverity.INFORMATION,
    "notifications_disabled_classifications": [
        NotificationDisabledClassification.UNRECOGNIZED,
        NotificationDisabledClassification.SCHEMA,
    ],
}


class Opinions(logging.Handler):
    """Turns what the driver logs of the server's opinion of a statement into a Python warning, and so into a failure.

    The driver's own switch for that (`warn_notification_severity`) reads the whole Python stack and its source files
    for every statement, 10 ms under pytest: it was half the time of the Neo4j tests.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._log = logging.getLogger("neo4j.notifications")

    def __enter__(self) -> None:
        self._before = self._log.level
        self._log.setLevel(logging.INFO)
        self._log.addHandler(self)

    def __exit__(self, *_: object) -> None:
        self._log.removeHandler(self)
        self._log.setLevel(self._before)

    def emit(self, record: logging.LogRecord) -> None:
        warnings.warn(record.getMessage(), ServerOpinion, stacklevel=2)


class ServerOpinion(Warning):
    """A notification of the server."""


class Engines:
    """`store` gives an empty store of an engine; `loaded` one that holds a batch, loaded once a session."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._servers: dict[str, RunningServer | Missing | StartFailed] = {}
        self._holds: dict[str, str] = {}  # server -> what it is loaded with
        self._loaded: dict[tuple[str, str], Store] = {}
        self._settings: dict[int, Settings] = {}  # id of a store -> how it was opened
        self._count = 0

    @contextmanager
    def store(self, engine: str) -> Iterator[Store]:
        """A fresh, empty store with its schema applied."""
        self._holds.pop(engine, None)
        store = self._open(engine)
        try:
            self._empty(store)
            yield store
        finally:
            store.close()

    def loaded(self, engine: str, name: str, batch: Callable[[], GraphBatch]) -> Reader:
        """A reader of a graph that holds `batch()`: loaded once per engine and `name`, then shared.

        Don't close it, and don't write to it. On Neo4j (one database) it is loaded again after another test's data.
        """
        store = self._loaded.get((engine, name))
        if store is None:
            store = self._loaded[(engine, name)] = self._open(engine)
        if self._holds.get(engine if engine in LINES else f"{engine}/{name}") != name:
            self._fill(store, name, batch())
            self._holds[engine if engine in LINES else f"{engine}/{name}"] = name
        return store.reader()

    def server(self, engine: str) -> RunningServer:
        """The server of a line; skips the test where it cannot be had (fails if TIAOKUAI_REQUIRE_NEO4J=1)."""
        found = self._servers.get(engine)
        if found is None:
            try:
                found = RunningServer(LINES[engine])
            except (Missing, StartFailed) as error:
                found = error
            self._servers[engine] = found
        if isinstance(found, StartFailed):
            pytest.fail(str(found))
        if isinstance(found, Missing):
            if os.environ.get("TIAOKUAI_REQUIRE_NEO4J") == "1":
                pytest.fail(f"{engine} is required (TIAOKUAI_REQUIRE_NEO4J=1): {found}")
            pytest.skip(f"{engine}: {found}")
        return found

    def settings(self, engine: str) -> Settings:
        """Settings that name a store of this engine (for ladybug, a new home)."""
        self._count += 1
        home = self._folder / f"home-{self._count}"
        return Settings(home=home, store=None if engine == "ladybug" else self.server(engine).address)

    def settings_of(self, store: Store) -> Settings:
        """The settings by which another process opens the same store."""
        return self._settings[id(store)]

    def close(self) -> None:
        for store in self._loaded.values():
            store.close()
        for server in self._servers.values():
            if isinstance(server, RunningServer):
                server.stop()

    def _open(self, engine: str) -> Store:
        settings = self.settings(engine)
        store = EmbeddedStore(settings.graph) if engine == "ladybug" else Neo4jStore(settings, **STRICT)
        self._settings[id(store)] = settings
        return store

    @staticmethod
    def _empty(store: Store) -> None:
        store.apply_schema()
        if store.engine == "neo4j":
            with store.writer() as writer:
                writer.clear()
                writer.commit("")

    def _fill(self, store: Store, name: str, batch: GraphBatch) -> None:
        store.apply_schema()
        with store.writer() as writer:
            writer.clear()
            writer.replace([], batch)
            writer.commit(name)
