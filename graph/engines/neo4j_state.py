"""(:TiaokuaiState): what the graph on a server was made of. No question asks for this label."""

from __future__ import annotations

from dataclasses import dataclass

from graph.engines.neo4j_server import Tx, fetch
from graph.errors import StoreError
from graph.schema import Schema

DDL = "CREATE CONSTRAINT tiaokuai_state IF NOT EXISTS FOR (s:TiaokuaiState) REQUIRE s.id IS UNIQUE"
_READ = (
    "MATCH (s:TiaokuaiState {id: 'graph'})"
    " RETURN s.snapshot AS snapshot, s.schema AS schema, s.writing AS writing, s.turn AS turn"
)
_WRITE = (
    "MERGE (s:TiaokuaiState {id: 'graph'}) SET s.snapshot = $snapshot, s.schema = $schema, s.writing = $writing,"
    " s.turn = coalesce(s.turn, 0) + 1"
)


@dataclass(frozen=True, slots=True)
class State:
    """`turn` counts changes; `writing`: a load too big for one transaction is under way, or was cut off."""

    snapshot: str = ""
    schema: str | None = None
    writing: bool = False
    turn: int = 0

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
    rows = fetch(tx, _READ)
    if not rows:
        return State()
    row = rows[0]
    schema = None if row["schema"] is None else str(row["schema"])
    return State(str(row["snapshot"] or ""), schema, bool(row["writing"]), int(str(row["turn"] or 0)))


def write_state(tx: Tx, schema: Schema, snapshot: str, *, writing: bool) -> None:
    fetch(tx, _WRITE, {"snapshot": snapshot, "schema": schema.digest, "writing": writing})
