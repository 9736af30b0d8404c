"""resolve(record): the region of the document, the full names and ids of its issuers and responsible bodies."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.ids import unresolved_agency_id
from graph.record import Header, Issuer, Note, Record, RegionRef, Responsibility, Task
from loaders.resolve.doc_region import document_region
from loaders.resolve.mention import Reading, read
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
    notes: list[Note] = list(record.warnings)
    tasks = tuple(_task(t, record, home, month, notes) for t in record.tasks)
    return replace(record, header=header, tasks=tasks, warnings=tuple(notes))


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


def _task(task: Task, record: Record, home: str | None, month: str | None, notes: list[Note]) -> Task:
    out: list[Responsibility] = []
    inherited: str | None = None
    previous: Responsibility | None = None
    for item in _without_misprints(task.responsibilities, record.text, notes):
        if previous is None or not _same_list(previous, item, record.text):
            inherited = None
        reading = read(item.as_written, home, month, inherited)
        inherited = reading.prefix or inherited
        out.append(_filled(item, reading, record.id))
        previous = item
    return replace(task, responsibilities=tuple(out))


def _same_list(a: Responsibility, b: Responsibility, text: str) -> bool:
    """Do the two stand in one list (市民政局、卫生计生委), nothing but a separator between them?"""
    gap = text[a.span[1] : b.span[0]]
    return a.role == b.role and len(gap) <= 6 and not _ROLE_BREAK.search(gap.strip())


def _filled(item: Responsibility, reading: Reading, document: str) -> Responsibility:
    return replace(
        item,
        name=reading.name,
        agency_id=reading.id or unresolved_agency_id(document, item.as_written),
        candidates=reading.candidates,
        kind=reading.kind,
        level=reading.level,
    )


def _without_misprints(items: tuple[Responsibility, ...], text: str, notes: list[Note]) -> list[Responsibility]:
    """市委、发展改革委 printed for 市发展改革委: 市委 alone before a bare commission, in a list of bureaus."""
    out: list[Responsibility] = []
    for i, item in enumerate(items):
        after = items[i + 1] if i + 1 < len(items) else None
        if after and _is_misprint(item, after, items, text):
            message = f"“{item.as_written}、{after.as_written}”读作“{item.as_written[0]}{after.as_written}”"
            notes.append(Note("misprint", message, (item.span[0], after.span[1])))
            continue
        out.append(item)
    return out


def _is_misprint(item: Responsibility, after: Responsibility, items: tuple[Responsibility, ...], text: str) -> bool:
    gap = text[item.span[1] : after.span[0]].strip()
    bare = after.as_written.endswith(("委", "局", "厅")) and after.as_written[0] not in "省市县区州"
    others = [r.as_written for r in items if r not in (item, after)]
    party = any(
        ("委" in o and o.endswith(("部", "市委", "政法委", "网信办")))
        or (o.endswith("政府") and o[:1] == item.as_written[:1])
        for o in others
    )
    return item.as_written in ("市委", "省委", "县委", "区委", "州委") and gap == "、" and bare and not party


def header_region(header: Header) -> str | None:
    """Region id of a resolved header, or None."""
    return home_region(header.region)
