"""Comma- or TAB-separated values: one table, lines above and below it as paragraphs."""

from __future__ import annotations

import csv
from io import StringIO

from graph.errors import InputError
from loaders.formats.draft import Draft
from loaders.formats.encoding import decode
from loaders.formats.limits import MAX_TABLE_CELLS, too_large
from loaders.formats.normalise import clean
from loaders.formats.sheet import Sheet, write_sheet

_DELIMITERS = ",\t;|，"


def read(data: bytes) -> Draft:
    """Values → draft. Raises InputError for undecodable bytes or more cells than the limit."""
    decoded = decode(data)
    text = clean(decoded.text).replace("\f", "\n")
    draft = Draft(encoding=decoded.encoding, warnings=list(decoded.warnings))
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)):
            cells += len(row)
            if cells > MAX_TABLE_CELLS:
                raise too_large("the number of table cells", str(MAX_TABLE_CELLS))
            rows.append([value.strip() for value in row])
    except csv.Error as error:
        raise InputError(
            f"the table cannot be read: {error}", remedy="另存为 .xlsx 后再读入。", code="damaged"
        ) from error
    write_sheet(draft, Sheet(rows, ()))
    return draft


def _delimiter(text: str) -> str:
    """The sign that parts most lines into the same number of values."""
    lines = [line for line in text[:100_000].split("\n") if line.strip()][:50]
    best = (0.0, ",")
    for sign in _DELIMITERS:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        share = counts.count(usual) / max(1, len(counts)) if usual else 0.0
        if share * min(usual, 5) > best[0]:
            best = (share * min(usual, 5), sign)
    return best[1]
