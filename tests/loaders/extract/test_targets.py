"""Targets from running text and tables, case by case (cases/targets*.yaml)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.record import Header, Part, Section, Target
from loaders.extract.targets import extract_targets
from loaders.fold import fold
from loaders.outline import Outline, Paragraph
from loaders.pipeline import extract_record
from loaders.source import Source

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return cases


def outline_of(text: str, section: str) -> Outline:
    """One part, one section, one paragraph a line."""
    part = Part("p1", None, None, (0, len(text)))
    sections = (Section("s1", "一、", section, 1, None, "p1", (0, len(text))),) if section else ()
    paragraphs: list[Paragraph] = []
    at = 0
    for line in text.split("\n"):
        folded = fold(text, at, at + len(line))
        if folded.text:
            span = folded.span(0, len(folded.text))
            paragraphs.append(Paragraph(len(paragraphs), folded, span, "p1", "s1" if section else None))
        at += len(line) + 1
    return Outline((part,), sections, tuple(paragraphs), ())


def extract(case: dict[str, Any]) -> tuple[Source, tuple[Target, ...]]:
    text = case["text"]
    source = Source("case.txt", "txt", hashlib.sha256(text.encode()).hexdigest(), text)
    header = Header(
        title=case.get("title"),
        issued_on=case.get("issued", "2021-03-01"),
        is_policy=case.get("policy", True),
        kind=case.get("kind", "policy"),
    )
    return source, extract_targets(source, outline_of(text, case.get("section", "")), header, ())


def check(case: dict[str, Any]) -> None:
    source, found = extract(case)
    wanted = [{"kind": "target"} | row for row in case.get("targets", [])]
    told = [(t.kind, t.indicator, t.comparator, t.value, t.unit, t.year, t.rule) for t in found]
    assert len(found) == len(wanted), told
    for row, target in zip(wanted, found, strict=True):
        assert {key: getattr(target, key) for key in row} == row
        assert source.text[target.span[0] : target.span[1]] == target.quote


@pytest.mark.parametrize(
    "case", load("targets.yaml") + load("targets_more.yaml") + load("targets_domains.yaml"), ids=lambda c: c["name"]
)
def test_goals_of_a_text(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", load("targets_state.yaml"), ids=lambda c: c["name"])
def test_present_states_and_forecasts_are_told_apart(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", load("targets_not.yaml"), ids=lambda c: c["name"])
def test_amounts_that_are_no_targets(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", load("targets_orders.yaml"), ids=lambda c: c["name"])
def test_orders_without_a_word_of_a_goal(case: dict[str, Any]) -> None:
    check(case)


def test_a_heading_names_what_is_done_below_it() -> None:
    body = "（一）无障碍环境改造。全年改造310户，每户补助不超过4000元。"
    text = f"东湖县2024年民生实事任务清单\n\n{body}\n\n东湖县人民政府办公室\n2024年1月5日\n"
    [target] = extract_record(text.encode(), "list.txt").targets
    assert (target.indicator, target.value, target.unit, target.year) == ("无障碍环境改造", 310, "户", 2024)
