"""Logical paragraphs out of damaged lines: cut at a fixed width, by page breaks, inside words, or run together.

Page breaks may print a character twice (住⏎住宅); such doubles are dropped from the folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.fold import Folded, join
from loaders.layouts.lines import Line
from loaders.layouts.numbering import read_number

_GOES_ON = "、，。；：！？）〕】」』》〉”’%％"
_SENTENCE_END = "。！？；：…"
_CLOSERS = "”’）〕】]」』》"
_OPENERS = {"（": "）", "〔": "〕", "[": "]", "《": "》", "“": "”", "【": "】"}
_BRACKET = re.compile(r"[（）〔〕\[\]《》“”【】]")
OWNER_LINE = re.compile(
    r"[（(〔【\[]{0,2}(?:牵头|责任|配合|负责|主办|协办|落实|参与|实施|承办|督导|完成)(?:责任)?(?:单位|部门|主体|人|时限)[:：∶]?"
)
_OWNERS_INSIDE = re.compile(r"责任|牵头|负责|配合|分工|以下简称|下同|试行|暂行")
_ENDS_OPEN = re.compile(r"(?:的|和|与|及|以及|关于|在|对|为|由|将|向|按照|根据|包括|进一步)$")
_SIGNATURE = re.compile(
    r"(?:二[〇○零O]|20\d\d)\s?[\d〇○零一二三四五六七八九]{0,4}年|^\S{2,30}(?:人民政府|办公室|委员会|局|厅|委)$|^附件"
)
_TITLE_END = re.compile(
    r"(?:意见|通知|方案|规划|办法|清单|措施|规定|细则|计划|要点|决定|条例|纲要|指南|公告|通告|政策|举措|预案|批复|函|报告|（试行）)$"
)
_DOUBLED_WORDS = frozenset("人个天处时事家层久渐仅常往步代种样条件次年月日位户村")
PUNCTUATED = re.compile(r"[，。；：、]")
_ROUND = "）〕】]"
_HEAD, _TAIL, _LONGEST_SEEN = 300, 900, 2400
_LONGEST_OPEN = 500  # characters after which an open bracket no longer holds lines together
_INDENT = 5  # columns that the first line of a paragraph may be shorter
STRONG = ("part", "chapter", "node", "article", "cn", "cn_paren", "is")


@dataclass(slots=True)
class Draft:
    """A paragraph in the making. `gap`, `hint`, `level`: of its first line.

    `text` is what the decisions look at: of a very long paragraph its head and its tail, so that each
    line costs the same; `length` counts all of it.
    """

    pieces: list[Folded]
    gap: int
    hint: str = ""
    level: int = 0
    text: str = ""
    length: int = 0
    last_width: int = 0
    open: list[tuple[str, int]] = field(default_factory=list)  # brackets not yet closed, with their places

    @property
    def folded(self) -> Folded:
        return self.pieces[0] if len(self.pieces) == 1 else join(self.pieces)

    def add(self, line: Line) -> None:
        self.pieces.append(line.folded)
        self._note(line.folded.text)
        self.last_width = line.width

    def _note(self, text: str) -> None:
        at = self.length
        for match in _BRACKET.finditer(text):
            char = match.group()
            if char in _OPENERS:
                self.open.append((_OPENERS[char], at + match.start()))
            elif self.open and (char == self.open[-1][0] or (char in _ROUND and self.open[-1][0] in _ROUND)):
                self.open.pop()  # 〔2022）: brackets are often mixed up
        self.length += len(text)
        self.text += text
        if len(self.text) > _LONGEST_SEEN:
            self.text = self.text[:_HEAD] + self.text[-_TAIL:]

    def is_open(self) -> bool:
        """Is a bracket open that was opened not long ago?"""
        return bool(self.open) and self.length - self.open[-1][1] < _LONGEST_OPEN

    def cut_tail(self, count: int) -> None:
        """Drop the last characters (a double at a page break)."""
        last = self.pieces[-1]
        self.pieces[-1] = last.part(0, len(last.text) - count)
        self.text = self.text[:-count]
        self.length -= count


def join_lines(lines: Iterable[Line]) -> list[Draft]:
    """Paragraphs in reading order."""
    known = list(lines)
    width = usual_width([line.width for line in known if not line.block and not line.soft])
    drafts: list[Draft] = []
    begun = False  # has a sentence been seen? Above it stand titles, whose lines stay apart
    for line in known:
        current = drafts[-1] if drafts else None
        begun = begun or "。" in line.folded.text or "；" in line.folded.text
        if (
            current is not None
            and (begun or not _are_titles(current.text, line.folded.text))
            and goes_on(current, line, width)
        ):
            _drop_double(current, line)
            current.add(line)
        else:
            draft = Draft([], line.gap, line.hint, line.level)
            draft.add(line)
            drafts.append(draft)
    return drafts


def _are_titles(before: str, after: str) -> bool:
    """Two lines without any punctuation above the text: lines of a headline or names, not one sentence."""
    return not PUNCTUATED.search(before) and not PUNCTUATED.search(after) and not _is_scrap(before, after)


def usual_width(widths: list[int]) -> int | None:
    """The width at which the lines were cut, in columns, or None where lines are whole paragraphs."""
    if len(widths) < 6:
        return None
    ordered = sorted(widths)
    full = ordered[int(len(ordered) * 0.9)]
    if not 16 <= full <= 100:
        return None
    near = sum(full * 0.85 <= w <= full * 1.12 for w in widths)
    return full if near * 3 >= len(widths) else None


def goes_on(draft: Draft, line: Line, width: int | None) -> bool:
    """Does the line go on with the paragraph? Decided by how the one ends and the other begins."""
    before, after = draft.text, line.folded.text
    if after[0] in _GOES_ON:
        return True
    number = read_number(after)
    if draft.is_open() and not OWNER_LINE.match(after) and not (number and is_closed(before)):
        return line.gap < 8
    if OWNER_LINE.match(before) and before[-1] not in "、，：" and (line.gap or not _lists_on(after)):
        return False
    if line.block or line.hint == "heading" or draft.hint == "heading":
        return line.block and _cut_inside(before, after) and line.hint == draft.hint == "paragraph"
    if len(before) < 8 and (alone := read_number(before)) and alone.end == len(before):
        return number is None
    if before[-1] in "，、":
        return not (number and number.form in STRONG) and not OWNER_LINE.match(after)
    if number or OWNER_LINE.match(after):
        return False
    full = width is not None and draft.last_width >= width * 0.88 - (_INDENT if len(draft.pieces) == 1 else 0)
    if is_closed(before):
        return (full and not line.gap and not line.soft and _fills(line, width)) or _doubled_over_stop(before, line)
    if full and (not line.gap or "，" in before or "。" in before):
        return True
    return _cut_inside(before, after) or (not line.gap and _is_scrap(before, after))


def _fills(line: Line, width: int | None) -> bool:
    """A line of running text fills its width or ends a sentence; a heading does neither."""
    return width is not None and (line.width >= width * 0.8 or is_closed(line.folded.text))


def _lists_on(text: str) -> bool:
    """Further names of a list of agencies, and nothing else."""
    return "。" not in text.rstrip("。）〕") and ("、" in text or len(text) < 20)


def is_closed(text: str) -> bool:
    """Does the text end a sentence (or a bracket that stands after one)?"""
    last = text[-1]
    if last in _SENTENCE_END:
        return True
    if last not in _CLOSERS:
        return False
    if last in _ROUND:
        opened = _opening(text)
        return opened > 0 and (text[opened - 1] in _SENTENCE_END or bool(_OWNERS_INSIDE.search(text, opened)))
    return len(text) > 1 and text[-2] in _SENTENCE_END


def _opening(text: str) -> int:
    """Where the bracket opens that text[-1] closes (brackets inside it, and of mixed kinds, skipped), else -1."""
    depth = 0
    for match in reversed(list(_BRACKET.finditer(text, max(0, len(text) - _LONGEST_OPEN)))):
        depth += (match.group() in _ROUND) - (match.group() in "（〔【[")
        if depth == 0:
            return match.start()
    return -1


def _cut_inside(before: str, after: str) -> bool:
    """Was a sentence cut here? For text that does not end one."""
    if is_closed(before) or read_number(after) or OWNER_LINE.match(after):
        return False
    if _TITLE_END.search(before) and len(before) < 60:
        return False
    if _SIGNATURE.search(after) and len(after) < 40:
        return False
    if "。" in before or "；" in before:
        return True
    if _ENDS_OPEN.search(before) and len(after) < 80:
        return True
    numbered = read_number(before) is not None
    return "，" in before and len(before) >= (45 if numbered else 25)


def _is_scrap(before: str, after: str) -> bool:
    """The last characters of a heading that ran over its line."""
    return (
        len(after) <= 3
        and "\u4e00" <= after[0] <= "\u9fff"
        and after[-1] not in "："
        and after[0] not in "附目"
        and len(before) >= 8
    )


def _doubled_over_stop(before: str, line: Line) -> bool:
    """绿色通道。⏎⏎道，现有…: the page break printed a stop that is none, and a character twice."""
    after = line.folded.text
    return line.gap > 0 and len(before) > 2 and len(after) > 1 and before[-2] == after[0] and after[1] in "，、"


def _drop_double(draft: Draft, line: Line) -> None:
    """Drop what a page break printed twice, from the end of the paragraph so far."""
    after = line.folded.text
    if not line.gap or len(draft.pieces[-1].text) < 3:
        return
    if _doubled_over_stop(draft.text, line) and is_closed(draft.text):
        draft.cut_tail(2)
    elif draft.text[-1] == after[0] and "\u4e00" <= after[0] <= "\u9fff" and after[0] not in _DOUBLED_WORDS:
        draft.cut_tail(1)
