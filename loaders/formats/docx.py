"""Word files (.docx): paragraphs, tables with merged cells, numbers that Word writes, text boxes, footnotes.

Headers, footers, comments, tracked deletions, hidden text and tables of contents are left out;
tracked insertions are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from graph.errors import InputError
from graph.record import Note
from loaders.formats.docx_styles import Numbering, Styles, attribute, number
from loaders.formats.docx_table import read_grid
from loaders.formats.draft import Draft
from loaders.formats.normalise import NOTE_MARK
from loaders.formats.package import Package, damaged, parse_xml

_MAIN = re.compile(r"^word/document\d{0,3}\.xml$")
_SKIPPED = frozenset(
    ["del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "footnoteReference", "endnoteReference",
     "annotationRef", "commentReference", "rt", "sectPr", "fldData", "ffData", "sdtPr", "sdtEndPr"]
)  # fmt: skip
_TEXTS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


@dataclass(slots=True)
class _Line:
    """A paragraph being read: its text and the text boxes anchored in it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class DocxReader:
    """One reading of word/document.xml. `w` is the namespace in braces."""

    w: str
    styles: Styles
    package: Package
    draft: Draft
    images: int = 0
    _numbering: Numbering | None = None
    joined: str = ""  # text of a paragraph whose end mark was deleted

    def body(self, node: etree._Element) -> None:
        """Paragraphs and tables of a body, cell or text box, in order."""
        for child in self.blocks(node):
            if child.tag == f"{self.w}p":
                for text, level in self.paragraph(child):
                    self.draft.paragraph(text, "heading" if level else "paragraph", level)
            else:
                self.table(child)

    def blocks(self, node: etree._Element) -> Iterator[etree._Element]:
        """w:p and w:tbl below `node`, through content controls and insertions."""
        for child in node.iterchildren():
            local = _local(child)
            if local in ("p", "tbl"):
                yield child
            elif local == "AlternateContent":
                yield from self.blocks(_chosen(child))
            elif local == "sdt" and _is_contents(child, self.w):
                continue
            elif local in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "Choice", "Fallback"):
                yield from self.blocks(child)

    def paragraph(self, node: etree._Element, alone: bool = False) -> Iterator[tuple[str, int]]:
        """(text, heading level) of a paragraph and of the text boxes anchored in it.

        `alone`: the number of an empty paragraph counts as text, as in the first column of a table.
        """
        properties = node.find(f"{self.w}pPr")
        style = attribute(properties.find(f"{self.w}pStyle")) if properties is not None else None
        if self.styles.is_contents(style):
            return
        line = _Line()
        self._inline(node, line)
        text = "".join(line.parts).lstrip(" \u3000\xa0")
        printed = self._number(properties, style)  # Word counts empty paragraphs too
        text = printed.rstrip() if alone and not text else printed + text if text.strip() else ""
        text, self.joined = self.joined + text, ""
        if properties is not None and self._mark_deleted(properties):
            self.joined = text
        else:
            yield text, self._level(properties, style)
        for box in line.boxes:
            for child in self.blocks(box):
                if child.tag == f"{self.w}p":
                    yield from self.paragraph(child)
                else:
                    yield "\n".join(c.text for c in read_grid(child, self.w, self.cell_text)), 0

    def _inline(self, node: etree._Element, line: _Line) -> None:
        for child in node.iterchildren():
            local = _local(child)
            if local in ("t", "m:t"):
                line.parts.append(child.text or "")
            elif local in _TEXTS:
                line.parts.append(_TEXTS[local])
            elif local == "r":
                if not self._hidden(child) and not self._is_note_mark(child):
                    self._inline(child, line)
            elif local == "AlternateContent":
                self._inline(_chosen(child), line)
            elif local == "txbxContent":
                line.boxes.append(child)
            elif local == "blip" or local == "imagedata":
                self.images += 1
            elif local not in _SKIPPED:
                self._inline(child, line)

    def _hidden(self, run: etree._Element) -> bool:
        properties = run.find(f"{self.w}rPr")
        vanish = properties.find(f"{self.w}vanish") if properties is not None else None
        return vanish is not None and attribute(vanish) not in ("0", "false", "off")

    def _is_note_mark(self, run: etree._Element) -> bool:
        """A raised [1] or ①: the mark of a note that was typed, not made by Word."""
        properties = run.find(f"{self.w}rPr")
        if properties is None or attribute(properties.find(f"{self.w}vertAlign")) != "superscript":
            return False
        return bool(NOTE_MARK.fullmatch("".join(t.text or "" for t in run.iterchildren(f"{self.w}t")).strip()))

    def _mark_deleted(self, properties: etree._Element) -> bool:
        run = properties.find(f"{self.w}rPr")
        return run is not None and (run.find(f"{self.w}del") is not None or run.find(f"{self.w}moveFrom") is not None)

    def _level(self, properties: etree._Element | None, style: str | None) -> int:
        outline = properties.find(f"{self.w}outlineLvl") if properties is not None else None
        if outline is not None:
            level = number(outline, 9)
            return level + 1 if 0 <= level < 9 else 0
        return self.styles.heading_level(style)

    def _number(self, properties: etree._Element | None, style: str | None) -> str:
        numbering = properties.find(f"{self.w}numPr") if properties is not None else None
        inherited = self.styles.numbering(style)
        if numbering is None and inherited is None:
            return ""
        num_id, level = inherited or (0, 0)
        if numbering is not None:
            num_id = number(numbering.find(f"{self.w}numId"), num_id)
            level = number(numbering.find(f"{self.w}ilvl"), level)
        if num_id and self._numbering is None:  # a large part that many files never use
            self._numbering = Numbering.read(self.package.xml("word/numbering.xml"), self.w, self.styles)
        return self._numbering.next(num_id, level) if num_id and self._numbering else ""

    def table(self, node: etree._Element) -> None:
        """A grid; a frame of one column is read as the paragraphs in it."""
        cells = read_grid(node, self.w, self.cell_text)
        if len({c.column for c in cells if c.text.strip()}) < 2:
            for cell in cells:
                for line in cell.text.split("\n"):
                    self.draft.paragraph(line)
            return
        self.draft.table(cells)

    def cell_text(self, node: etree._Element) -> str:
        """The paragraphs of a cell as lines; a table inside the cell row by row."""
        lines: list[str] = []
        for child in self.blocks(node):
            if child.tag == f"{self.w}p":
                lines += [t.strip() for t, _ in self.paragraph(child, alone=True) if t.strip()]
            else:
                lines += [c.text for c in read_grid(child, self.w, self.cell_text) if c.text.strip()]
        return "\n".join(lines)


def read(data: bytes) -> Draft:
    """Word file → draft. Raises InputError for damaged or hostile files and for scans."""
    with Package(data) as package:
        main = next((n for n in sorted(package.names) if _MAIN.match(n)), "word/document.xml")
        root = package.xml(main)
        if root is None:
            raise damaged("no word/document.xml")
        w = root.tag[: root.tag.index("}") + 1] if "}" in root.tag else ""
        styles = _styles(package.read("word/styles.xml") if "word/styles.xml" in package.names else b"", w)
        reader = DocxReader(w, styles, package, Draft(title_hint=_title(package)))
        body = root.find(f"{w}body")
        if body is None:
            raise damaged("no body in word/document.xml")
        reader.body(body)
        for part in ("footnotes", "endnotes"):
            _notes(package.xml(f"word/{part}.xml"), reader)
        if any(n.startswith("word/afchunk") for n in package.names):
            reader.draft.warnings.append(Note("embedded", "a document embedded in the file (altChunk) was not read"))
    if reader.images and len(reader.draft.text.strip()) < 20:
        raise InputError(
            "the file holds pictures of pages but no text",
            remedy="先做文字识别（OCR），存为带文字的 .docx 或 PDF。",
            code="scanned",
        )
    return reader.draft


@lru_cache(maxsize=8)
def _styles(content: bytes, w: str) -> Styles:
    """Files made from one template share this part, the largest of a short file."""
    return Styles.read(parse_xml(content, "word/styles.xml") if content else None, w)


def _notes(root: etree._Element | None, reader: DocxReader) -> None:
    """Footnotes and endnotes as blocks of their own at the end, with the number that Word prints."""
    count = 0
    for note in root.iterchildren() if root is not None else ():
        if attribute(note, "type") in (None, "normal"):
            text = reader.cell_text(note)
            count += 1
            reader.draft.paragraph(f"[{count}] {text}" if text.strip() else "", "footnote")


def _title(package: Package) -> str | None:
    try:
        root = package.xml("docProps/core.xml")
    except InputError:  # the title is only a hint
        return None
    for node in root.iterchildren() if root is not None else ():
        if _local(node) == "title" and (node.text or "").strip():
            return (node.text or "").strip()[:300]
    return None


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _chosen(node: etree._Element) -> etree._Element:
    """The first alternative with text (Choice); the fallback repeats it for old programs."""
    alternatives = list(node.iterchildren())
    for alternative in alternatives:
        if any((t.text or "").strip() for t in alternative.iter() if _local(t) == "t"):
            return alternative
    return alternatives[0] if alternatives else node


def _is_contents(node: etree._Element, w: str) -> bool:
    gallery = node.find(f"{w}sdtPr/{w}docPartObj/{w}docPartGallery")
    return (attribute(gallery) or "").lower() == "table of contents"
