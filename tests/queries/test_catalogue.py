"""Every file of the catalogue keeps the rules that let it run verbatim on every engine."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
import yaml

from graph.errors import RecordError
from graph.schema import load_schema
from queries.catalogue import Query, load_catalogue, load_parts, parse_query

ALL: list[Query] = [*load_catalogue().values(), *load_parts().values()]
BY_NAME = pytest.mark.parametrize("query", ALL, ids=lambda q: q.name)

# Words that one of the engines lacks or reads differently (FIELD_NOTES §2).
UNPORTABLE = re.compile(
    r"\b(labels|type|substring|toFloat|toInteger|toString|head|split|reduce|stDev|shortestPath|date_part|CALL|FOREACH)\s*[({]"
    r"|\+=|\bnull\s+AS\b"
)
WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP|LOAD|COPY|CALL|INSTALL|EXPORT|IMPORT|ATTACH)\b")


def statement(query: Query) -> str:
    """The text without comments and string literals."""
    bare = re.sub(r"/\*.*?\*/|//[^\n]*", "", query.text, flags=re.DOTALL)
    return re.sub(r"'[^']*'", "''", bare)


@BY_NAME
def test_it_reads_only_and_uses_portable_words(query: Query) -> None:
    assert not WRITES.search(statement(query))
    assert not UNPORTABLE.search(statement(query))


@BY_NAME
def test_it_has_a_total_order_or_is_a_union_that_python_orders(query: Query) -> None:
    text = statement(query)
    assert ("UNION ALL" in text) != bool(re.search(r"\bORDER BY\b[^\n]*(\nLIMIT \d+)?\Z", text.strip()))


@BY_NAME
def test_it_returns_named_columns_that_no_grammar_reserves(query: Query) -> None:
    refused = frozenset(
        yaml.safe_load(files("graph").joinpath("schema.yaml").read_text("utf-8"))["refused_names"].split()
    )
    for returned in re.findall(r"\bRETURN\b(.*?)(?=\bUNION ALL\b|\bORDER BY\b|\Z)", statement(query), re.DOTALL):
        assert "*" not in re.sub(r"\{[^}]*\}", "", returned)
        for alias in re.findall(r"\bAS (\w+)", returned):
            assert alias.lower() not in refused


@BY_NAME
def test_text_is_never_pasted_into_it(query: Query) -> None:
    assert "{}" not in query.text
    assert "%s" not in query.text


@BY_NAME
def test_labels_edges_and_properties_are_declared(query: Query) -> None:
    schema, text = load_schema(), statement(query)
    variables = dict(re.findall(r"[(](\w+):([A-Z]\w+)", text))
    assert set(variables.values()) <= set(schema.nodes)
    edges = {kind for group in re.findall(r"\[\w*:([A-Z_|]+)", text) for kind in group.split("|")}
    assert edges <= set(schema.edges)
    for variable, name in re.findall(r"\b([a-z]\w*)\.(\w+)", text):
        if variable in variables:
            assert name in schema.nodes[variables[variable]].properties, f"{variable}.{name}"


@BY_NAME
def test_its_columns_are_told_in_both_languages(query: Query) -> None:
    for told in (*query.columns, *query.parameters):
        assert re.search(r"[\u4e00-\u9fff]", told.zh)
        assert re.search(r"[A-Za-z]", told.en)
        assert not re.search(r"[\u4e00-\u9fff]", told.en.replace("医养结合", ""))
    assert query.zh.endswith("？") or query.part
    assert query.en.endswith("?") or query.part


@pytest.mark.parametrize("query", [q for q in ALL if not q.part], ids=lambda q: q.name)
def test_a_question_without_hooks_gets_every_parameter_it_uses(query: Query) -> None:
    known = {p.name for p in query.parameters}
    prepared = {
        "measure_id",
        "measure_ids",
        "of_domain",
        "agency_ids",
        "policy_ids",
        "region_ids",
        "words",
        "own_policy",
    }
    assert query.used <= known | prepared


HEADER = """/*
query: q
zh: 问？
en: Ask?
parameters:
  a: {type: text, zh: 甲, en: a}
columns:
  b: {type: string, zh: 乙, en: b}
  evidence: E
*/
MATCH (n:Region) WHERE n.id = $a RETURN n.id AS b ORDER BY b
"""


def test_a_header_is_read() -> None:
    query = parse_query(HEADER, "q", "content")
    assert query.parameter("a") == query.parameters[0]
    assert query.parameters[0].required
    assert query.column_names == ("b", "document_id", "span_start", "span_end", "quote", "evidence_id")
    assert query.used == {"a"}
    assert query.text == HEADER


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("query: q", "query: other", "must start with"),
        ("/*", "//", "must open with a header"),
        ("zh: 问？", "", "`zh:`"),
        ("type: text", "type: thing", "unknown type"),
        ("type: string", "type: thing", "column b"),
        ("zh: 乙, ", "", "column b"),
        ("type: text, zh: 甲,", "type: text,", "zh and en"),
        ("type: text", "type: choice", "choices"),
        ("en: Ask?", "en: Ask?\nmore: 1", "unknown header entries"),
        ("en: Ask?", "en: 'Ask?", "not YAML"),
    ],
)
def test_a_header_that_breaks_the_rules_is_refused(old: str, new: str, problem: str) -> None:
    with pytest.raises(RecordError, match=problem):
        parse_query(HEADER.replace(old, new, 1), "q", "content")
