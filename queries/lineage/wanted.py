"""wanted: one row a policy, most cited first, with the words that cite it first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from queries.adoption.ledger import date_key
from queries.context import Context, Table

_ISSUER = re.compile(r"(.{2,40}?)(?:关于|印发|转发|批转)")
_NUMBER_CODE = re.compile(r"([^〔\[（(\d]{1,20})")


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    policies: dict[str, Table] = defaultdict(list)
    for row in rows:
        policies[row["policy_id"]].append(row)
    answer = [_row(citations) for citations in policies.values()]
    return sorted(answer, key=lambda r: (-r["cited_by"], date_key(r["first_cited_on"]), r["policy_id"]))


def _row(citations: Table) -> dict[str, Any]:
    first = min(citations, key=lambda r: (date_key(r["cited_on"]), r["citing_id"], r["span_start"], r["evidence_id"]))
    issuer = issuer_of(first["title"] or "", first["doc_number"] or "")
    cited_by = len({r["citing_id"] for r in citations})
    return {**first, "issuer": issuer, "cited_by": cited_by, "first_cited_on": first["cited_on"]}


def issuer_of(title: str, number: str) -> str:
    """Who issued it: the words before 关于 in its title, else the letters of its number (国办发)."""
    named = None if title.startswith("关于") else _ISSUER.match(title.lstrip("《"))
    code = _NUMBER_CODE.match(number)
    return named[1] if named else code[1] if code else ""
