"""The adoption matrix."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from api.routes.frames import citation_of, download_links, embed_code, lang_of, link_with, page_links
from api.views import Asked, View
from loaders.domain_names import domain_names, theme_names
from viz.contested import contested_cells
from viz.matrix import CELLS, ORDERS, Line, matrix_view


def matrix(asked: Asked) -> View:
    """domain, levels, measures (names, ids or phrases, parted by ；), theme, year, as_of, order."""
    lang = lang_of(asked.request)
    domain, theme, year = asked.one("domain", "yiyang"), asked.one("theme"), asked.one("year")
    known = asked.rows("measures")
    names = [m.strip() for text in asked.many("measures") for m in text.replace(";", "；").split("；") if m.strip()]
    chosen = names or [m["measure_id"] for m in known if theme and m["theme"] == theme]
    params: dict[str, object] = {
        "domain": domain,
        "levels": asked.many("levels"),
        "measures": chosen,
        "as_of": asked.one("as_of"),
    }
    answer = asked.answer("adoption_matrix", **params)
    rows = answer.rows
    order = asked.one("order", "given")
    view = matrix_view(
        rows,
        themes={m["measure_id"]: m["theme"] or "" for m in known},
        order=order if order in ORDERS else "given",
        year=year,
        contested=contested_cells(asked.space.home),
    )
    # A file or a picture is the whole matrix; a page of the site is what a browser lays out at once.
    limit = CELLS if asked.request and not asked.request.url.path.startswith("/figures/") else len(rows) + 1
    best = _pair_address(view.regions, lang)
    view, pages = view.page(asked.page(), limit)
    known_domains = domain_names(lang)
    form = {"domain": domain, "levels": asked.many("levels"), "measures": names, "theme": theme, "year": year}
    values = {
        "view": view,
        "pair_address": best,
        "pages": pages,
        "at_page": page_links(asked.request),
        "notes": answer.meta.get("notes", []),
        "coverage": answer.meta["coverage"],
        "domains": list(known_domains.items()),
        "domain_name": known_domains.get(domain, ""),
        "chosen": form | {"as_of": asked.one("as_of")},
        "names": [m["measure_name"] for m in known],
        "all_themes": list(dict.fromkeys(m["theme"] for m in known if m["theme"])),
        "theme_names": theme_names(lang),
        "english": {m["measure_id"]: m["name_en"] for m in known if m["name_en"]} if lang == "en" else {},
        "orders": ORDERS,
        "address": link_with(asked.request),
        "downloads": download_links("adoption_matrix", params, asked.request, ("svg", "png")),
        "embed": embed_code(asked.request, "/embed/matrix"),
        "citation": citation_of(asked.request, asked.space, "采纳矩阵"),
    }
    return View("matrix.html", values, "采纳矩阵" + (f"：{known_domains[domain]}" if domain in known_domains else ""))


def _pair_address(regions: Sequence[Line], lang: str) -> str:
    """The two regions that have adopted most of what is shown, for /compare."""
    best = sorted(regions, key=lambda line: -line.adopted)[:2]
    return urlencode([*(("regions", line.id) for line in best), ("lang", lang)])
