"""Policies named in a text: 《…》 with what follows in brackets, and numbers that stand alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.extract.doc_numbers import NumberHit, find_numbers
from loaders.extract.header_lexicon import doc_types, pattern

_LONGEST_TITLE, _LONGEST_BRACKET = 220, 260
_MODIFIERS = re.compile(
    r"实施|指导|若干|管理|暂行|工作|行动|政策|试行|补充|征求意见稿|优化|修订|新|本|原|该|总体|支持|配套|具体|操作|送审稿|草案|[一二三四五六七八九十百\d]+条|[（）]"
)
_OF_NOTICE = re.compile(r"(?:等[一-龥]{1,7})?的(?:通知|决定|公告|批复|函)[>〉》]?（")
_NOT_TITLE = re.compile(
    r"^.*?(?:根据|按照|依据|落实|执行|贯彻|转发|印发|你们|你[省市部局厅委])(?=[\u4e00-\u9fff]{0,30}关于)"
)
_NEEDS_ABOUT = frozenset({"函", "批复", "请示", "公告", "通告", "通报", "报告", "决定"})
_PUBLIC, _LONG = frozenset({"公告", "通告", "决定"}), 12  # of these a long title needs no 关于
_SHORT_NAME_BEFORE = re.compile(r"(?:简称|下称|并称)(?:为)?[：:“]?$")
_TRAILING_ITEMS = re.compile(r"[一二三四五六七八九十百\d]{1,3}条$")
_BARE_TITLE = re.compile(r"(?:[\u4e00-\u9fff、]{2,40}?)?关于[^《》，。；：（）]{4,80}$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A policy named at text[start:end] (title with its number); title and number as read.

    title_start, title_end: the title inside its 《》; short: defined short name; bare: a short name used alone.
    """

    start: int
    end: int
    title: str | None
    title_start: int
    title_end: int
    number: str | None = None
    short: str | None = None
    bare: bool = False
    rule: str = "title"


class _Numbers:
    """The numbers of a text, found by their places."""

    def __init__(self, text: str) -> None:
        self.hits = find_numbers(text)
        self.starting = {h.start: h for h in self.hits}
        self.ending = {h.end: h for h in self.hits}
        self._starts = [h.start for h in self.hits]

    def between(self, start: int, end: int) -> Sequence[NumberHit]:
        """Those that start in text[start:end]."""
        return self.hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def find_marks(text: str) -> tuple[Mark, ...]:
    """Every policy named in folded text, in order; forms, contracts, books and other 《…》 are left out."""
    numbers = _Numbers(text)
    quoted = list(_quoted(text, numbers))
    shared = list(_share_numbers(quoted, text, numbers))
    spans = [(m.start, m.end) for m in shared] + list(_title_spans(text))
    taken = {h.start for a, b in spans for h in numbers.between(a, b)}
    alone = [m for h in numbers.hits if h.start not in taken for m in (_number_mark(text, h),) if m]
    named = [m for m in shared if not _SHORT_NAME_BEFORE.search(text[max(0, m.start - 6) : m.start])]
    kept = [m for m in named if m.number or m.bare or _is_policy(m.title or "")]
    return tuple(sorted([*kept, *alone], key=lambda m: m.start))


def _title_spans(text: str) -> Iterator[tuple[int, int]]:
    """Places of 《…》, nested ones inside their outer one; an unclosed 《 is passed over."""
    at = text.find("《")
    while at >= 0:
        end = _close(text, at, "《", "》", _LONGEST_TITLE)
        if end < 0:
            at = text.find("《", at + 1)
            continue
        yield at, end
        at = text.find("《", end)


def _close(text: str, start: int, opening: str, closing: str, most: int) -> int:
    limit = start + most
    if text.find(closing, start, limit) < 0:
        return -1
    depth = 0
    for sign in re.finditer(f"[{re.escape(opening + closing)}]", text[start:limit]):
        depth += 1 if sign.group() == opening else -1
        if depth == 0:
            return start + sign.end()
    return _single_close(text, start, opening, closing, most)


def _single_close(text: str, start: int, opening: str, closing: str, most: int) -> int:
    """《关于印发《X的通知》: one 》 for two 《; the first that closes, if no sentence ends before."""
    end = text.find(closing, start, start + most)
    return end + 1 if end > 0 and "。" not in text[start:end] and text.count(opening, start, end) <= 2 else -1


def _quoted(text: str, numbers: _Numbers) -> Iterator[Mark]:
    for start, end in _title_spans(text):
        title = text[start + 1 : end - 1].strip()
        if not title:
            continue
        mark = _number_inside(text, Mark(start, end, title, start + 1, end - 1, bare=_is_bare(title)), numbers)
        yield _with_brackets(text, _with_number_before(text, mark, numbers), numbers)


def _number_inside(text: str, mark: Mark, numbers: _Numbers) -> Mark:
    """《关于…的通知（通金管规〔2024〕1号）》: the number is no part of the title."""
    last = numbers.ending.get(mark.end - 1) or numbers.ending.get(mark.end - 2)
    if last is None or last.start <= mark.start or text[last.start - 1] not in "（(":
        return mark
    return replace(mark, title=text[mark.start + 1 : last.start - 1], number=last.value)


def _with_number_before(text: str, mark: Mark, numbers: _Numbers) -> Mark:
    """黑政办发〔2016〕28号《…的通知》."""
    before = numbers.ending.get(mark.start) or numbers.ending.get(mark.start - 1)
    if before is None or text[before.end : mark.start] not in ("", "）", "文"):
        return mark
    if text[max(0, before.start - 2) : before.start] == "》（":
        return mark
    return replace(mark, start=before.start, number=before.value, rule="number-title")


def _with_brackets(text: str, mark: Mark, numbers: _Numbers) -> Mark:
    """The brackets that follow: number, short name, either or both, in one bracket or two."""
    at, end, number, short = mark.end, mark.end, mark.number, mark.short
    at += text.startswith("》（", at)  # misprint: 《…》》（国卫人口发〔2022〕26号）
    tail = _OF_NOTICE.match(text, at)  # 转发…《A》的通知（国办发〔2020〕4号）
    if tail and tail.end() in numbers.starting:
        at = tail.end() - 1
    for _ in range(3):
        if text[at : at + 1] not in ("（", "【", "〔", "["):
            break
        close = _close(text, at, text[at], {"（": "）", "【": "】", "〔": "〕", "[": "]"}[text[at]], _LONGEST_BRACKET)
        if close < 0:
            break
        inside = numbers.between(at, close)
        named = pattern("citations", "short_name").search(text[at:close]) or re.search(
            r"(?:简称|下称)(?:为)?[《“\"]?(?P<name>[^》”\"（）《“]{2,24})", text[at:close]
        )
        if not inside and not named:
            break
        if inside and number is None:
            number, end = inside[0].value, close
        short = short or (named["name"].strip('《》“”"') if named else None)
        at = close
    if number is None:
        follow = numbers.starting.get(mark.end)
        number, end = (follow.value, follow.end) if follow else (None, end)
    return replace(mark, end=max(end, mark.end), number=number, short=short)


def _share_numbers(marks: list[Mark], text: str, numbers: _Numbers) -> Iterator[Mark]:
    """《A》《B》（n1、n2）: as many numbers as titles are given out in order; more become marks of their own."""
    run: list[Mark] = []
    for mark in marks:
        gap = text[run[-1].end : mark.start] if run else ""
        if run and (run[-1].number or gap.strip("、和及与以，") or len(gap) > 3):
            yield from run
            run = []
        run.append(mark)
        inside = numbers.between(mark.title_end + 1, mark.end)
        if len(inside) > 1:
            if len(inside) == len(run):
                run = [replace(m, number=h.value) for m, h in zip(run, inside, strict=True)]
            else:
                yield from run
                yield from (Mark(h.start, h.end, None, h.start, h.end, h.value, rule="number") for h in inside[1:])
                run = []
    yield from run


def _number_mark(text: str, hit: NumberHit) -> Mark | None:
    """A number alone: 按照国办发〔2015〕84号文件要求, or after a title without 《》."""
    if hit.value[0] == "第" or re.match(r"\d{4}年第", hit.value):
        return None
    opened = text[hit.start - 1 : hit.start] in ("（", "(", "【")
    before = text[max(0, hit.start - 121) : hit.start - 1] if opened else ""
    plain = _BARE_TITLE.search(before)
    if plain and doc_types().of(plain.group()):
        title = plain.group()
        title = _NOT_TITLE.sub("", title)
        start = hit.start - 1 - len(title)
        return Mark(start, hit.end + 1, title, start, hit.start - 1, hit.value, rule="plain-title-number")
    return Mark(hit.start, hit.end, None, hit.start, hit.end, hit.value, rule="number")


def _is_bare(title: str) -> bool:
    """《意见》, 《实施方案》, 《若干措施》: only a type word, a short name for something named before."""
    kind = doc_types().of(title)
    if kind is None:
        return False
    bare = doc_types().bare(title)
    rest = _MODIFIERS.sub("", bare.removesuffix(doc_types().word(bare)))
    return len(rest) <= 1 and kind != "法律"


def _is_policy(title: str) -> bool:
    if re.search("(?:" + pattern("citations", "not_policies").pattern + ")(?:（[^（）]{1,20}）)?$", title):
        return False
    if title.endswith("政府工作报告") or (title.startswith("关于") and title.endswith("的报告")):
        return True
    kind = doc_types().of(title)
    if kind is None:
        return bool(_TRAILING_ITEMS.search(title))
    if kind in _NEEDS_ABOUT and "关于" not in title and not (kind in _PUBLIC and len(title) >= _LONG):
        return False
    return kind in doc_types().cited and len(title) >= 3
