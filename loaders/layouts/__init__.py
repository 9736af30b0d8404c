"""Layouts: from a source's text, blocks and tables to the outline."""

from __future__ import annotations

import re

from graph.record import Part, Section
from loaders.fold import fold
from loaders.layouts.flat_tables import find_tables
from loaders.outline import Outline, Paragraph
from loaders.source import Source

_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十百零\d]{1,5}[章节条]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
    r"|\d{1,2}[.．、](?!\d)|（\d{1,2}）|[①-⑳]|[一二三四五六七八九十]是)"
)


def build_outline(source: Source) -> Outline:
    """First version: one paragraph a line, levels by the form of the number. (Replaced by issue C.)"""
    part = Part(id="p1", title=None, doc_type=None, span=(0, len(source.text)))
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    position = 0
    tables = source.tables or find_tables(source.text)
    for line in source.text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        if any(t.span[0] < end and start < t.span[1] for t in tables):
            continue
        folded = fold(source.text, start, end)
        if not folded.text:
            continue
        match = _NUMBER.match(folded.text)
        paragraphs.append(
            Paragraph(
                index=len(paragraphs),
                folded=folded,
                span=folded.span(0, len(folded.text)),
                part=part.id,
                section=None,
                number=match.group() if match else None,
                level=1 if match else 0,
                body_start=match.end() if match else 0,
            )
        )
    return Outline((part,), tuple(sections), tuple(paragraphs), tables)
