"""Which regions adopted a measure, and one cell of it."""

from __future__ import annotations

from collections import Counter

from api.routes.data import evidence_at
from api.routes.frames import citation_of, download_links, embed_code, lang_of, link_with
from api.views import Asked, View
from graph.errors import UnknownName
from viz.contested import reasons
from viz.overview import map_of_states

STATES = ("adopted", "adopted_modified", "absent", "not_observable")


def adopters(asked: Asked) -> View:
    """measure (needed), domain, levels, as_of."""
    measure = asked.needed("measure")
    params: dict[str, object] = {
        "measure": measure,
        "domain": asked.one("domain"),
        "levels": asked.many("levels"),
        "as_of": asked.one("as_of"),
    }
    answer = asked.space.runner().answer("adopters", {k: v for k, v in params.items() if v})
    counts = Counter(dict.fromkeys(STATES, 0))
    counts.update(row["state"] for row in answer.rows)
    name = answer.rows[0]["measure_name"] if answer.rows else measure
    values = {
        "rows": answer.rows,
        "counts": counts,
        "measure_name": name,
        "measure_asked": measure,
        "names": [m["measure_name"] for m in asked.rows("measures")],
        "notes": answer.meta.get("notes", []),
        "map": map_of_states(answer.rows, lang_of(asked.request), links=asked.request is not None),
        "coverage": answer.meta["coverage"],
        "address": link_with(asked.request),
        "downloads": download_links("adopters", params, asked.request, ("svg", "png")),
        "embed": embed_code(asked.request, "/embed/adopters"),
        "citation": citation_of(asked.request, asked.space, str(name)),
    }
    return View("adopters.html", values, str(name))


def cell(asked: Asked) -> View:
    """measure, region (needed), as_of: the clauses that count, or what was searched."""
    measure, region = asked.needed("measure"), asked.needed("region")
    rows = asked.rows("adopters", measure=measure, as_of=asked.one("as_of"))
    row = next((r for r in rows if region in (r["region_code"], r["region_name"])), None)
    if row is None:
        raise UnknownName(f"nothing is held of {region}", suggestions=tuple(str(r["region_name"]) for r in rows[:5]))
    clauses = asked.rows("measure_evidence", measure=measure, region=region)
    titles = {p["policy_id"]: p["title"] for p in asked.rows("policies")}
    about = {"measure_id": str(row["measure_id"]), "region_code": str(row["region_code"] or row["region_name"])}
    title = f"{row['region_name']} {row['measure_name']}"
    values = {
        "row": row,
        "region_name": row["region_name"],
        "measure_name": row["measure_name"],
        "clauses": [{"row": c, "words": evidence_at(asked.space, c["evidence_id"])} for c in clauses],
        "searched": [{"id": s if s in titles else "", "title": titles.get(s, s)} for s in row["searched"] or []],
        "covered": row.get("covered_by") or [],
        "contest": about | {"evidence": str(row["evidence_id"] or "")},
        "contested": reasons(asked.space.home, **about),
        "coverage": asked.space.runner().coverage().as_dict(),
        "downloads": download_links("measure_evidence", {"measure": measure, "region": region}, asked.request),
        "embed": "",
        "citation": citation_of(asked.request, asked.space, title),
    }
    return View("cell.html", values, title)
