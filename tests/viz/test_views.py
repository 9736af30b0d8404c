"""View models without any page: matrix, marks, layout, cells, messages."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.cells import guarded, rows_to_csv
from viz.holdings import glance
from viz.layout import places
from viz.marked import Mark, pieces
from viz.matrix import matrix_view
from viz.messages import messages
from viz.network_view import network_view, pairs_of_tasks
from viz.policy_view import amount
from viz.svg.tilegrid import Tile, tile_grid
from viz.svg.tilegrid import places as tile_places
from viz.text import chinese_date


def row(measure: str, region: str, state: str, **fields: str) -> dict:
    base = {
        "measure_id": measure, "measure_name": measure, "region_code": region, "region_name": region,
        "level": "province", "state": state, "basis": "text", "first_on": "", "policy_id": "",
        "evidence_id": "", "quote": "",
    }  # fmt: skip
    return base | fields


def test_messages_have_the_same_keys_and_placeholders_in_both_languages() -> None:
    zh, en = messages("zh"), messages("en")
    assert zh.keys() == en.keys()
    for key in zh:
        assert isinstance(zh[key], str), key
        names = [{p.split("}")[0] for p in text.split("{")[1:]} for text in (zh[key], en[key])]
        assert names[0] == names[1], key


def test_a_matrix_is_ordered_by_adoptions_or_likeness() -> None:
    rows = [
        row("a", "1", "adopted"), row("a", "2", "absent"), row("a", "3", "absent"),
        row("b", "1", "adopted"), row("b", "2", "adopted"), row("b", "3", "adopted_modified"),
        row("c", "1", "adopted"), row("c", "2", "absent"), row("c", "3", "not_observable"),
    ]  # fmt: skip
    assert [m.id for m in matrix_view(rows).measures] == ["a", "b", "c"]
    assert [(m.id, m.adopted) for m in matrix_view(rows, order="adopted").measures] == [("b", 3), ("a", 1), ("c", 1)]
    assert [m.id for m in matrix_view(rows, order="similar").measures] == ["b", "a", "c"]


def test_a_large_matrix_is_sent_by_pages_that_miss_nothing() -> None:
    rows = [row(f"m{m}", f"r{r}", "absent") for r in range(95) for m in range(60)]
    view = matrix_view(rows)
    first, pages = view.page(1, 1200)
    assert (len(first.regions), pages.count, pages.total) == (20, 5, 95)
    shown = [r.id for n in range(1, 6) for r in view.page(n, 1200)[0].regions]
    assert shown == [r.id for r in view.regions]
    assert view.page(99, 1200)[1].number == 5


def test_holdings_at_a_glance_count_domains_by_years() -> None:
    rows = [
        {"domain": "b", "year": 2019, "policies": 2, "reports": 1},
        {"domain": "b", "year": 2019, "policies": 1, "reports": 0},
        {"domain": None, "year": None, "policies": 1, "reports": 0},
    ]
    seen = glance(rows, ["a", "b"])
    assert (seen.domains, seen.years, seen.counts["b", 2019]) == (("b", None), (2019, None), 4)
    assert (seen.step("b", 2019), seen.step(None, None), seen.step("b", None)) == (4, 1, 0)


def test_the_year_filter_keeps_regions_that_first_adopted_then() -> None:
    rows = [row("a", "1", "adopted", first_on="2016-03-30"), row("a", "2", "adopted", first_on="2017-07-28")]
    assert [r.id for r in matrix_view(rows, year="2017").regions] == ["2"]


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=12))
def test_pieces_give_back_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        Mark(min(a, b), min(max(a, b), len(text)), "task", f"t{n}")
        for n, (a, b) in enumerate(spans)
        if min(a, b) < min(max(a, b), len(text))
    ]
    found = pieces(text, marks)
    assert "".join(p.text for p in found) == text
    for mark in marks:
        assert "".join(p.text for p in found if mark.id in p.ids) == text[mark.start : mark.end]
    assert all(a.start < b.start for a, b in pairwise(found))


def test_layout_is_the_same_each_time_and_keeps_parts_apart() -> None:
    nodes = tuple("abcdefg")
    edges = (("a", "b", 1), ("b", "c", 2), ("d", "e", 1))
    first = places(nodes, edges)
    assert first == places(nodes, edges)
    assert len(set(first.values())) == len(nodes)


def test_a_large_network_shows_the_top_and_counts_the_rest() -> None:
    pairs = [
        {"lead_id": f"l{i}", "lead_name": f"l{i}", "partner_id": f"p{i}", "partner_name": f"p{i}",
         "relation": "cooperate", "tasks": i + 1, "policies": 1, "example_evidence_id": "e"}
        for i in range(200)
    ]  # fmt: skip
    view = network_view(pairs, limit=150)
    assert (len(view.nodes), view.total, view.left_out) == (150, 400, 250)
    assert view.nodes[0].id in ("l199", "p199")
    ego = network_view(pairs, ego="l5")
    assert {n.id for n in ego.nodes} == {"l5", "p5"}


def test_pairs_of_tasks_are_those_of_co_responsibility() -> None:
    rows = [{"leads": ["甲"], "cooperates": ["乙"], "joint": ["丙", "丁"], "evidence_id": "d:1-2"}]
    got = {(p["lead_id"], p["partner_id"], p["relation"]) for p in pairs_of_tasks(rows)}
    peers = {frozenset((a, b)) for a, b, relation in got if relation == "peers"}
    assert got - {(a, b, "peers") for a in "丙丁" for b in "丙丁"} == {
        ("甲", "乙", "cooperate"), ("甲", "丙", "joint"), ("甲", "丁", "joint"),
    }  # fmt: skip
    assert peers == {frozenset("丙丁")}


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx"])
def test_formulas_are_guarded(text: str) -> None:
    assert guarded(text).startswith("'")
    assert guarded(-3) == "-3"
    assert rows_to_csv([{"a": text}], ["a"], bom=True).startswith("\ufeffa\r\n")


def test_objects_in_a_csv_cell_are_json() -> None:
    steps = [{"op": "replace", "a": "深化", "b": '动"中'}]
    read = list(csv.reader(io.StringIO(rows_to_csv([{"edit": steps, "names": ["甲", "乙"]}], ["edit", "names"]))))
    assert json.loads(read[1][0]) == steps
    assert read[1][1] == "甲; 乙"


def test_dates_are_written_as_chinese_documents_write_them() -> None:
    assert chinese_date("2020-04-23") == "2020年4月23日"
    assert chinese_date("2019-11") == "2019年11月"
    assert chinese_date(None) == ""


def test_the_tile_grid_has_the_34_provincial_units_each_in_its_own_place() -> None:
    known = tile_places()
    assert len(known) == 34
    assert len({(c, r) for c, r, _ in known.values()}) == 34
    assert {"710000", "810000", "820000"} <= known.keys()
    svg = tile_grid({"220000": Tile("<b>", title='"><script>')}, "t", "示意图")
    assert "<script>" not in svg
    assert "示意图" in svg


def test_amounts_read_as_documents_say_them() -> None:
    from graph.record import Target

    target = Target("g", None, "p", (0, 1), "x", "r", "护理型床位占比", ">=", 55.0, "%")
    assert amount(target) == "≥ 55 %"
