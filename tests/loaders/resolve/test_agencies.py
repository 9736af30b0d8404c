"""Mentions of bodies → full official names; the laws of the lexicons; no merges across levels or regions."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ids import agency_id
from loaders.lexicon import load
from loaders.resolve.agency_lexicon import CLASSES, Form, entries, find, index
from loaders.resolve.facts import agency_facts, entry_of, lineage
from loaders.resolve.functions import functions, functions_of
from loaders.resolve.mention import read
from loaders.resolve.naming import full_name, region_class, usual_form
from loaders.resolve.reading import clean
from loaders.resolve.regions import region_book

CASES: list[list[Any]] = yaml.safe_load((Path(__file__).parent / "cases/agencies.yaml").read_text("utf-8"))["cases"]
RAW: list[dict[str, Any]] = load("agencies.yaml")["agencies"]
CLASS_OF = {"province": "p", "municipality": "m", "prefecture": "c", "county": "x"}
BOOK = region_book()


@pytest.mark.parametrize(("written", "home", "month", "kind", "name", "level"), CASES)
def test_cases(
    written: str, home: str | None, month: str | None, kind: str, name: str | None, level: str | None
) -> None:
    reading = read(written, home, month)
    assert (reading.kind, reading.name, reading.level) == (kind, name, level)
    if kind in ("body", "collective"):
        assert reading.id == agency_id(str(reading.region), str(name))


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


def test_the_prefix_of_a_list_belongs_to_all() -> None:
    first = read("省民政厅", "411700", "2017-07")
    assert first.prefix == "410000"
    assert read("财政厅", "411700", "2017-07", first.prefix).name == "河南省财政厅"
    assert read("财政局", "411700", "2017-07").name == "驻马店市财政局"


def test_a_vertical_body_lends_no_prefix() -> None:
    assert read("人民银行长春中心支行", "220000", "2020-01").prefix is None


def test_two_eras_without_a_date_are_candidates() -> None:
    reading = read("市金融办", "430600", None)
    assert reading.kind == "unresolved"
    assert len(reading.candidates) == 2


@pytest.mark.parametrize(
    ("month", "name"),
    [("2017-05", "岳阳市金融工作办公室"), ("2024-05", "中共岳阳市委金融委员会办公室")],
)
def test_the_date_decides_between_eras(month: str, name: str) -> None:
    assert read("市金融办", "430600", month).name == name


def test_ambiguous_regions_are_candidates() -> None:
    reading = read("朝阳区民政局", None, "2020-01")
    assert reading.kind == "unresolved"
    assert set(reading.candidates) == {"110105:北京市朝阳区民政局", "220104:长春市朝阳区民政局"}
    assert read("朝阳区民政局", "110000", "2020-01").name == "北京市朝阳区民政局"
    assert read("朝阳区民政局", "220100", "2020-01").name == "长春市朝阳区民政局"


# ── laws of the lexicons ──────────────────────────────────────────────────────────────────────────────────────────────


def test_ids_are_unique() -> None:
    ids = [r["id"] for r in RAW]
    assert len(ids) == len(set(ids)) > 200


def test_functions_exist_and_are_named() -> None:
    known = functions()
    assert len(known) >= 60
    assert len({f.name for f in known.values()}) == len({f.name_en for f in known.values()}) == len(known)
    assert {f for r in RAW for f in r["fn"]} <= set(known)
    words = [w for f in load("functions.yaml")["functions"] for w in f["words"]]
    assert len(words) == len(set(words))


def test_what_moved_is_told_by_words_of_its_own() -> None:
    """A matter belongs to a function that moved, one word to one heir; what is said of anything would tell nothing."""
    moved = [r for r in load("reforms.yaml")["reforms"] if r.get("matter")]
    assert len(moved) > 10
    assert all(r["function"] for r in moved)
    assert not {w for r in moved for w in r["matter"]} & {"就业", "养老", "医疗", "健康", "规划", "农村"}
    given = {(r["from"], w): r["to"] for r in moved for w in r["matter"]}
    assert len(given) == sum(len(r["matter"]) for r in moved)
    assert given["human_resources", "医保"] == given["civil_affairs", "医疗救助"] == "medical_insurance"
    assert ("civil_affairs", "医保") not in given


def test_every_entry_performs_a_function() -> None:
    assert [r["id"] for r in RAW if not r["fn"]] == []


def overlap(a: Form, b: Form) -> bool:
    return (not a.until or not b.since or b.since <= a.until) and (not b.until or not a.since or a.since <= b.until)


def test_no_written_form_is_claimed_twice_at_one_level_and_time() -> None:
    clashes = [
        (cls, written, a.entry.id, b.entry.id)
        for cls, table in index().items()
        for written, forms in table.items()
        for a, b in combinations([f for f in forms if f.exact], 2)
        if a.full != b.full and overlap(a, b)
    ]
    assert clashes == []


EXAMPLES = [(r["id"], *example) for r in RAW for example in r.get("examples", ())]
COUNTER = [(r["id"], written) for r in RAW for written in r.get("not", ())]


@pytest.mark.parametrize(("entry", "written", "level", "year", "tail"), EXAMPLES)
def test_examples_resolve_to_their_entry(entry: str, written: str, level: str, year: str, tail: str) -> None:
    forms = find(written, CLASS_OF[level], f"{year}-06")
    assert [f.entry.id for f in forms] == [entry]
    region = {"province": "220000", "municipality": "110000", "prefecture": "411700", "county": "511325"}[level]
    unit = BOOK.get(region)
    assert unit is not None
    name = full_name(forms[0], unit, written, f"{year}-06")
    assert tail in name or name.endswith(("监管分局", "监管局", tail))


@pytest.mark.parametrize(("entry", "written"), COUNTER)
def test_counter_examples_do_not(entry: str, written: str) -> None:
    assert all(f.entry.id != entry for cls in CLASSES for f in find(written, cls, None))


def test_reforms_name_entries_functions_and_sources() -> None:
    data = load("reforms.yaml")
    known = entries()
    for reform in data["reforms"]:
        assert reform["from"] in known
        assert reform["to"] in known
        assert reform["source"] in data["sources"]
        assert reform["function"] is None or reform["function"] in functions()
        assert not known[reform["to"]].until or reform["since"] <= known[reform["to"]].until


def test_chains_of_reforms_end() -> None:
    after: dict[str, set[str]] = {}
    for reform in load("reforms.yaml")["reforms"]:
        after.setdefault(reform["from"], set()).add(reform["to"])
    for start in after:
        seen, todo = set(), {start}
        while todo:
            seen |= todo
            todo = {t for s in todo for t in after.get(s, ())}
            assert start not in todo


# ── identity ──────────────────────────────────────────────────────────────────────────────────────────────────────────

HOMES = [u.id for u in BOOK.all() if not u.zone and u.level != "national" and not u.valid_to]
STEMS = sorted({(r["id"], form) for r in RAW for form in r.get("stems", ())})


def test_a_written_full_name_stays_as_it_is() -> None:
    for name in (
        "中国国际贸易促进委员会吉林省委员会",
        "国家税务总局吉林省税务局",
        "吉林省民政厅",
        "中共吉林省委宣传部",
    ):
        assert read(name, "220000", "2021-06").name == name


def test_a_full_name_reads_back_to_its_entry() -> None:
    lost = []
    for home in ("220000", "110000", "411700", "511325", "110107"):
        region = BOOK.get(home)
        assert region is not None
        for entry in entries().values():
            form = usual_form(entry, region)
            if form is None or entry.until or entry.since > "2023":
                continue
            name = full_name(form, region, "", "2021-06")
            found = entry_of(name, home)
            if found is None or found.functions != entry.functions or read(name, home, "2021-06").name != name:
                lost.append((home, entry.id, name, found.id if found else None))
    assert lost == []


@given(
    st.sampled_from(HOMES),
    st.sampled_from(HOMES),
    st.sampled_from(STEMS),
    st.sampled_from(["局", "委", "厅", "办", ""]),
)
@settings(max_examples=300, deadline=None)
def test_no_merge_across_regions_or_levels(one: str, two: str, stem: tuple[str, str], suffix: str) -> None:
    a = read(stem[1] + suffix, one, "2020-06")
    b = read(stem[1] + suffix, two, "2020-06")
    if a.kind == "body" and b.kind == "body" and a.id == b.id:
        assert (a.region, a.level) == (b.region, b.level)
        assert one == two or a.level == "national"
    for reading in (a, b):
        if reading.kind == "body":
            unit = BOOK.get(reading.region)
            assert unit is not None
            assert reading.level == unit.level


@given(st.text(max_size=80), st.sampled_from([*HOMES[:40], None]))
@settings(max_examples=200, deadline=None)
def test_any_string_is_read(text: str, home: str | None) -> None:
    reading = read(text, home, "2020-06")
    assert reading.kind in ("body", "collective", "generic", "unresolved")
    assert reading.kind != "body" or reading.name


def test_hostile_strings_are_fast() -> None:
    for text in ("市" * 60, "局委办" * 20, "（" * 59 + "局", "驻马店" * 20):
        assert read(text, "411700", None).kind in ("unresolved", "body", "generic", "collective")


def test_clean() -> None:
    assert clean(" 市 民政局、") == "市民政局"
    assert clean("市公安局依据各自职责分别") == "市公安局"
    assert clean("等") == "等"


# ── facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_facts_of_a_body() -> None:
    name = "驻马店市卫生和计划生育委员会"
    facts = agency_facts(agency_id("411700", name), name, "body", "prefecture")
    assert (facts.region_id, facts.level, facts.valid_from, facts.valid_to) == (
        "411700",
        "prefecture",
        "2013-03",
        "2018-12",
    )
    assert facts.functions[0] == "health"
    assert {(s.name, s.function) for s in facts.succeeded_by} == {
        ("驻马店市卫生健康委员会", "health"),
        ("驻马店市医疗保障局", "medical_insurance"),
    }
    assert all(s.agency_id.startswith("411700:") and s.source and s.since >= "2018" for s in facts.succeeded_by)


def test_bodies_of_two_eras_and_levels_share_their_line() -> None:
    lines = {lineage("驻马店市卫生和计划生育委员会", "411700"), lineage("吉林省卫生健康委员会", "220000")}
    lines |= {lineage("西充县卫生健康局", "511325"), lineage("国家卫生健康委员会", "000000")}
    assert lines == {"health"}


def test_generic_departments_have_a_line() -> None:
    assert agency_facts("0123456789abcdef?民政部门", "民政部门", "generic", "county").functions == ("civil_affairs",)
    assert functions_of("市场监管部门") == ("market",)
    assert functions_of("有关部门") == ()


def test_banking_supervision_in_three_eras() -> None:
    names = [read("市银监局", "411700", "2016-05").name, read("银保监分局", "411700", "2020-05").name]
    names.append(read("金融监管分局", "411700", "2024-05").name)
    assert names == [
        "中国银行业监督管理委员会驻马店监管分局",
        "中国银行保险监督管理委员会驻马店监管分局",
        "国家金融监督管理总局驻马店监管分局",
    ]
    facts = agency_facts(agency_id("411700", str(names[0])), str(names[0]))
    assert [s.name for s in facts.succeeded_by] == [names[1]]


def test_region_class() -> None:
    regions = [BOOK.get(c) for c in ("000000", "110000", "220000", "411700", "511325")]
    assert [region_class(r) for r in regions if r] == ["n", "m", "p", "c", "x"]


# ── every place ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_body_named_with_its_place_is_of_that_place() -> None:
    """Every county and prefecture of today, named by its full name in a document of the level above."""
    wrong = []
    for unit in BOOK.all():
        if unit.zone or unit.valid_to or unit.level not in ("county", "prefecture"):
            continue
        for written in (unit.name + "民政局", unit.name + "人民政府"):
            reading = read(written, unit.parent, "2024-06")
            if (reading.kind, reading.region, reading.level) != ("body", unit.id, unit.level):
                wrong.append((unit.path, written, reading.kind, reading.name))
    assert wrong == []


def test_bodies_of_two_places_have_two_names() -> None:
    """Beside the ids, which hold the region: the names of governments and bureaus tell districts of one name apart."""
    seen: dict[str, str] = {}
    for unit in BOOK.all():
        if unit.zone or unit.valid_to or unit.level == "national":
            continue
        for written in ("人民政府", "财政局", "税务局"):
            reading = read(written, unit.id, "2024-06")
            name = str(reading.name)
            assert seen.setdefault(name, str(reading.region)) == reading.region, name
