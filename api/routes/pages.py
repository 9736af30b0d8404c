"""The pages. Each asks the catalogue's questions and hands the rows to a view; the address is the whole state."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.routes import Space
from api.routes.data import evidence_at
from api.routes.frames import citation_of, download_links, embed_code, frame_of, link_with
from graph.errors import UnknownName
from loaders.domain_names import domain_names
from viz.cite import cite_policy
from viz.matrix import ORDERS, matrix_view
from viz.overview import cards, domain_counts, level_counts, map_of_holdings, map_of_states, year_span
from viz.policy_view import amount, lineage, policy_view
from viz.render import render

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Query(max_length=2000)]
Words = Annotated[tuple[str, ...], Query()]
_LINEAGE = ("implements", "forwards")


@router.get("/", response_class=HTMLResponse)
def overview(request: Request, space: Space) -> str:
    """What is loaded, the question box, ready answers."""
    runner, frame = space.runner(), frame_of(request, space)
    regions = runner.answer("regions", {}).rows
    holdings = runner.answer("holdings", {}).rows
    measures = runner.answer("measures", {}).rows
    ready = sorted(measures, key=lambda m: (-m["adopted"], m["measure_id"]))[:4]
    answers = [(m, runner.answer("adopters", {"measure": m["measure_id"]}).rows) for m in ready if m["adopted"]]
    return render(
        "overview.html", frame, coverage=runner.coverage().as_dict(), regions=regions, levels=level_counts(regions),
        domain_counts=domain_counts(holdings, domain_names()), years=year_span(holdings),
        map=map_of_holdings(regions, frame.lang), cards=cards(answers, frame.lang),
        names=[m["measure_name"] for m in measures],
    )  # fmt: skip


@router.get("/matrix", response_class=HTMLResponse)
@router.get("/embed/matrix", response_class=HTMLResponse)
def matrix(
    request: Request, space: Space, domain: Text = "yiyang", levels: Words = (), measures: Words = (),
    theme: Text = "", year: Text = "", as_of: Text = "", order: Text = "given",
) -> str:  # fmt: skip
    """The adoption matrix."""
    asked = MatrixChoice(domain, levels, measures, theme, year, as_of, order)
    return render("matrix.html", frame_of(request, space), **matrix_values(request, space, asked))


@dataclass(frozen=True, slots=True)
class MatrixChoice:
    """The fields of the matrix page's form."""

    domain: str = "yiyang"
    levels: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    theme: str = ""
    year: str = ""
    as_of: str = ""
    order: str = "given"


def matrix_values(request: Request | None, space: Space, choice: MatrixChoice) -> dict[str, Any]:
    """What the matrix template needs; also for `tiaokuai view`."""
    domain, theme = choice.domain, choice.theme
    runner = space.runner()
    known = runner.answer("measures", {}).rows
    asked = [m.strip() for text in choice.measures for m in text.replace(";", "；").split("；") if m.strip()]
    if theme and not asked:
        asked = [m["measure_id"] for m in known if m["theme"] == theme]
    params: dict[str, object] = {"levels": [level for level in choice.levels if level], "measures": asked}
    params |= {k: v for k, v in (("domain", domain), ("as_of", choice.as_of)) if v}
    rows = runner.answer("adoption_matrix", params).rows
    themes = {m["measure_id"]: m["theme"] or "" for m in known}
    order = choice.order if choice.order in ORDERS else "given"
    names = domain_names()
    return {
        "view": matrix_view(rows, themes=themes, order=order, year=choice.year),
        "domains": list(names.items()),
        "domain_name": names.get(domain, ""),
        "chosen": dataclasses.asdict(choice) | {"measures": [] if theme else asked},
        "names": [m["measure_name"] for m in known],
        "all_themes": list(dict.fromkeys(m["theme"] for m in known if m["theme"])),
        "orders": ORDERS,
        "address": link_with(request),
        "downloads": download_links("adoption_matrix", params),
        "embed": embed_code(request, "/embed/matrix"),
        "citation": citation_of(request, space, "采纳矩阵"),
    }


@router.get("/adopters", response_class=HTMLResponse)
def adopters(request: Request, space: Space, measure: Text, domain: Text = "", as_of: Text = "") -> str:
    """Which regions adopted this measure: list and schematic."""
    runner, frame = space.runner(), frame_of(request, space)
    params: dict[str, object] = {k: v for k, v in (("measure", measure), ("domain", domain), ("as_of", as_of)) if v}
    answer = runner.answer("adopters", params)
    counts = Counter({"adopted": 0, "adopted_modified": 0, "absent": 0, "not_observable": 0})
    counts.update(row["state"] for row in answer.rows)
    name = answer.rows[0]["measure_name"] if answer.rows else measure
    return render(
        "adopters.html", frame, rows=answer.rows, counts=counts, measure_name=name, measure_asked=measure,
        names=[m["measure_name"] for m in runner.answer("measures", {}).rows], notes=answer.meta.get("notes", []),
        map=map_of_states(answer.rows, frame.lang), coverage=answer.meta["coverage"], address=link_with(request),
        downloads=download_links("adopters", params), embed="", citation=citation_of(request, space, name),
    )  # fmt: skip


@router.get("/cell", response_class=HTMLResponse)
def cell(request: Request, space: Space, measure: Text, region: Text, as_of: Text = "") -> str:
    """One region and measure: the clauses that count, or what was searched."""
    runner, frame = space.runner(), frame_of(request, space)
    rows = runner.answer("adopters", {"measure": measure} | ({"as_of": as_of} if as_of else {})).rows
    row = next((r for r in rows if region in (r["region_code"], r["region_name"])), None)
    if row is None:
        raise UnknownName(f"nothing is held of {region}", suggestions=tuple(str(r["region_name"]) for r in rows[:5]))
    clauses = runner.answer("measure_evidence", {"measure": measure, "region": region}).rows
    titles = {p["policy_id"]: p["title"] for p in runner.answer("policies", {}).rows}
    return render(
        "cell.html", frame, row=row, region_name=row["region_name"], measure_name=row["measure_name"],
        clauses=[{"row": c, "words": evidence_at(space, c["evidence_id"])} for c in clauses],
        searched=[{"id": s if s in titles else "", "title": titles.get(s, s)} for s in row["searched"] or []],
        covered=row.get("covered_by") or [], contested="", embed="",
        downloads=download_links("measure_evidence", {"measure": measure, "region": region}),
        citation=citation_of(request, space, f"{row['region_name']} {row['measure_name']}"),
    )  # fmt: skip


@router.get("/policies/{policy_id:path}", response_class=HTMLResponse)
@router.get("/embed/policy/{policy_id:path}", response_class=HTMLResponse)
def policy(request: Request, space: Space, policy_id: str) -> str:
    """A policy: header, lineage, tasks, text."""
    runner, frame = space.runner(), frame_of(request, space)
    known = runner.answer("policies", {"held": False}).rows
    wanted = runner.names.policies.find(policy_id).id
    row = next(r for r in known if r["policy_id"] == wanted)
    steps = [r for r in runner.answer("parents", {"policy": wanted}).rows if r["relation"] in _LINEAGE]
    children = runner.answer("children", {"policy": wanted}).rows
    view = policy_view(space.record(row["document_id"])) if row["document_id"] else None
    issuers = next((f.value for f in view.facts if f.key == "issuers"), "") if view else ""
    return render(
        "policy.html", frame, row=row, view=view, parents=lineage(steps), children=lineage(children), amount=amount,
        downloads=[("JSON", f"/v1/policies/{wanted}"), *download_links("policy_tasks", {"policy": wanted})[1:]],
        embed=embed_code(request, f"/embed/policy/{wanted}"),
        citation=cite_policy(issuers, row["title"] or "", row["doc_number"] or "", row["issued_on"] or "", ""),
    )  # fmt: skip


@router.get("/agencies/{agency:path}", response_class=HTMLResponse)
def agency(request: Request, space: Space, agency: str) -> str:
    """Everything held about one agency."""
    rows = space.runner().answer("agency_tasks", {"agency": agency}).rows
    name = rows[0]["agency_name"] if rows else agency
    return render(
        "agency.html", frame_of(request, space), name=name, rows=rows, policies=len({r["policy_id"] for r in rows}),
        roles=Counter(r["role"] for r in rows).most_common(), address=link_with(request),
        downloads=download_links("agency_tasks", {"agency": agency}), citation=citation_of(request, space, str(name)),
    )  # fmt: skip


@router.get("/regions/{region}", response_class=HTMLResponse)
def region(request: Request, space: Space, region: str) -> str:
    """Everything held about one region."""
    runner = space.runner()
    found = runner.names.regions.find(region)
    row = next((r for r in runner.answer("regions", {"held": False}).rows if r["region_name"] == found.name), None)
    if row is None:
        raise UnknownName(f"no region {region}")
    name = row["region_name"]
    matrix_rows = runner.answer("adoption_matrix", {}).rows
    adopted = [r for r in matrix_rows if r["region_name"] == name and r["state"] in ("adopted", "adopted_modified")]
    return render(
        "region.html", frame_of(request, space), region=row, adopted=adopted, address=link_with(request),
        policies=runner.answer("policies", {"region": name}).rows,
        targets=runner.answer("targets", {"region": name}).rows,
        downloads=download_links("targets", {"region": name}), citation=citation_of(request, space, name),
    )  # fmt: skip


@router.get("/holdings", response_class=HTMLResponse)
def holdings(request: Request, space: Space) -> str:
    """What is held, by region, domain and year, and what is only cited."""
    runner = space.runner()
    return render(
        "holdings.html", frame_of(request, space), rows=runner.answer("holdings", {}).rows,
        policies=runner.answer("policies", {}).rows, wanted=runner.answer("wanted", {}).rows,
        domain_names=domain_names(), downloads=download_links("holdings", {}),
    )  # fmt: skip


@router.get("/evidence/{evidence_id}", response_class=HTMLResponse)
def evidence(request: Request, space: Space, evidence_id: str) -> str:
    """The words at an address, with their neighbourhood."""
    words = evidence_at(space, evidence_id)
    held = space.runner().answer("policies", {}).rows
    row = next((r for r in held if r["document_id"] == words["document_id"]), None)
    head = space.record(words["document_id"]).header
    issuer = "、".join(i.as_written for i in head.issuers)
    citation = cite_policy(issuer, head.title or "", head.doc_number or "", head.issued_on or "", evidence_id)
    return render(
        "evidence.html", frame_of(request, space), words=words, citation=citation,
        policy_id=row["policy_id"] if row else "",
    )  # fmt: skip
