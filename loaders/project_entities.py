"""Regions, functions, measures and agencies as graph rows: what documents refer to."""

from __future__ import annotations

from graph.batch import GraphBatch, Row
from graph.decisions import Decisions
from graph.ids import unresolved_agency_id
from graph.record import Record, RegionRef, Responsibility
from loaders.measures.catalogue import Catalogue
from loaders.resolve.facts import AgencyFacts, agency_facts
from loaders.resolve.functions import functions
from loaders.resolve.regions import Region, region_book


def add_foundations(batch: GraphBatch, catalogue: Catalogue, decisions: Decisions) -> None:
    """What is there before any document: all regions, all functions, the measures of the catalogue.

    A measure that people merged into another is none of its own: nobody could adopt it any more, and each region
    would be said to lack it. One that they renamed bears its new name.
    """
    for region in region_book().all():
        _add_region(batch, region)
    for function in functions().values():
        batch.node("Function", {"id": function.id, "name": function.name, "name_en": function.name_en})
    for measure in (m for m in catalogue.measures if m.id not in decisions.merged):
        row: Row = {
            "id": measure.id,
            "name": decisions.names.get(measure.id, measure.name),
            "name_en": measure.name_en,
            "definition": measure.definition,
            "theme": measure.theme,
            "domain": measure.domain,
            "position": measure.position,
        }
        batch.node("Measure", row)


def _add_region(batch: GraphBatch, region: Region) -> None:
    row: Row = {
        "id": region.id,
        "code": region.code or "",
        "name": region.path,
        "short_name": region.short,
        "level": region.level,
        "valid_from": region.valid_from,
        "valid_to": region.valid_to,
    }
    batch.node("Region", row)
    span: Row = {"valid_from": region.valid_from, "valid_to": region.valid_to}
    if region.parent:
        batch.edge("PART_OF", "Region", region.id, "Region", region.parent, span)
    for successor in region.successors:
        since: Row = {"since": region.valid_to, "basis": "GB/T 2260", "function": ""}
        batch.edge("SUCCEEDED_BY", "Region", region.id, "Region", successor, since)


def region_key(ref: RegionRef | None) -> str | None:
    """The region's node: its code, or the id of a development zone; None when it was not found."""
    if ref is None or (ref.code is None and not ref.name):
        return None
    if ref.code is not None:
        return ref.code if region_book().get(ref.code) else None
    unit = region_book().by_path(ref.name or "")
    return unit.id if unit else None


def responsibility_agency(batch: GraphBatch, record: Record, duty: Responsibility) -> str:
    """The node of a responsible body."""
    return add_agency(
        batch, record, duty.name, duty.agency_id, duty.as_written, kind=duty.kind, level=duty.level,
        candidates=duty.candidates,
    )  # fmt: skip


def add_agency(
    batch: GraphBatch,
    record: Record,
    name: str | None,
    agency: str | None,
    as_written: str,
    *,
    kind: str = "body",
    level: str | None = None,
    candidates: tuple[str, ...] = (),
) -> str:
    """The agency's node with its region, functions and successors; unresolved ones belong to their document."""
    if not name or not agency or kind == "unresolved":
        key = unresolved_agency_id(record.id, as_written)
        batch.node("Agency", _unresolved(record, key, as_written, candidates, kind, level))
        if kind == "generic":  # 民政部门: nobody in particular, but of this line of work
            _add_functions(batch, key, agency_facts(key, as_written, kind, level))
        return key
    facts = agency_facts(agency, name, kind, level)
    _add_facts(batch, facts)
    for successor in facts.succeeded_by:
        _add_facts(batch, agency_facts(successor.agency_id, successor.name, "body", level))
        row: Row = {"since": successor.since, "basis": successor.source, "function": successor.function or ""}
        row["matter"] = "、".join(successor.matter)
        batch.edge("SUCCEEDED_BY", "Agency", facts.agency_id, "Agency", successor.agency_id, row)
    return facts.agency_id


def _add_facts(batch: GraphBatch, facts: AgencyFacts) -> None:
    row: Row = {
        "id": facts.agency_id,
        "name": facts.name,
        "kind": facts.kind,
        "level": facts.level or "",
        "region_id": facts.region_id or "",
        "valid_from": facts.valid_from,
        "valid_to": facts.valid_to,
        "resolved": True,
        "candidates": [],
        "document_id": None,  # no document's own: it stays while anybody names it, and goes with the last
    }
    batch.node("Agency", row)
    if facts.region_id and region_book().get(facts.region_id):
        batch.edge("OF", "Agency", facts.agency_id, "Region", facts.region_id, {})
    _add_functions(batch, facts.agency_id, facts)


def _add_functions(batch: GraphBatch, agency: str, facts: AgencyFacts) -> None:
    known = functions()
    for function in facts.functions:
        if function in known:
            batch.edge("PERFORMS", "Agency", agency, "Function", function, {})


def _unresolved(
    record: Record, key: str, as_written: str, candidates: tuple[str, ...], kind: str, level: str | None
) -> Row:
    """A node of this document alone: no name to merge it on. A generic one has the level it is read at."""
    generic = kind == "generic"
    return {
        "id": key,
        "name": as_written,
        "kind": "generic" if generic else "unresolved",
        "level": (level or "") if generic else "",
        "region_id": "",
        "valid_from": "",
        "valid_to": "",
        "resolved": False,
        "candidates": list(candidates),
        "document_id": record.id,
    }
