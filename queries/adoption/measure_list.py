"""Several measures at once: the rows of adoption_matrix.cypher and its relatives → subjects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from queries.adoption.states import Subject, clauses_from
from queries.context import Context, plain

NO_MEASURES = (
    "目录中没有这个领域的措施：请用 measures 逐一写明短语（任何短语都可作为措施）。"
    " / The catalogue has no measures of this domain: name phrases with measures=… (any phrase is a measure)."
)
NO_MEASURE = "-"  # no measure has this id; an empty list would mean all


def wanted_ids(params: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    """The parameters of a matrix statement: named measures by id; none named means the whole catalogue."""
    named = [context.matcher.name(text) for text in params["measures"]]
    ids = [m.id for m in named if m.catalogue]
    domain = "" if named else plain(params["domain"])
    return {**params, "named": named, "measure_ids": ids or ([NO_MEASURE] if named else []), "of_domain": domain}


def catalogue_measures(rows: Iterable[Mapping[str, Any]], domain: str) -> list[Subject]:
    """One subject a measure, in the order of the rows."""
    listed = list(rows)
    clauses = clauses_from(listed)
    first = {r["measure_id"]: r for r in reversed(listed)}
    order = dict.fromkeys(r["measure_id"] for r in listed)
    return [_subject(first[m], domain, tuple(clauses[m])) for m in order]


def _subject(row: Mapping[str, Any], domain: str, clauses: tuple[Any, ...]) -> Subject:
    where = domain or row["domain"] or ""
    return Subject(row["measure_id"], row["measure_name"], frozenset({where}) if where else None, clauses)
