"""resolve(record): the region of the document, the full names and ids of its issuers and responsible bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.ids import unresolved_agency_id
from graph.record import Header, Issuer, Note, Record, RegionRef, Responsibility, Task
from loaders.resolve.doc_region import document_region
from loaders.resolve.facts import entry_of
from loaders.resolve.mention import read
from loaders.resolve.reading import Reading
from loaders.resolve.regions import NATION, region_book

_ROLE_BREAK = re.compile(r"[。；;\n]")


def resolve(record: Record) -> Record:
    """The record with header.region, issuers and responsibilities filled in, and warnings for what was doubtful."""
    verdict = document_region(record)
    home = home_region(verdict.ref)
    month = document_month(record)
    evidence = dict(record.header.evidence)
    if verdict.span:
        evidence["region"] = verdict.span
    header = replace(
        record.header,
        region=verdict.ref,
        issuers=tuple(_issuer(i, home, month) for i in record.header.issuers),
        evidence=evidence,
    )
    misprints: list[Note] = []
    tasks = tuple(_task(t, record, home, month, misprints) for t in record.tasks)
    found = (*_region_notes(verdict.ref), *misprints, *_agency_notes(tasks, month))
    notes = dict.fromkeys((*record.warnings, *found))  # resolving again adds nothing
    return replace(record, header=header, tasks=tasks, warnings=tuple(notes))


def _region_notes(ref: RegionRef) -> tuple[Note, ...]:
    if ref.name is not None:
        return ()
    names = [r.path for c in ref.candidates if (r := region_book().get(c))]
    return (Note("region_unresolved", f"no region certain enough; candidates: {'、'.join(names) or 'none'}"),)


def _agency_notes(tasks: tuple[Task, ...], month: str | None) -> Iterator[Note]:
    """One warning for each name that was not resolved, or whose kind of body had ended when the document was issued."""
    seen: set[str] = set()
    for item in (r for t in tasks for r in t.responsibilities):
        if item.as_written in seen:
            continue
        seen.add(item.as_written)
        if item.kind == "unresolved":
            message = f"{item.as_written}: candidates {'、'.join(item.candidates) or 'none'}"
            yield Note("agency_unresolved", message, item.span)
        elif item.kind == "body" and month and item.name and item.agency_id:
            entry = entry_of(item.name, item.agency_id.split(":", 1)[0])
            ended = entry.until if entry else ""
            if ended and ended < f"{int(month[:4]) - 2}{month[4:]}":
                yield Note("agency_ended", f"{item.name} had ended by {ended}", item.span)


def home_region(ref: RegionRef | None) -> str | None:
    """The region id (zones included) of a header's region."""
    if ref is None or ref.name is None:
        return None
    if ref.code:
        return ref.code
    zone = next((r for r in region_book().all() if r.zone and r.path == ref.name), None)
    return zone.id if zone else None


def document_month(record: Record) -> str | None:
    """YYYY-MM at which names are read: the date of the document, else the latest plausible year it speaks of."""
    issued = record.header.issued_on
    if issued:
        return issued[:7] if len(issued) >= 7 else f"{issued[:4]}-06"
    years = re.findall(r"[〔\[［【(（](20[0-2]\d)[〕\]］】)）]", record.text) or re.findall(
        r"(20[0-2]\d)年", record.text
    )
    return f"{max(years)}-06" if years else None


def _issuer(issuer: Issuer, home: str | None, month: str | None) -> Issuer:
    reading = read(issuer.as_written, home, month)
    if reading.name is None and home is None:
        reading = read(issuer.as_written, NATION, month)
    return replace(issuer, name=reading.name, agency_id=reading.id)


def _task(task: Task, record: Record, home: str | None, month: str | None, misprints: list[Note]) -> Task:
    out: list[Responsibility] = []
    inherited: str | None = None
    previous: Responsibility | None = None
    for item in task.responsibilities:
        if previous is None or not _same_list(previous, item, record.text):
            inherited = None
        reading = read(item.as_written, home, month, inherited)
        inherited = reading.prefix or inherited
        if reading.misprint:
            misprints.append(Note("misprint", f"“{item.as_written}” is read as {reading.name}", item.span))
        out.append(_filled(item, reading, record.id))
        previous = item
    return replace(task, responsibilities=tuple(out)) if out else task


def _same_list(a: Responsibility, b: Responsibility, text: str) -> bool:
    """Do the two stand in one list (市民政局、卫生计生委), nothing but a separator between them?"""
    gap = text[a.span[1] : b.span[0]]
    return a.role == b.role and len(gap) <= 6 and not _ROLE_BREAK.search(gap.strip())


def _filled(item: Responsibility, reading: Reading, document: str) -> Responsibility:
    return Responsibility(
        id=item.id,
        role=item.role,
        as_written=item.as_written,
        span=item.span,
        quote=item.quote,
        rule=item.rule,
        name=reading.name,
        agency_id=reading.id or unresolved_agency_id(document, item.as_written),
        candidates=reading.candidates,
        kind=reading.kind,
        level=reading.level,
    )


def header_region(header: Header) -> str | None:
    """Region id of a resolved header, or None."""
    return home_region(header.region)
