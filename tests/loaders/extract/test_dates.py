"""Dates, years and periods."""

from __future__ import annotations

import pytest

from loaders.extract.dates import find_dates, find_years, plan_end


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("2019年11月5日", "2019-11-05", "day"),
        ("二〇一九年十一月五日", "2019-11-05", "day"),
        ("二○一五年十二月三十一日", "2015-12-31", "day"),
        ("二O二〇年八月", "2020-08", "month"),
        ("二零二一年元月二日", "2021-01-02", "day"),
        ("2019-11-05", "2019-11-05", "day"),
        ("2019/1/2", "2019-01-02", "day"),
        ("2019.11.5", "2019-11-05", "day"),
        ("2019年11月", "2019-11", "month"),
        ("2019年", "2019", "year"),
        ("2019年2月30日", "2019-02", "month"),
        ("2018年06月08日印发", "2018-06-08", "day"),
    ],
)
def test_dates_in_all_printed_forms(text: str, iso: str, precision: str) -> None:
    (hit,) = find_dates(text)
    assert (hit.iso, hit.precision) == (iso, precision)


@pytest.mark.parametrize("text", ["1.2019.3", "12019年", "2019年度的", "3019年5月", "八年级", "2019-13-05"])
def test_no_full_date(text: str) -> None:
    assert all(hit.precision == "year" for hit in find_dates(text))


@pytest.mark.parametrize(
    ("text", "printed", "year"),
    [
        ("到2025年，", "2025年", 2025),
        ("2025年底前建成", "2025年底前", 2025),
        ("2023年6月30日前", "2023年6月30日前", 2023),
        ("2025年12月底前", "2025年12月底前", 2025),
        ("“十四五”末", "“十四五”末", 2025),
        ("十三五期间", "十三五期间", 2020),
        ("2021—2025年", "2021—2025年", 2025),
        ("2018-20年", "2018-20年", 2020),
        ("2020年至2022年", "2020年至2022年", 2022),
        ("二〇三五年", "二〇三五年", 2035),
        ("2020年末", "2020年末", 2020),
    ],
)
def test_years_of_goals(text: str, printed: str, year: int) -> None:
    (hit,) = find_years(text)
    assert (text[hit.start : hit.end], hit.year, hit.derived) == (printed, year, False)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [("三年内建成", 2023), ("用3年左右时间", 2023), ("今后五年", 2025), ("今年底前", 2020), ("明年", 2021)],
)
def test_periods_count_from_the_year_of_issue(text: str, resolved: int) -> None:
    (hit,) = find_years(text)
    assert (hit.derived, hit.resolve(2020), hit.resolve(None)) == (True, resolved, None)


@pytest.mark.parametrize("text", ["工作满5年", "近三年级", "每年一次", "百年大计", "12025年"])
def test_no_year_of_a_goal(text: str) -> None:
    assert find_years(text) == ()


def test_five_year_plans() -> None:
    assert [plan_end(name) for name in ("六", "十三", "十四", "十五")] == [1985, 2020, 2025, 2030]
    assert plan_end("三") is None
