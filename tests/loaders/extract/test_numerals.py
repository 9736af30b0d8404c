"""Chinese numerals and printed amounts."""

from __future__ import annotations

import pytest

from loaders.extract.numerals import chinese_number, find_numbers, parse_number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("3500", 3500),
        ("1,234.5", 1234.5),
        ("三千五百", 3500),
        ("一百零五", 105),
        ("十五", 15),
        ("二十", 20),
        ("千", 1000),
        ("两百", 200),
        ("三万五千", 35000),
        ("一亿二千万", 120_000_000),
        ("1.2万", 12000),
        ("3千", 3000),
        ("百分之六十", 60),
        ("百分之3.5", 3.5),
        ("二〇二五", 2025),
        ("二十点五", 20.5),
        ("零点八", 0.8),
        ("2亿", 200_000_000),
    ],
)
def test_parse_number_reads_the_whole_value(printed: str, value: float) -> None:
    assert parse_number(printed) == value


@pytest.mark.parametrize("text", ["", "老年人", "三人", "点五五", "1.2.3", "3点"])
def test_parse_number_refuses_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "printed", "value", "multiplier", "unit"),
    [
        ("培训4万人次", "4万", 4, "万", None),
        ("投资30亿元", "30亿", 30, "亿", None),
        ("规模达到1.2万亿元", "1.2万亿", 1.2, "万亿", None),
        ("千亿元产业", "千亿", 1000, "亿", None),
        ("三百万人次", "三百万", 300, "万", None),
        ("达到百分之九十五以上", "百分之九十五", 95, "", "%"),
        ("下降千分之五", "千分之五", 5, "", "‰"),
        ("占比超过六成", "六成", 60, "", "%"),
        ("7.5成", "7.5成", 75, "", "%"),
        ("一亿二千万元", "一亿二千万", 120_000_000, "", None),
        ("建成1,200个", "1,200", 1200, "", None),
        ("千座以上", "千", 1000, "", None),
        ("培训3千名", "3千", 3000, "", None),
    ],
)
def test_find_numbers_leaves_the_multiplier(
    text: str, printed: str, value: float, multiplier: str, unit: str | None
) -> None:
    (hit,) = find_numbers(text)
    assert (text[hit.start : hit.end], hit.value, hit.multiplier, hit.unit) == (printed, value, multiplier, unit)


@pytest.mark.parametrize("text", ["两成立", "一成果", "三成员"])
def test_a_tenth_is_no_part_of_a_word(text: str) -> None:
    assert all(hit.unit is None for hit in find_numbers(text))


def test_find_numbers_is_linear_on_long_runs() -> None:
    assert len(find_numbers("一" * 20_000)) > 0
    assert len(find_numbers("1" * 20_000)) > 0
    assert chinese_number("一" * 3) == 111
