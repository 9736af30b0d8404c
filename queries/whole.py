"""The whole graph, label by label and edge by edge: what exports are made of. Cypher generated from the schema."""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema import EdgeType, NodeType, load_schema
from graph.store import Reader

Row = dict[str, object]

_PAGE = 20_000  # rows fetched at a time


def node_rows(reader: Reader) -> Iterator[tuple[str, Row]]:
    """(label, properties) of every node, by label as declared, then by key."""
    for node in load_schema().nodes.values():
        for row in _paged(reader, node_query(node)):
            yield node.label, row


def edge_rows(reader: Reader) -> Iterator[tuple[str, str, str, Row]]:
    """(kind, source label, target label, {source, target, properties}) of every edge, in a total order."""
    for edge in load_schema().edges.values():
        for source, target in edge.pairs:
            for row in _paged(reader, edge_query(edge, source, target)):
                yield edge.kind, source, target, row


def node_query(node: NodeType) -> str:
    columns = ", ".join(f"n.{name} AS {name}" for name in node.properties)
    return f"MATCH (n:{node.label}) RETURN {columns} ORDER BY {node.key}"


def edge_query(edge: EdgeType, source: str, target: str) -> str:
    keys = load_schema().nodes
    columns = [f"a.{keys[source].key} AS source", f"b.{keys[target].key} AS target"]
    columns += [f"r.{name} AS {name}" for name in edge.properties]
    order = ", ".join(["source", "target", *([edge.place] if edge.place else [])])
    return f"MATCH (a:{source})-[r:{edge.kind}]->(b:{target}) RETURN {', '.join(columns)} ORDER BY {order}"


def _paged(reader: Reader, cypher: str) -> Iterator[Row]:
    start = 0
    while True:
        rows = reader.run(f"{cypher} SKIP $start LIMIT $page", {"start": start, "page": _PAGE}, timeout_s=300)
        yield from rows
        if len(rows) < _PAGE:
            return
        start += _PAGE
