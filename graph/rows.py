"""The check and the coercion that every batch passes before an engine sees it.

Absent properties become None and a node or edge given twice becomes one, so that what is stored does not depend
on the engine, on the order of the batch or on which properties a row happened to have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.batch import GraphBatch, Row
from graph.errors import RecordError
from graph.schema import EdgeType, NodeType, Schema

Pair = tuple[str, str]
ENDS = ("src_label", "src", "dst_label", "dst")


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """`nodes`: label -> key -> whole row. `edges`: (kind, source label, target label) -> whole rows, sorted."""

    nodes: dict[str, dict[str, Row]]
    edges: dict[tuple[str, str, str], list[Row]]

    @property
    def size(self) -> int:
        """Nodes and edges."""
        return sum(map(len, self.nodes.values())) + sum(map(len, self.edges.values()))

    def keys(self, label: str) -> frozenset[str]:
        return frozenset(self.nodes.get(label, ()))


def check_batch(batch: GraphBatch, schema: Schema) -> CheckedBatch:
    """Raise RecordError on the first row that the schema does not allow."""
    nodes = {label: _nodes(label, batch.nodes[label], schema) for label in schema.nodes if batch.nodes.get(label)}
    for label in batch.nodes:
        if label not in schema.nodes:
            raise RecordError(f"batch: undeclared label {label!r}")
    edges: dict[tuple[str, str, str], dict[tuple[object, ...], Row]] = {}
    for kind, rows in batch.edges.items():
        if kind not in schema.edges:
            raise RecordError(f"batch: undeclared edge {kind!r}")
        for row in rows:
            _add_edge(schema.edges[kind], row, edges)
    order = {kind: n for n, kind in enumerate(schema.edges)}
    found = sorted(edges, key=lambda key: (order[key[0]], key[1:]))
    return CheckedBatch(nodes, {key: [edges[key][place] for place in sorted(edges[key])] for key in found})


def _nodes(label: str, rows: list[Row], schema: Schema) -> dict[str, Row]:
    node = schema.nodes[label]
    result: dict[str, Row] = {}
    for row in rows:
        whole = _whole(label, row, node.properties)
        key = whole[node.key]
        if not isinstance(key, str) or not key:
            raise RecordError(f"batch: {label} without a {node.key}")
        if key not in result or _fuller(node, whole, result[key]):
            result[key] = whole
    return dict(sorted(result.items()))


def _fuller(node: NodeType, new: Row, old: Row) -> bool:
    """Of a full row and a stub the full one stays; else the later; of two stubs the one that knows and sorts first."""
    if node.stub is None or new[node.stub.flag]:
        return True
    if old[node.stub.flag]:
        return False
    return _rank(node, new) < _rank(node, old)


def _rank(node: NodeType, row: Row) -> tuple[tuple[bool, str], ...]:
    keeps = node.stub.keeps if node.stub else ()
    return tuple((row[name] is None, str(row[name])) for name in keeps)


def _add_edge(edge: EdgeType, row: Row, edges: dict[tuple[str, str, str], dict[tuple[object, ...], Row]]) -> None:
    src_label, src, dst_label, dst = (row.get(end) for end in ENDS)
    if (src_label, dst_label) not in edge.pairs:
        raise RecordError(f"batch: {edge.kind} does not join {src_label!r} to {dst_label!r}")
    if not isinstance(src, str) or not isinstance(dst, str) or not src or not dst:
        raise RecordError(f"batch: {edge.kind} without an end: {src!r} -> {dst!r}")
    properties = {name: value for name, value in row.items() if name not in ENDS}
    whole = {"src": src, "dst": dst, **_whole(edge.kind, properties, edge.properties)}
    place = whole[edge.place] if edge.place else ""
    if place is None:
        raise RecordError(f"batch: {edge.kind} {src} -> {dst} is a statement without an evidence_id")
    edges.setdefault((edge.kind, str(src_label), str(dst_label)), {})[(src, dst, place)] = whole


def _whole(where: str, row: Row, properties: dict[str, str]) -> Row:
    unknown = sorted(set(row) - set(properties))
    if unknown:
        raise RecordError(f"batch: {where} has undeclared properties {', '.join(unknown)}")
    return {name: _value(where, name, kind, row.get(name)) for name, kind in properties.items()}


def _value(where: str, name: str, kind: str, value: object) -> object:
    if value is None:
        return None
    coerced = _COERCE[kind](value)
    if coerced is None:
        raise RecordError(f"batch: {where}.{name} is {type(value).__name__}, not {kind}: {value!r:.80}")
    return coerced


def _string(value: object) -> object:
    return value if isinstance(value, str) else None


def _int(value: object) -> object:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _float(value: object) -> object:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _bool(value: object) -> object:
    return value if isinstance(value, bool) else None


def _strings(value: object) -> object:
    whole = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    return list(value) if isinstance(value, list | tuple) and whole else None


_COERCE: dict[str, Callable[[object], object]] = {
    "string": _string,
    "int": _int,
    "float": _float,
    "bool": _bool,
    "strings": _strings,
}
