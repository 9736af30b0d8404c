"""The columns, parameters and meta of CONTRACT §5, by name and order."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from queries.catalogue import load_catalogue
from queries.run import Runner

E = ("document_id", "span_start", "span_end", "quote", "evidence_id")

CONTRACT: dict[str, tuple[tuple[str, ...], str]] = {
    "adopters": (
        ("measure", "levels", "domain", "as_of"),
        "region_code region_name level state basis modality first_on first_on_basis policy_id policy_title task_id"
        " measure_id measure_name score searched E",
    ),
    "adoption_matrix": (
        ("domain", "measures", "levels", "as_of"),
        "measure_id measure_name region_code region_name level state basis first_on policy_id E",
    ),
    "measure_evidence": (
        ("measure", "region", "levels"),
        "region_name policy_id policy_title source state basis modality score why task_id E",
    ),
    "gaps": (
        ("region", "parent"),
        "measure_id measure_name parent_policy_id parent_title state searched E",
    ),
    "agency_tasks": (
        ("agency", "region"),
        "task_id role as_written agency_id agency_name policy_id policy_title region_name text deadline E",
    ),
    "co_responsibility": (
        ("region", "subtree", "by"),
        "lead_id lead_name partner_id partner_name relation tasks policies example_evidence_id",
    ),
    "targets": (
        ("indicator", "region", "domain"),
        "region_name level policy_id policy_title indicator comparator value value_max unit year kind per every"
        " scope E",
    ),
    "parents": (
        ("policy",),
        "policy_id title doc_number relation distance held issued_on region_name E",
    ),
    "policy_tasks": (
        ("policy",),
        "task_id number kind chapter heading text leads cooperates joint deadline E",
    ),
    "search_tasks": (
        ("text", "region", "levels"),
        "task_id text policy_id policy_title region_name issued_on E",
    ),
}
ASKED: dict[str, dict[str, Any]] = {
    "adopters": {"measure": "m-sign"},
    "adoption_matrix": {"domain": "yiyang"},
    "measure_evidence": {"measure": "m-sign"},
    "gaps": {"region": "511300"},
    "agency_tasks": {"agency": "驻马店市民政局"},
    "co_responsibility": {},
    "targets": {},
    "parents": {"policy": "policy-yc"},
    "children": {"policy": "国办发〔2015〕84号"},
    "policy_tasks": {"policy": "驻政办〔2016〕142号"},
    "search_tasks": {"text": "签约"},
    "first_adopters": {"measure": "m-sign"},
    "compare_regions": {"regions": ["411700", "511300"]},
    "measures": {},
    "similar": {"task": "t-z1"},
    "lint": {"policy": "驻政办〔2016〕142号"},
    "wanted": {},
    "holdings": {},
    "regions": {},
    "agencies": {},
    "policies": {},
    "coverage": {},
}
# More parameters and columns that the contract or an issue speaks of; they come after the contract's own.
MORE_PARAMETERS = {"agency_tasks": ("agencies",), "co_responsibility": ("agencies",)}
MORE_COLUMNS = {
    "adopters": ("lapsed_on", "covered_by"),
    "adoption_matrix": ("lapsed_on",),
    "gaps": ("lapsed_on",),
    "wanted": ("issuer_basis",),
    "agency_tasks": ("moved",),
    "co_responsibility": ("moved",),
}


@pytest.mark.parametrize("name", CONTRACT)
def test_parameters_and_columns_are_those_of_the_contract(name: str) -> None:
    parameters, columns = CONTRACT[name]
    query = load_catalogue()[name]
    wanted = [c for part in columns.split() for c in (E if part == "E" else (part,))]
    assert tuple(p.name for p in query.parameters) == parameters + MORE_PARAMETERS.get(name, ())
    assert query.column_names == (*wanted, *MORE_COLUMNS.get(name, ()))


def test_every_question_is_asked_here() -> None:
    assert set(ASKED) == set(load_catalogue())


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_question_has_rows_with_exactly_the_declared_columns(runner: Runner, name: str) -> None:
    answer = runner.answer(name, ASKED[name])
    assert answer.rows
    for row in answer.rows:
        assert tuple(row) == load_catalogue()[name].column_names


_PYTHON = {
    "string": str, "date": str, "int": int, "float": float, "bool": bool, "strings": list, "objects": list,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_value_has_the_declared_type(runner: Runner, name: str) -> None:
    columns = load_catalogue()[name].columns
    for row in runner.answer(name, ASKED[name]).rows:
        for column in columns:
            value = row[column.name]
            assert value is None or type(value) is _PYTHON[column.type], (column.name, value)
            if column.type == "strings":
                assert all(type(item) is str for item in value)


@pytest.mark.parametrize("name", sorted(n for n in ASKED if "evidence_id" in load_catalogue()[n].column_names))
def test_evidence_columns_are_one_address(runner: Runner, name: str) -> None:
    for row in runner.answer(name, ASKED[name]).rows:
        if row["evidence_id"] is None:
            assert row["quote"] is row["document_id"] is row["span_start"] is row["span_end"] is None
        else:
            assert row["evidence_id"] == f"{row['document_id']}:{row['span_start']}-{row['span_end']}"
            assert row["span_end"] - row["span_start"] == len(row["quote"])


@pytest.mark.parametrize("name", sorted(ASKED))
def test_an_answer_is_the_same_twice_and_is_json(runner: Runner, name: str) -> None:
    first, second = (orjson.dumps(runner.answer(name, ASKED[name]).as_dict()) for _ in range(2))
    assert first == second


def test_meta(runner: Runner) -> None:
    meta = runner.answer("adopters", {"measure": "m-sign", "levels": ["省"], "domain": "医养结合"}).meta
    assert meta["query"] == "adopters"
    assert meta["parameters"] == {
        "measure": "m-sign",
        "levels": ["province"],
        "domain": "yiyang",
        "as_of": "2026-06-30",
    }
    assert meta["snapshot"] == "world-1"
    assert meta["engine"] in ("ladybug", "neo4j")
    assert meta["coverage"] == {
        "regions": 12,
        "documents": 19,
        "policies": 15,
        "reports": 3,
        "cited_only": 3,
        "undated": 3,
        "tasks": 24,
        "series": 12,
        "unseen_at_least": 376,
    }
