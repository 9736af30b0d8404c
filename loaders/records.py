"""The records folder of a home: one JSON file a document, written whole or not at all.

`sources.json` remembers under which absolute path a document was loaded, so that a corrected
file at the same place replaces what it said before. Derived from loads, never from guesses.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from graph.errors import InputError
from graph.record import Record
from graph.record_json import dumps, loads


class RecordFolder:
    """`HOME/records`. Ids are 16 hex digits; anything else in the folder is left alone."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "records"
        self._sources = home / "records" / "sources.json"

    def ids(self) -> list[str]:
        """All document ids, sorted."""
        if not self.folder.is_dir():
            return []
        return sorted(p.stem for p in self.folder.glob("*.json") if _is_id(p.stem))

    def __contains__(self, document_id: object) -> bool:
        return isinstance(document_id, str) and _is_id(document_id) and self._file(document_id).is_file()

    def read(self, document_id: str) -> Record:
        """One record. Raises InputError when there is none."""
        return loads(self.read_bytes(document_id))

    def read_bytes(self, document_id: str) -> bytes:
        if document_id not in self:
            raise InputError(f"no record of document {document_id}", remedy="tiaokuai load the file again")
        return self._file(document_id).read_bytes()

    def all(self) -> Iterator[Record]:
        return (self.read(document_id) for document_id in self.ids())

    def digests(self) -> dict[str, str]:
        """document id → sha256 of its record, for snapshots and for finding what changed."""
        return {i: hashlib.sha256(self._file(i).read_bytes()).hexdigest() for i in self.ids()}

    def stamp(self, document_id: str) -> tuple[int, int]:
        """Size and time (ns) of a record's file: an unchanged file need not be read again."""
        stat = self._file(document_id).stat()
        return stat.st_size, stat.st_mtime_ns

    def write(self, record: Record) -> bool:
        """Write one record; False when exactly this is there already."""
        data = dumps(record)
        target = self._file(record.id)
        if target.is_file() and target.read_bytes() == data:
            return False
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(target, data)
        return True

    def delete(self, document_ids: Iterable[str]) -> None:
        for document_id in document_ids:
            self._file(document_id).unlink(missing_ok=True)

    def replaced_by(self, paths: dict[str, str]) -> dict[str, str]:
        """For {absolute path: new document id}: {old document id: path} of what stood there before."""
        new_ids = set(paths.values())
        known = self._known()
        kept = {i for i, places in known.items() if any(paths.get(p, i) == i for p in places)}
        return {
            i: next(p for p in places if p in paths)
            for i, places in known.items()
            if i not in new_ids and i not in kept and any(p in paths for p in places)
        }

    def remember(self, paths: dict[str, str], gone: Iterable[str] = ()) -> None:
        """Note under which absolute paths documents were loaded; forget what is gone."""
        known = self._known()
        for path, document_id in paths.items():
            for places in known.values():
                if path in places:
                    places.remove(path)
            known.setdefault(document_id, []).append(path)
        dropped = set(gone)
        kept = {i: sorted(p) for i, p in sorted(known.items()) if p and i not in dropped}
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(self._sources, orjson.dumps(kept, option=orjson.OPT_INDENT_2))

    def _known(self) -> dict[str, list[str]]:
        if not self._sources.is_file():
            return {}
        known: dict[str, list[str]] = orjson.loads(self._sources.read_bytes())
        return known

    def _file(self, document_id: str) -> Path:
        return self.folder / f"{document_id}.json"


def write_atomically(target: Path, data: bytes) -> None:
    """Write beside, flush to disk, rename: a killed writer leaves the old file or the new one."""
    beside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, target)


def _is_id(stem: str) -> bool:
    return len(stem) == 16 and all(c in "0123456789abcdef" for c in stem)
