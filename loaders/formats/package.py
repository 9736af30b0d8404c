"""Zip-based office files: members read under a cap, XML parsed without entities, network or endless depth."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from types import TracebackType
from typing import Any

from lxml import etree

from graph.errors import InputError
from loaders.formats.limits import MAX_MEMBERS, MAX_UNPACKED_BYTES, MAX_XML_BYTES, too_large

BROKEN_ZIP = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError, zlib.error)
"""What zipfile raises on damaged, encrypted or exotic archives."""


class Package:
    """An opened .docx or .xlsx. Every read is bounded; damage is an InputError."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._sizes = {info.filename: info.file_size for info in self._zip.infolist()}
        except BROKEN_ZIP as error:
            raise damaged(str(error)) from error
        if len(self._sizes) > MAX_MEMBERS:
            raise too_large("the number of parts in the file", str(MAX_MEMBERS))
        if sum(self._sizes.values()) > MAX_UNPACKED_BYTES:
            raise too_large("the unpacked file", f"{MAX_UNPACKED_BYTES // 1024 // 1024} MB")

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._sizes)

    def size(self, name: str) -> int:
        """The unpacked size the file claims for a part (0 where there is none)."""
        return self._sizes.get(name, 0)

    def read(self, name: str, limit: int = MAX_XML_BYTES) -> bytes:
        """A part's bytes, never more than `limit`, whatever its header claims."""
        try:
            with self._zip.open(name) as member:
                content = member.read(limit + 1)
        except KeyError as error:
            raise damaged(f"no part {name}") from error
        except BROKEN_ZIP as error:
            raise damaged(str(error)) from error
        if len(content) > limit:
            raise too_large(f"the part {name}", f"{limit // 1024 // 1024} MB unpacked")
        return content

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, or None where the file does not have it."""
        return parse_xml(self.read(name), name) if name in self._sizes else None


def largest_part(data: bytes) -> int:
    """The size that the largest XML part of the file claims to unpack to."""
    with Package(data) as package:
        return max((package.size(n) for n in package.names if n.endswith(".xml")), default=0)


def parse_xml(content: bytes, name: str) -> etree._Element:
    """XML without entities or DTD: a document type would only bring attacks, and readers drop text over it."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(f"{name}: {error}") from error
    tree: Any = root.getroottree()  # lxml-stubs do not know doctype
    if tree.docinfo.doctype:
        raise InputError(
            f"{name} declares a document type, which office files never do",
            remedy="文件可能被改动过；在 Word 或 WPS 中打开后另存为 .docx。",
            code="unsafe",
        )
    return root


def damaged(what: str) -> InputError:
    return InputError(
        f"the file is damaged ({what})", remedy="重新下载，或在 Word / WPS 中打开后另存为 .docx。", code="damaged"
    )
