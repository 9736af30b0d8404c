"""Load and remove: records first, then the graph, then what is no longer needed.

Killed at any moment, the served graph is the old one or the new one; the next load finishes the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from api.console import Tick
from api.extracting import items_of
from api.wiring import Workspace
from graph.errors import InputError
from loaders.build import BuildReport
from loaders.pipeline import Failure, extract_many

Bar = Callable[[str, int], AbstractContextManager[Tick]]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. `warnings`: (path, message); `replaced`: old document id → path."""

    read: int
    changed: int
    replaced: dict[str, str]
    failures: tuple[Failure, ...]
    warnings: tuple[tuple[str, str], ...]
    build: BuildReport


def load_paths(space: Workspace, paths: Iterable[Path], *, workers: int, bar: Bar) -> LoadReport:
    """Extract every file under the paths, keep the records, bring the graph up to them."""
    items = items_of(paths)
    if not items:
        raise InputError("no file to load under the given paths", remedy="give files, folders, globs or zip files")
    places: dict[str, str] = {}
    failures: list[Failure] = []
    warnings: list[tuple[str, str]] = []
    changed = 0
    with bar("reading", len(items)) as tick:
        for (name, _), outcome in zip(items, extract_many(items, workers=workers, tick=tick), strict=True):
            if isinstance(outcome, Failure):
                failures.append(outcome)
                continue
            changed += space.records.write(outcome)
            places[_absolute(name)] = outcome.id
            warnings += [(name, w.message) for w in outcome.warnings]
    replaced = space.records.replaced_by(places)
    build = _build_without(space, replaced, bar)
    space.records.remember(places, replaced)
    return LoadReport(len(places), changed, replaced, tuple(failures), tuple(warnings), build)


def remove_documents(space: Workspace, documents: Iterable[str]) -> BuildReport:
    """Take records out, then bring the graph up to the rest."""
    gone = list(documents)
    space.records.delete(gone)
    space.records.remember({}, gone)
    return space.builder().build()


def _build_without(space: Workspace, replaced: dict[str, str], bar: Bar) -> BuildReport:
    space.records.delete(replaced)
    with bar("building", len(space.records.ids())) as tick:
        return space.builder().build(tick=tick)


def _absolute(name: str) -> str:
    """The place of a file or zip member (`a.zip!/b.txt`) on this machine."""
    return Path(name).resolve().as_posix()
