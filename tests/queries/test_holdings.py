"""holdings, regions, agencies, policies, on the world."""

from __future__ import annotations

from queries.run import Runner
from tests.queries.asking import ask, one


def test_holdings_by_region_domain_and_year(runner: Runner) -> None:
    rows = ask(runner, "holdings", "region_name domain year policies truncated reports")
    assert len(rows) == 19
    assert rows[:2] == [("全国", "yiyang", None, 0, 0, 1), ("天津市", "yiyang", 2019, 0, 0, 1)]
    assert [r for r in rows if r[0] == "吉林省"] == [
        ("吉林省", "wenlv", 2022, 1, 0, 0),
        ("吉林省", "yiyang", 2015, 1, 0, 0),
        ("吉林省", "yiyang", 2019, 1, 0, 0),
    ]
    assert rows[-2] == ("河南省驻马店市驿城区", "yiyang", 2017, 1, 1, 0)
    assert rows[-1] == (None, "yiyang", None, 1, 0, 0)  # its region is not known


def test_regions_held_and_all(runner: Runner) -> None:
    columns = "region_name level parent_name policies first_on last_on"
    held = ask(runner, "regions", columns)
    assert len(held) == 12
    assert held[2] == ("吉林省", "province", "全国", 3, "2015-05", "2022-01-01")
    assert held[9] == ("四川省南充市", "prefecture", "四川省", 2, "2020-04-23", "2021")
    every = ask(runner, "regions", columns, held="否")
    assert len(every) == 17
    assert ("四川省", "province", "全国", 0, None, None) in every


def test_regions_of_a_level(runner: Runner) -> None:
    assert ask(runner, "regions", "region_name", levels=["county"]) == [("河南省驻马店市驿城区",)]


def test_agencies_with_their_parts(runner: Runner) -> None:
    columns = "agency_name kind functions leads cooperates joint resolved"
    assert ask(runner, "agencies", columns, region="驻马店") == [
        ("驻马店市医疗保障局", "body", ["医疗保障"], 0, 0, 0, True),
        ("驻马店市卫生健康委员会", "body", ["卫生健康"], 0, 0, 0, True),
        ("驻马店市卫生和计划生育委员会", "body", ["卫生健康"], 1, 0, 0, True),
        ("驻马店市各县（区）人民政府", "collective", [], 0, 0, 0, True),
        ("驻马店市教育局", "body", ["教育"], 0, 0, 0, True),
        ("驻马店市民政局", "body", ["民政"], 1, 0, 1, True),
        ("驻马店市财政局", "body", ["财政"], 0, 2, 1, True),
    ]
    every = {"resolved": "false"}
    assert len(ask(runner, "agencies", columns, **every)) == 12
    assert one(runner, "agencies", {"agency_name": "有关部门"}, "resolved joint region_name", **every) == (
        False,
        1,
        None,
    )


def test_policies_held_and_cited(runner: Runner) -> None:
    held = ask(runner, "policies", "policy_id basis")
    assert len(held) == 18
    assert ("津政办发〔2019〕2号", "digest") in held
    assert ("国卫老龄发〔2019〕60号", "report") in held
    every = ask(runner, "policies", "policy_id basis", held=False)
    assert len(every) == 21
    assert {b for p, b in every if (p, b) not in held} == {"cited"}


def test_policies_of_a_region_level_and_domain(runner: Runner) -> None:
    columns = "policy_id region_name tasks issued_on"
    assert ask(runner, "policies", columns, region="220000", domain="wenlv") == [
        ("policy-joint", "吉林省、黑龙江省", 1, "2022-01-01")
    ]
    assert ask(runner, "policies", columns, levels=["county"]) == [
        ("policy-yc", "河南省驻马店市驿城区", 1, "2017-06-30")
    ]
