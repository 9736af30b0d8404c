"""Listens to a page: console errors, uncaught errors, dialogs, requests to any other host, policy violations."""

from __future__ import annotations

from playwright.sync_api import Page


class Watched:
    """Call `check()` at the end; `allowed` are parts of messages that a test provokes on purpose."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        self.allowed: list[str] = []
        page.on("console", lambda m: self.faults.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda e: self.faults.append(f"error: {e}"))
        page.on("request", lambda r: self._request(r.url))
        page.on("dialog", lambda d: (self.faults.append(f"dialog: {d.message}"), d.dismiss()))

    def _request(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "file:///", "blob:")):
            self.faults.append(f"outside: {url}")

    def check(self) -> None:
        left = [f for f in self.faults if not any(a in f for a in self.allowed)]
        assert left == []
