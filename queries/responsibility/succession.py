"""Agencies before and after a reform (机构沿革).

Only an abolished body has heirs as a whole: one that gave a function away and lives on (发展改革委, whose price control
went to 医疗保障局) stays what it is, and `moved.py` follows the function, task by task. Of several heirs those count
that carry the same line of work on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from queries.context import Context

Heirs = dict[str, list[dict[str, Any]]]  # former agency → rows of parts/agency_succession.cypher


def lineage(agency: str, context: Context) -> list[str]:
    """The agency with its predecessors and successors.

    Backwards only and forwards only, so that two bodies that merely share a successor are not mixed.
    """
    heirs = successions(context)
    after = {former: [str(row["successor_id"]) for row in rows] for former, rows in heirs.items()}
    before: dict[str, list[str]] = defaultdict(list)
    for former, successors in after.items():
        for successor in successors:
            before[successor].append(former)
    found = {agency: None}
    for step in (after, before):
        todo = [agency]
        for current in todo:
            todo.extend(other for other in step.get(current, ()) if other not in todo)
        found.update(dict.fromkeys(todo))
    return list(found)


def current_names(context: Context, named: Collection[str] = ()) -> dict[str, tuple[str, str]]:
    """Former agency → (id, name) of the body that carries its line of work on.

    Where a reform had several outcomes (自然资源局 or 自然资源和规划局), the one that is `named` somewhere, then
    the one nearest in its functions.
    """
    heirs = successions(context)
    found = {}
    for agency in heirs:
        last, seen = agency, {agency}
        while heirs.get(last):
            rows = sorted(heirs[last], key=lambda r: (r["successor_id"] not in named, -r["common"], r["since"]))
            if rows[0]["successor_id"] in seen:
                break
            last = str(rows[0]["successor_id"])
            seen.add(last)
        found[agency] = (last, context.names.agencies.all[last].name)
    return found


def successions(context: Context) -> Heirs:
    """Successors of abolished bodies: of the whole body, else in the same line of work, else the only one."""
    rows: Heirs = defaultdict(list)
    for row in context.fetch_once("agency_succession"):
        if row["ended"]:
            rows[str(row["agency_id"])].append(row)
    whole = {former: [r for r in many if not r["function"]] for former, many in rows.items()}
    return {
        f: whole[f] or [r for r in many if r["common"]] or (many if len(many) == 1 else []) for f, many in rows.items()
    }
