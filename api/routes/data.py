"""/v1: the questions, policies, documents and the words that prove an answer."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path, Request, Response

from api.routes import Space
from graph.errors import InputError, UnknownName, UsageError
from graph.record_json import record_to_json
from queries.catalogue import Query, load_catalogue
from queries.run import Answer
from viz.cells import rows_to_csv

router = APIRouter(prefix="/v1", tags=["data"])

ROW_CAP = 20_000  # rows of one answer; more are cut and `meta.truncated` says how many there were
_CONTEXT = 200  # characters of `before` and `after`
_JSON = "application/json"


def json_response(body: object) -> Response:
    return Response(orjson.dumps(body), media_type=_JSON)


@router.get("/queries")
def questions() -> Response:
    """The catalogue: every question with its parameters and columns, in Chinese and English."""
    return json_response({"queries": [describe(q) for q in load_catalogue().values()]})


@router.get("/queries/{name}")
def question(name: str) -> Response:
    """One question: the column dictionary of its answers."""
    return json_response(describe(_query(name)))


@router.get("/q/{name}")
def answer_json(name: str, request: Request, space: Space) -> Response:
    """Ask a question; parameters in the address, repeated for lists. Suffix .csv or .json, default JSON."""
    bare, csv = (name.removesuffix(".csv"), True) if name.endswith(".csv") else (name.removesuffix(".json"), False)
    item = _query(bare)
    params = parameters(request)
    tag = etag(space.reader.snapshot, name, params)
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    answer = capped(space.runner().answer(bare, params))
    headers = {"ETag": tag, "X-Data-Snapshot": str(answer.meta["snapshot"]), "Cache-Control": "no-cache"}
    seen = answer.meta["coverage"]
    headers["X-Coverage"] = f"policies={seen['policies']}; regions={seen['regions']}; unseen={seen['unseen_at_least']}"
    if csv:
        text = rows_to_csv(answer.rows, item.column_names, bom=True)
        headers["Content-Disposition"] = f'attachment; filename="{bare}.csv"'
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)
    body = {"meta": answer.meta, "rows": answer.rows}
    return Response(orjson.dumps(body), media_type=_JSON, headers=headers)


@router.get("/policies/{policy_id:path}")
def policy(policy_id: str, space: Space) -> Response:
    """A policy: its facts, the documents that attest it, its tasks."""
    runner = space.runner()
    facts = runner.answer("policies", {"policy": policy_id}).rows
    tasks = runner.answer("policy_tasks", {"policy": policy_id}).rows
    parents = runner.answer("parents", {"policy": policy_id}).rows
    return json_response({"policy": facts[0], "tasks": tasks, "parents": parents})


@router.get("/documents/{document_id}")
def document(document_id: Annotated[str, Path(pattern="^[0-9a-f]{16}$")], space: Space) -> Response:
    """The record of a document, as `tiaokuai extract` prints it."""
    return json_response(record_to_json(space.record(document_id)))


@router.get("/evidence/{evidence_id}")
def evidence(evidence_id: str, space: Space) -> Response:
    """The words at an address <document_id>:<start>-<end>, with what stands before and after."""
    return json_response(evidence_at(space, evidence_id))


def evidence_at(space: Space, evidence_id: str) -> dict[str, Any]:
    """Exactly text[start:end] as `quote`. Raises UsageError or InputError."""
    document_id, start, end = parse_evidence_id(evidence_id)
    record = space.record(document_id)
    if not 0 <= start < end <= len(record.text):
        raise InputError(f"{evidence_id}: the text has {len(record.text)} characters", remedy="check the address")
    return {
        "evidence_id": evidence_id,
        "document_id": document_id,
        "title": record.header.title,
        "path": record.source.path,
        "span_start": start,
        "span_end": end,
        "quote": record.text[start:end],
        "before": record.text[max(0, start - _CONTEXT) : start],
        "after": record.text[end : end + _CONTEXT],
    }


def parse_evidence_id(evidence_id: str) -> tuple[str, int, int]:
    """<document_id>:<start>-<end> → its three parts. Raises UsageError."""
    document, _, place = evidence_id.partition(":")
    start, _, end = place.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(place) < 24):
        raise UsageError(
            f"{evidence_id!r} is no evidence address", remedy="an address looks like 14b3568796e499e4:120-180"
        )
    return document, int(start), int(end)


def parameters(request: Request) -> dict[str, object]:
    """Query string → parameters; a repeated name makes a list."""
    params: dict[str, object] = {}
    for name in sorted(request.query_params.keys()):
        values = request.query_params.getlist(name)
        params[name] = values[0] if len(values) == 1 else values
    return params


def capped(answer: Answer) -> Answer:
    """At most ROW_CAP rows; what was cut is said in meta."""
    if len(answer.rows) <= ROW_CAP:
        return answer
    meta = {**answer.meta, "truncated": {"rows": len(answer.rows), "shown": ROW_CAP}}
    return Answer(meta=meta, rows=answer.rows[:ROW_CAP])


def etag(snapshot: str, name: str, params: dict[str, object]) -> str:
    """Strong: the same snapshot, question and parameters give the same bytes."""
    digest = hashlib.sha256(orjson.dumps([snapshot, name, params], option=orjson.OPT_SORT_KEYS)).hexdigest()[:24]
    return f'"{digest}"'


def describe(item: Query) -> dict[str, Any]:
    """A question as JSON."""
    return {
        "name": item.name,
        "topic": item.topic,
        "zh": item.zh,
        "en": item.en,
        "parameters": [dataclasses.asdict(p) for p in item.parameters],
        "columns": [dataclasses.asdict(c) for c in item.columns],
    }


def _query(name: str) -> Query:
    catalogue = load_catalogue()
    if name not in catalogue:
        raise UnknownName(f"no question {name!r}", suggestions=tuple(catalogue), remedy="see /v1/queries")
    return catalogue[name]
