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
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from graph.record import Span
from loaders.lexicon import load

_CJK = (
    "\u2e80-\u2fdf\u3000-\u303f\u3105-\u312f\u31a0-\u31bf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\uff0c\uff1a\uff1b\uff01\uff1f\uff08\uff09“”‘’—…·"
)
_UNSEEN = "\u200b-\u200f\u2060\ufeff\xad"
_SPACE = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000" + _UNSEEN  # \\s, spelt out
# One character and then more of them, not [...]+: so the engine skips what cannot begin a run.
_RUN = re.compile(f"[{_SPACE},:;!?][{_SPACE},:;!?]*")
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_FULL = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
_CHINESE = re.compile(f"[{_CJK}]")
_ABOVE = re.compile("[\U00010000-\U0010ffff]")
_OPENING = re.compile(r"[\[<]")
_CLOSING = re.compile(r"[\]>%‰℃°㎡]")
_KNOWN_PLACES = 1 << 20
_FEW = 32  # different characters to change, up to which they are changed one after another


class Folded(NamedTuple):
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
    piece = _translated(text)[start:stop]
    places = _places(start, start + len(piece))
    kept: list[str] = []
    origin: array[int] = array("l")
    at = 0
    for run in _RUN.finditer(piece):
        left, right = run.span()
        if left > at:
            kept.append(piece[at:left])
            origin += places[at:left]
        at = right
        if piece[left:right].isspace() and (
            "\u4e00" <= piece[left - 1 : left] <= "\u9fff" or "\u4e00" <= piece[right : right + 1] <= "\u9fff"
        ):
            continue  # as _run() would find, for most runs
        for place, char in _run(piece, left, right):
            kept.append(char)
            origin.append(start + place)
    if not at:
        return Folded(piece, places)
    kept.append(piece[at:])
    origin += places[at:]
    return Folded("".join(kept), origin)


@lru_cache(maxsize=8)
def _translated(text: str) -> str:
    """The text with its characters changed one to one: a document is folded whole, and in parts."""
    if _ABOVE.search(text):
        return text.translate(folding_table())
    found = set(_changed().findall(text))
    changes = {char: folding_table()[ord(char)] for char in found}
    if len(found) > _FEW or not found.isdisjoint(changes.values()):
        return text.translate(_first_plane())
    for char, folded in changes.items():  # a printed text in simplified characters: five times as fast as `translate`
        text = text.replace(char, folded)
    return text


@cache
def _changed() -> re.Pattern[str]:
    """A character of the first plane that folding changes (of others `re` makes no table to look them up in)."""
    chars = [chr(code) for code, to in folding_table().items() if code < 0x10000 and to != chr(code)]
    return re.compile(f"[{re.escape(''.join(chars))}]")


def fold_line(text: str, start: int, end: int) -> Folded:
    """fold() of one line without the white space around it, remembered: outline and header read the same lines."""
    line = text[start:end].rstrip()
    end = start + len(line)
    return _fold_line(text, end - len(line.lstrip()), end)


@lru_cache(maxsize=4096)
def _fold_line(text: str, start: int, end: int) -> Folded:
    return fold_part(text, start, end)


def fold_part(text: str, start: int, end: int) -> Folded:
    """fold(text, start, end) of a document that is read part by part: cut out of the whole, which is folded once.

    A part that begins or ends with white space or a half-width mark is folded by itself: how they are read depends on
    what stands beside them.
    """
    piece, end = _translated(text), min(end, len(text))
    if (start and _RUN.match(piece, start)) or (end < len(text) and _RUN.match(piece, end - 1)) or start >= end:
        return fold(text, start, end)
    whole = _folded(text)
    if start == 0 and end == len(text):
        return whole
    return whole.part(bisect_left(whole.origin, start), bisect_left(whole.origin, end))


@lru_cache(maxsize=4)
def _folded(text: str) -> Folded:
    return fold(text)


def _run(piece: str, left: int, right: int) -> Sequence[tuple[int, str]]:
    """What stays of a run of white space and half-width marks: (place, character) pairs.

    Beside Chinese text marks become full-width and white space goes; elsewhere one space stays.
    """
    run = piece[left:right]
    chinese = _is_chinese(piece[left - 1 : left]) or _is_chinese(piece[right : right + 1])
    if chinese and run.isspace():
        return ()
    marks = [(place, char) for place, char in enumerate(run, left) if char in _FULL]
    if chinese:
        return [(place, _FULL[char]) for place, char in marks]
    after = marks[-1][0] + 1 if marks else left
    if right == len(piece) or (left == 0 and not marks) or _INVISIBLE.fullmatch(piece, after, right) or after == right:
        return marks
    if not marks and (_OPENING.match(piece, left - 1) or _CLOSING.match(piece, right)):
        return marks
    return [*marks, (after, " ")]


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or _CHINESE.match(char) is not None


@cache
def _known_places() -> array[int]:
    return array("l", range(_KNOWN_PLACES))


def _places(start: int, end: int) -> array[int]:
    """array(start … end-1); a slice of a ready-made array is a memory copy."""
    return _known_places()[start:end] if end <= _KNOWN_PLACES else array("l", range(start, end))


@cache
def folding_table() -> dict[int, str]:
    """The one-to-one changes as a table for str.translate."""
    table = _width_table()
    for name, keys in (
        ("folding_opencc.yaml", ("traditional", "japanese")),
        ("folding.yaml", ("fold_too", "variants", "radicals", "punctuation")),
    ):
        raw = load(name)
        for key in keys:
            table.update({ord(pair[0]): pair[1] for pair in raw[key].split()})
    # A radical or compatibility form may stand for a traditional character, so follow it to the end.
    return {code: table.get(ord(char), char) for code, char in table.items()}


@cache
def _first_plane() -> list[str]:
    """The table for texts without characters above U+FFFF: a list is asked three times as fast as a mapping that
    lacks most characters."""
    table = folding_table()
    return [table.get(code, chr(code)) for code in range(0x10000)]


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
