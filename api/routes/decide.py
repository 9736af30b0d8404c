"""POST /contest: "this is wrong". Writes a decision with the reader's reason and goes back to the page."""

from __future__ import annotations

import dataclasses
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.problems import problem
from api.routes import Space
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
