"""What a task may be made of: the lowest numbered items and the plain paragraphs, with the owners printed beside them.

Owners stand in a bracket behind the text, on a line of their own (责任单位：…) or behind a heading.
A line, a heading or a bracket behind the last of several short items holds for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.record import Note
from loaders.extract.responsibilities import Manner, Owners, read_owners
from loaders.extract.responsibilities_order import Order
from loaders.extract.responsibilities_prose import Stretch, is_owner_line, owner_stretches
from loaders.extract.task_draft import Duty
from loaders.extract.task_words import action_words, is_about_itself
from loaders.fold import Folded, join
from loaders.layouts.numbering import read_number
from loaders.outline import Outline, Paragraph

_MOST_SHARING = 6  # items that one bracket behind the last of them may cover
_CLOSING = re.compile(
    r"^(?:各(?:地|级|县|市|区|有关|相关|部门|单位|乡镇)[^。]{0,30}(?:要|应)|(?:以上|上述|本|此)|(?:附|注)[：:]|同时符合|分别享受"
    r"|.{0,20}(?:施行|解释))"
)


@dataclass(slots=True, eq=False)
class Unit:
    """A numbered item (its paragraphs), or a plain paragraph. `path`: sections from the top down to it."""

    paragraphs: list[Paragraph]
    path: tuple[str, ...]
    leaf: bool = False  # a numbered item, which takes the paragraphs that follow
    inline: bool = False  # begun inside a line: paragraphs that follow do not belong to it
    closed: bool = False
    owners: list[Duty] = field(default_factory=list)
    owner_end: int = 0  # where the last line of owners behind it ends
    open_ended: bool = False
    shared: bool = False  # its owners stand with another item

    @property
    def head(self) -> Paragraph:
        return self.paragraphs[0]

    @property
    def form(self) -> str:
        number = read_number(self.head.folded.text)
        return number.form if number else ""

    def take(self, duties: Sequence[Duty], open_ended: bool, *, shared: bool = False) -> None:
        self.owners += duties
        self.open_ended |= open_ended
        self.shared |= shared


class UnitReader:
    """The units of an outline, part by part. `order`: who leads an unmarked list, where the document says so."""

    def __init__(self, outline: Outline, text: str, order: Order | None) -> None:
        self.outline, self.text, self.order = outline, text, order
        self.sections = {s.id: s for s in outline.sections}
        self.notes: list[Note] = []
        self.headed: dict[str, list[Duty]] = {}  # owners printed behind a section's heading
        self.units: list[Unit] = []
        self.next_level = _next_levels(outline.paragraphs)

    def parts(self) -> Iterator[list[Unit]]:
        """The units of each part, in order."""
        by_part: dict[str, list[Paragraph]] = {part.id: [] for part in self.outline.parts}
        for paragraph in self.outline.paragraphs:
            by_part[paragraph.part].append(paragraph)
        for paragraphs in by_part.values():
            self.units = []
            self._read(paragraphs)
            self._share()
            yield self.units

    def _read(self, paragraphs: Sequence[Paragraph]) -> None:
        current: Unit | None = None
        for paragraph in paragraphs:
            text = paragraph.folded.text
            if paragraph.kind not in ("body", "heading"):
                current = current if paragraph.kind == "noise" else None
            elif not paragraph.number and is_about_itself(text):
                _close(current)
            elif is_owner_line(text):
                self._owner_line(paragraph)
                _close(current)
            elif paragraph.number or paragraph.kind == "heading":
                current = self._open(paragraph)
            elif current is not None and self._takes(current, paragraph):
                current.paragraphs.append(paragraph)
                self._note_owners(current, paragraph)
            else:
                self._add(Unit([paragraph], self.path(paragraph.section)))

    def _add(self, unit: Unit) -> Unit:
        self._note_owners(unit, unit.head)
        self.units.append(unit)
        return unit

    def _open(self, paragraph: Paragraph) -> Unit | None:
        """A numbered item or heading begins: a leaf becomes a unit; one with items below only if text runs on."""
        if not paragraph.number:
            self._heading_owners(paragraph)
            return None
        parent = self.next_level[paragraph.index] > paragraph.level
        if parent and (paragraph.kind == "heading" or paragraph.heading_end >= len(paragraph.folded.text)):
            self._heading_owners(paragraph)
            return None
        start = paragraph.span[0]
        inline = start > 0 and "\n" not in self.text[max(0, start - 6) : start]
        return self._add(Unit([paragraph], self.path(paragraph.section), not parent, inline, closed=parent))

    def _takes(self, unit: Unit, paragraph: Paragraph) -> bool:
        """Does a paragraph without number go on with this item?"""
        if not unit.leaf or unit.closed or unit.inline:
            return False
        text, above = paragraph.folded.text, unit.paragraphs[-1]
        words = action_words()
        if words.lead_in.match(text) or words.about_itself.search(text[:80]):
            return False
        if above.kind == "heading":
            return True
        ended = ends_with_owners(above.folded.text)
        if _CLOSING.match(text) and (ended or unit.head.level <= 1):
            return False
        return not (ended and above.folded.text[-1] in "）〕】。")

    def path(self, section: str | None) -> tuple[str, ...]:
        path: list[str] = []
        while section is not None:
            path.append(section)
            section = self.sections[section].parent
        return tuple(reversed(path))

    # ---- owners -----------------------------------------------------------------------------

    def _owners(self, paragraph: Paragraph) -> tuple[list[Duty], bool]:
        """The owners in the paragraph's brackets and labels."""
        duties: list[Duty] = []
        open_ended = False
        for stretch in owner_stretches(paragraph.folded.text):
            inner = self._with_spaces(paragraph.folded, stretch)
            owners = read_owners(inner.text, Manner(order=self.order))
            self.notes += [misprint_note(inner, start, end) for start, end in owners.misprints]
            duties += duties_of(inner, owners)
            open_ended |= owners.open_ended
        return duties, open_ended

    def _with_spaces(self, folded: Folded, stretch: Stretch) -> Folded:
        """The stretch with a space where white space was printed between two names (市财政局 市民政局)."""
        a, b = stretch.inner
        pieces: list[Folded] = []
        at = a
        for i in range(a + 1, b):
            if folded.origin[i] - folded.origin[i - 1] < 2 or folded.text[i] in "、，；：）":
                continue
            gap = self.text[folded.origin[i - 1] + 1 : folded.origin[i]]
            if (" " in gap or "\u3000" in gap) and "\n" not in gap:
                pieces += [folded.part(at, i), Folded(" ", folded.origin[i - 1 : i])]
                at = i
        pieces.append(folded.part(at, b))
        return join(pieces)

    def _note_owners(self, unit: Unit, paragraph: Paragraph) -> None:
        unit.take(*self._owners(paragraph))

    def _heading_owners(self, paragraph: Paragraph) -> None:
        if paragraph.section is not None:
            self.headed.setdefault(paragraph.section, []).extend(self._owners(paragraph)[0])

    def _owner_line(self, paragraph: Paragraph) -> None:
        """A line of owners: for the item before it, and for all before that in the same section that have none."""
        duties, open_ended = self._owners(paragraph)
        covered = self._covered(paragraph)
        for unit in covered:
            unit.take(duties, open_ended, shared=unit is not covered[-1])
        if covered:
            covered[-1].owner_end = paragraph.span[1]

    def _covered(self, line: Paragraph) -> list[Unit]:
        if not self.units:
            return []
        last = self.units[-1]
        if last.owners and not last.owner_end:
            return [last]
        path = self._path_above(last, line)
        covered: list[Unit] = []
        for unit in reversed(self.units):
            if unit is not last and (unit.owners or not path or unit.path[: len(path)] != path):
                break
            covered.append(unit)
        return covered[::-1]

    def _path_above(self, last: Unit, line: Paragraph) -> tuple[str, ...]:
        """The section whose end the line stands at: the highest one that does not go on after it."""
        level = self.next_level[line.index] or 1
        ended = sum(self.sections[s].level >= level for s in last.path)
        return last.path[: len(last.path) - ended + 1] if ended else ()

    # ---- one bracket for several items ------------------------------------------------------

    def _share(self) -> None:
        """A bracket at the end of the last item covers the items before it, where no item but the last ever has one."""
        groups: dict[tuple[str, str], list[Unit]] = {}
        leads: dict[str, list[Unit]] = {}  # text above the items of a section
        for unit in self.units:
            parent = self._parent_section(unit)
            if parent is not None and unit.head.number and unit.leaf:
                groups.setdefault((parent, unit.form), []).append(unit)
            elif unit.path:
                leads.setdefault(unit.path[-1], []).append(unit)
        own: set[str] = set()  # forms of number whose items have brackets of their own
        for (_, form), group in groups.items():
            if any(unit.owners for unit in group[:-1]):
                own.add(form)
        for (parent, form), group in groups.items():
            if len(group) > 1 and _closes_for_all(group) and (form not in own or _are_plain(group)):
                for unit in [u for u in leads.get(parent, ()) if not u.owners] + group[:-1]:
                    unit.take(group[-1].owners, group[-1].open_ended, shared=True)

    def _parent_section(self, unit: Unit) -> str | None:
        """The section that a numbered item stands in (not the one it heads itself)."""
        if not unit.path:
            return None
        own = self.sections[unit.path[-1]]
        if own.span[0] != unit.head.span[0]:
            return own.id
        return unit.path[-2] if len(unit.path) > 1 else None


def _closes_for_all(group: list[Unit]) -> bool:
    last = group[-1]
    if not last.owners or any(unit.owners for unit in group[:-1]):
        return False
    return ends_with_owners(last.paragraphs[-1].folded.text)


def _are_plain(group: list[Unit]) -> bool:
    """Short items without names: parts of one measure."""
    named = sum(bool(u.head.heading_end or u.head.kind == "heading") for u in group)
    return named * 2 < len(group) and len(group) <= _MOST_SHARING


def _close(unit: Unit | None) -> None:
    if unit is not None:
        unit.closed = True


def _next_levels(paragraphs: Sequence[Paragraph]) -> list[int]:
    """For each paragraph the level of the next numbered one in its part, 0 where none follows."""
    levels = [0] * len(paragraphs)
    for i in range(len(paragraphs) - 2, -1, -1):
        after = paragraphs[i + 1]
        if after.part == paragraphs[i].part:
            levels[i] = after.level or levels[i + 1]
    return levels


def ends_with_owners(text: str) -> bool:
    stretches = owner_stretches(text)
    return bool(stretches) and stretches[-1].end >= len(text.rstrip("。；"))


def duties_of(folded: Folded, owners: Owners) -> list[Duty]:
    """Places in the stretch → spans of the source; names without line breaks and spaces."""
    return [
        Duty(o.role, squeezed(folded.text[o.start : o.end]), folded.span(o.start, o.end), o.rule) for o in owners.owners
    ]


def squeezed(text: str) -> str:
    return text.replace("\n", "").replace(" ", "")


def misprint_note(stretch: Folded, start: int, end: int) -> Note:
    """The warning for 市委、发展改革委: what stands there and how it is read."""
    printed = squeezed(stretch.text[start:end])
    stray, _, after = printed.partition("、")
    message = f"“{printed}” is read as {after} ({stray} is taken for a misprint of the prefix)"
    return Note("misprint", message, stretch.span(start, end))
