"""Two regions side by side: what both have, what one lacks, who leads, which targets; clauses word by word."""

from __future__ import annotations

from typing import Any

from api.routes.frames import citation_of, download_links, lang_of, link_with
from api.views import Asked, View
from loaders.domain_names import domain_names
from viz.compare import comparison


def compare(asked: Asked) -> View:
    """regions (twice or more; the first two are shown), domain, as_of. Without two regions: the form."""
    chosen = asked.many("regions")
    params: dict[str, object] = {
        "regions": chosen,
        "domain": asked.one("domain"),
        "as_of": asked.one("as_of"),
    }
    ready = len(chosen) > 1
    rows: list[dict[str, Any]] = asked.rows("compare_regions", **params) if ready else []
    held = asked.rows("regions")
    names = {str(r["region_code"]): str(r["region_name"]) for r in held}
    pair = [names.get(code, code) for code in chosen]
    title = " · ".join(pair)
    values = {
        "ready": ready,
        "pair": pair,
        "chosen": params,
        "view": comparison(rows),
        "coverage": asked.space.runner().coverage().as_dict(),
        "regions": list(names.values()),
        "domains": list(domain_names(lang_of(asked.request)).items()),
        "address": link_with(asked.request),
        "downloads": download_links("compare_regions", params, asked.request) if ready else [],
        "citation": citation_of(asked.request, asked.space, title) if ready else "",
    }
    return View("compare.html", values, title)
