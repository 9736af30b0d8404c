"""The whole graph as plain values, so that tests compare everything and not a count."""

from __future__ import annotations

from graph.batch import GraphBatch, Row
from graph.rows import check_batch
from graph.schema import load_schema
from graph.store import Reader

Dump = dict[str, list[Row]]


def dump(reader: Reader) -> Dump:
    """label or kind -> every node or edge with every property."""
    found: Dump = {}
    for node in load_schema().nodes.values():
        columns = ", ".join(f"n.{name} AS {name}" for name in node.properties)
        found[node.label] = reader.run(f"MATCH (n:{node.label}) RETURN {columns} ORDER BY {node.key}")
    for edge in load_schema().edges.values():
        columns = ", ".join(["a.id AS src", "b.id AS dst", *(f"r.{name} AS {name}" for name in edge.properties)])
        for a, b in edge.pairs:
            rows = reader.run(f"MATCH (a:{a})-[r:{edge.kind}]->(b:{b}) RETURN {columns}")
            found[f"{a}-{edge.kind}-{b}"] = sorted(
                rows, key=lambda row: (row["src"], row["dst"], row.get("evidence_id") or "")
            )
    return found


def as_dump(batch: GraphBatch) -> Dump:
    """What a dump must be after `batch` was written to an empty graph."""
    schema, checked = load_schema(), check_batch(batch, load_schema())
    found: Dump = {label: list(checked.nodes.get(label, {}).values()) for label in schema.nodes}
    for edge in schema.edges.values():
        for a, b in edge.pairs:
            found[f"{a}-{edge.kind}-{b}"] = checked.edges.get((edge.kind, a, b), [])
    return found
