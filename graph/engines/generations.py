"""Generations of the embedded graph: `graph/<n>.lbdb` (with its log, `<n>.lbdb.wal`), and `graph/current` that
names the one that answers.

A file that is served is never written. A writer holds an OS lock (which a killed process loses), builds the next
file, and switches the pointer by an atomic rename; anything but the current file is then litter and is removed
when nobody holds it (Windows refuses to remove an open file: the next writer tries again).
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import orjson

from graph.errors import StoreBusy, StoreError

_FILE = re.compile(r"^(\d{1,18})\.lbdb")


@dataclass(frozen=True, slots=True)
class Generation:
    """What `current` says: which file answers, made of what (`snapshot`), by which schema (`schema`: its digest)."""

    number: int
    snapshot: str
    schema: str
    log: int  # bytes of the write-ahead log that belongs to the file: without it the file answers an older state


class Generations:
    """The files of one folder. Reading needs no lock; `lock` first, for everything else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pointer = folder / "current"

    def mark(self) -> tuple[int, int, int] | None:
        """Changes whenever the pointer moves; None without one. One stat: cheap enough for every query."""
        try:
            stat = os.stat(self.pointer)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(
                f"cannot read {self.pointer}: {error.strerror}", remedy="check the rights of TIAOKUAI_HOME"
            ) from error
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def current(self) -> Generation | None:
        try:
            data = orjson.loads(self.pointer.read_bytes())
            return Generation(int(data["generation"]), str(data["snapshot"]), str(data["schema"]), int(data["log"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"cannot read {self.pointer}: {error}", remedy="run `tiaokuai rebuild`: the records hold everything"
            ) from error

    def path(self, number: int) -> Path:
        return self.folder / f"{number}.lbdb"

    def log_path(self, number: int) -> Path:
        return self.folder / f"{number}.lbdb.wal"

    def log_bytes(self, number: int) -> int:
        path = self.log_path(number)
        return path.stat().st_size if path.exists() else 0

    def check(self, generation: Generation) -> None:
        """Raises StoreError if the log that belongs to the file is not there, or not whole."""
        if self.log_bytes(generation.number) != generation.log:
            raise StoreError(
                f"{self.log_path(generation.number)} is missing or damaged",
                remedy="run `tiaokuai rebuild`: the records hold everything",
            )

    def copy(self, generation: Generation, number: int) -> None:
        """Copy a generation as the start of the next one."""
        self.check(generation)
        try:
            shutil.copyfile(self.path(generation.number), self.path(number))
            if generation.log:
                shutil.copyfile(self.log_path(generation.number), self.log_path(number))
        except OSError as error:
            raise StoreError(
                f"cannot copy {self.path(generation.number)}: {error.strerror}",
                remedy="free some disk space; if the file is missing, run `tiaokuai rebuild`",
            ) from error

    def next_number(self) -> int:
        numbers = [int(match[1]) for name in os.listdir(self.folder) if (match := _FILE.match(name))]
        now = self.current_or_none()
        return max([0, *numbers, now.number if now else 0]) + 1

    def current_or_none(self) -> Generation | None:
        """As `current`, but a broken pointer is none: a rebuild must be able to start from it."""
        try:
            return self.current()
        except StoreError:
            return None

    def switch(self, generation: Generation) -> None:
        """Make `generation` the one that answers. Its file must be closed and whole."""
        _sync(self.path(generation.number))
        if generation.log:
            _sync(self.log_path(generation.number))
        line = {
            "generation": generation.number,
            "snapshot": generation.snapshot,
            "schema": generation.schema,
            "log": generation.log,
        }
        fresh = self.folder / "current.new"
        with open(fresh, "wb") as file:
            file.write(orjson.dumps(line) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        _rename(fresh, self.pointer)
        _sync_folder(self.folder)

    def sweep(self) -> None:
        """Remove every generation but the current one: old, half-written, abandoned. Only under the lock."""
        now = self.current_or_none()
        for name in sorted(os.listdir(self.folder)):
            match = _FILE.match(name)
            if match and (now is None or int(match[1]) != now.number):
                _remove(self.folder / name)

    def discard(self, number: int) -> None:
        """Remove one generation that never answered, with whatever the engine left beside it."""
        for name in sorted(os.listdir(self.folder)):
            match = _FILE.match(name)
            if match and int(match[1]) == number:
                _remove(self.folder / name)


class WriterLock:
    """One writer at a time: an OS lock on `graph/writer.lock`, which goes with the process that held it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "writer.lock"
        self._file: IO[bytes] | None = None

    def acquire(self) -> None:
        """Raises StoreBusy at once if another writer holds it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = open(self._path, "a+b")  # noqa: SIM115 - held until release
        except OSError as error:
            raise StoreError(
                f"cannot write in {self._path.parent}: {error.strerror}",
                remedy="set TIAOKUAI_HOME to a folder you may write",
            ) from error
        try:
            _lock(file)
        except OSError as error:
            file.close()
            raise StoreBusy(
                f"another process is writing to {self._path.parent}{self._holder()}",
                remedy="wait until it has finished, then run the command again; nothing was changed",
            ) from error
        self._note(file)
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            self._file.close()  # closing gives the lock back
            self._file = None

    def _holder(self) -> str:
        with suppress(OSError):
            text = self._path.read_bytes()[1:40].decode("ascii", "replace").strip()
            return f" (process {text})" if text.isdigit() else ""
        return ""

    @staticmethod
    def _note(file: IO[bytes]) -> None:
        file.seek(0)
        file.truncate()
        file.write(f" {os.getpid()}\n".encode())  # byte 0 is the locked one on Windows, so the rest can be read
        file.flush()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _rename(source: Path, target: Path) -> None:
    """os.replace; Windows refuses while a reader has the target open, which lasts microseconds."""
    for wait in (0.01, 0.05, 0.2, 1.0):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            time.sleep(wait)
    os.replace(source, target)


def _remove(path: Path) -> None:
    with suppress(OSError):  # still held (Windows) or already gone: the next writer sweeps again
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _sync(path: Path) -> None:
    with open(path, "r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
