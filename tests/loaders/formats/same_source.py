"""Made-up documents in one plain notation (same/*.txt), to be rendered in every file format.

A line is a paragraph; `#X ` before it says what it is: t title, c centred, f flush left, r right, h heading,
n1 n2 n3 numbered by Word, box a text box, sign signatures side by side (`A | B`). `#note{…}` inside a line is
a footnote. `#page` begins a page, `#land` turns the pages from here on to landscape. `#table head=N repeat=N
width=W,W,…` to `#end` is a table of `|` cells: `^` goes on from the cell above, `<` from the cell to the left,
`\\n` is a new paragraph in the cell; head is the number of heading rows, repeat after how many rows a text
prints the heading again (0: never).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.loaders.formats.render import Merge

FOLDER = Path(__file__).with_name("same")
NOTE = re.compile(r"#note\{([^{}]*)\}")
_LINE = re.compile(r"#(t|c|f|r|h|n1|n2|n3|box|sign) (.+)")


@dataclass(frozen=True)
class Paragraph:
    text: str  # with #note{…}
    style: str  # body, or one of the letters above


@dataclass(frozen=True)
class Break:
    landscape: bool


@dataclass(frozen=True)
class Rows:
    """A table; `cells[r]` lists the cells that begin in row r as (column, cell)."""

    cells: tuple[tuple[tuple[int, Merge], ...], ...]
    columns: int
    head: int
    repeat: int
    widths: tuple[int, ...]  # in characters


Part = Paragraph | Break | Rows


def stories() -> dict[str, tuple[Part, ...]]:
    """Every document by the name of its file."""
    return {path.stem: parse(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt"))}


def parse(text: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("#table"):
            settings = dict(word.split("=") for word in line.split()[1:])
            rows = []
            for row in lines:
                if row == "#end":
                    break
                rows.append([cell.strip().replace("\\n", "\n") for cell in row.split("|")])
            parts.append(table(rows, settings))
        elif line in ("#page", "#land"):
            parts.append(Break(line == "#land"))
        elif match := _LINE.fullmatch(line):
            parts.append(Paragraph(match[2], match[1]))
        else:
            parts.append(Paragraph(line, "body"))
    return tuple(parts)


def table(rows: list[list[str]], settings: dict[str, str]) -> Rows:
    """Cells with their spans: those marked ^ and < belong to the cell above or to the left."""
    columns = len(rows[0])
    assert all(len(row) == columns for row in rows), rows
    made = []
    for r, row in enumerate(rows):
        begun = []
        for c, text in enumerate(row):
            if text in ("^", "<"):
                continue
            wide = next((k for k in range(1, columns - c) if row[c + k] != "<"), columns - c)
            high = next((k for k in range(1, len(rows) - r) if rows[r + k][c] != "^"), len(rows) - r)
            begun.append((c, Merge(text, high, wide)))
        made.append(tuple(begun))
    widths = tuple(int(w) for w in settings["width"].split(","))
    return Rows(tuple(made), columns, int(settings["head"]), int(settings.get("repeat", 0)), widths)
