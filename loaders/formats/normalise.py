"""The normalisation that every reader applies: what `Source.text` may hold."""

from __future__ import annotations

import re

from graph.record import Page

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def clean(text: str) -> str:
    """Line ends → \\n, control, zero-width and direction characters away. \\f stays (see split_pages)."""
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text))


def split_pages(text: str) -> tuple[str, tuple[Page, ...]]:
    """Form feeds → \\n; pages where there is at least one (pdftotext writes them)."""
    if "\f" not in text:
        return text, ()
    pages: list[Page] = []
    start = 0
    for n, piece in enumerate(text.split("\f"), 1):
        end = start + len(piece)
        if piece.strip():
            pages.append(Page(n, (start, end)))
        start = end + 1
    return text.replace("\f", "\n"), tuple(pages)
