"""What kind of paragraph each is: head, body, signature, imprint, attachment note, noise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.layouts.numbering import read_number
from loaders.layouts.parts import PartDraft
from loaders.layouts.words import layout_words

_OPENS = re.compile(r"如下|以下|制定|现就|现将|提出|特作|通知：|^(?:为|根据|按照|依据|近年)")
_FOOTNOTE = re.compile(r"[\[［]\d{1,2}[\]］]\s?\S")  # the readers of formats write notes so, at the end
_LONGEST_NOISE = 70
_LONGEST_SIGNATURE = 90


def kinds_of(texts: Sequence[str], part: PartDraft) -> list[str]:
    """One kind for each paragraph of the part."""
    kinds = ["body"] * (part.end - part.start)
    body = _body_start(texts, part)
    for i in range(part.start, body):
        kinds[i - part.start] = "head"
    _mark_tail(texts, part, body, kinds)
    _mark_inside(texts, part, body, kinds)
    return kinds


def _body_start(texts: Sequence[str], part: PartDraft) -> int:
    """The first paragraph that is running text or a numbered item."""
    at = part.start
    while at < part.end and not _is_body(texts[at], at, part):
        at += 1
    if at > part.start and at < part.end and _restarts(texts, at, part) and _may_head(texts[at - 1]):
        at -= 1
    return at


def _restarts(texts: Sequence[str], at: int, part: PartDraft) -> bool:
    """Does the numbering that begins here begin again later (under headings without numbers)?"""
    first = read_number(texts[at])
    if first is None or first.value != 1 or part.title_lines[1] == at:
        return False
    again = (read_number(text) for text in texts[at + 1 : part.end])
    return any(number is not None and number.form == first.form and number.value == 1 for number in again)


def _may_head(text: str) -> bool:
    words = layout_words()
    plain = not any(c in text for c in "。；：，！？")
    return plain and 3 <= len(text) <= 26 and not words.title_end.search(text) and not words.date_line.match(text)


def _is_body(text: str, at: int, part: PartDraft) -> bool:
    words = layout_words()
    if part.title_lines[0] <= at < part.title_lines[1]:
        return False
    if words.noise.search(text) and len(text) <= _LONGEST_NOISE:
        return False
    if read_number(text):
        return True
    if text.endswith("：") and "。" not in text:
        return bool(_OPENS.search(text))
    return "。" in text or (len(text) >= 35 and "，" in text and not words.title_end.search(text))


def _mark_tail(texts: Sequence[str], part: PartDraft, body: int, kinds: list[str]) -> None:
    """From the end backwards: imprint, noise, then date and names of the signature."""
    words = layout_words()
    dated = False
    first = body if body < part.end else max(part.title_lines[1], part.start + 1)
    for i in range(part.end - 1, first - 1, -1):
        text = texts[i].replace(" ", "")
        k = i - part.start
        if words.attachment_note.match(text) and "。" not in text:
            kinds[k] = "attachment_note"
        elif _FOOTNOTE.match(text):
            kinds[k] = "noise"
        elif words.date_line.match(text):
            kinds[k], dated = "signature", True
        elif words.imprint.search(text) and len(text) < 200:
            kinds[k] = "imprint"
        elif len(text) <= _LONGEST_NOISE and words.noise.search(text):
            kinds[k] = "noise"
        elif _signs(text, dated):
            kinds[k] = "signature"
        elif _is_listed_attachment(texts, part, i):
            kinds[k] = "attachment_note"
        else:
            return


def _signs(text: str, dated: bool) -> bool:
    if len(text) > _LONGEST_SIGNATURE or any(c in text for c in "。；：，") or read_number(text):
        return False
    return bool(layout_words().signature_line.match(text)) and (dated or len(text) <= 30)


def _is_listed_attachment(texts: Sequence[str], part: PartDraft, at: int) -> bool:
    """2.申请表, below 附件：1.…"""
    number = read_number(texts[at])
    if number is None or number.form != "ar" or "。" in texts[at] or len(texts[at]) > 80:
        return False
    for i in range(at - 1, max(part.start, at - 12) - 1, -1):
        if layout_words().attachment_note.match(texts[i]):
            return True
        if not read_number(texts[i]) or "。" in texts[i]:
            return False
    return False


def _mark_inside(texts: Sequence[str], part: PartDraft, body: int, kinds: list[str]) -> None:
    """Notes on attachments and page furniture in the middle of the text."""
    words = layout_words()
    for i in range(body, part.end):
        k = i - part.start
        text = texts[i]
        if kinds[k] != "body":
            continue
        if words.attachment_note.match(text) and "。" not in text and len(text) < 200:
            kinds[k] = "attachment_note"
        elif words.annex_marker.match(text):
            kinds[k] = "head"
        elif len(text) <= 40 and "。" not in text and words.noise.search(text) and not read_number(text):
            kinds[k] = "noise"
