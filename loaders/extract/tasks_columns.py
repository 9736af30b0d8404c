"""Is this a task table, and which of its columns holds what? By its headings, on one or two levels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.layouts.columns import OWNERS, column_kind, is_header_row
from loaders.source import Cell

Rows = Mapping[int, Sequence[Cell]]  # the cells that begin in each row, left to right

_LONGEST_SUBHEADING = 12
_PUNCTUATED = re.compile(r"[，。；、！？]")
_SHORTEST_CONTENT = 8  # characters a row, on the average, for a column without a name to be what is done


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what. `kinds[c]` by heading; `headings[c]` the heading's text."""

    kinds: tuple[str | None, ...]
    headings: tuple[str, ...]
    header_rows: frozenset[int]

    def of(self, *kinds: str) -> tuple[int, ...]:
        return tuple(c for c, kind in enumerate(self.kinds) if kind in kinds)


def find_columns(rows: Rows, texts: Mapping[Cell, str], width: int) -> Columns | None:
    """The columns of a task table, or None where the headings (or their absence) say that it is none.

    texts: the folded text of every cell; width: the number of columns.
    """
    header_rows: set[int] = set()
    kinds: list[str | None] = [None] * width
    headings = [""] * width
    first: int | None = None
    for row in sorted(rows):
        own = rows[row]
        here = tuple(texts[c].replace(" ", "") for c in own)
        below = first is not None and row == first + 1 and _is_second_level(own, here, width, rows[first])
        if not (below or is_header_row(here)):
            continue
        header_rows.add(row)
        if first is None or below:
            first = row if first is None else first
            for cell, text in zip(own, here, strict=True):
                for c in range(cell.column, min(cell.column + cell.colspan, width)):
                    kinds[c] = column_kind(text) or kinds[c]
                    headings[c] = text or headings[c]
    if first is None:
        return None
    return _with_content(Columns(tuple(kinds), tuple(headings), frozenset(header_rows)), rows)


def _is_second_level(own: Sequence[Cell], texts: Sequence[str], width: int, heading: Sequence[Cell]) -> bool:
    """The lower half of a two-level heading: its cells are column names, or divide headings that are several columns
    wide and nothing else (推进计划: 上半年 | 下半年). A bar is one cell."""
    if not own or len(own) >= width or any(cell.colspan == width for cell in own):
        return False
    if all(column_kind(t) is not None for t in texts):
        return True
    covered = [c for h in heading for c in range(h.column, h.column + h.colspan)]
    wide = {c for h in heading if h.colspan > 1 for c in range(h.column, h.column + h.colspan)}
    open_ = wide | set(range(width)) - set(covered)  # blank above: a heading not known to be merged
    here = [cell.column for cell in own]
    together = len(here) > 1 and here[-1] - here[0] == len(here) - 1
    return bool(open_) and open_ <= set(here) and together and all(map(_is_name, texts))


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_SUBHEADING and not _PUNCTUATED.search(text)


def _with_content(columns: Columns, rows: Rows) -> Columns | None:
    """A task table has owners or deadlines, and a column that says what is done."""
    owners = columns.of(*OWNERS)
    if columns.of("task", "measure"):
        pairs = zip(columns.kinds, columns.headings, strict=True)
        named = any(kind == "task" and "任务" in heading for kind, heading in pairs)
        dated = bool(columns.of("deadline")) or (named and bool(columns.of("measure")))
        return columns if owners or dated else None
    if not owners:
        return None
    # Content without a name: the widest column that is neither number nor owner.
    free = [c for c, kind in enumerate(columns.kinds) if kind in (None, "category", "target")]
    if not free:
        return None
    lengths = {c: sum(x.span[1] - x.span[0] for own in rows.values() for x in own if x.column == c) for c in free}
    longest = max(free, key=lambda c: (lengths[c], -c))
    if lengths[longest] < _SHORTEST_CONTENT * max(1, len(rows) - 1):
        return None
    kinds = list(columns.kinds)
    kinds[longest] = "task"
    return Columns(tuple(kinds), columns.headings, columns.header_rows)
