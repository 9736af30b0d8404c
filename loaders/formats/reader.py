"""One entrance: bytes of any file → Source, or an InputError that says what to do."""

from __future__ import annotations

import hashlib

from graph.errors import InputError
from loaders.formats import txt
from loaders.formats.detect import detect
from loaders.formats.draft import Draft
from loaders.formats.limits import IN_PROCESS_HTML_BYTES, IN_PROCESS_XML_BYTES, MAX_FILE_BYTES, too_large
from loaders.formats.package import largest_part
from loaders.formats.parsers import parse
from loaders.formats.worker import WORKER
from loaders.source import Source


def read_source(data: bytes, name: str) -> Source:
    """Read one file. `name` is its path as given (kept in Source.path; its suffix is only a hint).

    Raises InputError for anything that is not a readable document, never another exception.
    """
    if len(data) > MAX_FILE_BYTES:
        raise too_large("the file", f"{MAX_FILE_BYTES // 1024 // 1024} MB")
    kind = detect(data, name)
    if kind == "zip":
        raise InputError(
            "the file is an archive", remedy="用 load / extract 读入压缩包，会逐个读取其中的文件。", code="archive"
        )
    return _source(_draft(kind, data), data, name, kind)


def _draft(kind: str, data: bytes) -> Draft:
    """Small harmless files are read here, the others by a process that can be killed."""
    if kind in ("txt", "md"):
        return txt.read(data, full_markdown=kind == "md")
    if kind in ("pdf", "xlsx"):
        return WORKER.read(kind, data)
    if kind == "html" and len(data) > IN_PROCESS_HTML_BYTES:
        return WORKER.read(kind, data)
    if kind == "docx" and largest_part(data) > IN_PROCESS_XML_BYTES:
        return WORKER.read(kind, data)
    return parse(kind, data)


def _source(draft: Draft, data: bytes, name: str, kind: str) -> Source:
    text = draft.text
    if not text.strip():
        remedy = "确认文件不是空白文件；扫描件请先做文字识别（OCR）。"
        raise InputError("the file holds no text", remedy=remedy, code="empty")
    return Source(
        path=name.replace("\\", "/"),
        format=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        encoding=draft.encoding,
        blocks=tuple(draft.blocks),
        tables=tuple(draft.tables),
        pages=tuple(draft.pages),
        title_hint=draft.title_hint,
        warnings=tuple(draft.warnings),
    )
