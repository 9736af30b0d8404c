"""Glyphs → lines of text with their place on the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from loaders.formats.pdf_page import Glyph

_SAME_LINE = 0.35
"""Share of the letter height within which baselines count as one line."""


@dataclass(slots=True)
class Line:
    """A printed line, or a piece of one between wide gaps. em: width of a full-width character."""

    glyphs: list[Glyph]
    page: int = 0
    column: int = 0
    text: str = field(default="", init=False)
    left: float = field(default=0.0, init=False)
    right: float = field(default=0.0, init=False)
    y: float = field(default=0.0, init=False)
    bottom: float = field(default=0.0, init=False)
    top: float = field(default=0.0, init=False)
    em: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        inked = [g for g in self.glyphs if not g.char.isspace()] or self.glyphs
        self.left, self.right = inked[0].left, inked[-1].right
        self.y = median(g.y for g in inked)
        self.bottom, self.top = min(g.bottom for g in inked), max(g.top for g in inked)
        self.em = _em(inked)
        self.text = line_text(self.glyphs, self.em)


def is_wide(char: str) -> bool:
    """Whether a character takes a full square, as Chinese characters and punctuation do."""
    return char >= "\u2e80" or unicodedata.east_asian_width(char) in "WF"


def _em(glyphs: Sequence[Glyph]) -> float:
    wide = [g.right - g.left for g in glyphs if is_wide(g.char)]
    if wide:
        return max(1.0, median(wide))
    return max(1.0, median(g.top - g.bottom for g in glyphs) * 0.85)


def line_text(glyphs: Sequence[Glyph], em: float) -> str:
    """The characters with one space where the print leaves a gap between words."""
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and not glyph.char.isspace() and not last.char.isspace():
            gap = glyph.left - last.right
            narrow = not is_wide(glyph.char) and not is_wide(last.char)
            if gap > 0.9 * em or (narrow and gap > 0.2 * em):
                parts.append(" ")
        parts.append(" " if glyph.char == "\xa0" else glyph.char)
        last = glyph
    return "".join(parts).strip()


def lines_of(glyphs: Iterable[Glyph], split: float = 0.0) -> list[Line]:
    """Lines from top to bottom, pieces of one baseline from left to right.

    `split`: a gap wider than this many em parts a line in two; 0 never parts one.
    """
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (-g.y, g.left)):
        height = max(1.0, glyph.top - glyph.bottom)
        if rows and abs(rows[-1][0].y - glyph.y) <= _SAME_LINE * height:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines: list[Line] = []
    for row in rows:
        row.sort(key=lambda g: g.left)
        lines += [Line(piece) for piece in _pieces(row, split) if any(not g.char.isspace() for g in piece)]
    return lines


def _pieces(row: list[Glyph], split: float) -> list[list[Glyph]]:
    if not split:
        return [row]
    em = _em([g for g in row if not g.char.isspace()] or row)
    pieces: list[list[Glyph]] = []
    last_right = 0.0
    for glyph in row:
        if glyph.char.isspace():
            if pieces:
                pieces[-1].append(glyph)
            continue
        if not pieces or glyph.left - last_right > split * em:
            pieces.append([glyph])
        else:
            pieces[-1].append(glyph)
        last_right = glyph.right
    return pieces


_OPENERS = "（(《〈〔［[【“‘「『<+＋-－¥￥$"
_CLOSERS = "）)》〉〕］]】”’」』>，。、；：！？,.;:!?%％℃‰…"
_QUOTES = '“”‘’"'


def first_unit_width(line: Line) -> float:
    """Width of what could not have been split off the start of a line: a word or number, or one character,
    with the brackets, quotation marks and punctuation that stick to it (Unicode line breaking, UAX 14)."""
    glyphs = [g for g in line.glyphs if not g.char.isspace()]
    at = 0
    while at < len(glyphs) - 1 and _sticks(glyphs[at], glyphs[at + 1]):
        at += 1
    return glyphs[at].right - glyphs[0].left if glyphs else 0.0


def _sticks(first: Glyph, second: Glyph) -> bool:
    if first.char in _OPENERS or first.char in _QUOTES or second.char in _CLOSERS or second.char in _QUOTES:
        return True
    if first.char in _CLOSERS and second.char.isascii() and second.char.isalnum():
        return True  # LibreOffice does not break between Chinese punctuation and a number or letter
    if is_wide(first.char) or is_wide(second.char):
        return False
    return second.left - first.right < 0.3 * (first.top - first.bottom)


def glue(before: str, after: str) -> str:
    """`after` as it continues `before`: with a space between two Latin words only."""
    if not before or not after:
        return after
    left, right = before[-1], after[0]
    latin = left.isascii() and right.isascii() and (left.isalpha() or left in ",;") and right.isalpha()
    return " " + after if latin else after
