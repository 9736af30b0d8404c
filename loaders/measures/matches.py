"""What the catalogue matches in the records, sure or not: found once a record, kept beside the graph.

The queue of matches to judge needs all of them at every step; matching anew takes about 2 ms a document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from graph.ids import clause_hash
from graph.record import Record, Span
from loaders.knowledge import shipped_digest, user_digest
from loaders.measures.catalogue import Catalogue, Measure
from loaders.measures.classify import Hit
from loaders.measures.clauses import Clause, clauses
from loaders.measures.instances import classifier, hits_in
from loaders.records import RecordFolder, write_atomically

_Kept = dict[str, Any]  # size and mtime_ns of the record's file, matches: the fields of each as a list


@dataclass(frozen=True, slots=True)
class Match:
    """A clause in which a measure is found; `score` may lie under the threshold."""

    document_id: str
    span: Span
    clause_hash: str
    measure_id: str
    score: float


def hits_of(
    record: Record, catalogue: Catalogue, *, only: Measure | None = None, at: Span | None = None
) -> Iterator[tuple[Clause, Hit]]:
    """Every clause with every measure found in it. `only`: this measure; `at`: the clause at this place."""
    compiled = classifier(catalogue)
    domains = {d.id for d in record.header.domains}
    for clause in clauses(record):
        if at is None or clause.span == at:
            yield from ((clause, hit) for hit in hits_in(clause, compiled, domains, loose=True, only=only))


def matches(record: Record, catalogue: Catalogue) -> tuple[Match, ...]:
    """The matches of one record, in reading order."""
    return tuple(
        Match(record.id, clause.span, clause_hash(clause.quote), hit.measure.id, hit.score)
        for clause, hit in hits_of(record, catalogue)
    )


class MatchFile:
    """The matches of a home's records in one file; a record that changed is matched anew when asked for.

    One file per version of catalogue and program; of other versions nothing is kept.
    """

    def __init__(self, home: Path, catalogue: Catalogue) -> None:
        self._home = home
        self._catalogue = catalogue
        self._records = RecordFolder(home)
        self._kept: dict[str, _Kept] | None = None

    @cached_property
    def _file(self) -> Path:
        """Named when first asked for: most commands never judge, and reading the program's files takes 10 ms."""
        version = "".join((shipped_digest(), user_digest(self._home), self._catalogue.digest))
        return self._home / "graph" / f"matches-{hashlib.sha256(version.encode()).hexdigest()[:16]}.json"

    def all(self) -> Iterator[Match]:
        """By document, in reading order."""
        kept = self._fresh()
        for document in sorted(kept):
            for start, end, clause, measure, score in kept[document]["matches"]:
                yield Match(document, (start, end), clause, measure, score)

    def _fresh(self) -> dict[str, _Kept]:
        """What is kept, brought up to the records; written again when anything changed."""
        old = self._read() if self._kept is None else self._kept
        new = {document: self._of(document, old.get(document)) for document in self._records.ids()}
        if new != old:
            self._write(new)
        self._kept = new
        return new

    def _of(self, document: str, kept: _Kept | None) -> _Kept:
        size, mtime_ns = self._records.stamp(document)
        if kept and (kept["size"], kept["mtime_ns"]) == (size, mtime_ns):
            return kept
        found = matches(self._records.read(document), self._catalogue)
        rows = [[*m.span, m.clause_hash, m.measure_id, m.score] for m in found]
        return {"size": size, "mtime_ns": mtime_ns, "matches": rows}

    def _read(self) -> dict[str, _Kept]:
        try:
            kept: dict[str, _Kept] = orjson.loads(self._file.read_bytes())
        except (OSError, orjson.JSONDecodeError):  # not there yet, or torn: it is only a cache
            return {}
        return kept

    def _write(self, kept: dict[str, _Kept]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self._file, orjson.dumps(kept))
        for other in self._file.parent.glob("matches-*.json"):
            if other != self._file:
                other.unlink(missing_ok=True)
