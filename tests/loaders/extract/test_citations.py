"""Which policies a text names, and how it stands to each (cases/citations.yaml)."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml

from graph.record import Citation
from loaders.extract.citations import extract_citations
from loaders.extract.header import extract_header
from loaders.formats import read_source
from loaders.layouts import build_outline
from loaders.source import Source

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "citations.yaml").read_text("utf-8"))


def cited(text: str) -> tuple[Source, tuple[Citation, ...]]:
    source = read_source(text.encode(), "case.txt")
    outline = build_outline(source)
    return source, extract_citations(source, outline, extract_header(source, outline))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_citations(case: dict[str, Any]) -> None:
    _, found = cited(case["text"])
    shown = [[c.relation, c.title, c.doc_number] for c in found]
    assert shown == case.get("cites", [])
    if "short" in case:
        assert [c.short_name for c in found if c.short_name] == case["short"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_quotes_stand_in_the_text(case: dict[str, Any]) -> None:
    source, found = cited(case["text"])
    for citation in found:
        assert source.text[citation.span[0] : citation.span[1]] == citation.quote
        assert citation.policy_id is None
        assert citation.rule
    assert len({c.id for c in found}) == len(found)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_the_same_text_gives_the_same_citations() -> None:
    for case in CASES[:20]:
        assert cited(case["text"])[1] == cited(case["text"])[1]


@pytest.mark.parametrize(
    "piece", ["《", "《〈", "《关于A的意见》", "根据《办法》、", "东政发〔2020〕7号", "《意见》（以下简称"]
)
def test_long_hostile_texts_take_linear_time(piece: str) -> None:
    source = read_source((piece * (60_000 // len(piece))).encode(), "case.txt")
    header = extract_header(source, build_outline(source))
    begun = process_time()
    extract_citations(source, build_outline(source), header)
    assert process_time() - begun < 4  # about 0.5 s; 6 s and more when every mark looks at every other
