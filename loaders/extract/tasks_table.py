"""Rows of task tables → tasks, for every format alike: the Table knows its cells (CONTRACT §1 "Tasks").

A table is a task table when its headings say what is done and who does it or until when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graph.record import Deadline, Note, Span
from loaders.extract.deadlines import read_deadline
from loaders.extract.responsibilities import Manner, Owners, read_owners
from loaders.extract.responsibilities_order import Order, order_clause
from loaders.extract.stretch import spaced
from loaders.extract.task_actions import goes_on, split_actions
from loaders.extract.task_draft import ActionDraft, Duty, TaskDraft
from loaders.extract.task_units import misprint_note, squeezed
from loaders.extract.tasks_columns import Columns, find_columns
from loaders.fold import Folded, fold
from loaders.layouts.columns import OWNERS
from loaders.layouts.numbering import strip_number
from loaders.source import Cell, Source, Table

_NUMBER = re.compile(r"(?:No\.?)?[（(]?(?:\d{1,3}(?:[-.]\d{1,3})?|[一二三四五六七八九十]{1,3})[)）.、]?$")


@dataclass(slots=True)
class TableReader:
    """Reads one table of the source. `order`: who leads an unmarked list, where the document says so."""

    source: Source
    table: Table
    order: Order | None = None
    issued_on: str | None = None
    notes: list[Note] = field(default_factory=list)
    columns: Columns | None = None  # after drafts(): the columns, for a table that goes on on the next page
    chapter: str | None = None
    heading: str | None = None
    _grid: dict[tuple[int, int], Cell] = field(default_factory=dict)
    _texts: dict[Span, str] = field(default_factory=dict)

    def drafts(self, before: TableReader | None = None) -> Iterator[TaskDraft]:
        """A draft for every task row, in order; none when the table is not a task table.

        `before`: the table right above, whose headings hold for a table without its own (a page break).
        """
        self._fill_grid()
        rows = self._rows()
        texts = {cell: self._text(cell) for own in rows.values() for cell in own}
        self.columns = find_columns(rows, texts, self.table.columns)
        if self.columns is None and before and before.columns and len(before.columns.kinds) == self.table.columns:
            self.columns = Columns(before.columns.kinds, before.columns.headings, frozenset())
            self.chapter, self.heading = before.chapter, before.heading
        if self.columns is None:
            return
        first = min(self.columns.header_rows, default=-1)
        last: TaskDraft | None = None  # held back, for a row that a page break cut
        for row, own in rows.items():
            if row < first or row in self.columns.header_rows:
                continue
            bar = self._bar(row, own)
            if bar is not None:
                self.chapter, self.heading = strip_number(bar), bar
            elif last is not None and self._goes_on(row, own, self.columns):
                last = self._joined(last, own)
            elif (draft := self._row(row, own, self.columns)) is not None:
                if last is not None:
                    yield last
                last = draft
        if last is not None:
            yield last

    def _goes_on(self, row: int, own: list[Cell], columns: Columns) -> bool:
        """More steps of the row above: number, task and owners are all merged from it, or blank (a page break)."""
        kinds = {columns.kinds[c] for cell in own for c in range(cell.column, cell.column + cell.colspan)}
        if kinds != {"measure"}:
            return False
        if columns.of("task") and not any(self._at(row, c) for c in columns.of("task", "number", "deadline", *OWNERS)):
            return True
        covered = [c for c in columns.of("task", "number", *OWNERS) if (cell := self._at(row, c)) and cell.row < row]
        return bool(columns.of("task")) and {"task"} <= {columns.kinds[c] for c in covered}

    def _joined(self, above: TaskDraft, own: list[Cell]) -> TaskDraft:
        actions = above.actions
        for cell in own:
            actions = goes_on(actions, tuple(split_actions(spaced(self.source.text, cell.span))))
        return replace(above, actions=actions, span=(above.span[0], max(c.span[1] for c in own)))

    def _fill_grid(self) -> None:
        """Cells with text by every place they cover; places of empty cells stay free."""
        for cell in self.table.cells:
            if self.source.text[slice(*cell.span)].strip():
                for row in range(cell.row, cell.row + cell.rowspan):
                    for column in range(cell.column, cell.column + cell.colspan):
                        self._grid.setdefault((row, column), cell)

    def _at(self, row: int, column: int) -> Cell | None:
        return self._grid.get((row, column))

    # ---- the table as a whole ---------------------------------------------------------------

    def _text(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        text = self._texts.get(cell.span)
        if text is None:
            text = self._texts[cell.span] = fold(self.source.text, *cell.span).text
        return text

    def _bare(self, cell: Cell) -> tuple[str, Span]:
        """A task cell without the number printed in front of it, and where that stands."""
        whole = self._text(cell)
        bare = strip_number(whole)
        if not bare or bare == whole:
            return whole, cell.span
        return bare, fold(self.source.text, *cell.span).span(len(whole) - len(bare), len(whole))

    def _rows(self) -> dict[int, list[Cell]]:
        """The cells that begin in each row, left to right."""
        rows: dict[int, list[Cell]] = {}
        for cell in dict.fromkeys(self._grid.values()):
            rows.setdefault(cell.row, []).append(cell)
        return {row: sorted(rows[row], key=lambda c: c.column) for row in sorted(rows)}

    def _bar(self, row: int, own: list[Cell]) -> str | None:
        """The text of a row that is one cell and nothing else: the name of the rows below."""
        if len(own) != 1:
            return None
        cell, text = own[0], self._text(own[0])
        if len(text) > 80:
            return None
        if cell.colspan >= max(2, self.table.columns - 1):
            return text
        alone = all(self._at(row, c) in (None, cell) for c in range(self.table.columns))
        return text if alone and cell.column == 0 and strip_number(text) != text and len(text) > 4 else None

    # ---- one row ----------------------------------------------------------------------------

    def _row(self, row: int, own: list[Cell], columns: Columns) -> TaskDraft | None:
        content = self._content(row, columns)
        if content is None:
            return None
        cell, naming = content
        mine = {id(c) for c in own}
        inherited = [] if id(cell) in mine else ["text"]
        text, text_span = self._bare(cell)
        heading = self.heading
        if naming is not None:
            heading = strip_number(self._text(naming))
            if id(naming) not in mine:
                inherited.append("heading")
        duties, open_ended = self._duties(row, columns, mine, inherited)
        number = self._number(row, columns)
        span = (own[0].span[0], max(c.span[1] for c in own))
        return TaskDraft(
            kind="table",
            number=number,
            text=text,
            text_span=text_span,
            span=span,
            rule="table_row",
            chapter=self.chapter,
            heading=heading,
            duties=duties,
            open_ended=open_ended,
            actions=self._actions(row, columns, cell, mine, inherited),
            deadline=self._deadline(row, columns, mine, inherited),
            inherited=tuple(dict.fromkeys(inherited)),
        )

    def _content(self, row: int, columns: Columns) -> tuple[Cell, Cell | None] | None:
        """The task cell of the row, and the cell that names it (beside it, or merged over several rows)."""
        cells: list[Cell] = []
        for c in columns.of("category", "task"):
            cell = self._at(row, c)
            if cell is not None and not cell.header and (not cells or cells[-1] is not cell):
                cells.append(cell)
        if len(cells) > 1 and _NUMBER.match(self._text(cells[0])):  # 条款: （一）
            cells = cells[1:]
        tasks = [c for c in cells if any(k == "task" for k in columns.kinds[c.column : c.column + c.colspan])]
        measures = [m for c in columns.of("measure") if (m := self._at(row, c)) is not None and not m.header]
        if not tasks:
            own = [m for m in measures if m.row == row]
            return (own[0], cells[-1] if cells else None) if own else None
        task = tasks[-1]
        if task.row != row or self._is_shared(task, columns):
            # The task cell is merged over several rows: each row's own measure is what is to be done there.
            own = [m for m in measures if m.row == row and m is not task]
            if own:
                return own[0], task
            if task.row != row and not any(self._is_own(row, c, columns) for c in range(self.table.columns)):
                return None
        position = cells.index(task)
        if position:
            return task, cells[position - 1]
        both = len(columns.of("task")) > 1 and task.colspan > 1
        return task, task if both else None

    def _is_shared(self, task: Cell, columns: Columns) -> bool:
        """Do the rows below that the task cell covers have measures and owners, deadlines or numbers of their own?"""
        return any(
            any(self._is_own(row, c, columns, "measure") for c in columns.of("measure"))
            and any(self._is_own(row, c, columns, "deadline") for c in range(self.table.columns))
            for row in range(task.row + 1, task.row + task.rowspan)
        )

    def _is_own(self, row: int, column: int, columns: Columns, *more: str) -> bool:
        cell = self._at(row, column)
        return cell is not None and cell.row == row and columns.kinds[column] in (*OWNERS, "number", *more)

    def _number(self, row: int, columns: Columns) -> str | None:
        for c in columns.of("number"):
            text = self._text(self._at(row, c)).strip(" .、")
            if text:
                return text
        first = self._text(self._at(row, 0)) if columns.kinds and columns.kinds[0] in (None, "task", "category") else ""
        return first.strip(" .、") if _NUMBER.match(first) else None

    def _duties(
        self, row: int, columns: Columns, mine: set[int], inherited: list[str]
    ) -> tuple[tuple[Duty, ...], bool]:
        """The owners in all owner columns; a cell over several of them is shared: `joint`."""
        duties: list[Duty] = []
        open_ended = False
        done: set[int] = set()
        for c in columns.of(*OWNERS):
            cell = self._at(row, c)
            if cell is None or cell.header or id(cell) in done:
                continue
            done.add(id(cell))
            covered = {k for k in columns.kinds[cell.column : cell.column + cell.colspan] if k in OWNERS}
            role = str(columns.kinds[c]) if len(covered) == 1 else "joint"
            order = order_clause(columns.headings[c]) or self.order
            owners, stretch = self._owners(cell, Manner(role, order, "cell"))
            duties += [_duty(stretch, o.role, o.start, o.end, o.rule) for o in owners.owners]
            open_ended |= owners.open_ended
            if id(cell) not in mine:
                inherited += sorted({o.role for o in owners.owners})
        return tuple({(d.role, d.name): d for d in reversed(duties)}.values())[::-1], open_ended

    def _owners(self, cell: Cell, manner: Manner) -> tuple[Owners, Folded]:
        stretch = spaced(self.source.text, cell.span)
        owners = read_owners(stretch.text, manner)
        for start, end in owners.misprints:
            note = misprint_note(stretch, start, end)
            if note not in self.notes:
                self.notes.append(note)
        return owners, stretch

    def _actions(
        self, row: int, columns: Columns, task: Cell, mine: set[int], inherited: list[str]
    ) -> tuple[ActionDraft, ...]:
        actions: list[ActionDraft] = []
        for c in columns.of("measure"):
            cell = self._at(row, c)
            if cell is None or cell.header or cell is task:
                continue
            actions += split_actions(spaced(self.source.text, cell.span))
            if id(cell) not in mine:
                inherited.append("actions")
        return tuple(actions)

    def _deadline(self, row: int, columns: Columns, mine: set[int], inherited: list[str]) -> Deadline | None:
        for c in columns.of("deadline"):
            cell = self._at(row, c)
            if cell is None or cell.header:
                continue
            deadline = read_deadline(fold(self.source.text, *cell.span), self.issued_on)
            if deadline and id(cell) not in mine:
                inherited.append("deadline")
            if deadline:
                return deadline
        return None


def _duty(stretch: Folded, role: str, start: int, end: int, rule: str) -> Duty:
    return Duty(role, squeezed(stretch.text[start:end]), stretch.span(start, end), rule)
