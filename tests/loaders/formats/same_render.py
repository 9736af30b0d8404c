"""Made-up documents (same_source) as text, HTML and Word; render.py and these make PDF of them.

Text flattens a table as people do: `word` leaves a place under a merged cell empty and one beside it out, `empty`
leaves both empty, `repeat` writes the cell again in every place it covers, `omit` leaves them all out.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Any

import pytest

from loaders.formats.numbering import chinese
from tests.loaders.formats.render import Look, Merge, _page_number
from tests.loaders.formats.same_source import NOTE, Break, Paragraph, Part, Rows

Story = Sequence[Part]
SITE = (
    '<div class="top"><a href="/">首页</a><a href="/zwgk">政务公开</a><a href="/hd">互动交流</a></div>'
    '<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 文件</div>'
    '<div class="article">{}</div><div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>'
    '<div class="near"><p>上一篇：<a href="/1.html">关于召开座谈会的通知</a></p></div>'
    '<div class="footer">主办单位：办公室　网站标识码：4206000001　备案号：备05001234号</div>'
)


def numbers(story: Story) -> list[str]:
    """The number Word would write before each part: 一、 （一） 1. for the levels n1 n2 n3, else nothing."""
    counts = [0, 0, 0]
    made = []
    for part in story:
        level = {"n1": 1, "n2": 2, "n3": 3}.get(part.style, 0) if isinstance(part, Paragraph) else 0
        if level:
            counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (3 - level)]
        n = counts[level - 1]
        made.append(("", f"{chinese(n)}、", f"（{chinese(n)}）", f"{n}.")[level])
    return made


def said_in_notes(story: Story) -> list[str]:
    return [note for part in story if isinstance(part, Paragraph) for note in NOTE.findall(part.text)]


class Marks:
    """Counts the footnotes of one rendering: each call of `at` is the mark of the next one."""

    def __init__(self, form: str) -> None:
        self.form, self.count = form, 0

    def at(self, _: object) -> str:
        self.count += 1
        return self.form.format(n=self.count)


def as_text(story: Story, merges: str = "word") -> str:
    marks, lines = Marks("[{n}]"), []
    for number, part in zip(numbers(story), story, strict=True):
        if isinstance(part, Rows):
            lines += text_rows(part, merges)
        elif isinstance(part, Paragraph):
            words = part.text.replace(" | ", "　　　　") if part.style == "sign" else part.text
            lines.append(number + NOTE.sub(marks.at, words))
    lines += [f"[{n}] {note}" for n, note in enumerate(said_in_notes(story), 1)]
    return "\n".join(lines) + "\n"


def text_rows(rows: Rows, merges: str) -> list[str]:
    """A table as lines of TAB-separated cells, its heading again after every `repeat` rows."""
    grid: list[list[str | None]] = [[None] * rows.columns for _ in rows.cells]
    for r, row in enumerate(rows.cells):
        for c, cell in row:
            for i in range(cell.rowspan):
                for j in range(cell.colspan):
                    gone = merges == "omit" or (merges == "word" and j > 0)
                    said = (i, j) == (0, 0) or merges == "repeat"
                    grid[r + i][c + j] = cell.text if said else None if gone else ""
    lines = ["\t".join(cell.replace("\n", " ") for cell in row if cell is not None) for row in grid]
    head, body = lines[: rows.head], lines[rows.head :]
    step = rows.repeat or len(body)
    return [line for at in range(0, len(body), step) for line in (*head, *body[at : at + step])]


def as_html(story: Story, look: Look | None = None, around: str = "{}") -> str:
    look = look or Look()
    marks = Marks('<sup><a href="#note{n}">[{n}]</a></sup>')
    body = []
    for number, part in zip(numbers(story), story, strict=True):
        if isinstance(part, Rows):
            body.append(html_table(part, look))
        elif isinstance(part, Break):
            body.append(f'<div class="{"land" if part.landscape else "page"}"></div>')
        else:
            body.append(html_paragraph(part, number, marks))
    body += [f'<p id="note{n}">[{n}] {escape(note)}</p>' for n, note in enumerate(said_in_notes(story), 1)]
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>文件</title><style>{css(look)}</style></head>'
        f"<body>{around.format(''.join(body))}</body></html>"
    )


def css(look: Look) -> str:
    """The size of the page is left to the style sheet, as ministries' pages for print have it."""
    return (
        f"body{{font-family:'WenQuanYi Micro Hei','Noto Sans CJK SC',sans-serif;font-size:{look.size}pt}}"
        f"p{{margin:0 0 {look.gap}pt 0;line-height:1.6}}h1,.c{{text-align:center}}.r{{text-align:right}}"
        f"p.body,.n1,.n2,.n3{{text-indent:{'2em' if look.indent else '0'}}}"
        f"td,th{{{'border:1px solid #000;' if look.border else ''}padding:3px 5px;font-size:{look.table_size}pt}}"
        "th{font-weight:bold}table{border-collapse:collapse;width:100%}.page{page-break-before:always}"
        "@page land{size:A4 landscape}@page{size:A4;margin:25mm}.land{page-break-before:always}"
        ".land~table,.land~p{page:land}.box{border:1px solid #900;padding:6px;margin:8px 0}"
        ".sign span{margin:0 2em}.sign{text-align:right}"
    )


def html_paragraph(part: Paragraph, number: str, marks: Marks) -> str:
    words = NOTE.sub(marks.at, escape(part.text))
    if part.style == "sign":
        words = "".join(f"<span>{w}</span>" for w in words.split(" | "))
    match part.style:
        case "t":
            return f"<h1>{words}</h1>"
        case "h":
            return f"<h2>{words}</h2>"
        case "box":
            return f'<div class="box"><p>{words}</p></div>'
    return f'<p class="{part.style}">{number}{words}</p>'


def html_table(rows: Rows, look: Look) -> str:
    total = sum(rows.widths)
    columns = "".join(f'<col style="width:{100 * w // total}%">' for w in rows.widths)
    lines = ["<tr>" + "".join(html_cell(cell, r < rows.head) for _, cell in row) + "</tr>"
             for r, row in enumerate(rows.cells)]  # fmt: skip
    head, body = "".join(lines[: rows.head]), "".join(lines[rows.head :])
    border = ' border="1"' if look.border else ""
    return f"<table{border}><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table>"


def html_cell(cell: Merge, heading: bool) -> str:
    tag = "th" if heading else "td"
    spans = "".join(f' {k}="{v}"' for k, v in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if v > 1)
    words = cell.text.split("\n")
    inner = escape(words[0]) if len(words) == 1 else "".join(f"<p>{escape(w)}</p>" for w in words)
    return f"<{tag}{spans}>{inner}</{tag}>"


def as_docx(story: Story, look: Look | None = None) -> bytes:
    docx = pytest.importorskip("docx")
    look = look or Look()
    file = docx.Document()
    file.sections[0].page_width, file.sections[0].page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    if look.head:
        file.sections[0].header.paragraphs[0].text = look.head
    if look.foot:
        _page_number(file.sections[0].footer.paragraphs[0])
    numbering_id = add_numbering(file)
    notes: list[str] = []
    for part in story:
        if isinstance(part, Rows):
            docx_table(file, part, look)
        elif isinstance(part, Break):
            docx_break(file, part)
        else:
            docx_paragraph(file, part, look, numbering_id, notes)
    if notes:
        add_footnotes(file, notes)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def docx_break(file: Any, part: Break) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_BREAK

    if not part.landscape:
        file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    section = file.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def docx_paragraph(file: Any, part: Paragraph, look: Look, numbering_id: int, notes: list[str]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if part.style == "box":
        file.add_paragraph()._p.append(text_box(part.text))
        return
    paragraph = file.add_heading("", 1) if part.style == "h" else file.add_paragraph()
    words = part.text.replace(" | ", "　　　　") if part.style == "sign" else part.text
    for at, piece in enumerate(NOTE.split(words)):  # text and notes in turn
        if at % 2:
            notes.append(piece)
            paragraph.add_run()._r.append(xml(f'<w:footnoteReference {W} w:id="{len(notes) + 1}"/>'))
        else:
            paragraph.add_run(piece).font.size = Pt(22 if part.style == "t" else look.size)
    paragraph.paragraph_format.space_after = Pt(look.gap)
    if part.style in ("t", "c"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif part.style in ("r", "sign"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif part.style == "body" and look.indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * look.size)
    elif part.style in ("n1", "n2", "n3"):
        level = int(part.style[1]) - 1
        number = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{numbering_id}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(xml(number))


def docx_table(file: Any, rows: Rows, look: Look) -> None:
    from docx.shared import Mm, Pt

    table = file.add_table(rows=len(rows.cells), cols=rows.columns)
    table.autofit = False
    if look.border:
        table.style = "Table Grid"
    section = file.sections[-1]
    room = (section.page_width - section.left_margin - section.right_margin) / 36000  # mm
    grid = [list(row.cells) for row in table.rows]
    for c, width in enumerate(rows.widths):
        table.columns[c].width = Mm(room * width / sum(rows.widths))
        for row in grid:
            row[c].width = Mm(room * width / sum(rows.widths))
    for r, row in enumerate(rows.cells):
        if r < rows.head:
            table.rows[r]._tr.get_or_add_trPr().append(xml(f"<w:tblHeader {W}/>"))
        for c, cell in row:
            target = grid[r][c]
            if cell.rowspan > 1 or cell.colspan > 1:
                target = target.merge(grid[r + cell.rowspan - 1][c + cell.colspan - 1])
            target.text = cell.text.split("\n")[0]
            for words in cell.text.split("\n")[1:]:
                target.add_paragraph(words)
            for run in (run for paragraph in target.paragraphs for run in paragraph.runs):
                run.font.size = Pt(look.table_size)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def xml(text: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(text)


def add_numbering(file: Any) -> int:
    """A list of three levels, 一、 （一） 1., in the numbering part; its number."""
    root = file.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{form}"/></w:lvl>'
        for i, (kind, form) in enumerate(
            [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
        )
    )
    root.insert(0, xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return 77


def add_footnotes(file: Any, notes: list[str]) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part as Piece

    made = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f"<w:r><w:t>{escape(note)}</w:t></w:r></w:p></w:footnote>"
        for n, note in enumerate(notes, 2)
    )
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for n, kind in enumerate(("separator", "continuationSeparator"))
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    blob = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {W}>{lines}{made}</w:footnotes>'.encode()
    file.part.relate_to(
        Piece(PackURI("/word/footnotes.xml"), kind, blob, file.part.package), RELATIONSHIP_TYPE.FOOTNOTES
    )


def text_box(words: str) -> Any:
    """A run with a box across the page between the paragraphs around it, as Word draws one."""
    across, high = 5400000, 420000 + 250000 * (len(words) // 34)
    return xml(
        f'<w:r {W} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        '<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{across}" cy="{high}"/><wp:wrapTopAndBottom/><wp:docPr id="7" name="框"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{high}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="C00000"/>'
        f"</a:solidFill></a:ln></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p>"
        "</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )
