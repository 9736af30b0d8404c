"""What the hooks beside a `.cypher` file may use: other statements, the matcher, the names, today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.store import Matcher, Reader
from queries.catalogue import Query, load_catalogue, load_parts
from queries.names import Names

Table = list[dict[str, Any]]  # rows: str, int, float, bool, None and lists of these


@dataclass(frozen=True, slots=True)
class Context:
    """One answer's surroundings. `notes` collects what the reader of the answer must know (meta.notes)."""

    reader: Reader
    matcher: Matcher
    names: Names
    today: date
    timeout_s: float = 30.0
    notes: list[str] = field(default_factory=list)
    kept: dict[str, Table] = field(default_factory=dict)  # of this snapshot, shared by its answers

    def fetch(self, name: str, params: Mapping[str, object] | None = None) -> Table:
        """The raw rows of a part, or of another question's own statement."""
        return fetch(self.reader, name, params, self.timeout_s)

    def fetch_once(self, name: str) -> Table:
        """The raw rows of a part without parameters, read once a snapshot. Don't change them."""
        if name not in self.kept:
            self.kept[name] = self.fetch(name)
        return self.kept[name]


def fetch(reader: Reader, name: str, params: Mapping[str, object] | None = None, timeout_s: float = 30.0) -> Table:
    """Run the statement `name` of the catalogue with the parameters that it uses."""
    query = load_parts().get(name) or load_catalogue()[name]
    return run_statement(reader, query, params or {}, timeout_s)


def run_statement(reader: Reader, query: Query, params: Mapping[str, object], timeout_s: float) -> Table:
    """Run a file verbatim; entities are passed as their ids. KeyError: a used parameter is missing (a bug of ours)."""
    return reader.run(query.text, {name: plain(params[name]) for name in sorted(query.used)}, timeout_s=timeout_s)


def plain(value: object) -> object:
    """A value as an engine takes it: a named entity is its id."""
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return getattr(value, "id", value)
