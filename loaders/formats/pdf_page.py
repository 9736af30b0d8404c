"""One PDF page as geometry: glyphs with boxes, and ruled lines. Points, origin bottom left, page upright.

Uses the raw calls of pypdfium2 because a page has thousands of glyphs.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from loaders.formats.limits import MAX_PAGE_CHARS
from loaders.formats.pdf_rules import Rule, rules_of
from loaders.formats.pdf_tags import marks_of


class Glyph(NamedTuple):
    """A printed character. y: its baseline; left/right: its advance box."""

    char: str
    left: float
    right: float
    y: float
    bottom: float
    top: float
    mark: int = -1  # number of its marked content, for tagged files


@dataclass(frozen=True, slots=True)
class PageGeometry:
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    images: int
    unmapped: int


def geometry(page: Any, tagged: bool = False) -> PageGeometry:
    """Glyphs and rules of a pypdfium2 page; `tagged`: with the marked content each glyph belongs to."""
    width, height = page.get_width(), page.get_height()
    turn = page.get_rotation()
    left, bottom, right, top = page.get_bbox()
    box = (right - left, top - bottom)
    text_page = page.get_textpage()
    try:
        glyphs, unmapped = _glyphs(text_page.raw, tagged)
        glyphs = _without_doubles(_on_page(glyphs, (left, bottom, right, top)))
    finally:
        text_page.close()
    rules, images = rules_of(page)
    glyphs = [_moved(g, left, bottom) for g in glyphs] if left or bottom else glyphs
    rules = [_moved_rule(r, left, bottom) for r in rules] if left or bottom else rules
    if turn:
        glyphs = [_turned(g, turn, box) for g in glyphs]
        rules = [_turned_rule(r, turn, box) for r in rules]
    return PageGeometry(width, height, glyphs, rules, images, unmapped)


def _glyphs(text_page: Any, tagged: bool) -> tuple[list[Glyph], int]:
    """Printed characters in content order; generated spaces and line ends left out."""
    count = min(pdfium.FPDFText_CountChars(text_page), MAX_PAGE_CHARS)
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    unicode_of, box_of, origin_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    glyphs: list[Glyph] = []
    indexes: list[int] = []
    unmapped = 0
    for index in range(count):
        code = unicode_of(text_page, index)
        if code in (13, 10, 0) or not box_of(text_page, index, box):
            unmapped += code == 0
            continue
        left, right, bottom, top = box.left, box.right, box.bottom, box.top
        if right - left < 0.01 or 0xD800 <= code < 0xE000:  # generated, or half of a pair
            continue
        if code == 2:  # PDFium's mark for a hyphen at the end of a line
            code = 0x2D
        if code in (0xFFFD, 0xFFFE, 0xFFFF) or code < 32:
            unmapped += 1
            continue
        origin_of(text_page, index, x, y)
        glyphs.append(Glyph(chr(code), left, right, y.value, bottom, top))
        indexes.append(index)
    if tagged:
        marks = marks_of(text_page, indexes)
        glyphs = [g._replace(mark=m) for g, m in zip(glyphs, marks, strict=True)]
    return glyphs, unmapped


def _on_page(glyphs: list[Glyph], box: tuple[float, float, float, float]) -> list[Glyph]:
    """Glyphs off the page are dropped, but one to three in the middle of a line are put back into it.

    PDFium misplaces single glyphs of Type 3 fonts (browsers use them for some characters).
    """
    good = [_is_placed(glyphs, at, box) for at in range(len(glyphs))]
    if all(good):
        return glyphs
    result: list[Glyph] = []
    at = 0
    while at < len(glyphs):
        if good[at]:
            result.append(glyphs[at])
            at += 1
            continue
        end = at
        while end < len(glyphs) and not good[end]:
            end += 1
        if end - at <= 3:
            after = glyphs[end] if end < len(glyphs) else None
            result += _between(result[-1] if result else None, glyphs[at:end], after)
        at = end
    return result


def _is_placed(glyphs: list[Glyph], at: int, box: tuple[float, float, float, float]) -> bool:
    """On the page, not twice the size of both neighbours, not missing from the gap between them."""
    glyph = glyphs[at]
    left, bottom, right, top = box
    if not (left - 1 <= glyph.left and glyph.right <= right + 1 and bottom - 1 <= glyph.y <= top + 1):
        return False
    if not 0 < at < len(glyphs) - 1:
        return True
    before, after = glyphs[at - 1], glyphs[at + 1]
    height = max(before.top - before.bottom, before.right - before.left)
    one_line = abs(before.y - after.y) < 0.1 * height and 0.4 * height < after.left - before.right < 1.6 * height
    if one_line and abs(glyph.y - before.y) > 0.8 * height:
        return False
    limit = (glyph.right - glyph.left) / 2.6  # a letter has half the width of a character
    return before.right - before.left > limit or after.right - after.left > limit


def _between(before: Glyph | None, lost: list[Glyph], after: Glyph | None) -> list[Glyph]:
    """Lost glyphs spread over the gap between their neighbours in the content, or set after the one before."""
    anchor = before or after
    if anchor is None:
        return []
    width = anchor.top - anchor.bottom
    start = before.right if before is not None else anchor.left - width * len(lost)
    if before is not None and after is not None and abs(before.y - after.y) < width / 2 and after.left > before.right:
        width = (after.left - before.right) / len(lost)
    return [
        Glyph(g.char, start + i * width, start + (i + 1) * width, anchor.y, anchor.bottom, anchor.top, g.mark)
        for i, g in enumerate(lost)
    ]


def _without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """Bold by printing twice, a hair apart, is one glyph."""
    order = sorted(range(len(glyphs)), key=lambda i: (glyphs[i].char, round(glyphs[i].y), glyphs[i].left, i))
    doubled: set[int] = set()
    for first, second in pairwise(order):
        a, b = glyphs[first], glyphs[second]
        if a.char == b.char and abs(b.left - a.left) < 0.2 * (b.right - b.left) and abs(a.y - b.y) < 1:
            doubled.add(max(first, second))
    return [g for at, g in enumerate(glyphs) if at not in doubled] if doubled else glyphs


def _moved(g: Glyph, dx: float, dy: float) -> Glyph:
    return Glyph(g.char, g.left - dx, g.right - dx, g.y - dy, g.bottom - dy, g.top - dy, g.mark)


def _moved_rule(r: Rule, dx: float, dy: float) -> Rule:
    return (
        Rule(r.vertical, r.a - dx, r.b0 - dy, r.b1 - dy) if r.vertical else Rule(False, r.a - dy, r.b0 - dx, r.b1 - dx)
    )


def _turned(g: Glyph, turn: int, box: tuple[float, float]) -> Glyph:
    """A glyph of a page shown turned clockwise by 90, 180 or 270 degrees. Text runs along the shown line."""
    x0, y0 = _point(g.left, g.bottom, turn, box)
    x1, y1 = _point(g.right, g.top, turn, box)
    bottom, top = min(y0, y1), max(y0, y1)
    return Glyph(g.char, min(x0, x1), max(x0, x1), bottom + 0.2 * (top - bottom), bottom, top, g.mark)


def _turned_rule(r: Rule, turn: int, box: tuple[float, float]) -> Rule:
    ends = ((r.a, r.b0), (r.a, r.b1)) if r.vertical else ((r.b0, r.a), (r.b1, r.a))
    (x0, y0), (x1, y1) = (_point(x, y, turn, box) for x, y in ends)
    if abs(x0 - x1) < abs(y0 - y1):
        return Rule(True, x0, min(y0, y1), max(y0, y1))
    return Rule(False, y0, min(x0, x1), max(x0, x1))


def _point(x: float, y: float, turn: int, box: tuple[float, float]) -> tuple[float, float]:
    width, height = box
    if turn == 90:
        return y, width - x
    if turn == 180:
        return width - x, height - y
    return height - y, x
