"""The documents inside one file: the notice, what it issues or forwards, the annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.layouts.numbering import read_number
from loaders.layouts.words import doc_type_of, layout_words

_NAMED = re.compile(r"《([^《》]{4,120})》")
_LOOSE = re.compile(r"[\s《》〈〉“”\"'<>]|（[^（）]{1,16}）$")
_PUNCTUATED = re.compile(r"[。；！？，：]")
_NOT_TITLE = re.compile(r"(?:文件|[〕\]】）]第?\d{1,4}号)$|^附件")
_LONGEST_TITLE_LINE = 60
_MOST_TITLE_LINES = 4
_LONGEST_FURNITURE = 100  # characters of a line that tell a button or an imprint from text
_MOST_NAMED = 100  # titles that a file may say it passes on


@dataclass(frozen=True, slots=True)
class PartDraft:
    """Paragraphs start … end-1. role: notice | body | annex; the title stands in title_lines (indexes)."""

    start: int
    end: int
    role: str
    title: str | None
    title_lines: tuple[int, int]

    @property
    def doc_type(self) -> str | None:
        return doc_type_of(self.title) if self.title else None


def find_parts(texts: Sequence[str], after_table: Sequence[bool]) -> list[PartDraft]:
    """Cut the paragraphs (their folded texts) into parts, one at least. `after_table[i]`: a table stands before i."""
    words = layout_words()
    starts: list[tuple[int, str]] = [(0, "body")]
    named: set[str] = set()
    begun = False  # has running text been seen since the last start?
    signed = False  # was the last line a date of signature?
    for i, text in enumerate(texts):
        if (words.annex_marker.match(text) and (begun or i == 0)) or (
            begun and words.annex_titled.match(text) and (signed or after_table[i]) and len(text) < 80
        ):
            starts.append((i, "annex"))
            begun, signed = False, False
        elif begun and (end := _title_run(texts, i)) and (signed or _is_named(texts[i:end], named)):
            starts.append((i, "body"))
            begun, signed = False, False
        else:
            begun = begun or _runs(text)
            dated = bool(words.date_line.match(text.replace(" ", "")))
            if dated != signed and not _is_furniture(text[:_LONGEST_FURNITURE]):
                signed = dated
        if len(named) < _MOST_NAMED and words.passes_on.search(text):
            named.update(_loose(name) for name in _NAMED.findall(text))
    starts = [s for k, s in enumerate(starts) if k == 0 or s[0] > starts[k - 1][0]]
    if len(starts) > 1 and starts[0][0] == starts[1][0] == 0:
        starts.pop(0)
    return _with_titles(texts, starts)


def _is_furniture(head: str) -> bool:
    """A button of the page or a line of the imprint (asked only where it matters: 5 µs a line)."""
    return bool(layout_words().noise.search(head) or layout_words().imprint.search(head))


def _runs(text: str) -> bool:
    """Running text: a sentence, or an address to somebody."""
    return "。" in text or "，" in text or text.endswith("：") or read_number(text) is not None


def _title_run(texts: Sequence[str], at: int) -> int:
    """The index after a title that begins at `at`, 0 where none does."""
    words = layout_words()
    joined = ""
    for i in range(at, min(at + _MOST_TITLE_LINES, len(texts))):
        text = texts[i]
        if len(text) > _LONGEST_TITLE_LINE or _PUNCTUATED.search(text) or read_number(text):
            return 0
        if words.date_line.match(text) or words.imprint.search(text) or _NOT_TITLE.search(text):
            return 0
        joined += text
        if words.title_end.search(joined) and len(joined) >= 5:
            following = texts[i + 1] if i + 1 < len(texts) else ""
            if following.startswith("（") and following.endswith("）") and len(following) < 20:
                return i + 2
            return i + 1 if i + 1 < len(texts) else 0
    return 0


def _is_named(lines: Sequence[str], named: set[str]) -> bool:
    title = _loose("".join(lines))
    return len(title) >= 6 and any(title in name or name in title for name in named if len(name) >= 6)


def _loose(title: str) -> str:
    return _LOOSE.sub("", title)


def _with_titles(texts: Sequence[str], starts: list[tuple[int, str]]) -> list[PartDraft]:
    parts: list[PartDraft] = []
    for k, (start, role) in enumerate(starts):
        end = starts[k + 1][0] if k + 1 < len(starts) else len(texts)
        first, last = _find_title(texts, start, end)
        title = "".join(texts[first:last]) or None
        if role == "annex" and title is None:
            title = (
                layout_words().annex_titled.sub("", texts[start])
                if layout_words().annex_titled.match(texts[start])
                else None
            )
        parts.append(PartDraft(start, end, role, title, (first, last)))
    if len(parts) > 1 and parts[1].role == "body" and _passes_on(texts[parts[0].start : parts[0].end]):
        parts[0] = PartDraft(parts[0].start, parts[0].end, "notice", parts[0].title, parts[0].title_lines)
    return parts


def _passes_on(texts: Sequence[str]) -> bool:
    return any(layout_words().passes_on.search(text) for text in texts)


def _find_title(texts: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Where the title stands among the first lines of the part; (start, start) where none does."""
    for i in range(start, min(start + 8, end)):
        run = _title_run(texts, i)
        if run:
            return i, min(run, end)
        if "。" in texts[i]:
            break
    return start, start
