"""policy_tasks, search_tasks, targets, similar, on the world."""

from __future__ import annotations

import pytest

from graph.errors import UnknownName, UsageError
from queries.content.similar import key_words
from queries.run import Runner
from tests.queries.asking import ask


def test_tasks_of_a_policy_in_printed_order_with_names_in_listed_order(runner: Runner) -> None:
    columns = "task_id number kind chapter heading text leads cooperates joint deadline evidence_id"
    both = ["驻马店市民政局", "驻马店市卫生和计划生育委员会"]
    assert ask(runner, "policy_tasks", columns, policy="驻马店市医养结合实施意见") == [
        ("t-z1", "1", "table", "重点任务", "签约", "推进家庭医生签约服务", both, ["驻马店市财政局"], [],
         None, "d-zmd:100-110"),
        ("t-z2", "2", "table", "重点任务", "绿色通道", "建设老年人就医绿色通道", [], [],
         ["驻马店市民政局", "驻马店市财政局", "有关部门"], "2018年底", "d-zmd:700-711"),
        ("t-z3", "3", "table", None, None, "落实属地责任", [], [], [], None, "d-zmd:1200-1206"),
        ("t-z4", "4", "table", None, None, "保障经费投入", [], ["驻马店市财政局"], [], None, "d-zmd:1500-1506"),
        ("t-z5", "5", "table", None, None, "开展宣传", [], [], [], None, "d-zmd:1700-1704"),
        ("t-z6", "6", "narrative", None, None, "营造良好氛围", [], [], [], None, "d-zmd:1800-1806"),
    ]  # fmt: skip


def test_a_policy_that_is_only_cited_has_no_tasks(runner: Runner) -> None:
    assert ask(runner, "policy_tasks", "task_id", policy="国办发〔2015〕84号") == []


def test_search_needs_every_word_in_text_or_heading(runner: Runner) -> None:
    assert ask(runner, "search_tasks", "task_id region_name issued_on", text="签约 推") == [
        ("t-z1", "河南省驻马店市", "2016-11-17"),
        ("t-zone1", "吉林省吉林市江北开发区", "2018-01-01"),
        ("t-gd", "广东省", "2018-01-15"),
        ("t-n1", "全国", None),  # by date, undated last
    ]
    assert ask(runner, "search_tasks", "task_id", text="保险") == [("t-jl2",)]
    assert ask(runner, "search_tasks", "task_id", text="旅游 签约") == []


def test_search_in_a_region_or_level(runner: Runner) -> None:
    assert ask(runner, "search_tasks", "task_id", text="签约", region="南充") == [("t-nc1",), ("t-nc21",)]
    assert ask(runner, "search_tasks", "task_id", text="通道", levels=["county", "省"]) == [
        ("t-hlj17",),
        ("t-yc",),
        ("t-tj",),
    ]


def test_a_task_of_a_joint_policy_is_one_row_with_both_regions(runner: Runner) -> None:
    assert ask(runner, "search_tasks", "task_id region_name", text="共建") == [("t-joint", "吉林省、黑龙江省")]
    for region in ("吉林省", "黑龙江省"):
        assert ask(runner, "search_tasks", "task_id", text="共建", region=region) == [("t-joint",)]


def test_hostile_search_text_is_only_text(runner: Runner) -> None:
    assert ask(runner, "search_tasks", "task_id", text="') MATCH (n) DETACH DELETE n //") == []
    assert ask(runner, "search_tasks", "task_id", text=".*") == []
    assert len(ask(runner, "search_tasks", "task_id", text="签约")) == 10


def test_targets_of_all_kinds_once_each(runner: Runner) -> None:
    columns = "region_name level policy_id comparator value value_max unit year kind per every scope evidence_id"
    assert ask(runner, "targets", columns, indicator="养老床位") == [
        ("四川省南充市", "prefecture", "南府办发〔2020〕20号", ">=", 35.0, None, "张", 2022, "target",
         "千名老年人", None, None, "d-nc20:600-611"),
        ("四川省南充市", "prefecture", "南府办发〔2020〕20号", "=", 28.5, None, "张", 2019, "baseline",
         "千名老年人", None, None, "d-nc20:800-811"),
        # Also an edge from its task: still one row.
        ("河南省驻马店市", "prefecture", "驻政办〔2016〕142号", ">=", 30.0, None, "张", 2020, "target",
         "千名老年人", None, None, "d-zmd:2300-2311"),
    ]  # fmt: skip


def test_targets_by_region_and_domain(runner: Runner) -> None:
    columns = "indicator comparator value value_max"
    assert ask(runner, "targets", columns, region="吉林省") == [("护理型床位占比", "range", 30.0, 40.0)]
    assert ask(runner, "targets", columns, domain="wenlv") == [("游客人次", ">", 8.0, None)]
    assert ask(runner, "targets", columns, region="吉林省", domain="wenlv") == []
    assert len(ask(runner, "targets", columns)) == 6


def test_nearest_clauses_elsewhere(runner: Runner) -> None:
    rows = ask(runner, "similar", "task_id similarity region_name edit", task="t-z1", limit="3")
    assert len(rows) == 3
    assert rows[0][0] == "t-n1"  # holds all its words
    assert rows[0][3] == [
        {"op": "insert", "a": "", "b": "记者获悉将"},
        {"op": "equal", "a": "推进家庭医生签约服务", "b": "推进家庭医生签约服务"},
    ]
    similarities = [row[1] for row in rows]
    assert similarities == sorted(similarities, reverse=True)
    assert all(0 < s < 1 for s in similarities)
    everything = ask(runner, "similar", "task_id", task="t-z1")
    assert not {t for (t,) in everything} & {"t-z1", "t-z2", "t-z3"}  # not of its own policy
    assert ("t-hen",) not in everything


def test_similar_needs_a_known_task_and_a_positive_limit(runner: Runner) -> None:
    with pytest.raises(UnknownName, match="no task"):
        runner.answer("similar", {"task": "t-unknown"})
    with pytest.raises(UsageError, match="not positive"):
        runner.answer("similar", {"task": "t-z1", "limit": 0})


def test_key_words_come_from_all_over_a_long_text() -> None:
    text = "，".join(f"第{c}项建设养老服务设施{c}处" for c in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未")
    words = key_words(text)
    assert 8 <= len(words) <= 16
    assert all(2 <= len(w) <= 4 and w in text for w in words)
    assert key_words("A1b2") == []
