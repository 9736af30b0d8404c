"""extract, schema, diff: documents → records, without any graph."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from api.console import note, progress
from api.wiring import cores
from graph.errors import InputError
from graph.record import Record
from graph.record_json import error_line, json_schema, record_to_json
from loaders.difference import record_differences
from loaders.pipeline import Failure, extract_many, inputs


class RecordFormat(StrEnum):
    ndjson = "ndjson"
    json = "json"


Paths = Annotated[list[Path], typer.Argument(help="Files, folders, globs or zip files.")]


def register(app: typer.Typer) -> None:
    app.command()(extract)
    app.command()(schema)
    app.command()(diff)


def extract(
    paths: Paths,
    format: Annotated[RecordFormat, typer.Option(help="One record a line, or indented JSON.")] = RecordFormat.ndjson,
    workers: Annotated[int, typer.Option(help="Processes; 0: one a core.")] = 0,
) -> None:
    """Print the record of every file: what it is, its tasks, agencies, targets, citations, each with its place.

    Example: tiaokuai extract plans/ notice.docx > records.ndjson
    """
    items = list(inputs(expand_globs(paths)))
    failed = 0
    option = orjson.OPT_INDENT_2 if format is RecordFormat.json else 0
    with progress("reading", len(items)) as tick:
        for outcome in extract_many(items, workers=workers or cores(), tick=tick):
            failed += isinstance(outcome, Failure)
            sys.stdout.buffer.write(orjson.dumps(line(outcome), option=option) + b"\n")
    sys.stdout.buffer.flush()
    if failed:
        note(f"{failed} of {len(items)} files could not be read; their lines say why")
        raise typer.Exit(1)


def line(outcome: Record | Failure) -> dict[str, Any]:
    """A record, or the error line of CONTRACT §1."""
    if isinstance(outcome, Record):
        return record_to_json(outcome)
    return error_line({"path": outcome.path}, dict(outcome.error.as_dict()))


def expand_globs(paths: list[Path]) -> list[Path]:
    """Globs that the shell left alone (Windows, quotes). A path that does not exist is kept: it gets its error line."""
    found: list[Path] = []
    for path in paths:
        if path.exists() or not any(c in path.name for c in "*?["):
            found.append(path)
        else:
            found.extend(sorted(path.parent.glob(path.name)))
    return found


def schema() -> None:
    """Print the JSON Schema of a record.

    Example: tiaokuai schema > record.schema.json
    """
    sys.stdout.buffer.write(orjson.dumps(json_schema(), option=orjson.OPT_INDENT_2) + b"\n")


def diff(
    old: Annotated[Path, typer.Argument(help="Records (ndjson) of an earlier run.")],
    new: Annotated[Path, typer.Argument(help="Records (ndjson) of a later run.")],
) -> None:
    """Show what changed between two runs of extract, fact by fact. Exit 1 when something did.

    Example: tiaokuai diff before.ndjson after.ndjson
    """
    changed = 0
    for text in record_differences(_records(old), _records(new)):
        changed += 1
        sys.stdout.write(text + "\n")
    note(f"{changed} differences")
    if changed:
        raise typer.Exit(1)


def _records(path: Path) -> dict[str, dict[str, Any]]:
    """path of the document → record, of an ndjson file. Raises InputError naming the line that is no JSON."""
    try:
        lines = [text for text in path.read_bytes().splitlines() if text.strip()]
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", remedy="give two files made by tiaokuai extract") from error
    records: dict[str, dict[str, Any]] = {}
    for number, text in enumerate(lines, 1):
        try:
            record = orjson.loads(text)
            records[record["document"]["source"]["path"]] = record
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{path}, line {number}: not a record", remedy="give a file made by tiaokuai extract --format ndjson"
            ) from error
    return records
