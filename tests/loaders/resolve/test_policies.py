"""Which document carries which policy, which policy a citation means: rules by hand on small summaries."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.resolve.policies import CitedPolicy, PolicyBook, Resolution, Summary
from loaders.resolve.titles import title_key

NATIONAL = "关于推进医疗卫生与养老服务相结合的指导意见"


def summary(document: str, **fields: object) -> Summary:
    """A policy of 四川省 without number; fields override."""
    base = Summary(
        document=document, is_policy=True, kind="policy", title=None, notice_title=None, doc_number=None, doc_type=None,
        issuer=None, issued_on="2020-01-01", date_basis="成文日期", date_precision="day", valid_from=None,
        valid_to=None, region="510000", region_name="四川省", level="province", domains=("yiyang",), truncated=False,
        tasks=3, characters=900, citations=(),
    )  # fmt: skip
    return dataclasses.replace(base, **fields)  # type: ignore[arg-type]


def cites(
    citation: str, title: str | None = None, number: str | None = None, relation: str = "implements"
) -> CitedPolicy:
    return CitedPolicy(citation, title, number, relation)


def resolve(*summaries: Summary) -> Resolution:
    return PolicyBook(summaries).resolve()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国办发〔2015〕84号", "国办发[2015]84号"),
        ("国办发〔2015〕84号", "国办发（2015） 084号"),
        ("国办发〔2015〕84号", "国办发【2015】第84号"),
    ],
)
def test_a_number_is_one_policy_whatever_its_brackets(one: str, other: str) -> None:
    found = resolve(summary("a" * 16, doc_number=one), summary("b" * 16, citations=(cites("c1", None, other),)))
    assert found.cited["b" * 16]["c1"] == found.attested["a" * 16][0].policy


def test_a_cited_policy_that_is_not_held_is_a_stub() -> None:
    found = resolve(summary("a" * 16, title="甲", citations=(cites("c1", NATIONAL, "国办发〔2015〕84号"),)))
    stub = found.policies["国办发〔2015〕84号"]
    assert (stub.held, stub.basis, stub.title, stub.region) == (False, "", NATIONAL, "000000")


def test_a_title_alone_joins_the_number_it_was_cited_with() -> None:
    found = resolve(
        summary("a" * 16, title="甲", citations=(cites("c1", f"国务院办公厅{NATIONAL}", "国办发〔2015〕84号"),)),
        summary("b" * 16, title="乙", citations=(cites("c1", NATIONAL),)),
    )
    assert found.cited["b" * 16]["c1"] == "国办发〔2015〕84号"


def test_a_common_title_is_not_taken_from_another_province() -> None:
    title = "关于促进健康服务业发展的实施意见"
    found = resolve(
        summary("a" * 16, title=title, region="410000", issuer="河南省人民政府"),
        summary("b" * 16, title="乙", region="510000", citations=(cites("c1", title),)),
    )
    assert found.cited["b" * 16]["c1"] != found.attested["a" * 16][0].policy


def test_a_title_of_the_province_is_taken_for_its_city_but_not_the_other_way_round() -> None:
    title = "关于促进健康服务业发展的实施意见"
    above = summary("a" * 16, title=title, region="510000", issuer="四川省人民政府")
    city = summary("b" * 16, title="乙", region="511300", citations=(cites("c1", title),))
    found = resolve(above, city)
    assert found.cited["b" * 16]["c1"] == found.attested["a" * 16][0].policy
    below = summary("a" * 16, title=title, region="511300", issuer="南充市人民政府")
    province = summary("b" * 16, title="乙", region="510000", citations=(cites("c1", title),))
    found = resolve(below, province)
    assert found.cited["b" * 16]["c1"] != found.attested["a" * 16][0].policy


def test_a_notice_and_what_it_wraps_are_one_policy() -> None:
    assert (
        title_key("南充市人民政府办公室关于印发南充市养老服务规划的通知").core == title_key("南充市养老服务规划").core
    )
    assert (
        title_key("国务院办公厅转发卫生计生委等部门关于推进医养结合的指导意见的通知").core
        == title_key("关于推进医养结合指导意见").core
    )


def test_a_report_is_second_hand_and_yields_to_the_text() -> None:
    report = summary(
        "a" * 16, is_policy=False, kind="news", title="报道", region="000000", level="national",
        citations=(cites("c1", NATIONAL, None, "reports"),),
    )  # fmt: skip
    found = resolve(report)
    (attested,) = found.attested["a" * 16]
    facts = found.policies[attested.policy]
    assert (attested.role, attested.best, facts.basis, facts.held) == ("report", True, "report", False)
    text = summary("b" * 16, title=NATIONAL, doc_number="国办发〔2015〕84号", region="000000", level="national")
    found = resolve(report, text)
    assert [a.best for a in found.attested["a" * 16]] == [False]
    assert found.policies["国办发〔2015〕84号"].basis == "text"


def test_two_texts_of_one_policy_show_the_fuller_one() -> None:
    found = resolve(
        summary("a" * 16, doc_number="川府发〔2020〕1号", tasks=2),
        summary("b" * 16, doc_number="川府发〔2020〕1号", tasks=9),
    )
    assert [found.attested[d * 16][0].role for d in "ab"] == ["mirror", "text"]


def test_a_cut_off_text_never_comes_before_a_whole_one() -> None:
    found = resolve(
        summary("a" * 16, doc_number="川府发〔2020〕1号", tasks=9, truncated=True),
        summary("b" * 16, doc_number="川府发〔2020〕1号", tasks=2),
    )
    assert found.attested["b" * 16][0].best


def test_a_repealed_policy_says_so() -> None:
    found = resolve(
        summary("a" * 16, doc_number="川府发〔2012〕1号"),
        summary("b" * 16, title="新", citations=(cites("c1", None, "川府发〔2012〕1号", "repeals"),)),
    )
    assert found.policies["川府发〔2012〕1号"].status == "repealed"


TITLES = st.sampled_from([NATIONAL, "关于甲的意见", "关于乙的实施方案", None])
NUMBERS = st.sampled_from(["川府发〔2020〕1号", "国办发〔2015〕84号", None])


@given(st.lists(st.tuples(TITLES, NUMBERS, TITLES, NUMBERS), min_size=1, max_size=6), st.randoms())
def test_the_order_of_documents_does_not_matter(items: list, shuffle: object) -> None:
    summaries = [
        summary(f"{n:016x}", title=t, doc_number=no, citations=(cites("c1", ct, cn),) if ct or cn else ())
        for n, (t, no, ct, cn) in enumerate(items)
    ]
    mixed = list(summaries)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert resolve(*summaries) == resolve(*mixed)
