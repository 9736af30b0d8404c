"""The graph's one declaration (`schema.yaml`) as frozen dataclasses, and the check every batch passes.

Both engines read their DDL and upserts from here, and both refuse the same rows: what one engine would
store differently (5 for 5.0) or drop silently (an unknown property) is coerced or refused before it arrives.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.errors import RecordError

TYPES = ("string", "int", "float", "bool", "strings")


@dataclass(frozen=True, slots=True)
class Stub:
    """A node may be known from hearsay only: `flag` false. Such a row never overwrites a full node; a full node whose
    document goes while others still name it falls back to a stub with the properties in `keeps`."""

    flag: str
    keeps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeType:
    label: str
    zh: str
    key: str
    properties: dict[str, str]  # name -> type
    indexes: tuple[str, ...] = ()
    stays: bool = False  # stated by a catalogue, not by documents: never removed as an orphan
    stub: Stub | None = None

    @property
    def owned(self) -> bool:
        """Nodes with a `document_id` go with that document."""
        return "document_id" in self.properties


@dataclass(frozen=True, slots=True)
class EdgeType:
    kind: str
    zh: str
    pairs: tuple[tuple[str, str], ...]  # (source label, target label)
    properties: dict[str, str]
    statement: bool = False  # repeats a document: merged on its ends and its place (evidence_id)
    keeps: str = "target"  # which end stays in the graph because of this edge: target | source

    @property
    def place(self) -> str | None:
        return "evidence_id" if self.statement else None


@dataclass(frozen=True, slots=True)
class Schema:
    version: int
    nodes: dict[str, NodeType]
    edges: dict[str, EdgeType]
    digest: str  # changes with any declaration: a graph of another digest must be rebuilt


@cache
def load_schema() -> Schema:
    """The shipped schema. Raises RecordError if the declaration contradicts itself (a bug of ours)."""
    return parse_schema(files("graph").joinpath("schema.yaml").read_text(encoding="utf-8"))


def parse_schema(text: str) -> Schema:
    data = yaml.safe_load(text)
    nodes = {label: _node(label, spec) for label, spec in data["nodes"].items()}
    edges = {kind: _edge(kind, spec, data["statement"]) for kind, spec in data["edges"].items()}
    digest = hashlib.sha256(repr((nodes, edges)).encode()).hexdigest()[:16]
    schema = Schema(int(data["version"]), nodes, edges, digest)
    _check(schema, frozenset(data["refused_names"].split()))
    return schema


def _node(label: str, spec: dict[str, Any]) -> NodeType:
    stub = Stub(spec["stub"]["flag"], tuple(spec["stub"]["keeps"])) if "stub" in spec else None
    return NodeType(
        label,
        spec["zh"],
        spec["key"],
        dict(spec["properties"]),
        tuple(spec.get("indexes", ())),
        bool(spec.get("stays")),
        stub,
    )


def _edge(kind: str, spec: dict[str, Any], statement: dict[str, str]) -> EdgeType:
    says = bool(spec.get("statement"))
    properties = {**(statement if says else {}), **spec.get("properties", {})}
    pairs = tuple((a, b) for a, b in spec["pairs"])
    return EdgeType(kind, spec["zh"], pairs, properties, says, spec.get("keeps", "target"))


def _check(schema: Schema, refused: frozenset[str]) -> None:
    for where, properties in _declared(schema):
        for name, kind in properties.items():
            if name.lower() in refused:
                raise RecordError(f"schema.yaml: {where}.{name} is a word of an engine's grammar", remedy="rename it")
            if kind not in TYPES:
                raise RecordError(f"schema.yaml: {where}.{name} has the unknown type {kind!r}")
    for edge in schema.edges.values():
        for label in {label for pair in edge.pairs for label in pair}:
            if label not in schema.nodes:
                raise RecordError(f"schema.yaml: {edge.kind} joins the undeclared label {label}")
        if edge.keeps not in ("source", "target"):
            raise RecordError(f"schema.yaml: {edge.kind} keeps {edge.keeps!r}")


def _declared(schema: Schema) -> list[tuple[str, dict[str, str]]]:
    return [(n.label, n.properties) for n in schema.nodes.values()] + [
        (e.kind, e.properties) for e in schema.edges.values()
    ]
