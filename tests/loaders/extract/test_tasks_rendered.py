"""The same task table, made at random and written in seven ways: every row comes back exactly."""

from __future__ import annotations

import html
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import docx
import openpyxl
import pytest

from graph.record import Header
from loaders.extract.tasks import extract_tasks
from loaders.formats import read_source
from loaders.layouts import build_outline

DOES = ["推进", "完善", "健全", "开展", "规范", "落实", "优化"]
WHAT = ["社区助餐网络", "农村公路养护", "职业技能培训", "老旧小区改造", "托育服务供给", "安全生产专项整治"]
ENDS = ["，年内新增10个以上。", "，形成台账。", "。", "；同步做好宣传。", "", "，培育30家示范单位、2个示范县。"]
AGENCIES = ["民政局", "发展改革委", "人力资源和社会保障局", "自然资源和规划局", "残联", "消防救援支队", "总工会"]
LOCAL = ["各县（市、区）人民政府", "市政府各有关部门", "国网青石供电公司"]
DATES = ["2025年底前", "2024年6月底", "持续推进", "长期坚持"]
HEADS = {
    "lead": ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"],
    "joint": ["序号", "工作任务", "责任单位", "完成时间"],
    "class": ["序号", "任务类别", "具体任务", "牵头部门", "参与部门", "完成时限"],
    "note": ["序号", "任务内容", "主责单位", "协办单位", "备注"],
}


@dataclass(frozen=True)
class Put:
    text: str
    rows: int = 1
    columns: int = 1


Grid = list[list[Put | None]]
Fact = tuple[str | None, str, dict[str, list[str]], str | None]


def _task(rnd: random.Random) -> str:
    pairs = [rnd.choice(DOES) + rnd.choice(WHAT) for _ in range(rnd.choice([1, 1, 2, 3]))]
    return "，".join(pairs) + rnd.choice(ENDS)


def _agencies(rnd: random.Random, most: int) -> list[str]:
    names = [rnd.choice("市县") + name for name in rnd.sample(AGENCIES, rnd.randint(1, most))]
    return [*names[:-1], rnd.choice(LOCAL)] if rnd.random() < 0.2 else names


def _table(rnd: random.Random, scheme: str) -> tuple[Grid, list[Fact]]:
    """A grid (None: covered by a merged cell) and what it says."""
    heads, width = HEADS[scheme], len(HEADS[scheme])
    grid: Grid = [[Put(h) for h in heads]]
    facts: list[Fact] = []
    number_form = rnd.choice(["{}", "{}.", "（{}）"])
    last = rnd.randint(3, 7)
    covered, merged = 0, False  # rows below that the cell of the class covers; is it the row above's?
    for i in range(1, last + 1):
        if scheme != "class" and rnd.random() < 0.2:
            grid.append([Put(f"{'一二三四五六七八'[i]}、{rnd.choice(DOES)}{rnd.choice(WHAT)}", 1, width)])
            grid[-1] += [None] * (width - 1)
        first, second = _agencies(rnd, 2), _agencies(rnd, 4)
        date, text = rnd.choice(DATES), _task(rnd)
        roles = {"lead": first, "cooperate": second} if scheme != "joint" else {"joint": second}
        row: list[Put | None] = [Put(number_form.format(i)), Put(text)]
        if scheme == "class":
            covered = covered - 1 if covered else rnd.randint(0, last - i)
            row.insert(1, None if merged else Put(rnd.choice(WHAT), covered + 1))
            merged = covered > 0
        mark = rnd.choice(["、", "\n"])
        row += [Put(mark.join(names)) for names in roles.values()]
        row += [Put("" if scheme == "note" else date)]
        grid.append(row)
        facts.append((str(i), text, {r: sorted(set(a)) for r, a in roles.items()}, None if scheme == "note" else date))
        if not merged and rnd.random() < 0.1:  # a page break re-prints the heading
            grid.append(list(grid[0]))
    return grid, facts


def _html(grid: Grid) -> tuple[bytes, str]:
    rows = [
        "".join(
            f'<td rowspan="{c.rows}" colspan="{c.columns}">{html.escape(c.text).replace(chr(10), "<br>")}</td>'
            for c in row
            if c
        )
        for row in grid
    ]
    page = "<html><body><h1>重点任务分工表</h1><p>为抓好落实，制定本表。</p><table><tr>" + "</tr><tr>".join(rows)
    return (page + "</tr></table></body></html>").encode(), "t.html"


def _docx(grid: Grid) -> tuple[bytes, str]:
    document = docx.Document()
    document.add_paragraph("重点任务分工表")
    table = document.add_table(rows=len(grid), cols=len(grid[0]))
    for r, c, put in _placed(grid):
        cell = table.cell(r, c)
        if put.rows > 1 or put.columns > 1:
            cell = cell.merge(table.cell(r + put.rows - 1, c + put.columns - 1))
        first, *more = put.text.split("\n")
        cell.paragraphs[0].text = first
        for line in more:
            cell.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue(), "t.docx"


def _xlsx(grid: Grid) -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    sheet = book.active
    for r, c, put in _placed(grid):
        sheet.cell(r + 1, c + 1, put.text)
        if put.rows > 1 or put.columns > 1:
            sheet.merge_cells(start_row=r + 1, end_row=r + put.rows, start_column=c + 1, end_column=c + put.columns)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue(), "t.xlsx"


def _placed(grid: Grid) -> Iterator[tuple[int, int, Put]]:
    for r, row in enumerate(grid):
        for c, put in enumerate(row):
            if put:
                yield r, c, put


def _own(row: list[Put | None]) -> list[Put]:
    return [put for put in row if put]


def _markdown(grid: Grid) -> tuple[bytes, str]:
    lines = ["# 重点任务分工表", ""]
    for i, row in enumerate(grid):
        lines.append("| " + " | ".join(c.text.replace("\n", "<br>") if c else "" for c in row) + " |")
        if i == 0:
            lines.append("|" + "---|" * len(row))
    return "\n".join(lines).encode(), "t.md"


def _row_a_line(grid: Grid) -> tuple[bytes, str]:
    lines = ["重点任务分工表", ""]
    for row in grid:
        cells = [c.text.replace("\n", "、") if c else "" for c in row]
        lines.append(cells[0] if row[0] and row[0].columns == len(row) else "\t".join(cells))
    return "\n".join(lines).encode(), "t.txt"


def _cell_a_line(grid: Grid) -> tuple[bytes, str]:
    """As Word writes it: an empty cell where a vertical merge goes on, nothing where a horizontal one does."""
    blocks = ["\n".join("\t" + (c.text if c else "") for c in row if c or len(_own(row)) > 1) for row in grid]
    return ("重点任务分工表\n\n" + "\n\n".join(blocks) + "\n").encode(), "t.txt"


def _plain_lines(grid: Grid) -> tuple[bytes, str]:
    lines = [c.text.replace("\n", "、") for row in grid for c in row if c and c.text]
    return ("重点任务分工表\n\n" + "\n".join(lines) + "\n").encode(), "t.txt"


WRITERS = [_html, _docx, _xlsx, _markdown, _row_a_line, _cell_a_line, _plain_lines]


@pytest.mark.parametrize("writer", WRITERS, ids=lambda w: w.__name__.strip("_"))
@pytest.mark.parametrize("scheme", sorted(HEADS))
def test_every_row_comes_back(writer: Callable[[Grid], tuple[bytes, str]], scheme: str) -> None:
    if writer is _plain_lines and scheme == "class":
        pytest.skip("lines without TABs do not tell a merged cell from a missing one")
    for seed in range(4):
        grid, facts = _table(random.Random(f"{scheme}{seed}"), scheme)
        assert _read(*writer(grid)) == facts


def _read(data: bytes, name: str) -> list[Fact]:
    source = read_source(data, name)
    tasks, _ = extract_tasks(source, build_outline(source), Header(title=None))
    found: list[Fact] = []
    for task in tasks:
        if task.kind == "table":
            roles: dict[str, list[str]] = {}
            for duty in task.responsibilities:
                roles.setdefault(duty.role, []).append(duty.as_written)
            deadline = task.deadline.text if task.deadline else None
            number = (task.number or "").strip(".（）") or None
            found.append((number, task.text, {r: sorted(set(a)) for r, a in roles.items()}, deadline))
    return found
