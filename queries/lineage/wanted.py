"""wanted: one row a policy, most cited first, with the words that cite it first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from queries.adoption.ledger import date_key
from queries.context import Context, Table


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    policies: dict[str, Table] = defaultdict(list)
    for row in rows:
        policies[row["policy_id"]].append(row)
    answer = [_row(citations) for citations in policies.values()]
    return sorted(answer, key=lambda r: (-r["cited_by"], date_key(r["first_cited_on"]), r["policy_id"]))


def _row(citations: Table) -> dict[str, Any]:
    first = min(citations, key=lambda r: (date_key(r["cited_on"]), r["citing_id"], r["span_start"], r["evidence_id"]))
    cited_by = len({r["citing_id"] for r in citations})
    return {**first, "cited_by": cited_by, "first_cited_on": first["cited_on"]}
