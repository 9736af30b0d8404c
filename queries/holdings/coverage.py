"""coverage: the 文号 ledger, one row a series and year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.context import Context, Table
from queries.coverage import serial_ledger


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    return [
        {
            "series": s.series,
            "year": s.year,
            "held": s.held,
            "cited": s.cited,
            "highest": s.highest,
            "unseen_at_least": s.unseen,
        }
        for s in serial_ledger((row["doc_number"], row["held"]) for row in rows)
    ]
