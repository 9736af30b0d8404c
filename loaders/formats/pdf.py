"""PDF files with a text layer: reading order, paragraphs across lines and pages, ruled tables, pages.

Scans, locked files and text layers without a character map are refused with the remedy. Runs in the
worker process (worker.py): PDFium has been made to take gigabytes by small files.
"""

from __future__ import annotations

from typing import Any

import pypdfium2

from graph.errors import InputError
from graph.record import Note, Page
from loaders.fold import fold
from loaders.formats.draft import Draft
from loaders.formats.encoding import check_broken
from loaders.formats.html_lexicon import is_furniture
from loaders.formats.limits import MAX_PAGES, MAX_TEXT_CHARS, too_large
from loaders.formats.pdf_cells import TextTable, text_table
from loaders.formats.pdf_columns import ordered
from loaders.formats.pdf_flow import PageFlow, Paragraph, paragraphs, without_furniture
from loaders.formats.pdf_page import PageGeometry, geometry
from loaders.formats.pdf_tables import fill, ruled_tables

_OCR = "这是扫描件：请先做文字识别（OCR），存为带文字层的 PDF 或 .docx 后再读入。"


def read(data: bytes) -> Draft:
    """PDF → draft with pages. Raises InputError."""
    document = _opened(data)
    try:
        return _read(document)
    finally:
        document.close()


def _opened(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(
                "the PDF is locked with a password", remedy="去除密码（用口令打开后另存）再读入。", code="encrypted"
            ) from error
        raise InputError(
            f"the PDF is damaged: {error}", remedy="重新下载，或在阅读器中打开后另存为 PDF。", code="damaged"
        ) from error


def _read(document: Any) -> Draft:
    count = len(document)
    if count > MAX_PAGES:
        raise too_large("the number of pages", str(MAX_PAGES))
    draft = Draft(title_hint=(document.get_metadata_value("Title") or "").strip()[:300] or None)
    flows: list[PageFlow] = []
    empty: list[int] = []
    glyphs = unmapped = 0
    for n in range(1, count + 1):
        shape = _shape(document, n)
        glyphs += len(shape.glyphs)
        unmapped += shape.unmapped
        if glyphs > MAX_TEXT_CHARS:
            raise too_large("the text", f"{MAX_TEXT_CHARS} characters")
        if len(shape.glyphs) < 10 and shape.images:
            empty.append(n)
        flows.append(_flow(shape, n, flows[-1] if flows else None))
    _check(draft, glyphs, unmapped, empty, count)
    without_furniture(flows)
    _write(draft, flows)
    draft.warnings += check_broken(draft.text)
    return draft


def _shape(document: Any, n: int) -> PageGeometry:
    try:
        page = document[n - 1]
    except pypdfium2.PdfiumError as error:
        raise InputError(
            f"page {n} of the PDF is damaged: {error}", remedy="在阅读器中打开后另存为 PDF 再读入。", code="damaged"
        ) from error
    try:
        return geometry(page)
    finally:
        page.close()


def _flow(shape: PageGeometry, n: int, before: PageFlow | None) -> PageFlow:
    tables = ruled_tables(shape.rules)
    outside = fill(tables, shape.glyphs)
    filled = [text_table(t, n) for t in tables if t.glyphs]
    return PageFlow(n, shape.width, shape.height, ordered(outside, filled, n, _last_table(before)))


def _last_table(page: PageFlow | None) -> TextTable | None:
    """The table that ends a page, page number and running foot aside."""
    tables = [i for i in page.items if isinstance(i, TextTable)] if page is not None else []
    if page is None or not tables:
        return None
    below = [i for i in page.items if not isinstance(i, TextTable) and i.y < tables[-1].bottom]
    return tables[-1] if len(below) <= 1 else None


def _check(draft: Draft, glyphs: int, unmapped: int, empty: list[int], count: int) -> None:
    if glyphs < 20 * max(1, count - len(empty)) and empty and len(empty) * 2 >= count:
        raise InputError("the PDF holds pictures of pages but no text", remedy=_OCR, code="scanned")
    if not glyphs and not unmapped:
        raise InputError("the PDF holds no text", remedy=_OCR, code="scanned")
    if unmapped > 0.01 * (glyphs + unmapped):
        raise InputError(
            f"{unmapped} of {glyphs + unmapped} characters of the PDF have no character code",
            remedy="文字层无法还原成汉字：请用 OCR 重新识别，或取得 .docx 原文。",
            code="encoding",
        )
    if empty:
        pages = ", ".join(map(str, empty[:10]))
        draft.warnings.append(Note("scanned_pages", f"pages without text (pictures only): {pages}"))


def _write(draft: Draft, flows: list[PageFlow]) -> None:
    """Paragraphs and tables into the draft, with the span of each page."""
    starts: dict[int, int] = {}
    for item in paragraphs(flows):
        if isinstance(item, Paragraph) and is_furniture(fold(item.text[:400]).text):
            continue
        before = draft.length
        if isinstance(item, TextTable):
            _write_table(draft, item)
        else:
            draft.paragraph(item.text)
        if draft.length > before:
            starts.setdefault(item.page if isinstance(item, Paragraph) else item.first_page, before)
    numbers = sorted(starts)
    ends = [starts[n] for n in numbers[1:]] + [draft.length]
    for n, end in zip(numbers, ends, strict=False):
        start = starts[n] + (1 if starts[n] else 0)
        draft.pages.append(Page(n, (start, max(start, end))))


def _write_table(draft: Draft, table: TextTable) -> None:
    """A grid; a frame around one column of text is read as its lines."""
    if len({c.column for c in table.cells if c.text.strip()}) < 2:
        for cell in table.cells:
            draft.paragraph(cell.text)
        return
    draft.table(table.cells)
