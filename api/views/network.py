"""The responsibility network: for a region, a policy or a measure; all of it or one agency and its partners."""

from __future__ import annotations

from typing import Any

from api.routes.frames import citation_of, download_links, embed_code
from api.views import Asked, View
from graph.errors import UnknownName
from viz.network_page import Choice, network_values
from viz.network_view import SHOWN, NetworkView, network_view, pairs_of_tasks


def network(asked: Asked) -> View:
    """region, policy, measure, by (agency | function), subtree, ego."""
    choice = choice_of(asked)
    view = chosen_view(asked, choice)
    params = {"region": choice.region, "by": choice.by, "subtree": str(choice.subtree).lower()}
    values = network_values(view, choice, [str(r["region_name"]) for r in asked.rows("regions")])
    values |= {
        "downloads": download_links("co_responsibility", params, asked.request, ("svg", "png")),
        "embed": embed_code(asked.request, "/embed/network"),
        "citation": citation_of(asked.request, asked.space, "责任网络"),
    }
    return View("network.html", values, values["subject"] or "责任网络")


def choice_of(asked: Asked) -> Choice:
    """`subtree` is on unless the form was sent without it."""
    by, subtree = asked.one("by", "agency"), asked.one("subtree")
    sent = any(name in asked.given for name in ("region", "policy", "measure", "ego", "by"))
    whole = subtree not in ("", "false", "0") or not (sent and asked.request is not None)
    counted = by if by in ("agency", "function") else "agency"
    return Choice(asked.one("region"), asked.one("policy"), asked.one("measure"), counted, whole, asked.one("ego"))


def chosen_view(asked: Asked, choice: Choice, limit: int = SHOWN) -> NetworkView:
    """The network that a choice means. Raises UnknownName for an unknown region, policy, measure or agency."""
    pairs = _pairs(asked, choice)
    if not choice.ego:
        return network_view(pairs, limit=limit)
    ids = {r[f"{side}_id"] for r in pairs for side in ("lead", "partner") if r[f"{side}_name"] == choice.ego}
    if not ids:
        near = sorted({str(r["lead_name"]) for r in pairs if choice.ego in str(r["lead_name"])})[:5]
        raise UnknownName(f"no agency {choice.ego} in this network", suggestions=tuple(near))
    return network_view(pairs, limit=limit, ego=min(ids))


def _pairs(asked: Asked, choice: Choice) -> list[dict[str, Any]]:
    """Rows like those of co_responsibility."""
    if choice.policy:
        return pairs_of_tasks(asked.rows("policy_tasks", policy=choice.policy))
    if not choice.measure:
        return asked.rows("co_responsibility", region=choice.region, by=choice.by, subtree=choice.subtree)
    clauses = asked.rows("measure_evidence", measure=choice.measure, region=choice.region)
    wanted = {c["task_id"] for c in clauses}
    policies = sorted({str(c["policy_id"]) for c in clauses})
    tasks = [task for policy in policies for task in asked.rows("policy_tasks", policy=policy)]
    return pairs_of_tasks(task for task in tasks if task["task_id"] in wanted)
