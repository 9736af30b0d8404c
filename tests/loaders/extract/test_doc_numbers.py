"""文号 in all printed forms, and what is none."""

from __future__ import annotations

import pytest

from loaders.extract.doc_numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("国办发〔2015〕84号", "国办发〔2015〕84号"),
        ("安政发[2016]7号", "安政发〔2016〕7号"),
        ("马金委【2020】2号", "马金委〔2020〕2号"),
        ("北政办发（2017）9号", "北政办发〔2017〕9号"),
        ("东府办发[2022]第56号", "东府办发〔2022〕56号"),
        ("豫政办明电〔2025〕1号", "豫政办明电〔2025〕1号"),
        ("国办发〔86〕12号", "国办发〔86〕12号"),
        ("政办发〔二〇一五〕12号", "政办发〔二〇一五〕12号"),
        ("〔1996〕武司字第82号", "〔1996〕武司字第82号"),
        ("财政部公告2019年第76号", "财政部公告2019年第76号"),
        ("财政部2019年76号公告", "财政部2019年第76号公告"),
        ("国务院令第746号", "国务院令第746号"),
        ("主席令第七十号", "主席令第七十号"),
        ("2022年第30号", "2022年第30号"),
        ("根据国办发〔2015〕84号文件要求", "国办发〔2015〕84号"),
        ("在落实好东府办发〔2022〕56号文件的基础上", "东府办发〔2022〕56号"),
        ("的通知人社部发〔2020〕11号", "人社部发〔2020〕11号"),
        ("（川经信规〔2021〕3号）", "川经信规〔2021〕3号"),
        ("日政发〔2020〕1号", "日政发〔2020〕1号"),
        ("和政办〔2020〕1号", "和政办〔2020〕1号"),
    ],
)
def test_one_number(text: str, number: str) -> None:
    (hit,) = find_numbers(text)
    assert hit.value == number
    assert text[hit.start : hit.end].endswith("号") or text[hit.start : hit.end].endswith("公告")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("绵办规〔2022〕2号、绵办规〔2022〕5号文件", ["绵办规〔2022〕2号", "绵办规〔2022〕5号"]),
        ("国发〔2013〕35号和豫政〔2014〕3号", ["国发〔2013〕35号", "豫政〔2014〕3号"]),
        ("（国卫发〔2019〕58号）和财政部2019年76号公告", ["国卫发〔2019〕58号", "财政部2019年第76号公告"]),
        ("（财税〔2016〕36号、财税〔2016〕47号）", ["财税〔2016〕36号", "财税〔2016〕47号"]),
    ],
)
def test_several_numbers(text: str, numbers: list[str]) -> None:
    assert [hit.value for hit in find_numbers(text)] == numbers


@pytest.mark.parametrize(
    "text",
    ["京ICP备05070218号", "京公网安备11010202000001号", "第12次常务会议", "中山路12号", "YYCR—2023—01004", "3月5号"],
)
def test_no_number(text: str) -> None:
    assert find_numbers(text) == ()


def test_time_is_linear_in_hostile_text() -> None:
    assert find_numbers("局" * 200_000) == ()
    assert len(find_numbers("根据〔2015〕1号" * 5_000)) <= 5_000
