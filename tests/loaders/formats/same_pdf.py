"""Many rendered files → PDF (or another format) in one run of LibreOffice or of Chromium."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

Files = Mapping[str, bytes]
_HEAD = '<div style="font-size:9px;width:100%;text-align:center">{}</div>'


def by_libreoffice(files: Files, folder: Path, suffix: str, target: str = "pdf", reader: str = "") -> dict[str, bytes]:
    """Each file converted; `suffix` of the files, `target` as --convert-to takes it, `reader` as --infilter does."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source, made = folder / "source", folder / "made"
    for room in (source, made):
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir()
    for name, data in files.items():
        (source / f"{name}.{suffix}").write_bytes(data)
    command = [program, f"-env:UserInstallation=file://{folder / 'lo'}", "--headless"]
    command += [f"--infilter={reader}"] if reader else []
    command += ["--convert-to", target, "--outdir", str(made), *(str(source / f"{n}.{suffix}") for n in files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {path.stem: path.read_bytes() for path in sorted(made.iterdir())}


def by_chromium(pages: Mapping[str, str], folder: Path, *, tagged: bool = True, head: str = "") -> dict[str, bytes]:
    """Each page printed by one browser; `head`: a running head, with page numbers below.

    In a thread of its own: Playwright runs once a thread, and the session's browser may be open in this one.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_print, pages, folder, tagged, head).result()


def _print(pages: Mapping[str, str], folder: Path, tagged: bool, head: str) -> dict[str, bytes]:
    playwright = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed")
    made: dict[str, bytes] = {}
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        for name, page in pages.items():
            path = folder / f"{name}.html"
            path.write_text(page, "utf-8")
            tab.goto(path.as_uri())
            made[name] = tab.pdf(
                prefer_css_page_size=True,
                tagged=tagged,
                display_header_footer=bool(head),
                header_template=_HEAD.format(head),
                footer_template=_HEAD.format('— <span class="pageNumber"></span> —'),
            )
        browser.close()
    return made
