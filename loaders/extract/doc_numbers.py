"""文号: every printed form of a document number, and which of several is the document's own.

Forms: 国办发〔2015〕84号 with any brackets; 第 before the number; joint numbers; year first
(〔1996〕武司字第82号); 财政部公告2019年第76号; 国务院令第746号; 2019年第5号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from loaders.extract.header_lines import Line

_OPEN, _CLOSE = r"[〔\[【（(〈﹝„]", r"[〕\]】）)〉﹞‟]"
_CN: Final = "〇○零一二三四五六七八九十百"
_YEAR: Final = rf"(?:19|20)\d\d|[4-9]\d|[一二][{_CN}]{{3}}"
_NO: Final = r"\d{1,5}(?:-\d{1,3})?"
_CORE = re.compile(
    rf"{_OPEN}(?P<year>{_YEAR})年?{_CLOSE}(?:(?P<inner>(?:(?!第)[\u4e00-\u9fff]){{1,10}}?)?(?P<nth>第)?(?P<no>{_NO})号)"
    rf"|(?P<kind>公告|通告|令|命令)?[（(]?(?P<year2>(?:19|20)\d\d)年第(?P<no2>{_NO})号"
    rf"|(?P<year4>(?:19|20)\d\d)年第?(?P<no4>{_NO})号(?P<kind4>公告|通告|令)"
    rf"|(?P<kind2>令|公告|命令)[〔（(\[]?第?(?P<no3>\d{{1,4}}|[{_CN}]{{1,6}})号"
)
_CODE = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_ORGAN = re.compile(r"[\u4e00-\u9fff、 ]")
# What stands before a number in running text and is no part of its code. Single characters are those
# that no code of a place begins with (和, 原, 经, 日 do: 和县, 原阳, 经信, 日照).
_LEAD = re.compile(
    r"^.*(?:根据|按照|依据|依照|参照|遵照|对照|比照|落实好?|贯彻|执行|实施|是指|不受|详见|参见|转发|印发|发布|公布|以及|文号|字号|编号|期间|继续|延续|使用"
    r"|通知|意见|办法|公告|方案|措施|规定|细则|批复|规划|决定|条例|答复"
    r"|[的见将在对及与即按由至为了])(?=[\u4e00-\u9fffA-Za-z]{2})"
)
_AND_MINISTRY = re.compile(
    r"和[\u4e00-\u9fff]{1,12}(?:部|署|总局)(?:公告|令)?$"
)  # and 财政部2019年76号公告; no place 和…部
_MAX_CODE, _MAX_ORGAN, _LONGEST_CORE = 22, 220, 40


@dataclass(frozen=True, slots=True)
class NumberHit:
    """text[start:end] is a number; `value` in one form: 代字〔年〕序号号, white space dropped."""

    start: int
    end: int
    value: str


def find_numbers(text: str) -> tuple[NumberHit, ...]:
    """Every document number of folded text, in order. Linear: cores first, then what stands before them."""
    floor, hits = 0, []
    for match in _cores(text):
        hit = _coded(text, match, floor) if match["year"] else _ordered(text, match, floor)
        if hit is not None:
            hits.append(hit)
            floor = hit.end
    return tuple(hits)


def _cores(text: str) -> Iterator[re.Match[str]]:
    """Matches of _CORE: looked for only before each 号, which every number has (most of a text has none)."""
    at, done = text.find("号"), 0
    while at >= 0:
        start = max(done, at - _LONGEST_CORE)
        following = text.find("号", at + 1)
        while 0 <= following <= at + _LONGEST_CORE:
            at, following = following, text.find("号", following + 1)
        done = at + 3  # 号公告, 号令
        yield from _CORE.finditer(text, start, min(done, len(text)))
        at = following


def _coded(text: str, match: re.Match[str], floor: int) -> NumberHit | None:
    inner, no = match["inner"] or "", match["no"]
    code = _before(text, match.start(), floor, _CODE, _MAX_CODE)
    if not code and len(inner) < 2:
        return None
    nth = "第" if match["nth"] and inner else ""
    return NumberHit(match.start() - len(code), match.end(), f"{code}〔{match['year']}〕{inner}{nth}{no}号")


def _ordered(text: str, match: re.Match[str], floor: int) -> NumberHit | None:
    if match["year4"]:
        organ = _before(text, match.start(), floor, _ORGAN, _MAX_ORGAN)
        value = f"{organ}{match['year4']}年第{match['no4']}号{match['kind4']}".replace(" ", "")
        return NumberHit(match.start() - len(organ), match.end(), value)
    kind = match["kind"] or match["kind2"] or ""
    organ = _before(text, match.start(), floor, _ORGAN, _MAX_ORGAN) if kind else ""
    if kind == "公告" and not match["year2"] and not organ:
        return None
    start = match.start() - len(organ) if kind else match.start("year2")
    tail = f"{match['year2']}年第{match['no2']}号" if match["year2"] else f"第{match['no3']}号"
    return NumberHit(start, match.end(), f"{organ}{kind}{tail}".replace(" ", ""))


def _before(text: str, end: int, floor: int, allowed: re.Pattern[str], most: int) -> str:
    """The run of allowed characters that ends here, after the last word that cannot belong to it."""
    start = end
    while start > max(floor, end - most) and allowed.match(text, start - 1):
        start -= 1
    run = text[start:end]
    if start == floor and start:
        return run.lstrip("、 和及与")
    if start and text[start - 1] in "（(〔[【":
        return run
    if start and text[start - 1].isdigit():
        run = run.removeprefix("日")
    lead = _LEAD.match(run)
    rest = (run[lead.end() :] if lead else run).lstrip("、 ")
    return rest[1:] if _AND_MINISTRY.match(rest) else rest


# ---- the document's own -----------------------------------------------------------------------

_LABEL = re.compile(r"^(?:发文字号|文号|发文号|文件编号|公文号|文件号|编号)[：:]?")
_OUTER = "（(〔【[）)〕】]"


def own_number(line: Line) -> tuple[str, int, int] | None:
    """The number on a line of its own (in brackets, with a label, joint): value and place in line.text."""
    text = line.text
    if len(text) > 240 or "号" not in text or "《" in text or "。" in text:
        return None
    label = _LABEL.match(text)
    hits = find_numbers(text)
    if not hits:
        return None
    before = text[label.end() if label else 0 : hits[0].start]
    after = text[hits[-1].end :].removeprefix("文件").removeprefix("文")
    between = "".join(text[a.end : b.start] for a, b in pairwise(hits))
    if before.strip(_OUTER) or after.strip(_OUTER) or between.strip(_OUTER + "、，,； "):
        return None
    return "、".join(h.value for h in hits), hits[0].start, hits[-1].end
