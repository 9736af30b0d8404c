"""Indicators: the noun phrase an amount belongs to, cut clean, and shared heads given to each of a list."""

from __future__ import annotations

import re

from loaders.extract.targets_words import words

_POPULATION = re.compile(
    r"(?:人群|人口|人(?!均|数|才|次)|民(?!营|办|政)|者|儿童|妇女|学生|群众|机构|医院|家庭(?!医生|病床|养老)|社区|农村|城镇|城市|乡镇|企业|学校|设施|户(?!籍)|群体)"
)
_HEAD = re.compile(
    r"(?:[\u4e00-\u9fff]{2}(?:率|度)|比例|比重|占比|数量|总数|总量|床位数|人数|面积|规模|产值|收入|增加值|比率|水平|指数)$"
)
_SPLIT = re.compile(r"(?:以及|、|和|及|与)")
_PAREN = re.compile(r"（[^（）]{0,40}）")


def clean(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut what does not name the indicator from both ends of text[start:end]."""
    w = words()
    for _ in range(12):
        match = w.lead.match(text, start, end)
        if match is None or match.end() <= start or match.end() > end:
            break
        start = match.end()
    for _ in range(12):
        match = w.trail.search(text[start:end])
        if match is None or not match.group() or (match.group() == "）" and "（" in text[start:end]):
            break
        end = start + match.start()
    return start, end


def split_subjects(subject: str, count: int) -> tuple[str, ...]:
    """The `count` names that one subject lists (A率和B率; 城乡…率), heads and openings shared; () if it does not."""
    if count == 2 and "城乡" in subject:
        return subject.replace("城乡", "城市", 1), subject.replace("城乡", "农村", 1)
    for pattern in (_SPLIT, re.compile("以及|和|及|与"), re.compile("、")):
        items = [item for item in _parts(subject, pattern) if item]
        if len(items) == count:
            return tuple(share(items))
    return ()


def _parts(subject: str, pattern: re.Pattern[str]) -> list[str]:
    shielded = [m.span() for m in _PAREN.finditer(subject)]
    cuts = [m.span() for m in pattern.finditer(subject) if not any(a <= m.start() < b for a, b in shielded)]
    items, position = [], 0
    for a, b in cuts:
        items.append(subject[position:a])
        position = b
    return [*items, subject[position:]]


def share(items: list[str]) -> list[str]:
    """Give each item of a list what the list says once: the head at its end, the group at its beginning."""
    first = items[0]
    if len(first) > 5 and first[-1] in "率度" and all(len(i) == 3 and i[-1] == first[-1] for i in items[1:]):
        return [first, *(first[:-3] + item for item in items[1:])]  # 一般诉求响应率、办结率、满意率
    return _share_opening(_share_head(items))


def _share_head(items: list[str]) -> list[str]:
    last = items[-1]
    head = _HEAD.search(last)
    size = len(items[0])
    if head and len(items) > 2 and size <= 4 and all(len(item) == size for item in items[:-1]) and len(last) > size + 2:
        return [*(item + last[size:] for item in items[:-1]), last]  # 小学、初中、高中毛入学率
    out: list[str] = []
    for item in items[:-1]:
        if _HEAD.search(item) or (head is None and len(item) > 12):
            out.append(item)
            continue
        noun = item[-2:]
        at = last.find(noun) if len(noun) == 2 else -1
        tail = last[at + 2 :] if at >= 0 and at + 2 < len(last) else head.group() if head else ""
        out.append(item + tail)
    return [*out, last]


def _share_opening(items: list[str]) -> list[str]:
    first, out = items[0], [items[0]]
    for item in items[1:]:
        common = _common_tail(first, item)
        opening, rest = first[: len(first) - common], item[: len(item) - common]
        group = _opening_group(opening)
        if common >= 3 and group and rest and not _has_group(rest):
            out.append(group + item)
        else:
            out.append(item)
    return out


def _opening_group(opening: str) -> str:
    """The group an opening names (65岁以上老年人), up to the last noun of a population."""
    ends = [match.end() for match in _POPULATION.finditer(opening)]
    return opening[: ends[-1]] if ends else ""


def for_group(name: str, subject: str) -> str:
    """…覆盖率达到40%，其中重点人群达到70%: a group without a measure takes over the measure before it."""
    bare = name.removesuffix("占比")
    head = words().ratio_head.search(bare)
    if head is not None or _opening_group(bare) != bare or words().ratio_head.search(subject) is None:
        return name
    return bare + subject[len(_opening_group(subject)) :]


def _has_group(text: str) -> bool:
    return _POPULATION.search(text) is not None


def _common_tail(a: str, b: str) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[-1 - n] == b[-1 - n]:
        n += 1
    return n
