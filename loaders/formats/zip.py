"""Archives → their members, one after the other, under caps on number, size, ratio and nesting."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from graph.errors import InputError
from loaders.formats.detect import detect
from loaders.formats.limits import (
    MAX_ARCHIVE_DEPTH,
    MAX_FILE_BYTES,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    MIN_RATIO_BYTES,
    too_large,
)
from loaders.formats.package import BROKEN_ZIP, damaged

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1


@dataclass(slots=True)
class _Budget:
    """What one archive may still unpack, nested ones included."""

    members: int = MAX_MEMBERS
    size: int = MAX_UNPACKED_BYTES


def is_archive(data: bytes, name: str) -> bool:
    """Whether the bytes are a zip of files (not a .docx or .xlsx, which are zips too)."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        return detect(data, name) == "zip"
    except InputError:
        return False


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes | InputError]]:
    """("archive.zip/member", bytes or the reason why not), sorted by name; nested archives in place."""
    yield from _members(data, name, _Budget(), 1)


def _members(data: bytes, name: str, budget: _Budget, depth: int) -> Iterator[tuple[str, bytes | InputError]]:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except BROKEN_ZIP as error:
        yield name, damaged(str(error))
        return
    with archive:
        named = sorted((member_name(i), at, i) for at, i in enumerate(archive.infolist()) if not i.is_dir())
        for member, _, info in named:
            path = f"{name}/{member}"
            if is_left_out(member):
                continue
            content = _content(archive, info, budget)
            if isinstance(content, bytes) and is_archive(content, member):
                if depth >= MAX_ARCHIVE_DEPTH:
                    yield path, too_large("the nesting of archives", f"{MAX_ARCHIVE_DEPTH} levels")
                else:
                    yield from _members(content, path, budget, depth + 1)
            else:
                yield path, content
            if budget.members <= 0 or budget.size <= 0:
                yield name, too_large("the archive", f"{MAX_MEMBERS} files or {MAX_UNPACKED_BYTES >> 20} MB unpacked")
                return


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: UTF-8, or GBK as Chinese Windows writes it; without leading / and .. parts."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030") if raw else ():
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [p for p in name.replace("\\", "/").split("/") if p not in ("", ".", "..")]
    return "/".join(parts) or "?"


def is_left_out(path: str) -> bool:
    """Files that are never documents: hidden ones, locks, resource forks, page scripts and fonts."""
    parts = path.lower().split("/")
    if any(p.startswith((".", "~$")) or p in ("__macosx", "thumbs.db", "desktop.ini") for p in parts):
        return True
    return parts[-1].endswith((".js", ".css", ".woff", ".woff2", ".ttf", ".eot", ".map", ".ico"))


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes | InputError:
    if info.flag_bits & _ENCRYPTED_FLAG:
        return InputError("the member is locked with a password", remedy="去除压缩包密码后重新打包。", code="encrypted")
    if info.file_size > MAX_FILE_BYTES:
        return too_large("the file", f"{MAX_FILE_BYTES >> 20} MB")
    if info.file_size > MIN_RATIO_BYTES and info.file_size > MAX_RATIO * max(1, info.compress_size):
        return too_large("the compression of the member", f"1 : {MAX_RATIO}", "该文件疑似压缩炸弹，未解压。")
    limit = min(MAX_FILE_BYTES, budget.size)
    budget.members -= 1
    try:
        with archive.open(info) as member:
            content = member.read(limit + 1)
    except BROKEN_ZIP as error:
        return damaged(str(error))
    budget.size -= len(content)
    return content if len(content) <= limit else too_large("the unpacked archive", f"{MAX_UNPACKED_BYTES >> 20} MB")
