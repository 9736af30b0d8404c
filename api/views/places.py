"""The overview, what is held, a region, an agency."""

from __future__ import annotations

from collections import Counter

from api.routes.frames import citation_of, download_links, lang_of, link_with
from api.views import Asked, View
from graph.errors import UnknownName
from loaders.domain_names import domain_names
from viz.holdings import glance
from viz.overview import cards, domain_counts, level_counts, map_of_holdings, year_span

_READY = 4  # answers on the overview
_CAP = 200  # rows of each table of the holdings page


def overview(asked: Asked) -> View:
    """What is loaded, the question box, ready answers."""
    lang = lang_of(asked.request)
    regions, held, measures = asked.rows("regions"), asked.rows("holdings"), asked.rows("measures")
    ready = sorted((m for m in measures if m["adopted"]), key=lambda m: (-m["adopted"], m["measure_id"]))[:_READY]
    values = {
        "coverage": asked.space.runner().coverage().as_dict(),
        "regions": regions,
        "levels": level_counts(regions),
        "domain_counts": domain_counts(held, domain_names(lang)),
        "years": year_span(held),
        "map": map_of_holdings(regions, lang, links=asked.request is not None),
        "cards": cards([(m, asked.rows("adopters", measure=m["measure_id"])) for m in ready], lang),
        "names": [m["measure_name"] for m in measures],
    }
    return View("overview.html", values, "总览")


def holdings(asked: Asked) -> View:
    """What is held, by region, domain and year, and what is only cited."""
    rows, lang = asked.rows("holdings"), lang_of(asked.request)
    values = {
        "rows": rows,
        "glance": glance(rows, domain_names(lang)),
        "cap": _CAP,
        "policies": asked.rows("policies"),
        "wanted": asked.rows("wanted"),
        "domain_names": domain_names(lang),
        "downloads": download_links("holdings", {}, asked.request),
    }
    return View("holdings.html", values, "馆藏")


def region(asked: Asked) -> View:
    """region (code or name; needed): everything held about it."""
    wanted = asked.needed("region")
    found = asked.space.runner().names.regions.find(wanted)
    row = next((r for r in asked.rows("regions", held=False) if r["region_name"] == found.name), None)
    if row is None:
        raise UnknownName(f"no region {wanted}")
    name = row["region_name"]
    states = [r for r in asked.rows("adoption_matrix") if r["region_name"] == name]
    values = {
        "region": row,
        "others": [r["region_name"] for r in asked.rows("regions") if r["region_name"] != name],
        "adopted": [r for r in states if r["state"] in ("adopted", "adopted_modified")],
        "policies": asked.rows("policies", region=name),
        "targets": asked.rows("targets", region=name),
        "address": link_with(asked.request),
        "downloads": download_links("targets", {"region": name}, asked.request),
        "citation": citation_of(asked.request, asked.space, name),
    }
    return View("region.html", values, name)


def agency(asked: Asked) -> View:
    """agency (id or name; needed): everything held about it."""
    wanted = asked.needed("agency")
    rows = asked.rows("agency_tasks", agency=wanted)
    name = str(rows[0]["agency_name"]) if rows else wanted
    values = {
        "name": name,
        "rows": rows,
        "policies": len({r["policy_id"] for r in rows}),
        "roles": Counter(r["role"] for r in rows).most_common(),
        "address": link_with(asked.request),
        "downloads": download_links("agency_tasks", {"agency": wanted}, asked.request),
        "citation": citation_of(asked.request, asked.space, name),
    }
    return View("agency.html", values, name)
