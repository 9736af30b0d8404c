"""Files, folders and archives → named bytes, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError
from loaders.formats.limits import MAX_FILE_BYTES, too_large

_SKIPPED = ("thumbs.db", "desktop.ini", "__macosx")


def expand(path: Path) -> Iterator[tuple[str, bytes | InputError]]:
    """The documents under a path: the file itself, the files of a folder (sorted, hidden ones left out).

    A file that cannot be read gives its name with an InputError, and the rest go on.
    """
    if path.is_dir():
        for entry in sorted(path.iterdir(), key=lambda p: p.name):
            if not is_hidden(entry.name) and not (entry.is_dir() and entry.is_symlink()):
                yield from expand(entry)
        return
    yield path.as_posix(), _read(path)


def is_hidden(name: str) -> bool:
    """Names that are never documents: .git, ~$lock.docx, Thumbs.db."""
    return name.startswith((".", "~$")) or name.lower() in _SKIPPED


def _read(path: Path) -> bytes | InputError:
    try:
        if not path.exists():
            return InputError(f"no such file: {path}", remedy="检查路径是否正确。", code="not_found")
        if not path.is_file():
            return InputError(f"not a regular file: {path}", remedy="只能读取文件、文件夹和压缩包。")
        if path.stat().st_size > MAX_FILE_BYTES:
            return too_large(f"the file {path.name}", f"{MAX_FILE_BYTES // 1024 // 1024} MB")
        return path.read_bytes()
    except OSError as error:
        return InputError(f"cannot read {path}: {error.strerror}", remedy="检查文件权限。", code="unreadable")
