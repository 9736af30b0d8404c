"""Long lists with a filter and pages: policies, agencies, regions."""

from __future__ import annotations

from typing import Any

from api.routes.frames import download_links, lang_of, page_links
from api.views import Asked, View
from loaders.domain_names import domain_names
from viz.pages import Pages

_SIZE = 100  # rows of a page
_NAMES = {"policies": ("title", "doc_number", "policy_id"), "agencies": ("agency_name",), "regions": ("region_name",)}


def policies(asked: Asked) -> View:
    """q (part of a title or 文号), region, domain, page."""
    return _list(asked, "policies", {"region": asked.one("region"), "domain": asked.one("domain")})


def agencies(asked: Asked) -> View:
    """q (part of a name), region, page; those with most tasks first."""
    return _list(asked, "agencies", {"region": asked.one("region")}, order=_by_tasks)


def regions(asked: Asked) -> View:
    """q (part of a name), page."""
    return _list(asked, "regions", {})


def _by_tasks(row: dict[str, Any]) -> tuple[int, str]:
    return -(row["leads"] + row["cooperates"] + row["joint"]), str(row["agency_id"])


def _list(asked: Asked, name: str, params: dict[str, object], order: Any = None) -> View:
    words = asked.one("q")
    rows = [r for r in asked.rows(name, **params) if any(words in str(r[f] or "") for f in _NAMES[name])]
    rows = sorted(rows, key=order) if order else rows
    pages = Pages.of(len(rows), _SIZE, asked.page())
    values = {
        "name": name,
        "rows": rows[pages.start : pages.end],
        "pages": pages,
        "at_page": page_links(asked.request),
        "chosen": {"q": words, "region": asked.one("region"), "domain": asked.one("domain")},
        "regions": [r["region_name"] for r in asked.rows("regions")],
        "domains": list(domain_names(lang_of(asked.request)).items()),
        "downloads": download_links(name, params, asked.request),
    }
    return View("list.html", values, name)
