"""One Neo4j server through the official driver: sessions, errors, and rows as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, TransientError
from neo4j.time import Date, DateTime, Duration, Time

from graph.errors import StoreError
from graph.settings import Settings

T = TypeVar("T")
Tx = neo4j.ManagedTransaction | neo4j.Transaction
WRITE_TIMEOUT_S = 600.0
POOL = {
    "max_connection_pool_size": 50,
    "connection_acquisition_timeout": 5.0,
    "connection_timeout": 5.0,
    "max_transaction_retry_time": 15.0,
    "telemetry_disabled": True,
}


class Server:
    """The driver of one process. Routing and retries are the driver's; the database is always named."""

    def __init__(self, settings: Settings, **driver_options: Any) -> None:
        """Does not connect yet. `driver_options` override those of the driver."""
        self.address = settings.store or ""
        self.database = settings.neo4j_database
        self._connected = False
        auth = (settings.neo4j_user, settings.neo4j_password or "") if settings.neo4j_user else None
        options = {**POOL, "notifications_min_severity": "OFF", **driver_options}
        try:
            self._driver = neo4j.GraphDatabase.driver(self.address, auth=auth, **options)
        except (ConfigurationError, ValueError) as error:
            raise StoreError(
                f"TIAOKUAI_STORE={self.address!r} is no address of a server: {error}", remedy="write neo4j://host:7687"
            ) from error

    def read(self, work: Callable[[Tx], T], *, timeout_s: float) -> T:
        """Run `work` in a read transaction; it is run again after a transient error, so it must be idempotent."""
        with self.session(neo4j.READ_ACCESS, timeout_s) as session:
            return session.execute_read(neo4j.unit_of_work(timeout=timeout_s)(work))

    def write(self, work: Callable[[Tx], T], *, timeout_s: float = WRITE_TIMEOUT_S) -> T:
        """Run `work` in a write transaction; it is run again after a transient error, so it must be idempotent."""
        with self.session(neo4j.WRITE_ACCESS, timeout_s) as session:
            return session.execute_write(neo4j.unit_of_work(timeout=timeout_s)(work))

    def administer(self, statement: str) -> None:
        """One statement in a transaction of its own, as schema statements must be."""
        with self.session(neo4j.WRITE_ACCESS, WRITE_TIMEOUT_S) as session:
            session.run(statement).consume()

    @contextmanager
    def session(self, access: str, timeout_s: float) -> Iterator[neo4j.Session]:
        with self.errors(timeout_s):
            self._connect()
            with self._driver.session(database=self.database, default_access_mode=access) as session:
                yield session

    @contextmanager
    def errors(self, timeout_s: float) -> Iterator[None]:
        """The driver's errors as StoreError."""
        try:
            yield
        except (DriverError, Neo4jError) as error:
            raise self.error(error, timeout_s) from error

    def _connect(self) -> None:
        """Before anything else, once: where nothing answers, transactions would be tried again for 15 s."""
        if not self._connected:
            self._driver.verify_connectivity()
            self._connected = True

    def open_session(self) -> neo4j.Session:
        """A session that the caller closes, for a transaction that outlives one call."""
        return self._driver.session(database=self.database, default_access_mode=neo4j.WRITE_ACCESS)

    def close(self) -> None:
        self._driver.close()

    def error(self, error: Exception, timeout_s: float) -> StoreError:
        """What went wrong, in one message that says what to do."""
        code = getattr(error, "code", None) or ""
        where = f"{self.address} (database {self.database})"
        if "TransactionTimedOut" in code or "LockClientStopped" in code:
            return StoreError(
                f"the query took longer than {timeout_s:g} s",
                remedy="narrow it by region, level or measure",
                code="timeout",
            )
        if isinstance(error, AuthError):
            return StoreError(
                f"{where} refused the user or password",
                remedy="check TIAOKUAI_NEO4J_USER and TIAOKUAI_NEO4J_PASSWORD",
            )
        if "DatabaseNotFound" in code:
            return StoreError(
                f"{where} does not exist", remedy="set TIAOKUAI_NEO4J_DATABASE to a database of the server"
            )
        if isinstance(error, DriverError | TransientError) or not code:
            return StoreError(
                f"cannot reach {where}: {_first_line(error)}",
                remedy="check TIAOKUAI_STORE and that the server is running",
            )
        return StoreError(f"{where} refused a statement: {_first_line(error)}", code="query")


def fetch(tx: Tx, cypher: str, params: dict[str, object] | None = None) -> list[dict[str, object]]:
    """All rows of one statement, plain."""
    result = tx.run(cypher, params or {})
    names = result.keys()
    return [dict(zip(names, map(plain, record.values()), strict=True)) for record in result]


def plain(value: object) -> object:
    """Only str, int, float, bool, None, and lists and dicts of these: dates are neo4j.time here."""
    if isinstance(value, Date | DateTime | Time | Duration):
        return value.iso_format()
    if isinstance(value, neo4j.graph.Entity):
        return plain(dict(value.items()))
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _first_line(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return str(text).strip().splitlines()[0][:300]
