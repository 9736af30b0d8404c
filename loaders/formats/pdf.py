"""PDF files with a text layer: reading order, paragraphs across lines and pages, ruled tables, pages.

Scans, locked files and text layers without a character map are refused with the remedy. Runs in the
worker process (worker.py): PDFium has been made to take gigabytes by small files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2

from graph.errors import InputError
from graph.record import Note, Page
from loaders.fold import fold
from loaders.formats.draft import Draft, GridCell
from loaders.formats.encoding import check_broken
from loaders.formats.html_lexicon import is_furniture
from loaders.formats.html_main import main_pieces
from loaders.formats.html_walk import Piece
from loaders.formats.limits import MAX_PAGES, MAX_TEXT_CHARS, too_large
from loaders.formats.normalise import without_note_marks
from loaders.formats.pdf_cells import TextTable, text_table
from loaders.formats.pdf_columns import ordered
from loaders.formats.pdf_flow import PageFlow, paragraphs, without_furniture
from loaders.formats.pdf_lines import Line
from loaders.formats.pdf_marks import Marks
from loaders.formats.pdf_notes import take_notes, without_marks
from loaders.formats.pdf_page import Glyph, PageGeometry, geometry
from loaders.formats.pdf_tables import fill, ruled_tables
from loaders.formats.pdf_tagged import TaggedReader
from loaders.formats.pdf_tags import TagReader, is_tagged

_PASSES = 3
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
    tags = TagReader() if is_tagged(document) else None
    shapes: list[PageGeometry] = []
    glyphs = 0
    for n in range(1, count + 1):
        shapes.append(_shape(document, n, tags))
        glyphs += len(shapes[-1].glyphs)
        if glyphs > MAX_TEXT_CHARS:
            raise too_large("the text", f"{MAX_TEXT_CHARS} characters")
    _check(draft, shapes)
    pieces = _tagged(shapes, tags, draft.title_hint or "") if tags is not None else None
    pieces = _set(shapes) if pieces is None else pieces
    for piece, text in zip(pieces, without_note_marks([p.text for p in pieces]), strict=True):
        piece.text = text
    _write(draft, pieces)
    draft.warnings += check_broken(draft.text)
    return draft


def _shape(document: Any, n: int, tags: TagReader | None) -> PageGeometry:
    try:
        page = document[n - 1]
    except pypdfium2.PdfiumError as error:
        raise InputError(
            f"page {n} of the PDF is damaged: {error}", remedy="在阅读器中打开后另存为 PDF 再读入。", code="damaged"
        ) from error
    try:
        if tags is not None:
            tags.add(page, n)
        shape = geometry(page, tags is not None)
        return replace(shape, glyphs=without_marks(shape.glyphs))
    finally:
        page.close()


def _tagged(shapes: list[PageGeometry], tags: TagReader, title: str) -> list[Piece] | None:
    """The pieces that the tags give, or None where they do not account for the text."""
    marks = Marks()
    for n, shape in enumerate(shapes, 1):
        marks.add_page(shape, n)
    reader = TaggedReader(marks)
    reader.read(tags.root)
    if not marks.trustworthy:
        return None
    links = sum(p.linked * 2 > len(p.text) for p in reader.pieces)
    if links >= 8:  # a web page printed with all that stands around the document
        return main_pieces(reader.pieces, reader.boxes, title)
    return reader.pieces


def _set(shapes: list[PageGeometry]) -> list[Piece]:
    """The pieces that the places of the glyphs give."""
    outside: list[list[Glyph]] = []
    ruled: list[list[TextTable]] = []
    for n, shape in enumerate(shapes, 1):
        tables = ruled_tables(shape.rules)
        outside.append(fill(tables, shape.glyphs))
        ruled.append([text_table(t, n) for t in tables if t.glyphs])
    flows = _flows(shapes, outside, ruled, [])
    for _ in range(_PASSES):  # the columns of unruled tables go on from page to page
        if not any(_is_plain(i) for flow in flows for i in flow.items):
            break
        flows = _flows(shapes, outside, ruled, flows)
    without_furniture(flows)
    notes = take_notes(flows)
    pieces: list[Piece] = []
    for item in paragraphs(flows):
        if isinstance(item, TextTable):
            pieces.append(Piece("", 0, grid=item.cells, page=item.first_page))
        else:
            pieces.append(Piece(item.text, 0, page=item.page))
    return pieces + [Piece(note.text, 0, page=note.page) for note in notes]


def _flows(
    shapes: list[PageGeometry], outside: list[list[Glyph]], ruled: list[list[TextTable]], known: list[PageFlow]
) -> list[PageFlow]:
    flows: list[PageFlow] = []
    for at, shape in enumerate(shapes):
        before = _plain_at(known[at - 1], -1) if known and at else None
        after = _plain_at(known[at + 1], 0) if at + 1 < len(known) else None
        items = ordered(outside[at], ruled[at], at + 1, shape.height, before, after)
        flows.append(PageFlow(at + 1, shape.width, shape.height, items))
    return flows


def _is_plain(item: Line | TextTable) -> bool:
    return isinstance(item, TextTable) and item.plain


def _plain_at(flow: PageFlow, end: int) -> TextTable | None:
    """The unruled table that begins (0) or ends (-1) a page, running head and page number aside."""
    inner = [
        i for i in flow.items if isinstance(i, TextTable) or 0.06 * flow.height < i.y < 0.94 * flow.height
    ]  # fmt: skip
    item = inner[end] if inner else None
    return item if isinstance(item, TextTable) and item.plain else None


def _check(draft: Draft, shapes: list[PageGeometry]) -> None:
    """Refuse scans and text layers without characters; warn of single scanned pages."""
    glyphs, unmapped = sum(len(s.glyphs) for s in shapes), sum(s.unmapped for s in shapes)
    empty = [n for n, s in enumerate(shapes, 1) if len(s.glyphs) < 10 and s.images]
    full = len(shapes) - len(empty)
    if glyphs < 20 * max(1, full) and empty and len(empty) * 2 >= len(shapes):
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


def _write(draft: Draft, pieces: list[Piece]) -> None:
    """Paragraphs and tables into the draft, with the span of each page."""
    starts: dict[int, int] = {}
    for piece in pieces:
        if piece.grid is None and is_furniture(fold(piece.text[:400]).text):
            continue
        before = draft.length
        if piece.grid is not None:
            _write_table(draft, piece.grid)
        else:
            draft.paragraph(piece.text, "heading" if piece.level else "paragraph", piece.level)
        if draft.length > before:
            starts.setdefault(piece.page, before)
    numbers = sorted(starts)
    ends = [starts[n] for n in numbers[1:]] + [draft.length]
    for n, end in zip(numbers, ends, strict=False):
        start = starts[n] + (1 if starts[n] else 0)
        draft.pages.append(Page(n, (start, max(start, end))))


def _write_table(draft: Draft, grid: list[GridCell]) -> None:
    """A grid; a frame around one column of text is read as its lines."""
    if len({c.column for c in grid if c.text.strip()}) < 2:
        for cell in grid:
            draft.paragraph(cell.text)
        return
    draft.table(grid)
