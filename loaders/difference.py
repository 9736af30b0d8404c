"""What changed between two runs over the same documents, one line a fact: the review of a loader change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_HEADER = (
    "title", "notice_title", "doc_number", "doc_type", "is_policy", "kind", "issued_on", "date_basis",
    "valid_from", "valid_to",
)  # fmt: skip


def record_differences(old: dict[str, Json], new: dict[str, Json]) -> Iterator[str]:
    """`PATH<tab>-|+<tab>KIND<tab>FACT` for every fact that only one of the runs has, in path order."""
    for path in sorted(old.keys() | new.keys()):
        before, after = _facts(old.get(path)), _facts(new.get(path))
        for sign, facts in (("-", before - after), ("+", after - before)):
            for (kind, fact), count in sorted(facts.items()):
                times = f" ×{count}" if count > 1 else ""
                yield f"{path}\t{sign}\t{kind}\t{fact}{times}"


def _facts(record: Json | None) -> Counter[tuple[str, str]]:
    """All facts of a record as comparable strings, without offsets and ids."""
    if record is None:
        return Counter()
    if "error" in record:
        return Counter([("error", f"{record['error']['code']}: {record['error']['message']}")])
    facts = Counter(_header_facts(record["document"]))
    for task in record["tasks"]:
        facts[("task", f"{task['number'] or ''} {_short(task['text'])}")] += 1
        for duty in task["responsibilities"]:
            who = f"{duty['role']}: {duty['as_written']} = {duty['name']}"
            facts[("responsibility", f"{who} | {_short(task['text'], 20)}")] += 1
    for target in record["targets"]:
        facts[("target", _target(target))] += 1
    for citation in record["citations"]:
        facts[("citation", f"{citation['relation']}: {citation['title']} {citation['doc_number']}")] += 1
    for warning in record["warnings"]:
        facts[("warning", f"{warning['code']}: {_short(warning['message'])}")] += 1
    return facts


def _header_facts(document: Json) -> Iterator[tuple[str, str]]:
    for name in _HEADER:
        yield f"header.{name}", str(document[name])
    region = document["region"] or {}
    yield "header.region", f"{region.get('name')} ({region.get('level')}, {region.get('basis')})"
    yield "header.issuers", "、".join(f"{i['as_written']}={i['name']}" for i in document["issuers"])
    yield "header.domains", " ".join(d["id"] for d in document["domains"])


def _target(target: Json) -> str:
    upper = f"-{target['value_max']}" if target["value_max"] is not None else ""
    amount = f"{target['comparator']} {target['value']}{upper} {target['unit'] or ''}"
    counted = f"per={target['per']} every={target['every']}"
    return f"{target['kind']}: {target['indicator']} {amount} @{target['year']} {counted}"


def _short(text: str, length: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[:length] + "…"
