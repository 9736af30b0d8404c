"""Titles: assembled from broken lines, and found among the lines of a head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.extract.doc_numbers import find_numbers
from loaders.extract.header_agencies import is_agency
from loaders.extract.header_lexicon import doc_types, pattern
from loaders.extract.header_lines import Line
from loaders.fold import Folded, join

_MOST_LINES, _LONGEST, _WIDEST = 8, 220, 32  # lines and characters of a title; characters of a broken line
_BRACKET_LINE = re.compile(r"^（[^（）]{2,34}）$")
_OFFICIAL = frozenset(
    {"通知", "公告", "通告", "决定", "意见", "函", "批复", "通报", "公报", "请示", "报告", "纪要"} | {"命令", "答复"}
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed: lines first..last; `folded` is the title alone, without number, label or outer 《》."""

    first: int
    last: int
    folded: Folded

    @property
    def text(self) -> str:
        return self.folded.text


def is_title_line(line: Line) -> bool:
    """May this line be a title or a piece of one?"""
    text = line.text
    if not 1 < len(text) <= 120 or pattern("header", "sentence_marks").search(text):
        return False
    if any(pattern("header", key).search(text) for key in ("item", "furniture", "explanation")):
        return False
    return text not in doc_types().not_titles or (text in _OFFICIAL and line.end - line.start > len(text))  # 公 告


def ends_title(text: str) -> bool:
    """Does the text end like the title of a normative document?"""
    kind = doc_types().of(_without_number(text))
    return kind is not None and kind in doc_types().headings


def _without_number(text: str) -> str:
    """The text without a 文号 at its end, in brackets or bare."""
    hits = find_numbers(text)
    if hits and hits[-1].end >= len(text) - 1:
        return text[: hits[-1].start].rstrip("（(〔【[")
    return text


def find_titles(lines: Sequence[Line], first: int, last: int) -> list[Title]:
    """Every title that stands in lines[first:last], each as long as it goes, in order."""
    found: list[Title] = []
    for i in range(max(first, 0), min(last, len(lines))):
        title = _title_at(lines, i, first) if is_title_line(lines[i]) or _closes(lines, i, first) else None
        if title is None:
            continue
        if found and title.first <= found[-1].last:
            found.pop()
        found.append(title)
    return found


def _closes(lines: Sequence[Line], at: int, floor: int) -> bool:
    """关于…政策的 / 通知: the type word alone on the title's last line."""
    return lines[at].text in _OFFICIAL and at > floor and lines[at - 1].text.endswith("的")


def _title_at(lines: Sequence[Line], end: int, floor: int) -> Title | None:
    """The title whose last line is `end`, or None."""
    if _BRACKET_LINE.match(lines[end].text):
        return None
    start, text = end, lines[end].text
    while start > floor and end - start < _MOST_LINES:
        if not (_joins(lines[start - 1], text) or _joins_further(lines, start - 1, floor)):
            break
        start -= 1
        text = lines[start].text + text
    if len(text) > _LONGEST or not (ends_title(text) or text.startswith("《")):
        return None
    following = lines[end + 1].text if end + 1 < len(lines) else ""
    last = end + 1 if _BRACKET_LINE.match(following) and _belongs(following) else end
    return _clean(Title(start, last, join(line.folded for line in lines[start : last + 1])))


def _joins_further(lines: Sequence[Line], at: int, floor: int) -> bool:
    """A middle line of a title in three or more lines: above it, one has begun with 关于 and not ended."""
    for line in reversed(lines[max(floor, at - 3, 0) : at + 1]):
        if not is_title_line(line) or ends_title(line.text) or len(line.text) > _WIDEST or is_agency(line.text):
            return False
        if line.index < at and "关于" in line.text:
            return True
    return False


def _belongs(bracket: str) -> bool:
    """（试行）, （2018—2025年）, （征求意见稿）: but not （2020年3月30日） or （国办发〔2015〕84号）."""
    return not pattern("header", "not_after_type").search(bracket)


def _joins(line: Line, rest: str) -> bool:
    """Does `rest` go on a title that began on this line above it?"""
    text = line.text
    masthead = text.endswith("文件") and is_agency(text)
    if not is_title_line(line) or masthead or _BRACKET_LINE.match(text):
        return False
    if _unbalanced(rest) > 0 or _unbalanced(text) < 0 or pattern("header", "breaks_off").search(text):
        return True
    if find_numbers(text) and not _without_number(text):
        return False
    agency = is_agency(text) or pattern("header", "and_others").search(text) is not None
    if pattern("header", "openers").match(rest):
        return agency
    if agency and is_agency(_first_name(rest)):
        return True
    return _goes_on(text, rest)


def _unbalanced(text: str) -> int:
    """More closing than opening brackets: > 0; more opening than closing: < 0."""
    pairs = (("《", "》"), ("（", "）"), ("“", "”"), ("〈", "〉"))
    counts = [text.count(close) - text.count(opening) for opening, close in pairs]
    return 1 if any(c > 0 for c in counts) else -1 if any(c < 0 for c in counts) else 0


def _goes_on(text: str, rest: str) -> bool:
    kind = doc_types().of(text)
    if len(rest) <= 6 or pattern("header", "continues").match(rest):
        return kind is None or rest.startswith(("的", "和", "与", "及", "》"))
    if "关于" in rest[:30]:
        return False
    issues = re.search(r"印发|转发|批转|发布", text) is not None
    if issues and kind not in _OFFICIAL and doc_types().of(_without_number(rest)) in _OFFICIAL:
        return True
    if kind is not None:  # 关于…有关落户政策 / 推进新型城镇化建设的实施意见
        ending = doc_types().of(_without_number(rest))
        return kind not in _OFFICIAL and text.startswith("关于") and ending in _OFFICIAL and "的" in rest
    if "关于" in text or issues:
        return True
    return len(text) >= 6 and pattern("header", "region_start").match(text) is not None


def _first_name(text: str) -> str:
    at = text.find("关于")
    return text[:at] if at > 0 else text


def _clean(title: Title) -> Title | None:
    """Without label, crown, outer 《》, 文号 and the name of the site; None when nothing is left."""
    folded = title.folded
    for edge in ("title_label", "crown"):
        match = pattern("header", edge).match(folded.text)
        folded = folded.part(match.end(), len(folded.text)) if match else folded
    for edge in ("site_name", "force_note"):
        match = pattern("header", edge).search(folded.text)
        folded = folded.part(0, match.start()) if match else folded
    folded = _strip_numbers(folded)
    text = folded.text
    if text.startswith("《") and text.endswith("》") and text.count("《") == text.count("》") == 1:
        folded = folded.part(1, len(text) - 1)
    if len(folded.text) < 6 or not ends_title(folded.text) or folded.text in doc_types().not_titles:
        return None
    order = folded.text.endswith("令") and is_agency(folded.text[:-1])
    if order or pattern("header", "headline").search(folded.text):
        return None
    return replace(title, folded=folded)


def _strip_numbers(folded: Folded) -> Folded:
    """黑政办发〔2016〕28号《…的通知》 and …的通知（通金管规〔2024〕1号） → the title alone."""
    hits = find_numbers(folded.text)
    if hits and hits[0].start <= 1 and "《" not in folded.text[: hits[0].end]:
        closed = folded.text[hits[0].end :][:1] in ("）", ")", "】")
        folded = folded.part(min(hits[0].end + closed, len(folded.text)), len(folded.text))
        hits = find_numbers(folded.text)
    if hits and folded.text[hits[-1].end :] in ("", "）", ")", "】"):
        end = hits[-1].start
        while end and folded.text[end - 1] in "（([【":
            end -= 1
        folded = folded.part(0, end)
    return folded
