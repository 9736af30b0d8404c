"""Rows as CSV that R, Stata, pandas and Excel read, and that no spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_to_csv(rows: Iterable[Mapping[str, object]], columns: Sequence[str], *, bom: bool = False) -> str:
    """UTF-8 text with \\r\\n line ends (RFC 4180); lists joined by "; "; `bom` for Excel in China."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(row.get(name)) for name in columns])
    return ("\ufeff" if bom else "") + out.getvalue()


def guarded(value: object) -> str:
    """One cell. Text that a spreadsheet would run gets a leading apostrophe; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = text.replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA) else text
