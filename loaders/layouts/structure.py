"""Numbers, levels, headings and sections of one part: levels by the order in which the forms first nest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.layouts.numbering import Number, read_number

_LONGEST_HEADING = 64
_LONGEST_RUN_ON = 40
_LONGEST_SMALL = 30  # for 1., （1）, 第一条, 一是
_LONGEST_BARE = 26
_SENTENCE = re.compile(r"[。！？]")
_OWNERS = re.compile(r"[（〔【(\[](?:[^（）〔〕]|（[^（）]{0,20}）){2,400}[）〕】)\]]$")
_PUNCTUATION = re.compile(r"[。；！？，：、]")
_LABEL = re.compile(
    r"^[（〔【(\[]?(?:牵头|责任|配合|负责|主办|协办|落实|政策依据|执行期限|咨询|联系|完成时限|实施单位)"
)


@dataclass(slots=True)
class Item:
    """One paragraph's place in the structure. `level` 0: unnumbered. `heads`: begins a section."""

    number: Number | None = None
    level: int = 0
    heading: str = ""  # without number; "" where the item has none
    heading_end: int = 0  # > 0: the heading ends there and text runs on
    alone: bool = False  # the paragraph is a heading and nothing else
    bare: bool = False  # a heading without number
    heads: bool = False
    parent: int | None = None  # index of the item that this one stands under


def read_items(texts: Sequence[str], hints: Sequence[str]) -> list[Item]:
    """Items of the body paragraphs of one part (folded texts, block hints), in order."""
    items = [Item(number=read_number(text)) for text in texts]
    for i, item in enumerate(items):
        _read_heading(texts, items, hints, i, item)
    _drop_doubtful(items)
    _nest(items)
    return items


def _drop_doubtful(items: list[Item]) -> None:
    """Where most items of a form have no name, a short first sentence of one of them is no name either."""
    for form in {item.number.form for item in items if item.number}:
        same = [item for item in items if item.number and item.number.form == form]
        named = sum(bool(item.heading) for item in same)
        if len(same) >= 4 and named * 2 < len(same):
            for item in same:
                if item.heading_end:
                    item.heading, item.heading_end = "", 0


def _read_heading(texts: Sequence[str], items: list[Item], hints: Sequence[str], i: int, item: Item) -> None:
    text = texts[i]
    if item.number is None:
        following = items[i + 1].number if i + 1 < len(items) else None
        if _is_bare_heading(text, hints[i], following, texts[i + 1] if i + 1 < len(texts) else ""):
            item.heading, item.alone, item.bare = text, True, True
        return
    start = item.number.end
    rest = text[start:]
    stop = _SENTENCE.search(rest)
    if stop is None:
        _without_sentence(texts, items, i, item, rest)
    elif stop.end() == len(rest):
        # One sentence: a heading only when text without number or deeper items follow it.
        if len(rest) <= _LONGEST_RUN_ON and _has_text_below(texts, items, i):
            item.heading, item.alone = rest, True
    elif _names(rest[: stop.end()], item.number.form):
        item.heading, item.heading_end = rest[: stop.end()], start + stop.end()
    else:
        _colon_heading(item, rest, start)
    item.heading = item.heading.rstrip("。：")


def _names(sentence: str, form: str) -> bool:
    """Is the first sentence the name of the item, with the text running on behind it?"""
    longest = _LONGEST_RUN_ON if form in ("cn", "cn_paren", "chapter", "node") else _LONGEST_SMALL
    commas = sentence.count("，")
    return len(sentence) <= longest and (commas <= 1 or (commas == 2 and len(sentence) <= 32))


def _without_sentence(texts: Sequence[str], items: list[Item], i: int, item: Item, rest: str) -> None:
    owners = _OWNERS.search(rest)
    head = rest[: owners.start()] if owners and owners.start() > 2 and "：" in owners.group() else rest
    if rest.endswith(("；", "，", "、")) or len(head) > _LONGEST_HEADING:
        colon = rest.find("：")
        if 0 < colon <= _LONGEST_BARE and colon < len(rest) - 1:
            _colon_heading(item, rest, item.number.end if item.number else 0)
        return
    colon = head.find("：")
    if 0 < colon < len(head) - 1 and colon <= _LONGEST_BARE and len(head) > 20:
        _colon_heading(item, rest, item.number.end if item.number else 0)
        return
    item.heading, item.alone = head, True


def _colon_heading(item: Item, rest: str, start: int) -> None:
    colon = rest.find("：")
    if 0 < colon <= _LONGEST_BARE and not _PUNCTUATION.search(rest[:colon]):
        item.heading, item.heading_end = rest[:colon], start + colon + 1


def _has_text_below(texts: Sequence[str], items: list[Item], i: int) -> bool:
    """Does text of its own follow: a paragraph without number, or items of another form that begin at 1?"""
    if i + 1 >= len(items):
        return False
    below, here = items[i + 1].number, items[i].number
    if below is None:
        opens_list = texts[i + 1].endswith("：") or texts[i + 1].startswith("——")  # 分三步走：
        return not _LABEL.match(texts[i + 1]) and (len(texts[i + 1]) > 20 or opens_list)
    return here is not None and below.form != here.form and below.value == 1


def _is_bare_heading(text: str, hint: str, following: Number | None, next_text: str) -> bool:
    if len(text) > _LONGEST_BARE or _PUNCTUATION.search(text) or _LABEL.match(text) or len(text) < 3:
        return False
    if hint == "heading":
        return True
    if following is not None:
        return following.value == 1
    return len(text) <= 20 and len(next_text) > 40 and "。" in next_text and not text[-1].isdigit()


def _nest(items: list[Item]) -> None:
    """Levels and parents. A form already open closes what stands deeper; a new form opens below."""
    stack: list[tuple[str, int]] = []  # (form, index of the item)
    for i, item in enumerate(items):
        if item.number is None and not item.bare:
            continue
        form = item.number.form if item.number else "bare"
        forms = [f for f, _ in stack]
        if form in forms:
            del stack[forms.index(form) :]
        elif form == "bare":
            following = next((n.number for n in items[i + 1 : i + 2] if n.number), None)
            if following and following.form in forms:
                del stack[forms.index(following.form) :]
        item.parent = stack[-1][1] if stack else None
        stack.append((form, i))
        item.level = len(stack)
    for item in items:
        if item.parent is not None:
            items[item.parent].heads = True
    for item in items:
        item.heads = (item.heads or bool(item.heading)) and (item.number is not None or item.bare)
