"""The text of a tagged PDF by its marked contents: runs of printed lines, and which lines go on the one before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.formats.pdf_lines import Line, first_unit_width, glue, is_wide
from loaders.formats.pdf_page import Glyph, PageGeometry
from loaders.formats.pdf_tags import INLINE, Tag

_STRIP = 30.0
"""Browsers print their own head and foot in this strip at the page's edge (points)."""


@dataclass(slots=True)
class Run:
    """The text of one marked content: its printed lines in content order."""

    lines: list[Line]
    linked: bool = False

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


@dataclass(slots=True)
class Marks:
    """runs by (page, marked content number); `used` counts the glyphs that the tags account for."""

    runs: dict[tuple[int, int], Run] = field(default_factory=dict)
    edges: dict[int, float] = field(default_factory=dict)
    total: int = 0
    used: int = 0
    wraps: int = 0
    doubtful: int = 0
    wrapped_runs: int = 0  # marked contents of more than one line

    def add_page(self, shape: PageGeometry, page: int) -> None:
        """Sort the glyphs of a page by their marks."""
        marked: dict[int, list[Glyph]] = defaultdict(list)
        for glyph in shape.glyphs:
            if glyph.mark >= 0:
                marked[glyph.mark].append(glyph)
            inside = _STRIP < glyph.y < shape.height - _STRIP
            self.total += inside or glyph.mark >= 0
        rights: list[float] = []
        for mark, glyphs in marked.items():
            lines = printed_lines(glyphs, page)
            if lines:
                self.runs[page, mark] = Run(lines)
                self.wrapped_runs += len(lines) > 1
                rights += [line.right for line in lines]
        rights.sort(reverse=True)
        self.edges[page] = rights[len(rights) // 50] if rights else 0.0

    @property
    def trustworthy(self) -> bool:
        """The tags account for the text, and what they call one run is set as running text."""
        return self.used >= 0.95 * self.total and self.doubtful <= 0.1 * self.wraps + 3

    def inline(self, tag: Tag, linked: bool) -> list[Run]:
        """The runs below an element, those in links marked so."""
        runs: list[Run] = []
        marks: list[tuple[int, int]] = []
        for child in tag.children():
            if isinstance(child, tuple):
                marks.append(child)
                continue
            runs += self.marked(marks) + self.inline(child, linked or child.kind == "Link")
            marks = []
        runs += self.marked(marks)
        for run in runs:
            run.linked = run.linked or linked
        return runs

    def marked(self, marks: Iterable[tuple[int, int]]) -> list[Run]:
        """The runs of some marks; a heading repeated on the next page comes once."""
        runs: list[Run] = []
        for mark in marks:
            run = self.runs.get(mark)
            if run is None:
                continue
            self.used += sum(len(line.glyphs) for line in run.lines)
            if not any(run.text == other.text and run.lines[0].page != other.lines[0].page for other in runs):
                runs.append(run)
        return runs

    def texts(self, runs: Sequence[Run], right: float | None) -> list[tuple[str, int, int]]:
        """(text, characters in links, page) of the lines that runs make together."""
        result: list[tuple[str, int, int]] = []
        last: Line | None = None
        for run in runs:
            for at, line in enumerate(run.lines):
                length = len(line.text) if run.linked else 0
                if last is None or not self._joins(last, line, at > 0, right):
                    result.append((line.text, length, line.page))
                else:
                    text, linked, page = result[-1]
                    result[-1] = (text + _joint(last, line, text), linked + length, page)
                last = line
        return [r for r in result if r[0].strip()]

    def _joins(self, last: Line, line: Line, same_run: bool, right: float | None) -> bool:
        """Whether a line goes on the one before it; else the author ended it (a line break inside the paragraph).

        `right`: the edge of the column of a table, None outside tables.
        """
        if _on_one_line(last, line):
            return True
        free = (self.edges[last.page] if right is None else right) - last.right - first_unit_width(line)
        if same_run:
            if right is None:
                self.wraps += 1
                self.doubtful += free > 3 * last.em
            return True
        if not self.wrapped_runs:  # this program marks every printed line by itself
            return last.page != line.page or free < 2 * last.em
        return last.page != line.page or (right is None and free < 0.5 * last.em)

    def lines_below(self, tag: Tag) -> list[Line]:
        lines: list[Line] = []
        for child in tag.children():
            if isinstance(child, Tag):
                lines += self.lines_below(child)
            elif child in self.runs:
                lines += self.runs[child].lines
        return lines

    def cell_text(self, tag: Tag, right: float) -> str:
        """The paragraphs of a cell as lines; a table inside it row by row."""
        lines: list[str] = []
        inline: list[Run] = []
        for child in tag.children():
            if isinstance(child, tuple):
                inline += self.marked([child])
            elif child.kind in INLINE and not has_blocks(child):
                inline += self.inline(child, False)
            else:
                lines += [t[0] for t in self.texts(inline, right)]
                inline = []
                lines.append(self.cell_text(child, right))
        lines += [t[0] for t in self.texts(inline, right)]
        return "\n".join(line for line in lines if line)


def has_blocks(tag: Tag) -> bool:
    return any(kid.kind not in INLINE or has_blocks(kid) for kid in tag.kids.values())


def printed_lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Printed lines in content order."""
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        last = rows[-1][-1] if rows else None
        height = glyph.top - glyph.bottom
        if last is not None and abs(last.y - glyph.y) < 0.5 * height and glyph.left > last.left - 0.5 * height:
            rows[-1].append(glyph)
        elif last is not None and (place := _gap_for(rows[-1], glyph)):
            rows[-1].insert(place, glyph)
        else:
            rows.append([glyph])
    return [Line(row, page) for row in rows if any(not g.char.isspace() for g in row)]


def _gap_for(row: Sequence[Glyph], glyph: Glyph) -> int:
    """Where in a line a glyph belongs that comes later in the content (programs set the runs of one font first):
    the index of the glyph after the gap it fills, else 0."""
    height = glyph.top - glyph.bottom
    if abs(row[-1].y - glyph.y) > 0.1 * height or glyph.left > row[-1].left or glyph.left < row[0].left:
        return 0
    for at in range(len(row) - 1, 0, -1):
        if row[at - 1].left < glyph.left:
            room = 0.1 * height
            fits = row[at - 1].right < glyph.left + room and glyph.right < row[at].left + room
            return at if fits else 0
    return 0


def _on_one_line(last: Line, line: Line) -> bool:
    """Side by side on one baseline, a raised or lowered piece included."""
    if last.page != line.page or line.left <= last.left:
        return False
    if abs(last.y - line.y) < 0.4 * last.em:
        return True
    overlap = min(last.top, line.top) - max(last.bottom, line.bottom)
    beside = line.left > last.right - 0.3 * last.em
    return beside and overlap > 0.6 * min(last.top - last.bottom, line.top - line.bottom)


def _joint(last: Line, line: Line, text: str) -> str:
    if not _on_one_line(last, line):
        return glue(text, line.text)
    gap = line.left - last.right
    narrow = not is_wide(text[-1:] or "a") and not is_wide(line.text[:1] or "a")
    return (" " if gap > 0.9 * last.em or (narrow and gap > 0.2 * last.em) else "") + line.text
