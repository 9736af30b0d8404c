"""Time to the first picture of the network at 60, 150, 500 and 2,000 nodes, in headless Chromium.

    python tests/bench/network.py

Prints, for each size, the best of three: seconds to compute the places (cold), milliseconds from opening the page
to the first drawing (`performance.now()` at the first `afterDrawing`), bytes of the single file.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from api.still import single_file  # noqa: E402
from api.views import View  # noqa: E402
from tests.browser.conftest import CHROMIUM, arguments  # noqa: E402
from viz import layout  # noqa: E402
from viz.network_page import Choice, network_values  # noqa: E402
from viz.network_view import network_view  # noqa: E402

SIZES = (60, 150, 500, 2000)


class Nowhere:
    """A workspace without a graph: the page only asks for snapshot and engine."""

    class reader:  # noqa: N801
        snapshot = "bench"
        engine = "none"


def pairs(count: int) -> list[dict[str, object]]:
    """A network in which a few agencies lead most tasks, as in policies; fixed seed."""
    draw = random.Random(count)
    rows: list[dict[str, object]] = []
    for number in range(1, count):
        leads = {int(number * draw.random() ** 2) for _ in range(2)}
        rows += [_pair(lead, number, draw.randint(1, 9)) for lead in sorted(leads)]
    return rows


def _pair(lead: int, partner: int, tasks: int) -> dict[str, object]:
    ends = {"lead_id": f"a{lead}", "lead_name": f"某市机构名称{lead}局"}
    ends |= {"partner_id": f"a{partner}", "partner_name": f"某市机构名称{partner}局"}
    return {**ends, "relation": "cooperate", "tasks": tasks, "policies": 1, "example_evidence_id": ""}


def first_picture(browser: Browser, file: Path) -> int:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    page.locator("html[data-network-ready]").wait_for(state="attached", timeout=60_000)
    ready = int(page.locator("html").get_attribute("data-network-ready") or 0)
    page.close()
    return ready


def main() -> None:
    print(f"{'nodes':>6} {'places s':>9} {'picture ms':>11} {'file kB':>8}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments())
        for size in SIZES:
            view = network_view(pairs(size), limit=size)
            layout._places.cache_clear()
            start = time.perf_counter()
            values = network_values(view, Choice(), [])
            seconds = time.perf_counter() - start
            shown = View("network.html", values | {"downloads": [], "embed": "", "citation": ""}, "bench")
            file = Path(folder) / f"{size}.html"
            file.write_text(single_file(Nowhere, shown, "zh"), encoding="utf-8")  # type: ignore[arg-type]
            ready = min(first_picture(browser, file) for _ in range(3))
            print(f"{size:>6} {seconds:>9.2f} {ready:>11} {file.stat().st_size // 1000:>8}")
        browser.close()


if __name__ == "__main__":
    main()
