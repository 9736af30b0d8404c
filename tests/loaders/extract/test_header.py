"""The header of documents of many provinces, levels and layouts (cases/header.yaml), in our own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.record import Header
from loaders.extract.header import extract_header
from loaders.fold import fold
from loaders.formats import read_source
from loaders.layouts import build_outline
from loaders.source import Source

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "header.yaml").read_text("utf-8"))


def read(text: str) -> tuple[Source, Header]:
    source = read_source(text.encode(), "case.txt")
    return source, extract_header(source, build_outline(source))


def shown(header: Header, field: str) -> object:
    if field == "issuers":
        return [issuer.as_written for issuer in header.issuers]
    if field == "addressees":
        return [addressee.as_written for addressee in header.addressees]
    return getattr(header, field)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_header(case: dict[str, Any]) -> None:
    _, header = read(case["text"])
    expected = {key: value for key, value in case.items() if key not in ("name", "text")}
    assert {field: shown(header, field) for field in expected} == expected


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_evidence_holds_what_was_read(case: dict[str, Any]) -> None:
    source, header = read(case["text"])
    for field in ("title", "doc_number", "issued_on"):
        assert (getattr(header, field) is None) == (field not in header.evidence), field
    for issuer in header.issuers:
        assert issuer.span is not None
        start, end = issuer.span
        assert fold(source.text[start:end]).text == issuer.as_written


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)
