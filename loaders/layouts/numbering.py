"""Printed numbers at the head of items (第一章, 一、, （一）, 1., （1）, ①, 一是): form, value, where text begins."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_CN = "一二三四五六七八九十百零〇"
_FORMS: tuple[tuple[str, str], ...] = (
    ("part", rf"第[{_CN}\d]{{1,4}}(?:部分|编|篇|分册)[：、，]?"),
    ("chapter", rf"第[{_CN}\d]{{1,4}}章[：、]?"),
    ("node", rf"第[{_CN}\d]{{1,4}}节[：、]?"),
    ("article", rf"第[{_CN}\d]{{1,5}}条(?!(?:、|和|至|第|款|规定|所|的|确定|中))[：、]?"),
    ("cn", rf"(?P<cn>[{_CN}]{{1,4}})(?:、|[.．](?!\d))"),
    ("cn_paren", rf"（(?P<cnp>[{_CN}]{{1,4}})）[、.．]?|[㈠-㈩][、.．]?"),
    ("ar_paren", r"（(?P<arp>\d{1,2})）[、.．]?|[⑴-⒇][、.．]?"),
    ("ar", r"(?P<ar>\d{1,3})(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d年))|[⒈-⒛]"),
    ("ar_rparen", r"(?P<arr>\d{1,2})）[、.．]?"),
    ("circle", r"[①-⑳⓪❶-❿][、.．]?"),
    ("is", r"(?P<is>[一二三四五六七八九十]{1,3})(?:是|要(?=[加强严进着持切完健建积充坚全深抓落突强推明做把以]))"),
)
_PATTERN = re.compile("|".join(f"(?P<f_{name}>{pattern})" for name, pattern in _FORMS))
# What a number can begin with: most paragraphs are told apart without the pattern.
_FIRST = frozenset(f"第（0123456789{_CN}") | {
    chr(code)
    for first, last in ("①⑳", "⑴⒇", "⒈⒛", "㈠㈩", "❶❿")
    for code in range(ord(first), ord(last) + 1)
}  # fmt: skip
_ARABIC_IN = re.compile(r"\d+")
_CHINESE_IN = re.compile(rf"[{_CN}]+")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


class Number(NamedTuple):
    """form: part | chapter | node | article | cn | cn_paren | ar | ar_paren | ar_rparen | circle | is.

    text[0:end] is the number as printed; `value` counts within its form.
    """

    form: str
    value: int
    printed: str
    end: int


@lru_cache(maxsize=1024)  # each paragraph's is asked for three times
def read_number(text: str, at: int = 0) -> Number | None:
    """The printed number at text[at:], or None. `end` is an index into text."""
    if text[at : at + 1] not in _FIRST:
        return None
    match = _PATTERN.match(text, at)
    if not match:
        return None
    known = _number(str(match.lastgroup)[2:], match.group())  # the outermost group closes last
    end = match.end()
    while end < len(text) and text[end] in " \u3000":
        end += 1
    return Number(*known, end) if known else None


@lru_cache(maxsize=2048)
def _number(form: str, printed: str) -> tuple[str, int, str] | None:
    """Form, value and number without the stop behind it; None where it is no item's number."""
    value = _value(printed)
    if value is None or (form == "ar" and value > 200) or (form == "cn" and value == 0):
        return None
    return form, value, printed.rstrip("：、，.． ")


def strip_number(text: str) -> str:
    """The text without a printed number in front."""
    number = read_number(text)
    return text[number.end :] if number and number.end < len(text) else text


def _value(printed: str) -> int | None:
    char = printed[0]
    for first, last in (("①", "⑳"), ("⑴", "⒇"), ("⒈", "⒛"), ("㈠", "㈩"), ("❶", "❿")):
        if first <= char <= last:
            return ord(char) - ord(first) + 1
    arabic = _ARABIC_IN.search(printed)
    if arabic:
        return int(arabic.group())
    chinese = _CHINESE_IN.search(printed)
    return chinese_value(chinese.group()) if chinese else None


def chinese_value(text: str) -> int:
    """一 … 九十九, 一百二十: item numbers only. 二〇 and 一二 are read digit by digit."""
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS[char]
    return total + digit
