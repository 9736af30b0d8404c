"""完成时限: a deadline cell or labelled phrase as text, an ISO date where one is printed or follows, ongoing."""

from __future__ import annotations

import calendar
import re

from graph.record import Deadline
from loaders.extract.dates import find_dates
from loaders.fold import Folded

_ONGOING = re.compile(r"持续|长期|常态|经常性|不断|贯穿|日常|坚持|滚动|常年|全年(?!底)|适时")
_PART_OF_YEAR = re.compile(r"(?P<y>20\d\d)年?(?:第?(?P<q>[一二三四1-4])季度|(?P<h>上|下)半年)")
_END = re.compile(r"^年?(?:度)?(?:年?底|末|内|终)(?:之?前|以前)?")
_MONTH_END = re.compile(r"^(?:底|末)")
_BARE_END = re.compile(
    r"(?<!\d)(?:(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>[12]\d|3[01]|0?[1-9])日)?(?P<me>底|末)?|(?P<ye>年底|本年底|年末))(?:之?前|以前)?"
)
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def read_deadline(folded: Folded, issued_on: str | None = None) -> Deadline | None:
    """The deadline that a cell or labelled phrase states. `issued_on` supplies the year of 6月底前."""
    text = folded.text.strip("。；， ")
    if not text or text in ("-", "—", "/", "无", "暂无"):
        return None
    start = folded.text.index(text)
    span = folded.span(start, start + len(text))
    date = _date(text, issued_on)
    return Deadline(text, span, ongoing=bool(_ONGOING.search(text)) and date is None, date=date)


def _date(text: str, issued_on: str | None) -> str | None:
    """The last date of the text: ISO as precise as it can be said (2025年底前 → 2025-12-31)."""
    parts = list(_PART_OF_YEAR.finditer(text))
    if parts:
        part = parts[-1]
        month = _QUARTER[part["q"]] if part["q"] else (6 if part["h"] == "上" else 12)
        return _month_end(int(part["y"]), month)
    hits = find_dates(text)
    if hits:
        hit = hits[-1]
        tail = text[hit.end :]
        if hit.precision == "year" and _END.match(tail):
            return f"{hit.iso}-12-31"
        if hit.precision == "month" and _MONTH_END.match(tail):
            return _month_end(int(hit.iso[:4]), int(hit.iso[5:7]))
        return hit.iso
    return _yearless(text, issued_on)


def _yearless(text: str, issued_on: str | None) -> str | None:
    bare = _BARE_END.search(text)
    if not bare or not issued_on:
        return None
    year = int(issued_on[:4])
    if bare["ye"]:
        return f"{year}-12-31"
    month = int(bare["m"])
    if bare["d"]:
        return f"{year}-{month:02}-{int(bare['d']):02}"
    return _month_end(year, month) if bare["me"] else f"{year}-{month:02}"


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"
