"""The schema says nothing that an engine refuses, and a declaration that contradicts itself is refused."""

from __future__ import annotations

import re
from importlib.resources import files

import ladybug
import pytest
import yaml

from graph.errors import RecordError
from graph.schema import load_schema, parse_schema
from tests.engines import LINES, Engines

SMALL = """
version: 1
refused_names: desc group
statement: {evidence_id: string, document_id: string}
nodes:
  Region: {zh: 地区, key: id, properties: {id: string, NAME: KIND}}
edges:
  PART_OF: {zh: 隶属, pairs: [[Region, OTHER]], keeps: END}
"""


def small(name: str = "code", kind: str = "string", other: str = "Region", end: str = "target") -> str:
    return SMALL.replace("NAME", name).replace("KIND", kind).replace("OTHER", other).replace("END", end)


def test_the_shipped_schema_is_whole() -> None:
    schema = load_schema()
    assert set(schema.nodes) >= {"Region", "Document", "Policy", "Task", "Agency", "Function", "Target", "Measure"}
    assert all(node.properties[node.key] == "string" for node in schema.nodes.values())
    assert all(name in node.properties for node in schema.nodes.values() for name in node.indexes)
    statement = {"evidence_id", "document_id", "span_start", "span_end", "quote", "rule"}
    assert {edge.kind for edge in schema.edges.values() if edge.statement} == {
        edge.kind for edge in schema.edges.values() if statement <= edge.properties.keys()
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (small(name="desc"), "Region.desc is a word of an engine's grammar"),
        (small(name="Group"), "Region.Group is a word of an engine's grammar"),
        (small(kind="date"), "Region.code has the unknown type 'date'"),
        (small(other="Nowhere"), "PART_OF joins the undeclared label Nowhere"),
        (small(end="both"), "PART_OF keeps 'both'"),
    ],
)
def test_a_broken_declaration_is_refused(text: str, message: str) -> None:
    with pytest.raises(RecordError, match=re.escape(message)):
        parse_schema(text)


def test_a_changed_declaration_has_another_digest() -> None:
    assert parse_schema(small()).digest != parse_schema(small(name="abbr")).digest
    assert parse_schema(small()).digest == parse_schema(small() + "\n# a comment\n").digest


def test_every_refused_name_breaks_a_property_or_a_column_in_one_engine() -> None:
    """The list is no superstition: most of its words fail here; the rest are words of the other grammar."""
    words = yaml.safe_load(files("graph").joinpath("schema.yaml").read_text(encoding="utf-8"))
    refused = [word for word in words["refused_names"].split() if _breaks_ladybug(word)]
    assert {"end", "order", "desc", "when", "group", "column", "table", "profile", "on"} <= set(refused)
    assert len(refused) >= 25


def _breaks_ladybug(word: str) -> bool:
    database = ladybug.Database(":memory:", buffer_pool_size=64 << 20, max_db_size=1 << 30)
    connection = ladybug.Connection(database, num_threads=1)
    try:
        connection.execute(f"CREATE NODE TABLE T(id STRING PRIMARY KEY, {word} STRING)").close()
        connection.execute(f"MATCH (n:T) RETURN n.{word} AS {word} ORDER BY {word}").close()
    except RuntimeError:
        return True
    finally:
        connection.close()
        database.close()
    return False


def test_ladybug_takes_every_name() -> None:
    for word in _names():
        assert not _breaks_ladybug(word), word


@pytest.mark.parametrize("line", LINES)
def test_neo4j_takes_every_name(engines: Engines, line: str) -> None:
    with engines.store(line) as store:
        reader = store.reader()
        for word in _names():
            assert reader.run(f"MATCH (n:Nothing) RETURN n.{word} AS {word} ORDER BY {word}") == []


def _names() -> list[str]:
    schema = load_schema()
    kinds = [*schema.nodes.values(), *schema.edges.values()]
    return sorted({name for kind in kinds for name in kind.properties} - {"id"})
