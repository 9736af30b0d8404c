"""The Neo4j store: the schema, and readers that never show half a load (neo4j_state says how)."""

from __future__ import annotations

import time
from typing import Any

from graph.engines import neo4j_cypher, neo4j_state
from graph.engines.neo4j_server import Server, Tx, fetch
from graph.engines.neo4j_state import State, read_state
from graph.engines.neo4j_writer import LOCK_DDL, Neo4jWriter
from graph.errors import StoreError
from graph.schema import Schema, load_schema
from graph.settings import Settings
from graph.store import Params, Rows

ENGINE = "neo4j"
OVERTAKEN_S = 30.0  # how long a query that loads overtake is asked again
PAUSE_S = 0.01  # while a commit is applied


class Neo4jStore:
    """One database of one server."""

    engine = ENGINE

    def __init__(self, settings: Settings, schema: Schema | None = None, **driver_options: Any) -> None:
        self._schema = schema or load_schema()
        self._server = Server(settings, **driver_options)

    def apply_schema(self) -> None:
        """Constraints and indexes; may be repeated. Raises StoreError if the server cannot be reached."""
        for statement in (neo4j_state.DDL, LOCK_DDL, *neo4j_cypher.ddl(self._schema), "CALL db.awaitIndexes(60)"):
            self._server.administer(statement)

    def reader(self) -> Neo4jReader:
        return Neo4jReader(self._server, self._schema)

    def writer(self) -> Neo4jWriter:
        """Raises StoreBusy if another process is writing. Constraints first: without them every edge is a scan."""
        if self._server.read(read_state, timeout_s=30.0).schema != self._schema.digest:
            self.apply_schema()
        return Neo4jWriter(self._server, self._schema)

    def close(self) -> None:
        self._server.close()


class Neo4jReader:
    """Reads. Safe from several threads: every query has a session of its own."""

    engine = ENGINE

    def __init__(self, server: Server, schema: Schema) -> None:
        self._server = server
        self._schema = schema

    @property
    def snapshot(self) -> str:
        state = self._server.read(read_state, timeout_s=30.0)
        return state.snapshot if state.usable(self._schema) else ""

    def run(self, cypher: str, params: Params | None = None, *, timeout_s: float = 30.0) -> Rows:
        bound = dict(params or {})

        def ask(tx: Tx) -> tuple[State, Rows, State]:
            before = read_state(tx)
            return (before, [], before) if before.shut_at else (before, fetch(tx, cypher, bound), read_state(tx))

        until = time.monotonic() + max(timeout_s, OVERTAKEN_S)
        while time.monotonic() < until:
            before, rows, after = self._server.read(ask, timeout_s=timeout_s)
            after.check(self._schema)
            if before == after and not after.shut_at:
                return rows
            time.sleep(PAUSE_S if after.shut_at else 0)
        raise StoreError("the graph changed again and again while the query ran", remedy="ask again")

    def close(self) -> None:
        """The driver belongs to the store."""
