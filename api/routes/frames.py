"""What surrounds a view: language, form and addresses, read from the request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from urllib.parse import quote, urlencode

from fastapi import Request

from api.wiring import Workspace
from viz.cite import cite_view
from viz.messages import LANGUAGES
from viz.render import Frame


def frame_of(request: Request, space: Workspace) -> Frame:
    """The frame of a request: `?lang=` (zh by default), embed form under /embed/."""
    return replace(bare_frame(request), snapshot=space.reader.snapshot, engine=space.reader.engine)


def bare_frame(request: Request) -> Frame:
    """The frame without what the graph knows: for errors, which must be shown even when it cannot be read."""
    lang = lang_of(request)
    other = LANGUAGES[1 - LANGUAGES.index(lang)]
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    path = request.url.path
    return Frame(
        lang=lang,
        form="embed" if path.startswith("/embed/") else "page",
        address=f"{path}?{urlencode([*kept, ('lang', lang)])}",
        other_lang_address=f"{path}?{urlencode([*kept, ('lang', other)])}",
    )


def lang_of(request: Request | None) -> str:
    """`?lang=`, Chinese by default."""
    lang = request.query_params.get("lang", LANGUAGES[0]) if request else LANGUAGES[0]
    return lang if lang in LANGUAGES else LANGUAGES[0]


def link_with(request: Request | None) -> Callable[..., str]:
    """Query strings for other pages that keep the language."""
    lang = lang_of(request)

    def address(**values: object) -> str:
        return urlencode({**values, "lang": lang})

    return address


def page_links(request: Request | None) -> Callable[[int], str]:
    """The same address at another page of a long list."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "page"] if request else []
    path = request.url.path if request else ""
    return lambda number: f"{path}?{urlencode([*kept, ('page', number)])}"


def download_links(
    query: str, params: Mapping[str, object], request: Request | None, figures: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """JSON and CSV of the rows of a page, what their columns mean ("columns"), the picture by the page's address."""
    given = urlencode({k: v for k, v in params.items() if v not in ("", [])}, doseq=True)
    links = [(kind.upper(), f"/v1/q/{query}.{kind}?{given}") for kind in ("json", "csv")]
    links.append(("columns", f"/v1/queries/{query}"))
    if request is not None:
        name = request.url.path.rsplit("/", 1)[-1]
        links += [(kind.upper(), f"/figures/{name}.{kind}?{request.url.query}") for kind in figures]
    return links


def embed_code(request: Request | None, path: str) -> str:
    """The code for a page or CMS of the reader's."""
    if request is None:
        return ""
    address = f"{str(request.base_url).rstrip('/')}{quote(path)}?{urlencode(request.query_params.multi_items())}"
    return f'<iframe src="{escape(address)}" width="100%" height="600" loading="lazy" title="条块"></iframe>'


def citation_of(request: Request | None, space: Workspace, title: str) -> str:
    """How to cite this page."""
    address = str(request.url) if request else ""
    return cite_view(title, space.reader.snapshot, date.today().isoformat(), address)
