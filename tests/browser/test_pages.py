"""Every page and embed in a real browser over a real graph: no error, no outside request, accessible, two clicks."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from api.still import still_file
from graph.decisions import read_decisions
from tests.browser.conftest import Site
from tests.browser.watching import Watched

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
POLICY = quote("驻政办〔2017〕87号")
MEASURE = quote("家庭医生签约服务")
PAGES = {
    "overview": "/",
    "matrix": "/matrix",
    "matrix-sorted": "/matrix?order=similar&levels=prefecture",
    "adopters": f"/adopters?measure={MEASURE}",
    "phrase": f"/adopters?measure={quote('为老年人免费体检')}",
    "cell": f"/cell?measure={MEASURE}&region=220000",
    "compare": "/compare?regions=220000&regions=230000",
    "shared": f"/tasks?lead={quote('吉林省卫生健康委员会')}&partner={quote('吉林省民政厅')}",
    "compare-form": "/compare",
    "cell-absent": f"/cell?measure={quote('就医绿色通道')}&region=220000",
    "network": "/network",
    "network-policy": f"/network?policy={POLICY}",
    "network-function": "/network?by=function",
    "policy": f"/policies/{POLICY}",
    "policy-cited": f"/policies/{quote('国办发〔2015〕84号')}",
    "agency": f"/agencies/{quote('吉林省民政厅')}",
    "region": "/regions/220000",
    "holdings": "/holdings",
    "policies": "/policies?q=" + quote("意见"),
    "agencies": "/agencies",
    "regions": "/regions",
    "evidence": "/evidence/55580a847e18cba8:10393-10436",
    "review": "/review?by=tester",
    "docs": "/docs",
}
EMBEDS = {
    "matrix": "/embed/matrix?levels=province",
    "network": "/embed/network",
    "policy": f"/embed/policy/{POLICY}",
    "adopters": f"/embed/adopters?measure={MEASURE}",
}


SIZES = ((1280, 900), (375, 800), (2560, 1300))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [n for n in PAGES if n != "docs"])
def test_pages_open_fit_and_are_accessible(page: Page, name: str, lang: str) -> None:
    joint = "&" if "?" in PAGES[name] else "?"
    answer = page.goto(f"{PAGES[name]}{joint}lang={lang}", wait_until="load")
    assert answer is not None
    assert answer.status == 200
    assert page.title()
    page.evaluate(AXE)  # not a script element: the page's policy would refuse one
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found["violations"]]
    assert said == [], json.dumps(said, ensure_ascii=False, indent=1)
    for width, height in SIZES[1:]:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_documentation_opens_offline(page: Page) -> None:
    page.goto("/docs", wait_until="networkidle")
    page.locator(".opblock").first.wait_for()


@pytest.mark.parametrize("name", EMBEDS)
def test_embeds_have_no_chrome_and_may_be_framed(page: Page, name: str) -> None:
    answer = page.goto(EMBEDS[name], wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert page.locator("header.site").count() == 0
    assert int(page.locator("html").get_attribute("data-height") or 0) > 100


def test_from_the_overview_to_the_evidence_of_one_adoption_in_two_clicks(page: Page) -> None:
    page.goto("/")
    page.locator(".cards h3 a").first.click()
    page.locator("tbody a[href^='/evidence/']").first.click()
    page.wait_for_url("**/evidence/**")
    shown = page.locator("blockquote mark").inner_text()
    where = page.url.split("/evidence/")[1].split("?")[0]
    told = page.request.get(f"/v1/evidence/{where}").json()
    assert shown.split() == told["quote"].split()


def test_a_question_typed_is_a_question_answered(page: Page) -> None:
    page.goto("/")
    page.fill("#ask", "双向转诊")
    page.keyboard.press("Enter")
    page.wait_for_url("**/adopters?**")
    assert "双向转诊" in page.locator("h1").inner_text()
    assert page.locator("tbody tr").count() >= 5


def test_a_cell_of_the_matrix_opens_its_clause(page: Page) -> None:
    page.goto("/matrix")
    page.locator("td.state.adopted a").first.click()
    page.wait_for_url("**/cell?**")
    assert page.locator("blockquote mark").count() >= 1


def test_two_regions_are_compared_word_by_word(page: Page) -> None:
    page.goto("/regions/220000")
    page.fill("form[action='/compare'] input[list]", "黑龙江省")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?**")
    row = page.locator("tr", has_text="面向养老机构的远程医疗").first
    clauses = row.locator("td")
    assert row.locator("ins").count() >= 1
    assert row.locator("del").count() >= 1
    assert clauses.nth(0).locator("ins").count() == 0
    where = (
        (row.locator("a[href^='/evidence/']").first.get_attribute("href") or "").split("/evidence/")[1].split("?")[0]
    )
    quote_told = page.request.get(f"/v1/evidence/{where}").json()["quote"]
    assert "".join(quote_told.split()) in "".join(clauses.nth(0).inner_text().split())


def test_click_a_task_see_the_words_and_back(page: Page) -> None:
    page.goto(f"/policies/{POLICY}")
    row = page.locator(".task", has_text="双向转诊").or_(page.locator(".task", has_text="转诊")).first
    row.locator("a.number").click()
    chosen = page.locator("mark.chosen").first
    assert chosen.is_visible()
    page.locator('.source mark[data-for="t5"]').first.click()
    assert "chosen" in (page.locator("#t5").get_attribute("class") or "")


def test_the_network_is_walked_by_keyboard(page: Page) -> None:
    page.goto("/network", wait_until="networkidle")
    page.locator("html[data-network-ready]").wait_for(state="attached")
    page.locator("#network-canvas").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#network-panel h3").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("#network-panel h3").inner_text() != first
    assert page.locator("#network-panel a[href^='/evidence/']").count() >= 1


def test_an_edge_of_the_network_opens_exactly_its_tasks(page: Page) -> None:
    page.goto("/network?region=220000&subtree=true")
    link = page.locator("tbody a[href^='/tasks?']").first
    told = int(link.inner_text())
    link.click()
    page.wait_for_url("**/tasks?**")
    assert page.locator("tbody tr").count() == told


def test_the_words_of_an_edge_lead_to_its_tasks_by_mouse(page: Page) -> None:
    page.goto("/network", wait_until="networkidle")
    page.locator("html[data-network-ready]").wait_for(state="attached")
    page.wait_for_timeout(300)
    spot = page.evaluate(
        """() => { const n = tiaokuaiNetwork.network, e = n.body.data.edges.get()[0];
        const p = n.getPositions([e.from, e.to]), a = p[e.from], b = p[e.to];
        return n.canvasToDOM({x: (a.x + b.x) / 2, y: (a.y + b.y) / 2}); }"""
    )
    page.locator("#network-canvas").click(position=spot)
    page.locator("#network-panel a[href^='/tasks?']").first.wait_for()


def test_a_role_is_contested_at_its_words_and_marked_at_once(page: Page, site: Site) -> None:
    page.goto(f"/policies/{POLICY}")
    link = page.locator(".roles a[data-contest]").first
    place = link.get_attribute("data-contest")
    link.click()
    page.fill("#contest textarea", "不是牵头单位")
    page.fill("#contest input[name=by]", "tester")
    page.locator("#contest button").click()
    page.wait_for_load_state("load")
    assert page.locator(f".roles a.contested[href*='{place}']").count() >= 1
    assert read_decisions(site.space.home).standing[-1].evidence == place
    (site.space.home / "decisions.ndjson").unlink()  # the site is shared with tests that count decisions


def test_labels_of_the_network_never_overlap(page: Page) -> None:
    page.goto("/network", wait_until="networkidle")
    page.locator("html[data-network-ready]").wait_for(state="attached")
    boxes = page.evaluate("tiaokuaiNetwork.boxes()")
    assert len(boxes) > 10
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert not (
                a["x"] < b["x"] + b["w"]
                and b["x"] < a["x"] + a["w"]
                and a["y"] < b["y"] + b["h"]
                and b["y"] < a["y"] + a["h"]
            )


def test_a_match_is_judged_and_taken_back_by_keys(page: Page, site: Site) -> None:
    page.goto("/review?by=coder", wait_until="load")
    first = page.locator(".review li:not([hidden])").get_attribute("data-evidence")
    page.keyboard.press("r")
    page.locator("#review-undo:not([disabled])").wait_for()
    assert page.locator(".review li:not([hidden])").get_attribute("data-evidence") != first
    page.keyboard.press("u")
    page.locator("#review-undo[disabled]").wait_for(state="attached")
    decided = read_decisions(site.space.home)
    assert [d.verb for d in decided.lines] == ["reject", "undo"]
    assert not decided.standing


def test_skipped_matches_come_again_only_at_the_end(page: Page) -> None:
    page.goto("/review?by=skipper", wait_until="load")
    first = page.locator(".review li").first.get_attribute("data-evidence")
    with page.expect_navigation(url="**skip=20**"):
        for _ in range(page.locator(".review li").count()):
            page.keyboard.press("s")
    assert page.locator(".review li").first.get_attribute("data-evidence") != first
    page.goto("/review?by=skipper&skip=99999", wait_until="load")
    assert page.locator(".review li").first.get_attribute("data-evidence") == first


def test_an_address_is_the_whole_state(page: Page) -> None:
    for address in ("/matrix?order=adopted&levels=province", "/network?region=220000&by=function&subtree=true"):
        first = page.request.get(address).text()
        assert page.request.get(address).text() == first


def test_an_unknown_name_is_answered_with_what_would_be_right(page: Page, site: Site) -> None:
    watched = Watched(page)
    watched.allowed.append("status of 4")
    answer = page.request.get("/regions/" + quote("吉林"), headers={"Accept": "text/html"})
    assert answer.status == 409
    assert "吉林省吉林市" in answer.text()


@pytest.mark.parametrize(
    ("name", "lang"), [("matrix", "zh"), ("network", "en"), ("policy", "zh"), ("adopters", "en"), ("holdings", "zh")]
)
def test_a_single_file_opens_from_disk(browser: Browser, site: Site, tmp_path: Path, name: str, lang: str) -> None:
    given = {"policy": ["驻政办〔2017〕87号"], "measure": ["双向转诊"]}
    target = tmp_path / f"{name}.html"
    wanted = {} if name in ("matrix", "network", "holdings") else given
    target.write_bytes(still_file(site.space, name, wanted, ".html", lang))
    opened = browser.new_page()
    watched = Watched(opened)
    opened.goto(target.as_uri())
    opened.wait_for_load_state("networkidle")
    if name == "network":
        opened.locator("html[data-network-ready]").wait_for(state="attached")
    assert opened.locator("h1").inner_text()
    assert opened.locator("a[href^='/']").count() == 0
    watched.check()
    opened.close()
    assert len(target.read_bytes()) < 700_000
