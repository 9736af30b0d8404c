"""Judgements over a workspace: the queue, one judgement, regression cases."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from api.routes.data import parse_evidence_id
from api.wiring import Workspace
from graph.decisions import Decision, append, as_line, read_decisions
from graph.errors import UnknownName, UsageError
from loaders.measures.review import Candidate, find_candidate, judgement, review_queue


def queue(space: Workspace, *, by: str | None, measure: str | None, limit: int, skip: int = 0) -> tuple[Candidate, ...]:
    """What to judge next, after the first `skip`. Raises UnknownName for an unknown measure."""
    if measure is not None:
        _known(space, measure)
    decided = read_decisions(space.home)
    chosen = review_queue(space.matches.all(), decided, by=by, measure=measure, limit=skip + limit)[skip:]
    found = (
        find_candidate(space.record(m.document_id), space.catalogue, decided, m.span, m.measure_id) for m in chosen
    )
    return tuple(candidate for candidate in found if candidate)


def judge(
    space: Workspace, verb: str, evidence: str, measure: str, *, by: str, why: str = "", value: str | None = None
) -> Decision:
    """Append one judgement about the clause at an address. Raises UsageError when no clause stands there."""
    document, start, end = parse_evidence_id(evidence)
    if verb == "split" and value:
        _known(space, value)
    record = space.record(document)
    decided = read_decisions(space.home)
    candidate = find_candidate(record, space.catalogue, decided, (start, end), measure)
    if candidate is None:
        raise UsageError(f"no match of {measure} at {evidence}", remedy="tiaokuai review next shows what can be judged")
    return append(space.home, judgement(candidate, verb, by, space.catalogue, value=value, why=why))


def decide(space: Workspace, decision: Decision) -> Decision:
    """Append a decision about a whole measure, or one that takes another back.

    Raises UnknownName for a measure that the catalogue does not have, UsageError when a merge would close a circle.
    """
    if decision.verb in ("merge", "rename") and decision.measure_id:
        _known(space, decision.measure_id)
    if decision.verb == "merge" and decision.measure_id and decision.value:
        _known(space, decision.value)
        if read_decisions(space.home).merged.get(decision.value) == decision.measure_id:
            raise UsageError(
                f"{decision.value} was merged into {decision.measure_id} before", remedy="undo that decision first"
            )
    return append(space.home, decision)


def _known(space: Workspace, measure: str) -> None:
    """Raises UnknownName when the catalogue has no such measure."""
    if measure not in space.catalogue.by_id:
        near = [m.id for m in space.catalogue.measures if measure in m.id or measure in m.name]
        raise UnknownName(f"no measure {measure}", suggestions=tuple(near[:5]), remedy="tiaokuai query measures")


def cases(space: Workspace) -> Iterator[bytes]:
    """Standing decisions, each with the words it is about: what a later version must still get right."""
    for item in read_decisions(space.home).standing:
        line = orjson.loads(as_line(item))
        document = item.document_id or (item.evidence or "").partition(":")[0]
        if document and document in space.records:
            record = space.record(document)
            line["path"] = record.source.path
            if item.evidence:
                _, start, end = parse_evidence_id(item.evidence)
                line["seen"] = {"quote": record.text[start:end]}
        yield orjson.dumps(line)
