"""DDL and upserts for the embedded engine, generated from the schema.

Nodes: CREATE for new keys and MATCH … SET for known ones (MERGE of a wide row is ten times slower). Edges: an edge
at a node that was just created is new and is created unseen; the rest is merged on its ends and its place.
Every value is cast: a column that is null in all rows of a batch has no type of its own here. The two ends are
matched one after the other through WITH: in one MATCH they become a cross product of two table scans.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from graph.batch import Row
from graph.engines.removal import Run, chunks
from graph.errors import StoreError
from graph.rows import CheckedBatch
from graph.schema import EdgeType, NodeType, Schema

SQL_TYPES = {"string": "STRING", "int": "INT64", "float": "DOUBLE", "bool": "BOOL", "strings": "STRING[]"}
ROWS = 10_000  # rows a statement: bounds memory


def ddl(schema: Schema) -> Iterator[str]:
    """One statement per table."""
    for node in schema.nodes.values():
        columns = ", ".join(f"{name} {SQL_TYPES[kind]}" for name, kind in node.properties.items())
        yield f"CREATE NODE TABLE {node.label}({columns}, PRIMARY KEY({node.key}))"
    for edge in schema.edges.values():
        ends = [f"FROM {src} TO {dst}" for src, dst in edge.pairs]
        columns = ", ".join([*ends, *(f"{name} {SQL_TYPES[kind]}" for name, kind in edge.properties.items())])
        yield f"CREATE REL TABLE {edge.kind}({columns})"


class Bulk(Protocol):
    """A faster way for rows that are known to be new."""

    def nodes(self, node: NodeType, rows: list[Row]) -> bool:
        """False if this way is not open to such nodes."""

    def edges(self, edge: EdgeType, src: str, dst: str, rows: list[Row]) -> None: ...


class Upsert:
    """Writes one checked batch through `run`; what is new through `bulk`, where there is one."""

    def __init__(self, schema: Schema, run: Run, bulk: Bulk | None = None) -> None:
        self._schema = schema
        self._run = run
        self._bulk = bulk
        self._created: dict[str, set[str]] = {}

    def write(self, batch: CheckedBatch) -> None:
        for label, rows in batch.nodes.items():
            self._created[label] = self._nodes(self._schema.nodes[label], rows)
        for (kind, src, dst), edges in batch.edges.items():
            self._edges(self._schema.edges[kind], src, dst, edges)

    def _nodes(self, node: NodeType, rows: dict[str, Row]) -> set[str]:
        known = self._known(node, rows, "true")
        new = [row for key, row in rows.items() if key not in known]
        if not (self._bulk and self._bulk.nodes(node, new)):
            values = ", ".join(f"{name}: {_cast(name, kind)}" for name, kind in node.properties.items())
            self._each(f"UNWIND $rows AS row CREATE (n:{node.label} {{{values}}})", new)
        full = self._known(node, rows, f"n.{node.stub.flag}") if node.stub else set()
        old = [row for key, row in rows.items() if key in known and not (key in full and _is_stub(node, row))]
        sets = _sets("n", {name: kind for name, kind in node.properties.items() if name != node.key})
        self._each(f"UNWIND $rows AS row MATCH (n:{node.label} {{{node.key}: row.{node.key}}}) SET {sets}", old)
        return rows.keys() - known

    def _known(self, node: NodeType, rows: dict[str, Row], that: str) -> set[str]:
        """Keys of `rows` that are in the graph, of nodes n for which `that` holds."""
        if not self._run(f"MATCH (n:{node.label}) RETURN n.{node.key} AS id LIMIT 1", {}):
            return set()
        cypher = f"UNWIND $keys AS k MATCH (n:{node.label}) WHERE n.{node.key} = k AND {that} RETURN n.{node.key} AS id"
        return {str(row["id"]) for keys in chunks(rows) for row in self._run(cypher, {"keys": keys})}

    def _edges(self, edge: EdgeType, src: str, dst: str, rows: list[Row]) -> None:
        fresh_src, fresh_dst = self._created.get(src, set()), self._created.get(dst, set())
        new = [row for row in rows if row["src"] in fresh_src or row["dst"] in fresh_dst]
        old = [row for row in rows if not (row["src"] in fresh_src or row["dst"] in fresh_dst)]
        if self._bulk:
            self._bulk.edges(edge, src, dst, new)
        else:
            values = ", ".join(f"{name}: {_cast(name, kind)}" for name, kind in edge.properties.items())
            self._joined(edge, src, dst, f"CREATE (a)-[r:{edge.kind} {{{values}}}]->(b)", new)
        place = f" {{{edge.place}: row.{edge.place}}}" if edge.place else ""
        sets = _sets("r", {name: kind for name, kind in edge.properties.items() if name != edge.place})
        tail = f" SET {sets}" if sets else ""
        self._joined(edge, src, dst, f"MERGE (a)-[r:{edge.kind}{place}]->(b){tail}", old)

    def _joined(self, edge: EdgeType, src: str, dst: str, write: str, rows: list[Row]) -> None:
        a, b = self._schema.nodes[src], self._schema.nodes[dst]
        match = f"MATCH (a:{src} {{{a.key}: row.src}}) WITH row, a MATCH (b:{dst} {{{b.key}: row.dst}})"
        for part in _parts(rows):
            answer = self._run(f"UNWIND $rows AS row {match} {write} RETURN count(*) AS n", {"rows": part})
            missing = len(part) - int(str(answer[0]["n"]))
            if missing:
                raise StoreError(f"{edge.kind}: {missing} edges end at a {src} or {dst} that does not exist")

    def _each(self, cypher: str, rows: list[Row]) -> None:
        for part in _parts(rows):
            self._run(cypher, {"rows": part})


def _is_stub(node: NodeType, row: Row) -> bool:
    return node.stub is not None and row[node.stub.flag] is not True


def _sets(variable: str, properties: dict[str, str]) -> str:
    return ", ".join(f"{variable}.{name} = {_cast(name, kind)}" for name, kind in properties.items())


def _cast(name: str, kind: str) -> str:
    return f"CAST(row.{name} AS {SQL_TYPES[kind]})"


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), ROWS):
        yield rows[start : start + ROWS]
