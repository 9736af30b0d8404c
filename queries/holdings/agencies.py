"""agencies: adds the region's name; the functions in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.context import Context, Table


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    regions = context.names.regions.all
    return [
        {
            **row,
            "functions": sorted(row["functions"]),
            "candidates": list(row["candidates"] or ()),
            "region_name": regions[row["region_id"]].name if row["region_id"] in regions else "",
        }
        for row in rows
    ]
