"""first_adopters: regions by their earliest dated text, each with how much was looked at beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.ids import doc_number_key
from queries.adoption.adopters import prepare, subject_of
from queries.adoption.ledger import HeldRegion, date_key
from queries.adoption.rows import evidence, region_key
from queries.adoption.states import Verdict, decide
from queries.adoption.subjects import LEVEL_ORDER, ledger_at, tell_unplaced
from queries.context import Context, Table
from queries.coverage import serial_ledger

__all__ = ["finish", "prepare"]


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    ledger = ledger_at(context, context.today.isoformat())
    subject = subject_of(rows, params, ledger, context)
    tell_unplaced([subject], ledger, context)
    verdicts = list(decide(subject, ledger))
    undecided = Counter(v.region.level for v in verdicts if _undecided(v))
    unseen = _unseen(context)
    firsts = sorted((v for v in verdicts if v.first), key=_order)
    return [
        {**_row(v), "place": place, "undecided": undecided[v.region.level], "unseen_at_least": unseen[v.region.id]}
        for place, v in _placed(firsts)
    ]


def _undecided(verdict: Verdict) -> bool:
    """It may be earlier: nothing readable is held, or what has the measure has no date or is second-hand."""
    return verdict.first is None and (verdict.has or verdict.state == "not_observable")


def _order(verdict: Verdict) -> tuple[Any, ...]:
    region = verdict.region
    day = date_key(verdict.first.issued_on if verdict.first else "")
    return (LEVEL_ORDER.get(region.level, 9), day, region_key(region.level, region.code, region.name))


def _placed(firsts: Sequence[Verdict]) -> Iterable[tuple[int, Verdict]]:
    """1, 2, 2, 4 … within each level: equal dates share a place."""
    days: dict[str, list[str]] = defaultdict(list)
    for verdict in firsts:
        seen, day = days[verdict.region.level], verdict.first.issued_on if verdict.first else ""
        seen.append(day)
        yield seen.index(day) + 1, verdict


def _row(verdict: Verdict) -> dict[str, Any]:
    region, first, clause = verdict.region, verdict.first, verdict.first_clause
    return {
        "region_code": region.code,
        "region_name": region.name,
        "level": region.level,
        "first_on": first.issued_on if first else None,
        "first_on_basis": first.date_basis if first else None,
        "state": verdict.state,
        "policy_id": first.policy_id if first else None,
        "policy_title": first.title if first else None,
        "task_id": clause.task_id if clause else None,
        "measure_id": verdict.subject.id,
        "measure_name": verdict.subject.name,
        "held": _held(region, verdict.subject.domains),
        **evidence(clause),
    }


def _held(region: HeldRegion, domains: frozenset[str] | None) -> int:
    return sum(1 for h in region.holdings.values() if h.read_whole and (domains is None or h.domains & domains))


def _unseen(context: Context) -> Counter[str]:
    """Region → documents that its number series show to exist but that are not held.

    A series belongs to the region of the policies held in it; one that is only cited belongs to none.
    """
    numbers: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    home: dict[str, set[str]] = defaultdict(set)
    for row in context.fetch_once("policy_holdings"):
        series, bracket, _ = doc_number_key(row["doc_number"]).partition("〔")
        if bracket:
            numbers[series].append((row["doc_number"], row["text"]))
            home[series] |= {row["region_id"]} - {""} if row["text"] else set()
    found: Counter[str] = Counter()
    for series, regions in home.items():
        unseen = sum(s.unseen for s in serial_ledger(numbers[series]))
        found.update(dict.fromkeys(regions, unseen))
    return found
