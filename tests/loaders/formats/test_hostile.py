# ruff: noqa: E501, SIM905  (Chinese text counts two columns a character; lists of tags read better as words)
"""Any byte string gives a Source or an InputError with a remedy, within a time in proportion to its length."""

from __future__ import annotations

import random
import time
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from loaders.formats import read_source
from loaders.formats.limits import MAX_TEXT_CHARS
from loaders.formats.worker import WORKER
from loaders.source import Source
from tests.loaders.formats.documents import plan
from tests.loaders.formats.office import NS, cell, p, table, word
from tests.loaders.formats.raw_pdf import assembled, pdf, rule, text
from tests.loaders.formats.render import as_docx, as_html, as_text
from tests.loaders.formats.test_walk import archive

NAMES = st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf", "a.xlsx", "a.csv", "a.md", "a.doc", "a", "甲.wps"])


def explained(error: InputError) -> InputError:
    """A refusal that says what to do, and is no fault of the reader's."""
    assert error.remedy
    assert error.code != "reader_failed", error.message
    return error


def outcome(data: bytes, name: str) -> Source | InputError:
    """Read; check what every answer must be."""
    try:
        source = read_source(data, name)
    except InputError as error:
        return explained(error)
    size = len(source.text)
    assert source.text.strip()
    assert all(0 <= b.span[0] <= b.span[1] <= size for b in source.blocks)
    for found in source.tables:
        for c in found.cells:
            assert found.span[0] <= c.span[0] <= c.span[1] <= found.span[1]
            assert c.row + c.rowspan <= found.rows
            assert c.column + c.colspan <= found.columns
    assert all(0 <= page.span[0] <= page.span[1] <= size for page in source.pages)
    return source


@given(st.binary(max_size=400), NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    outcome(data, name)


@given(st.text(max_size=200), st.sampled_from(["utf-8", "gb18030", "utf-16"]), NAMES)
def test_any_text(words: str, codec: str, name: str) -> None:
    outcome(words.encode(codec, "replace"), name)


MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <table> </table> <tr> <td> <td/rowspan=3> <td/colspan=0> <th> </td> <div> </div> <br> <a> </a> <ol> <li> "
        "<script> </script> <!-- --> <h1> <body> <style> .x{display:none} </style> <b> </i> &nbsp; &#x4e00; 正文。 索引号： "
        "一、总则 <title> <ul> <pre> <select> <svg> <textarea> <html> <caption> <tbody> <form> <frameset> <template>".split()
    ),
    max_size=60,
)


@given(MARKUP)
@settings(max_examples=200)
def test_any_markup(pieces: list[str]) -> None:
    outcome(("<html>" + "".join(pieces).replace("/", " ", 0)).encode(), "a.html")


XML = st.recursive(
    st.sampled_from(
        [p("文"), "<w:p/>", "<w:r><w:t>x</w:t></w:r>", "<w:tbl/>", cell("x", "<w:vMerge/>"), "<w:br/>", ""]
    ),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
        st.sampled_from(
            "tbl tr tc p r sdt sdtContent ins del txbxContent smartTag hyperlink tcPr pPr numPr ruby".split()
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.lists(XML, max_size=4))
def test_any_word_markup(parts: list[str]) -> None:
    outcome(word("".join(parts)), "a.docx")


def damaged(data: bytes, rnd: random.Random) -> bytes:
    """Cut, flip, lose or repeat bytes."""
    changed = bytearray(data)
    at = rnd.randrange(len(changed))
    kind = rnd.randrange(4)
    if kind == 0:
        return bytes(changed[:at])
    if kind == 1:
        for _ in range(rnd.randrange(1, 30)):
            changed[rnd.randrange(len(changed))] = rnd.randrange(256)
    elif kind == 2:
        del changed[at : at + rnd.randrange(1, 2000)]
    else:
        changed[at:at] = changed[at : at + 3000] * rnd.randrange(1, 5)
    return bytes(changed)


def inside_zip(data: bytes, rnd: random.Random) -> bytes:
    """An office file whose parts are damaged, not its archive."""
    with zipfile.ZipFile(BytesIO(data)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    name = rnd.choice([n for n in files if n.endswith(".xml") and files[n]])
    return archive({**files, name: damaged(files[name], rnd)})


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "docx inside", "pdf"])
def test_damaged_files(kind: str) -> None:
    rnd = random.Random(7)
    document = plan()
    words = as_text(document).split("\n")
    made = {
        "txt": as_text(document).encode("gb18030"),
        "html": as_html(document).encode(),
        "docx": as_docx(document),
        "docx inside": as_docx(document),
        "pdf": pdf(b"".join(text(60, 800 - 20 * i, w[:38]) for i, w in enumerate(words[:35]))),
    }[kind]
    for _ in range(40):
        data = inside_zip(made, rnd) if kind == "docx inside" else damaged(made, rnd)
        outcome(data, "a." + rnd.choice(["txt", "html", "docx", "pdf", "csv"]))


def bomb(stream: bytes, resources: bytes = b"", extra: tuple[bytes, ...] = (), pages: int = 1) -> bytes:
    packed = zlib.compress(stream, 9)
    return assembled([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + b"3 0 R " * pages + b"]/Count %d>>" % pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        *extra,
    ])  # fmt: skip


def laughs() -> bytes:
    """Forms that draw forms that draw forms."""
    forms = [
        b"<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 300>>stream\n%s\nendstream"
        % (6 + i, b"/X Do " * 50)
        for i in range(8)
    ]
    return bomb(b"/X Do", b"/XObject<</X 5 0 R>>", (*forms, b"<</Subtype/Form/Length 0>>stream\n\nendstream"))


ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
DOCUMENT = f"<w:document {NS}><w:body>{p('&x;')}</w:body></w:document>"
HOSTILE = {
    "one character": (b"a" * 100_000_000, "a.txt"),
    "one Chinese character": ("字".encode() * 30_000_000, "a.txt"),
    "spaces": (b" " * 30_000_000, "a.txt"),
    "noughts": (b"\0" * 5_000_000, "a.txt"),
    "table of pipes": (b"|a|b|\n|-|-|\n" * 200_000, "a.md"),
    "commas": (b"," * 3_000_000, "a.csv"),
    "quotes": (b'"' + b"a," * 1_000_000, "a.csv"),
    "colspan": (b"<html><table><tr>" + b"<td colspan=1000 rowspan=65000>x" * 3000, "a.html"),
    "cells": (b"<html><table>" + b"<tr>" + b"<td>x" * 210_000, "a.html"),
    "xml bomb": (word(p("字" * 1000) * 23_000), "a.docx"),
    "entity": (archive({"word/document.xml": (ENTITY + DOCUMENT).encode()}), "a.docx"),
    "entity in utf-16": (
        archive({"word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + ENTITY + DOCUMENT).encode("utf-16")}),
        "a.docx",
    ),
    "deep xml": (word("<w:sdt><w:sdtContent>" * 3000 + p("x") + "</w:sdtContent></w:sdt>" * 3000), "a.docx"),
    "gridSpan": (word(table(*[cell("x", '<w:gridSpan w:val="99999999"/>') * 60] * 60)), "a.docx"),
    "huge page": (bomb(b"0 0 m 9 9 l S " * 6_000_000), "a.pdf"),
    "many pages": (bomb(b"", pages=100_000), "a.pdf"),
    "laughing forms": (laughs(), "a.pdf"),
    "form in itself": (
        bomb(b"/X Do", b"/XObject<</X 5 0 R>>", (b"<</Subtype/Form/Resources<</XObject<</X 5 0 R>>>>/Length 5>>stream\n/X Do\nendstream",)),
        "a.pdf",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_bombs_are_refused(name: str) -> None:
    data, path = HOSTILE[name]
    WORKER.close()  # a file that kills a child is tried again unless the child was new
    started = time.perf_counter()
    result = outcome(data, path)
    assert isinstance(result, InputError), result.text[:100]
    assert time.perf_counter() - started < 30


def test_a_page_full_of_rules_is_read() -> None:
    rules = b"".join(rule(x / 5, 0, x / 5, 700) + rule(0, x / 5, 590, x / 5) for x in range(2000))
    assert isinstance(outcome(pdf(rules + text(60, 800, "正文一段，共十个字。" * 3)), "a.pdf"), Source)


def test_the_worker_goes_on_after_a_crash_and_a_timeout() -> None:
    WORKER.close()  # a child that earlier tests made large would retire after the first answer
    good = pdf(text(60, 800, "正文一段，共十个字。" * 3))
    assert WORKER.read("pdf", good).text
    child = WORKER._child
    assert child is not None
    child.process.kill()
    child.process.wait()
    assert WORKER.read("pdf", good).text
    with pytest.raises(InputError, match="longer than") as caught:
        WORKER.read("pdf", bomb(b"0 0 m 9 9 l S " * 1_000_000), seconds=0.01)
    assert caught.value.code == "timeout"
    assert WORKER.read("pdf", good).text


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("各级民政部门要会同有关部门完善养老服务体系。\n", "a.txt"),
        ("**甲**，", "a.txt"),
        ("# 甲\n", "a.md"),
        ("[甲](乙)", "a.md"),
        ("|甲|乙|\n", "a.md"),
        ("-", "a.md"),
        ("|", "a.md"),
        ("*", "a.txt"),
        ("锛屽", "a.txt"),
        ("Ã¤", "a.txt"),
        ("锟斤拷", "a.txt"),
        (" \u3000\xa0", "a.txt"),
        ("甲,乙\n", "a.csv"),
    ],
)
def test_time_is_linear(unit: str, name: str) -> None:
    def seconds(n: int) -> float:
        started = time.process_time()
        outcome(("正文一段。" + unit * n).encode(), name)
        return time.process_time() - started

    seconds(10)
    n = 30_000 // len(unit)
    small = seconds(n)
    assert seconds(4 * n) < 16 * small + 0.5


def test_the_cap_on_text_is_the_same_for_every_encoding() -> None:
    for codec in ("utf-8", "gb18030", "utf-16"):
        result = outcome(("字" * (MAX_TEXT_CHARS + 1)).encode(codec), "a.txt")
        assert isinstance(result, InputError)
        assert result.code == "too_large"
