"""Nodes of agencies: resolved ones once, generic ones with their line of work, unresolved ones by document."""

from __future__ import annotations

from pathlib import Path

from graph.batch import GraphBatch
from graph.decisions import Decision, append, read_decisions
from graph.record import Record
from loaders.measures.catalogue import load_catalogue
from loaders.pipeline import extract_record
from loaders.project_entities import add_agency, add_foundations

TEXT = """驻马店市人民政府办公室关于做好托育工作的通知
驻政办〔2020〕3号
各县（区）人民政府：
现通知如下。
一、建设托育点。（责任单位：民政部门、市民政局）
驻马店市人民政府办公室
2020年3月1日
"""


def _record() -> Record:
    return extract_record(TEXT.encode(), "notice.txt")


def test_a_generic_department_has_its_level_and_line_but_no_name_of_its_own() -> None:
    batch, record = GraphBatch(), _record()
    key = add_agency(batch, record, None, None, "民政部门", kind="generic", level="prefecture")
    (row,) = batch.nodes["Agency"]
    assert key == row["id"] == f"{record.id}?民政部门"
    assert (row["kind"], row["level"], row["resolved"], row["document_id"]) == (
        "generic",
        "prefecture",
        False,
        record.id,
    )
    assert [(e["src"], e["dst"]) for e in batch.edges["PERFORMS"]] == [(key, "civil_affairs")]
    assert "OF" not in batch.edges


def test_what_is_unresolved_has_neither() -> None:
    batch, record = GraphBatch(), _record()
    add_agency(batch, record, None, None, "企保科局", kind="unresolved", level="prefecture")
    (row,) = batch.nodes["Agency"]
    assert (row["kind"], row["level"]) == ("unresolved", "")
    assert batch.edges == {}


def test_an_issuer_has_the_level_of_its_region_and_a_township_none() -> None:
    batch, record = GraphBatch(), _record()
    for region, name in (
        ("411700", "驻马店市人民政府"),
        ("340621", "濉溪县刘桥镇人民政府"),
        ("411700", "驻马店市某联合会"),
    ):
        add_agency(batch, record, name, f"{region}:{name}", name)
    assert {r["name"]: r["level"] for r in batch.nodes["Agency"]} == {
        "驻马店市人民政府": "prefecture",
        "濉溪县刘桥镇人民政府": "",
        "驻马店市某联合会": "prefecture",
    }


def test_a_merged_measure_is_none_of_its_own_and_a_renamed_one_bears_its_name(tmp_path: Path) -> None:
    gone, kept, renamed = (m.id for m in load_catalogue().measures[:3])
    append(tmp_path, Decision("li", "merge", gone, value=kept))
    append(tmp_path, Decision("li", "rename", renamed, value="新名"))
    batch = GraphBatch()
    add_foundations(batch, load_catalogue(), read_decisions(tmp_path))
    names = {row["id"]: row["name"] for row in batch.nodes["Measure"]}
    assert gone not in names
    assert kept in names
    assert names[renamed] == "新名"
