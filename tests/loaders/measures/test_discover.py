"""Proposed measures: what several documents say alike."""

from __future__ import annotations

from loaders.measures.catalogue import read_catalogue
from loaders.measures.discover import discover, proposals_yaml
from tests.loaders.measures.making import make_record

TEXTS = (
    ("推进老旧小区加装电梯，给予每部十万元补助。", "加强绿道建设。"),
    ("支持既有住宅老旧小区加装电梯。", "开展古树名木普查。"),
    ("鼓励老旧小区加装电梯，简化审批手续。", "发展夜间经济。"),
    ("新建口袋公园二十个。", "举办读书节活动。"),
)
RECORDS = [make_record(*texts, domain="housing", title=f"文件{n}") for n, texts in enumerate(TEXTS)]


def test_a_measure_that_three_documents_share_is_proposed() -> None:
    proposals = discover(RECORDS, domain="housing", least=3)
    assert [p.documents for p in proposals] == [3]
    assert "加装电梯" in proposals[0].name
    assert any("电梯" in cue for cue in proposals[0].cues)


def test_other_domains_and_rare_measures_are_not_proposed() -> None:
    assert discover(RECORDS, domain="yiyang") == ()
    assert discover(RECORDS, least=4) == ()


def test_nothing_is_adopted_until_a_person_takes_the_mark_out() -> None:
    text = proposals_yaml(discover(RECORDS), "housing")
    assert read_catalogue([("file", text)]).measures == ()
    [accepted] = read_catalogue([("file", text.replace("proposed: true", "definition: 是"))]).measures
    assert "加装电梯" in accepted.name


def test_the_same_documents_give_the_same_bytes() -> None:
    assert proposals_yaml(discover(RECORDS), "h") == proposals_yaml(discover(RECORDS), "h")
