"""How many facts differ between the renderings of one document: `python tests/bench/same_facts.py [FOLDER]`.

Prints for each way to render (text with four ways to flatten merged cells, HTML, Word, PDF by Chromium
and LibreOffice with and without ruled tables, with and without tags) the share of facts that differ from
the bare HTML page, in per cent: for each document of tests/loaders/formats/same, and over all. FOLDER keeps the files.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from loaders.pipeline import extract_record
from tests.loaders.formats.render import Look
from tests.loaders.formats.same_facts import differing, facts
from tests.loaders.formats.same_pdf import Files, by_chromium, by_libreoffice
from tests.loaders.formats.same_render import SITE, Story, as_docx, as_html, as_text
from tests.loaders.formats.same_source import stories

PRINT = Look(head="公报 2024年第3期", foot=True, size=14, table_size=10)
BARE = Look(indent=False, gap=6, border=False, size=12, table_size=10)
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def each(make: Callable[[Story], str | bytes]) -> dict[str, bytes]:
    made = {name: make(story) for name, story in stories().items()}
    return {name: data.encode() if isinstance(data, str) else data for name, data in made.items()}


def pages(look: Look) -> dict[str, str]:
    return {name: as_html(story, look) for name, story in stories().items()}


def renderings(folder: Path) -> Iterator[tuple[str, str, Callable[[], Files]]]:
    """(name, file suffix, how the files are made)."""
    for merges in ("word", "empty", "repeat", "omit"):
        yield f"txt {merges}", "txt", lambda merges=merges: each(lambda s: as_text(s, merges))
    yield "html in a site", "html", lambda: each(lambda s: as_html(s, around=SITE))
    yield "docx", "docx", lambda: each(lambda s: as_docx(s, PRINT))
    yield "docx, no rules", "docx", lambda: each(lambda s: as_docx(s, BARE))
    word, bare = each(lambda s: as_docx(s, PRINT)), each(lambda s: as_docx(s, BARE))
    page = each(as_html)
    converted: dict[str, bytes] = {}

    def docx_of_html() -> Files:
        converted.update(by_libreoffice(page, folder, "html", "docx:MS Word 2007 XML", "HTML (StarWriter)"))
        return converted

    yield "docx of html", "docx", docx_of_html
    yield "pdf of that", "pdf", lambda: by_libreoffice(converted, folder, "docx")
    yield "pdf LibreOffice", "pdf", lambda: by_libreoffice(word, folder, "docx")
    yield "pdf LO, tagged", "pdf", lambda: by_libreoffice(word, folder, "docx", TAGGED)
    yield "pdf LO, no rules", "pdf", lambda: by_libreoffice(bare, folder, "docx")
    yield "pdf Chromium", "pdf", lambda: by_chromium(pages(PRINT), folder, head="公报")
    yield "pdf Cr, untagged", "pdf", lambda: by_chromium(pages(PRINT), folder, tagged=False, head="公报")
    yield "pdf Cr, no rules", "pdf", lambda: by_chromium(pages(BARE), folder, tagged=False)


def main(folder: Path, keep: bool) -> None:
    names = list(stories())
    wanted = {name: facts(extract_record(data, "a.html")) for name, data in each(as_html).items()}
    print(f"{'':18}" + "".join(f"{name[:2]:>5}" for name in names) + "   all")
    for label, suffix, make in renderings(folder):
        try:
            files = make()
        except pytest.skip.Exception as reason:
            print(f"{label:18}{reason}")
            continue
        counts = [differing(wanted[n], facts(extract_record(files[n], f"{n}.{suffix}"))) for n in names]
        shares = "".join(f"{100 * some / every:5.0f}" for some, every in counts)
        print(f"{label:18}{shares}{100 * sum(c[0] for c in counts) / sum(c[1] for c in counts):6.1f}")
        if keep:
            room = folder / label.replace(",", "").replace(" ", "-")
            room.mkdir(exist_ok=True)
            for name, data in files.items():
                (room / f"{name}.{suffix}").write_bytes(data)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(exist_ok=True)
        main(Path(sys.argv[1]), True)
    else:
        with TemporaryDirectory() as made:
            main(Path(made), False)
