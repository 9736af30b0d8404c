# ruff: noqa: E501  (Chinese text counts two columns a character)
"""Word files: what Word shows is what is read."""

from __future__ import annotations

import pytest

from graph.errors import InputError
from loaders.formats import read_source
from loaders.formats.numbering import number_text
from loaders.source import Source
from tests.loaders.formats.office import cell, listed, numbering, p, table, word
from tests.loaders.formats.test_html import lines
from tests.loaders.formats.test_text import cells


def read(body: str, **parts: str) -> Source:
    return read_source(word(body, **parts), "a.docx")


def test_numbers_that_word_writes() -> None:
    levels = numbering(
        ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimalEnclosedCircle", "%4")
    )
    body = "".join([
        listed("总体要求"), listed("指导思想。", 1), listed("基本原则。", 1), listed("重点任务"), listed("设施建设。", 1),
        listed("社区设施。", 2), listed("农村设施。", 2), listed("细目。", 3), listed("队伍建设。", 1), listed("培训。", 2),
    ])  # fmt: skip
    assert lines(read(body, numbering=levels)) == [
        "一、总体要求", "（一）指导思想。", "（二）基本原则。", "二、重点任务", "（一）设施建设。",
        "1.社区设施。", "2.农村设施。", "①细目。", "（二）队伍建设。", "1.培训。",
    ]  # fmt: skip


def test_multilevel_text_and_a_restarted_list() -> None:
    num = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    levels = numbering(("decimal", "%1"), ("decimal", "%1.%2"), num=num)
    body = listed("甲") + listed("乙", 1) + listed("丙") + listed("丁", 0, 2) + listed("戊", 1, 2)
    assert lines(read(body, numbering=levels)) == ["1 甲", "1.1 乙", "2 丙", "1 丁", "1.1 戊"]


def test_numbers_by_style_and_bullets() -> None:
    styles = (
        '<w:style w:styleId="a"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="b"/>') + p("乙", '<w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    source = read(body, styles=styles, numbering=numbering(("chineseCounting", "第%1章")))
    assert lines(source) == ["第一章 甲", "乙"]
    assert [(b.kind, b.level) for b in source.blocks] == [("heading", 2), ("heading", 2)]
    assert lines(read(listed("项"), numbering=numbering(("bullet", "●")))) == ["项"]


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"), (105, "chineseCounting", "一百零五"), (110, "japaneseCounting", "一百一十"),
        (3, "upperRoman", "III"), (4, "lowerRoman", "iv"), (27, "lowerLetter", "aa"), (2, "upperLetter", "B"),
        (7, "decimalZero", "07"), (3, "decimalEnclosedCircle", "③"), (1, "ideographTraditional", "甲"), (5, "unknown", "5"),
    ],
)  # fmt: skip
def test_number_formats(number: int, style: str, text: str) -> None:
    assert number_text(number, style) == text


def test_merged_cells() -> None:
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("序号") + cell("任务", '<w:gridSpan w:val="2"/>') + cell("单位"),
        cell("1", start) + cell("签约") + cell("甲") + cell("民政局", start),
        cell("", go_on) + cell("培训", '<w:gridSpan w:val="2"/>') + cell("", go_on),
        cell("2") + cell("建设") + cell("乙") + cell("", '<w:vMerge w:val="continue"/>'),
    )
    assert cells(read(body)) == [
        (0, 0, 1, 1, "序号"), (0, 1, 1, 2, "任务"), (0, 3, 1, 1, "单位"),
        (1, 0, 2, 1, "1"), (1, 1, 1, 1, "签约"), (1, 2, 1, 1, "甲"), (1, 3, 3, 1, "民政局"),
        (2, 1, 1, 2, "培训"),
        (3, 0, 1, 1, "2"), (3, 1, 1, 1, "建设"), (3, 2, 1, 1, "乙"),
    ]  # fmt: skip


def test_numbers_in_table_cells() -> None:
    row = f"<w:tc>{listed('')}</w:tc>" + cell("签约")
    numbered = f"<w:tc>{listed('项')}</w:tc>" + cell("培训")
    source = read(table(cell("序号") + cell("任务"), numbered, numbered, row), numbering=numbering(("decimal", "%1.")))
    assert [c[4] for c in cells(source) if c[1] == 0] == ["序号", "1.项", "2.项", "3."]


def test_a_frame_of_one_column_is_text() -> None:
    source = read(table(cell("红头文件"), cell("正文一段。")) + p("尾"))
    assert source.tables == ()
    assert lines(source) == ["红头文件", "正文一段。", "尾"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('框中文字')}{p('第二行')}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(read(f"<w:p><w:r><w:t>正文</w:t></w:r>{shape}</w:p>")) == ["正文", "框中文字", "第二行"]


def test_only_the_fallback_has_text() -> None:
    shape = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        f"{p('框中文字')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(read(f"<w:p>{shape}</w:p>")) == ["框中文字"]


def test_tracked_changes() -> None:
    body = (
        "<w:p><w:r><w:t>到2025年</w:t></w:r><w:del><w:r><w:delText>达到30张</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>达到40张</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半段，</w:t></w:r></w:p>" + p("后半段。")
    )
    assert lines(read(body)) == ["到2025年达到40张", "前半段，后半段。"]


def test_fields_hidden_text_ruby_and_breaks() -> None:
    body = (
        "<w:p><w:r><w:fldChar/><w:instrText>PAGEREF x</w:instrText></w:r><w:r><w:t>见附件</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>yī</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>医</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:hyperlink><w:r><w:t>养</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>下一行</w:t><w:tab/><w:t>后</w:t></w:r></w:p>"
    )
    assert lines(read(body)) == ["见附件医养", "下一行 后"]


def test_contents_are_left_out_and_content_controls_read() -> None:
    styles = '<w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('一、总则 1')}</w:sdtContent></w:sdt>"
    )
    control = f"<w:sdt><w:sdtContent>{p('一、总则')}</w:sdtContent></w:sdt>"
    body = contents + p("二、附则 9", '<w:pStyle w:val="t"/>') + control
    assert lines(read(body, styles=styles)) == ["一、总则"]


def test_footnotes_follow_and_headers_do_not() -> None:
    notes = '<w:footnote w:type="separator"><w:p/></w:footnote><w:footnote>' + p("指本市户籍老年人。") + "</w:footnote>"
    body = "<w:p><w:r><w:t>老年人</w:t></w:r><w:r><w:footnoteReference/></w:r></w:p>"
    source = read(body, footnotes=notes, header1=p("页眉"), footer1=p("第1页"))
    assert [(b.kind, source.text[slice(*b.span)]) for b in source.blocks] == [
        ("paragraph", "老年人"),
        ("footnote", "[1] 指本市户籍老年人。"),
    ]


def test_strict_namespace() -> None:
    data = word(p("正文"))
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    import zipfile
    from io import BytesIO

    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict))
    assert lines(read_source(out.getvalue(), "a.docx")) == ["正文"]


def test_a_scan_in_a_word_file_is_told() -> None:
    with pytest.raises(InputError, match="pictures") as caught:
        read("<w:p><w:r><w:drawing><a:blip xmlns:a='x'/></w:drawing></w:r></w:p>")
    assert "OCR" in caught.value.remedy
