"""compare_regions: pairs of regions, by measures, by who leads what both have, and by targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from graph.errors import UsageError
from queries.adoption.ledger import HeldRegion, Ledger
from queries.adoption.measure_list import catalogue_measures
from queries.adoption.rows import evidence
from queries.adoption.states import Subject, Verdict, decide_in
from queries.adoption.subjects import ledger_at, with_region
from queries.adoption.target_pairs import target_rows
from queries.context import Context, Table
from queries.edits import edit_steps

Pair = tuple[Verdict, Verdict]
Party = Mapping[str, set[str]]  # agency → its functions
Leads = Mapping[str, Party]  # by task


def prepare(params: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    regions = params["regions"]
    if len(regions) < 2:
        raise UsageError("compare_regions needs two regions", remedy="repeat the parameter: regions=… regions=…")
    ledger = ledger_at(context, params["as_of"])
    for region in regions:
        ledger = with_region(region, ledger)
    return {**params, "ledger": ledger, "policy_ids": ledger.policies_of(r.id for r in regions) or ["-"]}


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    ledger, subjects = params["ledger"], catalogue_measures(rows, "")
    leads = _leads(subjects, context)
    answer: Table = []
    for a, b in combinations([ledger.regions[r.id] for r in params["regions"]], 2):
        answer += _compared(a, b, subjects, ledger, leads)
        answer += target_rows(a, b, params["domain"], context)
    return answer


def _compared(a: HeldRegion, b: HeldRegion, subjects: list[Subject], ledger: Ledger, leads: Leads) -> Iterator[Any]:
    pairs = [(decide_in(s, ledger, a.id), decide_in(s, ledger, b.id)) for s in subjects]
    pairs = [(x, y) for x, y in pairs if x.has or y.has]
    yield from (_measure_row(x, y) for x, y in pairs)
    yield from (row for x, y in pairs if x.has and y.has for row in _lead_row(x, y, leads))


def _finding(x: Verdict, y: Verdict) -> str:
    if x.has and y.has:
        return "shared" if x.state == y.state else "differs"
    if "not_observable" in (x.state, y.state):
        return "not_comparable"
    return "only_first" if x.has else "only_second"


def _measure_row(x: Verdict, y: Verdict) -> dict[str, Any]:
    return {**_row("measure", _finding(x, y), x, y), "value": x.state, "other_value": y.state}


def _lead_row(x: Verdict, y: Verdict, leads: Leads) -> Iterator[dict[str, Any]]:
    """Who leads the task: shared if each lead has its like on the other side, by name or by a function in common."""
    first, second = _led(x, leads), _led(y, leads)
    if not first or not second:
        return
    same = _matched(first, second) and _matched(second, first)
    row = _row("lead", "shared" if same else "differs", x, y)
    yield {**row, "value": "、".join(first), "other_value": "、".join(second)}


def _led(verdict: Verdict, leads: Leads) -> Party:
    return leads.get(verdict.clause.task_id, {}) if verdict.clause else {}


def _matched(these: Party, those: Party) -> bool:
    return all(any(name == other or mine & theirs for other, theirs in those.items()) for name, mine in these.items())


def _row(aspect: str, finding: str, x: Verdict, y: Verdict) -> dict[str, Any]:
    a, b = (v.clause if v.has else None for v in (x, y))
    return {
        "aspect": aspect,
        "finding": finding,
        "region_name": x.region.name,
        "other_region_name": y.region.name,
        "measure_id": x.subject.id,
        "measure_name": x.subject.name,
        "edit": edit_steps(a.quote, b.quote) if a and b else [],
        "policy_id": a.policy_id if a else None,
        "other_policy_id": b.policy_id if b else None,
        **evidence(a),
        "other_quote": b.quote if b else None,
        "other_evidence_id": b.evidence_id if b else None,
    }


def _leads(subjects: list[Subject], context: Context) -> Leads:
    found: dict[str, dict[str, set[str]]] = defaultdict(dict)
    tasks = sorted({c.task_id for s in subjects for c in s.clauses})
    for row in context.fetch("task_leads", {"tasks": tasks}) if tasks else []:
        functions = found[row["task_id"]].setdefault(row["agency_name"] or row["as_written"], set())
        functions.update([row["function_id"]] if row["function_id"] else [])
    return found
