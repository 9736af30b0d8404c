"""The application: data routes, pages, documentation, all over one workspace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

import viz
from api import problems
from api.routes import data, decide, docs, figures, health, pages
from api.wiring import Workspace

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'"
)


def create_app(space: Workspace) -> FastAPI:
    """An app over an open workspace. Pages need nothing from any outside host."""
    app = FastAPI(
        title="Tiaokuai 条块",
        description="Compare Chinese policy documents across regions. Every row carries its evidence.",
        docs_url=None,
        redoc_url=None,
    )
    app.state.space = space
    problems.install(app)
    app.middleware("http")(_headers)
    for room in (data, health, docs, decide, figures, pages):
        app.include_router(room.router)
    app.mount("/static", StaticFiles(directory=Path(viz.__file__).parent / "static"), name="static")
    return app


async def _headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Strict Content-Security-Policy everywhere; only embeds may stand in another page's frame."""
    response = await call_next(request)
    frame = "*" if request.url.path.startswith("/embed/") else "'self'"
    response.headers["Content-Security-Policy"] = f"{_POLICY}; frame-ancestors {frame}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
