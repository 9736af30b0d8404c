"""What people decide over HTTP: POST /contest ("this is wrong", from a form) and /v1/decisions (judgements)."""

from __future__ import annotations

import dataclasses
from urllib.parse import parse_qs, urlsplit

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.deciding import decide as decide_measure
from api.deciding import judge
from api.problems import problem
from api.routes import Space
from api.routes.data import json_response
from api.wiring import Workspace
from graph.decisions import Decision, append
from graph.errors import UsageError

router = APIRouter(include_in_schema=False)

_FIELDS = ("measure_id", "region_code", "policy_id", "agency_id", "evidence")
_LIMIT = 20_000  # bytes of a form


@router.post("/contest")
async def contest(request: Request, space: Space) -> Response:
    """Only from our own pages: another site's form is refused."""
    if not _same_origin(request):
        return problem(403, "Not from this site", "a contest is sent from the page that it is about")
    body = await request.body()
    if len(body) > _LIMIT:
        return problem(413, "Too long", f"a contest has at most {_LIMIT} bytes")
    form = {k: v[-1].strip() for k, v in parse_qs(body.decode("utf-8", "replace"), max_num_fields=20).items()}
    if not form.get("why") or not form.get("by"):
        raise UsageError("a contest needs a reason and a name", remedy="fill in both fields")
    decision = Decision(by=form["by"][:100], verb="contest", why=form["why"][:2000])
    about = {name: form[name][:500] for name in _FIELDS if form.get(name)}
    decision = dataclasses.replace(decision, **about)  # type: ignore[arg-type]  # all of _FIELDS are strings
    await run_in_threadpool(append, space.home, decision)
    return RedirectResponse(_back(form.get("back", "/")), status_code=303)


@router.post("/v1/decisions")
async def decide(request: Request, space: Space) -> Response:
    """JSON {verb, by, evidence, measure_id, value, why}: accept, reject, split; merge, rename (of a measure); undo."""
    if not _same_origin(request):
        return problem(403, "Not from this site", "decisions are sent from this site's own pages or by programs")
    body = await request.body()
    if len(body) > _LIMIT:
        return problem(413, "Too long", f"a decision has at most {_LIMIT} bytes")
    written = await run_in_threadpool(_decided, space, _fields(body))
    return json_response({"id": written.id, "at": written.at, "verb": written.verb})


def _fields(body: bytes) -> dict[str, str]:
    """String fields of the JSON. Raises UsageError."""
    try:
        given = orjson.loads(body)
        return {str(k): str(v)[:2000] for k, v in given.items() if v is not None}
    except (orjson.JSONDecodeError, AttributeError) as error:
        raise UsageError("a decision is a JSON object", remedy='{"verb": "accept", "evidence": …}') from error


def _decided(space: Workspace, given: dict[str, str]) -> Decision:
    verb, by, value = given.get("verb", ""), given.get("by", ""), given.get("value")
    if verb in ("accept", "reject", "split"):
        place, measure = given.get("evidence", ""), given.get("measure_id", "")
        return judge(space, verb, place, measure, by=by, why=given.get("why", ""), value=value)
    decision = Decision(by=by, verb=verb, measure_id=given.get("measure_id"), value=value, why=given.get("why", ""))
    return decide_measure(space, decision)


def _same_origin(request: Request) -> bool:
    """Browsers say where a form comes from; a client without a browser says nothing and is trusted like curl."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _back(address: str) -> str:
    """A path of this site; anything else leads to the start page."""
    parts = urlsplit(address)
    safe = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if safe else "/"
