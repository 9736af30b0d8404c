"""(:TiaokuaiState): what the graph on a server was made of, and the gate that is shut while a load is committed.

Community reads what is committed, and a commit is not applied at one moment: a query that runs meanwhile can see half
of it. So the gate (a second node, a transaction of its own) is shut before the commit and opened after it, and a
reader looks at both nodes before and after its query; if anything moved, it asks again. No question asks for this
label.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.engines.neo4j_server import Tx, fetch
from graph.errors import StoreError
from graph.schema import Schema

DDL = "CREATE CONSTRAINT tiaokuai_state IF NOT EXISTS FOR (s:TiaokuaiState) REQUIRE s.id IS UNIQUE"
_READ = (
    "OPTIONAL MATCH (s:TiaokuaiState {id: 'graph'}) OPTIONAL MATCH (g:TiaokuaiState {id: 'gate'})"
    " RETURN s.snapshot AS snapshot, s.schema AS schema, s.writing AS writing, s.turn AS turn,"
    " CASE WHEN g.shut_at > timestamp() - $longest THEN g.shut_at ELSE 0 END AS shut_at"
)
_WRITE = (
    "MERGE (s:TiaokuaiState {id: 'graph'}) SET s.snapshot = $snapshot, s.schema = $schema, s.writing = $writing,"
    " s.turn = coalesce(s.turn, 0) + 1"
)
_SHUT = "MERGE (g:TiaokuaiState {id: 'gate'}) SET g.shut_at = timestamp()"
_OPEN = "MERGE (g:TiaokuaiState {id: 'gate'}) SET g.shut_at = 0"
LONGEST_COMMIT_MS = 10_000  # a gate shut for longer was left by a writer that is gone


@dataclass(frozen=True, slots=True)
class State:
    """`turn` counts changes; `writing`: a load too big for one transaction is under way, or was cut off; `shut_at`: a
    commit is being applied (milliseconds of the server's clock; 0: none is)."""

    snapshot: str = ""
    schema: str | None = None
    writing: bool = False
    turn: int = 0
    shut_at: int = 0

    def usable(self, schema: Schema) -> bool:
        return not self.writing and self.schema in (None, schema.digest)

    def check(self, schema: Schema) -> None:
        """Raises StoreError if the graph cannot answer, or be added to."""
        if self.writing:
            raise StoreError(
                "the graph is being loaded, or a load was cut off",
                remedy="wait for `tiaokuai load` to finish; if none is running, run `tiaokuai rebuild`",
                code="loading",
            )
        if not self.usable(schema):
            raise StoreError(
                "the graph was written by another version of tiaokuai",
                remedy="run `tiaokuai rebuild`: the records hold everything",
            )


def read_state(tx: Tx) -> State:
    row = fetch(tx, _READ, {"longest": LONGEST_COMMIT_MS})[0]
    schema = None if row["schema"] is None else str(row["schema"])
    turn, shut_at = int(str(row["turn"] or 0)), int(str(row["shut_at"]))
    return State(str(row["snapshot"] or ""), schema, bool(row["writing"]), turn, shut_at)


def write_state(tx: Tx, schema: Schema, snapshot: str, *, writing: bool) -> None:
    fetch(tx, _WRITE, {"snapshot": snapshot, "schema": schema.digest, "writing": writing})


def shut_gate(tx: Tx) -> None:
    fetch(tx, _SHUT)


def open_gate(tx: Tx) -> None:
    fetch(tx, _OPEN)
