"""Tables that were flattened to text: which cell stands where, and how far merged cells reach."""

from __future__ import annotations

from loaders.layouts.flat_lines import find_line_tables
from loaders.layouts.flat_tables import find_tables
from loaders.source import Table


def grid(text: str, table: Table) -> list[list[str]]:
    """Every place with the text of the cell that covers it."""
    rows: list[list[str]] = []
    for r in range(table.rows):
        cells = [table.at(r, c) for c in range(table.columns)]
        rows.append([text[slice(*cell.span)].replace("\n", "") if cell else "" for cell in cells])
    return rows


def test_rows_of_a_word_table_with_merges() -> None:
    text = (
        "\t序号\n\t任务\n\t牵头单位\n\t配合单位\n\t措施\n\n"
        "\t一、用地\n\n"
        "\t1\n\t（一）保障。\n\t统筹安排用地规模。\n\t省自然资源厅\n\t省民政厅\n\t编制规划。\n\n"
        "\t2\n\t\n\t鼓励盘活厂房。\n\t省自然资源厅\n省住建厅\n\t简化手续。\n\n"
        "\t3\n\t（二）减税。\n\t省税务局\n\t省财政厅\n\t落实减免政策。\n\n"
    )
    (table,) = find_tables(text)
    assert table.columns == 6
    assert grid(text, table) == [
        ["序号", "任务", "任务", "牵头单位", "配合单位", "措施"],
        ["一、用地"] * 6,
        ["1", "（一）保障。", "统筹安排用地规模。", "省自然资源厅", "省民政厅", "编制规划。"],
        ["2", "（一）保障。", "鼓励盘活厂房。", "省自然资源厅省住建厅", "省自然资源厅省住建厅", "简化手续。"],
        ["3", "（二）减税。", "（二）减税。", "省税务局", "省财政厅", "落实减免政策。"],
    ]


def test_a_page_break_inside_a_merge_re_prints_the_heading() -> None:
    text = "序号\t任务\t牵头单位\n1\t建站\t民政局\n\n序号\t任务\t牵头单位\n2\t培训\t\n"
    (table,) = find_tables(text)
    assert grid(text, table)[3] == ["2", "培训", "民政局"]
    assert [cell.header for cell in table.cells if cell.row == 2] == [True, True, True]


def test_text_with_a_stray_tab_is_no_table() -> None:
    assert find_tables("为推进工作，\t制定本方案。\n一、目标\n建成三处设施。\n") == ()
    assert find_tables("\t首行缩进的段落。\n\t另一个段落。\n") == ()


def test_two_tables_with_text_between() -> None:
    text = (
        "序号\t任务\t责任单位\n1\t甲事\t民政局\n\n以上任务年内完成。各单位抓好落实。\n\n"
        "指标\t单位\t数值\n床位\t张\t50\n护士\t人\t20\n"
    )
    assert [t.columns for t in find_tables(text)] == [3, 3]


def test_lines_without_tabs() -> None:
    text = (
        "序号\n工作任务\n责任单位\n时限\n1\n改造管网，\n更新管道\n区住建局\n区水务局\n2023年底\n"
        "2\n整治油烟\n区城管局\n持续推进\n3\n新建车位\n区城管局\n2024年底\n"
    )
    (table,) = find_line_tables(text)
    assert grid(text, table)[1:] == [
        ["1", "改造管网，更新管道", "区住建局区水务局", "2023年底"],
        ["2", "整治油烟", "区城管局", "持续推进"],
        ["3", "新建车位", "区城管局", "2024年底"],
    ]


def test_a_numbered_list_is_no_table() -> None:
    assert find_line_tables("序号\n一、总则\n1\n2\n3\n") == ()
