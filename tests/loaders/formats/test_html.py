# ruff: noqa: E501  (Chinese text counts two columns a character)
"""Web pages: the document stays, the site goes."""

from __future__ import annotations

import time

import pytest

from loaders.formats import read_source
from loaders.source import Source
from tests.loaders.formats.documents import plan
from tests.loaders.formats.render import as_html
from tests.loaders.formats.test_text import cells

BODY = """
<p>各县（市、区）人民政府，市政府各部门：</p>
<p>　　为完善养老服务体系，现就有关事项通知如下。</p>
<p>　　一、加强设施建设。新建住宅小区按标准配建养老服务设施，与住宅同步规划、同步建设、同步验收、同步交付使用。</p>
<p>　　二、完善扶持政策。市财政局要将养老服务经费纳入预算，民政部门要加强监督管理，确保资金安全。</p>
<p style="text-align:right">青川市人民政府办公室</p><p style="text-align:right">2021年6月1日</p>
"""
LINES = [
    "各县（市、区）人民政府，市政府各部门：",
    "为完善养老服务体系，现就有关事项通知如下。",
    "一、加强设施建设。新建住宅小区按标准配建养老服务设施，与住宅同步规划、同步建设、同步验收、同步交付使用。",
    "二、完善扶持政策。市财政局要将养老服务经费纳入预算，民政部门要加强监督管理，确保资金安全。",
    "青川市人民政府办公室",
    "2021年6月1日",
]
TITLE = "关于完善养老服务体系的通知"
HEAD = [TITLE, "发布时间：2021-06-03", "来源：市政府办"]

SITE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_青川市人民政府</title>
<style>.secret, #x1 {{ display: none }} @media print {{ .con {{ display:none }} }}</style>
<script>var t = "<p>脚本里的文字。</p>";</script></head><body>
<div class="top"><a href="/">首页</a> | <a href="/a">政务公开</a> | <a href="/b">办事服务</a></div>
<ul class="nav"><li><a>机构概况</a></li><li><a>政策文件</a></li><li><a>互动交流</a></li></ul>
<div class="position">您现在的位置：<a>首页</a> &gt; <a>政策文件</a></div>
<div class="wrap"><div class="left"><ul><li><a>关于印发残疾人保障条例的通知</a></li><li><a>关于加强市容管理的通知</a></li>
<li><a>关于做好防汛工作的通知</a></li></ul></div>
<div class="main"><h1>{title}</h1><div class="info">发布时间：2021-06-03 来源：市政府办</div>
<div class="con">{body}</div>
<div class="secret">看不见的话：市水利局牵头。</div><p style="display:none">也看不见。</p><span id="x1">还是看不见。</span>
<div class="share">分享到：<a>微信</a><a>微博</a></div><p>【<a>打印本页</a>】【<a>关闭窗口</a>】</p>
<div>上一篇：<a>关于某事的公告</a></div></div></div>
<div class="footer"><p>主办单位：青川市人民政府办公室 承办：信息中心</p><p>蜀ICP备12345678号 网站标识码：5108000001</p></div>
</body></html>"""


def page(body: str, title: str = TITLE) -> Source:
    return read_source(SITE.format(title=title, body=body).encode(), "a.html")


def lines(source: Source) -> list[str]:
    return [source.text[slice(*b.span)] for b in source.blocks if b.kind != "table"]


def test_the_document_stays_and_the_site_goes() -> None:
    source = page(BODY)
    assert lines(source) == [*HEAD, *LINES]
    assert source.blocks[0].kind == "heading"
    assert source.title_hint == f"{TITLE}_青川市人民政府"


WRAPPINGS = [
    "<div id='zoom'>{}</div>",
    "<table width='100%'><tr><td>{}</td></tr></table>",
    "<table><tr><td width=200><ul><li><a>栏目一</a></li><li><a>栏目二</a></li></ul></td><td>{}</td></tr></table>",
    "<div><div><section>{}</section></div></div>",
    "<article>{}</article>",
    "<form>{}</form>",
    "<div class='content share-area'>{}</div>",
    "<font size=3><span style='font-size:16px'>{}</span></font>",
]


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_the_body_survives_any_wrapping(wrapping: str) -> None:
    assert lines(page(wrapping.format(BODY))) == [*HEAD, *LINES]


def test_lines_parted_by_br_are_lines() -> None:
    body = "<div>" + "<br>　　".join(LINES) + "</div>"
    assert lines(page(body)) == [*HEAD, *LINES]


def test_source_line_breaks_inside_chinese_are_no_spaces() -> None:
    body = BODY.replace("养老服务体系，", "养老服\n      务体系，")
    assert lines(page(body)) == [*HEAD, *LINES]


def test_a_bare_page_loses_nothing() -> None:
    document = plan()
    source = read_source(as_html(document).encode(), "a.html")
    assert lines(source) == [p.text for p in document.parts if hasattr(p, "text")]


def test_without_any_running_text_the_links_stay() -> None:
    source = read_source(
        "<html><body><ul><li><a>通知一</a></li><li><a>通知二</a></li></ul></body></html>".encode(), "i.html"
    )
    assert lines(source) == ["通知一", "通知二"]


METADATA = [
    "<table><tr><td>索 引 号：</td><td>008/2021-1</td><td>主题分类：</td><td>民政</td></tr>"
    "<tr><td>发文机关：</td><td>青川市人民政府办公室</td><td>成文日期：</td><td>2021年06月01日</td></tr>"
    "<tr><td>标　　题：</td><td colspan=3>关于完善养老服务体系的通知</td></tr>"
    "<tr><td>发文字号：</td><td>青府办发〔2021〕9号</td><td>有效性：</td><td></td></tr></table>",
    "<ul><li><span>索引号：</span>008/2021-1</li><li><b>发文机关：</b>青川市人民政府办公室</li>"
    "<li>成文日期：2021年06月01日</li><li><i>发文字号</i>：青府办发〔2021〕9号</li></ul>",
    "<div><div><div>索引号</div><div>008/2021-1</div></div><div><div>发文机关</div><div>青川市人民政府办公室</div></div>"
    "<div><div>成文日期</div><div>2021年06月01日</div></div><div><div>发文字号</div><div>青府办发〔2021〕9号</div></div></div>",
    "<p>索引号：008/2021-1　　发文机关：青川市人民政府办公室 成文日期：2021年06月01日 发文字号：青府办发〔2021〕9号</p>",
]


@pytest.mark.parametrize("block", METADATA)
def test_metadata_becomes_lines_of_label_and_value(block: str) -> None:
    html = SITE.format(title=TITLE, body=BODY).replace('<div class="main">', '<div class="main">' + block)
    found = lines(read_source(html.encode(), "a.html"))
    for line in (
        "索引号：008/2021-1",
        "发文机关：青川市人民政府办公室",
        "成文日期：2021年06月01日",
        "发文字号：青府办发〔2021〕9号",
    ):
        assert line in found
    assert found[-len(LINES) :] == LINES


def test_tables_keep_merged_cells() -> None:
    table = (
        "<table><thead><tr><th>序号</th><th colspan=2>任务</th><th>单位</th></tr></thead>"
        "<tr><td rowspan=2>1</td><td>签约<br>服务</td><td><p>甲</p><p>乙</p></td><td rowspan='2'>民政局</td></tr>"
        "<tr><td colspan=2>培训</td></tr></table>"
    )
    assert cells(page(BODY + table)) == [
        (0, 0, 1, 1, "序号"), (0, 1, 1, 2, "任务"), (0, 3, 1, 1, "单位"),
        (1, 0, 2, 1, "1"), (1, 1, 1, 1, "签约\n服务"), (1, 2, 1, 1, "甲\n乙"), (1, 3, 2, 1, "民政局"),
        (2, 1, 1, 2, "培训"),
    ]  # fmt: skip
    assert page(BODY + table).tables[0].cells[0].header


def test_sloppy_spans_are_bounded_by_the_table() -> None:
    table = (
        "<table><tr><td rowspan=999>1</td><td>甲</td><td colspan=x>丙</td></tr><tr><td>乙</td><td>丁</td></tr></table>"
    )
    found = page(BODY + table).tables[0]
    assert (found.rows, found.columns) == (2, 3)
    assert found.at(1, 0) is found.cells[0]


def test_ordered_lists_show_their_numbers() -> None:
    body = (
        BODY
        + "<ol><li>健全制度，明确责任。</li><li><p>加强督查，定期通报。</p></li></ol><ol type=a start=3><li>其他事项。</li></ol>"
    )
    assert lines(page(body))[-3:] == ["1.健全制度，明确责任。", "2.加强督查，定期通报。", "c.其他事项。"]


def test_numbers_are_not_written_twice() -> None:
    body = BODY + "<ol><li>1.健全制度，明确责任。</li><li>（二）加强督查，定期通报。</li></ol>"
    assert lines(page(body))[-2:] == ["1.健全制度，明确责任。", "（二）加强督查，定期通报。"]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5", "iso-8859-1"])
def test_any_charset_header(codec: str, charset: str) -> None:
    html = SITE.format(title=TITLE, body=BODY).replace('charset="utf-8"', f'charset="{charset}"')
    assert lines(read_source(html.encode(codec), "a.html")) == [*HEAD, *LINES]


@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td", "ul><li", "x-y", "font", "blockquote"])
def test_deep_nesting_is_read_flat(tag: str) -> None:
    started = time.perf_counter()
    source = read_source(f"<html><body><p>开头。</p>{('<' + tag + '>') * 20_000}正文。".encode(), "a.html")
    assert "正文。" in source.text
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    "unit", ["<script>", "<!--", "<p><a>文。", "<", "<td>文。", "&nbsp;", "<b>文</i>", "</div>", "<style>a{"]
)
def test_time_is_linear(unit: str) -> None:
    def seconds(n: int) -> float:
        data = ("<html><body><p>正文。</p>" + unit * n).encode()
        started = time.process_time()
        read_source(data, "a.html")
        return time.process_time() - started

    seconds(10)
    small = seconds(4_000)
    assert seconds(16_000) < 16 * small + 0.5
