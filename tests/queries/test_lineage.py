"""parents, wanted, and the 文号 ledger, on the world."""

from __future__ import annotations

from queries.coverage import Series, serial_ledger
from queries.run import Runner
from tests.queries.asking import ask


def test_parents_up_the_whole_line_by_the_shortest_way(runner: Runner) -> None:
    """驿城区 → 驻马店 → 国办, and 驿城区 → 国办 directly."""
    columns = "policy_id relation distance held issued_on region_name evidence_id"
    assert ask(runner, "parents", columns, policy="policy-yc") == [
        ("国办发〔2015〕84号", "implements", 1, False, None, None, "d-yc:400-406"),
        ("驻政办〔2016〕142号", "implements", 1, True, "2016-11-17", "河南省驻马店市", "d-yc:300-307"),
    ]


def test_parents_of_parents_have_the_evidence_of_the_last_step(runner: Runner) -> None:
    columns = "policy_id relation distance evidence_id"
    assert ask(runner, "parents", columns, policy="南府办发〔2020〕20号") == [
        ("国卫老龄发〔2019〕60号", "implements", 1, "d-nc20:400-406"),
        ("川办发〔2018〕8号", "forwards", 1, "d-nc20:500-505"),
    ]
    # A policy is not its own ancestor, though a misread citation makes a circle; CITES is no parent.
    assert ask(runner, "parents", columns, policy="吉政办发〔2015〕7号") == [
        ("吉政办发〔2019〕43号", "implements", 1, "d-jl15:400-408"),
        ("国卫老龄发〔2019〕60号", "implements", 2, "d-jl19:800-806"),
    ]
    assert ask(runner, "parents", columns, policy="国办发〔2015〕84号") == []


def test_children_down_the_whole_line(runner: Runner) -> None:
    columns = "policy_id relation distance held region_name evidence_id"
    assert ask(runner, "children", columns, policy="国办发〔2015〕84号") == [
        ("policy-yc", "implements", 1, True, "河南省驻马店市驿城区", "d-yc:400-406"),
        ("驻政办〔2016〕142号", "implements", 1, True, "河南省驻马店市", "d-zmd:1900-1906"),
    ]
    assert ask(runner, "children", "policy_id distance", policy="国卫老龄发〔2019〕60号") == [
        ("南府办发〔2020〕20号", 1),
        ("吉政办发〔2019〕43号", 1),
        ("吉政办发〔2015〕7号", 2),
    ]


def test_wanted_lists_what_is_cited_but_not_held_most_cited_first(runner: Runner) -> None:
    columns = "doc_number issuer issuer_basis cited_by first_cited_on evidence_id"
    assert ask(runner, "wanted", columns) == [
        ("国办发〔2015〕84号", "国务院办公厅", "number", 3, "2015-05", "d-jl15:300-306"),
        (
            "国卫老龄发〔2019〕60号",
            "国家卫生健康委员会",
            "number",
            2,
            "2019-12-20",
            "d-jl19:800-806",
        ),  # held as a report only
        ("驻政办〔2016〕7号", "驻马店市人民政府办公室", "title", 1, "2016-11-17", "d-zmd:2000-2007"),
        ("川办发〔2018〕8号", None, "the office of 四川省人民政府", 1, "2020-04-23", "d-nc20:500-505"),
    ]


def test_a_series_shows_at_least_how_much_is_not_held() -> None:
    numbers = [
        ("国办发[2019]5号", True),
        ("国办发〔2019〕9号", False),
        ("国办发〔2019〕05号", False),
        ("国办发〔2020〕1号", True),
    ]
    assert serial_ledger(numbers) == [
        Series("国办发", 2019, held=1, cited=1, highest=9),
        Series("国办发", 2020, held=1, cited=0, highest=1),
    ]
    assert [s.unseen for s in serial_ledger(numbers)] == [8, 0]


def test_a_number_of_another_form_belongs_to_no_series() -> None:
    assert serial_ledger([("财政部2019年76号公告", True), ("", False)]) == []


def test_coverage_lists_the_series(runner: Runner) -> None:
    rows = ask(runner, "coverage", "series year held cited highest unseen_at_least")
    assert ("驻政办", 2016, 1, 1, 142, 141) in rows
    assert ("国卫老龄发", 2019, 0, 1, 60, 60) in rows  # known by a report only: its text is not held
    assert sum(row[5] for row in rows) == runner.coverage().unseen_at_least == 376
