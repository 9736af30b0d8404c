"""The composition root: settings → home, store, catalogue, matcher, builder, runner."""

from __future__ import annotations

import importlib.util
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from graph.decisions import read_decisions
from graph.engines import open_store
from graph.errors import StoreError, UsageError
from graph.record import Record
from graph.settings import Settings, read_settings
from graph.store import Reader, Store
from loaders.domain_names import domain_names
from loaders.measures.catalogue import Catalogue, load_catalogue
from loaders.records import RecordFolder
from queries.run import Runner

if TYPE_CHECKING:
    from loaders.build import GraphBuilder
    from loaders.measures.phrases import PhraseMatcher

_ROOMS = ("graph", "queries", "loaders", "viz", "api")


def one_distribution() -> None:
    """Our top-level names are common words: refuse to run when one of them is somebody else's package."""
    own = Path(__file__).resolve().parent.parent
    for room in _ROOMS:
        spec = importlib.util.find_spec(room)
        origin = Path(spec.origin).resolve() if spec and spec.origin else None
        if origin is None or origin.parent.parent != own:
            raise UsageError(
                f"the package {room!r} comes from {origin}, not from {own}",
                remedy="install tiaokuai in an environment of its own (pipx, uv tool or a new .venv)",
            )


def shipped_documents() -> list[Path]:
    """The five shipped documents (`sources.yaml` lists them): inside the wheel, or data/corpus of a checkout."""
    packed = Path(str(resources.files("loaders") / "corpus"))
    folder = packed if packed.is_dir() else Path(__file__).resolve().parent.parent / "data" / "corpus"
    listed = yaml.safe_load((folder / "sources.yaml").read_text(encoding="utf-8"))
    return [folder / item["file"] for item in listed]


class Workspace:
    """Everything that works on one home, opened once a process. Thread-safe for reading."""

    def __init__(self, settings: Settings) -> None:
        from loaders.measures.matches import MatchFile  # with the whole classifier: not for --help and extract

        self.settings = settings
        self.home: Path = settings.home
        self.records = RecordFolder(self.home)
        self.catalogue: Catalogue = load_catalogue(self.home, shipped=settings.shipped_measures)
        self.matches = MatchFile(self.home, self.catalogue)
        self.store: Store = open_store(settings)
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._runner: tuple[str, Runner] | None = None

    def builder(self) -> GraphBuilder:
        """What brings the graph up to the records (it pulls in all loaders: imported when used)."""
        from loaders.build import GraphBuilder

        return GraphBuilder(self.home, self.store, self.catalogue)

    @property
    def reader(self) -> Reader:
        """The one reader of this process; it follows the graph by itself."""
        with self._lock:
            if self._reader is None:
                self._reader = self.store.reader()
            return self._reader

    def runner(self) -> Runner:
        """A runner over the graph as it is now; raises StoreError when nothing was ever loaded."""
        reader = self.reader
        snapshot = reader.snapshot
        if not snapshot:
            raise StoreError(f"nothing is loaded in {self.home}", remedy="tiaokuai load FILES…, or tiaokuai demo")
        with self._lock:
            if self._runner is None or self._runner[0] != snapshot:
                self._runner = (snapshot, Runner(reader, self._matcher(snapshot), domains=domain_names()))
            return self._runner[1]

    def _matcher(self, snapshot: str) -> PhraseMatcher:
        """The phrase matcher of this snapshot, over the clause index that was built with it.

        (The index is numpy's, an eighth of a second to import: a command that asks for no phrase does without.)
        """
        from loaders.manifest import clauses_path
        from loaders.measures.index import ClauseIndex
        from loaders.measures.phrases import PhraseMatcher

        path = clauses_path(self.home, snapshot)
        if not path.exists():
            raise StoreError(
                f"the clause index of graph {snapshot} is missing in {path.parent}",
                remedy="tiaokuai rebuild (a Neo4j graph is queried from the home it was loaded from)",
            )
        return PhraseMatcher(ClauseIndex.load(path), self.catalogue, read_decisions(self.home))

    def record(self, document: str) -> Record:
        return self.records.read(document)

    def close(self) -> None:
        self.store.close()


@contextmanager
def workspace(settings: Settings | None = None) -> Iterator[Workspace]:
    """Open the home of the settings (environment by default) and close it again."""
    space = Workspace(settings or read_settings())
    try:
        yield space
    finally:
        space.close()


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
