"""A digest of everything besides records and decisions that shapes an answer: code, lexicons, queries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_ROOMS = ("graph", "loaders", "queries")
_KINDS = {".py", ".yaml", ".csv", ".json", ".cypher", ".txt"}


@cache
def shipped_digest() -> str:
    """sha256 over the files of graph, loaders and queries as installed (about 10 ms)."""
    root = Path(__file__).resolve().parent.parent
    files = (p for room in _ROOMS for p in (root / room).rglob("*") if p.suffix in _KINDS and p.is_file())
    inside = (p for p in files if "corpus" not in p.parts and "__pycache__" not in p.parts)
    return _digest((p.relative_to(root).as_posix(), p) for p in inside)


def user_digest(home: Path) -> str:
    """sha256 over the measures that a user added (`HOME/measures/*.yaml`)."""
    return _digest((p.name, p) for p in (home / "measures").glob("*.yaml"))


def _digest(files: Iterable[tuple[str, Path]]) -> str:
    whole = hashlib.sha256()
    for name, path in sorted(files):
        whole.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
