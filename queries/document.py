"""docs/queries.md from the catalogue: every question with its parameters and columns, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from queries.catalogue import TOPICS, Column, Parameter, Query, load_catalogue

_TOPICS = {
    "adoption": "采取情况 · Adoption",
    "responsibility": "责任分工 · Responsibility",
    "content": "文件内容 · What policies say",
    "lineage": "政策沿袭 · Lineage",
    "holdings": "持有情况 · Holdings",
}
_INTRO = """# 问题目录 · The questions

本文由 `queries/` 中各 `.cypher` 文件的说明生成，由测试核对。
This page is made from the headers of the `.cypher` files in `queries/`; a test keeps it up to date.

每个回答为 `{"meta": {query, parameters, snapshot, coverage, engine}, "rows": […]}`，缺失为 `null`。
凡有 `evidence_id` 的行，`quote` 即该文档原文 `text[span_start:span_end]`。
Every answer is `{"meta": …, "rows": […]}`, with `null` for what is missing.
In a row with an `evidence_id`, `quote` is exactly `text[span_start:span_end]` of that document.

| `state` | 含义 meaning |
|---|---|
| `adopted` | 已作为独立措施规定下来 · laid down as a measure of its own |
| `adopted_modified` | 以较弱或较窄的形式采取 · weaker, narrower, pilot only, conditional, or present state only |
| `absent` | 查过现行全文而没有 · whole texts in force of the domain were searched and lack it |
| `not_observable` | 无从判断 · nothing is held that could tell |

```
tiaokuai query adopters --param measure=家庭医生签约服务 --param levels=province --param levels=prefecture
```

地区可写代码或名称；政策可写编号、文号或标题；机构可写编号、全称或文件中的简称；措施可写编号、名称或任何短语。
同一参数重复给出即为列表。
Regions are codes or names; policies ids, document numbers or titles; agencies ids, full names or names as
documents write them; a measure is an id, a name or any phrase. A repeated parameter makes a list.
"""


def document_queries() -> str:
    """The whole page as Markdown."""
    return "\n".join([_INTRO, *_body()]).rstrip() + "\n"


def _body() -> Iterator[str]:
    catalogue = load_catalogue().values()
    for topic in TOPICS:
        yield f"## {_TOPICS[topic]}\n"
        for query in (q for q in catalogue if q.topic == topic):
            yield from _question(query)


def _question(query: Query) -> Iterator[str]:
    yield f"### {query.name}\n"
    yield f"{query.zh} {query.en}\n"
    if query.parameters:
        yield "| 参数 parameter | 类型 type | 默认 default | 含义 meaning |\n|---|---|---|---|"
        yield from (_parameter(p) for p in query.parameters)
        yield ""
    yield "| 列 column | 类型 type | 含义 meaning |\n|---|---|---|"
    yield from (_column(c) for c in query.columns)
    yield f"\nCypher: [`queries/{query.topic}/{query.name}.cypher`](../queries/{query.topic}/{query.name}.cypher)\n"


def _parameter(parameter: Parameter) -> str:
    kind = " / ".join(parameter.choices) or parameter.type
    kind += "，可重复 (list)" if parameter.many else ""
    default = "必填 required" if parameter.required else f"`{parameter.default}`" if parameter.default else "–"
    return _line(f"`{parameter.name}`", kind, default, f"{parameter.zh} · {parameter.en}")


def _column(column: Column) -> str:
    return _line(f"`{column.name}`", column.type, f"{column.zh} · {column.en}")


def _line(*cells: str) -> str:
    return "| " + " | ".join(_escaped(cells)) + " |"


def _escaped(cells: Iterable[str]) -> Iterator[str]:
    return (c.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ") for c in cells)
