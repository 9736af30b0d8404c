"""From bytes to a record: read, outline, extract, resolve, check. One file in, one record out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from graph.check_record import check_record
from graph.errors import InputError, TiaokuaiError
from graph.record import Record, SourceInfo
from loaders.extract.citations import extract_citations
from loaders.extract.header import extract_header
from loaders.extract.targets import extract_targets
from loaders.extract.tasks import extract_tasks
from loaders.formats import expand, read_source
from loaders.layouts import build_outline
from loaders.resolve import resolve

_CHUNK = 16  # files handed to a worker at a time: large enough to hide the hand-over, small enough to balance


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, or that an extractor stumbled over: one line in the report."""

    path: str
    error: TiaokuaiError


Outcome = Record | Failure


def extract_record(data: bytes, name: str) -> Record:
    """The record of one file. Raises InputError when it cannot be read."""
    source = read_source(data, name)
    outline = build_outline(source)
    header = extract_header(source, outline)
    tasks, task_notes = extract_tasks(source, outline, header)
    record = Record(
        id=source.document_id,
        header=header,
        source=SourceInfo(source.path, source.format, source.sha256, source.encoding, source.truncated),
        text=source.text,
        pages=source.pages,
        parts=outline.parts,
        sections=outline.sections,
        tasks=tasks,
        targets=extract_targets(source, outline, header, tasks),
        citations=extract_citations(source, outline, header),
        warnings=(*source.warnings, *outline.warnings, *task_notes),
    )
    resolved = resolve(record)
    check_record(resolved)
    return resolved


def extract_one(item: tuple[str, bytes | InputError]) -> Outcome:
    """Like extract_record, but every failure is a value: one bad file never stops a batch."""
    name, data = item
    try:
        if isinstance(data, InputError):
            raise data
        return extract_record(data, name)
    except TiaokuaiError as error:
        return Failure(name, error)
    except Exception as error:  # noqa: BLE001 — recorded with its kind; the batch goes on
        message = f"{name}: {type(error).__name__}: {error}"
        return Failure(name, TiaokuaiError(message, code="internal", remedy="please report this file as a bug"))


def inputs(paths: Iterable[Path]) -> Iterator[tuple[str, bytes | InputError]]:
    """Every file under these paths (files, folders, zip members), each once, in a stable order."""
    seen: set[str] = set()
    for path in paths:
        for name, data in expand(path):
            if name not in seen:
                seen.add(name)
                yield name, data


def extract_many(
    items: Sequence[tuple[str, bytes | InputError]],
    *,
    workers: int = 1,
    tick: Callable[[], None] = lambda: None,
) -> Iterator[Outcome]:
    """Outcomes in the order of the items; several processes where that pays (start-up costs about a second)."""
    if workers <= 1 or len(items) < 2 * _CHUNK:
        for item in items:
            yield extract_one(item)
            tick()
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for outcome in pool.map(extract_one, items, chunksize=_CHUNK):
            yield outcome
            tick()
