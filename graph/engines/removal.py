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


@dataclass(frozen=True, slots=True)
class Arm:
    """One typed pattern of an edge: (keeper)-[r]-(kept), in the direction that is stored."""

    edge: EdgeType
    keeper: NodeType
    kept: NodeType

    def pattern(self, keeper: str = "a", kept: str = "b") -> str:
        """`keeper` and `kept` are what stands in the node brackets before the label: a variable, or nothing."""
        arrow = f"<-[r:{self.edge.kind}]-" if self.edge.keeps == "source" else f"-[r:{self.edge.kind}]->"
        return f"({keeper}:{self.keeper.label}){arrow}({kept}:{self.kept.label})"

    @property
    def by_document(self) -> bool:
        """A statement of a node that several documents share is found by its document_id, not through the node."""
        return self.edge.statement and self.keeper.stub is not None


def arms(schema: Schema) -> Iterator[Arm]:
    for edge in schema.edges.values():
        for src, dst in edge.pairs:
            a, b = schema.nodes[src], schema.nodes[dst]
            yield Arm(edge, b, a) if edge.keeps == "source" else Arm(edge, a, b)


def chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


class Removal:
    """Removes before a batch is written (`remove`) and collects what became orphaned after it (`collect`)."""

    def __init__(self, schema: Schema, run: Run) -> None:
        self._schema = schema
        self._run = run
        self._arms = tuple(arms(schema))
        self._touched: Touched = {label: set() for label in schema.nodes}

    def remove(self, documents: list[str], batch: CheckedBatch) -> None:
        """Remove what `documents` said. Nodes that `batch` restates stay, so that others' edges to them do too."""
        owned = self._owned(documents)
        for arm in self._arms:
            self._unstate(arm, documents, owned)
        for label, keys in owned.items():
            node = self._schema.nodes[label]
            gone = keys - batch.keys(label)
            if node.stub:
                self._to_stub(node, gone)
                self._touched[label] |= gone
            else:
                self._delete(node, gone)

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
                    open_keys[arm.kept.label] |= self._kept(arm, orphans) - batch.keys(arm.kept.label)
            self._delete(node, orphans)
        self._touched = {label: set() for label in self._schema.nodes}

    def _owned(self, documents: list[str]) -> Touched:
        """Keys of the nodes that carry one of these document ids, and the Documents themselves."""
        owned: Touched = {}
        for node in self._schema.nodes.values():
            field = "id" if node.label == "Document" else "document_id"
            if field == "document_id" and not node.owned:
                continue
            match = f"MATCH (n:{node.label}) WHERE n.{field} = k"
            owned[node.label] = self._ids(match, f"n.{node.key}", documents)
        return owned

    def _unstate(self, arm: Arm, documents: list[str], owned: Touched) -> None:
        """Delete the edges of one kind that these documents stated, and remember which nodes they kept."""
        if arm.by_document:
            keys, where = set(documents), "r.document_id = k"
        else:
            keys, where = owned.get(arm.keeper.label, set()), f"a.{arm.keeper.key} = k"
        for chunk in chunks(keys):
            match = f"UNWIND $keys AS k MATCH {arm.pattern()} WHERE {where}"
            rows = self._run(f"{match} RETURN DISTINCT b.{arm.kept.key} AS id", {"keys": chunk})
            if rows:
                self._touched[arm.kept.label] |= {str(row["id"]) for row in rows}
                self._run(f"{match} DELETE r", {"keys": chunk})

    def _kept(self, arm: Arm, keepers: set[str]) -> set[str]:
        return self._ids(f"MATCH {arm.pattern()} WHERE a.{arm.keeper.key} = k", f"b.{arm.kept.key}", keepers)

    def _ids(self, match: str, field: str, keys: Iterable[str]) -> set[str]:
        """Distinct values of `field` where `match` holds for one of `keys` (called k in it)."""
        cypher = f"UNWIND $keys AS k {match} RETURN DISTINCT {field} AS id"
        return {str(row["id"]) for chunk in chunks(keys) for row in self._run(cypher, {"keys": chunk})}

    def _orphans(self, node: NodeType, keys: set[str]) -> set[str]:
        """Of `keys`, those that no edge keeps; a node that belongs to a document is left to `remove`."""
        free = " AND n.document_id IS NULL" if node.owned and node.stub is None else ""
        left = self._ids(f"MATCH (n:{node.label}) WHERE n.{node.key} = k{free}", f"n.{node.key}", keys)
        for arm in self._arms:
            if arm.kept.label == node.label and left:
                left -= self._ids(f"MATCH {arm.pattern()} WHERE b.{node.key} = k", f"b.{node.key}", left)
        return left

    def _to_stub(self, node: NodeType, keys: set[str]) -> None:
        assert node.stub is not None
        blank = [name for name in node.properties if name not in node.stub.keeps and name != node.stub.flag]
        sets = ", ".join([f"n.{node.stub.flag} = false", *(f"n.{name} = NULL" for name in blank)])
        for chunk in chunks(keys):
            self._run(f"UNWIND $keys AS k MATCH (n:{node.label}) WHERE n.{node.key} = k SET {sets}", {"keys": chunk})

    def _delete(self, node: NodeType, keys: set[str]) -> None:
        for chunk in chunks(keys):
            self._run(
                f"UNWIND $keys AS k MATCH (n:{node.label}) WHERE n.{node.key} = k DETACH DELETE n", {"keys": chunk}
            )
