"""Free phrases over the clause index."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.decisions import Decision, append, read_decisions
from graph.errors import StoreError
from graph.ids import clause_hash
from loaders.measures.catalogue import Catalogue, load_catalogue
from loaders.measures.index import ClauseIndex
from loaders.measures.phrases import PhraseMatcher
from tests.loaders.measures.making import make_record

CARE = make_record(
    "鼓励养老机构与周边医院建立双向转诊机制。",
    "与老年人家庭签订签约服务协议，为65岁以上老年人每年免费提供一次健康状况评估、体检。",
    "大力发展健康养老服务。",
    "养老机构可按规定申请开办康复医院，也可内设医务室或护理站。",
)
HOMES = make_record(
    "对购买新建商品住宅的，按契税总额的50%给予财政补助。",
    "全市范围内购买商品住房不再审核购房资格。",
    "探索开展商品住房以旧换新试点。",
    "提高首付比例，防范风险。",
    domain="housing",
)


def matcher(*records: object, catalogue: Catalogue | None = None) -> PhraseMatcher:
    return PhraseMatcher(ClauseIndex.build(records), catalogue)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("phrase", "quote"),
    [
        ("双向转诊", "双向转诊"),
        ("家庭医生签约服务", "签订签约服务协议"),
        ("为65岁以上老年人提供免费体检", "免费提供一次"),
        ("支持养老机构内设医疗机构", "内设医务室"),
        ("契税补贴", "契税总额"),
        ("取消限购", "不再审核购房资格"),
        ("住房以旧换新", "以旧换新试点"),
    ],
)
def test_a_phrase_finds_the_clause_that_says_it(phrase: str, quote: str) -> None:
    matches = matcher(CARE, HOMES).matches(phrase)
    assert len(matches) == 1
    assert quote in matches[0].quote
    record = CARE if matches[0].document_id == CARE.id else HOMES
    assert record.text[matches[0].span_start : matches[0].span_end] == matches[0].quote
    assert matches[0].why


@pytest.mark.parametrize("phrase", ["康养", "降低首付比例", "远程医疗", "一站式审批", ""])
def test_what_nobody_says_is_not_found(phrase: str) -> None:
    assert matcher(CARE, HOMES).matches(phrase) == ()


@pytest.mark.parametrize(
    ("phrase", "said", "other"),
    [
        ("在养老院里设医务室", "养老机构可内设医务室。", "养老机构可内设活动室。"),
        ("医院与养老院双向转诊", "养老机构与医疗卫生机构建立双向转诊机制。", "养老机构与医疗卫生机构加强信息沟通。"),
        ("政府出钱购买养老服务", "加大政府购买养老服务的力度。", "鼓励老年人购买养老服务产品。"),
        ("养老机构连锁化品牌化发展", "支持养老机构走连锁化道路。", "支持养老机构改善环境。"),
        ("对老人家属开展照护培训", "为老年人家庭成员提供照护培训。", "为医务人员提供急救培训。"),
        ("发放助餐服务券", "向高龄老人发放助餐服务券。", "完善助餐服务，支持企业发行债券。"),
        ("减免企业社会保险费", "免征企业社会保险费三个月。", "企业应当为职工缴纳社会保险费。"),
        ("货币化安置", "推行货币化（房票）安置。", "推行实物安置。"),
    ],
)
def test_everyday_words_mean_what_policies_write(phrase: str, said: str, other: str) -> None:
    record = make_record(said, other)
    assert [m.quote for m in matcher(record).matches(phrase)] == [said]


def test_a_word_in_a_heading_counts_as_a_word_only() -> None:
    record = make_record(("加快健康养老", "培育产业集群。"), ("加快康养小镇建设", "培育产业集群。"))
    tasks = {m.task_id for m in matcher(record).matches("康养产业") if m.quote == "培育产业集群。"}
    assert tasks == {record.tasks[1].id}


def test_what_is_asked_for_beyond_a_measure_must_be_said() -> None:
    record = make_record("加强养老护理员培训。", "对养老护理员参加职业技能培训给予补贴。")
    finder = matcher(record, catalogue=load_catalogue())
    assert not finder.name("养老护理员培训补贴").catalogue
    assert [m.quote for m in finder.matches("养老护理员培训补贴")] == ["对养老护理员参加职业技能培训给予补贴。"]


def test_a_sentence_fits_better_than_its_heading() -> None:
    record = make_record(("推行家庭病床服务", "社区卫生服务中心开展家庭病床服务。"))
    fits = {m.quote: m.fit for m in matcher(record).matches("家庭病床服务")}
    assert fits["社区卫生服务中心开展家庭病床服务。"] > fits["推行家庭病床服务"]


def test_a_domain_keeps_only_its_documents() -> None:
    finder = matcher(CARE, HOMES)
    assert finder.matches("以旧换新", domain="housing")
    assert finder.matches("以旧换新", domain="yiyang") == ()


def test_state_and_modality_come_from_the_clause() -> None:
    finder = matcher(CARE, HOMES)
    assert [(m.state, m.modality) for m in finder.matches("双向转诊")] == [("adopted", "encourage")]
    assert [(m.state, m.modality) for m in finder.matches("以旧换新")] == [("adopted_modified", "explore")]


def test_names_of_the_catalogue_are_known_by_alias_and_word_order() -> None:
    finder = matcher(CARE, catalogue=load_catalogue())
    for asked in (
        "家庭医生签约服务",
        "yiyang.family-doctor-contract",
        "家庭医生团队签约",
        "Family doctor contract services",
    ):
        assert finder.name(asked).id == "yiyang.family-doctor-contract", asked
    free = finder.name("垃圾分类投放")
    assert (free.id, free.catalogue, free.domain) == ("phrase:垃圾分类投放", False, None)


def test_an_index_saved_changed_and_loaded_answers_the_same(tmp_path: Path) -> None:
    index = ClauseIndex.build([CARE])
    index.save(tmp_path / "one")
    again = ClauseIndex.load(tmp_path / "one")
    again.put(HOMES)
    again.put(CARE)
    again.save(tmp_path / "two")
    fresh = PhraseMatcher(ClauseIndex.build([CARE, HOMES]))
    loaded = PhraseMatcher(ClauseIndex.load(tmp_path / "two"))
    for phrase in ("双向转诊", "契税补贴", "取消限购"):
        assert loaded.matches(phrase) == fresh.matches(phrase)
    smaller = ClauseIndex.load(tmp_path / "two")
    smaller.remove(CARE.id)
    assert smaller.documents == {HOMES.id}
    assert PhraseMatcher(smaller).matches("双向转诊") == ()
    smaller.compact()
    assert smaller.size == ClauseIndex.build([HOMES]).size


def test_a_document_put_back_unchanged_again_and_again_is_held_once(tmp_path: Path) -> None:
    index = ClauseIndex.build([CARE, HOMES])
    for number in range(4):
        index.put(CARE)
        index.save(tmp_path / str(number))
        index = ClauseIndex.load(tmp_path / str(number))
    assert len(list((tmp_path / "3").glob("*.seg"))) == 2
    assert len(PhraseMatcher(index).matches("双向转诊")) == 1


def test_a_rejected_match_of_a_phrase_stays_out(tmp_path: Path) -> None:
    index = ClauseIndex.build([CARE])
    [match] = PhraseMatcher(index).matches("双向转诊")
    append(
        tmp_path, Decision("li", "reject", "phrase:双向转诊", document_id=CARE.id, clause_hash=clause_hash(match.quote))
    )
    assert PhraseMatcher(index, decisions=read_decisions(tmp_path)).matches("双向转诊") == ()


WORDS = (
    "养老机构",
    "双向转诊",
    "1",
    "65岁",
    "、",
    "（",
    "）",
    "取消",
    "提高",
    "补贴",
    "康养",
    "健康",
    "的",
    "…",
    "|",
    "a",
    "\n",
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join) | st.text(max_size=30))
def test_any_phrase_is_answered_with_places_in_the_text(phrase: str) -> None:
    finder = matcher(CARE, HOMES)
    name = finder.name(phrase)
    assert name.id
    for match in finder.matches(phrase):
        record = CARE if match.document_id == CARE.id else HOMES
        assert record.text[match.span_start : match.span_end] == match.quote
        assert 0.7 <= match.score <= 1.0


def test_a_phrase_of_any_length_comes_to_an_end() -> None:
    assert matcher(CARE).matches("1补贴" * 5000) == ()


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("提高贷款额度", "最高贷款额度由40万元提高到60万元。", True),
        ("提高贷款额度", "提高提取频次，在贷款额度以内办理。", False),
        ("降低首付比例", "提高首付比例。", False),
        ("取消预售许可条件", "取得预售许可后，取消该项目资本金监管。", False),
        ("货币化安置", "以货币化（房票）安置为主。", True),
        ("减免房屋租金", "适当减免企业厂房租金。", True),
        ("家庭养老床位", "增加养老床位。", False),
        ("一站式审批", "打造一站式旅游服务。", False),
        ("卖旧买新", "开展住房以旧换新活动。", True),
        ("卖旧买新", "提高消费品以旧换新补贴标准。", False),
        ("以旧换新", "支持卖旧买新。", True),
        ("提高公积金贷款额度", "租房提取公积金的限额提高至每年1.2万元。", False),
        ("提高公积金贷款额度", "公积金最高可贷款额度由45万元提高到55万元。", True),
        ("部门间信息共享", "加强与相关部门的数据共享。", True),
        ("住房租赁平台建设", "新建项目可以配套建设人才公寓和租赁住房。", False),
        ("公建民营、民办公助", "采取民办公助方式支持社会力量。", True),
        ("长期处方", "完善长期护理保险。", False),
    ],
)
def test_what_a_phrase_means(phrase: str, text: str, found: bool) -> None:
    assert bool(matcher(make_record(text, domain="housing")).matches(phrase)) is found


def test_names_of_any_field_mean_the_catalogue_only_in_its_documents() -> None:
    care = make_record("对医养结合机构落实税费优惠政策。")
    homes = [make_record(f"落实第{n}项税费优惠政策。", domain="housing") for n in range(3)]
    catalogue = load_catalogue()
    assert matcher(care, catalogue=catalogue).name("税费优惠").id == "yiyang.tax-relief"
    assert matcher(care, *homes, catalogue=catalogue).name("税费优惠").id == "phrase:税费优惠"
    assert matcher(care, *homes, catalogue=catalogue).name("yiyang.tax-relief").catalogue


def test_documents_without_tasks_and_empty_indexes_are_fine(tmp_path: Path) -> None:
    index = ClauseIndex.build([make_record()])
    index.save(tmp_path / "none")
    assert PhraseMatcher(ClauseIndex.load(tmp_path / "none")).matches("双向转诊") == ()
    ClauseIndex.build([]).save(tmp_path / "empty")
    assert PhraseMatcher(ClauseIndex.load(tmp_path / "empty")).name("双向转诊").catalogue is False


def test_many_small_changes_keep_few_segments(tmp_path: Path) -> None:
    path = tmp_path / "i0"
    ClauseIndex.build([CARE]).save(path)
    for number in range(1, 12):
        index = ClauseIndex.load(path)
        index.put(make_record(f"第{number}批试点开展远程医疗服务。"))
        path = tmp_path / f"i{number}"
        index.save(path)
    assert len(list(path.glob("*.seg"))) <= 7
    assert len(PhraseMatcher(ClauseIndex.load(path)).matches("远程医疗")) == 11


@pytest.mark.parametrize("damage", ["missing", "manifest", "segment"])
def test_a_broken_index_is_said(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "index"
    ClauseIndex.build([CARE]).save(path)
    if damage == "missing":
        path = tmp_path / "other"
    elif damage == "manifest":
        (path / "index.json").write_bytes(b"{")
    else:
        next(path.glob("*.seg")).write_bytes(b"\0" * 9)
    with pytest.raises(StoreError):
        ClauseIndex.load(path)
