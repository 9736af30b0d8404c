"""/healthz: the process lives; /readyz: which engine, generation and snapshot it answers from."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.problems import problem
from api.routes import Space
from api.routes.data import json_response
from graph.errors import StoreError

router = APIRouter(tags=["health"])


@router.get("/healthz")
def alive() -> Response:
    return json_response({"status": "ok"})


@router.get("/readyz")
def ready(space: Space) -> Response:
    """200 with engine and snapshot once a graph can be read, else 503 with the reason."""
    try:
        space.runner()
    except StoreError as error:
        return problem(503, "Not ready", error.message, remedy=error.remedy)
    reader = space.reader
    body = {"status": "ready", "engine": reader.engine, "snapshot": reader.snapshot}
    body["generation"] = str(getattr(reader, "generation", ""))
    return json_response(body)
