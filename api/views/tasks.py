"""The tasks that two agencies share: what an edge of the network stands for."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from api.routes.frames import citation_of, download_links
from api.views import Asked, View

# Which roles of lead and partner make the relation of an edge.
_ROLES = {
    "cooperate": ("lead", "cooperate"),
    "joint": ("lead", "joint"),
    "co_lead": ("lead", "lead"),
    "peers": ("joint", "joint"),
}
_SHOWN = 500


def shared_tasks(asked: Asked) -> View:
    """lead, partner (needed; id or name), relation, region with subtree, policy."""
    lead, partner = asked.needed("lead"), asked.needed("partner")
    relation = asked.one("relation")
    first, second = (asked.rows("agency_tasks", agency=name) for name in (lead, partner))
    names = [str(rows[0]["agency_name"]) if rows else name for rows, name in ((first, lead), (second, partner))]
    rows = [r for r in _shared(first, second, _ROLES.get(relation)) if _inside(asked, r)]
    values = {
        "lead": names[0],
        "partner": names[1],
        "relation": relation if relation in _ROLES else "",
        "rows": rows[:_SHOWN],
        "total": len(rows),
        "downloads": download_links("agency_tasks", {"agency": lead}, asked.request),
        "citation": citation_of(asked.request, asked.space, " · ".join(names)),
    }
    return View("shared.html", values, " · ".join(names))


def _shared(
    first: list[dict[str, Any]], second: list[dict[str, Any]], roles: tuple[str, str] | None
) -> list[dict[str, Any]]:
    """Tasks that both have, in these roles; each once, with the role of each. Roles None: any, the peers' case too."""
    mine, theirs = _by_task(first), _by_task(second)
    found = []
    for task, row in {r["task_id"]: r for r in first}.items():
        has, other = mine[task], theirs.get(task, set())
        fits = bool(other) and (roles is None or (roles[0] in has and roles[1] in other))
        if fits:
            found.append(row | {"first_roles": sorted(has), "second_roles": sorted(other)})
    return found


def _by_task(rows: list[dict[str, Any]]) -> dict[str, set[str]]:
    roles: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        roles[row["task_id"]].add(row["role"])
    return roles


def _inside(asked: Asked, row: dict[str, Any]) -> bool:
    """Within the region (and those below it) and the policy that the network was asked for."""
    policy, region = asked.one("policy"), asked.one("region")
    names = asked.space.runner().names
    if policy and row["policy_id"] != names.policies.find(policy).id:
        return False
    if not region:
        return True
    chosen = names.regions.find(region)
    if asked.one("subtree", "true") in ("false", "0"):
        return bool(row["region_name"] == chosen.name)
    return chosen.level == "national" or str(row["region_name"] or "").startswith(chosen.name)
