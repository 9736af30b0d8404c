"""A policy with its lineage, tasks and text; the words at an address."""

from __future__ import annotations

from api.routes.data import evidence_at
from api.routes.frames import download_links, embed_code
from api.views import Asked, View
from viz.cite import cite_policy
from viz.contested import contested_places, reasons
from viz.policy_view import amount, lineage, policy_view

_LINEAGE = ("implements", "forwards")


def policy(asked: Asked) -> View:
    """policy (id, 文号 or title; needed)."""
    wanted = asked.space.runner().names.policies.find(asked.needed("policy")).id
    row = next(r for r in asked.rows("policies", held=False) if r["policy_id"] == wanted)
    view = policy_view(asked.space.record(row["document_id"])) if row["document_id"] else None
    issuers = next((f.value for f in view.facts if f.key == "issuers"), "") if view else ""
    parents = [r for r in asked.rows("parents", policy=wanted) if r["relation"] in _LINEAGE]
    values = {
        "row": row,
        "view": view,
        "parents": lineage(parents),
        "children": lineage(asked.rows("children", policy=wanted)),
        "amount": amount,
        "record_id": row["document_id"] or "",
        "wrong_places": contested_places(asked.space.home),
        "contest": {"policy_id": wanted},
        "contested": reasons(asked.space.home, policy_id=wanted),
        "downloads": download_links("policy_tasks", {"policy": wanted}, asked.request),
        "embed": embed_code(asked.request, f"/embed/policy/{wanted}"),
        "citation": cite_policy(issuers, row["title"] or "", row["doc_number"] or "", row["issued_on"] or "", ""),
    }
    return View("policy.html", values, row["title"] or wanted)


def evidence(asked: Asked) -> View:
    """evidence_id (needed): the words, what stands around them, and how to cite them."""
    words = evidence_at(asked.space, asked.needed("evidence_id"))
    row = next((r for r in asked.rows("policies") if r["document_id"] == words["document_id"]), None)
    head = asked.space.record(words["document_id"]).header
    issuer = "、".join(i.as_written for i in head.issuers)
    place = words["evidence_id"]
    values = {
        "words": words,
        "citation": cite_policy(issuer, head.title or "", head.doc_number or "", head.issued_on or "", place),
        "policy_id": row["policy_id"] if row else "",
        "contest": {"evidence": place},
        "contested": reasons(asked.space.home, evidence=place),
    }
    return View("evidence.html", values, place)
