"""The normalisation that every reader applies: what `Source.text` may hold."""

from __future__ import annotations

import re

from graph.record import Page

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
NOTE_MARK = re.compile(r"[\[［(（【]\s?注?\s?\d{0,2}\s?[\])］）】]|[①-⑳]|注\d{0,2}")
"""The mark of a footnote, where it is known to be set raised."""
_NOTE_LINE = re.compile(r"^[\[［](\d{1,2})[\]］] {0,3}(?=\S)")
_NOTE_MARK = re.compile(r"(?<=[\u4e00-\u9fff”》）])[\[［](\d{1,2})[\]］]")
_MOST_NOTES = 60


def clean(text: str) -> str:
    """Line ends → \\n, control, zero-width and direction characters away. \\f stays (see split_pages)."""
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text))


def without_note_marks(lines: list[str]) -> list[str]:
    """[1] after a Chinese character goes where a line at the end of the text begins with [1]: it is the mark of a
    footnote, which the text of other formats does not have."""
    notes: set[str] = set()
    for line in reversed(lines[-_MOST_NOTES:]):
        match = _NOTE_LINE.match(line)
        if line.strip() and not match:
            break
        notes |= {match[1]} if match else set()
    if not notes:
        return lines
    return [_NOTE_MARK.sub(lambda m: "" if m[1] in notes else m[0], line) for line in lines]


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
