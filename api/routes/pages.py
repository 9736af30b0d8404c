"""The pages and embeds: an address → the view's values → its template. The address is the whole state."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.routes import Space
from api.routes.frames import frame_of
from api.views import Asked, View
from api.views.adopters import adopters, cell
from api.views.compare import compare
from api.views.lists import agencies, policies, regions
from api.views.matrix import matrix
from api.views.network import network
from api.views.places import agency, holdings, overview, region
from api.views.policy import evidence, policy
from api.views.review import review
from api.views.tasks import shared_tasks
from api.wiring import Workspace
from viz.network import vis_script
from viz.network_page import VIS_ADDRESS
from viz.render import render

router = APIRouter(include_in_schema=False)


def asked_of(request: Request, space: Workspace, **path: str) -> Asked:
    """The parameters of an address, those in its path included."""
    params = request.query_params
    return Asked(space, {**{k: params.getlist(k) for k in params}, **{k: [v] for k, v in path.items()}}, request)


def page(request: Request, space: Workspace, view: Callable[[Asked], View], **path: str) -> HTMLResponse:
    shown = view(asked_of(request, space, **path))
    return HTMLResponse(render(shown.template, frame_of(request, space), **shown.values))


@router.get("/")
def overview_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, overview)


@router.get("/matrix")
@router.get("/embed/matrix")
def matrix_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, matrix)


@router.get("/adopters")
@router.get("/embed/adopters")
def adopters_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, adopters)


@router.get("/compare")
def compare_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, compare)


@router.get("/cell")
def cell_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, cell)


@router.get("/network")
@router.get("/embed/network")
def network_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, network)


@router.get("/policies")
def policies_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, policies)


@router.get("/agencies")
def agencies_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, agencies)


@router.get("/regions")
def regions_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, regions)


@router.get("/policies/{policy_id:path}")
@router.get("/embed/policy/{policy_id:path}")
def policy_page(request: Request, space: Space, policy_id: str) -> HTMLResponse:
    return page(request, space, policy, policy=policy_id)


@router.get("/agencies/{agency_id:path}")
def agency_page(request: Request, space: Space, agency_id: str) -> HTMLResponse:
    return page(request, space, agency, agency=agency_id)


@router.get("/regions/{region_id}")
def region_page(request: Request, space: Space, region_id: str) -> HTMLResponse:
    return page(request, space, region, region=region_id)


@router.get("/tasks")
def tasks_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, shared_tasks)


@router.get("/review")
def review_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, review)


@router.get("/holdings")
def holdings_page(request: Request, space: Space) -> HTMLResponse:
    return page(request, space, holdings)


@router.get("/evidence/{evidence_id}")
def evidence_page(request: Request, space: Space, evidence_id: str) -> HTMLResponse:
    return page(request, space, evidence, evidence_id=evidence_id)


@router.get(VIS_ADDRESS)
def vis() -> Response:
    """vis-network as the installed pyvis carries it; the address holds its version, so it is cached for ever."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(vis_script(), media_type="text/javascript; charset=utf-8", headers=headers)
