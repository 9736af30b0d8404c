"""Many measures at once: matrix, evidence, gaps, first adopters, comparison, catalogue."""

from __future__ import annotations

import pytest

from graph.errors import AmbiguousName, UnknownName, UsageError
from queries.adoption.task_phrases import phrase_of
from queries.run import Runner
from tests.queries.asking import ask, one


def test_matrix_agrees_with_adopters_in_every_cell(runner: Runner) -> None:
    columns = "region_code region_name level state basis first_on policy_id evidence_id lapsed_on"
    matrix = ask(runner, "adoption_matrix", "measure_id " + columns)
    measures = list(dict.fromkeys(row[0] for row in matrix))
    assert measures == ["m-sign", "m-green", "m-ltc", "m-none", "m-tour"]  # in the order of the catalogue
    for measure in measures:
        assert [row[1:] for row in matrix if row[0] == measure] == ask(runner, "adopters", columns, measure=measure)


def test_matrix_of_a_domain_of_chosen_measures_and_of_phrases(runner: Runner) -> None:
    of_domain = ask(runner, "adoption_matrix", "measure_id", domain="wenlv")
    assert {m for (m,) in of_domain} == {"m-tour"}
    chosen = ask(
        runner, "adoption_matrix", "measure_name region_name state", levels=["county"],
        measures=["绿色通道", "m-sign", "m-none"],
    )  # fmt: skip
    assert chosen == [
        ("绿色通道", "河南省驻马店市驿城区", "adopted"),  # the matcher of these tests knows only 鼓励 and 试点 as weak
        ("家庭医生签约服务", "河南省驻马店市驿城区", "not_observable"),
        ("无人采取的措施", "河南省驻马店市驿城区", "not_observable"),
    ]
    only_phrases = ask(runner, "adoption_matrix", "measure_id", measures=["绿色通道"])
    assert {m for (m,) in only_phrases} == {"phrase:绿色通道"}


def test_a_measure_nobody_has_is_absent_or_not_observable(runner: Runner) -> None:
    states = dict(ask(runner, "adoption_matrix", "region_name state", measures=["m-none"]))
    assert states["吉林省"] == states["广东省".replace("广东", "黑龙江")] == "absent"
    assert states["广东省"] == states["全国"] == states["河南省驻马店市驿城区"] == "not_observable"


def test_evidence_lists_every_clause_that_counts(runner: Runner) -> None:
    columns = "region_name policy_id source state basis modality score why task_id evidence_id"
    assert ask(runner, "measure_evidence", columns, measure="m-sign", levels=["prefecture"]) == [
        ("吉林省吉林市", "policy-jlcity", "d-jlcity.txt", "adopted", "text", "should", 0.9, "用语", "t-jlcity",
         "d-jlcity:200-210"),
        ("河南省驻马店市", "驻政办〔2016〕142号", "d-zmd.txt", "adopted", "text", "must", 0.9, "用语", "t-z1",
         "d-zmd:500-510"),
        ("河南省驻马店市", "驻政办〔2016〕142号", "d-zmd.txt", "adopted_modified", "text", "encourage", 0.99, "用语",
         "t-z1", "d-zmd:600-610"),
        ("四川省南充市", "南府办发〔2020〕20号", "d-nc20.txt", "adopted_modified", "text", "encourage", 0.9, "用语",
         "t-nc1", "d-nc20:300-310"),
        ("四川省南充市", "policy-nc21", "d-nc21.txt", "adopted", "text", "must", 0.9, "用语", "t-nc21",
         "d-nc21:200-212"),
        ("吉林省吉林市江北开发区", "policy-zone1", "d-zone1.txt", "adopted", "text", "must", 0.9, "用语", "t-zone1",
         "d-zone1:200-210"),
    ]  # fmt: skip


def test_evidence_of_one_region_and_of_a_phrase(runner: Runner) -> None:
    columns = "region_name basis task_id"
    assert ask(runner, "measure_evidence", columns, measure="m-sign", region="000000") == [("全国", "report", "t-n1")]
    assert ask(runner, "measure_evidence", columns, measure="m-sign")[-1] == (None, "text", "t-nowhere")
    assert ask(runner, "measure_evidence", columns, measure="绿色通道", region="驻马店市") == [
        ("河南省驻马店市", "text", "t-z2")
    ]
    assert ask(runner, "measure_evidence", columns, measure="m-sign", region="河南省") == []


def test_gaps_against_the_nearest_region_above_that_has_measures(runner: Runner) -> None:
    """南充's province is only cited, so the nation: of its two measures 南充 has one."""
    columns = "measure_id parent_policy_id parent_title state searched evidence_id"
    assert ask(runner, "gaps", columns, region="南充") == [
        ("m-green", "国卫老龄发〔2019〕60号", "关于深入推进医养结合发展的若干意见", "absent",
         ["policy-nc21", "南府办发〔2020〕20号"], "d-news:400-415"),
    ]  # fmt: skip
    assert ask(runner, "gaps", "measure_id state", region="福建省") == [
        ("m-sign", "not_observable"),
        ("m-green", "not_observable"),
    ]
    # 吉林市: its province has three, of which it has one.
    assert ask(runner, "gaps", "measure_id state", region="吉林省吉林市") == [
        ("m-tour", "not_observable"),
        ("m-ltc", "absent"),
    ]


def test_gaps_against_a_named_region_a_policy_or_the_peers(runner: Runner) -> None:
    columns = "measure_id parent_policy_id state"
    assert ask(runner, "gaps", columns, region="511300", parent="驻马店") == [
        ("m-green", "驻政办〔2016〕142号", "absent")
    ]
    assert ask(runner, "gaps", columns, region="230000", parent="吉政办发[2019]43号") == [
        ("m-sign", "吉政办发〔2019〕43号", "absent"),
        ("m-ltc", "吉政办发〔2019〕43号", "absent"),
    ]
    assert ask(runner, "gaps", columns, region="220200", parent="peers") == [
        ("m-green", "驻政办〔2016〕142号", "absent")
    ]


def test_gaps_of_a_lapsed_adoption_and_of_a_region_of_which_nothing_is_held(runner: Runner) -> None:
    assert ask(runner, "gaps", "measure_id state lapsed_on", region="广东省") == [
        ("m-sign", "absent", "2020-12-31"),
        ("m-green", "not_observable", None),
    ]
    assert ask(runner, "gaps", "measure_id state", region="四川省", parent="000000") == [
        ("m-sign", "not_observable"),
        ("m-green", "not_observable"),
    ]


def test_gaps_without_anything_above_say_so(runner: Runner) -> None:
    answer = runner.answer("gaps", {"region": "000000"})
    assert answer.rows == []
    assert "parent" in answer.meta["notes"][0]


def test_gaps_parent_must_be_known(runner: Runner) -> None:
    with pytest.raises(AmbiguousName):
        runner.answer("gaps", {"region": "511300", "parent": "吉林"})
    with pytest.raises(UnknownName):
        runner.answer("gaps", {"region": "511300", "parent": "无此文件的名称"})


def test_first_adopters_in_order_with_coverage_beside_each(runner: Runner) -> None:
    columns = "place region_name first_on state policy_id held unseen_at_least undecided evidence_id"
    assert ask(runner, "first_adopters", columns, measure="m-sign") == [
        # 吉政办发 2015: 7 at least, 1 held; 2019: 43 at least, 1 held. Provinces that may be earlier: 天津, 福建, 河南.
        (1, "吉林省", "2015-05", "adopted", "吉政办发〔2015〕7号", 2, 48, 3, "d-jl15:200-210"),
        (2, "广东省", "2018-01-15", "absent", "粤府办〔2018〕3号", 1, 2, 3, "d-gd:200-210"),
        # 驻政办 2016: 142 at least, 1 held (number 7 is only cited). 吉林市 has an undated text.
        (1, "河南省驻马店市", "2016-11-17", "adopted", "驻政办〔2016〕142号", 1, 141, 1, "d-zmd:500-510"),
        (2, "吉林省吉林市江北开发区", "2018-01-01", "absent", "policy-zone1", 2, 0, 1, "d-zone1:200-210"),
        (3, "四川省南充市", "2020-04-23", "adopted", "南府办发〔2020〕20号", 2, 19, 1, "d-nc20:300-310"),
    ]


def test_first_adopters_of_a_phrase(runner: Runner) -> None:
    assert ask(runner, "first_adopters", "place region_name first_on", measure="绿色通道", domain="yiyang") == [
        (1, "黑龙江省", "2017-03-01"),
        (2, "天津市", "2019-03-03"),
        (1, "河南省驻马店市", "2016-11-17"),
        (1, "河南省驻马店市驿城区", "2017-06-30"),
    ]


def test_catalogue_with_how_far_each_measure_has_spread(runner: Runner) -> None:
    columns = (
        "measure_id domain adopted adopted_modified absent not_observable first_on first_region last_on last_region"
    )
    assert ask(runner, "measures", columns, domain="yiyang") == [
        ("m-sign", "yiyang", 5, 0, 3, 4, "2015-05", "吉林省", "2020-04-23", "四川省南充市"),
        ("m-green", "yiyang", 3, 1, 5, 3, "2016-11-17", "河南省驻马店市", "2019-03-03", "天津市"),
        ("m-ltc", "yiyang", 0, 1, 5, 6, "2019-12-20", "吉林省", "2019-12-20", "吉林省"),
        ("m-none", "yiyang", 0, 0, 6, 6, None, None, None, None),
    ]


def test_comparison_of_two_regions(runner: Runner) -> None:
    columns = "aspect finding measure_name value other_value policy_id other_policy_id"
    assert ask(runner, "compare_regions", columns, regions=["411700", "511300"]) == [
        ("measure", "shared", "家庭医生签约服务", "adopted", "adopted", "驻政办〔2016〕142号", "policy-nc21"),
        ("measure", "only_first", "老年人就医绿色通道", "adopted", "absent", "驻政办〔2016〕142号", None),
        ("target", "only_second", "护理型床位占比", None, "30—40%（2025年）", None, "南府办发〔2020〕20号"),
        ("target", "differs", "每千名老年人养老床位数", "≥30张/千名老年人（2020年）", "≥35张/千名老年人（2022年）",
         "驻政办〔2016〕142号", "南府办发〔2020〕20号"),
    ]  # fmt: skip


def test_comparison_shows_both_clauses_word_by_word(runner: Runner) -> None:
    where = {"aspect": "measure", "measure_id": "m-sign"}
    columns = "quote evidence_id other_quote other_evidence_id edit"
    quote, evidence, other, other_evidence, edit = one(
        runner, "compare_regions", where, columns, regions=["411700", "511300"]
    )
    assert (quote, evidence) == ("推进家庭医生签约服务", "d-zmd:500-510")
    assert (other, other_evidence) == ("建立家庭医生签约服务制度", "d-nc21:200-212")
    assert edit == [
        {"op": "replace", "a": "推进", "b": "建立"},
        {"op": "equal", "a": "家庭医生签约服务", "b": "家庭医生签约服务"},
        {"op": "insert", "a": "", "b": "制度"},
    ]


def test_comparison_of_who_leads(runner: Runner) -> None:
    """国家卫生健康委员会 and 吉林省卫生健康委员会 are of one function; 驻马店 adds 民政."""
    where = {"aspect": "lead"}
    columns = "finding measure_id value other_value"
    assert one(runner, "compare_regions", where, columns, regions=["000000", "220000"]) == (
        "shared", "m-sign", "国家卫生健康委员会", "吉林省卫生健康委员会",
    )  # fmt: skip
    assert one(runner, "compare_regions", where, columns, regions=["220000", "411700"]) == (
        "differs", "m-sign", "吉林省卫生健康委员会", "驻马店市民政局、驻马店市卫生和计划生育委员会",
    )  # fmt: skip


def test_comparison_of_three_regions_is_by_pairs_and_knows_what_it_cannot_see(runner: Runner) -> None:
    rows = ask(
        runner, "compare_regions", "aspect finding region_name other_region_name measure_id",
        regions=["220000", "230000", "350000"], domain="yiyang",
    )  # fmt: skip
    assert rows == [
        ("measure", "only_first", "吉林省", "黑龙江省", "m-sign"),
        ("measure", "only_first", "吉林省", "黑龙江省", "m-ltc"),
        ("target", "only_first", "吉林省", "黑龙江省", None),
        ("measure", "not_comparable", "吉林省", "福建省", "m-sign"),
        ("measure", "not_comparable", "吉林省", "福建省", "m-ltc"),
        ("target", "not_comparable", "吉林省", "福建省", None),
    ]


def test_comparison_needs_two_regions(runner: Runner) -> None:
    with pytest.raises(UsageError, match="two regions"):
        runner.answer("compare_regions", {"regions": ["220000"]})


def test_gaps_without_a_catalogue_take_the_tasks_of_the_parent(runner: Runner) -> None:
    answer = runner.answer("gaps", {"region": "350000", "parent": "policy-zone2"})
    assert [(r["measure_id"], r["parent_policy_id"], r["state"], r["quote"]) for r in answer.rows] == [
        ("phrase:加强健康教育", "policy-zone2", "not_observable", "加强健康教育")
    ]
    assert "任务" in answer.meta["notes"][0]
    answer = runner.answer("gaps", {"region": "230000", "parent": "policy-zone2"})
    assert [(r["measure_name"], r["state"]) for r in answer.rows] == [("加强健康教育", "absent")]
    own = ask(runner, "gaps", "measure_name", region="吉林省吉林市江北开发区", parent="policy-zone2")
    assert own == []  # it has that text itself


def test_a_domain_without_measures_says_what_to_do(runner: Runner) -> None:
    for name in ("adoption_matrix", "measures"):
        answer = runner.answer(name, {"domain": "empty"})
        assert answer.rows == []
        assert "measures=" in answer.meta["notes"][0]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("（一）开展家庭医生签约服务。各地要落实。", "开展家庭医生签约服务"),
        ("1. 推进“互联网+”；加强培训", "推进“互联网+”"),
        ("一、（二）3．建立制度", "建立制度"),
        (
            "鼓励养老机构与周边的医疗卫生机构开展多种形式的协议合作，建立健全协作机制，本着互利互惠原则",
            "鼓励养老机构与周边的医疗卫生机构开展多种形式的协议合作",
        ),
        ("长" * 50, "长" * 30),
        ("落实", ""),
        ("", ""),
    ],
)
def test_the_phrase_of_a_task(text: str, phrase: str) -> None:
    assert phrase_of(text) == phrase
