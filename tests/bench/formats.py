"""Speed of the format readers on one core: `python tests/bench/formats.py [seconds]`.

Ordinary documents: a notice with a plan of some 3,400 characters (10 kB of text) and a task table of
merged cells. Prints one line a format: documents a second, MB of text a second, and how the time
grows when the text is ten times as long (10 is linear). Time is processor time, but for PDF, which is
read in another process, time on the clock.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from loaders.fold import fold
from loaders.formats import read_source
from tests.loaders.formats.documents import plan
from tests.loaders.formats.render import Document, Look, as_docx, as_html, as_text, pdf_by_chromium, pdf_by_libreoffice

SITE = (
    '<div class="top"><a href="/">首页</a><a href="/a">政务公开</a></div><ul class="nav">'
    + '<li><a href="/b">栏目</a></li>' * 60
    + '</ul><div class="main">{}</div><div class="foot">版权所有：青川市人民政府办公室</div>'
)


def makers(folder: Path) -> dict[str, Callable[[Document], bytes]]:
    """How each format is made of a document."""
    look = Look(size=12, table_size=10)
    return {
        "txt": lambda d: as_text(d).encode(),
        "txt gb18030": lambda d: as_text(d).encode("gb18030"),
        "html": lambda d: as_html(d, look).encode(),
        "html in a site": lambda d: as_html(d, look, SITE).encode(),
        "docx": lambda d: as_docx(d, look),
        "pdf (Chromium)": lambda d: pdf_by_chromium(as_html(d, look), folder),
        "pdf (LibreOffice)": lambda d: pdf_by_libreoffice(as_docx(d, look), folder),
    }


def rate(data: bytes, name: str, seconds: float) -> tuple[float, int]:
    """(readings a second, characters of the text); the first reading warms up."""
    clock = time.perf_counter if name.endswith(".pdf") else time.process_time
    size = len(read_source(data, name).text)
    count, started = 0, clock()
    while (elapsed := clock() - started) < seconds or count < 3:
        read_source(data, name)
        count += 1
    return count / elapsed, size


def main(seconds: float) -> None:
    print(f"{'format':20}{'docs/s':>10}{'MB text/s':>12}{'10x text':>10}")
    with TemporaryDirectory() as folder:
        for label, make in makers(Path(folder)).items():
            name = "a." + label.split()[0]
            try:
                small, large = make(plan(5)), make(plan(50))
            except pytest.skip.Exception as reason:
                print(f"{label:20}{reason}")
                continue
            fast, size = rate(small, name, seconds)
            slow, _ = rate(large, name, seconds)
            print(f"{label:20}{fast:10.0f}{fast * size * 3 / 1e6:12.1f}{fast / slow:10.1f}")
    words = as_text(plan(80))
    fold(words)
    started = time.process_time()
    for _ in range(20):
        fold(words)
    elapsed = time.process_time() - started
    print(f"{'fold':20}{'':10}{20 * len(words.encode()) / 1e6 / elapsed:12.1f}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
