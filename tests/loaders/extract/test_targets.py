"""Targets from running text and tables, case by case (cases/targets*.yaml)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.record import Header, Target
from loaders.extract.targets import extract_targets
from loaders.fold import fold
from loaders.outline import Outline, Paragraph, Part, Section
from loaders.source import Source

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return cases


def outline_of(text: str, section: str) -> Outline:
    """One part, one section, one paragraph a line."""
    part = Part("p1", None, None, (0, len(text)))
    sections = (Section("s1", "一、", section, 1, None, "p1", (0, len(text))),) if section else ()
    paragraphs, at = [], 0
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
        title=case.get("title"), issued_on=case.get("issued", "2021-03-01"), is_policy=case.get("policy", True)
    )
    return source, extract_targets(source, outline_of(text, case.get("section", "")), header, ())


def as_row(target: Target, keys: list[str]) -> dict[str, Any]:
    return {key: getattr(target, key) for key in keys}


@pytest.mark.parametrize("case", load("targets.yaml"), ids=lambda c: c["name"])
def test_targets_of_a_text(case: dict[str, Any]) -> None:
    source, found = extract(case)
    wanted = case.get("targets", [])
    keys = sorted({key for row in wanted for key in row} | {"value", "unit", "kind"})
    defaults = {"kind": "target"}
    rows = [
        {key: row.get(key, defaults.get(key)) for key in row} | {"kind": row.get("kind", "target")} for row in wanted
    ]
    got = [as_row(t, keys) for t in found]
    assert len(got) == len(rows), got
    for row, have in zip(rows, got, strict=True):
        assert {key: have[key] for key in row} == row
    for target in found:
        assert source.text[target.span[0] : target.span[1]] == target.quote
