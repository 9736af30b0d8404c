"""What people decided: an append-only log (`TIAOKUAI_HOME/decisions.ndjson`), replayed on every build.

One decision is one line: {id, at, by, verb, measure_id, agency_id, document_id, clause_hash, value, why,
catalogue_version, seen: {quote, score}}. Verbs:

accept   this clause is an instance of the measure (`value`: a state, when the coder corrects it)
reject   this clause is not an instance of the measure
contest  somebody doubts it: no effect, but first in the review queue. Also about a cell of the matrix (measure_id,
         region_code), a policy (policy_id), or a role, target or any words (evidence: <document_id>:<start>-<end>)
merge    the measure (or agency) is the same as `value`
split    this clause belongs to measure `value` instead
rename   the measure (or agency) is called `value`
undo     decision `value` is taken back

A later decision on the same thing replaces an earlier one; nothing is ever deleted.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from graph.errors import StoreBusy, UsageError

VERBS = ("accept", "reject", "contest", "merge", "split", "rename", "undo")
_CLAUSE_VERBS = frozenset({"accept", "reject", "contest", "split"})
_VALUE_VERBS = frozenset({"merge", "split", "rename", "undo"})
_STATES = ("adopted", "adopted_modified")

ClauseKey = tuple[str, str, str]  # document id, clause hash, measure id


@dataclass(frozen=True, slots=True)
class Seen:
    """What the coder had before the eyes."""

    quote: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log. `id` and `at` are given by `append`."""

    by: str
    verb: str
    measure_id: str | None = None
    agency_id: str | None = None
    document_id: str | None = None
    clause_hash: str | None = None
    value: str | None = None
    why: str = ""
    region_code: str | None = None
    policy_id: str | None = None
    evidence: str | None = None
    catalogue_version: str = ""
    seen: Seen | None = None
    id: str = ""
    at: str = ""

    @property
    def key(self) -> ClauseKey | None:
        """The clause and measure it is about; None for one about a whole measure or agency."""
        if self.document_id and self.clause_hash and self.measure_id:
            return self.document_id, self.clause_hash, self.measure_id
        return None


@dataclass(frozen=True, slots=True)
class Decisions:
    """The whole log. `lines`: as written; `standing`: those not taken back, in order."""

    lines: tuple[Decision, ...] = ()
    digest: str = ""
    standing: tuple[Decision, ...] = ()
    _verdicts: dict[ClauseKey, Decision] = field(default_factory=dict)
    _by_document: dict[str, tuple[Decision, ...]] = field(default_factory=dict)

    def verdict(self, key: ClauseKey) -> Decision | None:
        """The last accept, reject or split on a clause and measure."""
        return self._verdicts.get(key)

    def contested(self, key: ClauseKey) -> bool:
        last = [d for d in self.of_document(key[0]) if d.key == key]
        return bool(last) and last[-1].verb == "contest"

    def of_document(self, document_id: str) -> tuple[Decision, ...]:
        """Standing decisions about clauses of one document."""
        return self._by_document.get(document_id, ())

    @property
    def merged(self) -> dict[str, str]:
        """Measure id → id that it was merged into, chains followed."""
        return _follow({d.measure_id: d.value for d in self.standing if d.verb == "merge" and d.measure_id and d.value})

    @property
    def merged_agencies(self) -> dict[str, str]:
        return _follow({d.agency_id: d.value for d in self.standing if d.verb == "merge" and d.agency_id and d.value})

    @property
    def names(self) -> dict[str, str]:
        """Measure or agency id → the name it was given."""
        return {
            i: d.value for d in self.standing if d.verb == "rename" and d.value and (i := d.measure_id or d.agency_id)
        }

    def documents_since(self, line: int) -> set[str]:
        """Documents that decisions after the first `line` lines are about."""
        return {d.document_id for d in self._resolved(line) if d.document_id}

    def affects_all_since(self, line: int) -> bool:
        """Is any of the later decisions about a whole measure or agency?"""
        return any(d.verb in ("merge", "rename") for d in self._resolved(line))

    def _resolved(self, line: int) -> Iterator[Decision]:
        """Later decisions, with the one that an undo takes back in its place."""
        by_id = {d.id: d for d in self.lines}
        for decision in self.lines[line:]:
            yield by_id.get(decision.value or "", decision) if decision.verb == "undo" else decision

    def orphaned(self, clause_keys: Iterable[tuple[str, str]]) -> tuple[Decision, ...]:
        """Standing decisions whose (document id, clause hash) is not among the clauses held now."""
        held = set(clause_keys)
        return tuple(d for d in self.standing if d.key and d.key[:2] not in held)


def _follow(pairs: dict[Any, Any]) -> dict[str, str]:
    result: dict[str, str] = {}
    for start in pairs:
        end, seen = start, {start}
        while end in pairs and pairs[end] not in seen:
            end = pairs[end]
            seen.add(end)
        if end != start:
            result[start] = end
    return result


def read_decisions(home: Path) -> Decisions:
    """The log of a home; empty when there is none. Raises UsageError that names a broken line."""
    path = home / "decisions.ndjson"
    data = path.read_bytes() if path.exists() else b""
    return replay(data)


def replay(data: bytes) -> Decisions:
    """The decisions of a log's bytes."""
    lines = tuple(_parse(raw, n) for n, raw in enumerate(data.splitlines(), 1) if raw.strip())
    undone = {d.value for d in lines if d.verb == "undo"}
    standing = tuple(d for d in lines if d.verb != "undo" and d.id not in undone)
    verdicts: dict[ClauseKey, Decision] = {}
    documents: dict[str, list[Decision]] = {}
    for decision in standing:
        if decision.key:
            documents.setdefault(decision.key[0], []).append(decision)
            if decision.verb != "contest":
                verdicts[decision.key] = decision
    by_document = {d: tuple(found) for d, found in documents.items()}
    digest = hashlib.sha256(data).hexdigest() if lines else ""
    return Decisions(lines, digest, standing, verdicts, by_document)


def _parse(raw: bytes, number: int) -> Decision:
    try:
        item: dict[str, Any] = orjson.loads(raw)
        seen = item.get("seen")
        fields = {k: v for k, v in item.items() if k in _FIELDS and k != "seen"}
        return Decision(**fields, seen=Seen(seen["quote"], seen.get("score")) if seen else None)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"line {number} of decisions.ndjson cannot be read: {error}",
            remedy="restore the line from a backup; the file is only ever appended to",
        ) from error


_FIELDS = frozenset(Decision.__dataclass_fields__)


def append(home: Path, decision: Decision, *, timeout_s: float = 10.0) -> Decision:
    """Write one decision at the end of the log, under a lock, and return it with its id and time.

    Raises UsageError for a decision that says too little, StoreBusy when another writer keeps the lock.
    """
    _check(decision)
    home.mkdir(parents=True, exist_ok=True)
    path = home / "decisions.ndjson"
    with _locked(home / "decisions.lock", timeout_s):
        known = read_decisions(home)
        if decision.verb == "undo" and decision.value not in {d.id for d in known.standing}:
            raise UsageError(f"there is no standing decision {decision.value!r}", remedy="tiaokuai review log")
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        body = {k: v for k, v in _as_dict(decision).items() if k not in ("id", "at")}
        digest = hashlib.sha256(orjson.dumps([len(known.lines), at, body])).hexdigest()[:12]
        written = {"id": digest, "at": at, **body}
        with path.open("ab") as out:
            out.write(orjson.dumps(written) + b"\n")
            out.flush()
    return _parse(orjson.dumps(written), 0)


def _check(decision: Decision) -> None:
    if decision.verb not in VERBS:
        raise UsageError(f"unknown verb {decision.verb!r}", remedy=f"one of {', '.join(VERBS)}")
    if not decision.by.strip():
        raise UsageError("a decision needs the name of who decides", remedy="--by NAME")
    other = decision.agency_id or decision.region_code or decision.policy_id or decision.evidence
    if decision.verb in _CLAUSE_VERBS and decision.key is None and not (decision.verb == "contest" and other):
        raise UsageError(f"{decision.verb} needs measure_id, document_id and clause_hash")
    if decision.verb in _VALUE_VERBS and not decision.value:
        raise UsageError(f"{decision.verb} needs a value")
    if decision.verb in ("merge", "rename") and not (decision.measure_id or decision.agency_id):
        raise UsageError(f"{decision.verb} needs the measure or agency that it is about")
    if decision.verb == "merge" and decision.value in (decision.measure_id, decision.agency_id):
        raise UsageError("a measure cannot be merged into itself")
    if decision.verb == "accept" and decision.value not in (None, *_STATES):
        raise UsageError(f"{decision.value!r} is not a state", remedy=f"one of {', '.join(_STATES)}")


def _as_dict(decision: Decision) -> dict[str, Any]:
    names = ("id", "at", "by", "verb", "measure_id", "agency_id", "document_id", "clause_hash", "value", "why")
    more = {n: v for n in ("region_code", "policy_id", "evidence") if (v := getattr(decision, n))}
    seen = {"quote": decision.seen.quote, "score": decision.seen.score} if decision.seen else None
    told = {n: getattr(decision, n) for n in names} | more
    return {**told, "catalogue_version": decision.catalogue_version, "seen": seen}


def as_line(decision: Decision) -> bytes:
    """The decision as it stands in the log, without the line end (for export)."""
    return orjson.dumps(_as_dict(decision))


@contextmanager
def _locked(path: Path, timeout_s: float) -> Iterator[None]:
    """An advisory lock between processes; freed by the system when a process dies."""
    deadline = time.monotonic() + timeout_s
    with path.open("ab") as handle:
        while not _try_lock(handle):
            if time.monotonic() > deadline:
                raise StoreBusy("another process is writing decisions", remedy="try again in a moment")
            time.sleep(0.02)
        try:
            yield
        finally:
            _unlock(handle)


try:
    import fcntl

    def _try_lock(handle: BinaryIO) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: BinaryIO) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

except ImportError:  # Windows
    import msvcrt

    def _try_lock(handle: BinaryIO) -> bool:
        try:
            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

    def _unlock(handle: BinaryIO) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
