"""measures: the catalogue with how far each measure has spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from queries.adoption.ledger import date_key
from queries.adoption.measure_list import NO_MEASURES, catalogue_measures
from queries.adoption.states import decide
from queries.adoption.subjects import ledger_at
from queries.context import Context, Table

_KEPT = ("measure_id", "measure_name", "name_en", "theme", "domain", "definition")
_STATES = ("adopted", "adopted_modified", "absent", "not_observable")


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    ledger = ledger_at(context, context.today.isoformat())
    about = {row["measure_id"]: {name: row[name] for name in _KEPT} for row in rows}
    if not about:
        context.notes.append(NO_MEASURES)
    answer = []
    for subject in catalogue_measures(rows, ""):
        verdicts = list(decide(subject, ledger))
        states = Counter(v.state for v in verdicts)
        firsts = sorted((date_key(v.first.issued_on), v.region.name, v.first.issued_on) for v in verdicts if v.first)
        first, last = (firsts[0], firsts[-1]) if firsts else (("", "", ""), ("", "", ""))
        spread = {"first_on": first[2], "first_region": first[1], "last_on": last[2], "last_region": last[1]}
        answer.append({**about[subject.id], **{s: states[s] for s in _STATES}, **spread})
    return answer
