"""Whatever the text: no error, places that hold, and noise around a document changes nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.record import Header, Task
from loaders.extract.tasks import extract_tasks
from loaders.layouts import build_outline
from loaders.source import Source

PIECES = [
    "一、", "（一）", "1.", "①", "一是", "第三条", "附件", "责任单位：", "牵头单位：市民政局；", "市财政局、",
    "各县（区）人民政府", "（", "）", "〔", "〕", "《", "》", "“", "”", "。", "；", "，",
    "\n", "\n\n", "\t", " ", "\u3000",
    "序号", "工作任务", "完成时限", "负责", "牵头", "配合", "会同", "由", "要", "建立", "2025年底前", "|", "---",
    "本措施自印发之日起施行", "以下均需", "落实，不再列出", "市委、", "和", "等", "A", "12", "�",
    "列首位的为牵头单位",
]  # fmt: skip
DOCUMENT = """青石市人民政府办公室关于促进消费的若干措施

为落实部署，制定本措施。

一、扩大供给

（一）培育首店经济。对引进首店的企业给予奖励。（责任单位：市商务局、市财政局）

（二）办好夜间集市。鼓励各区开展活动，到2025年底前建成集市10个。（牵头单位：市文旅局；配合单位：市城管局、市公安局）

二、优化环境

（三）规范秩序。民政部门要加强指导。
"""


def read(text: str) -> tuple[Source, tuple[Task, ...]]:
    source = Source(path="x", format="txt", sha256="0" * 64, text=text)
    return source, extract_tasks(source, build_outline(source), Header(title=None))[0]


def facts(text: str) -> list[tuple[str | None, str, list[tuple[str, str]]]]:
    return [
        (t.number, t.text.replace(" ", ""), [(r.role, r.as_written) for r in t.responsibilities]) for t in read(text)[1]
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_gives_places_that_hold(text: str) -> None:
    source, tasks = read(text)
    for task in tasks:
        assert source.text[slice(*task.span)] == task.quote
        for duty in task.responsibilities:
            assert source.text[slice(*duty.span)] == duty.quote
            assert duty.as_written
    assert len({t.id for t in tasks}) == len(tasks)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_string_is_read(text: str) -> None:
    read(text)


NOISE_BEFORE = ["首页 > 政务公开 > 政策文件\n", "字号：大 中 小\n打印\n", "\n\n\n", "浏览量：12\n"]
NOISE_BEHIND = [
    "\n\n扫一扫在手机打开当前页\n",
    "\n相关链接\n",
    "\n\n\n\n",
    "\n版权所有：某市人民政府办公室\n网站标识码：123456\n",
]


@pytest.mark.parametrize("before", NOISE_BEFORE)
@pytest.mark.parametrize("behind", NOISE_BEHIND)
def test_noise_around_a_document_changes_nothing(before: str, behind: str) -> None:
    assert facts(before + DOCUMENT + behind) == facts(DOCUMENT)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("\n\n", "\n"),
        lambda t: t.replace("\n\n", "\n\n\n \n"),
        lambda t: t.replace("（", "(").replace("）", ")").replace("：", ":").replace("；", ";"),
        lambda t: t.replace("市商务局、市财政局", "市商务局、\n市财政局"),
        lambda t: t.replace("夜间集市", "夜间 集市"),
        lambda t: "\n".join("\u3000\u3000" + line for line in t.split("\n")),
    ],
    ids=["no blank lines", "more blank lines", "half width", "break in a list", "space in a word", "indents"],
)
def test_the_way_it_is_printed_changes_nothing(change: object) -> None:
    assert callable(change)
    assert facts(str(change(DOCUMENT))) == facts(DOCUMENT)


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "附件\n",
        "\t\n",
        "责任单位：市财政局\n",
        "1.加强建设。",
        "加强，推进\n",
        "序号\n任务\n责任单位\n1\n",
        "民政部门要抓好；",
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    def seconds(chars: int) -> float:
        text = unit * (chars // len(unit))
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            read(text)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(2_000), seconds(16_000)
    assert large < 8 * small * 4 + 0.3  # linear, with room for a busy machine
