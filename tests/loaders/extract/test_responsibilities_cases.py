"""Who is responsible, as one cell, bracket or line says it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from loaders.extract.responsibilities import Manner, read_owners, text_of
from loaders.extract.responsibilities_names import is_agency
from loaders.extract.responsibilities_order import Order, order_clause

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "responsibilities.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_owners_of_a_stretch(case: dict[str, Any]) -> None:
    order = Order(case["order"]) if "order" in case else None
    manner = Manner(role=case.get("role", "joint"), order=order, rule="cell")
    owners = read_owners(case["text"], manner)
    assert [[o.role, text_of(case["text"], o)] for o in owners.owners] == case["want"]
    assert owners.open_ended == case.get("open", False)
    assert len(owners.misprints) == case.get("misprints", 0)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    assert len({c["name"] for c in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("注：责任单位中，排在第一位的为牵头单位。", "first"),
        ("列首位的为牵头单位，下同", "first"),
        ("第一个为牵头单位", "first"),
        ("列第一位者为牵头单位", "first"),
        ("排名第一的单位为该项工作的牵头单位", "first"),
        ("各项任务首家单位为牵头单位", "first"),
        ("由排在首位的单位牵头", "first"),
        ("牵头单位排在第一位", "first"),
        ("逗号前为牵头单位", "comma"),
        ("分号前的单位为牵头单位", "semicolon"),
        ("第一牵头单位：市民政局", None),
        ("第一部分牵头机制", None),
        ("由市民政局牵头单位协调", None),
        ("各牵头单位要加强统筹", None),
        ("第一季度完成", None),
    ],
)
def test_who_leads_an_unmarked_list(text: str, order: str | None) -> None:
    found = order_clause(text)
    assert (found.by if found else None) == order


def test_what_the_others_of_a_list_are() -> None:
    owners = read_owners("市民政局、市财政局（排名第一的为牵头单位，其他为配合单位）", Manner()).owners
    assert [(o.role, o.rule) for o in owners] == [("lead", "first_leads"), ("cooperate", "list")]


@pytest.mark.parametrize(
    "name", ["市民政局", "民政部门", "国务院审改办", "各区民政局", "县不动产登记中心", "人民银行", "市、县（区）民政局"]
)
def test_agencies_by_their_form(name: str) -> None:
    assert is_agency(name)


@pytest.mark.parametrize(
    "name",
    [
        "医养结合服务的监管",
        "链主企业",
        "主要负责同志",
        "进一步加强部门",
        "用好省级政府",
        "其",
        "通过市财政局",
        "各级领导干部",
        "市自然资源局另行",
    ],
)
def test_pieces_of_sentences_are_no_agencies(name: str) -> None:
    assert not is_agency(name)
