"""Layouts: from a source's text, blocks and tables to the outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph.record import Part, Section, Span
from loaders.fold import Folded
from loaders.layouts.damage import join_lines
from loaders.layouts.flat_lines import find_line_tables
from loaders.layouts.flat_tables import find_tables
from loaders.layouts.grid import fill_blanks
from loaders.layouts.lines import read_lines
from loaders.layouts.parts import PartDraft, find_parts
from loaders.layouts.run_on import split_items
from loaders.layouts.structure import Item, read_items
from loaders.layouts.zones import kinds_of
from loaders.outline import Outline, Paragraph
from loaders.source import Source, Table

_CANNOT_MERGE = ("txt", "md", "csv")


class _Piece(NamedTuple):
    """A logical paragraph before it has a part and a section."""

    folded: Folded
    hint: str

    @property
    def span(self) -> Span:
        return self.folded.span(0, len(self.folded.text))


def build_outline(source: Source) -> Outline:
    """Parts, sections, paragraphs and tables in reading order. Linear in the text; one part at least."""
    tables = _tables(source)
    pieces = _pieces(source, tables)
    texts = [piece.folded.text for piece in pieces]
    drafts = find_parts(texts, _after_table(pieces, tables))
    builder = _Builder(source, tables, pieces, texts)
    for number, draft in enumerate(drafts, 1):
        builder.add(f"p{number}", draft, last=number == len(drafts))
    return Outline(tuple(builder.parts), tuple(builder.sections), tuple(builder.paragraphs), tables)


def _tables(source: Source) -> tuple[Table, ...]:
    """The source's own tables, else those that were flattened to text."""
    if source.format in _CANNOT_MERGE:
        return tuple(fill_blanks(source.text, table) for table in source.tables) or _flat(source.text)
    return source.tables or _flat(source.text)


def _flat(text: str) -> tuple[Table, ...]:
    return find_tables(text) or find_line_tables(text)


def _pieces(source: Source, tables: tuple[Table, ...]) -> list[_Piece]:
    last: dict[str, int] = {}
    return [
        _Piece(part, draft.hint)
        for draft in join_lines(read_lines(source, tables))
        for part in split_items(draft.folded, last)
    ]


def _after_table(pieces: Sequence[_Piece], tables: tuple[Table, ...]) -> list[bool]:
    """Does a table stand between the paragraph and the one before it?"""
    found = [False] * len(pieces)
    at = 0
    for table in sorted(tables, key=lambda t: t.span):
        while at < len(pieces) and pieces[at].span[0] < table.span[1]:
            at += 1
        if at < len(pieces):
            found[at] = True
    return found


class _Head(NamedTuple):
    """A section that is not closed yet: the first fields of Section, and where it starts."""

    id: str
    number: str
    heading: str
    level: int
    parent: str | None
    part: str
    start: int


class _Builder:
    """Collects parts, sections and paragraphs with running ids."""

    def __init__(self, source: Source, tables: tuple[Table, ...], pieces: list[_Piece], texts: list[str]) -> None:
        self.source, self.tables, self.pieces, self.texts = source, tables, pieces, texts
        self.parts: list[Part] = []
        self.sections: list[Section] = []
        self.paragraphs: list[Paragraph] = []

    def add(self, id_: str, draft: PartDraft, *, last: bool) -> None:
        start = 0 if not self.parts else self.pieces[draft.start].span[0]
        end = len(self.source.text) if last else self.pieces[draft.end].span[0]
        self.parts.append(Part(id_, draft.title, draft.doc_type, (start, end), draft.role))
        kinds = kinds_of(self.texts, draft)
        body = [i for i in range(draft.start, draft.end) if kinds[i - draft.start] == "body"]
        items = read_items([self.texts[i] for i in body], [self.pieces[i].hint for i in body])
        ids = self._add_sections(id_, body, items, end)
        place = {i: k for k, i in enumerate(body)}
        current: str | None = None
        for i in range(draft.start, draft.end):
            k = place.get(i)
            if k is not None and (items[k].number or items[k].bare):
                current = ids[k] or self._enclosing(items, ids, k)
            self._add_paragraph(i, id_, kinds[i - draft.start], items[k] if k is not None else None, current)

    def _enclosing(self, items: list[Item], ids: list[str | None], k: int) -> str | None:
        parent = items[k].parent
        while parent is not None and ids[parent] is None:
            parent = items[parent].parent
        return ids[parent] if parent is not None else None

    def _add_sections(self, part: str, body: list[int], items: list[Item], part_end: int) -> list[str | None]:
        """Sections for the items that head something; their ids by item."""
        ids: list[str | None] = [None] * len(items)
        heads: list[_Head] = []
        ends: list[int] = []
        open_: list[int] = []  # indexes in heads of sections not yet closed
        for k, item in enumerate(items):
            if not item.level:
                continue
            start = self.pieces[body[k]].span[0]
            while open_ and heads[open_[-1]].level >= item.level:
                ends[open_.pop()] = start
            if not item.heads:
                continue
            ids[k] = id_ = f"s{len(self.sections) + len(heads) + 1}"
            number = item.number.printed if item.number else ""
            parent = heads[open_[-1]].id if open_ else None
            open_.append(len(heads))
            heads.append(_Head(id_, number, item.heading, item.level, parent, part, start))
            ends.append(part_end)
        self.sections += [
            Section(*h[:6], (h.start, self._text_end(h.start, end))) for h, end in zip(heads, ends, strict=True)
        ]
        return ids

    def _text_end(self, start: int, end: int) -> int:
        """Where the text of a section ends before white space."""
        return len(self.source.text[start:end].rstrip()) + start

    def _add_paragraph(self, i: int, part: str, kind: str, item: Item | None, section: str | None) -> None:
        piece = self.pieces[i]
        number = item.number if item else None
        if item and item.alone:
            kind = "heading"
        self.paragraphs.append(
            Paragraph(
                index=len(self.paragraphs),
                folded=piece.folded,
                span=piece.span,
                part=part,
                section=section if kind in ("body", "heading") else None,
                kind=kind,
                number=number.printed if number else None,
                level=item.level if item else 0,
                body_start=number.end if number else 0,
                heading_end=item.heading_end if item else 0,
            )
        )
