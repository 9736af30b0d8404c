"""What a page is (cases/kind.yaml): policies, and everything that only speaks of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.record import Header
from loaders.extract.header import extract_header
from loaders.formats import read_source
from loaders.layouts import build_outline

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "kind.yaml").read_text("utf-8"))


def header_of(text: str) -> Header:
    source = read_source(text.encode(), "case.txt")
    return extract_header(source, build_outline(source))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_kind(case: dict[str, Any]) -> None:
    header = header_of(case["text"])
    assert header.kind in case["kind"].split("|"), header.reason
    assert header.is_policy == (case["kind"] == "policy")
    assert header.reason
    if "title" in case:
        assert header.title == case["title"]


@pytest.mark.parametrize("case", [c for c in CASES if c["kind"] != "policy"], ids=lambda c: c["name"])
def test_a_page_that_is_no_policy_has_no_number_and_no_date(case: dict[str, Any]) -> None:
    header = header_of(case["text"])
    assert (header.doc_number, header.issued_on, header.notice_title, header.issuers) == (None, None, None, ())


def test_there_are_enough_cases_of_both_sorts() -> None:
    assert len(CASES) >= 60
    assert sum(c["kind"] == "policy" for c in CASES) >= 20
    assert len({c["name"] for c in CASES}) == len(CASES)
