"""Indicator tables: which column says what, and the goal and base cells read out.

指标 | 单位 | 2020年（基期值） | 2025年（目标值） | 年均增长[累计] | 属性, headings in one row or two, units in their
own column or in brackets behind the name, values in [ ] cumulative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.record import Span
from loaders.extract.numerals import parse_number
from loaders.extract.targets_amounts import Amount, find_amounts
from loaders.extract.targets_words import words

_NAME = re.compile(
    r"^(?:主要|具体|核心|发展|规划|一级|二级|三级)*(?:指标|目标)(?:名称|内容|项目)?$|^项目(?:名称)?$|^指标"
)
_UNIT = re.compile(r"^(?:计量)?单位$|^单位（[^）]*）$")
_KIND = re.compile(r"属性|性质|类型|预期性|约束性")
_GROWTH = re.compile(r"年均|增速|增长|增幅|累计|提高")
_GOAL = re.compile(r"目标|规划值|预期值?|预计|指标值|任务|要求")
_BASE = re.compile(r"基期|基数|基础值|现状|实际|完成值?|实绩|现值")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_UNIT_BEHIND = re.compile(r"[（(\[]([^（）()\[\]]{1,12})[）)\]]$")
_VALUE = re.compile(
    r"^(?P<sign>[≥≤><=＞＜]|不低于|不少于|不超过|达到|大于|小于|高于|低于|约|超过)?"
    r"(?P<open>[\[［【(（〔])?(?P<number>\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千]{1,6})"
    r"(?:[-—–~～至](?P<upper>\d[\d,]*(?:\.\d+)?))?(?P<rest>[^\d\]］】]{0,14})(?P<close>[\]］】)）〕])?(?P<after>[^\d]{0,8})$"
)
_RATE_NAME = re.compile(r"(?:率|比例|比重|占比)$")
_UNIT_WORD = re.compile(r"^[%‰℃㎡]|^[\u4e00-\u9fffA-Za-z/／0-9（）%‰]{1,12}$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell: folded text and its place in the source."""

    text: str
    span: Span


Row = tuple[Piece | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds. kind: name | unit | goal | base | growth | other; year where its heading says one."""

    kind: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell read: the amount's offsets are not used; span is the place of the statement in the source."""

    indicator: str
    amount: Amount
    kind: str
    year: int | None
    every: str | None
    cumulative: bool
    span: Span
    scope: str | None = None


def read_grid(rows: list[Row], issued: int | None, default_year: int | None) -> list[Reading]:
    """All goal and base cells of an indicator table; [] where the headings do not say that it is one."""
    for depth in (1, 2, 3):
        if len(rows) <= depth:
            return []
        columns = _columns(rows[:depth], issued)
        if columns is not None and _has_values(rows[depth:], columns):
            return list(_cells(rows[depth:], columns, default_year))
    return []


def _columns(header: list[Row], issued: int | None) -> list[Column] | None:
    width = max(len(row) for row in header)
    titles: list[str] = []
    for i in range(width):
        parts: list[str] = []
        for row in header:
            piece = row[i] if i < len(row) else None
            if piece and piece.text not in parts:
                parts.append(piece.text)
        titles.append("".join(parts))
    kinds = [_column(title) for title in titles]
    if not any(c.kind == "name" for c in kinds):
        return None
    kinds = _by_years(kinds, titles, issued)
    goals = [c for c in kinds if c.kind == "goal"]
    plain = any(_UNIT.search(t) or _KIND.search(t) for t in titles)
    return kinds if goals and (plain or any(c.year for c in kinds) or any("目标" in t for t in titles)) else None


def _column(title: str) -> Column:
    year = _YEAR.search(title)
    at = int(year[1]) if year else None
    if len(title) > 24 or not title:
        return Column("other")
    if _UNIT.search(title):
        return Column("unit")
    if _KIND.search(title):
        return Column("other")
    if _BASE.search(title) and not _GOAL.search(title):
        return Column("base", at)
    if _GROWTH.search(title) and "目标" not in title:
        return Column("growth", at)
    if at is not None:
        return Column("goal" if _GOAL.search(title) else "year", at)
    if _NAME.search(title):
        return Column("name")
    return Column("goal" if _GOAL.search(title) and re.search(r"值|数|目标|任务", title) else "other")


def _by_years(columns: list[Column], titles: list[str], issued: int | None) -> list[Column]:
    """Columns that only name a year: the first of several is the base, unless it lies after the year of issue."""
    years = sorted({c.year for c in columns if c.year and c.kind in ("year", "goal", "base")})
    out: list[Column] = []
    for column in columns:
        first = len(years) > 1 and column.year == years[0] and (issued is None or years[0] <= issued)
        gone = issued is not None and column.year is not None and column.year < issued
        if column.kind == "goal" and gone and years[-1:] != [column.year]:
            out.append(replace(column, kind="base"))  # 规划目标 printed over the base year too
        elif column.kind == "year":
            out.append(replace(column, kind="base" if first or gone else "goal"))
        else:
            out.append(column)
    named = [i for i, c in enumerate(out) if c.kind == "name"]
    for i in named[:-1]:
        out[i] = Column("other")
    return out


def _has_values(rows: list[Row], columns: list[Column]) -> bool:
    cells = [_at(row, i) for row in rows for i, c in enumerate(columns) if c.kind == "goal"]
    filled = [c for c in cells if c]
    return bool(filled) and sum(bool(_VALUE.match(c.text)) for c in filled) * 2 >= len(filled)


def _at(row: Row, i: int) -> Piece | None:
    piece = row[i] if i < len(row) else None
    return piece if piece and piece.text else None


def _cells(rows: list[Row], columns: list[Column], default_year: int | None) -> Iterator[Reading]:
    name_at = next(i for i, c in enumerate(columns) if c.kind == "name")
    unit_at = next((i for i, c in enumerate(columns) if c.kind == "unit"), None)
    goal_year = max((c.year for c in columns if c.kind == "goal" and c.year), default=default_year)
    parent = ""
    for row in rows:
        name = _at(row, name_at)
        if name is None or not re.search(r"[\u4e00-\u9fff]{2}", name.text):
            continue
        unit = _at(row, unit_at) if unit_at is not None else None
        if unit is not None and unit.span == name.span:
            name, unit = _apart(name)
        title, behind = split_unit(name.text)
        if title.startswith("其中") and parent:
            title = f"{parent}{title}"
        else:
            parent = title.strip("：")
        stated = [i for i, c in enumerate(columns) if c.kind == "goal" and _holds(row, i)]
        for i, column in enumerate(columns):
            cell = _at(row, i)
            if cell is None or column.kind not in ("goal", "base", "growth") or (column.kind == "growth" and stated):
                continue
            reading = _read_cell(cell, column, title, unit.text if unit else behind, goal_year)
            if reading is not None:
                span = (name.span[0], cell.span[1]) if name.span[0] <= cell.span[0] else cell.span
                yield replace(reading, span=span)


def _holds(row: Row, i: int) -> bool:
    """A growth column is only read where no goal stands in the row: 培训人次 | — | — | [1.5]."""
    cell = _at(row, i)
    return cell is not None and parse_cell(cell.text) is not None


def _apart(cell: Piece) -> tuple[Piece, Piece | None]:
    """Name and unit that a page layout ran into one cell: 养老床位总数万张."""
    for size in (4, 3, 2, 1):
        unit = cell.text[-size:]
        if words().unit.fullmatch(unit.lstrip("万亿")) and len(cell.text) - size >= 3:
            return Piece(cell.text[:-size], cell.span), Piece(unit, cell.span)
    return cell, None


def split_unit(name: str) -> tuple[str, str | None]:
    """养老床位数（万张） → 养老床位数, 万张."""
    bare = re.sub(r"^(?:\d{1,2}(?:[.、]|(?=[\u4e00-\u9fff]))|[（(]\d{1,2}[）)]|[①-⑳]|[*★▲#]+)", "", name)
    match = _UNIT_BEHIND.search(bare)
    if match and (words().unit.search(match[1]) or match[1] in ("%", "‰")) and not match[1].startswith("含"):
        return bare[: match.start()], match[1]
    return bare, None


def _read_cell(cell: Piece, column: Column, title: str, unit: str | None, goal_year: int | None) -> Reading | None:
    parsed = parse_cell(cell.text)
    if parsed is None:
        return None
    amount, cumulative = parsed
    own = amount.unit
    growth = column.kind == "growth" and not cumulative
    name = f"{title}年均增长" if growth else title
    named_unit = unit if unit and unit not in ("—", "-", "/") else None
    measure = own or ("%" if growth else named_unit) or ("%" if _RATE_NAME.search(title) else None)
    year = column.year if column.year else goal_year if column.kind != "base" else None
    if column.kind == "growth":
        year = goal_year
    kind = "baseline" if column.kind == "base" else "target"
    every = "年" if growth else None
    return Reading(name, amount._replace(unit=measure), kind, year, every, cumulative, cell.span)


def parse_cell(text: str) -> tuple[Amount, bool] | None:
    """≥95, 95以上, [5.5], 60-70, 1.2万, 全覆盖, 100（累计)."""
    bare = re.sub(r"[*＊▲\s]", "", text)
    if bare in ("全覆盖", "全部", "100%全覆盖"):
        return Amount(0, 0, 0, 0, 100, None, "%", "percent", "=", False, "", "", False), False
    match = _VALUE.match(bare)
    if match is None or _YEAR.fullmatch(bare.rstrip("年") + "年"):
        return None
    value = parse_number(match["number"])
    if value is None or (not match["number"][0].isdigit() and not match["rest"]):
        return None
    upper = parse_number(match["upper"]) if match["upper"] else None
    found = find_amounts((match["sign"] or "") + match["number"] + match["rest"])
    unit, comparator, approximate = None, words().prefix_sign.get(match["sign"] or "", "="), False
    tail = match["rest"] + match["after"]
    if found and found[0].unit:
        unit = found[0].unit
    suffix = words().suffix.search(tail)
    if suffix:
        sign = words().suffix_sign[suffix.group()]
        comparator, approximate = ("=", True) if sign == "~" else (sign, False)
    if comparator == "~":
        comparator, approximate = "=", True
    if upper is not None:
        comparator = "range"
    cumulative = match["open"] in ("[", "［", "【", "〔") or "累计" in tail
    amount = Amount(0, 0, 0, 0, value, upper, unit, "none", comparator, approximate, "", "", False)
    return amount, cumulative
