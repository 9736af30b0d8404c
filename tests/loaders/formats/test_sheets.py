"""Workbooks and CSV."""

from __future__ import annotations

from io import BytesIO

import pytest

from graph.errors import InputError
from loaders.formats import read_source
from tests.loaders.formats.test_html import lines
from tests.loaders.formats.test_text import cells

openpyxl = pytest.importorskip("openpyxl")


def book(fill) -> bytes:  # type: ignore[no-untyped-def]
    file = openpyxl.Workbook()
    fill(file)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def test_a_sheet_with_title_merges_and_notes() -> None:
    def fill(file) -> None:  # type: ignore[no-untyped-def]
        sheet = file.active
        for row in (
            ["重点任务分工表"],
            [],
            ["序号", "任务", "牵头单位", "占比"],
            [1, "签约", "民政局", 0.6],
            [2, "培训", None, 3.5],
        ):
            sheet.append(row)
        sheet.append(["注：各县参照执行"])
        sheet["D4"].number_format = "0%"
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("C4:C5")

    source = read_source(book(fill), "a.xlsx")
    assert source.format == "xlsx"
    assert lines(source) == ["重点任务分工表", "注：各县参照执行"]
    assert cells(source) == [
        (0, 0, 1, 1, "序号"), (0, 1, 1, 1, "任务"), (0, 2, 1, 1, "牵头单位"), (0, 3, 1, 1, "占比"),
        (1, 0, 1, 1, "1"), (1, 1, 1, 1, "签约"), (1, 2, 2, 1, "民政局"), (1, 3, 1, 1, "60%"),
        (2, 0, 1, 1, "2"), (2, 1, 1, 1, "培训"), (2, 3, 1, 1, "3.5"),
    ]  # fmt: skip


def test_several_sheets_and_a_hidden_one() -> None:
    def fill(file) -> None:  # type: ignore[no-untyped-def]
        file.active.title = "任务"
        file.active.append(["a", "b"])
        second = file.create_sheet("指标")
        second.append(["c", "d"])
        hidden = file.create_sheet("草稿")
        hidden.append(["x", "y"])
        hidden.sheet_state = "hidden"

    source = read_source(book(fill), "a.xlsx")
    assert lines(source) == ["任务", "指标"]
    assert [c[4] for c in cells(source)] == ["a", "b", "c", "d"]
    assert [w.code for w in source.warnings] == ["hidden_sheets"]


def test_a_far_cell_does_not_kill_the_reader() -> None:
    def fill(file) -> None:  # type: ignore[no-untyped-def]
        file.active["XFD1048576"] = "x"

    with pytest.raises(InputError, match="used range") as caught:
        read_source(book(fill), "a.xlsx")
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_csv(codec: str, sign: str) -> None:
    text = f'序号{sign}任务{sign}单位\n1{sign}"签约{sign}服务"{sign}民政局\n2{sign}培训{sign}\n'
    assert cells(read_source(text.encode(codec), "a.csv")) == [
        (0, 0, 1, 1, "序号"), (0, 1, 1, 1, "任务"), (0, 2, 1, 1, "单位"),
        (1, 0, 1, 1, "1"), (1, 1, 1, 1, f"签约{sign}服务".replace("\t", " ")), (1, 2, 1, 1, "民政局"),
        (2, 0, 1, 1, "2"), (2, 1, 1, 1, "培训"), (2, 2, 1, 1, ""),
    ]  # fmt: skip
