"""policy_tasks: the tasks with the names of those responsible, in the order printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from queries.context import Context, Table

_COLUMNS = {"lead": "leads", "cooperate": "cooperates", "joint": "joint"}


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    parties: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for role in context.fetch("policy_roles", {"policy": params["policy"]}):
        name = str(role["agency_name"] or role["as_written"])
        parties[str(role["task_id"]), str(role["role"])].append((int(role["place"]), int(role["span_start"]), name))
    return [{**row, **_parties(row["task_id"], parties)} for row in rows]


def _parties(task: Any, parties: Mapping[tuple[str, str], list[tuple[int, int, str]]]) -> dict[str, list[str]]:
    return {
        column: list(dict.fromkeys(name for _, _, name in sorted(parties.get((task, role), ()))))
        for role, column in _COLUMNS.items()
    }
