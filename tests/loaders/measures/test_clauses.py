"""Clauses and how strongly they lay something down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from loaders.measures.clauses import FIELD_END, clauses
from loaders.measures.modality import strength, zone_of
from tests.loaders.measures.making import make_record

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return found


@pytest.mark.parametrize("case", cases("strength"), ids=lambda c: c["text"][:12])
def test_state_and_modality(case: dict[str, Any]) -> None:
    at = case["text"].index(case["ask"])
    got = strength(case["text"], (at, at + len(case["ask"])), case.get("zone", "body"), case.get("own", ""))
    assert (got.state, got.modality) == (case["state"], case["modality"]), got


@pytest.mark.parametrize("case", cases("clauses"), ids=lambda c: c["text"][:12])
def test_clauses_of_a_task(case: dict[str, Any]) -> None:
    record = make_record(case["text"])
    found = clauses(record)
    for clause in found:
        assert record.text[clause.span[0] : clause.span[1]] == clause.quote
    if "clauses" in case:
        assert [c.text for c in found] == case["clauses"]
    else:
        assert all(case["without"] not in c.text for c in found)


def test_a_heading_with_content_counts_once_and_gives_context() -> None:
    record = make_record(("支持养老机构开展医疗服务", "各地要做好衔接工作。"), title="医养结合实施方案")
    heading, body = clauses(record)
    assert (heading.kind, heading.text) == ("heading", "支持养老机构开展医疗服务")
    assert record.text[heading.span[0] : heading.span[1]] == heading.quote
    field, _, above = body.context.partition(FIELD_END)
    assert "医养结合" in field
    assert "支持养老机构开展医疗服务" in above


@pytest.mark.parametrize(
    ("headings", "zone"),
    [
        (("发展目标", "基本原则和发展目标"), "goal"),
        (("基本原则", "基本原则和发展目标"), "principle"),
        (("基础良好", "规划背景"), "background"),
        (("加强队伍建设", "保障措施"), "body"),
        ((None, None), "body"),
    ],
)
def test_the_nearest_heading_tells_the_zone(headings: tuple[str | None, str | None], zone: str) -> None:
    assert zone_of(*headings) == zone


@given(st.text(alphabet="为进一步推，。；：《》（）“”医养结合1一、\n\t ", max_size=300))
def test_any_text_gives_clauses_inside_it(text: str) -> None:
    record = make_record(text or "。")
    for clause in clauses(record):
        assert record.text[clause.span[0] : clause.span[1]] == clause.quote
        assert clause.text
