"""Tasks in running text: the lowest numbered item, else the paragraph; department sentences each by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.record import Deadline, Note
from loaders.extract.deadlines import read_deadline
from loaders.extract.responsibilities import NOBODY, Owner, Owners
from loaders.extract.responsibilities_order import Order
from loaders.extract.responsibilities_prose import owner_stretches
from loaders.extract.responsibilities_sentences import may_name_subjects, sentence_owners, subject_of, subjects_in
from loaders.extract.task_draft import Duty, TaskDraft
from loaders.extract.task_units import Unit, UnitReader, duties_of
from loaders.extract.task_words import action_words, sentences, states_action
from loaders.fold import Folded, join
from loaders.layouts.words import layout_words
from loaders.outline import Outline
from loaders.patterns import Quick

# 第一条 为…，制定本办法: why and by what right, numbered or not.
_PURPOSE = re.compile(r"^[^。]{0,12}(?:为|根据|依据)[^。]{4,300}制定本[^。]{1,12}。?$")
_LONGEST_PREAMBLE = 200
_LONGEST_ANNOUNCEMENT = 120
_FEWEST_DUTIES = 2  # sentences of departments that make an item a list of them
_FRESH = re.compile(r"各|有关|相关")
_DEADLINE_LABEL = re.compile(
    r"(?:完成时限|完成时间|时间节点|时限要求|时间要求|时间进度|完成期限|推进时限|办结时限|落实时限)[:：∶](?P<what>[^；。）〕\n]{2,40})"
)
_DEADLINE_SAID = Quick(
    r"(?:到|于|在)?20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:之?前|以前)"
    r"(?=[^，。；]{0,30}(?:完成|建成|实现|达到|出台|印发|制定|落实|开工|投用|全部|基本))"
)


class ProseReader:
    """Reads the paragraphs of one outline.

    `strict`: a page that is no policy, whose plain paragraphs may only report.
    """

    def __init__(self, outline: Outline, text: str, order: Order | None, strict: bool, issued_on: str | None) -> None:
        self.reader = UnitReader(outline, text, order)
        self.strict, self.issued_on = strict, issued_on
        self.sections = self.reader.sections
        background = layout_words().background
        self.background = {s.id for s in outline.sections if background.search(s.heading)}

    @property
    def notes(self) -> list[Note]:
        return self.reader.notes

    def drafts(self) -> Iterator[TaskDraft]:
        """A draft for every task, in order."""
        for units in self.reader.parts():
            first = next((k for k, unit in enumerate(units) if unit.head.number), len(units))
            for k, unit in enumerate(units):
                folded, start = _body(unit)
                if self._is_task(unit, folded, start, before_items=k < first < len(units)):
                    yield from self._split(unit, folded, start)

    # ---- is it a task? ----------------------------------------------------------------------

    def _is_task(self, unit: Unit, folded: Folded, start: int, before_items: bool) -> bool:
        text = folded.text[start:]
        if not text.strip("。；：，"):
            return False
        if not unit.head.number and action_words().lead_in.match(text):
            return False
        headed = [duty for section in unit.path for duty in self.reader.headed.get(section, ())]
        if not unit.owners and headed and not self._is_background(unit):
            unit.take(headed, False, shared=True)
        return bool(unit.owners) or self._acts(unit, text, before_items)

    def _acts(self, unit: Unit, text: str, before_items: bool) -> bool:
        """Does a unit of which no bracket says who is responsible state an action?"""
        plain = not unit.head.number
        if _PURPOSE.search(text) or self._is_background(unit):
            return False
        if plain and action_words().preamble.search(text) and (before_items or len(text) < _LONGEST_PREAMBLE):
            return False
        if plain and text.endswith("：") and len(text) < _LONGEST_ANNOUNCEMENT:
            return False
        return states_action(text, strict=plain and self.strict)

    def _is_background(self, unit: Unit) -> bool:
        return not self.background.isdisjoint(unit.path)

    # ---- one task, or a task for each department's sentence ---------------------------------

    def _split(self, unit: Unit, folded: Folded, start: int) -> Iterator[TaskDraft]:
        """Sentences of departments are tasks of their own where the item is a list of them."""
        runs = [(start, len(folded.text), NOBODY)]
        if not unit.owners and may_name_subjects(folded.text, start, _FEWEST_DUTIES):
            found = _duty_runs(folded.text, start)
            if sum(bool(owners.owners) for _, _, owners in found) >= _FEWEST_DUTIES:
                runs = found[1:] if found[0][1] <= unit.head.heading_end else found
        if len(runs) == 1:
            yield self._whole(unit, folded, start)
            return
        for k, (a, b, owners) in enumerate(runs):
            if owners.owners or states_action(folded.text[a:b]):
                yield self._piece(unit, folded, a, b, owners, first=k == 0)

    def _whole(self, unit: Unit, folded: Folded, start: int) -> TaskDraft:
        end = _without_owners(folded.text, start)
        said = said_in(folded.text, start, len(folded.text), subjects=not unit.owners)
        span = folded.span(0, len(folded.text))
        return TaskDraft(
            kind="narrative",
            number=unit.head.number,
            text=folded.text[start:end],
            text_span=folded.span(start, end),
            span=(span[0], max(span[1], unit.owner_end)),
            rule="numbered_item" if unit.head.number else "paragraph",
            chapter=self._chapter(unit),
            heading=self._heading(unit),
            section=unit.path[-1] if unit.path else None,
            part=unit.head.part,
            duties=tuple(_once([*unit.owners, *duties_of(folded, said)])),
            open_ended=unit.open_ended or said.open_ended,
            deadline=self._deadline(folded, 0, len(folded.text)),
            inherited=tuple(sorted({duty.role for duty in unit.owners})) if unit.shared else (),
        )

    def _piece(self, unit: Unit, folded: Folded, a: int, b: int, subject: Owners, *, first: bool) -> TaskDraft:
        said = said_in(folded.text, a, b, subjects=False)
        owners = _without_repeats([*subject.owners, *said.owners], subject.open_ended or said.open_ended)
        return TaskDraft(
            kind="duty" if subject.owners else "narrative",
            number=unit.head.number if first else None,
            text=folded.text[a:b],
            text_span=folded.span(a, b),
            span=folded.span(0 if first else a, b),
            rule="duty_sentence" if subject.owners else "numbered_item" if unit.head.number else "paragraph",
            chapter=self._chapter(unit),
            heading=self._heading(unit),
            section=unit.path[-1] if unit.path else None,
            part=unit.head.part,
            duties=tuple(_once(duties_of(folded, owners))),
            open_ended=owners.open_ended,
            deadline=self._deadline(folded, a, b),
        )

    def _chapter(self, unit: Unit) -> str | None:
        return (self.sections[unit.path[0]].heading or None) if unit.path else None

    def _heading(self, unit: Unit) -> str | None:
        return (self.sections[unit.path[-1]].heading or None) if unit.path else None

    def _deadline(self, folded: Folded, a: int, b: int) -> Deadline | None:
        match = _DEADLINE_LABEL.search(folded.text, a, b)
        if match:
            return read_deadline(folded.part(*match.span("what")), self.issued_on)
        match = _DEADLINE_SAID.search(folded.text, a, b)
        return read_deadline(folded.part(*match.span()), self.issued_on) if match else None


def _body(unit: Unit) -> tuple[Folded, int]:
    """The unit's folded text and where the task's own text begins (behind the number, or below the heading)."""
    folded = join(p.folded for p in unit.paragraphs) if len(unit.paragraphs) > 1 else unit.head.folded
    if unit.head.kind == "heading" and len(unit.paragraphs) > 1:
        return folded, len(unit.head.folded.text)
    return folded, unit.head.body_start


def _duty_runs(text: str, start: int) -> list[tuple[int, int, Owners]]:
    """The text cut where a sentence begins with a department (or with 各地 …): (start, end, its owners)."""
    runs: list[tuple[int, int, Owners]] = []
    for a, b in _segments(text, start, len(text)):
        owners = subject_of(text, a, b)
        fresh = owners.owners or _FRESH.match(text, a, b)
        if runs and (not fresh or not (owners.owners or runs[-1][2].owners)):
            runs[-1] = (runs[-1][0], b, runs[-1][2])
        else:
            runs.append((a, b, owners))
    return runs


def said_in(text: str, a: int, b: int, *, subjects: bool) -> Owners:
    """Owners named in the sentences of text[a:b], outside brackets and labels.

    `subjects`: a department that a sentence begins with counts too (no bracket says who).
    """
    for stretch in owner_stretches(text):
        text = text[: stretch.start] + "。" * (stretch.end - stretch.start) + text[stretch.end :]
    said = sentence_owners(text, a, b)
    if not subjects:
        return said
    named = subjects_in(text, a, b)
    return _without_repeats([*said.owners, *named.owners], said.open_ended or named.open_ended)


def _without_repeats(owners: list[Owner], open_ended: bool) -> Owners:
    """One owner a place and role; a name that leads or cooperates is not also joint at the same place."""
    owners = list({(o.role, o.start, o.end): o for o in reversed(owners)}.values())
    placed = {(o.start, o.end) for o in owners if o.role != "joint"}
    kept = [o for o in owners if o.role != "joint" or (o.start, o.end) not in placed]
    return Owners(tuple(sorted(kept, key=lambda o: o.start)), open_ended)


def _without_owners(text: str, start: int) -> int:
    """Where the task's text ends when the bracket with its owners is left out."""
    end = len(text)
    for stretch in reversed(owner_stretches(text)):
        if stretch.start > start and stretch.end >= len(text[:end].rstrip("。；")):
            end = stretch.start
    return end if text[start:end].strip() else len(text)


def _once(duties: list[Duty]) -> list[Duty]:
    """Each (role, name) where it stands first."""
    found: dict[tuple[str, str], Duty] = {}
    for duty in duties:
        found.setdefault((duty.role, duty.name), duty)
    return list(found.values())


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences, and within them what ； parts."""
    for a, b in sentences(text, start, end):
        at = a
        while (cut := text.find("；", at, b)) >= 0:
            yield at, cut + 1
            at = cut + 1
        if at < b:
            yield at, b
