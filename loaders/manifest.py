"""What a built graph was built from: the manifest beside it, found by the graph's snapshot.

A load compares the records with the manifest of the graph that is served, so that an interrupted
load is finished by the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from graph.record_json import decode
from loaders.records import write_atomically
from loaders.resolve.policies import Summary

_KEEP = 3  # manifests (and clause indexes) of this many snapshots stay, for readers of an older generation


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the graph: digest of its record, size and time of the file (to spare re-reading), summary."""

    digest: str
    size: int
    mtime_ns: int
    summary: Summary


@dataclass(frozen=True, slots=True)
class Manifest:
    """`knowledge`: digest of code, lexicons and user measures; `decisions`: digest of decisions.ndjson."""

    snapshot: str
    knowledge: str
    decisions: str
    decision_lines: int
    entries: dict[str, Entry] = field(default_factory=dict)


def manifest_path(home: Path, snapshot: str) -> Path:
    return home / "graph" / f"manifest-{snapshot}.json"


def clauses_path(home: Path, snapshot: str) -> Path:
    """Where the clause index of this snapshot lies."""
    return home / "graph" / f"clauses-{snapshot}"


def read_manifest(home: Path, snapshot: str) -> Manifest | None:
    """The manifest of a snapshot; None when there is none or another version wrote it."""
    path = manifest_path(home, snapshot)
    if not snapshot or not path.is_file():
        return None
    try:
        manifest: Manifest = decode(orjson.loads(path.read_bytes()), Manifest)
    except (KeyError, TypeError, ValueError):
        return None
    return manifest


def write_manifest(home: Path, manifest: Manifest) -> None:
    path = manifest_path(home, manifest.snapshot)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, orjson.dumps(manifest))


def outdated(home: Path, keep: str) -> Iterable[str]:
    """Snapshots whose manifest is neither `keep` nor among the newest."""
    files = sorted((home / "graph").glob("manifest-*.json"), key=lambda p: (-p.stat().st_mtime_ns, p.name))
    names = [p.stem.removeprefix("manifest-") for p in files]
    return [n for i, n in enumerate(names) if n != keep and i >= _KEEP]
