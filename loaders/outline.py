"""The outline: logical paragraphs under numbered sections, inside parts. What every extractor reads.

Built by `loaders.layouts.build_outline(source)`; extractors never look at raw lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.record import Note, Part, Section, Span
from loaders.fold import Folded
from loaders.source import Table


@dataclass(slots=True)
class Paragraph:
    """A logical paragraph: broken lines rejoined, folded. Table text is not in paragraphs.

    Nobody writes to one; `frozen` would make each cost 3 µs instead of 0.4.

    kind: head (above the body: 发文机关标志, 文号, 标题, 主送机关) | body | heading (numbered,
    no text run on) | signature (落款, 成文日期) | imprint (版记)
    | attachment_note (附件说明：附件：1.…) | noise (navigation, page numbers).
    `number`: the printed number of a numbered item (一、 （一） 1. ① 一是), else None;
    `level`: rank of that numbering in this part (1 = highest), 0 = unnumbered;
    `heading_end`: where in folded.text a heading with text run on ends ("（一）加强领导。各地要…"), else 0;
    `body_start`: where the text starts after the number.
    """

    index: int
    folded: Folded
    span: Span
    part: str
    section: str | None
    kind: str = "body"
    number: str | None = None
    level: int = 0
    body_start: int = 0
    heading_end: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """parts, sections, paragraphs and tables of one source, each in reading order."""

    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]  # the source's own, or those that a layout found in flat text
    warnings: tuple[Note, ...] = ()

    def part_paragraphs(self, part: str) -> tuple[Paragraph, ...]:
        return tuple(p for p in self.paragraphs if p.part == part)
