"""adoption_matrix: a verdict for every measure and region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.adoption.measure_list import NO_MEASURES, catalogue_measures, wanted_ids
from queries.adoption.rows import in_order, verdict_row
from queries.adoption.states import decide
from queries.adoption.subjects import ledger_at, phrase_subject, tell_unplaced
from queries.context import Context, Table, plain


def prepare(params: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    return wanted_ids(params, context)


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    domain = str(plain(params["domain"]))
    ledger = ledger_at(context, params["as_of"])
    subjects = {s.id: s for s in catalogue_measures(rows, domain)}
    for name in params["named"]:
        if not name.catalogue:
            subjects[name.id] = phrase_subject(name, domain, ledger, context)
    if not subjects:
        context.notes.append(NO_MEASURES)
    chosen = [subjects[n.id] for n in params["named"] if n.id in subjects] or list(subjects.values())
    tell_unplaced(chosen, ledger, context)
    return [
        verdict_row(v)
        for subject in chosen
        for v in in_order(decide(subject, ledger))
        if not params["levels"] or v.region.level in params["levels"]
    ]
