"""A batch of graph rows: what a projection hands to an engine.

Node rows: {key property and the properties of its label in schema.yaml}.
Edge rows: {"src": key, "dst": key, "src_label": label, "dst_label": label, …properties}.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Row = dict[str, object]


@dataclass(slots=True)
class GraphBatch:
    nodes: dict[str, list[Row]] = field(default_factory=dict)
    edges: dict[str, list[Row]] = field(default_factory=dict)

    def node(self, label: str, row: Row) -> None:
        self.nodes.setdefault(label, []).append(row)

    def edge(self, kind: str, src_label: str, src: str, dst_label: str, dst: str, row: Row) -> None:
        ends: Row = {"src_label": src_label, "src": src, "dst_label": dst_label, "dst": dst}
        self.edges.setdefault(kind, []).append({**ends, **row})
