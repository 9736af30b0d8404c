"""Damaged and flattened texts → paragraphs, levels, sections and parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from loaders.formats import read_source
from loaders.layouts import build_outline
from loaders.outline import Outline
from loaders.source import Source

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "outline.yaml").read_text("utf-8"))


def outline_of(text: str) -> tuple[Source, Outline]:
    source = read_source(text.encode(), "case.txt")
    return source, build_outline(source)


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_outline_of_a_text(case: dict[str, Any]) -> None:
    _, outline = outline_of(case["text"])
    if "want" in case:
        got = [
            [p.kind, p.level, p.number, p.folded.text[p.body_start : p.heading_end] if p.heading_end else ""]
            for p in outline.paragraphs
        ]
        assert got == [want[:4] for want in case["want"]]
        for paragraph, want in zip(outline.paragraphs, case["want"], strict=True):
            assert paragraph.folded.text.startswith(want[4])
    if "parts" in case:
        assert [[p.role, p.doc_type, p.title] for p in outline.parts] == case["parts"]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_places_hold(case: dict[str, Any]) -> None:
    source, outline = outline_of(case["text"])
    ids = {p.id for p in outline.parts}
    assert outline.parts[0].span[0] == 0
    assert outline.parts[-1].span[1] == len(source.text)
    last = 0
    for index, paragraph in enumerate(outline.paragraphs):
        assert paragraph.index == index
        assert paragraph.part in ids
        assert last <= paragraph.span[0] < paragraph.span[1] <= len(source.text)
        last = paragraph.span[1]
    for section in outline.sections:
        assert source.text[slice(*section.span)].strip()


def test_sections_form_a_tree() -> None:
    text = (
        "一、总则\n（一）目的。规范管理。\n（二）原则。公开公正。\n1.依法。\n2.高效。\n二、附则\n自印发之日起施行。\n"
    )
    source, outline = outline_of(text)
    by_id = {s.id: s for s in outline.sections}
    tree = [(s.number, s.heading, s.level, by_id[s.parent].number if s.parent else None) for s in outline.sections]
    assert tree == [
        ("一", "总则", 1, None),
        ("（一）", "目的", 2, "一"),
        ("（二）", "原则", 2, "一"),
        ("二", "附则", 1, None),
    ]
    assert source.text[slice(*outline.sections[0].span)].endswith("2.高效。")


def test_a_source_without_words_has_one_part() -> None:
    outline = build_outline(Source(path="x", format="txt", sha256="0" * 64, text=" \n\n"))
    assert len(outline.parts) == 1
    assert outline.paragraphs == ()
