"""policies: adds the region of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.context import Context, Table
from queries.places import with_regions


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    return [{**row, "domains": list(row["domains"] or ())} for row in with_regions(rows, context)]
