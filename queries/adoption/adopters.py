"""adopters: the clauses of the measure → a state for every region held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.adoption.ledger import Ledger
from queries.adoption.rows import covered_by, in_order, verdict_row
from queries.adoption.states import Subject, decide
from queries.adoption.subjects import catalogue_subject, ledger_at, phrase_subject, tell_unplaced
from queries.context import Context, Table, plain


def prepare(params: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    measure = context.matcher.name(params["measure"])
    return {**params, "subject": measure, "measure_id": measure.id}


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    ledger = ledger_at(context, params["as_of"])
    subject = subject_of(rows, params, ledger, context)
    tell_unplaced([subject], ledger, context)
    verdicts = in_order(decide(subject, ledger))
    above = covered_by(verdicts, ledger, context)
    levels = params["levels"]
    return [
        {**verdict_row(v), "covered_by": above[v.region.id]} for v in verdicts if not levels or v.region.level in levels
    ]


def subject_of(rows: Table, params: Mapping[str, Any], ledger: Ledger, context: Context) -> Subject:
    """The measure asked for, with its clauses: the rows of the statement, or what the matcher finds."""
    measure, domain = params["subject"], str(plain(params.get("domain", "")))
    if measure.catalogue:
        asked = str(params["measure"])
        words = measure.name if asked == measure.id else asked
        return catalogue_subject(measure, domain, rows, context.matcher.matches(words))
    return phrase_subject(measure, domain, ledger, context)
