"""Instances of catalogue measures, with people's decisions applied; review and agreement."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.agreement import agreements, cohen_kappa
from graph.decisions import Decision, append, read_decisions
from graph.errors import UsageError
from graph.ids import clause_hash
from loaders.measures.catalogue import load_catalogue, read_catalogue
from loaders.measures.instances import instances
from loaders.measures.matches import MatchFile, matches
from loaders.measures.review import find_candidate, judgement, orphans, review_queue
from loaders.records import RecordFolder
from tests.loaders.measures.making import make_record

CATALOGUE = load_catalogue()
CARE = make_record("建立老年慢性病用药长期处方制度。", "鼓励养老机构与医院签订合作协议，探索建立长期护理保险制度。")
PRESCRIPTION, INSURANCE = "yiyang.long-prescription", "yiyang.ltc-insurance"


def ids(record=CARE, home: Path | None = None) -> dict[str, str]:  # type: ignore[no-untyped-def]
    decisions = [read_decisions(home)] if home else []
    return {i.measure_id: i.state for i in instances(record, CATALOGUE, *decisions)}


def test_instances_point_into_the_text_and_say_why() -> None:
    found = instances(CARE, CATALOGUE)
    assert ids()[PRESCRIPTION] == "adopted"
    assert ids()[INSURANCE] == "adopted_modified"
    for instance in found:
        assert CARE.text[instance.span[0] : instance.span[1]] == instance.quote
        assert instance.why
        assert instance.rule
        assert 0.6 < instance.score <= 1.0


def test_a_measure_stays_in_its_field() -> None:
    farm = make_record("农产品批发市场享受税收优惠政策。", domain="agriculture")
    town = make_record("对社区养老服务机构落实税收优惠政策。", domain="fiscal")
    assert "yiyang.tax-relief" not in ids(farm)
    assert "yiyang.tax-relief" in ids(town)


def test_a_rejected_instance_stays_out_and_an_accepted_one_comes_in(tmp_path: Path) -> None:
    quote = next(i.quote for i in instances(CARE, CATALOGUE) if i.measure_id == PRESCRIPTION)
    key = {"document_id": CARE.id, "clause_hash": clause_hash(quote)}
    rejected = append(tmp_path, Decision("li", "reject", PRESCRIPTION, **key))
    append(tmp_path, Decision("li", "accept", "yiyang.home-bed", value="adopted_modified", **key))
    found = ids(home=tmp_path)
    assert PRESCRIPTION not in found
    assert found["yiyang.home-bed"] == "adopted_modified"
    append(tmp_path, Decision("li", "undo", value=rejected.id))
    assert PRESCRIPTION in ids(home=tmp_path)


def test_split_moves_merge_joins_and_contest_marks(tmp_path: Path) -> None:
    quote = next(i.quote for i in instances(CARE, CATALOGUE) if i.measure_id == PRESCRIPTION)
    key = {"document_id": CARE.id, "clause_hash": clause_hash(quote)}
    append(tmp_path, Decision("li", "contest", PRESCRIPTION, **key))
    marked = [i for i in instances(CARE, CATALOGUE, read_decisions(tmp_path)) if i.measure_id == PRESCRIPTION]
    assert [i.reviewed for i in marked] == ["contested"]
    append(tmp_path, Decision("li", "split", PRESCRIPTION, value="yiyang.chronic-disease", **key))
    found = ids(home=tmp_path)
    assert PRESCRIPTION not in found
    assert "yiyang.chronic-disease" in found
    append(tmp_path, Decision("li", "merge", INSURANCE, value="yiyang.commercial-ltc"))
    found = ids(home=tmp_path)
    assert INSURANCE not in found
    assert "yiyang.commercial-ltc" in found


def test_the_queue_shows_contested_then_uncertain_and_forgets_what_was_judged(tmp_path: Path) -> None:
    found = matches(CARE, CATALOGUE)

    def queue(**more: str) -> list[tuple[str, str]]:
        return [(m.clause_hash, m.measure_id) for m in review_queue(found, read_decisions(tmp_path), **more)]

    first = queue()
    assert {measure for _, measure in first} >= {PRESCRIPTION, INSURANCE}
    match = next(m for m in found if (m.clause_hash, m.measure_id) == first[-1])
    last = find_candidate(CARE, CATALOGUE, read_decisions(tmp_path), match.span, match.measure_id)
    assert last is not None
    append(tmp_path, judgement(last, "contest", "visitor", CATALOGUE))
    assert queue()[0] == first[-1]
    append(tmp_path, judgement(last, "accept", "li", CATALOGUE))
    assert first[-1] not in queue()
    assert sorted(queue(by="wang")) == sorted(first)
    assert {measure for _, measure in queue(by="wang", measure=INSURANCE)} == {INSURANCE}


def test_matches_are_kept_until_the_record_changes(tmp_path: Path) -> None:
    RecordFolder(tmp_path).write(CARE)
    first = list(MatchFile(tmp_path, CATALOGUE).all())
    assert first == list(matches(CARE, CATALOGUE))
    kept = next((tmp_path / "graph").glob("matches-*.json"))
    before = kept.stat().st_mtime_ns
    kept.write_bytes(kept.read_bytes().replace(b"[[5,", b"[[4,", 1))  # what is kept is used, not found anew
    again = MatchFile(tmp_path, CATALOGUE)
    assert list(again.all()) != first
    kept.write_bytes(b"{torn")
    assert list(MatchFile(tmp_path, CATALOGUE).all()) == first
    assert kept.stat().st_mtime_ns > before
    RecordFolder(tmp_path).delete([CARE.id])
    assert list(again.all()) == []


def test_a_candidate_is_found_by_its_place(tmp_path: Path) -> None:
    instance = next(i for i in instances(CARE, CATALOGUE) if i.measure_id == PRESCRIPTION)
    candidate = find_candidate(CARE, CATALOGUE, read_decisions(tmp_path), instance.span, PRESCRIPTION)
    assert candidate is not None
    assert candidate.quote == instance.quote
    with pytest.raises(UsageError):
        judgement(candidate, "split", "li", CATALOGUE, value="no.such")


def test_decisions_about_clauses_that_have_gone_are_listed(tmp_path: Path) -> None:
    written = append(tmp_path, Decision("li", "accept", INSURANCE, document_id="gone", clause_hash="0" * 16))
    assert orphans([CARE], read_decisions(tmp_path)) == (written,)


def test_two_coders_and_their_kappa(tmp_path: Path) -> None:
    labels = [("accept", "accept")] * 4 + [("reject", "reject")] * 4 + [("accept", "reject"), ("reject", "accept")]
    for number, (first, second) in enumerate(labels):
        key = {"document_id": "d", "clause_hash": f"c{number}"}
        append(tmp_path, Decision("li", first, INSURANCE, **key))
        append(tmp_path, Decision("wang", second, INSURANCE, **key))
    [result] = agreements(read_decisions(tmp_path))
    assert (result.both, result.agreed, result.kappa) == (10, 0.8, 0.6)
    assert cohen_kappa([("accept", "accept")]) is None
    assert cohen_kappa([]) is None


def test_a_measure_known_by_name_only_is_found_like_a_phrase() -> None:
    own = """
domain: parks
measures:
- {id: parks.lift, name: 老旧小区加装电梯}
- {id: parks.no, name: 垃圾分类, proposed: true}
"""
    catalogue = read_catalogue([("own", own)])
    assert [m.id for m in catalogue.measures] == ["parks.lift"]
    record = make_record("推进垃圾分类，支持老旧小区既有住宅增设电梯。", domain="parks")
    assert [(i.measure_id, i.method) for i in instances(record, catalogue)] == [("parks.lift", "name")]
