"""`agencies=lineage` over a function that went from bodies that live on: 医保 and nothing else, and why."""

from __future__ import annotations

from itertools import count

import pytest

from graph.batch import GraphBatch, Row
from queries.run import Runner
from tests.engines import ENGINES, Engines
from tests.queries.asking import ask
from tests.queries.matcher import WorldMatcher
from tests.queries.world import at

LABOUR, INSURANCE, OLD, NEW, FINANCE, CIVIL = BODIES = (
    "411700:驻马店市人力资源和社会保障局", "411700:驻马店市医疗保障局", "411700:驻马店市卫生和计划生育委员会",
    "411700:驻马店市卫生健康委员会", "411700:驻马店市财政局", "411700:驻马店市民政局",
)  # fmt: skip
REFORM = "深化党和国家机构改革方案"
SUCCESSIONS = [  # former, heir, since, function, what moved
    (LABOUR, INSURANCE, "2018-05", "insure", "医保、医疗保险"),
    (CIVIL, INSURANCE, "2018-05", "insure", "医疗救助"),
    (OLD, INSURANCE, "2018-05", "insure", "新农合"),
    (OLD, NEW, "2018-03", "health", ""),
]
PERFORMS = [
    (CIVIL, "civil"),
    (LABOUR, "work"),
    (INSURANCE, "insure"),
    (OLD, "health"),
    (NEW, "health"),
    (FINANCE, "money"),
]
FUNCTIONS = ("work", "insure", "health", "money", "civil")
ISSUED = {"p16": "2016-11-17", "p18": "2018", "p19": "2019-12", "p20": "2020-04-23", "p0": ""}
TASKS: dict[str, tuple[str, str, dict[str, tuple[str, ...]]]] = {  # policy, text, agencies by role
    "t-fund": (
        "p16",
        "完善医疗保险支付办法，把康复项目纳入医保",
        {"LEADS": (LABOUR,), "COOPERATES_ON": (FINANCE, CIVIL)},
    ),
    "t-jobs": ("p16", "扩大养老护理员就业", {"LEADS": (LABOUR,), "COOPERATES_ON": (FINANCE,)}),
    "t-rural": ("p16", "提高新农合报销比例", {"LEADS": (OLD,), "COOPERATES_ON": (FINANCE,)}),
    "t-both": ("p16", "推进医保和新农合异地结算", {"LEADS": (LABOUR,), "COOPERATES_ON": (OLD,)}),
    "t-named": ("p18", "落实医保待遇", {"LEADS": (LABOUR,), "COOPERATES_ON": (INSURANCE,)}),
    "t-organ": ("p16", "会同医保经办机构培训护理员", {"LEADS": (LABOUR,)}),
    "t-late": ("p19", "发放含医保功能的社会保障卡", {"LEADS": (LABOUR,)}),
    "t-undated": ("p0", "落实医保政策", {"LEADS": (LABOUR,)}),
    "t-now": ("p20", "动态调整医保目录", {"LEADS": (INSURANCE,), "COOPERATES_ON": (NEW,)}),
    "t-price": ("p20", "调整服务价格", {"LEADS": (INSURANCE,)}),
}


def _world() -> GraphBatch:
    batch, starts = GraphBatch(), count(100, 100)
    batch.node("Region", {"id": "411700", "code": "411700", "name": "河南省驻马店市", "level": "prefecture"})
    for key in BODIES:
        ended = "2018-12" if key == OLD else ""
        row: Row = {"id": key, "name": key[7:], "kind": "body", "level": "prefecture", "region_id": "411700"}
        batch.node("Agency", {**row, "valid_from": "", "valid_to": ended, "resolved": True, "candidates": []})
    for function in FUNCTIONS:
        batch.node("Function", {"id": function, "name": f"条线{function}", "name_en": function})
    for body, function in PERFORMS:
        batch.edge("PERFORMS", "Agency", body, "Function", function, {})
    for former, heir, since, function, matter in SUCCESSIONS:
        row = {"since": since, "basis": REFORM, "function": function, "matter": matter}
        batch.edge("SUCCEEDED_BY", "Agency", former, "Agency", heir, row)
    for key, issued in ISSUED.items():
        batch.node("Document", {"id": f"d-{key}", "title": key, "kind": "policy"})
        row = {"id": key, "title": key, "issued_on": issued, "held": True, "basis": "text", "domains": []}
        batch.node("Policy", row)
        batch.edge("ATTESTS", "Document", f"d-{key}", "Policy", key, {"role": "text", "rank": 1})
        batch.edge("APPLIES_TO", "Policy", key, "Region", "411700", {"basis": "issuer", "confidence": 1.0})
    for position, (key, (policy, text, roles)) in enumerate(TASKS.items()):
        place = at(f"d-{policy}", next(starts), text)
        batch.node("Task", {"id": key, "text": text, "kind": "narrative", "position": position, **place})
        batch.edge("CONTAINS", "Policy", policy, "Task", key, {"basis": "text"})
        for role, bodies in roles.items():
            for body in bodies:
                place = at(f"d-{policy}", next(starts), body[7:])
                batch.edge(role, "Agency", body, "Task", key, {**place, "as_written": body[7:], "place": 0})
    return batch


@pytest.fixture(params=ENGINES)
def moved(engines: Engines, request: pytest.FixtureRequest) -> Runner:
    return Runner(engines.loaded(request.param, "moved-1", _world), WorldMatcher())


def _tasks(runner: Runner, agency: str) -> list[tuple[str, str]]:
    rows = ask(runner, "agency_tasks", "task_id agency_id", agency=agency, agencies="lineage")
    return [(str(task), str(body)) for task, body in rows]


def test_the_heir_has_its_forerunners_tasks_of_that_function(moved: Runner) -> None:
    assert sorted(_tasks(moved, INSURANCE)) == sorted(
        [
            ("t-now", INSURANCE),
            ("t-price", INSURANCE),
            ("t-named", INSURANCE),  # not once more as 人社局's: the text knows both
            ("t-fund", LABOUR),
            ("t-both", LABOUR),
            ("t-both", OLD),
            ("t-rural", OLD),
        ]
    )


def test_the_forerunner_lives_on_with_the_heirs_tasks_of_that_function(moved: Runner) -> None:
    own = {task for task, (_, _, roles) in TASKS.items() if LABOUR in roles["LEADS"]}
    assert set(_tasks(moved, LABOUR)) == {*((task, LABOUR) for task in own), ("t-now", INSURANCE)}
    assert ("t-rural", OLD) not in _tasks(moved, LABOUR)  # they share an heir, no more


def test_as_named_is_the_one_body(moved: Runner) -> None:
    rows = ask(moved, "agency_tasks", "task_id agency_id moved", agency=INSURANCE)
    assert sorted(rows) == [(task, INSURANCE, None) for task in ("t-named", "t-now", "t-price")]


def test_it_is_said_why(moved: Runner) -> None:
    why = dict(ask(moved, "agency_tasks", "task_id moved", agency=INSURANCE, agencies="lineage"))
    assert why["t-fund"] == (
        "条线insure职能自2018-05由驻马店市人力资源和社会保障局划入驻马店市医疗保障局"
        "（深化党和国家机构改革方案）；任务中的词：医疗保险、医保"
    )
    assert why["t-now"] is None


def test_pairs_stand_for_the_heir_of_the_function(moved: Runner) -> None:
    pairs = ask(moved, "co_responsibility", "lead_id partner_id tasks moved", agencies="lineage")
    told = {(lead, partner): (tasks, bool(why)) for lead, partner, tasks, why in pairs}
    assert told == {
        (INSURANCE, FINANCE): (2, True),  # t-fund, t-rural
        (LABOUR, FINANCE): (1, False),  # t-jobs
        (INSURANCE, CIVIL): (1, True),  # 民政 had 医疗救助 to give, not 医保
        (INSURANCE, NEW): (2, True),  # t-both: 卫计委 has an heir of its own; t-now
        (LABOUR, INSURANCE): (1, False),  # t-named
    }
    named = ask(moved, "co_responsibility", "lead_id partner_id moved")
    assert (LABOUR, FINANCE, None) in named
    assert (OLD, FINANCE, None) in named
