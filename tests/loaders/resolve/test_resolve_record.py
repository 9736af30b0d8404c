"""resolve(record): header, issuers, responsibilities, warnings."""

from __future__ import annotations

import pytest

from graph.ids import unresolved_agency_id
from graph.record import Header, Issuer, Record, Responsibility, SourceInfo, Task
from loaders.resolve import resolve
from loaders.resolve.facts import functionless
from loaders.resolve.record import document_month, header_region

ID = "0123456789abcdef"


def record_of(text: str, units: list[str], issuer: str | None = None, issued_on: str | None = "2017-07-28") -> Record:
    """A record with one task whose responsibilities are `units`, found in the text in this order."""
    at, items = 0, []
    for i, unit in enumerate(units):
        at = text.index(unit, at)
        items.append(Responsibility(f"r{i}", "joint", unit, (at, at + len(unit)), unit, "test"))
        at += len(unit)
    span = (0, len(text))
    task = Task("t1", "1", "table", "p1", None, None, None, text, span, text, span, "test", tuple(items))
    issuers = (Issuer(issuer),) if issuer else ()
    header = Header(title="实施意见", issuers=issuers, issued_on=issued_on)
    return Record(ID, header, SourceInfo("a.txt", "txt", ID * 4, "utf-8"), text, tasks=(task,))


def names(record: Record) -> list[str | None]:
    return [r.name for t in record.tasks for r in t.responsibilities]


def test_elided_prefixes() -> None:
    text = "市民政局、卫生计生委、发展改革委，省财政厅、教育厅负责。"
    units = ["市民政局", "卫生计生委", "发展改革委", "省财政厅", "教育厅"]
    done = resolve(record_of(text, units, "驻马店市人民政府办公室"))
    assert names(done) == [
        "驻马店市民政局",
        "驻马店市卫生和计划生育委员会",
        "驻马店市发展和改革委员会",
        "河南省财政厅",
        "河南省教育厅",
    ]
    assert header_region(done.header) == "411700"
    assert done.header.issuers[0].name == "驻马店市人民政府办公室"
    assert done.header.issuers[0].agency_id == "411700:驻马店市人民政府办公室"


def test_as_written_and_spans_stay() -> None:
    before = record_of("市民政局负责。", ["市民政局"], "驻马店市人民政府")
    after = resolve(before)
    old, new = before.tasks[0].responsibilities[0], after.tasks[0].responsibilities[0]
    assert (old.as_written, old.span, old.quote, old.role) == (new.as_written, new.span, new.quote, new.role)
    assert (new.kind, new.level, new.agency_id) == ("body", "prefecture", "411700:驻马店市民政局")


def test_what_is_not_resolved_belongs_to_its_document() -> None:
    done = resolve(record_of("企保科局、民政部门负责。", ["企保科局", "民政部门"], "屏山县人民政府"))
    first, second = done.tasks[0].responsibilities
    assert (first.kind, first.name, first.agency_id) == ("unresolved", None, unresolved_agency_id(ID, "企保科局"))
    assert (second.kind, second.name, second.level) == ("generic", None, "county")
    assert second.agency_id == unresolved_agency_id(ID, "民政部门")
    assert [n.code for n in done.warnings] == ["agency_unresolved"]


def test_no_region_no_names() -> None:
    done = resolve(record_of("民政局负责。", ["民政局"]))
    assert done.header.region is not None
    assert (done.header.region.name, done.header.region.basis) == (None, "none")
    assert names(done) == [None]
    assert {n.code for n in done.warnings} == {"region_unresolved", "agency_unresolved"}


def test_a_body_of_a_past_era_is_a_warning() -> None:
    done = resolve(record_of("卫生计生委负责。", ["卫生计生委"], "驻马店市人民政府", "2023-03-01"))
    assert [n.code for n in done.warnings] == ["agency_ended"]
    assert names(done) == ["驻马店市卫生和计划生育委员会"]


@pytest.mark.parametrize(
    ("issued_on", "text", "month"),
    [
        ("2019-11-05", "", "2019-11"),
        ("2019", "", "2019-06"),
        (None, "国办发〔2015〕84号、豫政办〔2016〕133号", "2016-06"),
        (None, "到2020年全面建成", "2020-06"),
        (None, "没有年份", None),
    ],
)
def test_document_month(issued_on: str | None, text: str, month: str | None) -> None:
    record = Record(ID, Header(title=None, issued_on=issued_on), SourceInfo("a.txt", "txt", ID * 4, None), text)
    assert document_month(record) == month


def test_a_misprint_is_read_and_said() -> None:
    done = resolve(record_of("市佳房城乡建设局负责。", ["市佳房城乡建设局"], "安庆市人民政府"))
    assert names(done) == ["安庆市住房和城乡建设局"]
    assert [n.code for n in done.warnings] == ["misprint"]


def test_functionless_bodies_are_listed() -> None:
    done = resolve(record_of("市民政局、星辰集团负责。", ["市民政局", "星辰集团"], "驻马店市人民政府"))
    assert functionless(done) == ("星辰集团",)


def test_resolving_twice_changes_nothing() -> None:
    once = resolve(record_of("市民政局、发展改革委负责。", ["市民政局", "发展改革委"], "驻马店市人民政府"))
    assert resolve(once) == once
