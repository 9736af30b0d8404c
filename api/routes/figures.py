"""/figures/NAME.svg|png: what a page shows as a still picture, under the page's own parameters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fastapi import APIRouter, Request, Response

from api.routes import Space
from api.routes.frames import lang_of
from api.routes.pages import asked_of
from api.views import Asked, View
from api.views.adopters import adopters
from api.views.matrix import matrix
from api.views.network import network
from api.wiring import Workspace
from graph.errors import UnknownName
from viz.figures import FIGURES, figure, raster

router = APIRouter(include_in_schema=False)

_VIEWS: dict[str, Callable[[Asked], View]] = {"matrix": matrix, "network": network, "adopters": adopters}


@router.get("/figures/{file}")
def still(request: Request, space: Space, file: str) -> Response:
    """SVG or PNG (`w`: width in pixels, at most 4000)."""
    name, _, kind = file.rpartition(".")
    if name not in _VIEWS or kind not in ("svg", "png"):
        raise UnknownName(f"no picture {file}", suggestions=tuple(f"{n}.svg" for n in FIGURES))
    asked = asked_of(request, space)
    view = _VIEWS[name](asked)
    svg = figure(name, view.title, view.values, lang_of(request), source_line(space))
    if kind == "svg":
        return Response(svg, media_type="image/svg+xml; charset=utf-8")
    width = int(asked.one("w", "1600")) if asked.one("w", "1600").isdigit() else 1600
    return Response(raster(svg, min(max(width, 200), 4000)), media_type="image/png")


def source_line(space: Workspace) -> str:
    """Where a figure comes from."""
    return f"来源：条块，数据快照 {space.reader.snapshot}，{date.today().isoformat()}"
