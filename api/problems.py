"""Errors: problem+json (RFC 9457) for programs, a page for people. One table maps class to status."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, unquote, urlencode

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.routes.frames import bare_frame
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
from viz.render import render

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
_DATA = ("/v1/", "/openapi.json", "/healthz", "/readyz")


def problem(status: int, title: str, detail: str, **extra: object) -> Response:
    """A problem+json answer."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extra}
    return Response(orjson.dumps(body), status_code=status, media_type="application/problem+json")


def status_of(error: TiaokuaiError) -> tuple[int, str]:
    """HTTP status and title of an error."""
    return next((status, title) for kind, status, title in _STATUS if isinstance(error, kind))


def install(app: FastAPI) -> None:
    """Answer every error of ours, of validation and of routing."""
    handlers: tuple[tuple[type[Exception], Callable[[Request, Exception], Response]], ...] = (
        (TiaokuaiError, _ours),
        (RequestValidationError, _invalid),
        (HTTPException, _routing),
    )
    for kind, handler in handlers:
        app.exception_handler(kind)(handler)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, TiaokuaiError)
    status, title = status_of(error)
    suggestions = error.suggestions if isinstance(error, UnknownName) else ()
    if _reads_pages(request):
        return _page(request, status, error.message, error.remedy, suggestions)
    extra: dict[str, object] = {"code": error.code}
    extra |= {"remedy": error.remedy} if error.remedy else {}
    extra |= {"did_you_mean": list(suggestions)} if suggestions else {}
    return problem(status, title, error.message, **extra)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [{"where": ".".join(map(str, e["loc"])), "what": e["msg"]} for e in error.errors()]
    detail = faults[0]["what"] if faults else ""
    if _reads_pages(request):
        return _page(request, 422, detail, "", ())
    return problem(422, "A parameter is wrong", detail, errors=faults)


def _routing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = f"{request.method} {request.url.path}"
    if _reads_pages(request):
        return _page(request, error.status_code, f"{error.detail}: {detail}", "", ())
    return problem(error.status_code, str(error.detail), detail)


def _reads_pages(request: Request) -> bool:
    """A browser on one of the pages; programs and the data routes get JSON."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(_DATA)


def _page(request: Request, status: int, message: str, remedy: str, suggestions: tuple[str, ...]) -> Response:
    """The error as a page, with links that put each suggestion in the place of what was wrong."""
    links = [(name, _instead(request, message, name)) for name in suggestions]
    words = {"status": status, "kind": _kind(status), "message": message, "remedy": remedy, "suggestions": links}
    html = render("problem.html", bare_frame(request), **words)
    return Response(html, status_code=status, media_type="text/html; charset=utf-8")


def _instead(request: Request, message: str, name: str) -> str:
    """The same address with the parameter that the message quotes replaced by the suggestion."""
    given = request.query_params.multi_items()
    wrong = max((v for k, v in given if k != "lang" and v and v in message), key=len, default=None)
    pairs = [(k, name if k != "lang" and v == wrong else v) for k, v in given]
    head, _, tail = request.url.path.rpartition("/")
    path = f"{head}/{quote(name)}" if wrong is None and tail and unquote(tail) in message else request.url.path
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _kind(status: int) -> str:
    """Which heading the page has, in the reader's language."""
    return {409: "ambiguous", 404: "unknown", 503: "busy"}.get(status, "server" if status >= 500 else "request")
