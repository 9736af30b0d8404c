"""Answers the questions of the catalogue from a graph.

    Runner(reader, matcher).answer("adopters", {"measure": "双向转诊", "levels": ["province"]})

The `.cypher` file runs verbatim; `prepare` and `finish` of the Python file beside it, if any,
do what Cypher cannot do on both engines. Table have exactly the declared columns, in their order;
what is missing is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
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
        self._seen: tuple[str, Names, list[Coverage]] | None = None

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
        names = self._state(snapshot)[1]
        context = Context(self._reader, self._matcher, names, self._today or date.today(), self._timeout_s)
        values = coerce(query, params, names, context.today)
        rows = _ask(query, values, context)
        meta = {
            "query": query.name,
            "parameters": {k: _shown(v) for k, v in values.items()},
            "snapshot": snapshot,
            "coverage": self._coverage(snapshot).as_dict(),
            "engine": self._reader.engine,
        }
        if context.notes:
            meta["notes"] = list(context.notes)
        return Answer(meta, [_row(query, row) for row in rows])

    def coverage(self) -> Coverage:
        """What is held, counted once a snapshot."""
        return self._coverage(self._reader.snapshot)

    def _coverage(self, snapshot: str) -> Coverage:
        _, _, kept = self._state(snapshot)
        if not kept:
            kept.append(measure_coverage(lambda part: fetch(self._reader, part, None, self._timeout_s)))
        return kept[0]

    @property
    def reader(self) -> Reader:
        return self._reader

    @property
    def names(self) -> Names:
        """The names of regions, policies, agencies and domains in the current snapshot."""
        return self._state(self._reader.snapshot)[1]

    def _state(self, snapshot: str) -> tuple[str, Names, list[Coverage]]:
        if self._seen is None or self._seen[0] != snapshot:
            names = Names(lambda part: fetch(self._reader, part, None, self._timeout_s), self._domains)
            self._seen = (snapshot, names, [])
        return self._seen


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


def _row(query: Query, row: Mapping[str, Any]) -> dict[str, Any]:
    missing = [c.name for c in query.columns if c.name not in row]
    if missing:
        raise RecordError(f"{query.name} answered without the declared columns {missing}")
    return {c.name: None if row[c.name] == "" and c.type in _NULL_WHEN_EMPTY else row[c.name] for c in query.columns}


def _shown(value: Any) -> Any:
    """A parameter as it can be given again: names for regions, ids for the rest."""
    if isinstance(value, list):
        return [_shown(v) for v in value]
    if isinstance(value, RegionName):
        return value.name
    if isinstance(value, PolicyName | DomainName):
        return value.id
    return plain(value)
