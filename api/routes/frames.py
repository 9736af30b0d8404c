"""What surrounds a view: language, form and addresses, read from the request."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request

from api.wiring import Workspace
from viz.messages import LANGUAGES
from viz.render import Frame


def frame_of(request: Request, space: Workspace) -> Frame:
    """The frame of a request: `?lang=` (zh by default), embed form under /embed/."""
    lang = request.query_params.get("lang", LANGUAGES[0])
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    other = LANGUAGES[1 - LANGUAGES.index(lang)]
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    path = request.url.path
    return Frame(
        lang=lang,
        form="embed" if path.startswith("/embed/") else "page",
        address=f"{path}?{urlencode([*kept, ('lang', lang)])}",
        other_lang_address=f"{path}?{urlencode([*kept, ('lang', other)])}",
        snapshot=space.reader.snapshot,
        engine=space.reader.engine,
    )
