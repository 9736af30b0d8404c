"""The structure tree of a tagged PDF (browsers and word processors write one): whose text is which.

PDFium shows the tree page by page; an element on two pages has the same path of child numbers on
both, so the pages' trees are laid over each other. Text belongs to an element through the number
of its marked content.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from loaders.formats.limits import MAX_DEPTH, MAX_SPAN

INLINE = frozenset(
    ["Span", "NonStruct", "Link", "Quote", "Reference", "Em", "Strong", "Ruby", "RB", "RT", "RP", "Warichu", "BibEntry",
     "Annot", "Code", "Sub", "WT", "WP"]
)  # fmt: skip
_MAX_ELEMENTS = 400_000


@dataclass(slots=True)
class Tag:
    """An element. kids: elements by child number; marks: (page, marked content number) by child number."""

    kind: str
    rowspan: int = 1
    colspan: int = 1
    size: int = 0  # children, those that print nothing included
    kids: dict[int, Tag] = field(default_factory=dict)
    marks: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def children(self) -> Iterator[Tag | tuple[int, int]]:
        """Elements and marks in order."""
        for at in sorted({*self.kids, *self.marks}):
            yield from self.marks.get(at, ())
            if at in self.kids:
                yield self.kids[at]


def is_tagged(document: Any) -> bool:
    return bool(pdfium.FPDFCatalog_IsTagged(document.raw))


class TagReader:
    """Lays the trees of the pages over each other. `root` is complete after the last page."""

    def __init__(self) -> None:
        self.root = Tag("Root")
        self.count = 0

    def add(self, page: Any, number: int) -> None:
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        if not tree:
            return
        try:
            for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, at)
                if element:
                    self._element(element, self.root, at, number, 0)
        finally:
            pdfium.FPDF_StructTree_Close(tree)

    def _element(self, element: Any, parent: Tag, at: int, page: int, depth: int) -> None:
        self.count += 1
        if depth > MAX_DEPTH or self.count > _MAX_ELEMENTS:
            return
        tag = parent.kids.get(at)
        if tag is None:
            tag = parent.kids[at] = Tag(_kind(element))
            if tag.kind in ("TD", "TH"):
                tag.rowspan, tag.colspan = _spans(element)
        tag.size = max(tag.size, pdfium.FPDF_StructElement_CountChildren(element))
        for index in range(tag.size):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                self._element(child, tag, index, page, depth + 1)
                continue
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mark >= 0:
                tag.marks.setdefault(index, []).append((page, mark))


def _kind(element: Any) -> str:
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    if not 0 < size < 400:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _spans(element: Any) -> tuple[int, int]:
    """(RowSpan, ColSpan) of a cell."""
    found = {"RowSpan": 1, "ColSpan": 1}
    number = ctypes.c_float()
    for at in range(pdfium.FPDF_StructElement_GetAttributeCount(element)):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, at)
        for name in found:
            value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name.encode())
            if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number):
                found[name] = min(max(1, int(number.value)), MAX_SPAN)
    return found["RowSpan"], found["ColSpan"]


def marks_of(text_page: Any, indexes: Sequence[int]) -> list[int]:
    """The marked content number of each character of a page, -1 outside marked content."""
    known: dict[int, int] = {}
    result: list[int] = []
    for index in indexes:
        item = pdfium.FPDFText_GetTextObject(text_page, index)
        address = ctypes.cast(item, ctypes.c_void_p).value or 0
        if address not in known:
            known[address] = pdfium.FPDFPageObj_GetMarkedContentID(item) if address else -1
        result.append(known[address])
    return result
