"""The region columns of a row that names a policy."""

from __future__ import annotations

from typing import Any

from queries.context import Context, Table


def region_columns(policy: str, context: Context) -> dict[str, Any]:
    """`region_name` and `level` of a policy; several regions are joined by 、, and the first gives the level."""
    regions = context.names.regions_of(policy)
    return {"region_name": "、".join(r.name for r in regions), "level": regions[0].level if regions else ""}


def with_regions(rows: Table, context: Context) -> Table:
    """The rows with the region columns of their `policy_id`."""
    return [{**row, **region_columns(str(row["policy_id"]), context)} for row in rows]
