"""What a target carries beside its value: id, task, part, place; and that reading is steady and linear."""

from __future__ import annotations

import hashlib
import time

from graph.record import Header, Part, Target, Task
from loaders.extract.targets import extract_targets
from loaders.fold import fold
from loaders.outline import Outline, Paragraph
from loaders.source import Source

TEXT = "到2025年，护理型床位占比达到55%以上。\n到2025年，护理型床位占比达到55%以上。\n新建社区食堂120个。"


def targets(text: str, tasks: tuple[Task, ...] = (), parts: tuple[Part, ...] | None = None) -> tuple[Target, ...]:
    source = Source("a.txt", "txt", hashlib.sha256(text.encode()).hexdigest(), text)
    parts = parts or (Part("p1", None, None, (0, len(text))),)
    paragraphs: list[Paragraph] = []
    at = 0
    for line in text.split("\n"):
        folded = fold(text, at, at + len(line))
        if folded.text:
            span = folded.span(0, len(folded.text))
            part = next(p.id for p in parts if p.span[0] <= at < p.span[1])
            paragraphs.append(Paragraph(len(paragraphs), folded, span, part, None))
        at += len(line) + 1
    return extract_targets(source, Outline(parts, (), tuple(paragraphs), ()), Header(title=None), tasks)


def task(name: str, span: tuple[int, int]) -> Task:
    quote = TEXT[span[0] : span[1]]
    return Task(name, None, "narrative", "p1", None, None, None, quote, span, quote, span, "test")


def test_ids_say_what_is_said_and_which_of_equal_ones_it_is() -> None:
    first, second, third = targets(TEXT)
    assert first.id.endswith("-1")
    assert second.id == first.id[:-1] + "2"
    assert third.id.rsplit("-", 1)[0] != first.id.rsplit("-", 1)[0]
    moved = targets("为加快发展，制定本方案。\n" + TEXT)
    assert [t.id.split("-", 1)[1] for t in moved] == [t.id.split("-", 1)[1] for t in targets(TEXT)]


def test_a_target_belongs_to_the_innermost_task() -> None:
    whole, inner = task("whole", (0, len(TEXT))), task("inner", (0, 22))
    found = targets(TEXT, (whole, inner))
    assert [t.task_id for t in found] == ["inner", "whole", "whole"]
    assert all(t.task_id is None for t in targets(TEXT))


def test_a_target_lies_in_the_part_of_its_paragraph() -> None:
    cut = TEXT.index("新建")
    parts = (Part("p1", None, None, (0, cut)), Part("p2", None, None, (cut, len(TEXT))))
    assert [t.part for t in targets(TEXT, parts=parts)] == ["p1", "p1", "p2"]


def test_the_quote_is_what_stands_at_its_place_and_holds_number_and_name() -> None:
    for target in targets(TEXT):
        assert TEXT[target.span[0] : target.span[1]] == target.quote
    assert targets(TEXT)[0].quote == "护理型床位占比达到55%以上"


def test_line_breaks_and_blanks_inside_a_clause_change_nothing() -> None:
    torn = "到2025 年，护理型\u3000床位 占比达到 55 %以上。"
    (target,) = targets(torn)
    (whole,) = targets("到2025年，护理型床位占比达到55%以上。")
    assert (target.indicator, target.value, target.unit, target.year) == (whole.indicator, 55, "%", 2025)


def test_two_readings_are_the_same() -> None:
    assert targets(TEXT * 3) == targets(TEXT * 3)


def test_hostile_text_takes_linear_time() -> None:
    """Long runs of what the rules look for: no clause of it may cost more than its length."""
    for unit in (
        "1",
        "一",
        "达到90%、",
        "到2025年，",
        "A和B、",
        "培训和",
        "（",
        "指标 ",
        "[",
        "每个县",
        "“",
        "占比不低于",
        "1-",
    ):
        text = (unit * 40_000)[:40_000]
        started = time.process_time()
        targets(text)
        assert time.process_time() - started < 2.0, unit
