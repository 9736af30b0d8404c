"""The same document as text, HTML, Word and PDF gives the same facts: at most 2 % of them differ.

Fourteen made-up documents (same/*.txt). `tests/bench/same_facts.py` measures more ways to render them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from loaders.pipeline import extract_record
from tests.loaders.formats.render import Look
from tests.loaders.formats.same_facts import differing, facts
from tests.loaders.formats.same_pdf import by_chromium, by_libreoffice
from tests.loaders.formats.same_render import SITE, Story, as_docx, as_html, as_text
from tests.loaders.formats.same_source import stories

PRINT = Look(head="公报 2024年第3期", foot=True, size=14, table_size=10)


@cache
def wanted(name: str) -> Counter[tuple[str, ...]]:
    """The facts of a document as a bare HTML page."""
    return facts(extract_record(as_html(stories()[name]).encode(), "a.html"))


def share(files: Mapping[str, bytes], suffix: str) -> float:
    """Share of the facts that differ over all documents, 0–1."""
    assert sorted(files) == sorted(stories())
    differ = both = 0
    for name, data in files.items():
        some, all_of = differing(wanted(name), facts(extract_record(data, f"{name}.{suffix}")))
        differ, both = differ + some, both + all_of
    return differ / both


def rendered(make: Callable[[Story], str | bytes]) -> dict[str, bytes]:
    made = {name: make(story) for name, story in stories().items()}
    return {name: data.encode() if isinstance(data, str) else data for name, data in made.items()}


def test_the_page_itself_is_read_well() -> None:
    """What the other formats are compared with: every table row, and what stands above and below."""
    rows = {name: sum(n for fact, n in wanted(name).items() if fact[:2] == ("task", "table")) for name in stories()}
    tables = {"02-notice-plan": 9, "04-long-table": 48, "05-landscape": 5, "11-actions": 7, "14-measures": 3}
    assert {name: rows[name] for name in tables} == tables
    heads = {name: dict(f[1:] for f in wanted(name) if f[0] == "header") for name in stories()}
    assert heads["08-numbering"]["doc_number"] == "赣市府办发〔2022〕9号"
    assert heads["10-forward"]["doc_number"] == "连政办发〔2021〕44号"
    assert heads["06-footnotes"]["issued_on"] == "2023-06-30"
    assert heads["12-departments"]["issued_on"] == "2023-03-03"


def test_a_page_of_a_site() -> None:
    assert share(rendered(lambda story: as_html(story, around=SITE)), "html") == 0


def test_word() -> None:
    assert share(rendered(lambda story: as_docx(story, PRINT)), "docx") == 0


@pytest.mark.parametrize(("merges", "most"), [("word", 0.01), ("empty", 0.01), ("repeat", 0.015)])
def test_text(merges: str, most: float) -> None:
    """A flat table does not say which empty place is a merged cell: a few facts are beyond telling."""
    assert share(rendered(lambda story: as_text(story, merges)), "txt") <= most


def test_pdf_by_libreoffice(tmp_path: Path) -> None:
    files = rendered(lambda story: as_docx(story, PRINT))
    assert share(by_libreoffice(files, tmp_path, "docx"), "pdf") <= 0.01


def test_pdf_by_chromium(tmp_path: Path) -> None:
    """Every other document with tags (as `--print-to-pdf` writes them), the rest without."""
    pages = {name: as_html(story, PRINT) for name, story in stories().items()}
    files: dict[str, bytes] = {}
    for tagged in (True, False):
        half = {name: page for at, (name, page) in enumerate(pages.items()) if (at % 2 == 0) == tagged}
        files |= by_chromium(half, tmp_path, tagged=tagged, head="公报")
    assert share(files, "pdf") <= 0.01
