"""regions: adds the region above, and orders by level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.adoption.rows import region_key
from queries.context import Context, Table


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    listed = sorted(rows, key=lambda r: region_key(r["level"] or "", r["region_code"] or "", r["region_name"] or ""))
    return [{**row, "parent_name": _parent(row["region_id"], context)} for row in listed]


def _parent(region: str, context: Context) -> str:
    above = context.names.regions.ancestors(region)
    return context.names.regions.all[above[0]].name if above else ""
