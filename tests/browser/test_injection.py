"""Ten slots filled with scripts, quotes, formulas and bidi controls: nothing runs in any page, export or embed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from api.still import still_file
from tests.browser.conftest import Site
from tests.browser.watching import Watched
from viz.cells import rows_to_csv
from viz.export.graph_files import write_gexf, write_graphml
from viz.export.tables import write_csv

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(2)>"
ISLAND = "</script><script>alert(3)</script>"
QUOTES = "\"'><svg onload=alert(4)>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
BIDI = "\u202e反\u202c\u2066x\u2069"

# title, number, region, agency, task (quote), heading, target indicator, cited title, file name, body words
DOCUMENT = f"""{{SCRIPT}}省{IMAGE}人民政府办公厅关于印发{SCRIPT}养老服务{QUOTES}实施方案的通知
川办发〔2021〕7号
各市（州）人民政府：
为贯彻落实《国务院{ISLAND}关于养老服务的意见》（国发〔2013〕35号），制定本方案。
一、{IMAGE}{BIDI}主要任务
（一）推行双向转诊{SCRIPT}。建立双向转诊机制{ISLAND}，到2025年覆盖率达到80%以上{QUOTES}。（牵头单位：省民政厅{IMAGE}，配合单位：省财政厅{QUOTES}、{FORMULA}局）
（二）{FORMULA}。建设护理院{QUOTES}，到2025年建成10所{IMAGE}护理院。（责任单位：省卫生健康委{SCRIPT}）
四川省人民政府办公厅
2021年3月5日
""".replace("{SCRIPT}", SCRIPT)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile")
    name = "a'\"&;=cmd|' onload=alert(5) .txt" if Path("/").anchor == "/" else "a'&.txt"
    (folder / name).write_text(DOCUMENT, encoding="utf-8")
    site = Site(folder / "home", [folder / name])
    yield site
    site.close()


def addresses(site: Site) -> list[str]:
    runner = site.space.runner()
    tasks = runner.answer("policy_tasks", {"policy": "川办发〔2021〕7号"}).rows
    agencies = {r["lead_id"] for r in runner.answer("co_responsibility", {}).rows} | {
        r["partner_id"] for r in runner.answer("co_responsibility", {}).rows
    }
    found = [
        "/",
        "/matrix",
        f"/matrix?measures={quote('双向转诊；' + SCRIPT)}",
        f"/adopters?measure={quote(SCRIPT + QUOTES)}",
        "/adopters?measure=" + quote("双向转诊"),
        "/cell?measure=" + quote("双向转诊") + "&region=510000",
        "/network",
        f"/network?policy={quote('川办发〔2021〕7号')}",
        f"/policies/{quote('川办发〔2021〕7号')}",
        f"/embed/policy/{quote('川办发〔2021〕7号')}",
        "/embed/network",
        "/holdings",
        "/regions/510000",
        f"/regions/{quote(SCRIPT, safe='')}",
        f"/matrix?domain={quote(QUOTES)}",
        f"/network?ego={quote(IMAGE)}",
        "/figures/network.svg",
        "/figures/matrix.svg",
    ]
    found += [f"/evidence/{task['evidence_id']}" for task in tasks]
    found += [f"/agencies/{quote(str(agency), safe='')}" for agency in sorted(agencies)]
    return found


def open_watched(browser: Browser, site: Site) -> tuple[Page, Watched]:
    opened = browser.new_context(base_url=site.base).new_page()
    watched = Watched(opened)
    watched.allowed.append("the server responded with a status of 4")
    return opened, watched


def test_nothing_runs_on_any_page(browser: Browser, hostile: Site) -> None:
    opened, watched = open_watched(browser, hostile)
    for address in addresses(hostile):
        opened.goto(address, wait_until="load")
        opened.mouse.move(400, 300)
        assert opened.locator("img[src='x'], script:not([src]):not([type='application/json'])").count() == 0, address
    watched.check()


def test_a_contest_is_shown_as_text_and_listed(browser: Browser, hostile: Site) -> None:
    opened, watched = open_watched(browser, hostile)
    opened.goto("/cell?measure=" + quote("双向转诊") + "&region=510000")
    opened.locator("summary").click()
    opened.fill("textarea[name=why]", SCRIPT + QUOTES)
    opened.fill("input[name=by]", IMAGE)
    opened.locator("details button").click()
    opened.wait_for_url("**/cell?**")
    assert SCRIPT in opened.locator(".contested").first.inner_text()
    opened.goto("/matrix?measures=" + quote("双向转诊"))
    assert opened.locator("sup.contested").count() == 1
    watched.check()


def test_a_contest_from_another_site_is_refused(browser: Browser, hostile: Site) -> None:
    opened, _ = open_watched(browser, hostile)
    answer = opened.request.post("/contest", headers={"Origin": "http://evil.example"}, form={"why": "x", "by": "y"})
    assert answer.status == 403


@pytest.mark.parametrize("name", ["matrix", "network", "policy", "adopters"])
def test_nothing_runs_in_a_single_file(browser: Browser, hostile: Site, tmp_path: Path, name: str) -> None:
    given = {"policy": ["川办发〔2021〕7号"], "measure": ["双向转诊"]} if name in ("policy", "adopters") else {}
    target = tmp_path / f"{name}.html"
    target.write_bytes(still_file(hostile.space, name, given, ".html", "zh"))
    opened = browser.new_page()
    watched = Watched(opened)
    opened.goto(target.as_uri())
    opened.wait_for_load_state("networkidle")
    watched.check()


def test_no_cell_of_a_csv_is_a_formula(hostile: Site, tmp_path: Path) -> None:
    write_csv(hostile.space.reader, tmp_path / "graph.zip")
    archive = zipfile.ZipFile(tmp_path / "graph.zip")
    cells = [
        cell
        for name in archive.namelist()
        for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig")))
        for cell in row
    ]
    assert any("HYPERLINK" in cell for cell in cells)
    numbers = [c for c in cells if c.startswith(("=", "+", "-", "@")) and not c.lstrip("+-").replace(".", "").isdigit()]
    assert numbers == []
    assert rows_to_csv([{"a": FORMULA}], ["a"]).splitlines()[1].startswith("\"'=")


def test_graph_files_are_well_formed(hostile: Site, tmp_path: Path) -> None:
    write_graphml(hostile.space.reader, tmp_path / "g.graphml")
    write_gexf(hostile.space.reader, tmp_path / "g.gexf")
    for name in ("g.graphml", "g.gexf"):
        etree.parse(tmp_path / name, etree.XMLParser(resolve_entities=False))
