"""parents: one row an ancestor, by its shortest line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.context import Context, Table
from queries.places import with_regions

_RELATIONS = ("implements", "forwards")


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    nearest: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=_order):
        nearest.setdefault(row["policy_id"], row)
    own = params["policy"].id
    return with_regions([row for row in nearest.values() if row["policy_id"] != own], context)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Nearest first; rests on before passes on; earliest words first."""
    place = (row["document_id"], row["span_start"], row["span_end"], row["evidence_id"])
    return (row["distance"], _RELATIONS.index(row["relation"]), row["policy_id"], *place)
