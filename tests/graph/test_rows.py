"""What no engine gets to see: rows that the schema does not allow."""

from __future__ import annotations

import re

import pytest

from graph.batch import GraphBatch, Row
from graph.errors import RecordError
from graph.rows import check_batch
from graph.schema import load_schema

PLACE: Row = {"evidence_id": "d:1-2", "document_id": "d"}


def node(label: str, row: Row) -> GraphBatch:
    batch = GraphBatch()
    batch.node(label, row)
    return batch


def edge(kind: str, src_label: str, src: str, dst_label: str, dst: str, row: Row) -> GraphBatch:
    batch = GraphBatch()
    batch.edge(kind, src_label, src, dst_label, dst, row)
    return batch


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        (node("City", {"id": "1"}), "undeclared label 'City'"),
        (node("Region", {"name": "甲"}), "Region without a id"),
        (node("Region", {"id": ""}), "Region without a id"),
        (node("Region", {"id": "长" * 2_001}), "Region with a id of 2001 characters: 长"),
        (node("Region", {"id": "1", "colour": "red"}), "Region has undeclared properties colour"),
        (node("Region", {"id": "1", "name": 5}), "Region.name is int, not string: 5"),
        (node("Task", {"id": "1", "position": "1"}), "Task.position is str, not int: '1'"),
        (node("Task", {"id": "1", "position": True}), "Task.position is bool, not int: True"),
        (node("Task", {"id": "1", "ongoing": 1}), "Task.ongoing is int, not bool: 1"),
        (node("Target", {"id": "1", "value": "1"}), "Target.value is str, not float: '1'"),
        (node("Document", {"id": "1", "domains": ["a", 1]}), "Document.domains is list, not strings: ['a', 1]"),
        (edge("LOVES", "Region", "1", "Region", "2", {}), "undeclared edge 'LOVES'"),
        (edge("LEADS", "Task", "1", "Agency", "2", PLACE), "LEADS does not join 'Task' to 'Agency'"),
        (edge("LEADS", "Agency", "", "Task", "2", PLACE), "LEADS without an end: '' -> '2'"),
        (edge("LEADS", "Agency", "1", "Task", "2", {}), "is a statement without an evidence_id"),
        (edge("PART_OF", "Region", "1", "Region", "2", {"x": 1}), "PART_OF has undeclared properties x"),
    ],
)
def test_a_row_that_the_schema_does_not_allow_is_refused(batch: GraphBatch, message: str) -> None:
    with pytest.raises(RecordError, match=re.escape(message)):
        check_batch(batch, load_schema())


def test_missing_properties_are_null_and_numbers_have_the_declared_type() -> None:
    batch = node("Target", {"id": "t", "value": 30})
    batch.node("Document", {"id": "d", "domains": ("a", "b")})
    checked = check_batch(batch, load_schema())
    target, document = checked.nodes["Target"]["t"], checked.nodes["Document"]["d"]
    assert (target["value"], type(target["value"]), target["unit"]) == (30.0, float, None)
    assert document["domains"] == ["a", "b"]
    assert set(target) == set(load_schema().nodes["Target"].properties)


def test_what_is_stated_twice_is_one_and_the_order_does_not_matter() -> None:
    rows: list[tuple[str, str, str]] = [
        ("a", "t", "d:1-2"),
        ("a", "t", "d:3-4"),
        ("a", "t", "d:1-2"),
        ("b", "t", "d:1-2"),
    ]
    results = []
    for order in (rows, rows[::-1]):
        batch = GraphBatch()
        for src, dst, place in order:
            batch.node("Agency", {"id": src, "name": "甲"})
            batch.edge("LEADS", "Agency", src, "Task", dst, {"evidence_id": place})
        results.append(check_batch(batch, load_schema()))
    assert results[0] == results[1]
    assert [(e["src"], e["evidence_id"]) for e in results[0].edges[("LEADS", "Agency", "Task")]] == [
        ("a", "d:1-2"),
        ("a", "d:3-4"),
        ("b", "d:1-2"),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_of_a_full_policy_and_hearsay_the_full_one_stays(turned: bool) -> None:
    rows: list[Row] = [{"id": "p", "title": "意见", "held": True}, {"id": "p", "title": "所引", "held": False}]
    batch = GraphBatch()
    for row in rows[::-1] if turned else rows:
        batch.node("Policy", row)
    assert check_batch(batch, load_schema()).nodes["Policy"]["p"]["title"] == "意见"


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_hearsays_the_one_that_knows_more_stays(turned: bool) -> None:
    rows: list[Row] = [{"id": "p", "title": None, "held": False}, {"id": "p", "title": "所引", "held": False}]
    batch = GraphBatch()
    for row in rows[::-1] if turned else rows:
        batch.node("Policy", row)
    assert check_batch(batch, load_schema()).nodes["Policy"]["p"]["title"] == "所引"
