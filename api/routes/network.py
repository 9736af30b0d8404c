"""/network and /embed/network: who leads and who cooperates, for a region, a policy or a measure."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.routes import Space
from api.routes.frames import frame_of
from api.wiring import Workspace
from graph.errors import UnknownName
from viz.network import vis_script
from viz.network_page import VIS_ADDRESS, Choice, network_page
from viz.network_view import SHOWN, NetworkView, network_view, pairs_of_tasks

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Query(max_length=300)]
Flag = Annotated[str, Query(max_length=5)]


@router.get(VIS_ADDRESS)
def vis() -> Response:
    """vis-network as the installed pyvis carries it; the address holds its version, so it is cached for ever."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(vis_script(), media_type="text/javascript; charset=utf-8", headers=headers)


@router.get("/network")
@router.get("/embed/network")
def network(
    request: Request,
    space: Space,
    region: Text = "",
    policy: Text = "",
    measure: Text = "",
    by: Text = "agency",
    subtree: Flag = "",
    ego: Text = "",
) -> HTMLResponse:
    """The network page; the address is its whole state. `subtree` is on unless a form sent the rest without it."""
    whole = subtree not in ("", "false", "0") or not request.query_params
    choice = Choice(region, policy, measure, by if by in ("agency", "function") else "agency", whole, ego)
    view = chosen_view(space, choice)
    regions = [str(r["region_name"]) for r in space.runner().answer("regions", {}).rows]
    return HTMLResponse(network_page(view, choice, frame_of(request, space), regions))


def chosen_view(space: Workspace, choice: Choice, limit: int = SHOWN) -> NetworkView:
    """The network that a choice means. Raises UnknownName for an unknown region, policy, measure or agency."""
    pairs = chosen_pairs(space, choice)
    if not choice.ego:
        return network_view(pairs, limit=limit)
    ids = {r[f"{side}_id"] for r in pairs for side in ("lead", "partner") if r[f"{side}_name"] == choice.ego}
    if not ids:
        near = sorted({str(r["lead_name"]) for r in pairs if choice.ego in str(r["lead_name"])})[:5]
        raise UnknownName(f"no agency {choice.ego} in this network", suggestions=tuple(near))
    return network_view(pairs, limit=limit, ego=min(ids))


def chosen_pairs(space: Workspace, choice: Choice) -> list[dict[str, Any]]:
    """Rows like those of co_responsibility."""
    runner = space.runner()
    if choice.policy:
        return pairs_of_tasks(runner.answer("policy_tasks", {"policy": choice.policy}).rows)
    if choice.measure:
        params: dict[str, object] = {"measure": choice.measure}
        if choice.region:
            params["region"] = choice.region
        clauses = runner.answer("measure_evidence", params).rows
        wanted = {c["task_id"] for c in clauses}
        rows = [
            task
            for policy in sorted({str(c["policy_id"]) for c in clauses})
            for task in runner.answer("policy_tasks", {"policy": policy}).rows
        ]
        return pairs_of_tasks(r for r in rows if r["task_id"] in wanted)
    params = {"by": choice.by, "subtree": choice.subtree}
    if choice.region:
        params["region"] = choice.region
    return runner.answer("co_responsibility", params).rows
