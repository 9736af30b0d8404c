"""The clause index: every clause of every document, found by words in milliseconds.

Segments are immutable; a document that is replaced or removed is crossed out in the old segment and
stands in a new one. `save` links what has not changed, so adding one document writes only its own
clauses; small segments are merged so that their number stays small (growth by a factor of four).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson

from graph.errors import StoreError
from graph.record import Record
from loaders.measures.clauses import clauses
from loaders.measures.segment import Row, Segment, build_segment, open_segment
from loaders.resolve.policies import Resolution

_VERSION = 1
_FULL = 200_000  # clauses of a segment at most while building
_FACTOR = 4
_MANIFEST = "index.json"


@dataclass(slots=True)
class _Held:
    """A segment with the documents crossed out in it, and where its file lies (None: not written yet)."""

    segment: Segment
    out: set[str]
    path: Path | None = None

    @property
    def live(self) -> npt.NDArray[np.bool_]:
        numbers = [i for i, d in enumerate(self.segment.documents) if d in self.out]
        return ~np.isin(self.segment.owner, numbers)


class ClauseIndex:
    """One index. Reading is thread-safe; put, remove and save belong to one writer."""

    def __init__(self, held: list[_Held] | None = None) -> None:
        self._held = held or []
        self._rows: list[Row] = []
        self._domains: dict[str, tuple[str, ...]] = {}

    @classmethod
    def build(cls, records: Iterable[Record]) -> ClauseIndex:
        index = cls()
        for record in records:
            index.put(record)
        index.flush()
        return index

    def put(self, record: Record, resolution: Resolution | None = None) -> None:
        """Add a document, or replace what it said. Not the best text of its policy: only remembered as held."""
        self.remove(record.id)
        attested = resolution.attested.get(record.id, ()) if resolution else ()
        self._domains[record.id] = tuple(d.id for d in record.header.domains)
        if not attested or any(a.best for a in attested):
            self._rows += [
                Row(c.document_id, c.task_id, *c.span, c.quote, c.text, c.context, c.kind, c.zone)
                for c in clauses(record)
            ]
        if len(self._rows) >= _FULL:
            self.flush()

    def remove(self, document_id: str) -> None:
        """Forget a document; nothing happens when it is not there."""
        if document_id in self._domains:
            del self._domains[document_id]
            self._rows = [r for r in self._rows if r.document_id != document_id]
        for held in self._held:
            if document_id in held.segment.documents:
                held.out.add(document_id)

    def flush(self) -> None:
        """Make what was put readable."""
        if self._domains:
            self._held.append(_Held(build_segment(self._rows, self._domains), set()))
            self._rows, self._domains = [], {}

    @property
    def size(self) -> int:
        """Clauses held."""
        return sum(int(held.live.sum()) for held in self._held) + len(self._rows)

    @property
    def documents(self) -> frozenset[str]:
        held = {d for h in self._held for d in h.segment.documents if d not in h.out}
        return frozenset(held | self._domains.keys())

    def parts(self) -> Iterator[tuple[Segment, npt.NDArray[np.bool_] | None]]:
        """Each segment with the mask of its living clauses (None: all live)."""
        self.flush()
        for held in self._held:
            yield held.segment, held.live if held.out else None

    def rows(self) -> Iterator[Row]:
        """Every living clause."""
        for segment, live in self.parts():
            numbers = range(segment.size) if live is None else np.flatnonzero(live)
            for number in numbers:
                yield segment.row(int(number))

    def compact(self) -> None:
        """Merge everything into full segments and drop what is crossed out."""
        self._merge(list(self._held))

    def _merge(self, some: list[_Held]) -> None:
        keep = [h for h in self._held if h not in some]
        fresh = ClauseIndex()
        for held in some:
            live = [d for d in held.segment.documents if d not in held.out]
            fresh._domains |= {d: held.segment.documents[d] for d in live}
            fresh._rows += [held.segment.row(int(n)) for n in np.flatnonzero(held.live)]
        fresh.flush()
        self._held = keep + fresh._held

    def _tidy(self) -> None:
        """Drop segments in which all is crossed out; merge the tail of small ones once they are many for their size."""
        self._held = [h for h in self._held if len(h.out) < len(h.segment.documents)]
        self._held.sort(key=lambda h: (-h.segment.size, h.segment.name))
        while len(self._held) > 4:
            small = self._held[-_FACTOR:]
            if sum(h.segment.size for h in small) > _FULL:
                return
            self._merge(small)
            self._held.sort(key=lambda h: (-h.segment.size, h.segment.name))

    def save(self, path: Path) -> None:
        """Write the index as a folder. An index already there is replaced."""
        self.flush()
        self._tidy()
        fresh = path.with_name(f"{path.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for held in self._held:
            _place(held, fresh)
        listed = [{"file": h.segment.name, "out": sorted(h.out)} for h in self._held]
        (fresh / _MANIFEST).write_bytes(orjson.dumps({"version": _VERSION, "segments": listed}))
        shutil.rmtree(path, ignore_errors=True)
        fresh.rename(path)
        for held in self._held:
            held.path = path / held.segment.name

    @classmethod
    def load(cls, path: Path) -> ClauseIndex:
        """Map an index. Raises StoreError when it is missing or broken."""
        try:
            manifest = orjson.loads((path / _MANIFEST).read_bytes())
            if manifest["version"] != _VERSION:
                raise ValueError(f"version {manifest['version']}")
            listed = [(path / item["file"], set(item["out"])) for item in manifest["segments"]]
        except (OSError, KeyError, ValueError) as error:
            raise StoreError(f"the clause index {path} cannot be read: {error}", remedy="tiaokuai rebuild") from error
        return cls([_Held(open_segment(file), out, file) for file, out in listed])


def _place(held: _Held, folder: Path) -> None:
    """Put a segment's file into the folder: a link where the disk can, else a copy.

    Its name is that of its bytes: a document taken out and put back unchanged makes the same segment again.
    """
    target = folder / held.segment.name
    if target.exists():
        return
    if held.path is None or not held.path.exists():
        held.segment.save(folder)
        return
    try:
        os.link(held.path, target)
    except OSError:
        shutil.copyfile(held.path, target)
