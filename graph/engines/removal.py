"""Taking a document's statements out of the graph, in Cypher that runs on both engines.

An edge has an end that states it (its keeper: the source, or the target where `keeps: source`) and an end that it
keeps in the graph. What a document said is: the nodes that carry its id, the plain edges these nodes keep, and the
statement edges that carry its id. A node that nothing states any more goes too; only nodes that were touched are
looked at, so the cost follows the document and not the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graph.rows import CheckedBatch
from graph.schema import EdgeType, NodeType, Schema

Run = Callable[[str, dict[str, object]], list[dict[str, object]]]
Touched = dict[str, set[str]]  # label -> keys
CHUNK = 5_000
FEW = 50  # up to here a list is compared value by value in one scan; above, joined by hash


@dataclass(frozen=True, slots=True)
class Arm:
    """One typed pattern of edges: keeper `a`, kept `b`, in the direction that is stored. `kinds`: all that join the
    two labels the same way, so that one statement does for all."""

    kinds: tuple[str, ...]
    keeper: NodeType
    kept: NodeType
    turned: bool  # the keeper is the target
    stated_by: str | None  # the field with the document that stated the edge; None: it only goes with a node

    @property
    def pattern(self) -> str:
        edge = f"[r:{'|'.join(self.kinds)}]"
        arrow = f"<-{edge}-" if self.turned else f"-{edge}->"
        return f"(a:{self.keeper.label}){arrow}(b:{self.kept.label})"


def arms(schema: Schema) -> tuple[Arm, ...]:
    """All edges of the schema, those with the same ends and the same way to be found together."""
    groups: dict[tuple[str, str, bool, str | None], list[str]] = {}
    for edge in schema.edges.values():
        turned = edge.keeps == "source"
        for src, dst in edge.pairs:
            keeper, kept = (dst, src) if turned else (src, dst)
            group = (keeper, kept, turned, _stated_by(edge, schema.nodes[keeper]))
            groups.setdefault(group, []).append(edge.kind)
    return tuple(
        Arm(tuple(kinds), schema.nodes[keeper], schema.nodes[kept], turned, stated_by)
        for (keeper, kept, turned, stated_by), kinds in groups.items()
    )


def _stated_by(edge: EdgeType, keeper: NodeType) -> str | None:
    """A field of the keeper, or of the edge itself where several documents share the keeper."""
    if edge.statement and keeper.stub is not None:
        return "r.document_id"
    field = document_field(keeper)
    return None if field is None else f"a.{field}"


def document_field(node: NodeType) -> str | None:
    """The property that holds the id of the document a node belongs to."""
    if node.label == "Document":
        return node.key
    return "document_id" if node.owned else None


def chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


class Removal:
    """Removes before a batch is written (`remove`) and collects what became orphaned after it (`collect`)."""

    def __init__(self, schema: Schema, run: Run) -> None:
        self._schema = schema
        self._run = run
        self._arms = arms(schema)
        self._touched: Touched = {label: set() for label in schema.nodes}

    def remove(self, documents: list[str], batch: CheckedBatch) -> None:
        """Remove what `documents` said. Nodes that `batch` restates stay, so that others' edges to them do too; of the
        full ones among those that may be stubs, nothing but the stub is left, for the batch to fill. A document is
        known by its node: one without has said nothing."""
        documents = sorted(self._ids("(n:Document)", "n.id", documents, "n.id"))
        if not documents:
            return
        for arm in self._arms:
            self._unstate(arm, documents)
        for node in self._schema.nodes.values():
            field = document_field(node)
            if field is None:
                continue
            owned = self._ids(f"(n:{node.label})", f"n.{field}", documents, f"n.{node.key}")
            if node.stub:
                self._to_stub(node, owned)
                self._touched[node.label] |= owned
            else:
                self._delete(node, owned - batch.keys(node.label))

    def collect(self, batch: CheckedBatch) -> None:
        """Delete the touched nodes that no edge keeps any more, and then what only they kept."""
        open_keys = {label: keys - batch.keys(label) for label, keys in self._touched.items()}
        while any(open_keys.values()):
            label = next(label for label, keys in open_keys.items() if keys)
            keys, open_keys[label] = open_keys[label], set()
            node = self._schema.nodes[label]
            if node.stays:
                continue
            orphans = self._orphans(node, keys)
            for arm in self._arms:
                if arm.keeper.label == label:
                    kept = self._ids(arm.pattern, f"a.{node.key}", orphans, f"b.{arm.kept.key}")
                    open_keys[arm.kept.label] |= kept - batch.keys(arm.kept.label)
            self._delete(node, orphans)
        self._touched = {label: set() for label in self._schema.nodes}

    def _unstate(self, arm: Arm, documents: list[str]) -> None:
        """Delete the edges of one kind that these documents stated, and remember which nodes they kept."""
        if arm.stated_by is None:
            return
        touched = self._ids(arm.pattern, arm.stated_by, documents, f"b.{arm.kept.key}")
        if touched:
            self._touched[arm.kept.label] |= touched
            self._each(arm.pattern, arm.stated_by, documents, "DELETE r")

    def _orphans(self, node: NodeType, keys: set[str]) -> set[str]:
        """Of `keys`, those that no edge keeps; a node that belongs to a document is left to `remove`."""
        free = "n.document_id IS NULL" if node.owned and node.stub is None else "true"
        left = {str(row["id"]) for row in self._by_key(node, keys, f"AND {free} RETURN n.{node.key} AS id")}
        for arm in self._arms:
            if arm.kept.label == node.label:
                left -= self._ids(arm.pattern, f"b.{node.key}", left, f"b.{node.key}")
        return left

    def _to_stub(self, node: NodeType, keys: set[str]) -> None:
        assert node.stub is not None
        blank = [name for name in node.properties if name not in node.stub.keeps and name != node.stub.flag]
        sets = ", ".join([f"n.{node.stub.flag} = false", *(f"n.{name} = NULL" for name in blank)])
        self._by_key(node, keys, f"SET {sets}")

    def _delete(self, node: NodeType, keys: set[str]) -> None:
        self._by_key(node, keys, "DETACH DELETE n")

    def _by_key(self, node: NodeType, keys: Iterable[str], tail: str) -> list[dict[str, object]]:
        """A lookup in both engines, in this form only."""
        cypher = f"UNWIND $keys AS k MATCH (n:{node.label}) WHERE n.{node.key} = k {tail}"
        return [row for chunk in chunks(keys) for row in self._run(cypher, {"keys": chunk})]

    def _ids(self, pattern: str, field: str, keys: Iterable[str], wanted: str) -> set[str]:
        """Distinct values of `wanted` where `pattern` holds with `field` one of `keys`."""
        tail = f"RETURN DISTINCT {wanted} AS id"
        return {str(row["id"]) for chunk in chunks(keys) for row in self._matching(pattern, field, chunk, tail)}

    def _each(self, pattern: str, field: str, keys: Iterable[str], write: str) -> None:
        for chunk in chunks(keys):
            self._matching(pattern, field, chunk, write)

    def _matching(self, pattern: str, field: str, keys: list[str], tail: str) -> list[dict[str, object]]:
        if len(keys) <= FEW:
            return self._run(f"MATCH {pattern} WHERE {field} IN $keys {tail}", {"keys": keys})
        return self._run(f"UNWIND $keys AS k MATCH {pattern} WHERE {field} = k {tail}", {"keys": keys})
