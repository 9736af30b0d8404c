"""What a name in a parameter means, and how a wrong one is refused."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import AmbiguousName, UnknownName, UsageError
from graph.store import Rows
from queries.names.regions import RegionBook
from queries.run import Runner


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("511300", "四川省南充市"),
        ("四川省南充市", "四川省南充市"),
        ("南充市", "四川省南充市"),
        ("南充", "四川省南充市"),
        ("四川南充", "四川省南充市"),
        ("四川省南充", "四川省南充市"),
        ("吉林省", "吉林省"),
        ("吉林市", "吉林省吉林市"),
        ("吉林省吉林市", "吉林省吉林市"),
        ("黑龙江", "黑龙江省"),
        ("驿城区", "河南省驻马店市驿城区"),
        ("驻马店市驿城区", "河南省驻马店市驿城区"),
        ("驻马店驿城", "河南省驻马店市驿城区"),
        ("河南驿城区", "河南省驻马店市驿城区"),
        ("北京朝阳", "北京市朝阳区"),
        ("朝阳市", "辽宁省朝阳市"),
        ("全国", "全国"),
        (" 南 充 ", "四川省南充市"),
        ("江北开发区", "吉林省吉林市江北开发区"),
    ],
)
def test_regions_by_code_name_and_part_of_a_name(runner: Runner, text: str, name: str) -> None:
    assert runner.names.regions.find(text).name == name


@pytest.mark.parametrize(
    ("text", "candidates"),
    [("吉林", ("吉林省", "吉林省吉林市")), ("朝阳", ("北京市朝阳区", "辽宁省朝阳市"))],
)
def test_an_ambiguous_region_is_refused_with_its_candidates(
    runner: Runner, text: str, candidates: tuple[str, ...]
) -> None:
    with pytest.raises(AmbiguousName) as refused:
        runner.names.regions.find(text)
    assert refused.value.suggestions == candidates
    assert " or ".join(candidates) in refused.value.message


@pytest.mark.parametrize(("text", "near"), [("南冲市", "四川省南充市"), ("吉林生", "吉林省"), ("黑龙江市", "黑龙江省")])
def test_an_unknown_region_is_refused_with_the_nearest(runner: Runner, text: str, near: str) -> None:
    with pytest.raises(UnknownName) as refused:
        runner.names.regions.find(text)
    assert not isinstance(refused.value, AmbiguousName)
    assert near in refused.value.suggestions
    assert near in refused.value.remedy


@pytest.mark.parametrize("text", ["", "市", "xyz", "999999"])
def test_nonsense_is_no_region(runner: Runner, text: str) -> None:
    with pytest.raises(UnknownName):
        runner.names.regions.find(text)


def _book(regions: list[tuple[Any, ...]], tree: list[tuple[Any, ...]]) -> RegionBook:
    def fetch(part: str) -> Rows:
        if part == "region_tree":
            return [dict(zip(("region_id", "parent_id", "valid_from", "valid_to"), t, strict=True)) for t in tree]
        return [dict(zip(("region_id", "code", "name", "level", "valid_to"), r, strict=True)) for r in regions]

    return RegionBook(fetch)


def test_a_present_region_is_meant_before_an_abolished_one() -> None:
    book = _book(
        [("1@old", "990001", "甲省乙县", "county", "2015-01-01"), ("2", "990002", "甲省丙市乙县", "county", "")], []
    )
    assert book.find("990001").name == "甲省乙县"
    book = _book(
        [
            ("p", "9", "甲省", "province", ""),
            ("1@old", "1", "甲省乙县", "county", "2015"),
            ("1", "1", "甲省乙县", "county", ""),
        ],
        [],
    )
    assert book.find("乙县").id == "1"
    assert book.find("甲省乙县").id == "1"


def test_the_tree_is_that_of_the_day() -> None:
    """重庆 left 四川 in 1997."""
    tree = [("cq", "sc", "", "1997-06-18"), ("cq", "cn", "1997-06-18", ""), ("sc", "cn", "", "")]
    names = [
        ("cn", "0", "全国", "national", ""),
        ("sc", "5", "四川省", "province", ""),
        ("cq", "6", "重庆市", "province", ""),
    ]
    book = _book(names, tree)
    assert book.ancestors("cq", "1990-01-01") == ("sc", "cn")
    assert book.ancestors("cq", "2020-01-01") == ("cn",)
    assert book.ancestors("cq") == ("cn",)
    assert set(book.subtree("sc")) == {"sc"}
    assert set(book.subtree("cn")) == {"cn", "sc", "cq"}


def test_an_abolished_region_keeps_its_last_place_and_a_circle_ends() -> None:
    book = _book([], [("a", "b", "1990", "1999"), ("b", "a", "", ""), ("a", "c", "1999", "2005")])
    assert book.ancestors("a", "2020-01-01") == ("c",)
    assert book.ancestors("b") == ("a", "c")


@pytest.mark.parametrize(
    "text",
    [
        "吉政办发〔2019〕43号",
        "吉政办发[2019]43号",
        "吉政办发（2019）43号",
        "吉政办发〔2019〕第43号",
        "吉林省医养结合实施意见",
        "《吉林省医养结合实施意见》",
        "吉林省医养结合实施",
        "policy-old-jl",
    ],
)
def test_policies_by_number_title_part_and_former_id(runner: Runner, text: str) -> None:
    assert runner.names.policies.find(text).id == "吉政办发〔2019〕43号"


def test_a_part_of_several_titles_is_ambiguous(runner: Runner) -> None:
    with pytest.raises(AmbiguousName) as refused:
        runner.names.policies.find("医养结合实施")
    assert len(refused.value.suggestions) == 3


def test_an_unknown_policy_is_refused_with_the_nearest_title(runner: Runner) -> None:
    with pytest.raises(UnknownName) as refused:
        runner.names.policies.find("吉林省医养融合实施意见")
    assert refused.value.suggestions[0] == "吉林省医养结合实施意见"


def test_domains_by_id_and_name(runner: Runner) -> None:
    assert runner.names.domain("yiyang") == runner.names.domain("医养结合")
    assert runner.names.domain("wenlv").name == "wenlv"  # of the graph, unnamed by the program
    with pytest.raises(UnknownName) as refused:
        runner.names.domain("yiyan")
    assert refused.value.suggestions == ("yiyang",)


def test_an_unknown_question_is_refused_with_the_nearest(runner: Runner) -> None:
    with pytest.raises(UnknownName) as refused:
        runner.answer("adopter")
    assert refused.value.suggestions[0] == "adopters"


def test_an_unknown_parameter_is_refused_with_the_valid_ones(runner: Runner) -> None:
    with pytest.raises(UsageError) as refused:
        runner.answer("adopters", {"measure": "m-sign", "level": "省"})
    assert "did you mean levels?" in refused.value.remedy
    assert "measure, levels, domain, as_of" in refused.value.remedy


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("adopters", {}, "measure is needed"),
        ("adopters", {"measure": "  "}, "measure is needed"),
        ("adopters", {"measure": ["m-sign", "m-green"]}, "given 2 times"),
        ("adopters", {"measure": "m-sign", "as_of": "2020-13"}, "not a date"),
        ("adopters", {"measure": "m-sign", "as_of": "2021-02-29"}, "not a date"),
        ("adopters", {"measure": "m-sign", "as_of": "yesterday"}, "not a date"),
        ("adopters", {"measure": "m-sign", "as_of": "0000"}, "not a date"),
        ("adopters", {"measure": "m-sign", "levels": "village"}, "cannot be 'village'"),
        ("co_responsibility", {"subtree": "perhaps"}, "neither true nor false"),
        ("co_responsibility", {"by": "person"}, "cannot be 'person'"),
        ("similar", {"task": "t-z1", "limit": "many"}, "not a whole number"),
    ],
)
def test_wrong_values_are_refused(runner: Runner, name: str, params: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        runner.answer(name, params)
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("given", "day"),
    [("2020", "2020-12-31"), ("2020-02", "2020-02-29"), ("2020-2-3", "2020-02-03"), (None, "2026-06-30")],
)
def test_a_date_is_its_last_day_and_today_by_default(runner: Runner, given: str | None, day: str) -> None:
    assert runner.answer("adopters", {"measure": "m-sign", "as_of": given}).meta["parameters"]["as_of"] == day


def test_repeated_values_are_one(runner: Runner) -> None:
    answer = runner.answer("adopters", {"measure": "m-sign", "levels": ["省", "province", ""]})
    assert answer.meta["parameters"]["levels"] == ["province"]
