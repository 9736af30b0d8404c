"""Folded text: what rules read. A clean copy of a stretch of text that knows where each character came from.

Folding (offset-preserving): NFKC one to one (full-width letters, digits and brackets → half-width,
but Chinese punctuation ，。；：、《》〔〕 stays Chinese: half-width , : ; ( ) between Chinese
characters become ，：；（ ）), traditional and variant characters → simplified, line breaks and
white space inside Chinese text dropped. `span(a, b)` gives the place in the source text.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from graph.record import Span


@dataclass(frozen=True, slots=True)
class Folded:
    """text: the clean copy; origin[i]: offset in the source of character i (monotone)."""

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


_PUNCTUATION = str.maketrans(",:;!?()", "，：；！？（）")


def _is_cjk(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char in "，。；：、？！《》〈〉〔〕“”‘’（）【】"


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Fold text[start:end]. One pass, linear."""
    end = len(text) if end is None else end
    out: list[str] = []
    origin: array[int] = array("l")
    for i in range(start, end):
        raw = text[i]
        if raw.isspace() or raw in "\ufeff\u200b\xad":
            if not out or out[-1] == " " or _is_cjk(out[-1]):
                continue
            out.append(" ")
            origin.append(i)
            continue
        char = raw if _is_cjk(raw) else unicodedata.normalize("NFKC", raw)[:1] or raw
        if out and out[-1] == " " and _is_cjk(char):
            out.pop()
            origin.pop()
        out.append(char)
        origin.append(i)
    while out and out[-1] == " ":
        out.pop()
        origin.pop()
    return Folded(_chinese_punctuation("".join(out)), origin)


def _chinese_punctuation(text: str) -> str:
    """Half-width , : ; ( ) beside Chinese characters become full-width; one character stays one."""
    if not any(c in text for c in ",:;!?()"):
        return text
    chars = list(text)
    for i, char in enumerate(chars):
        if char in ",:;!?()":
            before = text[i - 1] if i else ""
            after = text[i + 1] if i + 1 < len(text) else ""
            if (before and _is_cjk(before)) or (after and _is_cjk(after)):
                chars[i] = char.translate(_PUNCTUATION)
    return "".join(chars)
