"""Chinese dates, years and periods in folded text.

Dates in all printed forms (2019年11月5日, 二〇一九年十一月五日, 2019-11-05, 2019.11.5, 2019年11月),
years that a goal is set for (到2025年底, "十四五"末, 2021—2025年) and periods that count from the
day of issue (三年内, 今后五年, 今年底前).
"""

from __future__ import annotations

import calendar
import re
from typing import Final, NamedTuple

from loaders.extract.numerals import chinese_number
from loaders.patterns import Quick, asked

_CN_YEAR: Final = "[一二][〇○零OoＯ0九一二三四五六七八][〇○零OoＯ0九一二三四五六七八]{2}"
_CN_MONTH: Final = "(?:十[一二]?|[一二三四五六七八九]|元)"
_CN_DAY: Final = "(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|[廿卅][一二三四五六七八九]?)"

_MAY_NAME_DATE = asked("年|(?:19|20)[0-9][0-9][-./]")
_DATE = Quick(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d) ?年(?: ?(?P<m>1[0-2]|0?[1-9]) ?月(?: ?(?P<d>3[01]|[12]\d|0?[1-9]) ?[日号])?)?"
    r"|(?<![\d./\-])(?P<y2>(?:19|20)\d\d)(?P<sep>[-./])(?P<m2>1[0-2]|0?[1-9])(?P=sep)(?P<d2>3[01]|[12]\d|0?[1-9])(?![\d./])"
    rf"|(?P<y3>{_CN_YEAR}) ?年(?: ?(?P<m3>{_CN_MONTH}) ?月(?: ?(?P<d3>{_CN_DAY}) ?[日号])?)?"
)


class DateHit(NamedTuple):
    """text[start:end] is a date; iso as precise as printed (2019 | 2019-11 | 2019-11-05)."""

    start: int
    end: int
    iso: str
    precision: str  # day | month | year


def find_dates(text: str) -> tuple[DateHit, ...]:
    """Every date of the folded text, in order; impossible days (2月30日) are read to the month."""
    if not _MAY_NAME_DATE.search(text):
        return ()
    hits = (_date_hit(match) for match in _DATE.finditer(text))
    return tuple(hit for hit in hits if hit is not None)


def _date_hit(match: re.Match[str]) -> DateHit | None:
    start, end = match.span()
    if match["y3"]:
        year = int("".join(str(int(chinese_number(c) or 0)) if not c.isdigit() else c for c in match["y3"]))
        month, day = _chinese_month(match["m3"]), _chinese_day(match["d3"])
    else:
        year = int(match["y"] or match["y2"])
        month, day = int(match["m"] or match["m2"] or 0), int(match["d"] or match["d2"] or 0)
    if not 1900 <= year <= 2100:
        return None
    if day and day > calendar.monthrange(year, month)[1]:
        day, end = 0, _month_end(match)
    iso = f"{year}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
    return DateHit(start, end, iso, "day" if day else "month" if month else "year")


def _month_end(match: re.Match[str]) -> int:
    """Where the month of a date with an impossible day ends."""
    group = "m" if match["m"] else "m2" if match["m2"] else "m3"
    return match.end(group) + (0 if group == "m2" else 1)


def _chinese_month(text: str | None) -> int:
    if not text:
        return 0
    return 1 if text == "元" else int(chinese_number(text) or 0)


def _chinese_day(text: str | None) -> int:
    if not text:
        return 0
    plain = text.replace("廿", "二十").replace("卅", "三十")
    return int(chinese_number(plain) or 0)


# ---- years and periods of goals -------------------------------------------------------------

_DASH: Final = "[-－—–―~～至到]{1,2}"
_PLAN: Final = "[一二三四五六七八九]|十[一二三四五六七八九]?|二十"
_PLAN_PART: Final = "(?:期?末|规划末|期间|时期|规划期|以来|计划末|中期)?"
_NUMERAL: Final = "[零〇一二三四五六七八九十百千万亿点之]"
_COUNT: Final = r"(?:\d{1,2}|[一二两三四五六七八九]|十[一二三四五]?)"
_BEFORE: Final = "(?:之前|以前|前(?![0-9一二三四五六七八九十几]))?"
_END: Final = rf"(?:年(?:1[0-2]|0?[1-9])月(?:[0-3]?\d日)?[底末]?{_BEFORE}|年?[底末]{_BEFORE}|年{_BEFORE})"

_MAY_NAME_YEAR = asked("[年五纪]|规划期|月[底末]|20[0-9][0-9]")
_YEAR = Quick(
    rf"(?P<from>(?:19|20)\d\d)年?{_DASH}(?P<to>(?:20)?\d\d)(?:年(?:底|末)?|(?=[^\d.%]))"
    rf"|(?<![\d.])(?P<year>(?:19|20)\d\d) ?{_END}"
    r"|(?<![\d.])(?P<listed>20\d\d)(?=(?:、20\d\d){1,4}年)"  # 2022、2023、2024年分别…
    rf"|(?P<cn>{_CN_YEAR})年(?:[底末](?:前)?)?"
    rf"|[“\"'‘「](?P<plan>{_PLAN})五[”\"'’」]{_PLAN_PART}"
    rf"|第(?P<nth>{_PLAN})个五年(?:规划|计划)(?:期间|时期|期末)?"
    rf"|(?<!{_NUMERAL})(?P<bare>十[一二三四五六七八九])五(?!{_NUMERAL}){_PLAN_PART}"
    rf"|(?P<mid>本世纪中叶)"
    rf"|(?P<within>{_COUNT})(?:个?年)(?:之?内|时间|左右时间|左右(?:的时间)?|为期|的时间)"
    rf"|(?:今后|未来|接下来)(?P<next>{_COUNT})(?:到[一二两三四五六七八九])?(?:个?年)(?:内|时间|间|里)?"
    rf"|(?P<this>今年|本年度|当年)(?:[底末](?:之?前)?)?"
    r"|(?<![上近学])(?:(?<!年)(?P<whole>全年)|(?<![几多数半年一二两三四五六七八九十\d])(?P<inside>年内|(?<=[到至])年底(?:之?前)?|年底之?前|(?<!\d)(?:1[0-2]|[1-9])月[底末]之?前))"
    r"|(?P<term>规划期(?:内|间|末))"
    rf"|(?P<following>明年)(?:[底末](?:之?前)?)?"
)


class YearHit(NamedTuple):
    """text[start:end] names a year or a period that ends in one.

    year: the year, or None where it counts from the day of issue;
    after: years after the year of issue (三年内 → 3, 今年 → 0), or None;
    kind: year | range | plan | period | this | whole (全年, 年内, 年底前: of the year spoken of, else of issue) |
    term (规划期内: the plan's own).
    """

    start: int
    end: int
    year: int | None
    after: int | None
    kind: str

    @property
    def derived(self) -> bool:
        return self.year is None

    def resolve(self, issued_year: int | None) -> int | None:
        """The year meant, given the year of issue; None where that is missing."""
        if self.year is not None:
            return self.year
        return None if issued_year is None or self.after is None else issued_year + self.after


def plan_end(name: str) -> int | None:
    """The last year of a five-year plan: 十四 → 2025 (the sixth ended in 1985)."""
    number = chinese_number(name)
    return None if number is None or number < 6 else int(1985 + 5 * (number - 6))


def find_years(text: str) -> tuple[YearHit, ...]:
    """Every year or period in order; overlapping readings are not given."""
    if not _MAY_NAME_YEAR.search(text):
        return ()
    hits = (_year_hit(match) for match in _YEAR.finditer(text))
    return tuple(hit for hit in hits if hit is not None)


def _year_hit(match: re.Match[str]) -> YearHit | None:
    start, end = match.span()
    if match["listed"]:
        return YearHit(start, end, int(match["listed"]), None, "year")
    if match["year"]:
        return YearHit(start, end, int(match["year"]), None, "year")
    if match["to"]:
        return _range_hit(match)
    if match["cn"]:
        year = int("".join(c if c.isdigit() else str(int(chinese_number(c) or 0)) for c in match["cn"]))
        return YearHit(start, end, year, None, "year")
    plan = match["plan"] or match["bare"] or match["nth"]
    if plan:
        year_or_none = plan_end(plan)
        return YearHit(start, end, year_or_none, None, "plan") if year_or_none else None
    if match["mid"]:
        return YearHit(start, end, 2050, None, "year")
    if match["term"]:
        return YearHit(start, end, None, None, "term")
    if match["whole"] or match["inside"]:
        return YearHit(start, end, None, 0, "whole")
    if match["this"] or match["following"]:
        return YearHit(start, end, None, 1 if match["following"] else 0, "this")
    count = _small_count(match["within"] or match["next"])
    return YearHit(start, end, None, count, "period") if count else None


def _range_hit(match: re.Match[str]) -> YearHit | None:
    first, last = int(match["from"]), match["to"]
    year = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return YearHit(*match.span(), year, None, "range") if first < year <= first + 60 else None


def _small_count(text: str) -> int | None:
    """A small count: 3, 三, 十二."""
    if text.isdigit():
        return int(text)
    value = chinese_number(text)
    return None if value is None else int(value)
