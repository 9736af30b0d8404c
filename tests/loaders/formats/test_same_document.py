"""The same document as text, HTML, Word and PDF gives the same paragraphs and the same cells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.formats import read_source
from loaders.source import Source
from tests.loaders.formats.documents import plan
from tests.loaders.formats.render import (
    Document,
    Grid,
    Look,
    as_docx,
    as_html,
    as_text,
    pdf_by_chromium,
    pdf_by_libreoffice,
    places,
)

LOOKS = {
    "official": Look(head="青川市人民政府公报", foot=True),
    "web": Look(indent=False, gap=10, size=12, table_size=10),
    "bare": Look(indent=False, gap=0, size=14, border=False),
}
DOCUMENT = plan(3)


def clean(text: str) -> str:
    return re.sub(r"\s+", "", text)


def said(source: Source) -> tuple[list[str], list[tuple[int, int, int, int, str]]]:
    """(paragraphs, cells with their places), white space aside."""
    paragraphs = [clean(source.text[slice(*b.span)]) for b in source.blocks if b.kind != "table"]
    cells = [
        (c.row, c.column, c.rowspan, c.colspan, clean(source.text[slice(*c.span)]))
        for t in source.tables
        for c in t.cells
    ]
    return paragraphs, cells


def meant(document: Document) -> tuple[list[str], list[tuple[int, int, int, int, str]]]:
    paragraphs = [clean(p.text) for p in document.parts if not isinstance(p, Grid)]
    cells = [
        (row, column, c.rowspan, c.colspan, clean(c.text))
        for p in document.parts
        if isinstance(p, Grid)
        for row, column, c in places(p)
    ]
    return paragraphs, cells


@pytest.mark.parametrize("look", LOOKS)
def test_html(look: str) -> None:
    assert said(read_source(as_html(DOCUMENT, LOOKS[look]).encode(), "a.html")) == meant(DOCUMENT)


def test_html_inside_a_site() -> None:
    site = (
        '<div class="header"><a href="/">首页</a><a href="/x">政务公开</a></div><div class="nav"><a>政策</a></div>'
        '<div class="main">{}</div><div class="footer">版权所有：青川市人民政府办公室</div>'
    )
    assert said(read_source(as_html(DOCUMENT, around=site).encode(), "a.html")) == meant(DOCUMENT)


@pytest.mark.parametrize("look", LOOKS)
def test_word(look: str) -> None:
    assert said(read_source(as_docx(DOCUMENT, LOOKS[look]), "a.docx")) == meant(DOCUMENT)


def test_text() -> None:
    """Plain text has no blocks: its lines are the paragraphs; tables are the layouts' business."""
    lines = [clean(line) for line in read_source(as_text(DOCUMENT).encode(), "a.txt").text.split("\n")]
    paragraphs, _ = meant(DOCUMENT)
    assert [line for line in lines if line in paragraphs] == paragraphs


@pytest.mark.parametrize("look", LOOKS)
def test_pdf_printed_by_chromium(look: str, tmp_path: Path) -> None:
    data = pdf_by_chromium(as_html(DOCUMENT, LOOKS[look]), tmp_path, header=look == "web")
    assert said(read_source(data, "a.pdf")) == meant(DOCUMENT)


@pytest.mark.parametrize("look", ["official"])
def test_pdf_printed_by_libreoffice(look: str, tmp_path: Path) -> None:
    data = pdf_by_libreoffice(as_docx(DOCUMENT, LOOKS[look]), tmp_path)
    assert said(read_source(data, "a.pdf")) == meant(DOCUMENT)


def test_pdf_without_rules_cannot_show_every_merge(tmp_path: Path) -> None:
    """Where nothing is drawn, a cell merged downwards and set at the top looks like one over an empty cell."""
    data = pdf_by_libreoffice(as_docx(DOCUMENT, LOOKS["bare"]), tmp_path)
    paragraphs, cells = said(read_source(data, "a.pdf"))
    wanted, expected = meant(DOCUMENT)
    assert paragraphs == wanted
    assert [c[4] for c in cells if c[4]] == [c[4] for c in expected]
    assert {(c[0], c[1], c[4]) for c in cells if c[4]} == {(c[0], c[1], c[4]) for c in expected}
