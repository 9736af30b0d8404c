"""Answers the questions of the catalogue from a graph.

    Runner(reader, matcher).answer("adopters", {"measure": "双向转诊", "levels": ["province"]})

The `.cypher` file runs verbatim; `prepare` and `finish` of the Python file beside it, if any,
do what Cypher cannot do on both engines. Table have exactly the declared columns, in their order;
what is missing is null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Any

from rapidfuzz import process

from graph.errors import RecordError, UnknownName
from graph.store import Matcher, Reader
from queries.catalogue import Query, load_catalogue
from queries.context import Context, Table, fetch, plain, run_statement
from queries.coverage import Coverage, measure_coverage
from queries.names import DomainName, Names, PolicyName, RegionName
from queries.parameters import coerce

_TRIES = 3  # a load that switches the snapshot during an answer is rare; twice in a row does not happen
_NULL_WHEN_EMPTY = frozenset({"string", "date"})


@dataclass(frozen=True, slots=True)
class Answer:
    """`meta`: query, parameters, snapshot, coverage, engine (and notes, if any); `rows`: one dict a row."""

    meta: dict[str, Any]
    rows: Table

    def as_dict(self) -> dict[str, Any]:
        return {"meta": self.meta, "rows": self.rows}


class Runner:
    """Answers over one reader. `domains`: id → name of the domains that the program knows (besides the graph's)."""

    def __init__(
        self,
        reader: Reader,
        matcher: Matcher,
        *,
        domains: Mapping[str, str] | None = None,
        today: date | None = None,
        timeout_s: float = 30.0,
    ) -> None:
        self._reader = reader
        self._matcher = matcher
        self._domains = dict(domains or {})
        self._today = today
        self._timeout_s = timeout_s
        self._state: _State | None = None

    def answer(self, name: str, params: Mapping[str, object] | None = None) -> Answer:
        """The answer to one question.

        An answer takes several statements; if a load makes another snapshot answer between them, it is asked again.
        Raises UnknownName (no such question, region, …), AmbiguousName, UsageError (a wrong parameter)
        and StoreError (the engine failed).
        """
        query = find_query(name)
        for _ in range(_TRIES):
            answer = self._once(query, params or {})
            if answer.meta["snapshot"] == self._reader.snapshot:
                return answer
        return answer

    def _once(self, query: Query, params: Mapping[str, object]) -> Answer:
        snapshot = self._reader.snapshot
        state = self._at(snapshot)
        today = self._today or date.today()
        context = Context(self._reader, self._matcher, state.names, today, self._timeout_s, kept=state.kept)
        values = coerce(query, params, state.names, today)
        rows = _ask(query, values, context)
        meta = {
            "query": query.name,
            "parameters": {k: _shown(v) for k, v in values.items()},
            "snapshot": snapshot,
            "coverage": state.coverage.as_dict(),
            "engine": self._reader.engine,
        }
        if context.notes:
            meta["notes"] = list(context.notes)
        return Answer(meta, _declared(query, rows))

    def coverage(self) -> Coverage:
        """What is held, counted once a snapshot."""
        return self._at(self._reader.snapshot).coverage

    @property
    def reader(self) -> Reader:
        return self._reader

    @property
    def names(self) -> Names:
        """The names of regions, policies, agencies and domains in the current snapshot."""
        return self._at(self._reader.snapshot).names

    def _at(self, snapshot: str) -> _State:
        state = self._state
        if state is None or state.snapshot != snapshot:
            self._state = state = _State(snapshot, self._part, self._domains)
        return state

    def _part(self, name: str) -> Table:
        return fetch(self._reader, name, None, self._timeout_s)


class _State:
    """What was read of one snapshot. Threads may read a thing twice; they get the same."""

    def __init__(self, snapshot: str, part: Callable[[str], Table], domains: Mapping[str, str]) -> None:
        self.snapshot = snapshot
        self.names = Names(part, domains)
        self.kept: dict[str, Table] = {}
        self._part = part

    @cached_property
    def coverage(self) -> Coverage:
        return measure_coverage(self._part)


def find_query(name: str) -> Query:
    """The question of this name. Raises UnknownName with the nearest names."""
    catalogue = load_catalogue()
    if name in catalogue:
        return catalogue[name]
    near = tuple(n for n, _, _ in process.extract(name, list(catalogue), limit=3, score_cutoff=50))
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise UnknownName(f"no query {name}", suggestions=near, remedy=f"{hint}see all with: tiaokuai queries")


def _ask(query: Query, values: dict[str, Any], context: Context) -> Table:
    hooks = _hooks(query)
    prepared: Mapping[str, Any] | None = values
    if hooks and hasattr(hooks, "prepare"):
        prepared = hooks.prepare(values, context)
    rows = [] if prepared is None else run_statement(context.reader, query, prepared, context.timeout_s)
    if hooks and hasattr(hooks, "finish"):
        finished: Table = hooks.finish(rows, prepared if prepared is not None else values, context)
        return finished
    return rows


def _hooks(query: Query) -> ModuleType | None:
    """The Python file beside the `.cypher` file, or None."""
    return import_module(f"queries.{query.topic}.{query.name}") if _has_hooks(query.topic, query.name) else None


@cache
def _has_hooks(topic: str, name: str) -> bool:
    return files("queries").joinpath(topic, f"{name}.py").is_file()


def _declared(query: Query, rows: Iterable[Mapping[str, Any]]) -> Table:
    """Rows with exactly the declared columns, in their order; an empty text is null."""
    names = query.column_names
    texts = {c.name for c in query.columns if c.type in _NULL_WHEN_EMPTY}
    try:
        return [{n: None if n in texts and row[n] == "" else row[n] for n in names} for row in rows]
    except KeyError as missing:
        raise RecordError(f"{query.name} answered without the declared column {missing}") from missing


def _shown(value: Any) -> Any:
    """A parameter as it can be given again: names for regions, ids for the rest."""
    if isinstance(value, list):
        return [_shown(v) for v in value]
    if isinstance(value, RegionName):
        return value.name
    if isinstance(value, PolicyName | DomainName):
        return value.id
    return plain(value)
