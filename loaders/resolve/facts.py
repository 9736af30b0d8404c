"""What is known of a body beside its name: functions, validity, successors, for the projection into the graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from graph.ids import agency_id as make_id
from graph.record import Record
from loaders.lexicon import load
from loaders.resolve.agency_lexicon import Entry, entries
from loaders.resolve.functions import functions_of
from loaders.resolve.mention import read
from loaders.resolve.naming import entry_named, full_name, usual_form
from loaders.resolve.regions import Region, region_book


@dataclass(frozen=True, slots=True)
class Succession:
    """The body that carries a function on, since a month; `function` None: the whole body. `source`: the reform.
    `matter`: words by which a task tells that it is of what moved."""

    agency_id: str
    name: str
    since: str
    function: str | None
    source: str
    matter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """`kind`: body | collective | generic | unresolved; `sort`: government, party, court, mass, enterprise, …
    `valid_from`, `valid_to`: months of the national era of this kind of body, "" where open. `functions`: ids."""

    agency_id: str
    name: str
    kind: str
    sort: str
    level: str | None
    region_id: str | None
    valid_from: str
    valid_to: str
    functions: tuple[str, ...]
    succeeded_by: tuple[Succession, ...]


def agency_facts(agency_id: str, name: str, kind: str = "body", level: str | None = None) -> AgencyFacts:
    """Facts of an agency by its id: `<region>:<full name>`, or `<document>?<written>` of an unresolved one."""
    region_id = agency_id.split(":", 1)[0] if ":" in agency_id else None
    return _facts(agency_id, name, kind, level, region_id)


@lru_cache(maxsize=50_000)
def _facts(agency_id: str, name: str, kind: str, level: str | None, region_id: str | None) -> AgencyFacts:
    entry = entry_of(name, region_id) if kind == "body" else None
    region = region_book().get(region_id)
    if kind == "body" and level is None and region is not None:
        level = region.level if entry else read(name, region_id, None).level  # an issuer; a township has none
    return AgencyFacts(
        agency_id=agency_id,
        name=name,
        kind=kind,
        sort=entry.kind if entry else "other",
        level=level,
        region_id=region_id,
        valid_from=entry.since if entry else "",
        valid_to=entry.until if entry else "",
        functions=entry.functions if entry else functions_of(name),
        succeeded_by=_successions(entry, region) if entry and region else (),
    )


@lru_cache(maxsize=50_000)
def entry_of(name: str, region_id: str | None) -> Entry | None:
    """The kind of body that a full name belongs to, or None."""
    region = region_book().get(region_id)
    found = entry_named(name, region) if region else None
    if found is None:
        found = read(name, region_id, None).entry
    return entries().get(found) if found else None


@cache
def _reforms() -> dict[str, tuple[tuple[str, str, str | None, str, tuple[str, ...]], ...]]:
    """entry → (successor entry, since, function, source, matter)."""
    data = load("reforms.yaml")
    out: dict[str, list[tuple[str, str, str | None, str, tuple[str, ...]]]] = {}
    for r in data["reforms"]:
        moved = (r["function"], data["sources"][r["source"]], tuple(r.get("matter", ())))
        out.setdefault(r["from"], []).append((r["to"], r["since"], *moved))
    return {k: tuple(v) for k, v in out.items()}


def _successions(entry: Entry, region: Region) -> tuple[Succession, ...]:
    out = []
    for successor, since, function, source, matter in _reforms().get(entry.id, ()):
        form = usual_form(entries()[successor], region)
        if form is not None:
            name = full_name(form, region, "", since)
            out.append(Succession(make_id(region.id, name), name, since, function, source, matter))
    return tuple(out)


def lineage(name: str, region_id: str | None = None) -> str | None:
    """The main function (条线) of a body, by which bodies of other years and levels compare; None if it has none."""
    entry = entry_of(name, region_id)
    found = entry.functions if entry else functions_of(name)
    return found[0] if found else None


def functionless(record: Record) -> tuple[str, ...]:
    """Names of the resolved bodies of a record that no function claims, sorted: `check` lists them."""
    bodies = {
        (r.agency_id, r.name)
        for task in record.tasks
        for r in task.responsibilities
        if r.kind == "body" and r.name and r.agency_id
    }
    return tuple(sorted(name for key, name in bodies if not agency_facts(key, name).functions))
