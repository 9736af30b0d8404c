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
from loaders.measures.review import find_candidate, judgement, orphans, review_queue
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
    queue = review_queue([CARE], CATALOGUE, read_decisions(tmp_path))
    assert {c.measure_id for c in queue} >= {PRESCRIPTION, INSURANCE}
    last = queue[-1]
    append(tmp_path, judgement(last, "contest", "visitor", CATALOGUE))
    assert review_queue([CARE], CATALOGUE, read_decisions(tmp_path))[0].clause_hash == last.clause_hash
    append(tmp_path, judgement(last, "accept", "li", CATALOGUE))
    left = review_queue([CARE], CATALOGUE, read_decisions(tmp_path))
    assert (last.clause_hash, last.measure_id) not in {(c.clause_hash, c.measure_id) for c in left}
    mine = review_queue([CARE], CATALOGUE, read_decisions(tmp_path), by="wang")
    assert len(mine) == len(queue)
    only = review_queue([CARE], CATALOGUE, read_decisions(tmp_path), by="wang", measure=INSURANCE)
    assert {c.measure_id for c in only} == {INSURANCE}


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
