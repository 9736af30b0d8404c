"""The decision of CONTRACT §4 as a table: policies of one region and their clauses → state, basis, dates."""

from __future__ import annotations

from typing import Any

import pytest

from queries.adoption.ledger import begun, date_key, lapse, read_ledger
from queries.adoption.states import Clause, Subject, Verdict, decide

DAY = "2020-06-30"


def policy(key: str, issued_on: str = "2018-01-01", **more: Any) -> dict[str, Any]:
    place = {"region_id": "r", "region_code": "r", "region_name": "某市", "level": "prefecture"}
    about = {"policy_id": key, "policy_title": key, "issued_on": issued_on, "date_basis": "成文日期"}
    rest = {"valid_from": "", "valid_to": "", "status": "", "domains": ["d"], "read_whole": True, "repealed_on": []}
    return {**place, **about, **rest, **more}


def clause(key: str, state: str = "adopted", basis: str = "text", score: float = 0.5, start: int = 0) -> Clause:
    return Clause(
        key, f"t-{key}", basis, state, "must", score, "", "doc", start, start + 1, "字", f"doc:{start}-{start + 1}"
    )


def verdict(policies: list[dict[str, Any]], clauses: list[Clause], domains: frozenset[str] | None = None) -> Verdict:
    subject = Subject("m", "措施", domains or frozenset({"d"}), tuple(clauses))
    (only,) = decide(subject, read_ledger(policies, DAY))
    return only


REPORT = {"read_whole": False}
REPEALED = {"repealed_on": ["2019-05-01"]}

CASES = {
    "nothing that could have it": ([policy("a", read_whole=False)], [], ("not_observable", "", "", "", [])),
    "read whole and silent": ([policy("a")], [], ("absent", "text", "", "", ["a"])),
    "silent in another domain only": ([policy("a", domains=["x"])], [], ("not_observable", "", "", "", [])),
    "silent, not yet in force": ([policy("a", "2021-01-01")], [], ("not_observable", "", "", "", [])),
    "silent, repealed": ([policy("a", **REPEALED)], [], ("not_observable", "", "", "", [])),
    "adopted": ([policy("a")], [clause("a")], ("adopted", "text", "2018-01-01", "", ["a"])),
    "adopted in another domain's text": (
        [policy("a", domains=["x"])], [clause("a")], ("adopted", "text", "2018-01-01", "", []),
    ),
    "weaker": ([policy("a")], [clause("a", "adopted_modified")], ("adopted_modified", "text", "2018-01-01", "", ["a"])),
    "the strongest wins over the earlier": (
        [policy("a", "2016-01-01"), policy("b")], [clause("a", "adopted_modified"), clause("b")],
        ("adopted", "text", "2016-01-01", "", ["a", "b"]),
    ),
    "the strongest of a lapsed and a weaker valid one is the weaker": (
        [policy("a", "2016-01-01", **REPEALED), policy("b")], [clause("a"), clause("b", "adopted_modified")],
        ("adopted_modified", "text", "2016-01-01", "", ["b"]),
    ),
    "repealed, not renewed": (
        [policy("a", **REPEALED)], [clause("a")], ("absent", "text", "2018-01-01", "2019-05-01", []),
    ),
    "repealed, the new text is silent": (
        [policy("a", **REPEALED), policy("b", "2019-05-01")], [clause("a")],
        ("absent", "text", "2018-01-01", "2019-05-01", ["b"]),
    ),
    "repealed and renewed": (
        [policy("a", **REPEALED), policy("b", "2019-05-01")], [clause("a"), clause("b")],
        ("adopted", "text", "2018-01-01", "", ["b"]),
    ),
    "to be repealed later": (
        [policy("a", repealed_on=["2020-07-01"])], [clause("a")], ("adopted", "text", "2018-01-01", "", ["a"]),
    ),
    "repealed on the very day": (
        [policy("a", repealed_on=[DAY])], [clause("a")], ("absent", "text", "2018-01-01", DAY, []),
    ),
    "the last of two lapses counts": (
        [policy("a", **REPEALED), policy("b", valid_to="2020-01-31")], [clause("a"), clause("b")],
        ("absent", "text", "2018-01-01", "2020-01-31", []),
    ),
    "undated, adopted": ([policy("a", "")], [clause("a")], ("adopted", "text", "", "", ["a"])),
    "undated is never first": (
        [policy("a", ""), policy("b", "2019-01-01")], [clause("a"), clause("b")],
        ("adopted", "text", "2019-01-01", "", ["a", "b"]),
    ),
    "a day is earlier than the year that holds it": (
        [policy("a", "2018"), policy("b", "2018-12-31")], [clause("a"), clause("b")],
        ("adopted", "text", "2018-12-31", "", ["a", "b"]),
    ),
    "report": ([policy("a", **REPORT)], [clause("a", basis="report")], ("adopted", "report", "", "", [])),
    "report beside a silent text": (
        [policy("a", **REPORT), policy("b")], [clause("a", basis="report")], ("adopted", "report", "", "", ["b"]),
    ),
    "a text of equal strength is shown before a report": (
        [policy("a", "2015-01-01", **REPORT), policy("b")], [clause("a", basis="report", score=0.9), clause("b")],
        ("adopted", "text", "2018-01-01", "", ["b"]),
    ),
    "a report of a repealed policy supports nothing": (
        [policy("a", read_whole=False, **REPEALED)], [clause("a", basis="report")], ("not_observable", "", "", "", []),
    ),
    "digest": ([policy("a", **REPORT)], [clause("a", basis="digest")], ("adopted", "text", "2018-01-01", "", [])),
    "a state that does not count": ([policy("a")], [], ("absent", "text", "", "", ["a"])),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_state(case: str) -> None:
    policies, clauses, expected = CASES[case]
    got = verdict(policies, clauses)
    first = got.first.issued_on if got.first else ""
    assert (got.state, got.basis, first, got.lapsed_on, list(got.searched)) == expected


def test_a_measure_without_a_domain_is_looked_for_in_every_text() -> None:
    subject = Subject("m", "措施", None, ())
    (only,) = decide(subject, read_ledger([policy("a", domains=[]), policy("b", domains=["x"])], DAY))
    assert (only.state, list(only.searched)) == ("absent", ["a", "b"])


def test_the_clause_shown_does_not_depend_on_the_order_of_rows() -> None:
    policies = [policy("a"), policy("b", "2017-01-01"), policy("c", "2017-01-01")]
    clauses = [clause("a", score=0.9), clause("c", start=5), clause("b", start=5), clause("b", score=0.4), clause("c")]
    shown = {
        verdict(policies, order).clause for order in (clauses, clauses[::-1], sorted(clauses, key=lambda c: c.score))
    }
    assert shown == {clauses[2]}


@pytest.mark.parametrize(
    ("valid_to", "repeals", "status", "expected"),
    [
        ("", [], "", (False, "")),
        ("2020-06-30", [], "", (False, "")),
        ("2020-06-29", [], "", (True, "2020-06-29")),
        ("2020-06", [], "", (False, "")),
        ("2020", [], "", (False, "")),
        ("2019", [], "", (True, "2019")),
        ("", ["?"], "", (True, "")),
        ("", ["?", "2019-01-01"], "", (True, "2019-01-01")),
        ("", ["2021-01-01"], "", (False, "")),
        ("", ["2021-01-01"], "repealed", (False, "")),  # the day of the repeal is known, and still to come
        ("", [], "repealed", (True, "")),
        ("2018", ["2019-01-01"], "", (True, "2018")),
    ],
)
def test_lapse(valid_to: str, repeals: list[str], status: str, expected: tuple[bool, str]) -> None:
    assert lapse(valid_to, repeals, status, DAY) == expected


@pytest.mark.parametrize(
    ("day", "come"),
    [("", True), ("2020", True), ("2020-06", True), (DAY, True), ("2020-07-01", False), ("2021", False)],
)
def test_begun(day: str, come: bool) -> None:
    assert begun(day, DAY) is come


def test_dates_in_order() -> None:
    days = ["", "2019", "2018-05", "2018-05-31", "2018", "2018-05-01"]
    assert sorted(days, key=date_key) == ["2018-05-01", "2018-05-31", "2018-05", "2018", "2019", ""]
