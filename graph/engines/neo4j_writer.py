"""Writing to Neo4j: one writer at a time, and a load that appears at once.

The lock is a transaction that holds a node's write lock and is never committed: the server gives it back when the
process that held it is gone. What `replace` brings is kept until `commit` and written in one transaction, as long
as it fits (`ONE_TRANSACTION` rows). A bigger load goes in several, and readers are told that the graph is being
loaded until it is whole; if such a load is cut off, they are told to rebuild. They never see half.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.batch import GraphBatch
from graph.engines.neo4j_cypher import Upsert
from graph.engines.neo4j_server import Server, Tx, fetch
from graph.engines.neo4j_state import open_gate, read_state, shut_gate, write_state
from graph.engines.removal import Removal, Run
from graph.errors import StoreBusy, StoreError
from graph.rows import CheckedBatch, check_batch
from graph.schema import Schema

ONE_TRANSACTION = 50_000  # nodes and edges: needs about 300 MB of the server's heap
LOCK_WAIT_S = 1.0
LOCK_DDL = "CREATE CONSTRAINT tiaokuai_lock IF NOT EXISTS FOR (l:TiaokuaiLock) REQUIRE l.id IS UNIQUE"
LOCK = "MATCH (l:TiaokuaiLock {id: 'writer'}) SET l.held = true RETURN l.id AS id"


@dataclass(frozen=True, slots=True)
class _Replace:
    documents: list[str]
    batch: CheckedBatch


class Neo4jWriter:
    """`commit` makes the load appear; leaving a `with` block without it changes nothing (but see `rollback`)."""

    def __init__(self, server: Server, schema: Schema) -> None:
        self._server = server
        self._schema = schema
        self._pending: list[_Replace] = []
        self._clears = False
        self._existing = 0  # nodes and edges that `clear` will delete
        self._staged = False
        self._lock = _Lock(server)
        self._lock.acquire()

    def __enter__(self) -> Neo4jWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.rollback()

    def replace(self, document_ids: Iterable[str], batch: GraphBatch) -> None:
        if not self._clears and not self._staged:
            self._server.read(read_state, timeout_s=30.0).check(self._schema)
        self._pending.append(_Replace(sorted(set(document_ids)), check_batch(batch, self._schema)))
        if self._staged or self._size() > ONE_TRANSACTION:
            self._stage()

    def clear(self) -> None:
        self._pending.clear()
        self._clears = True
        self._existing = self._server.read(self._count, timeout_s=60.0)

    def commit(self, snapshot: str) -> None:
        if self._staged or self._size() > ONE_TRANSACTION:
            self._stage()
        try:
            self._server.write(lambda tx: self._write_all(tx, snapshot))
        finally:
            self._server.write(open_gate)
        self._pending.clear()
        self._lock.release()

    def rollback(self) -> None:
        """Forget what is pending. A load that is too big for one transaction leaves the graph to be rebuilt."""
        self._pending.clear()
        self._lock.release()

    def _size(self) -> int:
        return self._existing + sum(op.batch.size for op in self._pending)

    def _write_all(self, tx: Tx, snapshot: str) -> None:
        run = _runner(tx)
        if self._clears:
            self._clear(run)
        for op in self._pending:
            _replace(self._schema, run, op)
        write_state(tx, self._schema, snapshot, writing=False)
        self._server.write(shut_gate)  # in a transaction of its own: it must be seen before any of this one is

    def _clear(self, run: Run) -> None:
        for label in self._labels():
            run(f"MATCH (n:{label}) DETACH DELETE n", {})

    def _labels(self) -> list[str]:
        """Owned nodes first: what is left then has few edges."""
        return [node.label for node in sorted(self._schema.nodes.values(), key=lambda node: not node.owned)]

    def _count(self, tx: Tx) -> int:
        found = [fetch(tx, f"MATCH (n:{label}) RETURN count(n) AS n") for label in self._schema.nodes]
        found += [fetch(tx, f"MATCH ()-[r:{kind}]->() RETURN count(r) AS n") for kind in self._schema.edges]
        return sum(int(str(rows[0]["n"])) for rows in found)

    def _stage(self) -> None:
        """Write what is pending in several transactions, under the sign that the graph is being loaded."""
        if not self._staged:
            self._server.write(lambda tx: write_state(tx, self._schema, "", writing=True))
            self._staged = True
        if self._clears:
            for label in self._labels():
                while self._server.write(partial(_delete_some, label=label)):
                    pass
            self._clears, self._existing = False, 0
        for op in self._pending:
            _replace(self._schema, self._alone, op)
        self._pending.clear()

    def _alone(self, cypher: str, params: dict[str, object]) -> list[dict[str, object]]:
        return self._server.write(lambda tx: fetch(tx, cypher, params))


class _Lock:
    """The write lock of one node, held by a transaction that is never committed."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._session: neo4j.Session | None = None

    def acquire(self) -> None:
        self._server.administer("MERGE (l:TiaokuaiLock {id: 'writer'})")
        try:
            with self._server.session(neo4j.WRITE_ACCESS, LOCK_WAIT_S) as session:
                probe = session.begin_transaction(timeout=LOCK_WAIT_S)
                fetch(probe, LOCK)
                probe.rollback()
        except StoreError as error:
            if error.code != "timeout":
                raise
            raise StoreBusy(
                f"another process is writing to {self._server.address}",
                remedy="wait until it has finished, then run the command again; nothing was changed",
            ) from error
        self._session = self._server.open_session()
        with self._server.errors(LOCK_WAIT_S):
            fetch(self._session.begin_transaction(), LOCK)

    def release(self) -> None:
        if self._session is not None:
            with suppress(DriverError, Neo4jError):  # a server that is gone has given it back already
                self._session.close()  # rolls the transaction back
            self._session = None


def _replace(schema: Schema, run: Run, op: _Replace) -> None:
    removal = Removal(schema, run)
    removal.remove(op.documents, op.batch)
    Upsert(schema, run).write(op.batch)
    removal.collect(op.batch)


def _runner(tx: Tx) -> Run:
    return lambda cypher, params: fetch(tx, cypher, params)


def _delete_some(tx: Tx, label: str) -> bool:
    rows = fetch(tx, f"MATCH (n:{label}) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS n")
    return int(str(rows[0]["n"])) > 0
