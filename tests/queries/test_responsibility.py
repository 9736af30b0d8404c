"""agency_tasks, co_responsibility, lint, on the world."""

from __future__ import annotations

import pytest

from graph.errors import AmbiguousName, UnknownName
from queries.responsibility.lint import forgotten, leading, out_of_time
from queries.run import Runner
from tests.queries.asking import ask

ZMD = "411700:驻马店市"
OLD, NEW = f"{ZMD}卫生和计划生育委员会", f"{ZMD}卫生健康委员会"
TASKS = "task_id role as_written agency_name policy_id region_name deadline evidence_id"


def test_tasks_of_an_agency_with_their_roles(runner: Runner) -> None:
    expected = [
        ("t-z1", "lead", "市民政局", "驻马店市民政局", "驻政办〔2016〕142号", "河南省驻马店市", None, "d-zmd:200-204"),
        (
            "t-z2",
            "joint",
            "市民政局",
            "驻马店市民政局",
            "驻政办〔2016〕142号",
            "河南省驻马店市",
            "2018年底",
            "d-zmd:800-804",
        ),
    ]
    assert ask(runner, "agency_tasks", TASKS, agency="驻马店市民政局") == expected
    assert ask(runner, "agency_tasks", TASKS, agency=f"{ZMD}民政局") == expected


def test_every_role_is_found(runner: Runner) -> None:
    assert ask(runner, "agency_tasks", "task_id role", agency="驻马店市财政局") == [
        ("t-z2", "joint"),
        ("t-z1", "cooperate"),
        ("t-z4", "cooperate"),
    ]
    assert ask(runner, "agency_tasks", "task_id role", agency="各县（区）人民政府") == [("t-z3", "territorial")]
    assert ask(runner, "agency_tasks", "task_id role", agency="驻马店市医疗保障局") == [("t-z3", "supervise")]


def test_a_short_name_is_what_documents_write(runner: Runner) -> None:
    assert ask(runner, "agency_tasks", "task_id", agency="省民政厅") == [("t-jl2",), ("t-jl1",)]
    assert ask(runner, "agency_tasks", "task_id", agency="卫生计生委") == [("t-z1",)]


def test_a_short_name_of_several_agencies_needs_the_region(runner: Runner) -> None:
    with pytest.raises(AmbiguousName) as refused:
        runner.answer("agency_tasks", {"agency": "市民政局"})
    assert refused.value.suggestions == ("南充市民政局", "驻马店市民政局")
    assert ask(runner, "agency_tasks", "task_id", agency="市民政局", region="南充市") == [("t-nc1",)]
    assert ask(runner, "agency_tasks", "task_id", agency="市民政局", region="驻马店") == [("t-z1",), ("t-z2",)]


def test_an_unknown_agency_is_refused_with_the_nearest(runner: Runner) -> None:
    with pytest.raises(UnknownName) as refused:
        runner.answer("agency_tasks", {"agency": "驻马店市民政厅局"})
    assert refused.value.suggestions[0] == "驻马店市民政局"


def test_as_written_looks_for_the_words_and_lineage_through_the_reforms(runner: Runner) -> None:
    columns = "task_id role agency_id"
    assert ask(runner, "agency_tasks", columns, agency="市民政局", agencies="as_written") == [
        ("t-nc1", "lead", "511300:南充市民政局"),
        ("t-z1", "lead", f"{ZMD}民政局"),
        ("t-z2", "joint", f"{ZMD}民政局"),
    ]
    assert ask(runner, "agency_tasks", columns, agency="有关部门", agencies="as_written") == [
        ("t-z2", "joint", "d-zmd?有关部门")
    ]
    assert ask(runner, "agency_tasks", columns, agency="驻马店市卫生健康委员会") == []
    assert ask(runner, "agency_tasks", columns, agency="驻马店市卫生健康委员会", agencies="lineage") == [
        ("t-z1", "lead", OLD)
    ]


PAIRS = "lead_name partner_name relation tasks policies example_evidence_id"


def test_pairs_of_a_region(runner: Runner) -> None:
    assert ask(runner, "co_responsibility", PAIRS, region="驻马店市") == [
        ("驻马店市卫生和计划生育委员会", "驻马店市财政局", "cooperate", 1, 1, "d-zmd:100-110"),
        ("驻马店市民政局", "驻马店市财政局", "cooperate", 1, 1, "d-zmd:100-110"),
        ("驻马店市卫生和计划生育委员会", "驻马店市民政局", "co_lead", 1, 1, "d-zmd:100-110"),
        ("驻马店市民政局", "驻马店市财政局", "peers", 1, 1, "d-zmd:700-711"),
        ("驻马店市民政局", "有关部门", "peers", 1, 1, "d-zmd:700-711"),
        ("驻马店市财政局", "有关部门", "peers", 1, 1, "d-zmd:700-711"),
    ]


def test_pairs_of_a_subtree(runner: Runner) -> None:
    assert ask(runner, "co_responsibility", PAIRS, region="河南省", subtree="false") == []
    assert len(ask(runner, "co_responsibility", PAIRS, region="河南省")) == 6
    everywhere = ask(runner, "co_responsibility", PAIRS)
    assert len(everywhere) == 7
    assert ask(runner, "co_responsibility", PAIRS, region="全国") == everywhere
    assert ("吉林省卫生健康委员会", "吉林省民政厅", "cooperate", 1, 1, "d-jl19:100-112") in everywhere


def test_pairs_of_functions_join_regions(runner: Runner) -> None:
    """吉林省卫生健康委员会 performs two functions: they are no pair, for it is one body."""
    assert ask(runner, "co_responsibility", PAIRS, by="function") == [
        ("老龄工作", "民政", "cooperate", 1, 1, "d-jl19:100-112"),
        ("民政", "财政", "cooperate", 1, 1, "d-zmd:100-110"),
        ("卫生健康", "民政", "cooperate", 1, 1, "d-jl19:100-112"),
        ("卫生健康", "财政", "cooperate", 1, 1, "d-zmd:100-110"),
        ("民政", "卫生健康", "co_lead", 1, 1, "d-zmd:100-110"),
        ("民政", "财政", "peers", 1, 1, "d-zmd:700-711"),
    ]


def test_pairs_as_written_and_by_lineage(runner: Runner) -> None:
    written = ask(runner, "co_responsibility", PAIRS, region="驻马店", agencies="as_written")
    assert ("卫生计生委", "财政局", "cooperate", 1, 1, "d-zmd:100-110") in written
    assert ("市民政局", "财政局", "peers", 1, 1, "d-zmd:700-711") in written
    lineage = ask(runner, "co_responsibility", "lead_id partner_id relation", region="驻马店", agencies="lineage")
    assert (NEW, f"{ZMD}财政局", "cooperate") in lineage
    assert OLD not in {agency for row in lineage for agency in row[:2]}
    named = ask(runner, "co_responsibility", PAIRS, region="驻马店")
    assert [row[2:] for row in lineage if "有关部门" in row[1]] == [("peers",), ("peers",)]
    assert len(lineage) == len(named)


def test_lint_finds_what_is_amiss_and_nothing_else(runner: Runner) -> None:
    columns = "finding severity task_id agency_name evidence_id"
    assert ask(runner, "lint", columns, policy="驻政办〔2016〕142号") == [
        ("several_leads", "warning", "t-z1", "驻马店市民政局、驻马店市卫生和计划生育委员会", "d-zmd:100-110"),
        ("no_lead", "warning", "t-z2", "驻马店市民政局、驻马店市财政局、有关部门", "d-zmd:700-711"),
        ("open_list", "note", "t-z2", None, "d-zmd:700-711"),
        ("deadline_past", "note", "t-z2", None, "d-zmd:700-711"),
        ("agency_out_of_time", "warning", "t-z3", "驻马店市医疗保障局", "d-zmd:1400-1404"),
        ("no_lead", "warning", "t-z4", None, "d-zmd:1500-1506"),
        ("no_agency", "warning", "t-z5", None, "d-zmd:1700-1704"),
        ("issuer_without_task", "note", None, "驻马店市教育局", "d-zmd:2200-2207"),
    ]
    assert ask(runner, "lint", columns, policy="吉政办发〔2019〕43号") == []


def test_lint_misses_the_function_that_leads_above(runner: Runner) -> None:
    """The nation has 卫生健康 lead 签约服务; in 南充 民政 leads, and 卫生健康 has no part in it."""
    columns = "finding task_id agency_name evidence_id explanation"
    (row,) = ask(runner, "lint", columns, policy="南府办发〔2020〕20号")
    assert row[:4] == ("function_missing", "t-nc1", "国家卫生健康委员会", "d-nc20:100-110")
    assert "卫生健康" in row[4]
    assert "关于深入推进医养结合发展的若干意见" in row[4]


def test_lint_of_clauses_that_name_nobody() -> None:
    """Only in a text whose other clauses mostly say who does them."""
    evidence = dict.fromkeys(("document_id", "span_start", "span_end", "quote", "evidence_id"), 0)
    clause = {"task_id": "t", "kind": "narrative", **evidence}
    assert [(f["finding"], f["severity"]) for f in forgotten(clause, {})] == [("no_agency", "note")]
    assert list(forgotten(clause, {"joint": [{"agency_id": "甲"}]})) == []
    assert list(forgotten({**clause, "kind": "table"}, {})) == []  # of a table it is a warning anyway


@pytest.mark.parametrize(
    ("kind", "roles", "expected"),
    [
        ("table", {"lead": "甲", "cooperate": "乙丙"}, []),
        ("table", {"joint": "甲"}, []),  # one responsible unit needs no lead
        ("table", {"joint": "甲甲"}, []),
        ("table", {"joint": "甲乙"}, [("no_lead", "warning")]),
        ("narrative", {"joint": "甲乙"}, [("no_lead", "note")]),
        ("narrative", {"cooperate": "甲"}, [("no_lead", "warning")]),
        ("table", {"lead": "甲乙", "joint": "丙"}, [("several_leads", "warning")]),
        ("table", {"lead": "甲", "joint": "乙丙"}, []),
        ("table", {}, [("no_agency", "warning")]),
        ("table", {"supervise": "甲"}, []),
        ("narrative", {}, []),
    ],
)
def test_lint_of_leads(kind: str, roles: dict[str, str], expected: list[tuple[str, str]]) -> None:
    evidence = dict.fromkeys(("document_id", "span_start", "span_end", "quote", "evidence_id"), 0)
    parties = {
        role: [{"agency_id": name, "agency_name": name, "place": n, "span_start": n} for n, name in enumerate(names)]
        for role, names in roles.items()
    }
    found = leading({"task_id": "t", "kind": kind, **evidence}, parties)
    assert [(f["finding"], f["severity"]) for f in found] == expected


@pytest.mark.parametrize(
    ("issued_on", "since", "until", "expected"),
    [
        ("2016-11-17", "2019-01-01", "", 1),
        ("2019-01-01", "2019-01-01", "", 0),
        ("2019", "2019-05-01", "", 0),  # a year may be after it
        ("2018", "2019-05-01", "", 1),
        ("2019-06-01", "", "2018-12-31", 1),
        ("2018-12-31", "", "2018-12-31", 0),
        ("2018-12", "", "2018-12-31", 0),
        ("2019-01", "", "2018-12-31", 1),
        ("", "2019-01-01", "2020-01-01", 0),  # undated: nothing can be said
        ("2019-06-01", "", "", 0),
    ],
)
def test_lint_of_agencies_out_of_time(issued_on: str, since: str, until: str, expected: int) -> None:
    party: dict[str, object] = {"valid_from": since, "valid_to": until, "agency_name": "甲局", "task_id": "t"}
    party |= {"document_id": "d", "span_start": 0, "span_end": 2, "quote": "甲局", "evidence_id": "d:0-2"}
    assert len(list(out_of_time(party, issued_on))) == expected
