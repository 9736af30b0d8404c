"""A segment of the clause index: columns of clauses and postings of character pairs, one mapped file.

File: 8 bytes length of the head, head as JSON ({meta, arrays: {name: [dtype, offset, count]}}), arrays
aligned to 16 bytes. Numbers are little-endian. Nothing is decoded until it is asked for.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from graph.errors import StoreError

Ints = npt.NDArray[np.int64]
KINDS = ("text", "action", "heading")
ZONES = ("body", "goal", "principle", "background")


@dataclass(frozen=True, slots=True)
class Row:
    """A clause as the index keeps it (Clause with its document's domains left to the segment)."""

    document_id: str
    task_id: str
    start: int
    end: int
    quote: str
    text: str
    context: str
    kind: str
    zone: str


class Segment:
    """Read-only. `documents`: id → domains of its documents, in the order of their numbers."""

    def __init__(self, data: bytes | mmap.mmap, name: str) -> None:
        self.name = name
        self._data = data
        (length,) = struct.unpack_from("<Q", data, 0)
        head: dict[str, Any] = orjson.loads(data[8 : 8 + length])
        self._arrays = {
            key: np.frombuffer(data, dtype=kind, count=count, offset=offset)
            for key, (kind, offset, count) in head["arrays"].items()
        }
        self._blobs = {key: head["arrays"][key][1] for key in ("text", "quote", "c_text")}
        self.documents: dict[str, tuple[str, ...]] = {d: tuple(domains) for d, domains in head["meta"]["documents"]}
        self._ids = list(self.documents)
        self._tasks: list[str] = head["meta"]["tasks"]

    @property
    def size(self) -> int:
        return len(self._arrays["start"])

    @property
    def owner(self) -> npt.NDArray[np.int32]:
        """Number of the document of each clause."""
        return self._arrays["document"]

    @property
    def context_of(self) -> npt.NDArray[np.int32]:
        return self._arrays["context"]

    @property
    def contexts(self) -> int:
        return len(self._arrays["c_at"]) - 1

    def clauses_with(self, word: str) -> npt.NDArray[np.int32]:
        """Clauses that hold every character pair of the word (a superset of those that hold the word)."""
        return self._with(word, "pairs", "from", "clauses")

    def contexts_with(self, word: str) -> npt.NDArray[np.int32]:
        return self._with(word, "c_pairs", "c_from", "c_clauses")

    def _with(self, word: str, pairs: str, first: str, clauses: str) -> npt.NDArray[np.int32]:
        keys, starts, postings = self._arrays[pairs], self._arrays[first], self._arrays[clauses]
        lists = []
        for key in pair_keys(word):
            at = int(np.searchsorted(keys, key))
            if at >= len(keys) or keys[at] != key:
                return np.empty(0, np.int32)
            lists.append(postings[starts[at] : starts[at + 1]])
        lists.sort(key=len)
        found: npt.NDArray[np.int32] = lists[0] if lists else np.empty(0, np.int32)
        for more in lists[1:]:
            found = found[_inside(found, more)]
            if not len(found):
                break
        return found

    def text(self, clause: int) -> str:
        return self._string("text", "at", clause)

    def context(self, clause: int) -> str:
        return self._string("c_text", "c_at", int(self.context_of[clause]))

    def _string(self, blob: str, at: str, number: int) -> str:
        first = self._blobs[blob]
        start, end = self._arrays[at][number : number + 2].tolist()
        return str(self._data[first + start : first + end], "utf-8")

    def document(self, clause: int) -> str:
        return self._ids[int(self.owner[clause])]

    def in_domain(self, clause: int, domain: str | None) -> bool:
        return domain is None or domain in self.documents[self.document(clause)]

    def row(self, clause: int) -> Row:
        arrays = self._arrays
        return Row(
            self.document(clause),
            self._tasks[int(arrays["task"][clause])],
            int(arrays["start"][clause]),
            int(arrays["end"][clause]),
            self._string("quote", "q_at", clause),
            self.text(clause),
            self.context(clause),
            KINDS[int(arrays["kind"][clause])],
            ZONES[int(arrays["zone"][clause])],
        )

    def save(self, folder: Path) -> None:
        (folder / self.name).write_bytes(bytes(self._data))


def _inside(found: npt.NDArray[np.int32], more: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Which of `found` are in `more` (both sorted)."""
    at = np.searchsorted(more, found)
    at[at == len(more)] = 0
    return np.asarray(more[at] == found, dtype=np.bool_)


def pair_keys(text: str) -> list[int]:
    """The numbers of the character pairs of a text (characters beyond the basic plane share one code)."""
    codes = [min(ord(c), 0xFFFF) for c in text]
    return list(dict.fromkeys(a << 16 | b for a, b in pairwise(codes)))


def open_segment(path: Path) -> Segment:
    """Map a segment file. Raises StoreError when it is broken."""
    try:
        with path.open("rb") as handle:
            return Segment(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ), path.name)
    except (OSError, ValueError, KeyError, struct.error) as error:
        raise StoreError(f"the clause index {path} cannot be read: {error}", remedy="tiaokuai rebuild") from error


def build_segment(rows: Sequence[Row], domains: dict[str, tuple[str, ...]]) -> Segment:
    """A segment of these clauses. `domains`: of every document in it, also of those without clauses."""
    documents = list(domains)
    number = {d: i for i, d in enumerate(documents)}
    tasks = list(dict.fromkeys(r.task_id for r in rows))
    task_number = {t: i for i, t in enumerate(tasks)}
    contexts = list(dict.fromkeys(r.context for r in rows))
    context_number = {c: i for i, c in enumerate(contexts)}
    arrays: dict[str, npt.NDArray[Any]] = {
        "document": np.array([number[r.document_id] for r in rows], np.int32),
        "task": np.array([task_number[r.task_id] for r in rows], np.int32),
        "context": np.array([context_number[r.context] for r in rows], np.int32),
        "start": np.array([r.start for r in rows], np.int32),
        "end": np.array([r.end for r in rows], np.int32),
        "kind": np.array([KINDS.index(r.kind) for r in rows], np.uint8),
        "zone": np.array([ZONES.index(r.zone) for r in rows], np.uint8),
    }
    texts = [r.text for r in rows]
    arrays["text"], arrays["at"] = _blob(texts)
    arrays["quote"], arrays["q_at"] = _blob([r.quote for r in rows])
    arrays["c_text"], arrays["c_at"] = _blob(contexts)
    arrays["pairs"], arrays["from"], arrays["clauses"] = _postings(texts)
    arrays["c_pairs"], arrays["c_from"], arrays["c_clauses"] = _postings(contexts)
    meta = {"documents": [[d, domains[d]] for d in documents], "tasks": tasks}
    data = _pack(meta, arrays)
    return Segment(data, f"{hashlib.sha256(data).hexdigest()[:16]}.seg")


def _blob(texts: Iterable[str]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    encoded = [t.encode() for t in texts]
    ends = np.cumsum([0, *(len(e) for e in encoded)], dtype=np.int64)
    return np.frombuffer(b"".join(encoded), np.uint8), ends


def _postings(texts: Sequence[str]) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
    """Sorted pair keys, where the list of each begins, and the lists (ascending clause numbers)."""
    codes = [np.minimum(np.frombuffer(t.encode("utf-32-le"), np.uint32), 0xFFFF).astype(np.uint64) for t in texts]
    made = [(c[:-1] << np.uint64(48)) | (c[1:] << np.uint64(32)) | np.uint64(i) for i, c in enumerate(codes)]
    both = np.unique(np.concatenate(made)) if made else np.empty(0, np.uint64)
    keys = (both >> np.uint64(32)).astype(np.uint32)
    clauses = (both & np.uint64(0xFFFFFFFF)).astype(np.int32)
    unique, first = np.unique(keys, return_index=True)
    return unique, np.append(first, len(keys)).astype(np.int64), clauses


def _pack(meta: dict[str, Any], arrays: dict[str, npt.NDArray[Any]]) -> bytes:
    base = 8 + len(orjson.dumps({"meta": meta, "arrays": _places(arrays, 0)})) + 64 * len(arrays)
    places = _places(arrays, base)
    head = orjson.dumps({"meta": meta, "arrays": places})
    head += b" " * (base - 8 - len(head))
    out = bytearray(struct.pack("<Q", len(head)) + head)
    for key, array in arrays.items():
        out += b"\0" * (places[key][1] - len(out))
        out += array.tobytes()
    return bytes(out)


def _places(arrays: dict[str, npt.NDArray[Any]], base: int) -> dict[str, tuple[str, int, int]]:
    """Name → type, offset and count of each array when the first begins at or after `base`."""
    places: dict[str, tuple[str, int, int]] = {}
    offset = base
    for key, array in arrays.items():
        offset += -offset % 16
        places[key] = (array.dtype.str, offset, len(array))
        offset += array.nbytes
    return places
