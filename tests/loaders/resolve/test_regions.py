"""The book of regions, and which region a document speaks for."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.record import Addressee, Header, Issuer, Record, SourceInfo
from loaders.resolve.doc_number import regions_of
from loaders.resolve.doc_region import document_region
from loaders.resolve.regions import LEVELS, NATION, RegionBook, region_book

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases/regions.yaml").read_text(encoding="utf-8"))
BOOK = region_book()


@pytest.mark.parametrize(("name", "as_of", "codes"), CASES["names"])
def test_names(name: str, as_of: str | None, codes: list[str]) -> None:
    assert sorted(r.id for r in BOOK.named(name, as_of)) == sorted(codes)


def record_of(case: dict[str, Any]) -> Record:
    header = Header(
        title=case.get("title"),
        notice_title=case.get("notice_title"),
        doc_number=case.get("doc_number"),
        is_policy=case.get("policy", True),
        issuers=tuple(Issuer(i) for i in case.get("issuers", ())),
        addressees=tuple(Addressee(a) for a in case.get("addressees", ())),
        issued_on=case.get("issued_on"),
    )
    return Record("0" * 16, header, SourceInfo("case.txt", "txt", "0" * 64, "utf-8"), case["text"])


@pytest.mark.parametrize("case", CASES["documents"], ids=lambda c: c["why"])
def test_documents(case: dict[str, Any]) -> None:
    verdict = document_region(record_of(case))
    assert verdict.ref.code == case["code"]
    if "name" in case:
        assert verdict.ref.name == case["name"]
    elif case["code"] is None:
        assert verdict.ref.name is None
        assert verdict.ref.basis == "none"
    if "level" in case:
        assert verdict.ref.level == case["level"]
    if "basis" in case:
        assert verdict.ref.basis == case["basis"]
    assert 0 <= verdict.ref.confidence <= 1


def test_evidence_span_points_at_the_name() -> None:
    text = "为促进我市发展，驻马店市民政局、驻马店市财政局负责。"
    verdict = document_region(record_of({"text": text}))
    assert verdict.span is not None
    assert text[slice(*verdict.span)] == "驻马店市"


def test_balance_gives_candidates() -> None:
    verdict = document_region(record_of({"policy": False, "text": "成都市和绵阳市签订协议。绵阳市与成都市互认。"}))
    assert verdict.ref.code is None
    assert {"510100", "510700"} <= set(verdict.ref.candidates)


def test_ids_are_unique_and_parents_exist() -> None:
    units = BOOK.all()
    assert len({u.id for u in units}) == len(units) > 3700
    for unit in units:
        assert unit.level in LEVELS
        assert unit.id == NATION or BOOK.get(unit.parent) is not None
        assert unit.code is None or unit.id == unit.code
        assert all(BOOK.get(s) is not None and s != unit.id for s in unit.successors)


def test_every_abolished_unit_has_a_successor() -> None:
    assert [u.id for u in BOOK.all() if u.valid_to and not u.successors] == []


def test_official_paths() -> None:
    paths = {c: BOOK.get(c).path for c in ("511300", "220200", "110107", "419001", "429021", "659001", "000000")}  # type: ignore[union-attr]
    assert paths == {
        "511300": "四川省南充市",
        "220200": "吉林省吉林市",
        "110107": "北京市石景山区",
        "419001": "河南省济源市",
        "429021": "湖北省神农架林区",
        "659001": "新疆维吾尔自治区石河子市",
        "000000": "全国",
    }
    assert all(BOOK.by_path(u.path) is u for u in BOOK.all() if not u.valid_to and not u.zone)


def test_levels() -> None:
    levels = {c: BOOK.get(c).level for c in ("110000", "110107", "522600", "152500", "210200", "419001", "810000")}  # type: ignore[union-attr]
    assert levels == {
        "110000": "province",
        "110107": "county",
        "522600": "prefecture",
        "152500": "prefecture",
        "210200": "prefecture",
        "419001": "county",
        "810000": "province",
    }


def test_zones_have_no_code_and_the_level_of_their_government() -> None:
    zones = [u for u in BOOK.all() if u.zone]
    assert len(zones) > 150
    for zone in zones:
        government = BOOK.get(zone.parent)
        assert government is not None
        assert (zone.code, zone.level) == (None, government.level)
        assert zone.id == f"{government.id}-{zone.short}"
        assert zone.path.startswith(government.path) or zone.path == "新疆生产建设兵团"


def test_tree_as_of_a_date() -> None:
    def names(parent: str, as_of: str | None) -> set[str]:
        return {c.name for c in BOOK.children(parent, as_of)}

    assert "莱芜市" in names("370000", "2017-05")
    assert "莱芜市" not in names("370000", "2020-05")
    assert "莱芜区" in names("370100", "2020-05")
    assert "萧山区" in names("330100", None)
    assert [p.id for p in BOOK.parents("511325")] == ["511300", "510000", "000000"]


def test_book_is_fast_to_load() -> None:
    start = time.process_time()
    book = region_book.__wrapped__()
    assert time.process_time() - start < 0.5  # 0.06 s on this machine when it is idle
    assert isinstance(book, RegionBook)


@pytest.mark.parametrize(
    ("number", "first"),
    [
        ("国办发〔2015〕84号", "000000"),
        ("人社部发〔2020〕11号", "000000"),
        ("吉政办发〔2019〕3号", "220000"),
        ("川办发[2018]78号", "510000"),
        ("驻政办（2017）87号", "411700"),
        ("京政发〔2011〕61号", "110000"),
        ("渝府办发〔2022〕3号", "500000"),
        ("潭政办发〔2022〕22号", "430300"),
        ("豫民文〔2020〕1号", "410000"),
        ("吉市政办发〔2020〕1号", "220200"),
        ("甬政办发〔2020〕1号", "330200"),
        ("延州政办发〔2020〕1号", "222400"),
        ("和行办发〔2020〕1号", "653200"),
        ("新兵办发〔2020〕1号", "650000-新疆生产建设兵团"),
        ("鄂民政发〔2020〕1号", "420000"),
        ("承市政办字〔2020〕1号", "130800"),
        ("郴政办发〔2020〕1号", "431000"),
    ],
)
def test_codes_of_numbers(number: str, first: str) -> None:
    assert regions_of(number)[0][0] == first


def test_all_provinces_have_a_code() -> None:
    signs = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘宁新"
    organ = {"沪": "府", "赣": "府", "粤": "府", "琼": "府", "渝": "府", "川": "府", "黔": "府"}
    found = {regions_of(f"{s}{organ.get(s, '政')}办发〔2020〕1号")[0][0] for s in signs}
    assert len(found) == 30
    assert regions_of("青政〔2020〕1号")[0] == ("630000", "370200")  # 青海 and 青岛: not guessed


def test_unknown_number_says_nothing() -> None:
    assert regions_of("第84号") == ((), 0.0)


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    verdict = document_region(record_of({"text": text}))
    assert verdict.span is None or 0 <= verdict.span[0] < verdict.span[1] <= len(text)
