"""Tasks in running text: the lowest numbered item, else the paragraph; department sentences each by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.record import Deadline, Note, Section
from loaders.extract.deadlines import read_deadline
from loaders.extract.responsibilities import Manner, Owners, read_owners
from loaders.extract.responsibilities_prose import (
    Stretch,
    is_owner_line,
    owner_stretches,
    sentence_owners,
    subject_of,
)
from loaders.extract.task_draft import Duty, TaskDraft
from loaders.extract.task_words import action_words, is_about_itself, sentences, states_action
from loaders.extract.tasks_table import misprint_note
from loaders.fold import Folded, join
from loaders.layouts.numbering import read_number
from loaders.layouts.words import layout_words
from loaders.outline import Outline, Paragraph

_MOST_SHARING = 6  # items that one bracket behind the last of them may cover
_CLOSING = re.compile(
    r"^(?:各(?:地|级|县|市|区|有关|相关|部门|单位|乡镇)[^。]{0,30}(?:要|应)|(?:以上|上述|本|此)|(?:附|注)[：:]|同时符合|分别享受|.{0,20}(?:施行|解释))"
)
# 第一条 为…，制定本办法: why and by what right, numbered or not.
_PURPOSE = re.compile(r"^[^。]{0,12}(?:为|根据|依据)[^。]{4,300}制定本[^。]{1,12}。?$")
_DEADLINE_LABEL = re.compile(
    r"(?:完成时限|完成时间|时间节点|时限要求|时间要求|时间进度|完成期限|推进时限|办结时限|落实时限)[:：∶](?P<what>[^；。）〕\n]{2,40})"
)
_DEADLINE_SAID = re.compile(
    r"(?:到|于|在)?20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:之?前|以前)(?=[^，。；]{0,30}(?:完成|建成|实现|达到|出台|印发|制定|落实|开工|投用|全部|基本))"
)


@dataclass(slots=True)
class Unit:
    """A numbered item (its paragraphs), or a plain paragraph. `path`: sections from the top down to it."""

    paragraphs: list[Paragraph]
    part: str
    path: tuple[str, ...]
    leaf: bool  # a numbered item, which takes the paragraphs that follow
    inline: bool = False  # begun inside a line: paragraphs that follow do not belong to it
    closed: bool = False
    owners: list[Duty] = field(default_factory=list)
    owner_end: int = 0  # where the last line of owners behind it ends
    open_ended: bool = False
    shared: bool = False

    @property
    def head(self) -> Paragraph:
        return self.paragraphs[0]


class ProseReader:
    """Reads the paragraphs of one outline. `order`: who leads an unmarked list; `strict`: a page that is no policy."""

    def __init__(self, outline: Outline, text: str, order: str | None, strict: bool, issued_on: str | None) -> None:
        self.outline, self.text, self.order, self.strict, self.issued_on = outline, text, order, strict, issued_on
        self.sections = {s.id: s for s in outline.sections}
        self.notes: list[Note] = []
        self.headed: dict[str, list[Duty]] = {}  # owners printed behind a section's heading

    def drafts(self) -> Iterator[TaskDraft]:
        for part in self.outline.parts:
            paragraphs = self.outline.part_paragraphs(part.id)
            units = self._units(paragraphs)
            self._share(units)
            first = next((k for k, u in enumerate(units) if u.head.number), len(units))
            for k, unit in enumerate(units):
                yield from self._tasks_of(unit, before_items=k < first < len(units))

    # ---- units ------------------------------------------------------------------------------

    def _units(self, paragraphs: Sequence[Paragraph]) -> list[Unit]:
        units: list[Unit] = []
        current: Unit | None = None
        for k, paragraph in enumerate(paragraphs):
            if paragraph.kind not in ("body", "heading"):
                current = current if paragraph.kind == "noise" else None
            elif not paragraph.number and is_about_itself(paragraph.folded.text):
                if current is not None:
                    current.closed = True
            elif is_owner_line(paragraph.folded.text):
                self._owner_line(paragraph, units, current)
                if current is not None:
                    current.closed = True
            elif paragraph.number or paragraph.kind == "heading":
                current = self._open(paragraph, paragraphs, k, units)
            elif current is not None and self._takes(current, paragraph):
                current.paragraphs.append(paragraph)
                self._note_owners(current, paragraph)
            else:
                unit = Unit([paragraph], paragraph.part, self._path(paragraph.section), leaf=False)
                self._note_owners(unit, paragraph)
                units.append(unit)
        return units

    def _open(self, paragraph: Paragraph, all_: Sequence[Paragraph], k: int, units: list[Unit]) -> Unit | None:
        """A numbered item or heading begins: a leaf becomes a unit; one with items below only if text runs on."""
        if not paragraph.number:
            self._heading_owners(paragraph)
            return None
        path = self._path(paragraph.section)
        inline = paragraph.span[0] > 0 and not self.text[: paragraph.span[0]][-3:].strip(" \t\u3000").endswith("\n")
        inline = inline and "\n" not in self.text[max(0, paragraph.span[0] - 6) : paragraph.span[0]]
        parent = self._is_parent(paragraph, all_, k)
        if parent and (paragraph.kind == "heading" or paragraph.heading_end >= len(paragraph.folded.text)):
            self._heading_owners(paragraph)
            return None
        unit = Unit([paragraph], paragraph.part, path, leaf=not parent, inline=inline, closed=parent)
        if paragraph.kind == "heading" and self._stretches(paragraph):
            # A heading with its owners in brackets and text below.
            pass
        self._note_owners(unit, paragraph)
        units.append(unit)
        return unit

    def _is_parent(self, paragraph: Paragraph, all_: Sequence[Paragraph], k: int) -> bool:
        for other in all_[k + 1 :]:
            if other.level:
                return other.level > paragraph.level
        return False

    def _takes(self, unit: Unit, paragraph: Paragraph) -> bool:
        """Does a paragraph without number go on with this item?"""
        if not unit.leaf or unit.closed or unit.inline:
            return False
        text = paragraph.folded.text
        words = action_words()
        if words.lead_in.match(text) or words.about_itself.search(text[:80]):
            return False
        if unit.paragraphs[-1].kind == "heading":
            return True
        ended = unit.paragraphs[-1].folded.text
        if _CLOSING.match(text) and (self._ends_with_owners(unit.paragraphs[-1]) or unit.head.level <= 1):
            return False
        return not (self._ends_with_owners(unit.paragraphs[-1]) and ended[-1] in "）〕】。")

    def _ends_with_owners(self, paragraph: Paragraph) -> bool:
        stretches = self._stretches(paragraph)
        return bool(stretches) and stretches[-1].end >= len(paragraph.folded.text.rstrip("。；"))

    def _path(self, section: str | None) -> tuple[str, ...]:
        path: list[str] = []
        while section is not None:
            path.append(section)
            section = self.sections[section].parent
        return tuple(reversed(path))

    # ---- owners -----------------------------------------------------------------------------

    def _stretches(self, paragraph: Paragraph) -> list[Stretch]:
        return list(owner_stretches(paragraph.folded.text))

    def _read(self, folded: Folded, stretch: Stretch) -> tuple[list[Duty], bool]:
        a, b = stretch.inner
        inner = self._with_spaces(folded, a, b)
        owners = read_owners(inner.text, Manner(order=self.order))
        for start, end in owners.misprints:
            self.notes.append(misprint_note(inner, start, end))
        return _duties(inner, owners), owners.open_ended

    def _with_spaces(self, folded: Folded, a: int, b: int) -> Folded:
        """The stretch with a space where white space was printed between two names (市财政局 市民政局)."""
        pieces: list[Folded] = []
        at = a
        for i in range(a + 1, b):
            gap = self.text[folded.origin[i - 1] + 1 : folded.origin[i]]
            if gap and " " in gap.replace("\u3000", " ") and "\n" not in gap and folded.text[i] not in "、，；：）":
                pieces += [folded.part(at, i), Folded(" ", folded.origin[i - 1 : i])]
                at = i
        pieces.append(folded.part(at, b))
        return join(pieces)

    def _note_owners(self, unit: Unit, paragraph: Paragraph) -> None:
        for stretch in self._stretches(paragraph):
            duties, open_ended = self._read(paragraph.folded, stretch)
            unit.owners += duties
            unit.open_ended |= open_ended

    def _heading_owners(self, paragraph: Paragraph) -> None:
        if paragraph.section is None:
            return
        for stretch in self._stretches(paragraph):
            duties, _ = self._read(paragraph.folded, stretch)
            self.headed.setdefault(paragraph.section, []).extend(duties)

    def _owner_line(self, paragraph: Paragraph, units: list[Unit], current: Unit | None) -> None:
        """A line of owners: for the item before it, and for all before that in the same section that have none."""
        duties: list[Duty] = []
        open_ended = False
        for stretch in self._stretches(paragraph):
            found, etc = self._read(paragraph.folded, stretch)
            duties += found
            open_ended |= etc
        covered = self._covered(units, paragraph)
        for unit in covered:
            unit.owners += duties
            unit.open_ended |= open_ended
            unit.shared = unit is not covered[-1]
        if covered:
            covered[-1].owner_end = paragraph.span[1]

    def _covered(self, units: list[Unit], line: Paragraph) -> list[Unit]:
        if not units or units[-1].part != line.part:
            return []
        last = units[-1]
        if last.owners and not last.owner_end:
            return [last]
        path = self._path_above(last, line)
        covered: list[Unit] = []
        for unit in reversed(units):
            if unit.part != last.part or (unit.owners and unit is not last):
                break
            if unit is not last and (not path or unit.path[: len(path)] != path):
                break
            covered.append(unit)
        return covered[::-1]

    def _path_above(self, last: Unit, line: Paragraph) -> tuple[str, ...]:
        """The section whose end the line stands at: the highest one that does not go on after it."""
        following = next(
            (p for p in self.outline.paragraphs[line.index + 1 :] if p.level and p.part == line.part), None
        )
        level = following.level if following else 1
        path = [s for s in last.path if self.sections[s].level >= level]
        return last.path[: len(last.path) - len(path) + 1] if path else ()

    def _share(self, units: list[Unit]) -> None:
        """A bracket at the end of the last item covers the items before it, where no item but the last ever has one."""
        groups: dict[tuple[str, str], list[Unit]] = {}
        for unit in units:
            parent = self._parent_section(unit)
            if parent is not None and unit.head.number and unit.leaf:
                groups.setdefault((parent, _form(unit)), []).append(unit)
        for form in sorted({form for _, form in groups}):
            several = [(p, g) for (p, f), g in groups.items() if f == form and len(g) > 1]
            each = any(unit.owners for _, group in several for unit in group[:-1])  # items have brackets of their own
            for parent, group in several:
                last = group[-1]
                if not last.owners or any(u.owners for u in group[:-1]) or (each and not self._plain(group)):
                    continue
                if self._ends_with_owners(last.paragraphs[-1]):
                    lead = [u for u in units if u.path[-1:] == (parent,) and not u.owners and u not in group]
                    _give([*lead, *group[:-1]], last)

    def _plain(self, group: list[Unit]) -> bool:
        """Short items without names: parts of one measure."""
        named = sum(bool(u.head.heading_end or u.head.kind == "heading") for u in group)
        return named * 2 < len(group) and len(group) <= _MOST_SHARING

    def _parent_section(self, unit: Unit) -> str | None:
        """The section that a numbered item stands in (not the one it heads itself)."""
        if not unit.path:
            return None
        own = self.sections[unit.path[-1]]
        heads = own.span[0] == unit.head.span[0]
        if not heads:
            return own.id
        return unit.path[-2] if len(unit.path) > 1 else None

    # ---- tasks ------------------------------------------------------------------------------

    def _tasks_of(self, unit: Unit, before_items: bool) -> Iterator[TaskDraft]:
        words = action_words()
        text = "".join(p.folded.text for p in unit.paragraphs)
        plain = not unit.head.number
        if plain and words.preamble.search(text) and (before_items or len(text) < 200) and not unit.owners:
            return
        if (plain and words.lead_in.match(text)) or (_PURPOSE.search(text) and not unit.owners):
            return
        if not unit.owners and self._is_background(unit):
            return
        folded, start = self._body(unit)
        if not folded.text[start:].strip("。；：，"):
            return
        headed = [d for s in unit.path for d in self.headed.get(s, ())]
        if not unit.owners and headed:
            unit.owners, unit.shared = list(headed), True
        if not unit.owners and not states_action(folded.text[start:], strict=plain and self.strict):
            return
        if plain and not unit.owners and folded.text.endswith("：") and len(folded.text) < 120:
            return
        yield from self._split_duties(unit, folded, start)

    def _is_background(self, unit: Unit) -> bool:
        return any(layout_words().background.search(self.sections[s].heading) for s in unit.path)

    def _body(self, unit: Unit) -> tuple[Folded, int]:
        """The unit's folded text and where the task's own text begins (behind the number, or below the heading)."""
        folded = join(p.folded for p in unit.paragraphs) if len(unit.paragraphs) > 1 else unit.head.folded
        head = unit.head
        if head.kind == "heading" and len(unit.paragraphs) > 1:
            return folded, len(head.folded.text)
        return folded, head.body_start

    def _split_duties(self, unit: Unit, folded: Folded, start: int) -> Iterator[TaskDraft]:
        """Sentences of departments are tasks of their own where the item is a list of them."""
        runs = [(start, len(folded.text), Owners())]
        if not unit.owners:
            found = self._duty_runs(unit, folded, start)
            if sum(bool(o.owners) for _, _, o in found) >= 2:
                runs = found[1:] if found[0][1] <= unit.head.heading_end else found
        for k, (a, b, owners) in enumerate(runs):
            whole = len(runs) == 1
            if not whole and not owners.owners and not states_action(folded.text[a:b]):
                continue
            yield self._task(unit, folded, a, b, owners, whole=whole, first=k == 0)

    def _duty_runs(self, unit: Unit, folded: Folded, start: int) -> list[tuple[int, int, Owners]]:
        text = folded.text
        runs: list[tuple[int, int, Owners]] = []
        for a, b in _segments(text, start):
            owners = subject_of(text, a, b)
            fresh = owners.owners or re.match(r"各|有关|相关", text[a:b])
            if (runs and not fresh) or (runs and not owners.owners and not runs[-1][2].owners):
                runs[-1] = (runs[-1][0], b, runs[-1][2])
            else:
                runs.append((a, b, owners))
        return runs

    def _task(
        self, unit: Unit, folded: Folded, a: int, b: int, subject: Owners, *, whole: bool, first: bool
    ) -> TaskDraft:
        text = folded.text
        end = self._without_owners(text, a, b) if whole else b
        section = self.sections[unit.path[-1]] if unit.path else None
        own = section if section and unit.head.section == section.id else None
        said = self._said(unit, folded, a, b, subject)
        duties = _once([*unit.owners, *_duties(folded, said)])
        span = folded.span(0 if first else a, len(text) if whole else b)
        if whole and unit.owner_end:
            span = (span[0], unit.owner_end)
        kind = "duty" if not whole and subject.owners else "narrative"
        return TaskDraft(
            kind=kind,
            number=unit.head.number if first else None,
            text=text[a:end],
            text_span=folded.span(a, end),
            span=span,
            rule="duty_sentence" if kind == "duty" else "numbered_item" if unit.head.number else "paragraph",
            chapter=(self.sections[unit.path[0]].heading or None) if unit.path else None,
            heading=_heading(own or section),
            section=unit.path[-1] if unit.path else None,
            part=unit.part,
            duties=tuple(duties),
            open_ended=unit.open_ended or said.open_ended,
            deadline=self._deadline(folded, 0 if whole else a, b),
            inherited=tuple(sorted({d.role for d in unit.owners})) if unit.shared else (),
        )

    def _said(self, unit: Unit, folded: Folded, a: int, b: int, subject: Owners) -> Owners:
        """Owners named in the sentences; a department that a sentence begins with counts where no bracket says who."""
        text = folded.text
        blank = text
        for stretch in owner_stretches(text):
            blank = blank[: stretch.start] + "。" * (stretch.end - stretch.start) + blank[stretch.end :]
        said = sentence_owners(blank, a, b)
        owners = [*subject.owners, *said.owners]
        open_ended = subject.open_ended or said.open_ended
        if not unit.owners and not subject.owners:
            for x, y in _segments(blank, a, b):
                here = subject_of(blank, x, y)
                if here.owners and not action_words().about_itself.search(blank[x:y]):
                    owners += here.owners
                    open_ended |= here.open_ended
        with_partner = {(o.start, o.end) for o in owners if o.role == "lead"}
        kept = [o for o in owners if o.role != "joint" or (o.start, o.end) not in with_partner]
        return Owners(tuple(sorted(kept, key=lambda o: o.start)), open_ended)

    def _without_owners(self, text: str, a: int, b: int) -> int:
        """Where the task's text ends when the bracket with its owners is left out."""
        end = b
        for stretch in reversed(list(owner_stretches(text))):
            if stretch.start > a and stretch.end >= len(text[:end].rstrip("。；")):
                end = stretch.start
        return end if text[a:end].strip() else b

    def _deadline(self, folded: Folded, a: int, b: int) -> Deadline | None:
        match = _DEADLINE_LABEL.search(folded.text, a, b)
        if match:
            return read_deadline(folded.part(*match.span("what")), self.issued_on)
        match = _DEADLINE_SAID.search(folded.text, a, b)
        return read_deadline(folded.part(*match.span()), self.issued_on) if match else None


def _give(units: list[Unit], last: Unit) -> None:
    for unit in units:
        unit.owners += last.owners
        unit.open_ended |= last.open_ended
        unit.shared = True


def _form(unit: Unit) -> str:
    number = read_number(unit.head.folded.text)
    return number.form if number else ""


def _once(duties: list[Duty]) -> list[Duty]:
    """Each (role, name) where it stands first."""
    found: dict[tuple[str, str], Duty] = {}
    for duty in duties:
        found.setdefault((duty.role, duty.name), duty)
    return list(found.values())


def _heading(section: Section | None) -> str | None:
    return (section.heading or None) if section else None


def _segments(text: str, start: int, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Sentences, and within them what ； parts."""
    for a, b in sentences(text, start, end):
        at = a
        for i in range(a, b):
            if text[i] == "；":
                yield at, i + 1
                at = i + 1
        if at < b:
            yield at, b


def _duties(folded: Folded, owners: Owners) -> list[Duty]:
    return [
        Duty(
            o.role, folded.text[o.start : o.end].replace("\n", "").replace(" ", ""), folded.span(o.start, o.end), o.rule
        )
        for o in owners.owners
    ]
