"""Tagged PDF → pieces: paragraphs, headings, list items and tables as the program that printed them knew them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.formats.draft import GridCell
from loaders.formats.html_walk import Box, Piece
from loaders.formats.pdf_flow import BULLET
from loaders.formats.pdf_marks import Marks, Run, has_blocks
from loaders.formats.pdf_tagged_table import TagTables
from loaders.formats.pdf_tags import INLINE, Tag

_LABEL = re.compile(r"^[\s\ue000-\uf8ff•◦▪‣●○■□\-–·*]*$")
"""A bullet: it says nothing."""
_LEVEL = re.compile(r"^H([1-6])$")
_DROPPED = frozenset(["TOC", "Figure", "Artifact", "Form"])


@dataclass(slots=True)
class TaggedReader:
    """pieces in reading order, with the boxes they stand in."""

    marks: Marks
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=lambda: [Box(-1, "root", False, False)])
    tables: TagTables = field(init=False)

    def __post_init__(self) -> None:
        self.tables = TagTables(self.marks)

    def read(self, root: Tag) -> None:
        self._container(root, 0, 0)

    def _container(self, tag: Tag, box: int, level: int) -> None:
        """Block children as pieces of their own; inline children in between run together."""
        inline: list[Run] = []
        for child in tag.children():
            if isinstance(child, tuple):
                inline += self.marks.marked([child])
            elif child.kind in INLINE and not has_blocks(child):
                rows = self.tables.layout_rows(child) if child.kind == "NonStruct" else []
                if rows:
                    self._flush(inline, box, level)
                    self._grid(*self.tables.layout_grid(child, rows), self._box(box, "Table"))
                else:
                    inline += self.marks.inline(child, child.kind == "Link")
            else:
                self._flush(inline, box, level)
                self._block(child, box, level)
        self._flush(inline, box, level)

    def _block(self, tag: Tag, box: int, level: int) -> None:
        if tag.kind in _DROPPED:
            self.marks.inline(tag, False)  # accounted for, not kept
        elif tag.kind == "Table":
            self._grid(*self.tables.grid(tag), self._box(box, tag.kind))
        elif tag.kind == "LI":
            self._item(tag, self._box(box, tag.kind), level)
        else:
            match = _LEVEL.match(tag.kind)
            self._container(tag, self._box(box, tag.kind), int(match.group(1)) if match else level)

    def _box(self, parent: int, kind: str) -> int:
        self.boxes.append(Box(parent, kind, False, False))
        return len(self.boxes) - 1

    def _item(self, tag: Tag, box: int, level: int) -> None:
        """A list item: the number that the program wrote stands before its first line."""
        label = ""
        first = len(self.pieces)
        rest = Tag("LBody")
        for at, child in enumerate(tag.children()):
            if isinstance(child, Tag) and child.kind == "Lbl":
                label += "".join(run.text for run in self.marks.inline(child, False)).strip()
            elif isinstance(child, Tag):
                rest.kids[at] = child
            else:
                rest.marks[at] = [child]
        self._container(rest, box, level)
        if label and not _LABEL.match(label) and first < len(self.pieces) and self.pieces[first].grid is None:
            self.pieces[first].text = label + self.pieces[first].text

    def _flush(self, runs: list[Run], box: int, level: int) -> None:
        for text, linked, page in self.marks.texts(runs, None):
            text = BULLET.sub("", text)
            self.pieces.append(Piece(text, box, linked, level, "", None, page))
        runs.clear()

    def _grid(self, cells: list[GridCell], page: int, box: int) -> None:
        """A table; a frame around one column of text is read as its lines."""
        if len({c.column for c in cells if c.text}) < 2:
            lines = [line for c in cells for line in c.text.split("\n") if line]
            self.pieces += [Piece(line, box, page=page) for line in lines]
            return
        self.pieces.append(Piece("\t".join(c.text for c in cells), box, tag="table", grid=cells, page=page))
