"""Errors as problem+json (RFC 9457): what was wrong, what would be right. One table maps class to status."""

from __future__ import annotations

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from graph.errors import (
    AmbiguousName,
    InputError,
    RecordError,
    StoreBusy,
    StoreError,
    TiaokuaiError,
    UnknownName,
    UsageError,
)

_STATUS: tuple[tuple[type[TiaokuaiError], int, str], ...] = (
    (AmbiguousName, 409, "Several things bear this name"),
    (UnknownName, 404, "No such thing"),
    (UsageError, 400, "The request cannot be understood"),
    (InputError, 404, "Not found"),
    (StoreBusy, 503, "The graph is being written"),
    (StoreError, 503, "The graph cannot be reached"),
    (RecordError, 500, "A record is broken"),
    (TiaokuaiError, 500, "Something went wrong"),
)


def problem(status: int, title: str, detail: str, **extra: object) -> Response:
    """A problem+json answer."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extra}
    return Response(orjson.dumps(body), status_code=status, media_type="application/problem+json")


def status_of(error: TiaokuaiError) -> tuple[int, str]:
    """HTTP status and title of an error."""
    return next((status, title) for kind, status, title in _STATUS if isinstance(error, kind))


def install(app: FastAPI) -> None:
    """Answer every error of ours, of validation and of routing as a problem."""

    @app.exception_handler(TiaokuaiError)
    def ours(_: Request, error: Exception) -> Response:
        assert isinstance(error, TiaokuaiError)
        status, title = status_of(error)
        extra: dict[str, object] = {"code": error.code}
        if error.remedy:
            extra["remedy"] = error.remedy
        if isinstance(error, UnknownName) and error.suggestions:
            extra["did_you_mean"] = list(error.suggestions)
        return problem(status, title, error.message, **extra)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = [{"where": ".".join(map(str, e["loc"])), "what": e["msg"]} for e in error.errors()]
        return problem(422, "A parameter is wrong", faults[0]["what"] if faults else "", errors=faults)

    @app.exception_handler(HTTPException)
    def routing(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return problem(error.status_code, str(error.detail), f"{request.method} {request.url.path}")
