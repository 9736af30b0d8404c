"""co_responsibility: pairs counted by the engine; as written or by lineage, paired here from each task's roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from queries.context import Context, Table
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
    return sorted(rows, key=_order)


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
    bodies = {str(row["agency_id"]) for row in rows}
    now = current_names(context, bodies) if agencies == "lineage" else {}
    tasks: dict[tuple[str, str, str], dict[str, set[_Party]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        named = (row["agency_id"], row["agency_name"])
        written = (row["as_written"], row["as_written"])
        party = written if agencies == "as_written" else now.get(row["agency_id"], named)
        tasks[row["task_id"], row["policy_id"], row["evidence_id"]][row["role"]].add(party)
    found: dict[tuple[_Party, _Party, str], list[tuple[str, str, str]]] = defaultdict(list)
    for task, roles in tasks.items():
        for pair in _pairs(roles):
            found[pair].append(task)
    for (lead, partner, relation), places in found.items():
        yield {
            "lead_id": lead[0],
            "lead_name": lead[1],
            "partner_id": partner[0],
            "partner_name": partner[1],
            "relation": relation,
            "tasks": len({task for task, _, _ in places}),
            "policies": len({policy for _, policy, _ in places}),
            "example_evidence_id": min(evidence for _, _, evidence in places),
        }


def _pairs(roles: Mapping[str, set[_Party]]) -> set[tuple[_Party, _Party, str]]:
    lead, joint = roles.get("lead", set()), roles.get("joint", set())
    found = {(a, b, "cooperate") for a, b in product(lead, roles.get("cooperate", set())) if a != b}
    found |= {(a, b, "joint") for a, b in product(lead, joint) if a != b}
    found |= {(a, b, "co_lead") for a, b in combinations(sorted(lead), 2)}
    return found | {(a, b, "peers") for a, b in combinations(sorted(joint), 2)}
