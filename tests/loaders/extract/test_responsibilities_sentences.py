"""Who is responsible, as a sentence without bracket or label says it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from loaders.extract.responsibilities_sentences import sentence_owners, subject_of, subjects_in
from loaders.extract.tasks_prose import said_in

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "responsibilities_sentences.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:16] for c in CASES])
def test_owners_of_a_sentence(case: dict[str, Any]) -> None:
    text = case["text"]
    said = said_in(text, 0, len(text), subjects=True)
    assert [[o.role, text[o.start : o.end]] for o in said.owners] == case["want"]
    assert said.open_ended == case.get("open", False)


def test_an_obligation_alone_is_no_role_word() -> None:
    text = "民政部门要加强指导。"
    assert not sentence_owners(text, 0, len(text)).owners
    assert [o.role for o in subjects_in(text, 0, len(text)).owners] == ["joint"]


def test_the_subject_of_a_sentence_takes_its_role_from_any_clause() -> None:
    text = "财政部门要加强预算安排，并会同民政部门开展绩效评价，审计部门要加强监督。"
    assert [(o.role, text[o.start : o.end]) for o in subject_of(text, 0, len(text)).owners] == [
        ("lead", "财政部门"),
        ("cooperate", "民政部门"),
    ]
