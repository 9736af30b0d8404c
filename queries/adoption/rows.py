"""Verdicts as rows of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from queries.adoption.ledger import Ledger
from queries.adoption.states import Clause, Verdict
from queries.adoption.subjects import LEVEL_ORDER
from queries.context import Context

Row = dict[str, Any]


def evidence(clause: Clause | None) -> Row:
    """The five evidence columns; all null without a clause."""
    return {
        "document_id": clause.document_id if clause else None,
        "span_start": clause.span_start if clause else None,
        "span_end": clause.span_end if clause else None,
        "quote": clause.quote if clause else None,
        "evidence_id": clause.evidence_id if clause else None,
    }


def verdict_row(verdict: Verdict) -> Row:
    """All columns that adopters, adoption_matrix and their relatives pick from."""
    clause, holding, first, has = verdict.clause, verdict.holding, verdict.first, verdict.has
    return {
        "measure_id": verdict.subject.id,
        "measure_name": verdict.subject.name,
        "region_code": verdict.region.code,
        "region_name": verdict.region.name,
        "level": verdict.region.level,
        "state": verdict.state,
        "basis": verdict.basis,
        "modality": clause.modality if clause and has else None,
        "first_on": first.issued_on if first else None,
        "first_on_basis": first.date_basis if first else _undated(verdict),
        "policy_id": holding.policy_id if holding else None,
        "policy_title": holding.title if holding else None,
        "task_id": clause.task_id if clause else None,
        "score": clause.score if clause and has else None,
        "searched": list(verdict.searched),
        **evidence(clause),
        "lapsed_on": verdict.lapsed_on,
    }


def _undated(verdict: Verdict) -> str | None:
    """A text that has the measure but no date is flagged, so that it is not taken for a late one."""
    return "undated" if verdict.has and verdict.basis == "text" else None


def in_order(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """By level from the top, then code and name of the region."""
    return sorted(verdicts, key=lambda v: region_key(v.region.level, v.region.code, v.region.name))


def region_key(level: str, code: str, name: str) -> tuple[Any, ...]:
    """A development zone (no code) comes after the coded regions of its level."""
    return (LEVEL_ORDER.get(level, 9), code or "~", name)


def covered_by(verdicts: Iterable[Verdict], ledger: Ledger, context: Context) -> Mapping[str, list[str]]:
    """Region id → names of the regions above that have the measure, nearest first."""
    having = {v.region.id: v.region.name for v in verdicts if v.has}
    above = {r: context.names.regions.ancestors(r, ledger.as_of) for r in ledger.regions}
    return {r: [having[a] for a in ancestors if a in having] for r, ancestors in above.items()}
