"""Footnotes in print: the small raised marks in the text go, the notes at the foot of a page come last.

So a sentence that a page end cuts is whole again, and 覆盖率¹达到85% says 覆盖率达到85% as in the Word file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.formats.pdf_flow import PageFlow, body_em
from loaders.formats.pdf_lines import Line, glue, is_wide
from loaders.formats.pdf_page import Glyph

_MARK = re.compile(r"[\[［(（]?\d{1,2}[\])］）]?|[①-⑳]|[\[［]注\d{0,2}[\]］]")
_NOTE = re.compile(r"(?:[\[［(（](\d{1,2})[\])］）]|([①-⑳])|(\d{1,2}))\s{0,3}(?=\S)")
_LONGEST_MARK = 5
_SMALL = 0.9
"""A mark is set smaller than this share of the text before it."""
_RAISED = 0.1
"""… and its baseline stands higher by this share of the text's height."""


@dataclass(slots=True)
class Note:
    text: str
    page: int


def without_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a page in content order without marks of footnotes: small raised numbers after a Chinese
    character (the ² of m² stands after a letter and stays)."""
    kept: list[Glyph] = []
    at = 0
    while at < len(glyphs):
        end = _mark_end(kept[-1], glyphs, at) if kept else at
        if end > at:
            at = end
        else:
            kept.append(glyphs[at])
            at += 1
    return kept


def _mark_end(before: Glyph, glyphs: Sequence[Glyph], at: int) -> int:
    """Where a mark that begins at `at` ends; `at` where there is none."""
    if not is_wide(before.char):
        return at
    end = at
    while end < min(len(glyphs), at + _LONGEST_MARK) and _is_raised(before, glyphs[end]):
        end += 1
    mark = "".join(g.char for g in glyphs[at:end])
    height = before.top - before.bottom
    near = end > at and -0.3 * height < glyphs[at].left - before.right < 0.5 * height
    return end if near and _MARK.fullmatch(mark) else at


def _is_raised(before: Glyph, glyph: Glyph) -> bool:
    height = before.top - before.bottom
    return glyph.top - glyph.bottom < _SMALL * height and _RAISED * height < glyph.y - before.y < height


def take_notes(pages: Sequence[PageFlow]) -> list[Note]:
    """The footnotes of all pages as "[1] …", taken out of the pages, in place."""
    body = body_em(pages)
    notes: list[Note] = []
    for page in pages:
        first = _first_note_line(page, body)
        own: list[Note] = []
        for item in page.items[first:]:
            assert isinstance(item, Line)
            match = _NOTE.match(item.text)
            if match and _is_mark(match, item):
                own.append(Note(f"[{_number(match)}] {item.text[match.end() :]}", page.n))
            elif own:
                own[-1].text += glue(own[-1].text, item.text)
        notes += own
        del page.items[first:]
    return notes


def _first_note_line(page: PageFlow, body: float) -> int:
    """Where the notes of a page begin: its last lines, all of smaller print, the first of them with a mark."""
    at = len(page.items)
    first = at
    while at > 0:
        item = page.items[at - 1]
        if not isinstance(item, Line) or item.em > 0.93 * body:
            break
        at -= 1
        match = _NOTE.match(item.text)
        if match and _is_mark(match, item):
            first = at
    return first if first else len(page.items)  # a page of nothing but small print has no notes


def _is_mark(match: re.Match[str], line: Line) -> bool:
    """Brackets and circles are marks; a bare number only where it is raised."""
    if match[3] is None:
        return True
    inked = [g for g in line.glyphs if not g.char.isspace()]
    return len(inked) > len(match[3]) and _is_raised(inked[len(match[3])], inked[0])


def _number(match: re.Match[str]) -> str:
    return str(ord(match[2]) - 0x2460 + 1) if match[2] else match[1] or match[3]
