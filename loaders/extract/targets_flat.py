"""Indicator tables that lost their cells: rows with TABs or wide blanks, or words run on, 属性 ending each row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.record import Span
from loaders.extract.targets_grid import Piece, Row
from loaders.fold import fold

_HEADER = re.compile(r"指标")
_PROMISING = re.compile(r"20\d\d|目标|基期|规划值")
_END = re.compile(r"^(?:约束性|预期性|约束型|预期型|约束|预期|引导性|预测性)$")
_TOKEN = re.compile(r"\S+")
_VALUE = re.compile(
    r"^(?:[≥≤><＞＜]|不低于|不少于|达到|约|超过)?[\[［(（〔【]?\d[\d,.]*(?:[-—~～]\d[\d,.]*)?[%‰]?[\]］)）〕】]?(?:以上|左右|以内|以下)?$"
    r"|^[—\-–/]{1,3}$|^[\[［(（][—\-–]+[\]］)）]$"
)
_YEAR = re.compile(r"^(?:19|20)\d\d年?(?:[（(]?[\u4e00-\u9fff]{0,8}[）)]?)$")
_TITLES = re.compile(
    r"^(?:序号|类别|分类|领域|维度|指标(?:名称|类别|属性|性质|类型|值)?|主要指标|单位|计量单位|属性|性质|备注|目标值?|基期值?|现状值?"
    r"|年均(?:增长|增速)?.{0,10}|累计|[\[［]累计[\]］]|.{0,6}(?:增长|增速|增幅).{0,8}|20\d\d年.{0,8}|.{0,6}[（(]20\d\d年?[）)]|规划目标|实际值?|完成值?|（?%）?)$"
)
_CELLS, _BLANK = r"\t+| {2,}|\u3000+|\|", r"[ \t]+"
_NO_UNIT = re.compile(r"^[—\-–/]{1,3}$")
_VALUES = re.compile(r"目标|基期|现状|增长|增速|累计|实际|[（(]20\d\d年?[）)]")
_AGAIN = re.compile(r"^(?:序号|类别|指标名称|指标|主要指标)$")
_MOST_TOKENS = 2500
_LONGEST_HEADER = 24  # tokens
_LONGEST_NAME = 4  # tokens of number, class, name and unit
_LONGEST_LINE = 1000  # characters of a row


def flat_grids(text: str, tables: list[Span]) -> Iterator[tuple[Span, list[Row]]]:
    """Stretches of the source text that read as an indicator table, as rows of pieces with the heading first."""
    position, tried = 0, -1
    for match in _HEADER.finditer(text):
        if match.start() < position or any(a <= match.start() < b for a, b in tables):
            continue
        stop = min((a for a, _ in tables if a > match.start()), default=len(text))
        floor = max((b for _, b in tables if b <= match.start()), default=position)
        if not _PROMISING.search(text, match.start(), match.start() + 200):
            continue
        line = text.rfind("\n", 0, match.start()) + 1
        grid = (_lined(text, line, stop) or _lined(text, line, stop, _BLANK)) if line != tried else None
        tried = line
        grid = grid or _running(text, max(floor, position), match.start(), stop)
        if grid is not None:
            position = grid[0][1]
            yield grid


def _pieces(text: str, start: int, end: int, pattern: str) -> tuple[Piece, ...]:
    out: list[Piece] = []
    at = start
    for part in re.split(f"({pattern})", text[start:end]):
        bare = part.strip()
        if bare:
            left = at + len(part) - len(part.lstrip())
            out.append(Piece(fold(bare).text, (left, left + len(bare))))
        at += len(part)
    return tuple(out)


def _lined(text: str, start: int, last: int, parting: str = _CELLS) -> tuple[Span, list[Row]] | None:
    """One row a line, cells parted by TABs, two blanks or |; by one blank where every row has as many words."""
    rows: list[Row] = []
    position = end = start
    width = 0
    while position < last and len(rows) < 200:
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        line = text[position:stop]
        if len(line) > _LONGEST_LINE:
            break
        if line.strip():
            row = _pieces(text, position, stop, parting)
            row = tuple(p for p in row if p.text not in ("|", ""))
            if not rows:
                width = len(row)
            least, spare = 2 if "|" in line else 3, parting == _CELLS
            if len(row) < least or (rows and not width - spare <= len(row) <= width + spare):
                break
            rows.append(row if not rows or len(row) != width - 1 else (None, *row))
            end = stop
        position = stop + 1
    titles = sum(bool(_TITLES.match(p.text)) for p in rows[0] if p) if rows else 0
    if len(rows) < 3 or titles * (2 if parting == _CELLS else 1) < width:
        return None
    return (start, end), rows


def _running(text: str, floor: int, at: int, last: int) -> tuple[Span, list[Row]] | None:
    """Words parted by blanks or line ends only; each row ends with 预期性 or 约束性."""
    head = _header(_tokens(text, floor, at, last, _LONGEST_HEADER + 1))
    if head is None:
        return None
    tokens = _tokens(text, floor, at, last, _MOST_TOKENS)
    again = next((i for i, t in enumerate(tokens) if i > head and _AGAIN.match(t.text)), len(tokens))
    tokens = tokens[:again]
    titles = tokens[:head]
    columns = [t for t in titles if _YEAR.match(t.text) or _VALUES.search(t.text)]
    columns = [t for t in columns if not re.search(r"^指标|^规划目标$|属性", t.text)]
    units = any("单位" in t.text for t in titles)
    ends = [i for i, t in enumerate(tokens) if _END.match(t.text)]
    if not columns or (len(ends) >= 2 and ends[0] - head > 30):
        return None
    if len(ends) < 2:
        return _counted(tokens, titles, columns, units)
    sorted_ = any(re.match(r"类别|分类|领域|维度|指标类别", t.text) for t in titles)
    rows: list[Row] = [_title_row(titles, columns, units)]
    begin = head
    for end in ends:
        row = _row(tokens[begin:end], len(columns), units, sorted_)
        if row is not None:
            rows.append(row)
        begin = end + 1
    return ((tokens[0].span[0], tokens[ends[-1]].span[1]), rows) if len(rows) > 2 else None


def _counted(
    tokens: list[Piece], titles: list[Piece], columns: list[Piece], units: bool
) -> tuple[Span, list[Row]] | None:
    """Rows without 属性: as many values in a row as there are columns, two at least; they end where that ends."""
    if len(columns) < 2 or any(re.search(r"属性|性质|备注", t.text) for t in titles):
        return None
    sorted_ = any(re.match(r"类别|分类|领域|维度|指标类别", t.text) for t in titles)
    rows: list[Row] = [_title_row(titles, columns, units)]
    begin, run, stop = len(titles), 0, len(titles)
    for i in range(begin, len(tokens)):
        run = run + 1 if _VALUE.match(tokens[i].text) else 0
        if i - begin > len(columns) + _LONGEST_NAME:
            break
        if run == len(columns) and i + 1 - begin > run:
            row = _row(tokens[begin : i + 1], run, units, sorted_ and i - begin > run + units)
            if row is None:
                break
            rows.append(row)
            begin, run, stop = i + 1, 0, i
    return ((tokens[0].span[0], tokens[stop].span[1]), rows) if len(rows) > 2 else None


def _tokens(text: str, floor: int, at: int, last: int, most: int) -> list[Piece]:
    start = max(text.rfind("\n\n", 0, at), at - 30, floor)
    out: list[Piece] = []
    for match in _TOKEN.finditer(text, start, last):
        if not out and not _TITLES.match(match.group()):
            if match.start() > at:
                break
            continue
        out.append(Piece(fold(match.group()).text, match.span()))
        if len(out) >= most:
            break
    return out


def _header(tokens: list[Piece]) -> int | None:
    """How many tokens the heading has."""
    for i, token in enumerate(tokens[:_LONGEST_HEADER]):
        if not _TITLES.match(token.text):
            return i if i >= 3 else None
    return None


def _title_row(titles: list[Piece], columns: list[Piece], units: bool) -> Row:
    name = next((t for t in titles if t.text.startswith(("指标", "主要指标"))), titles[0])
    unit = next((t for t in titles if "单位" in t.text), None)
    named = Piece("指标名称", name.span)
    return (named, unit, *columns) if units else (named, *columns)


def _row(tokens: list[Piece], count: int, units: bool, sorted_: bool) -> Row | None:
    """[类别] [序号] name … [unit] value … value."""
    values = tokens[len(tokens) - count :]
    rest = tokens[: len(tokens) - count]
    if len(values) < count or not rest or not all(_VALUE.match(v.text) for v in values):
        return None
    numbered = [i for i, t in enumerate(rest) if re.fullmatch(r"\d{1,2}[.、]?|[（(]\d{1,2}[）)]", t.text)]
    rest = rest[numbered[-1] + 1 :] if numbered else rest
    bare = units and len(rest) > 1 and _NO_UNIT.match(rest[-1].text)  # a dash in the column of units
    if rest and _VALUE.match(rest[-1].text) and not bare:
        return None
    unit = rest[-1] if units and len(rest) > 1 else None
    name = rest[:-1] if unit else rest
    if sorted_ and len(name) > 1 and not numbered:
        name = name[1:]
    if not name:
        return None
    whole = Piece("".join(t.text for t in name), (name[0].span[0], name[-1].span[1]))
    return (whole, unit, *values) if units else (whole, *values)
