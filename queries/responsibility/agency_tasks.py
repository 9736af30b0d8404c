"""agency_tasks: which agencies are meant (as named, as written, or through the reforms), and the order of rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.context import Context, Table
from queries.places import with_regions
from queries.responsibility.succession import lineage

ROLES = ("lead", "joint", "cooperate", "supervise", "territorial")
_NOTHING = "\n"  # no agency is written so


def prepare(params: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    if params["agencies"] == "as_written":
        return {**params, "agency_ids": [_NOTHING], "as_written": params["agency"]}
    agency = context.names.agencies.find(params["agency"], params["region"].id if params["region"] else "")
    ids = lineage(agency.id, context) if params["agencies"] == "lineage" else [agency.id]
    return {**params, "agency_ids": ids, "as_written": _NOTHING}


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    return sorted(with_regions(rows, context), key=_order)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    fixed = (row["policy_id"], row["place"], row["task_id"], row["agency_id"], row["span_start"], row["evidence_id"])
    return (ROLES.index(row["role"]), *fixed)
