"""One made-up document as text, HTML, Word and PDF, the way other programs write them.

PDF needs Chromium or LibreOffice; tests that use it skip with a message where they are missing.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Merge:
    """A cell of a grid: text and how far it reaches."""

    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Grid:
    """rows[r] lists the cells that begin in row r, left to right."""

    rows: tuple[tuple[Merge, ...], ...]
    columns: int


@dataclass(frozen=True)
class Line:
    text: str
    style: str = "body"  # title | heading | body | center | right


@dataclass(frozen=True)
class Document:
    parts: tuple[Line | Grid, ...]


@dataclass(frozen=True)
class Look:
    """How a program prints it."""

    indent: bool = True  # first lines indented by two characters
    gap: int = 0  # space after a paragraph, points
    border: bool = True  # ruled tables
    size: int = 16
    table_size: int = 12
    head: str = ""  # running head
    foot: bool = False  # page numbers
    widths: tuple[int, ...] = field(default=())


def places(grid: Grid) -> list[tuple[int, int, Merge]]:
    """(row, column, cell) of every printed cell."""
    taken: set[tuple[int, int]] = set()
    result = []
    for r, row in enumerate(grid.rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            result.append((r, column, cell))
            taken |= {(r + i, column + j) for i in range(cell.rowspan) for j in range(cell.colspan)}
            column += cell.colspan
    return result


def as_html(document: Document, look: Look | None = None, around: str = "{}") -> str:
    look = look or Look()
    body = "\n".join(_html_part(part, look) for part in document.parts)
    style = (
        f"body{{font-family:'WenQuanYi Micro Hei','Noto Sans CJK SC',sans-serif;font-size:{look.size}pt}}"
        f"p{{margin:0 0 {look.gap}pt 0;line-height:1.6}}"
        f"p.body{{text-indent:{'2em' if look.indent else '0'}}}"
        f"td,th{{{'border:1px solid #000;' if look.border else ''}padding:3px 5px;font-size:{look.table_size}pt}}"
        "table{border-collapse:collapse;width:100%}.center{text-align:center}.right{text-align:right}"
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>文件</title><style>{style}</style></head>'
        f"<body>{around.format(body)}</body></html>"
    )


def _html_part(part: Line | Grid, look: Look) -> str:
    if isinstance(part, Line):
        tag = {"title": "h1", "heading": "h2"}.get(part.style, "p")
        css = "center" if part.style == "title" else part.style
        return f'<{tag} class="{css}">{escape(part.text)}</{tag}>'
    rows = []
    for row in part.rows:
        cells = []
        for c in row:
            spans = (f' rowspan="{c.rowspan}"' if c.rowspan > 1 else "") + (
                f' colspan="{c.colspan}"' if c.colspan > 1 else ""
            )
            cells.append(f"<td{spans}>{escape(c.text)}</td>")
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "<table>" + "".join(rows) + "</table>"


def as_docx(document: Document, look: Look | None = None) -> bytes:
    docx = pytest.importorskip("docx")
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    look = look or Look()
    file = docx.Document()
    if look.head:
        file.sections[0].header.paragraphs[0].text = look.head
    if look.foot:
        _page_number(file.sections[0].footer.paragraphs[0])
    for part in document.parts:
        if isinstance(part, Grid):
            _docx_table(file, part, look)
            continue
        if part.style == "heading":
            paragraph = file.add_heading(part.text, 1)
        else:
            paragraph = file.add_paragraph(part.text)
            paragraph.paragraph_format.space_after = Pt(look.gap)
            for run in paragraph.runs:
                run.font.size = Pt(22 if part.style == "title" else look.size)
        if part.style in ("title", "center"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif part.style == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif part.style == "body" and look.indent:
            paragraph.paragraph_format.first_line_indent = Pt(2 * look.size)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _docx_table(file: object, grid: Grid, look: Look) -> None:
    from docx.shared import Pt

    table = file.add_table(rows=len(grid.rows), cols=grid.columns)  # type: ignore[attr-defined]
    if look.border:
        table.style = "Table Grid"
    for row, column, cell in places(grid):
        target = table.cell(row, column)
        if cell.rowspan > 1 or cell.colspan > 1:
            target = target.merge(table.cell(row + cell.rowspan - 1, column + cell.colspan - 1))
        target.text = cell.text
        for paragraph in target.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(look.table_size)


def _page_number(paragraph: object) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run("— ")  # type: ignore[attr-defined]
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
    paragraph.add_run(" —")  # type: ignore[attr-defined]


def as_text(document: Document) -> str:
    lines: list[str] = []
    for part in document.parts:
        if isinstance(part, Line):
            lines.append(part.text)
        else:
            lines += ["\t".join(c.text for c in row) for row in part.rows]
    return "\n".join(lines) + "\n"


def pdf_by_chromium(html: str, folder: Path, *, header: bool = False) -> bytes:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed")
    page, out = folder / "page.html", folder / "page.pdf"
    page.write_text(html, "utf-8")
    flags = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={out}",
    ]  # fmt: skip
    if not header:
        flags.append("--no-pdf-header-footer")
    subprocess.run([program, *flags, page.as_uri()], check=True, capture_output=True, timeout=120)
    return out.read_bytes()


def pdf_by_libreoffice(docx: bytes, folder: Path) -> bytes:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source = folder / "file.docx"
    source.write_bytes(docx)
    subprocess.run(
        [program, f"-env:UserInstallation=file://{folder / 'lo'}", "--headless", "--convert-to", "pdf", "--outdir",
         str(folder), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "file.pdf").read_bytes()
