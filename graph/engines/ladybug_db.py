"""One open ladybug file: connections, timeouts, errors, and rows as plain values."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import ladybug

from graph.errors import StoreError

MAX_DB_BYTES = 1 << 36  # address space reserved per open file (64 GiB); a million tasks take 0.4
POOL_BYTES = 1 << 30  # page cache of a reader
MEMORY = ":memory:"


class OpenFile:
    """A database and a pool of its connections: one connection answers one query at a time."""

    def __init__(self, path: Path | None, *, read_only: bool) -> None:
        """`path` None: in memory. Raises StoreError if the engine cannot open the file."""
        # A writer's cache is left to the engine: with 512 MB a checkpoint of 100,000 tasks fails.
        pool = POOL_BYTES if read_only or path is None else 0
        try:
            self._db = ladybug.Database(
                MEMORY if path is None else str(path),
                read_only=read_only,
                buffer_pool_size=pool,
                max_db_size=MAX_DB_BYTES,
                auto_checkpoint=False,
            )
        except (RuntimeError, OSError) as error:
            raise StoreError(
                f"cannot open {path}: {error}", remedy="run `tiaokuai rebuild`: the records hold everything"
            ) from error
        self._writes = not read_only
        self._count = itertools.count()
        self._idle: list[Any] = []
        self._guard = threading.Lock()

    def run(
        self, cypher: str, params: Mapping[str, object] | None = None, *, timeout_s: float = 0.0
    ) -> list[dict[str, object]]:
        """Rows of one statement; `timeout_s` 0 means none. Safe from several threads."""
        if self._writes and params:
            # The same text of a parameterised write, run a second time on one connection, ends the process
            # (ladybug issues 862 and 875): a cached plan keeps the state of its first run.
            cypher = f"{cypher} /* {next(self._count)} */"
        connection = self._take()
        try:
            return _execute(connection, cypher, dict(params or {}), timeout_s)
        finally:
            with self._guard:
                self._idle.append(connection)

    def close(self) -> None:
        """Closes for good; nobody may be running a query."""
        self.forget()
        self._db.close()

    def forget(self) -> None:
        """Closes the idle connections: each keeps what it has run, rows included (130 MB after 24,000 tasks)."""
        with self._guard:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> Any:
        with self._guard:
            if self._idle:
                return self._idle.pop()
        connection = ladybug.Connection(self._db, num_threads=1)
        if self._writes:
            _execute(connection, "CALL force_checkpoint_on_close=false", {}, 0.0)
        return connection


def _execute(connection: Any, cypher: str, params: dict[str, object], timeout_s: float) -> list[dict[str, object]]:
    try:
        connection.set_query_timeout(int(timeout_s * 1000))
        result = connection.execute(cypher, params)
        last = result[-1] if isinstance(result, list) else result
        try:
            return [{name: plain(value) for name, value in row.items()} for row in last.rows_as_dict()]
        finally:
            for one in result if isinstance(result, list) else [result]:
                one.close()
    except RuntimeError as error:
        raise query_error(str(error), timeout_s) from error


def query_error(text: str, timeout_s: float) -> StoreError:
    if "Interrupted" in text:
        return StoreError(
            f"the query took longer than {timeout_s:g} s",
            remedy="narrow it by region, level or measure",
            code="timeout",
        )
    return StoreError(f"the embedded engine refused a statement: {text}", code="query")


def plain(value: object) -> object:
    """Only str, int, float, bool, None, and lists and dicts of these: sums are Decimal here, ids internal."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items() if not str(name).startswith("_")}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def close_quietly(file: OpenFile) -> None:
    """For files that are thrown away: an engine error on the way out changes nothing."""
    with suppress(RuntimeError, StoreError):
        file.close()
