"""PDF: order, paragraphs, tables, pages, and what cannot be read."""

from __future__ import annotations

import pytest

from graph.errors import InputError
from loaders.formats import read_source
from loaders.formats.pdf_lines import Line, first_unit_width
from loaders.formats.pdf_page import Glyph
from tests.loaders.formats.raw_pdf import pdf, rule, text
from tests.loaders.formats.test_html import lines
from tests.loaders.formats.test_text import cells

SENTENCE = "各级民政部门要会同有关部门完善养老服务体系加强设施建设和人才培养确保各项任务落到实处"


def paragraph(x: float, y: float, words: str, per_line: int, size: float = 12) -> bytes:
    """Set text in lines of `per_line` characters, the first one indented by two."""
    out, at, indent = b"", 0, 2
    while at < len(words):
        n = per_line - indent
        out += text(x + indent * size, y, words[at : at + n], size)
        at, y, indent = at + n, y - 1.6 * size, 0
    return out


def running(n: int, end: str = "。") -> str:
    return (SENTENCE * 9)[:n] + end


def test_lines_are_rejoined_and_indents_begin_paragraphs() -> None:
    words = [running(75), running(33), running(50)]
    page = b"".join(paragraph(90, y, w, 34) for y, w in zip((700, 640, 600), words, strict=True))
    assert lines(read_source(pdf(page), "a.pdf")) == words


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    words = running(100)
    first = paragraph(90, 700, running(70), 34) + paragraph(90, 118, words[:66], 34)
    second = text(90, 740, words[66:]) + paragraph(90, 700, running(40), 34)
    source = read_source(pdf(first, second), "a.pdf")
    assert lines(source) == [running(70), words, running(40)]
    assert [p.n for p in source.pages] == [1, 2]
    assert source.text[slice(*source.pages[1].span)] == running(40)


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        text(240, 805, "青川市人民政府公报", 9)
        + paragraph(90, 700 - 5 * n, running(60 + n), 34)
        + text(280, 40, f"— {n} —")
        for n in range(1, 6)
    ]
    assert lines(read_source(pdf(*pages), "a.pdf")) == [running(60 + n) for n in range(1, 6)]


@pytest.mark.parametrize("mark", ["3", "- 3 -", "—3—", "第3页", "第 3 页 共 9 页", "3/9", "·3·"])
def test_page_numbers_of_single_pages(mark: str) -> None:
    page = paragraph(90, 700, running(75), 34) + text(280, 40, mark)
    assert lines(read_source(pdf(page), "a.pdf")) == [running(75)]


def test_a_number_in_the_text_is_no_page_number() -> None:
    page = paragraph(90, 700, running(75), 34) + text(90, 400, "2025")
    assert lines(read_source(pdf(page), "a.pdf"))[-1] == "2025"


def test_two_columns_with_a_title_across() -> None:
    left, right = running(200), "同时" + running(190)
    page = text(150, 760, "十二部门联合推进医养结合发展", 20)
    page += paragraph(60, 700, left, 18) + paragraph(310, 700, right, 18)
    assert lines(read_source(pdf(page), "a.pdf")) == ["十二部门联合推进医养结合发展", left, right]


def test_contents_lines_go() -> None:
    page = text(90, 760, "一、总则..................1") + paragraph(90, 700, running(75), 34)
    assert lines(read_source(pdf(page), "a.pdf")) == [running(75)]


def grid(xs: list[float], ys: list[float], skip: tuple[str, ...] = ()) -> bytes:
    """A full grid of rules; `skip` names sides left open."""
    out = b""
    for i, x in enumerate(xs):
        side = "left" if i == 0 else "right" if i == len(xs) - 1 else ""
        if side not in skip or not side:
            out += rule(x, ys[0], x, ys[-1])
    for i, y in enumerate(ys):
        side = "top" if i == 0 else "bottom" if i == len(ys) - 1 else ""
        if side not in skip or not side:
            out += rule(xs[0], y, xs[-1], y)
    return out


XS, YS = [60.0, 120.0, 380.0, 530.0], [700.0, 670.0, 610.0, 580.0]


def words_in(ys: list[float], first: int = 1) -> bytes:
    out = text(66, ys[0] - 20, "序号") + text(126, ys[0] - 20, "任务") + text(386, ys[0] - 20, "牵头单位")
    out += (
        text(66, ys[1] - 20, str(first)) + text(126, ys[1] - 20, running(20, "")) + text(126, ys[1] - 38, "另行通知。")
    )
    out += text(386, ys[1] - 20, "市民政局") + text(386, ys[1] - 38, "市财政局")
    return (
        out + text(66, ys[2] - 20, str(first + 1)) + text(126, ys[2] - 20, "培训。") + text(386, ys[2] - 20, "市人社局")
    )


EXPECTED = [
    (0, 0, 1, 1, "序号"), (0, 1, 1, 1, "任务"), (0, 2, 1, 1, "牵头单位"),
    (1, 0, 1, 1, "1"), (1, 1, 1, 1, running(20, "") + "另行通知。"), (1, 2, 1, 1, "市民政局\n市财政局"),
    (2, 0, 1, 1, "2"), (2, 1, 1, 1, "培训。"), (2, 2, 1, 1, "市人社局"),
]  # fmt: skip


@pytest.mark.parametrize("skip", [(), ("left", "right"), ("top",), ("bottom",)])
def test_ruled_tables_also_with_open_sides(skip: tuple[str, ...]) -> None:
    page = paragraph(60, 800, running(50), 38) + grid(XS, YS, skip) + words_in(YS)
    source = read_source(pdf(page), "a.pdf")
    assert cells(source) == EXPECTED
    assert lines(source) == [running(50)]


def test_merged_cells_by_missing_rules() -> None:
    rules = b"".join(rule(x, 700, x, 580) for x in (60, 530)) + rule(120, 700, 120, 640) + rule(120, 610, 120, 580)
    rules += rule(380, 700, 380, 670) + rule(380, 640, 380, 580)
    rules += rule(60, 700, 530, 700) + rule(120, 670, 530, 670) + rule(60, 640, 530, 640) + rule(60, 610, 380, 610)
    rules += rule(60, 580, 530, 580)
    page = rules + text(66, 660, "1") + text(126, 680, "签约") + text(386, 680, "甲") + text(126, 650, "跨两列")
    page += text(66, 620, "跨两列乙") + text(386, 600, "两行") + text(66, 590, "2") + text(126, 590, "培训")
    assert cells(read_source(pdf(page), "a.pdf")) == [
        (0, 0, 2, 1, "1"), (0, 1, 1, 1, "签约"), (0, 2, 1, 1, "甲"),
        (1, 1, 1, 2, "跨两列"),
        (2, 0, 1, 2, "跨两列乙"), (2, 2, 2, 1, "两行"),
        (3, 0, 1, 1, "2"), (3, 1, 1, 1, "培训"),
    ]  # fmt: skip


def test_a_table_on_two_pages_is_one_and_its_heading_stands_once() -> None:
    source = read_source(pdf(grid(XS, YS) + words_in(YS), grid(XS, YS) + words_in(YS, 3)), "a.pdf")
    assert len(source.tables) == 1
    assert [c[4] for c in cells(source) if c[1] == 0] == ["序号", "1", "2", "3", "4"]


def test_a_row_cut_by_the_page_end_is_one_row() -> None:
    top = [700.0, 670.0, 640.0]
    first = grid(XS, top) + text(66, 680, "序号") + text(126, 680, "任务") + text(386, 680, "单位")
    first += text(66, 650, "1") + text(126, 650, running(20, "")) + text(386, 650, "市民政局")
    ys = [780.0, 750.0, 720.0]
    second = (
        grid(XS, ys)
        + text(126, 760, "另行通知。")
        + text(66, 730, "2")
        + text(126, 730, "培训。")
        + text(386, 730, "市人社局")
    )
    assert cells(read_source(pdf(first, second), "a.pdf"))[3:] == [
        (1, 0, 1, 1, "1"), (1, 1, 1, 1, running(20, "") + "另行通知。"), (1, 2, 1, 1, "市民政局"),
        (2, 0, 1, 1, "2"), (2, 1, 1, 1, "培训。"), (2, 2, 1, 1, "市人社局"),
    ]  # fmt: skip


def test_a_merged_cell_goes_on_on_the_next_page() -> None:
    top, ys = [700.0, 670.0, 640.0], [780.0, 750.0, 720.0]
    first = grid(XS, top) + text(66, 680, "序号") + text(126, 680, "任务") + text(386, 680, "单位")
    first += text(66, 650, "1") + text(126, 650, "签约。") + text(386, 650, "市民政局")
    second = grid(XS, ys) + text(126, 760, "培训。") + text(386, 760, "市人社局")
    second += text(66, 730, "2") + text(126, 730, "建设。") + text(386, 730, "市住建局")
    found = cells(read_source(pdf(first, second), "a.pdf"))
    assert (1, 0, 2, 1, "1") in found
    assert (2, 1, 1, 1, "培训。") in found
    assert (3, 0, 1, 1, "2") in found


def test_a_page_on_its_side_is_read_upright() -> None:
    turned = b"q 0 1 -1 0 595 0 cm\n" + grid(XS, [500, 470, 410, 380]) + words_in([500, 470, 410, 380]) + b"Q\n"
    assert cells(read_source(pdf(turned, page=b"/Rotate 90"), "a.pdf")) == EXPECTED


def test_tables_without_rules() -> None:
    rows = [
        ("序号", "任务", "牵头单位"),
        ("1", "签约服务。", "市民政局"),
        ("2", "人员培训。", "市人社局"),
        ("3", "设施建设。", "市住建局"),
    ]
    page = paragraph(60, 800, running(60), 38)
    for at, row in enumerate(rows):
        page += b"".join(text(x, 700 - 24 * at, w) for x, w in zip((60, 120, 380), row, strict=True))
    assert [c[4] for c in cells(read_source(pdf(page), "a.pdf"))] == [w for row in rows for w in row]


def test_signatures_side_by_side_are_no_table() -> None:
    page = (
        paragraph(60, 800, running(60), 38)
        + text(100, 700, "市民政局")
        + text(300, 700, "市财政局")
        + text(350, 670, "2021年6月1日")
    )
    assert read_source(pdf(page), "a.pdf").tables == ()


def glyphs(words: str) -> list[Glyph]:
    widths = [12.0 if ord(c) > 0x2000 else 6.0 for c in words]
    return [Glyph(c, sum(widths[:i]), sum(widths[: i + 1]), 0, -2, 10) for i, c in enumerate(words)]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("民政局", "民"),
        ("，民", "，"),
        ("《意见》", "《意"),
        ("2025年", "2025"),
        ("养”“老", "养”“老"),
        ("）。各", "）。"),
    ],
)
def test_what_cannot_be_split_off_a_line(words: str, unit: str) -> None:
    assert first_unit_width(Line(glyphs(words))) == sum(12.0 if ord(c) > 0x2000 else 6.0 for c in unit)


def refused(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_source(data, "a.pdf")
    assert caught.value.remedy
    return caught.value


def test_scans_are_told_to_run_ocr() -> None:
    image = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"
    error = refused(pdf(image, image))
    assert error.code == "scanned"
    assert "OCR" in error.remedy


def test_a_scanned_page_among_others_is_a_warning() -> None:
    image = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"
    source = read_source(pdf(paragraph(90, 700, running(75), 34), image, paragraph(90, 700, running(70), 34)), "a.pdf")
    assert [w.code for w in source.warnings] == ["scanned_pages"]
    assert "2" in source.warnings[0].message


def test_locked_files_are_told() -> None:
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>/ID[<0102><0102>]"
    assert refused(pdf(text(90, 700, "正文"), trailer=lock)).code == "encrypted"


@pytest.mark.parametrize("cut", [20, 200, 600])
def test_cut_files_are_told_or_read(cut: int) -> None:
    data = pdf(paragraph(90, 700, running(75), 34))
    assert refused(data[:cut]).code in ("damaged", "scanned", "empty")


def test_bold_by_printing_twice_is_read_once() -> None:
    words = running(60)
    page = paragraph(90, 700, words, 34) + paragraph(90.4, 700, words, 34)
    assert lines(read_source(pdf(page), "a.pdf")) == [words]


def test_equal_characters_near_each_other_stay() -> None:
    words = "人人享有养老服务，一一对应，层层落实，户户通，个个清，处处有人管，事事有回音。"
    page = paragraph(90, 700, words, 24) + paragraph(90.3, 660.6, words, 24)
    assert lines(read_source(pdf(page), "a.pdf")) == [words, words]
