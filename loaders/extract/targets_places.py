"""Tables that share a goal out by place (目标任务分解表): 县区 | 新建社区食堂（个） | 改造敬老院（所）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.targets_grid import Piece, Reading, Row, parse_cell, split_unit

_PLACES = re.compile(
    r"^(?:县区|区县|县（市、区）|市县|地区|市州|市（州）|地市|各县区|县市区|辖区|乡镇|镇街|街道|单位|区域|行政区|责任单位)(?:名称)?$"
)
_CAPTION = re.compile(
    r"(?:目标|任务|指标|计划)[^，。]{0,12}(?:分解|分配|安排|下达|表)|(?:分解|任务|目标)[^，。]{0,6}表"
)
_MONEY = re.compile(r"资金|金额|补助|经费|预算")
_TOTAL = re.compile(r"^(?:合计|总计|全[省市县区州]|小计)$")
_UNIT_SAID = re.compile(r"单位[：:]\s*([\u4e00-\u9fff%、/]{1,6})")


def read_places(rows: list[Row], caption: str, year: int | None) -> list[Reading]:
    """A goal for each place and column; [] where heading or caption does not say that goals are shared out."""
    if len(rows) < 3 or not _CAPTION.search(caption) or _MONEY.search(caption):
        return []
    first = next((i for i, piece in enumerate(rows[0]) if piece and _PLACES.match(piece.text)), None)
    if first is None:
        return []
    said = _UNIT_SAID.search(caption)
    readings = list(_cells(rows, first, said[1] if said else None, year))
    filled = sum(1 for row in rows[1:] for piece in row[first + 1 :] if piece and piece.text)
    return readings if len(readings) * 2 >= filled else []


def _cells(rows: list[Row], first: int, said: str | None, year: int | None) -> Iterator[Reading]:
    columns = [_column(piece, said) if piece else None for piece in rows[0]]
    for row in rows[1:]:
        place = row[first] if first < len(row) else None
        if place is None or not re.search(r"[\u4e00-\u9fff]", place.text):
            continue
        for i, piece in enumerate(row):
            column = columns[i] if i < len(columns) else None
            parsed = parse_cell(piece.text) if piece and i > first and column else None
            if piece is None or column is None or parsed is None:
                continue
            amount, cumulative = parsed
            unit = amount.unit or column[1]
            scope = None if _TOTAL.match(place.text) else place.text
            span = (place.span[0], piece.span[1]) if place.span[0] < piece.span[0] else piece.span
            yield Reading(column[0], amount._replace(unit=unit), "target", year, None, cumulative, span, scope)


def _column(piece: Piece, said: str | None) -> tuple[str, str | None] | None:
    title, unit = split_unit(piece.text)
    if not re.search(r"[\u4e00-\u9fff]{2}", title) or re.search(r"序号|备注|负责|责任|联系|时限", title):
        return None
    return title, unit or said
