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

LONGEST_KEY = 2_000  # Neo4j indexes 8 kB
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
        shape = _Shape(kind, schema.edges[kind].properties)
        for row in rows:
            _add_edge(schema.edges[kind], shape, row, edges)
    order = {kind: n for n, kind in enumerate(schema.edges)}
    found = sorted(edges, key=lambda key: (order[key[0]], key[1:]))
    return CheckedBatch(nodes, {key: [edges[key][place] for place in sorted(edges[key])] for key in found})


def _nodes(label: str, rows: list[Row], schema: Schema) -> dict[str, Row]:
    node = schema.nodes[label]
    result: dict[str, Row] = {}
    seen: dict[object, Row] = {}
    shape = _Shape(label, node.properties)
    for row in rows:
        if seen.get(row.get(node.key)) == row:  # shared nodes are stated over and over
            continue
        seen[row.get(node.key)] = row
        whole = shape.whole(row)
        key = whole[node.key]
        if not isinstance(key, str) or not key:
            raise RecordError(f"batch: {label} without a {node.key}")
        if len(key) > LONGEST_KEY:
            raise RecordError(f"batch: {label} with a {node.key} of {len(key)} characters: {key:.80}…")
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


def _add_edge(
    edge: EdgeType, shape: _Shape, row: Row, edges: dict[tuple[str, str, str], dict[tuple[object, ...], Row]]
) -> None:
    src_label, src, dst_label, dst = row.get("src_label"), row.get("src"), row.get("dst_label"), row.get("dst")
    if (src_label, dst_label) not in edge.pairs:
        raise RecordError(f"batch: {edge.kind} does not join {src_label!r} to {dst_label!r}")
    if not (isinstance(src, str) and isinstance(dst, str) and src and dst):
        raise RecordError(f"batch: {edge.kind} without an end: {src!r} -> {dst!r}")
    bare = dict(row)
    for end in ENDS:
        del bare[end]
    whole = shape.whole(bare)
    whole["src"], whole["dst"] = src, dst
    place = whole[edge.place] if edge.place else ""
    if place is None:
        raise RecordError(f"batch: {edge.kind} {src} -> {dst} is a statement without an evidence_id")
    edges.setdefault((edge.kind, str(src_label), str(dst_label)), {})[(src, dst, place)] = whole


class _Shape:
    """Checks the rows of one label or edge. A million rows pass here, so what is looked at is the types of a row as a
    whole, and each combination only once."""

    def __init__(self, where: str, properties: dict[str, str]) -> None:
        self._where = where
        self._properties = properties
        self._blank: Row = dict.fromkeys(properties)
        self._seen: set[tuple[type, ...]] = set()

    def whole(self, row: Row) -> Row:
        """All declared properties of `row`, checked: those that are missing as None."""
        whole = {**self._blank, **row}
        if len(whole) != len(self._blank):
            unknown = ", ".join(sorted(row.keys() - self._properties.keys()))
            raise RecordError(f"batch: {self._where} has undeclared properties {unknown}")
        types = tuple(map(type, whole.values()))
        if types in self._seen:
            return whole
        coerced = {name: _coerced(self._where, name, self._properties[name], value) for name, value in whole.items()}
        if list not in types and tuple(map(type, coerced.values())) == types:
            self._seen.add(types)
        return coerced


def _coerced(where: str, name: str, kind: str, value: object) -> object:
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
