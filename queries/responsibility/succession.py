"""Agencies before and after a reform (机构沿革)."""

from __future__ import annotations

from collections import defaultdict

from queries.context import Context


def lineage(agency: str, context: Context) -> list[str]:
    """The agency with its predecessors and successors.

    Backwards only and forwards only, so that two bodies that merely share a successor are not mixed.
    """
    after, before = defaultdict(list), defaultdict(list)
    for row in context.fetch("agency_succession"):
        after[row["agency_id"]].append(row["successor_id"])
        before[row["successor_id"]].append(row["agency_id"])
    found = {agency: None}
    for step in (after, before):
        todo = [agency]
        for current in todo:
            for other in step[current]:
                if other not in todo:
                    todo.append(other)
        found.update(dict.fromkeys(todo))
    return [str(a) for a in found]


def current_names(context: Context) -> dict[str, tuple[str, str]]:
    """Former agency → (id, name) of the one body that succeeded it; one that was split up stays itself."""
    after: dict[str, set[str]] = defaultdict(set)
    for row in context.fetch("agency_succession"):
        after[str(row["agency_id"])].add(str(row["successor_id"]))
    found = {}
    for agency in after:
        last, seen = agency, {agency}
        while len(after.get(last, ())) == 1 and not after[last] & seen:
            last = next(iter(after[last]))
            seen.add(last)
        found[agency] = (last, context.names.agencies.all[last].name)
    return found
