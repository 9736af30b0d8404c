"""A served home and a headless Chromium that can reach nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from api.app import create_app
from api.loading import load_paths
from api.wiring import Workspace, shipped_documents
from graph.settings import Settings
from tests.api.bars import no_bar
from tests.browser.watching import Watched

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --host-resolver-rules=MAP*~NOTFOUND,EXCLUDE127.0.0.1"
).replace("MAP*~NOTFOUND,EXCLUDE127.0.0.1", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")


def arguments() -> list[str]:
    head, _, rules = FLAGS.partition(" --host-resolver-rules=")
    return [*head.split(), f"--host-resolver-rules={rules}"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("TIAOKUAI_REQUIRE_BROWSER") == "1":
            pytest.fail("TIAOKUAI_REQUIRE_BROWSER=1, but no Chromium was found")
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments())
        yield opened
        opened.close()


class Site:
    """A workspace behind a server on a free loopback port."""

    def __init__(self, home: Path, documents: list[Path]) -> None:
        self.space = Workspace(Settings(home=home))
        self.report = load_paths(self.space, documents, workers=1, bar=no_bar)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        config = uvicorn.Config(create_app(self.space), host="127.0.0.1", port=port, log_level="warning", ws="none")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        self.base = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 20
        while not self.server.started and time.monotonic() < deadline:
            time.sleep(0.02)

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        self.space.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The shipped documents, served."""
    opened = Site(tmp_path_factory.mktemp("site") / "home", shipped_documents())
    yield opened
    opened.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of its own context that fails the test on any error, outside request or policy violation."""
    context = browser.new_context(base_url=site.base, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    watched = Watched(opened)
    yield opened
    watched.check()
    context.close()
