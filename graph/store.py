"""The seam to an engine: three small Protocols (read one query; replace documents; schema and close)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from graph.batch import GraphBatch

Params = Mapping[str, object]
Rows = list[dict[str, object]]


class Reader(Protocol):
    """Reads. Rows hold only str, int, float, bool, None and lists of these: one normaliser an engine."""

    engine: str  # "ladybug" | "neo4j"

    @property
    def snapshot(self) -> str:
        """The hash that the builder stored with the graph; "" for an empty graph."""

    def run(self, cypher: str, params: Params | None = None, *, timeout_s: float = 30.0) -> Rows: ...

    def close(self) -> None: ...


class Writer(Protocol):
    """Writes one new state of the graph; readers see the old one until `commit`.

    Use it in a `with` block: leaving it without `commit` rolls back.
    """

    def __enter__(self) -> Writer: ...

    def __exit__(self, *_: object) -> None: ...

    def replace(self, document_ids: Iterable[str], batch: GraphBatch) -> None:
        """Remove what these documents said (their statements, and nodes that nothing else states), add the batch."""

    def clear(self) -> None:
        """Start from an empty graph (for rebuild)."""

    def commit(self, snapshot: str) -> None: ...

    def rollback(self) -> None: ...


class Store(Protocol):
    """An engine: opened by settings, gives readers and one writer at a time."""

    engine: str

    def apply_schema(self) -> None: ...

    def reader(self) -> Reader: ...

    def writer(self) -> Writer:
        """Raises StoreBusy if another process is writing."""

    def close(self) -> None: ...


class Match(Protocol):
    """One clause that counts for a phrase or measure.

    state: adopted | adopted_modified; modality: must | should | encourage | explore | pilot | present.
    """

    @property
    def task_id(self) -> str: ...

    @property
    def document_id(self) -> str: ...

    @property
    def span_start(self) -> int: ...

    @property
    def span_end(self) -> int: ...

    @property
    def quote(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def modality(self) -> str: ...

    @property
    def score(self) -> float: ...

    @property
    def fit(self) -> float:
        """How plainly the clause says what was asked for: by this the clause to show is chosen. 0 to 1."""

    @property
    def why(self) -> str: ...


class MeasureName(Protocol):
    """What the `measure` parameter meant: a measure of the catalogue, or a free phrase (id = "phrase:…")."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def catalogue(self) -> bool: ...

    @property
    def domain(self) -> str | None: ...


class Matcher(Protocol):
    """Finds measures; written in loaders, handed to queries by api."""

    def name(self, measure: str) -> MeasureName: ...

    def matches(self, phrase: str, *, domain: str | None = None) -> Sequence[Match]: ...
