"""A long-lived child process for parsers that a hostile file can make hang, crash or eat memory.

The child reads one file at a time under a memory limit; the parent waits for it under a time limit
in proportion to the file, kills it when it is late, and starts another. Nothing is pickled.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from graph.errors import InputError
from loaders.formats import wire
from loaders.formats.draft import Draft
from loaders.formats.limits import (
    CHILD_BASE_SECONDS,
    CHILD_MEMORY_BYTES,
    CHILD_RETIRES_AT_BYTES,
    CHILD_SECONDS_PER_MEGABYTE,
)

_START = "import sys; sys.path.insert(0, sys.argv[1]); from loaders.formats.worker import serve; serve()"
_HEAD = struct.Struct(">4sQ")
_KINDS = {"pdf": b"pdf ", "xlsx": b"xlsx", "docx": b"docx", "html": b"html"}
_MORE, _LAST = b"more", b"last"
_REMEDY = "文件可能损坏或被恶意构造；请另存一份或拆分后再试。"


class _Child:
    """One worker process and the thread that reads its answers."""

    def __init__(self) -> None:
        root = str(Path(__file__).resolve().parent.parent.parent)
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, root],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.answers: queue.SimpleQueue[tuple[bytes, bytes] | None] = queue.SimpleQueue()
        self.fresh = True
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while (answer := _receive(stream)) is not None:
            self.answers.put(answer)
        self.answers.put(None)

    def ask(self, kind: str, data: bytes, seconds: float) -> tuple[bytes, bytes] | None:
        """(whether it is the child's last, the answer), or None when the child died. Raises queue.Empty when late."""
        assert self.process.stdin is not None
        sender = threading.Thread(target=_send, args=(self.process.stdin, _KINDS[kind], data), daemon=True)
        sender.start()
        return self.answers.get(timeout=seconds)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


class Worker:
    """The process-wide child, started when first needed and again after it died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def read(self, kind: str, data: bytes, seconds: float | None = None) -> Draft:
        """Read `data` in the child. Raises InputError: its own, or for a crash or a timeout."""
        limit = CHILD_BASE_SECONDS + CHILD_SECONDS_PER_MEGABYTE * len(data) / 1_000_000 if seconds is None else seconds
        with self._lock:
            answer = self._answer(kind, data, limit)
        return wire.unpack(answer)

    def _answer(self, kind: str, data: bytes, limit: float) -> bytes:
        """Ask the child; one that had read other files before it died is replaced and asked once more."""
        while True:
            child = self._ready()
            fresh, child.fresh = child.fresh, False
            try:
                answer = child.ask(kind, data, limit)
            except queue.Empty as error:
                self.close()
                reason = f"reading the file took longer than {limit:.0f} seconds"
                raise InputError(reason, remedy=_REMEDY, code="timeout") from error
            if answer is not None:
                if answer[0] == _LAST:
                    self.close()
                return answer[1]
            self.close()
            if fresh:
                reason = "the reader ran out of memory or crashed on this file"
                raise InputError(reason, remedy=_REMEDY, code="crashed")

    def _ready(self) -> _Child:
        child = self._child
        if child is not None and child.owner == os.getpid() and child.process.poll() is None:
            return child
        if child is not None and child.owner == os.getpid():
            child.stop()
        self._child = _Child()
        atexit.register(self.close)
        return self._child

    def close(self) -> None:
        """Stop the child; a forked copy of this process leaves its parent's child alone."""
        child, self._child = self._child, None
        if child is not None and child.owner == os.getpid():
            child.stop()


def _send(stream: IO[bytes], kind: bytes, data: bytes) -> None:
    with contextlib.suppress(OSError, ValueError):  # the child died; its silence is the answer
        stream.write(_HEAD.pack(kind, len(data)))
        stream.write(data)
        stream.flush()


def _receive(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    try:
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return None
        kind, length = _HEAD.unpack(head)
        data = stream.read(length)
    except (OSError, ValueError):
        return None
    return (kind, data) if len(data) == length else None


def serve() -> None:
    """The child's loop: a file in, a draft or an error out, until the parent closes the pipe."""
    _limit_memory()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (request := _receive(source)) is not None:
        kind, data = request
        answer = _answered(kind.decode().strip(), data)
        retires = _memory_used() > CHILD_RETIRES_AT_BYTES  # a fresh child does not start from a bloated heap
        sink.write(_HEAD.pack(_LAST if retires else _MORE, len(answer)))
        sink.write(answer)
        sink.flush()
        if retires:
            return


def _answered(kind: str, data: bytes) -> bytes:
    from loaders.formats.parsers import parse  # here, so that the parent does not load what only the child uses

    try:
        return wire.pack(parse(kind, data))
    except InputError as error:
        return wire.pack_error(error)
    except MemoryError:
        reason = "reading the file needs more memory than the limit"
        return wire.pack_error(InputError(reason, remedy=_REMEDY, code="too_large"))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows: only the time limit holds
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _memory_used() -> int:
    """Bytes this process holds now. The peak would not do: on Linux a child inherits its parent's."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return _peak_memory()
    return pages * os.sysconf("SC_PAGE_SIZE")


def _peak_memory() -> int:
    """Where there is no /proc; 0 where there is no way to know."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


WORKER = Worker()
