"""Records and decisions → graph: finds what changed since the served graph, and replaces just that.

A changed lexicon or program changes what records mean, so then everything is projected anew.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.batch import GraphBatch
from graph.decisions import Decisions, read_decisions
from graph.errors import StoreBusy
from graph.store import Store
from loaders.knowledge import shipped_digest, user_digest
from loaders.manifest import Entry, Manifest, clauses_path, manifest_path, outdated, read_manifest, write_manifest
from loaders.measures.catalogue import Catalogue
from loaders.measures.index import ClauseIndex
from loaders.measures.instances import instances
from loaders.project import add_policy, project_document
from loaders.project_entities import add_foundations
from loaders.records import RecordFolder
from loaders.resolve.policies import PolicyBook, Resolution, summarise

_TRIES = 5  # plans made anew because another load came between
_CHUNK = 200  # documents projected and written at a time: bounds memory


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `projected`: documents whose rows were written anew."""

    snapshot: str
    documents: int
    projected: int
    removed: int
    rebuilt: bool

    @property
    def unchanged(self) -> bool:
        return not (self.projected or self.removed or self.rebuilt)


@dataclass(frozen=True, slots=True)
class _Plan:
    manifest: Manifest
    resolution: Resolution
    project: tuple[str, ...]
    gone: tuple[str, ...]
    policies: tuple[str, ...]
    rebuild: bool


class GraphBuilder:
    """Builds the graph of one home in one store."""

    def __init__(self, home: Path, store: Store, catalogue: Catalogue) -> None:
        self.home = home
        self.records = RecordFolder(home)
        self._store = store
        self._catalogue = catalogue

    def build(self, *, rebuild: bool = False, tick: Callable[[int], None] = lambda _: None) -> BuildReport:
        """Bring the graph up to the records. `tick(n)`: n more documents are done."""
        for _ in range(_TRIES):
            decisions, old = read_decisions(self.home), self._served_snapshot()
            plan = self._plan(decisions, old, rebuild)
            if plan.manifest.snapshot == old and not plan.rebuild:
                return BuildReport(old, len(plan.manifest.entries), 0, 0, False)
            if self._write(plan, decisions, old, tick):
                self._tidy(plan.manifest.snapshot)
                return BuildReport(
                    plan.manifest.snapshot, len(plan.manifest.entries), len(plan.project), len(plan.gone), plan.rebuild
                )
        raise StoreBusy("other loads kept changing the graph", remedy="try again when they are done")

    def pending(self) -> int:
        """How many documents the next build would project or remove (0: the graph is up to date)."""
        old = self._served_snapshot()
        plan = self._plan(read_decisions(self.home), old, rebuild=False)
        return 0 if plan.manifest.snapshot == old else len(plan.project) + len(plan.gone) or 1

    def _served_snapshot(self) -> str:
        reader = self._store.reader()
        try:
            return reader.snapshot
        finally:
            reader.close()

    def _plan(self, decisions: Decisions, served: str, rebuild: bool) -> _Plan:
        old = read_manifest(self.home, served)
        knowledge = _hash([shipped_digest(), user_digest(self.home), self._catalogue.digest])
        entries = self._entries(old.entries if old else {})
        snapshot = _snapshot(entries, knowledge, decisions.digest)
        manifest = Manifest(snapshot, knowledge, decisions.digest, len(decisions.lines), entries)
        after = PolicyBook(e.summary for e in entries.values()).resolve()
        if rebuild or old is None or old.knowledge != knowledge or _rewritten(old, decisions):
            return _Plan(manifest, after, tuple(entries), (), tuple(after.policies), True)
        before = PolicyBook(e.summary for e in old.entries.values()).resolve()
        touched = _touched(old, manifest, before, after) | decisions.documents_since(old.decision_lines)
        gone = sorted(old.entries.keys() - entries.keys())
        policies = [p for p, facts in after.policies.items() if before.policies.get(p) != facts]
        return _Plan(manifest, after, tuple(sorted(touched & entries.keys())), tuple(gone), tuple(policies), False)

    def _entries(self, old: dict[str, Entry]) -> dict[str, Entry]:
        """One entry a record; an unchanged file (size, time) is not read again."""
        entries: dict[str, Entry] = {}
        for document in self.records.ids():
            size, mtime_ns = self.records.stamp(document)
            known = old.get(document)
            if known and (known.size, known.mtime_ns) == (size, mtime_ns):
                entries[document] = known
                continue
            digest = hashlib.sha256(self.records.read_bytes(document)).hexdigest()
            if known and known.digest == digest:
                entries[document] = Entry(digest, size, mtime_ns, known.summary)
            else:
                summary = summarise(self.records.read(document))
                entries[document] = Entry(digest, size, mtime_ns, summary)
        return entries

    def _write(self, plan: _Plan, decisions: Decisions, old: str, tick: Callable[[int], None]) -> bool:
        """Write the plan; False when another load changed the graph after it was made: then it must be made anew."""
        writer = self._store.writer()
        try:
            if self._served_snapshot() != old:
                writer.rollback()
                return False
            index = self._index(plan, old)
            if plan.rebuild:
                writer.clear()
                foundations = GraphBatch()
                add_foundations(foundations, self._catalogue, decisions)
                writer.replace([], foundations)
            for chunk in _chunks(plan.project):
                batch = GraphBatch()
                for document in chunk:
                    record = self.records.read(document)
                    project_document(batch, record, plan.resolution, instances(record, self._catalogue, decisions))
                    index.put(record, plan.resolution)
                    tick(1)
                writer.replace(() if plan.rebuild else chunk, batch)
            rest = GraphBatch()
            for policy in plan.policies:
                add_policy(rest, plan.resolution.policies[policy])
            writer.replace(plan.gone, rest)
            for document in plan.gone:
                index.remove(document)
            index.save(clauses_path(self.home, plan.manifest.snapshot))
            write_manifest(self.home, plan.manifest)
            writer.commit(plan.manifest.snapshot)
        except BaseException:
            writer.rollback()
            raise
        return True

    def _index(self, plan: _Plan, old: str) -> ClauseIndex:
        path = clauses_path(self.home, old)
        if plan.rebuild or not old or not path.exists():
            return ClauseIndex.build(())
        return ClauseIndex.load(path)

    def _tidy(self, keep: str) -> None:
        for snapshot in outdated(self.home, keep):
            manifest_path(self.home, snapshot).unlink(missing_ok=True)
            path = clauses_path(self.home, snapshot)
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _touched(old: Manifest, new: Manifest, before: Resolution, after: Resolution) -> set[str]:
    """Documents whose record changed, or for which policy resolution now says something else."""
    touched = {d for d, e in new.entries.items() if d not in old.entries or old.entries[d].digest != e.digest}
    for document in new.entries.keys() - touched:
        moved = after.attested.get(document) != before.attested.get(document)
        if moved or after.cited.get(document) != before.cited.get(document):
            touched.add(document)
    return touched


def _rewritten(old: Manifest, decisions: Decisions) -> bool:
    """Were decisions taken back or changed by hand, or is there a new one about a whole measure?"""
    return len(decisions.lines) < old.decision_lines or decisions.affects_all_since(old.decision_lines)


def _snapshot(entries: dict[str, Entry], knowledge: str, decisions: str) -> str:
    return _hash([knowledge, decisions, *(f"{d} {e.digest}" for d, e in sorted(entries.items()))])[:16]


def _hash(parts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode() + b"\n")
    return whole.hexdigest()


def _chunks(items: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return (items[i : i + _CHUNK] for i in range(0, len(items), _CHUNK))
