"""measure_evidence: clauses with the region, policy and file they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.adoption.adopters import prepare, subject_of
from queries.adoption.ledger import HeldRegion, Holding, date_key
from queries.adoption.rows import evidence, region_key
from queries.adoption.states import Clause
from queries.adoption.subjects import ledger_at, unplaced
from queries.context import Context, Table

__all__ = ["finish", "prepare"]


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    ledger = ledger_at(context, context.today.isoformat())
    subject = subject_of(rows, params, ledger, context)
    paths = {str(r["document_id"]): r["path"] for r in context.fetch_once("document_paths")}
    placed = [
        (clause, ledger.regions[region])
        for clause in subject.clauses
        for region in ledger.by_policy.get(clause.policy_id, ())
        if _wanted(ledger.regions[region], params)
    ]
    if not params["region"] and not params["levels"]:
        nowhere = _nowhere(unplaced([subject], ledger), context)
        placed += [(clause, nowhere) for clause in subject.clauses if clause.policy_id in nowhere.holdings]
    return [_row(clause, region, paths) for clause, region in sorted(placed, key=_order)]


def _nowhere(policies: list[str], context: Context) -> HeldRegion:
    """Where the region is not known, the clause still counts: its row has no region."""
    titles = {p: context.names.policies.all[p].title for p in policies}
    holdings = {p: Holding(p, t, "", "", frozenset(), False, True, False, "") for p, t in titles.items()}
    return HeldRegion("", "", "", "", holdings)


def _wanted(region: HeldRegion, params: Mapping[str, Any]) -> bool:
    only, levels = params["region"], params["levels"]
    return (not only or only.id == region.id) and (not levels or region.level in levels)


def _order(place: tuple[Clause, HeldRegion]) -> tuple[Any, ...]:
    clause, region = place
    issued = region.holdings[clause.policy_id].issued_on
    at = (clause.span_start, clause.span_end, clause.task_id, clause.evidence_id)
    return (region_key(region.level, region.code, region.name), date_key(issued), clause.policy_id, *at)


def _row(clause: Clause, region: HeldRegion, paths: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "region_name": region.name,
        "policy_id": clause.policy_id,
        "policy_title": region.holdings[clause.policy_id].title,
        "source": paths.get(clause.document_id),
        "state": clause.state,
        "basis": "text" if clause.first_hand else "report",
        "modality": clause.modality,
        "score": clause.score,
        "why": clause.why,
        "task_id": clause.task_id,
        **evidence(clause),
    }
