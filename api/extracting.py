"""Paths → files → record lines, as `extract` prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.record import Record
from graph.record_json import error_line, record_to_json
from loaders.pipeline import Failure, extract_many, inputs

Item = tuple[str, bytes | InputError]


def items_of(paths: Iterable[Path]) -> list[Item]:
    """Every file under the paths, globs that the shell left alone (Windows, quotes) included."""
    return list(inputs(expand_globs(paths)))


def expand_globs(paths: Iterable[Path]) -> list[Path]:
    """Globs as their files. A path that does not exist is kept: it gets its error line."""
    found: list[Path] = []
    for path in paths:
        if path.exists() or not any(c in path.name for c in "*?["):
            found.append(path)
        else:
            found.extend(sorted(path.parent.glob(path.name)))
    return found


def lines(items: Sequence[Item], *, workers: int, tick: Callable[[], None]) -> Iterator[dict[str, Any]]:
    """A record, or the error line of CONTRACT §1, for each item in its order."""
    for outcome in extract_many(items, workers=workers, tick=tick):
        yield _line(outcome)


def _line(outcome: Record | Failure) -> dict[str, Any]:
    if isinstance(outcome, Record):
        return record_to_json(outcome)
    return error_line({"path": outcome.path}, dict(outcome.error.as_dict()))
