"""Plain text and Markdown: encodings, damage, marks."""

from __future__ import annotations

import pytest

from graph.errors import InputError
from loaders.formats import read_source
from loaders.formats.encoding import decode
from loaders.source import Source

TEXT = (
    "关于加快推进社区养老服务设施建设的通知\n各县（市、区）人民政府：\n"
    "为进一步完善养老服务体系，到2025年，全市每千名老年人拥有床位达到40张以上。\n"
    "一、工作目标\n各级民政部门要会同卫生健康部门做好签约服务工作，鼓励社会力量参与。\n"
)
TRADITIONAL = (
    "關於加快推進社區養老服務設施建設的通知\n為進一步完善養老服務體系，各級政府應當會同衛生部門\n"
    "做好簽約服務工作，鼓勵社會力量參與，並且加強對機構的監督與管理，確保質量。\n"
)


def cells(source: Source) -> list[tuple[int, int, int, int, str]]:
    """row, column, rowspan, colspan, text of every cell of every table."""
    return [
        (c.row, c.column, c.rowspan, c.colspan, source.text[slice(*c.span)]) for t in source.tables for c in t.cells
    ]


@pytest.mark.parametrize(
    ("codec", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_encodings_of_mainland_files(codec: str, expected: str) -> None:
    source = read_source(TEXT.encode(codec), "a.txt")
    assert source.text == TEXT
    assert source.encoding == expected
    assert source.warnings == ()


@pytest.mark.parametrize("codec", ["big5", "utf-16-le", "gb18030"])
def test_encodings_of_traditional_files(codec: str) -> None:
    assert read_source(TRADITIONAL.encode(codec), "a.txt").text == TRADITIONAL


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("declared", ["big5", "gb2312", "iso-8859-1", "nonsense", None])
def test_a_wrong_declaration_does_not_matter(codec: str, declared: str | None) -> None:
    assert decode(TEXT.encode(codec), declared).text == TEXT


def test_short_texts_are_not_taken_for_utf16() -> None:
    assert read_source("民政局".encode("gb18030"), "a.txt").text == "民政局"
    assert read_source(b"No. 5", "a.txt").text == "No. 5"


def test_few_broken_characters_are_a_warning() -> None:
    damaged = (TEXT * 5).encode().replace("鼓励".encode(), b"\xe9\xbc", 1)
    source = read_source(damaged, "a.txt")
    assert [w.code for w in source.warnings] == ["undecodable"]
    assert "签约服务工作" in source.text


def test_many_broken_characters_refuse_the_file() -> None:
    with pytest.raises(InputError, match="cannot be decoded") as caught:
        read_source(TEXT.encode().replace(b"\xe3\x80\x82", b"\xff\xfe\xff"), "a.txt")
    assert caught.value.remedy


@pytest.mark.parametrize(
    "garbled",
    [
        TEXT.encode().decode("gb18030", "ignore"),
        TEXT.encode().decode("latin-1"),
        TEXT.encode("gb18030").decode("latin-1"),
        TEXT.replace("各", "锟斤拷"),
    ],
)
def test_mojibake_refuses_the_file(garbled: str) -> None:
    with pytest.raises(InputError) as caught:
        read_source(garbled.encode(), "a.txt")
    assert caught.value.code == "mojibake"
    assert caught.value.remedy


def test_ordinary_rare_characters_are_not_mojibake() -> None:
    text = "淅川县、赣榆区、濠江区、睢宁县、邳州市、沭阳县、砀山县、歙县、黟县、郓城县、莒县、兖州区。±5%×2÷3§8°C é" * 3
    assert read_source(text.encode(), "a.txt").warnings == ()


def test_line_ends_and_invisible_characters_are_normalised() -> None:
    source = read_source("甲\r\n乙\r丙\u2028丁\ufeff\u200b戊\x07\n".encode(), "a.txt")
    assert source.text == "甲\n乙\n丙\n丁戊\n"


def test_form_feeds_are_pages() -> None:
    source = read_source("第一页\n\f第二页\n".encode(), "a.txt")
    assert [(p.n, source.text[slice(*p.span)]) for p in source.pages] == [(1, "第一页\n"), (2, "第二页\n")]


def test_plain_text_has_no_blocks_and_stays_as_it_is() -> None:
    text = "\t1\n\t（一）签约合作。\n\t省民政厅\n\n 3 * 5 = 15\n张**、李**\n"
    source = read_source(text.encode(), "a.txt")
    assert source.blocks == ()
    assert source.tables == ()
    assert "\t1\n\t（一）" in source.text


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("## **（二）发展目标**", "（二）发展目标"),
        ("# 标题", "标题"),
        ("现有机构 **45** 所（其中公办 **12** 所）", "现有机构 45 所（其中公办 12 所）"),
        ("---", ""),
        ("电话138****1234", "电话138****1234"),
        ("#1楼 #号", "#1楼 #号"),
        ("-——开头", "-——开头"),
    ],
)
def test_markdown_marks_in_text_files(line: str, plain: str) -> None:
    assert read_source(f"前文\n{line}\n后文".encode(), "a.txt").text == f"前文\n{plain}\n后文"


def test_markdown_files_lose_links_ticks_and_escapes() -> None:
    source = read_source("见[《意见》](http://x.cn/a)，`代码`，1\\. 项".encode(), "a.md")
    assert source.format == "md"
    assert source.text == "见《意见》，代码，1. 项"


def test_pipe_tables_become_tables() -> None:
    text = (
        "分工表\n\n| 序号 | 任务 | 牵头单位 |\n|:--|--|--|\n| 1 | **签约**<br>服务 | 民政局 |\n| 2 | 培训 | |\n\n附注"
    )
    source = read_source(text.encode(), "a.md")
    assert cells(source) == [
        (0, 0, 1, 1, "序号"), (0, 1, 1, 1, "任务"), (0, 2, 1, 1, "牵头单位"),
        (1, 0, 1, 1, "1"), (1, 1, 1, 1, "签约\n服务"), (1, 2, 1, 1, "民政局"),
        (2, 0, 1, 1, "2"), (2, 1, 1, 1, "培训"), (2, 2, 1, 1, ""),
    ]  # fmt: skip
    assert source.text.startswith("分工表\n\n序号\t任务\t牵头单位\n1\t")
    assert source.text.endswith("附注")


def test_empty_files_are_refused() -> None:
    for data in (b"", b"\n \n", b"\xef\xbb\xbf", "　\n".encode()):
        with pytest.raises(InputError) as caught:
            read_source(data, "a.txt")
        assert caught.value.code == "empty"
