"""agency_tasks: which agencies are meant (as named, as written, or through the reforms), and the order of rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.ids import squeeze
from queries.context import Context, Table
from queries.places import with_regions
from queries.responsibility.moved import counted, kin_of
from queries.responsibility.succession import lineage

ROLES = ("lead", "joint", "cooperate", "supervise", "territorial")


def prepare(params: Mapping[str, Any], context: Context) -> Mapping[str, Any] | None:
    if params["agencies"] == "as_written":
        ids = list(context.names.agencies.written(params["agency"]))
        return {**params, "agency_ids": ids} if ids else None
    agency = context.names.agencies.find(params["agency"], params["region"].id if params["region"] else "")
    if params["agencies"] == "as_named":
        return {**params, "agency_ids": [agency.id]}
    whole = lineage(agency.id, context)
    kin = [k for k in kin_of(agency.id, context) if k.agency not in whole]
    return {**params, "agency_ids": list(dict.fromkeys([*whole, *(k.agency for k in kin)])), "kin": kin}


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    if params["agencies"] == "as_written":
        rows = [row for row in rows if squeeze(row["as_written"]) == squeeze(params["agency"])]
    rows = list(counted(rows, params.get("kin", ()), context))
    return sorted(with_regions(rows, context), key=_order)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    fixed = (row["policy_id"], row["place"], row["task_id"], row["agency_id"], row["span_start"], row["evidence_id"])
    return (ROLES.index(row["role"]), *fixed)
