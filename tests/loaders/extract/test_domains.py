"""Domains: evidence in the title or density in the body, and laws of the lexicon."""

from __future__ import annotations

import pytest

from loaders.extract.domains import find_domains
from loaders.extract.header import extract_header
from loaders.extract.header_lexicon import lexicon
from loaders.formats import read_source
from loaders.layouts import build_outline


def domains(text: str) -> list[str]:
    source = read_source(text.encode(), "case.txt")
    return [d.id for d in extract_header(source, build_outline(source)).domains]


YIYANG = (
    "关于推进医养结合发展的实施意见\n为推进医养结合，提出以下意见。\n"
    "一、支持养老机构内设医务室，鼓励医疗机构与养老机构签约，为失能老年人提供护理院服务。医养结合机构享受扶持。"
)
HOUSING = (
    "关于稳定房地产市场的措施\n为稳定市场，制定以下措施。\n"
    "一、商品住房首付比例下调，住房公积金贷款提高，购房给予契税补贴。"
)
SCHOOL = (
    "关于义务教育招生工作的通知\n各学校：\n现就招生通知如下：\n"
    "一、学校按学区招收学生，教师做好登记。义务教育学校不得考试。"
)


def test_yiyang_is_first_where_the_title_says_so() -> None:
    assert domains(YIYANG)[0] == "yiyang"


@pytest.mark.parametrize("text", [HOUSING, SCHOOL])
def test_another_field_is_not_yiyang(text: str) -> None:
    found = domains(text)
    assert found
    assert "yiyang" not in found


@pytest.mark.parametrize(
    ("title", "domain"),
    [
        ("关于促进房地产市场平稳健康发展的措施", "housing"),
        ("关于规范民办幼儿园的意见", "education"),
        ("托育服务发展规划", "childcare"),
        ("长期护理保险试行办法", "yiyang"),
        ("居家养老服务条例", "elderly"),
        ("城乡居民基本医疗保险办法", "health"),
        ("失业保险条例", "employment"),
        ("引进人才入户办法", "talent"),
        ("制造业高质量发展规划", "industry"),
        ("融资担保公司监督条例", "finance"),
        ("增值税减免公告", "fiscal"),
        ("提振消费专项行动方案", "commerce"),
        ("高标准农田建设规划", "agriculture"),
        ("大气污染防治条例", "environment"),
        ("农村公路管理办法", "transport"),
        ("城市更新行动方案", "urban"),
        ("文物保护条例", "culture"),
        ("安全生产责任制规定", "safety"),
        ("政务数据共享办法", "digital"),
        ("行政规范性文件管理规定", "governance"),
    ],
)
def test_the_title_decides(title: str, domain: str) -> None:
    found = find_domains(title, ())
    assert domain in [d.id for d in found]
    assert all(0.35 <= d.score <= 1.0 for d in found)


def test_housing_pension_funds_are_not_elderly_care() -> None:
    assert "elderly" not in [d.id for d in find_domains("房屋养老金试点办法", ())]


def test_no_evidence_no_domain() -> None:
    assert find_domains(None, ()) == ()


def test_ids_are_short_and_unique() -> None:
    rows = lexicon("domains")["domains"]
    ids = [row["id"] for row in rows]
    assert ids[0] == "yiyang"
    assert len(ids) == len(set(ids))
    assert all(i.isascii() and i.isalpha() and len(i) <= 12 for i in ids)
    assert all(row["name"] and row["title"] and row["body"] for row in rows)
