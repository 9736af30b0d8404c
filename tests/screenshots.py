"""Writes the pictures of the README from the running app (`make screenshots`). Needs Chromium and a Chinese font."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from api.wiring import shipped_documents  # noqa: E402
from tests.browser.conftest import CHROMIUM, Site, arguments  # noqa: E402

PICTURES = {
    "overview": "/",
    "matrix": "/matrix",
    "network": f"/network?policy={quote('驻政办〔2017〕87号')}",
    "policy": f"/policies/{quote('驻政办〔2017〕87号')}",
    "adopters": f"/adopters?measure={quote('家庭医生签约服务')}",
    "evidence": f"/cell?measure={quote('家庭医生签约服务')}&region=411700",
    "review": "/review?by=编码员甲",
}


def main() -> None:
    target = ROOT / "docs" / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder) / "home", shipped_documents())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments())
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        for name, address in PICTURES.items():
            page.goto(site.base + address, wait_until="networkidle")
            if name == "policy":
                page.locator(".task .number").nth(32).click()
            page.wait_for_timeout(400)
            page.screenshot(path=target / f"{name}.png")
            print(target / f"{name}.png")
        browser.close()
        site.close()


if __name__ == "__main__":
    main()
