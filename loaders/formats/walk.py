"""Files, folders and archives → named bytes, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError
from loaders.formats.limits import MAX_FILE_BYTES, too_large
from loaders.formats.zip import is_archive, is_left_out, members


def expand(path: Path) -> Iterator[tuple[str, bytes | InputError]]:
    """The documents under a path: the file, the files of a folder (sorted, hidden ones left out), a zip's members.

    Names are paths with forward slashes, "archive.zip/member" inside archives. A file that cannot
    be read gives its name with an InputError, and the rest go on.
    """
    if path.is_dir():
        for entry in sorted(path.iterdir(), key=lambda p: p.name):
            if not is_left_out(entry.name) and not (entry.is_dir() and entry.is_symlink()):
                yield from expand(entry)
        return
    name, content = path.as_posix(), _read(path)
    if isinstance(content, bytes) and is_archive(content, name):
        yield from members(content, name)
    else:
        yield name, content


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
