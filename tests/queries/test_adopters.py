"""adopters on the world: CONTRACT §4, row by row, written from the contract."""

from __future__ import annotations

from queries.run import Runner
from tests.queries.asking import ask, one

NATION, JL, ZMD, ZONE = "全国", "吉林省", "河南省驻马店市", "吉林省吉林市江北开发区"


def test_states_of_every_region_held(runner: Runner) -> None:
    """All four states; a region is listed as soon as anything is held of it (四川省 is only cited: not listed)."""
    assert ask(runner, "adopters", "region_code region_name level state basis", measure="m-sign") == [
        ("000000", NATION, "national", "adopted", "report"),  # known by a newspaper only
        ("120000", "天津市", "province", "not_observable", None),  # a digest cannot show that something is absent
        ("220000", JL, "province", "adopted", "text"),
        ("230000", "黑龙江省", "province", "absent", "text"),
        ("350000", "福建省", "province", "not_observable", None),  # a report without it says nothing
        ("410000", "河南省", "province", "not_observable", None),  # only a text of another domain
        ("440000", "广东省", "province", "absent", "text"),  # expired and not renewed
        ("220200", "吉林省吉林市", "prefecture", "adopted", "text"),
        ("411700", ZMD, "prefecture", "adopted", "text"),
        ("511300", "四川省南充市", "prefecture", "adopted", "text"),
        (None, ZONE, "prefecture", "absent", "text"),  # repealed by an undated text
        ("411702", "河南省驻马店市驿城区", "county", "not_observable", None),  # a truncated text
    ]


def test_first_dates(runner: Runner) -> None:
    assert ask(runner, "adopters", "region_name first_on first_on_basis", measure="m-sign") == [
        (NATION, None, None),  # a report gives no date
        ("天津市", None, None),
        (JL, "2015-05", "印发日期"),  # the expired pilot was first
        ("黑龙江省", None, None),
        ("福建省", None, None),
        ("河南省", None, None),
        ("广东省", "2018-01-15", "成文日期"),
        ("吉林省吉林市", None, "undated"),  # adopted, flagged, never first
        (ZMD, "2016-11-17", "成文日期"),
        ("四川省南充市", "2020-04-23", "印发日期"),  # the weaker one of 2020; the full one says only 2021
        (ZONE, "2018-01-01", "成文日期"),
        ("河南省驻马店市驿城区", None, None),
    ]


def test_what_was_searched_what_lapsed_and_what_covers(runner: Runner) -> None:
    rows = ask(runner, "adopters", "region_name searched lapsed_on covered_by", measure="m-sign")
    assert rows == [
        (NATION, [], None, []),
        ("天津市", [], None, [NATION]),
        (JL, ["吉政办发〔2019〕43号"], None, [NATION]),
        ("黑龙江省", ["黑政发〔2021〕9号"], None, [NATION]),
        ("福建省", [], None, [NATION]),
        ("河南省", [], None, [NATION]),
        ("广东省", [], "2020-12-31", [NATION]),
        ("吉林省吉林市", ["policy-jlcity"], None, [JL, NATION]),
        (ZMD, ["驻政办〔2016〕142号"], None, [NATION]),
        ("四川省南充市", ["policy-nc21", "南府办发〔2020〕20号"], None, [NATION]),
        (ZONE, ["policy-zone2"], None, ["吉林省吉林市", JL, NATION]),  # when it was repealed is not known
        ("河南省驻马店市驿城区", [], None, [ZMD, NATION]),
    ]


def test_the_clause_shown_is_the_strongest_then_the_earliest(runner: Runner) -> None:
    columns = "policy_id policy_title task_id modality score evidence_id quote measure_id measure_name"
    assert one(runner, "adopters", {"region_name": JL}, columns, measure="家庭医生签约服务") == (
        "吉政办发〔2019〕43号", "吉林省医养结合实施意见", "t-jl1", "must", 0.95,
        "d-jl19:400-412", "全面开展家庭医生签约服务", "m-sign", "家庭医生签约服务",
    )  # fmt: skip
    # Two clauses of one task: the adopted one, though the weaker one has the better score.
    assert one(runner, "adopters", {"region_name": ZMD}, "score modality evidence_id", measure="m-sign") == (
        0.9, "must", "d-zmd:500-510",
    )  # fmt: skip
    # An absence has no clause; a lapsed adoption still shows the words that have lapsed.
    assert one(runner, "adopters", {"region_code": "230000"}, columns, measure="m-sign") == (
        *[None] * 7, "m-sign", "家庭医生签约服务",
    )  # fmt: skip
    assert one(runner, "adopters", {"region_code": "440000"}, columns, measure="m-sign")[:6] == (
        "粤府办〔2018〕3号", "广东省签约服务办法", "t-gd", None, None, "d-gd:200-210",
    )  # fmt: skip


def test_a_repealed_adoption_is_absent_since_the_new_text_came_into_force(runner: Runner) -> None:
    where, columns = {"region_code": "230000"}, "state basis first_on lapsed_on searched"
    assert one(runner, "adopters", where, columns, measure="m-green") == (
        "absent", "text", "2017-03-01", "2021-06-01", ["黑政发〔2021〕9号"],
    )  # fmt: skip
    # Issued on 28 May, in force from 1 June: until then the old text holds.
    assert one(runner, "adopters", where, columns, measure="m-green", as_of="2021-05-31") == (
        "adopted", "text", "2017-03-01", None, ["黑政发〔2017〕5号"],
    )  # fmt: skip
    assert one(runner, "adopters", where, columns, measure="m-green", as_of="2017-02")[0] == "not_observable"


def test_validity_covers_its_last_day(runner: Runner) -> None:
    where = {"region_code": "440000"}
    assert one(runner, "adopters", where, "state lapsed_on", measure="m-sign", as_of="2020-12-31") == ("adopted", None)
    assert one(runner, "adopters", where, "state lapsed_on", measure="m-sign", as_of="2021-01-01") == (
        "absent", "2020-12-31",
    )  # fmt: skip
    # Valid to 2018 means the whole of 2018.
    pilot = {"region_code": "220000"}
    assert one(runner, "adopters", pilot, "state modality", measure="m-sign", as_of="2018") == (
        "adopted_modified", "pilot",
    )  # fmt: skip
    # Expired, and the renewal of December 2019 is not there yet.
    assert one(runner, "adopters", pilot, "state lapsed_on first_on", measure="m-sign", as_of="2019-06") == (
        "absent", "2018", "2015-05",
    )  # fmt: skip


def test_a_policy_counts_from_the_day_it_comes_into_force(runner: Runner) -> None:
    where = {"region_code": "511300"}
    assert one(runner, "adopters", where, "state", measure="m-sign", as_of="2020-04-30") == ("not_observable",)
    assert one(runner, "adopters", where, "state first_on", measure="m-sign", as_of="2020-05-01") == (
        "adopted_modified", "2020-04-23",
    )  # fmt: skip
    assert one(runner, "adopters", where, "state", measure="m-sign", as_of="2021-01-01") == ("adopted",)


def test_a_digest_shows_what_it_has_and_a_truncated_text_too(runner: Runner) -> None:
    assert one(runner, "adopters", {"region_code": "120000"}, "state basis first_on searched", measure="m-green") == (
        "adopted", "text", "2019-03-03", [],
    )  # fmt: skip
    assert one(runner, "adopters", {"region_code": "411702"}, "state basis searched", measure="m-green") == (
        "adopted_modified", "text", [],
    )  # fmt: skip


def test_one_policy_of_two_regions_counts_in_both(runner: Runner) -> None:
    rows = ask(runner, "adopters", "region_name state policy_id", measure="m-tour", levels=["province"])
    assert [r for r in rows if r[1] != "not_observable"] == [
        ("吉林省", "adopted", "policy-joint"),
        ("黑龙江省", "adopted", "policy-joint"),
        ("河南省", "adopted", "豫政〔2018〕1号"),
    ]


def test_domain_says_where_silence_counts(runner: Runner) -> None:
    """In 旅游 it is 河南 that is silent on 签约, and 黑龙江's text on 医养结合 says nothing about it."""
    assert one(runner, "adopters", {"region_code": "410000"}, "state searched", measure="m-sign", domain="wenlv") == (
        "absent", ["豫政〔2018〕1号"],
    )  # fmt: skip
    assert one(runner, "adopters", {"region_code": "220200"}, "state", measure="m-ltc", domain="wenlv") == (
        "not_observable",
    )  # fmt: skip


def test_an_adoption_of_no_known_region_is_told(runner: Runner) -> None:
    for name, params in (
        ("adopters", {"measure": "m-sign"}),
        ("adopters", {"measure": "家庭医生签约"}),
        ("first_adopters", {"measure": "m-sign"}),
        ("adoption_matrix", {"domain": "yiyang"}),
    ):
        (note,) = runner.answer(name, params).meta["notes"]
        assert "policy-nowhere" in note
    assert "notes" not in runner.answer("adopters", {"measure": "m-green"}).meta


def test_levels_choose_rows_and_do_not_change_them(runner: Runner) -> None:
    every = ask(runner, "adopters", "region_name level state covered_by", measure="m-sign")
    some = ask(runner, "adopters", "region_name level state covered_by", measure="m-sign", levels=["市", "county"])
    assert some == [r for r in every if r[1] in ("prefecture", "county")]
    assert some


def test_any_phrase_is_a_measure(runner: Runner) -> None:
    """The same states as the catalogue, through the matcher; its domain is where it is found."""
    by_phrase = ask(runner, "adopters", "region_name state basis first_on", measure="家庭医生签约")
    by_name = ask(runner, "adopters", "region_name state basis first_on", measure="m-sign")
    assert by_phrase == by_name
    columns = "measure_id measure_name quote score"
    assert one(runner, "adopters", {"region_name": JL}, columns, measure="家庭医生签约") == (
        "phrase:家庭医生签约", "家庭医生签约", "家庭医生签约", 0.75,
    )  # fmt: skip


def test_a_phrase_found_nowhere_is_not_called_absent(runner: Runner) -> None:
    answer = runner.answer("adopters", {"measure": "量子养老"})
    assert {row["state"] for row in answer.rows} == {"not_observable"}
    assert "量子养老" in answer.meta["notes"][0]
    told = ask(runner, "adopters", "region_name state", measure="量子养老", domain="yiyang")
    assert ("吉林省", "absent") in told
    assert ("天津市", "not_observable") in told
