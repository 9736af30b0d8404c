"""Constraints, indexes and upserts for Neo4j, generated from the schema."""

from __future__ import annotations

from collections.abc import Iterator

from graph.batch import Row
from graph.engines.removal import Run, arms
from graph.errors import StoreError
from graph.rows import CheckedBatch
from graph.schema import EdgeType, NodeType, Schema

ROWS = 10_000  # rows a statement


def ddl(schema: Schema) -> Iterator[str]:
    """Statements that may be repeated. A key is unique; what is looked up by is indexed."""
    for node in schema.nodes.values():
        label, name = node.label, node.label.lower()
        yield f"CREATE CONSTRAINT {name}_key IF NOT EXISTS FOR (n:{label}) REQUIRE n.{node.key} IS UNIQUE"
        for field in node.indexes:
            yield f"CREATE INDEX {name}_{field} IF NOT EXISTS FOR (n:{label}) ON (n.{field})"
    for kind in sorted({kind for arm in arms(schema) if arm.stated_by == "r.document_id" for kind in arm.kinds}):
        yield f"CREATE INDEX {kind.lower()}_document IF NOT EXISTS FOR ()-[r:{kind}]-() ON (r.document_id)"


class Upsert:
    """Writes checked batches through `run`."""

    def __init__(self, schema: Schema, run: Run) -> None:
        self._schema = schema
        self._run = run

    def write(self, batch: CheckedBatch) -> None:
        for label, rows in batch.nodes.items():
            self._nodes(self._schema.nodes[label], list(rows.values()))
        for (kind, src, dst), edges in batch.edges.items():
            self._edges(self._schema.edges[kind], src, dst, edges)

    def _nodes(self, node: NodeType, rows: list[Row]) -> None:
        merge = f"UNWIND $rows AS row MERGE (n:{node.label} {{{node.key}: row.{node.key}}})"
        sets = ", ".join(f"n.{name} = row.{name}" for name in node.properties if name != node.key)
        full = [row for row in rows if node.stub is None or row[node.stub.flag] is True]
        for part in _parts(full):
            self._run(f"{merge} SET {sets}", {"rows": part})
        if node.stub is not None:
            hearsay = f"{merge} WITH n, row WHERE coalesce(n.{node.stub.flag}, false) = false SET {sets}"
            for part in _parts([row for row in rows if row[node.stub.flag] is not True]):
                self._run(hearsay, {"rows": part})

    def _edges(self, edge: EdgeType, src: str, dst: str, rows: list[Row]) -> None:
        a, b = self._schema.nodes[src], self._schema.nodes[dst]
        place = f" {{{edge.place}: row.{edge.place}}}" if edge.place else ""
        sets = ", ".join(f"r.{name} = row.{name}" for name in edge.properties if name != edge.place)
        cypher = (
            f"UNWIND $rows AS row MATCH (a:{src} {{{a.key}: row.src}}) WITH row, a MATCH (b:{dst} {{{b.key}: row.dst}})"
            f" MERGE (a)-[r:{edge.kind}{place}]->(b){' SET ' + sets if sets else ''} RETURN count(*) AS n"
        )
        for part in _parts(rows):
            missing = len(part) - int(str(self._run(cypher, {"rows": part})[0]["n"]))
            if missing:
                raise StoreError(f"{edge.kind}: {missing} edges end at a {src} or {dst} that does not exist")


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), ROWS):
        yield rows[start : start + ROWS]
