"""A view without a server: one HTML file with everything in it, or a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from api.views import Asked, View
from api.views.adopters import adopters
from api.views.compare import compare
from api.views.matrix import matrix
from api.views.network import network
from api.views.places import agency, holdings, overview, region
from api.views.policy import policy
from api.wiring import Workspace
from viz.figures import figure, raster
from viz.render import Frame, render, single_policy

VIEWS: dict[str, Callable[[Asked], View]] = {
    "matrix": matrix,
    "adopters": adopters,
    "compare": compare,
    "network": network,
    "policy": policy,
    "region": region,
    "agency": agency,
    "holdings": holdings,
    "overview": overview,
}

# Our own links to the site: in a file on disk they lead nowhere. Text of documents is escaped and holds no tag.
_LINK = re.compile(r'<a\b[^<>]{0,2000}\bhref="/[^"<>]{0,4000}"[^<>]{0,2000}>(.*?)</a>', re.DOTALL)
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)


def still_file(space: Workspace, name: str, given: Mapping[str, Sequence[str]], suffix: str, lang: str) -> bytes:
    """The bytes of FILE.html, .svg or .png."""
    shown = VIEWS[name](Asked(space, given))
    if suffix == ".html":
        return single_file(space, shown, lang).encode()
    source = f"来源：条块，数据快照 {space.reader.snapshot}，{date.today().isoformat()}"
    svg = figure(name, shown.title, shown.values, lang, source)
    return svg.encode() if suffix == ".svg" else raster(svg)


def single_file(space: Workspace, shown: View, lang: str) -> str:
    """HTML with styles, scripts and data inside and a Content-Security-Policy of its own; nothing from outside."""
    frame = Frame(lang=lang, form="single", snapshot=space.reader.snapshot, engine=space.reader.engine)
    html = _LINK.sub(r"\1", _FORM.sub("", render(shown.template, frame, **shown.values)))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{single_policy(html)}">'
    return html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{meta}', 1)
