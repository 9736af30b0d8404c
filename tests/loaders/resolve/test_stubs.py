"""Who issued a policy that is only cited: as far as its title or number tells for certain (in our own words)."""

from __future__ import annotations

import pytest

from loaders.resolve.stubs import origin_of

CERTAIN = [
    (["河南省人民政府办公厅关于印发某办法的通知"], "豫政办〔2016〕1号", [], "河南省人民政府办公厅", "title", "410000"),
    (["关于印发某办法的通知"], "豫政办〔2016〕1号", [], "河南省人民政府办公厅", "number", "410000"),
    ([], "国办发〔2015〕84号", [], "国务院办公厅", "number", "000000"),
    ([], "国卫老龄发〔2017〕3号", [], "国家卫生和计划生育委员会", "number", "000000"),
    ([], "国卫老龄发〔2020〕3号", [], "国家卫生健康委员会", "number", "000000"),
    ([], "川办发〔2018〕78号", [], "四川省人民政府办公厅", "number", "510000"),
    ([], "驻政〔2015〕24号", ["411725"], "驻马店市人民政府", "number", "411700"),
    (["省政府办公厅关于救助的意见"], "苏政办发〔2007〕105号", [], "江苏省人民政府办公厅", "number", "320000"),
    (["关于某税的公告"], "财政部2019年76号公告", [], "财政部", "number", ""),
    (["昆明市人民政府关于托育的意见"], None, ["110000"], "昆明市人民政府", "title", "530100"),
]
OPEN = [
    ([], "国卫老龄发〔2018〕3号", [], "000000"),  # the year in which one commission gave way to the other
    ([], "财税〔2019〕20号", [], "000000"),  # two bodies sign together
    ([], "驻政办〔2017〕87号", ["411700"], "411700"),  # 办公室 or 办公厅
    ([], "驻政〔2015〕24号", ["510100"], ""),  # no document of the place says which 驻 it is
    (["处方管理办法"], None, ["410000"], ""),
]


@pytest.mark.parametrize(("titles", "number", "citing", "issuer", "basis", "region"), CERTAIN)
def test_a_certain_issuer(
    titles: list[str], number: str | None, citing: list[str], issuer: str, basis: str, region: str
) -> None:
    origin = origin_of(titles, number, citing)
    assert (origin.issuer, origin.basis, origin.region) == (issuer, basis, region)


@pytest.mark.parametrize(("titles", "number", "citing", "region"), OPEN)
def test_an_open_issuer_says_why(titles: list[str], number: str | None, citing: list[str], region: str) -> None:
    origin = origin_of(titles, number, citing)
    assert origin.issuer == ""
    assert origin.region == region
    assert len(origin.basis) > 10


def test_a_sign_of_several_places_means_the_one_that_the_citing_documents_lie_in() -> None:
    assert origin_of([], "南府办发〔2020〕20号", ["511321"]).region == "511300"
    assert origin_of([], "南府办发〔2020〕20号", ["450102"]).region == "450100"
    assert origin_of([], "南府办发〔2020〕20号", ["511321", "450102"]).region == ""
