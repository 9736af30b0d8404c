"""docs/model.md from schema.yaml: every label, property and edge, as the engines have them."""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema import Schema, load_schema

_INTRO = """# 图模型 · The graph model

本文由 `graph/schema.yaml` 生成，由测试核对。 This page is made from `graph/schema.yaml`; a test keeps it up to date.

凡重复文件所说的边（“陈述”）都带六项出处：`evidence_id, document_id, span_start, span_end, quote, rule`；
同一处只有一条。 An edge that repeats what a document says (a *statement*) carries its place and words,
one edge a place.
Dates are ISO strings as precise as printed (`2019`, `2019-11`, `2019-11-05`).
"""


def model_page(schema: Schema | None = None) -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines(schema or load_schema())) + "\n"


def _lines(schema: Schema) -> Iterator[str]:
    yield _INTRO
    yield "## 节点 · Nodes\n"
    for node in schema.nodes.values():
        yield f"### {node.label} {node.zh}\n\nkey: `{node.key}`\n"
        yield from _table(node.properties)
    yield "## 边 · Edges\n"
    for edge in schema.edges.values():
        pairs = ", ".join(f"`({a})-[:{edge.kind}]->({b})`" for a, b in edge.pairs)
        statement = " · 陈述 statement" if edge.statement else ""
        yield f"### {edge.kind} {edge.zh}{statement}\n\n{pairs}\n"
        if edge.properties:
            yield from _table(edge.properties)


def _table(properties: dict[str, str]) -> Iterator[str]:
    yield "| property | type |\n|---|---|"
    yield from (f"| `{name}` | {kind} |" for name, kind in properties.items())
    yield ""
