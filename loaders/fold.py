"""Folded text: what rules read. A clean copy of a stretch of text that knows where each character came from.

Folding keeps or drops characters and changes them one to one, so that every place has its origin:
- full-width letters, digits and signs → half-width; Chinese punctuation ，。；：、《》（） stays Chinese:
  brackets ( ) always become （ ）, and , : ; ! ? beside Chinese characters become ，：；！？;
- traditional and variant characters → simplified (lexicons/folding*.yaml);
- line breaks and white space inside Chinese text dropped, between Latin words one space.
`〔〕［］【】` around years are left to the reader of 文号 (［］ come out as []).
`span(a, b)` gives the place in the source text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from graph.record import Span

_CJK = (
    "\u2e80-\u2fdf\u3000-\u303f\u3105-\u312f\u31a0-\u31bf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\uff0c\uff1a\uff1b\uff01\uff1f\uff08\uff09“”‘’—…·"
)
_SPACE = r"\s\u200b-\u200f\u2060\ufeff\xad"
_RUN = re.compile(f"[{_SPACE},:;!?]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\xad]+")
_MARK = re.compile("[,:;!?]")
_FULL = str.maketrans(",:;!?", "，：；！？")
_CHINESE = re.compile(f"[{_CJK}]")
_OPENING = re.compile(r"[\[<]")
_CLOSING = re.compile(r"[\]>%‰℃°㎡]")
_KNOWN_ORIGINS = 1 << 20


@dataclass(frozen=True, slots=True)
class Folded:
    """text: the clean copy; origin[i]: offset in the source of character i (strictly rising)."""

    text: str
    origin: array[int]

    def span(self, start: int, end: int) -> Span:
        """The source span of text[start:end] (end exclusive; includes what was dropped inside)."""
        if start >= end:
            raise ValueError("empty span")
        return self.origin[start], self.origin[end - 1] + 1

    def part(self, start: int, end: int) -> Folded:
        return Folded(self.text[start:end], self.origin[start:end])


def join(pieces: Iterable[Folded]) -> Folded:
    """One folded text out of several that follow each other in the source."""
    texts: list[str] = []
    origin: array[int] = array("l")
    for piece in pieces:
        texts.append(piece.text)
        origin.extend(piece.origin)
    return Folded("".join(texts), origin)


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Fold text[start:end]; origins are offsets into `text`. Linear; some 10 MB a second."""
    stop = len(text) if end is None else min(end, len(text))
    piece = text[start:stop].translate(folding_table())
    kept: list[str] = []
    origin: array[int] = array("l")
    at = 0
    for run in _RUN.finditer(piece):
        left, right = run.span()
        if left > at:
            kept.append(piece[at:left])
            origin += _origins(start + at, start + left)
        for place, char in _run(piece, left, right):
            kept.append(char)
            origin.append(start + place)
        at = right
    kept.append(piece[at:])
    origin += _origins(start + at, start + len(piece))
    return Folded("".join(kept), origin)


def fold_line(text: str, start: int, end: int) -> Folded:
    """fold() of one line without the white space around it, remembered: outline and header read the same lines."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return _fold_line(text, start, end)


@lru_cache(maxsize=4096)
def _fold_line(text: str, start: int, end: int) -> Folded:
    return fold(text, start, end)


def _run(piece: str, left: int, right: int) -> list[tuple[int, str]]:
    """What stays of a run of white space and half-width marks: (place, character) pairs.

    Beside Chinese text marks become full-width and white space goes; elsewhere one space stays.
    """
    marks = [(m.start(), m.group()) for m in _MARK.finditer(piece, left, right)]
    if (left and _CHINESE.match(piece, left - 1)) or _CHINESE.match(piece, right):
        return [(place, mark.translate(_FULL)) for place, mark in marks]
    after = marks[-1][0] + 1 if marks else left
    if right == len(piece) or (left == 0 and not marks) or _INVISIBLE.fullmatch(piece, after, right) or after == right:
        return marks
    if not marks and (_OPENING.match(piece, left - 1) or _CLOSING.match(piece, right)):
        return marks
    return [*marks, (after, " ")]


@cache
def _identity() -> array[int]:
    return array("l", range(_KNOWN_ORIGINS))


def _origins(start: int, end: int) -> array[int]:
    """array(start … end-1); a slice of a ready-made array is a memory copy."""
    return _identity()[start:end] if end <= _KNOWN_ORIGINS else array("l", range(start, end))


@cache
def folding_table() -> dict[int, str]:
    """The one-to-one changes as a table for str.translate."""
    table = _width_table()
    for name, keys in (
        ("folding_opencc.yaml", ("traditional", "japanese")),
        ("folding.yaml", ("fold_too", "variants", "radicals", "punctuation")),
    ):
        raw = yaml.safe_load((files("loaders") / "lexicons" / name).read_text("utf-8"))
        for key in keys:
            table.update({ord(pair[0]): pair[1] for pair in raw[key].split()})
    # A radical or compatibility form may stand for a traditional character, so follow it to the end.
    return {code: table.get(ord(char), char) for code, char in table.items()}


def _width_table() -> dict[int, str]:
    """NFKC of full-width, half-width and compatibility forms where it is one character."""
    table: dict[int, str] = {}
    for first, last in ((0xFF01, 0xFFEE), (0xF900, 0xFAFF), (0x2F00, 0x2FD5), (0x2F800, 0x2FA1D)):
        for code in range(first, last + 1):
            char = chr(code)
            folded = unicodedata.normalize("NFKC", char)
            if len(folded) == 1 and folded != char and char not in "，：；！？（）":
                table[code] = folded
    return table
