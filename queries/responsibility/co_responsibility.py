"""co_responsibility: pairs counted by the engine; as written or by lineage, paired here from each task's roles.

By lineage a body stands for the one that carries its work on: as a whole (succession.py), or in the task's function.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import Any

from queries.context import Context, Table
from queries.responsibility.moved import given_away, heir_by_function
from queries.responsibility.succession import current_names

RELATIONS = ("cooperate", "joint", "co_lead", "peers")
_Party = tuple[str, str]  # id, name


def prepare(params: Mapping[str, Any], context: Context) -> Mapping[str, Any] | None:
    if not _in_cypher(params):
        return None
    return {**params, "region_ids": region_ids(params["region"], params["subtree"], context)}


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    if not _in_cypher(params):
        chosen = {"region_ids": region_ids(params["region"], params["subtree"], context)}
        if params["by"] == "function":
            rows = context.fetch("function_pairs", chosen)
        else:
            rows = list(_paired(context.fetch("task_roles", chosen), params["agencies"], context))
    return sorted(({"moved": None, **row} for row in rows), key=_order)


def region_ids(region: Any, subtree: bool, context: Context) -> list[str]:
    """Regions to look in; empty means everywhere. The whole country with its subtree is everywhere."""
    if not region or (subtree and region.level == "national"):
        return []
    return list(context.names.regions.subtree(region.id)) if subtree else [region.id]


def _in_cypher(params: Mapping[str, Any]) -> bool:
    return bool(params["by"] == "agency" and params["agencies"] == "as_named")


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (-row["tasks"], -row["policies"], RELATIONS.index(row["relation"]), row["lead_id"], row["partner_id"])


def _paired(rows: Table, agencies: str, context: Context) -> Iterator[dict[str, Any]]:
    """Table of parts/task_roles.cypher → the same pairs, by the words written or by the present successor."""
    stands_for = _by_lineage(rows, context) if agencies == "lineage" else _as_written
    tasks: dict[tuple[str, str, str], Table] = defaultdict(list)
    for row in rows:
        tasks[row["task_id"], row["policy_id"], row["evidence_id"]].append(row)
    found: dict[tuple[_Party, _Party, str], list[tuple[tuple[str, str, str], set[str]]]] = defaultdict(list)
    for task, of_task in tasks.items():
        roles: dict[str, set[_Party]] = defaultdict(set)
        reasons: dict[_Party, set[str]] = defaultdict(set)
        for row, (party, why) in zip(of_task, stands_for(of_task), strict=True):
            roles[row["role"]].add(party)
            reasons[party] |= {why} - {""}
        for pair in _pairs(roles):
            found[pair].append((task, reasons[pair[0]] | reasons[pair[1]]))
    for (lead, partner, relation), places in found.items():
        yield {
            "lead_id": lead[0],
            "lead_name": lead[1],
            "partner_id": partner[0],
            "partner_name": partner[1],
            "relation": relation,
            "tasks": len({task for (task, _, _), _ in places}),
            "policies": len({policy for (_, policy, _), _ in places}),
            "example_evidence_id": min(evidence for (_, _, evidence), _ in places),
            "moved": "；".join(sorted({why for _, reasons in places for why in reasons})),
        }


def _as_written(of_task: Table) -> Iterable[tuple[_Party, str]]:
    return [((row["as_written"], row["as_written"]), "") for row in of_task]


def _by_lineage(rows: Table, context: Context) -> Callable[[Table], Iterable[tuple[_Party, str]]]:
    """A function from the roles of one task to the parties that they stand for today, and why."""
    bodies = {str(row["agency_id"]) for row in rows}
    now, given = current_names(context, bodies), given_away(context)

    def stand(of_task: Table) -> Iterable[tuple[_Party, str]]:
        whole = {row["agency_id"]: now[row["agency_id"]][0] if row["agency_id"] in now else None for row in of_task}
        moved = heir_by_function(whole, of_task[0], given)
        for row in of_task:
            body = row["agency_id"]
            if body in moved:
                move, words = moved[body]
                heir = (move.heir, context.names.agencies.all[move.heir].name)
                yield now.get(move.heir, heir), move.explain(words, context)
            else:
                yield now.get(body, (body, row["agency_name"])), ""

    return stand


def _pairs(roles: Mapping[str, set[_Party]]) -> set[tuple[_Party, _Party, str]]:
    lead, joint = roles.get("lead", set()), roles.get("joint", set())
    found = {(a, b, "cooperate") for a, b in product(lead, roles.get("cooperate", set())) if a != b}
    found |= {(a, b, "joint") for a, b in product(lead, joint) if a != b}
    found |= {(a, b, "co_lead") for a, b in combinations(sorted(lead), 2)}
    return found | {(a, b, "peers") for a, b in combinations(sorted(joint), 2)}
