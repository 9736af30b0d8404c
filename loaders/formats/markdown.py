"""Markdown marks that turn up in text files: read as layout and taken out of the text.

Spans point into the text without them, so that the same document saved as text, HTML or Word
says the same. Only marks that cannot be meant as text go: `# ` before a heading, pairs of `**`
around words of one line, rules of `---`, and the grid of pipe tables (rows become TAB rows and a
Table). Files named .md lose links, code ticks and backslashes before punctuation too.
"""

from __future__ import annotations

import re

from loaders.formats.draft import Draft, GridCell
from loaders.formats.limits import MAX_TABLE_CELLS, too_large

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t\u3000]+(?=\S)")
_RULE = re.compile(r"^ {0,3}(?:-[ \t]*){3,200}$|^ {0,3}(?:\*[ \t]*){3,200}$|^ {0,3}(?:_[ \t]*){3,200}$")
_BOLD = re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*\n]{1,400}?)(?<=\S)\*\*(?!\*)")
_DELIMITER = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){0,60}\|?[ \t]*$")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\([^()\s]{1,500}(?: \"[^\"\n]{0,200}\")?\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")


def has_marks(text: str) -> bool:
    return "**" in text or "#" in text or "---" in text or "***" in text or "___" in text or "|" in text


def read_lines(draft: Draft, text: str, full: bool) -> None:
    """Write the lines of `text` without their marks; `full` for files that are Markdown by name."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if "|" in lines[at] and at + 1 < len(lines) and _is_table(lines[at], lines[at + 1]):
            at = _table(draft, lines, at, full)
        else:
            _write_line(draft, plain(lines[at], full))
            at += 1


def plain(line: str, full: bool) -> str:
    """One line without Markdown marks."""
    if _RULE.match(line):
        return ""
    line = _HEADING.sub("", line, count=1)
    if "**" in line:
        line = _BOLD.sub(r"\1", line)
    if full:
        line = _LINK.sub(r"\1", line).replace("`", "")
        line = _ESCAPE.sub(r"\1", line)
    return line


def _write_line(draft: Draft, line: str) -> None:
    if draft.pieces:
        draft.write(line)
    else:
        draft.pieces.append(line)
        draft.length = len(line)


def _is_table(head: str, delimiter: str) -> bool:
    return "-" in delimiter and "|" in delimiter and bool(_DELIMITER.match(delimiter)) and len(_split(head)) > 1


def _split(line: str) -> list[str]:
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [cell.strip() for cell in _PIPE.split(line)]


def _table(draft: Draft, lines: list[str], at: int, full: bool) -> int:
    """Read the pipe table at `at`; the index of the first line after it."""
    width = len(_split(lines[at]))
    grid: list[GridCell] = []
    row = 0
    for index in range(at, len(lines)):
        if index == at + 1:
            continue
        if "|" not in lines[index]:
            break
        cells = _split(lines[index])[:width]
        for column, cell in enumerate(cells):
            text = _BREAK.sub("\n", plain(cell, full)).replace("\\|", "|")
            grid.append(GridCell(text, row, column, header=row == 0))
        if len(grid) > MAX_TABLE_CELLS:
            raise too_large("the number of table cells", str(MAX_TABLE_CELLS))
        row += 1
    else:
        index = len(lines)
    draft.table(grid)
    return index
