"""The embedded store (ladybug): readers follow the pointer, one writer builds the next generation."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from weakref import WeakSet

from graph.batch import GraphBatch
from graph.engines.generations import Generation, Generations, WriterLock
from graph.engines.ladybug_bulk import CsvBulk
from graph.engines.ladybug_cypher import Upsert, ddl
from graph.engines.ladybug_db import OpenFile, close_quietly
from graph.engines.removal import Removal
from graph.errors import StoreError
from graph.rows import check_batch
from graph.schema import Schema, load_schema
from graph.store import Params, Rows

ENGINE = "ladybug"
BULK_ROWS = 20_000  # a batch from this size on is copied in bulk, and checkpointed
BULKS_UNFOLDED = 4  # until a checkpoint, the engine keeps ten times in memory what a copied batch takes in the file
LOG_BYTES = 8 << 20  # replaying a log costs a reader 60 ms a MB; folding it costs a writer about 2 s at 100,000 tasks


class EmbeddedStore:
    """Generations in `folder` (TIAOKUAI_HOME/graph)."""

    engine = ENGINE

    def __init__(self, folder: Path, schema: Schema | None = None) -> None:
        self._schema = schema or load_schema()
        self._folder = folder
        self._readers: WeakSet[EmbeddedReader] = WeakSet()

    def apply_schema(self) -> None:
        """Make an empty first generation where there is none. An outdated one is left for `rebuild`."""
        if Generations(self._folder).current_or_none() is None:
            with self.writer() as writer:
                writer.clear()
                writer.commit("")

    def reader(self) -> EmbeddedReader:
        reader = EmbeddedReader(Generations(self._folder), self._schema)
        self._readers.add(reader)
        return reader

    def writer(self) -> EmbeddedWriter:
        """Raises StoreBusy if another process (or another writer of this one) is writing."""
        return EmbeddedWriter(self._folder, self._schema)

    def close(self) -> None:
        for reader in tuple(self._readers):
            reader.close()


class _Served:
    """One generation that answers, and how many queries are running on it."""

    def __init__(self, file: OpenFile, mark: tuple[int, int, int] | None) -> None:
        self.file = file
        self.mark = mark
        self.users = 0
        self.retired = False


class EmbeddedReader:
    """Reads the current generation; a moved pointer is noticed at the next query. Safe from several threads."""

    engine = ENGINE

    def __init__(self, generations: Generations, schema: Schema) -> None:
        self._generations = generations
        self._schema = schema
        self._guard = threading.Lock()
        self._served: _Served | None = None
        self._closed = False

    @property
    def snapshot(self) -> str:
        """ "" also for a graph that another version wrote: it cannot answer, only be rebuilt."""
        generation = self._generations.current_or_none()
        return generation.snapshot if generation and generation.schema == self._schema.digest else ""

    def run(self, cypher: str, params: Params | None = None, *, timeout_s: float = 30.0) -> Rows:
        with self._use() as served:
            return served.file.run(cypher, params, timeout_s=timeout_s)

    def close(self) -> None:
        with self._guard:
            self._closed = True
            self._retire()

    @contextmanager
    def _use(self) -> Iterator[_Served]:
        with self._guard:
            served = self._latest()
            served.users += 1
        try:
            yield served
        finally:
            with self._guard:
                served.users -= 1
                self._close_unused(served)

    def _latest(self) -> _Served:
        if self._closed:
            raise StoreError("the reader is closed")
        mark = self._generations.mark()
        if self._served is None or self._served.mark != mark:
            fresh = self._open(mark)
            self._retire()
            self._served = fresh
        return self._served

    def _retire(self) -> None:
        if self._served is not None:
            self._served.retired = True
            self._close_unused(self._served)
            self._served = None

    @staticmethod
    def _close_unused(served: _Served) -> None:
        if served.retired and served.users == 0:
            close_quietly(served.file)

    def _open(self, mark: tuple[int, int, int] | None) -> _Served:
        """A file or its log may be swept while it is opened; then the pointer has moved, and the next is opened."""
        while True:
            generation = self._generations.current()
            if generation is None:
                return _Served(_empty(self._schema), mark)
            check_schema(generation, self._schema)
            try:
                self._generations.check(generation)
                file = OpenFile(self._generations.path(generation.number), read_only=True)
            except StoreError:
                if self._generations.mark() == mark:
                    raise
            else:
                if self._generations.mark() == mark:
                    return _Served(file, mark)
                close_quietly(file)
            mark = self._generations.mark()


class EmbeddedWriter:
    """Builds the next generation. `commit` makes it answer; leaving a `with` block without it changes nothing."""

    def __init__(self, folder: Path, schema: Schema) -> None:
        self._schema = schema
        self._lock = WriterLock(folder)
        self._lock.acquire()
        self._generations = Generations(folder)
        self._file: OpenFile | None = None
        self._number = 0
        self._checkpoint = False
        self._bulks = 0  # batches copied so far
        self._generations.sweep()

    def __enter__(self) -> EmbeddedWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.rollback()

    def replace(self, document_ids: Iterable[str], batch: GraphBatch) -> None:
        checked = check_batch(batch, self._schema)
        file = self._file or self._next(fresh=False)
        with tempfile.TemporaryDirectory(prefix=f"{self._number}.lbdb.", dir=self._generations.folder) as folder:
            bulk = CsvBulk(Path(folder), file.run) if checked.size >= BULK_ROWS else None
            file.run("BEGIN TRANSACTION")
            removal = Removal(self._schema, file.run)
            removal.remove(sorted(set(document_ids)), checked)
            Upsert(self._schema, file.run, bulk).write(checked)
            removal.collect(checked)
            file.run("COMMIT")
        if bulk is not None:
            self._bulks += 1
            self._checkpoint = True
            file.forget()
            if self._bulks % BULKS_UNFOLDED == 0:
                file.run("CHECKPOINT")

    def clear(self) -> None:
        self._throw_away()
        self._next(fresh=True)

    def commit(self, snapshot: str) -> None:
        now = self._generations.current_or_none()
        if self._file is None and now is not None:
            self._generations.switch(replace(now, snapshot=snapshot))
        else:
            self._close(self._file or self._next(fresh=True))
            log = self._generations.log_bytes(self._number)
            self._generations.switch(Generation(self._number, snapshot, self._schema.digest, log))
            self._number = 0
            self._generations.sweep()
        self._lock.release()

    def rollback(self) -> None:
        self._throw_away()
        self._lock.release()

    def _close(self, file: OpenFile) -> None:
        """Fold the log into the file where it must be (COPY is not logged) or has grown long enough to be slow."""
        if self._checkpoint or self._generations.log_bytes(self._number) > LOG_BYTES:
            file.run("CHECKPOINT")
        file.close()
        self._file = None

    def _next(self, *, fresh: bool) -> OpenFile:
        """Open the next generation: empty, or a copy of the current one."""
        now = None if fresh else self._generations.current()
        self._number = self._generations.next_number()
        self._checkpoint = now is None  # a fresh file is folded in no time
        if now is not None:
            check_schema(now, self._schema)
            self._generations.copy(now, self._number)
        self._file = OpenFile(self._generations.path(self._number), read_only=False)
        if now is None:
            for statement in ddl(self._schema):
                self._file.run(statement)
        return self._file

    def _throw_away(self) -> None:
        if self._file is not None:
            close_quietly(self._file)
            self._file = None
        if self._number:
            self._generations.discard(self._number)
            self._number = 0


def check_schema(generation: Generation, schema: Schema) -> None:
    """Raises StoreError if the graph was written under another declaration of the schema."""
    if generation.schema != schema.digest:
        raise StoreError(
            "the graph was written by another version of tiaokuai",
            remedy="run `tiaokuai rebuild`: the records hold everything",
        )


def _empty(schema: Schema) -> OpenFile:
    file = OpenFile(None, read_only=False)
    for statement in ddl(schema):
        file.run(statement)
    return file
