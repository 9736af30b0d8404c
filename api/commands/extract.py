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
from graph.record_json import json_schema
from loaders.difference import record_differences


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
    from api.extracting import items_of, lines  # all readers and extractors: imported by the commands that read

    items = items_of(paths)
    failed = 0
    option = orjson.OPT_INDENT_2 if format is RecordFormat.json else 0
    with progress("reading", len(items)) as tick:
        for line in lines(items, workers=workers or cores(), tick=tick):
            failed += "error" in line
            sys.stdout.buffer.write(orjson.dumps(line, option=option) + b"\n")
    sys.stdout.buffer.flush()
    if failed:
        note(f"{failed} of {len(items)} files could not be read; their lines say why")
        raise typer.Exit(1)


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
