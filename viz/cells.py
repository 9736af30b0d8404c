"""Rows as CSV that R, Stata, pandas and Excel read, and that no spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import orjson

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_to_csv(rows: Iterable[Mapping[str, object]], columns: Sequence[str], *, bom: bool = False) -> str:
    """UTF-8 text with \\r\\n line ends (RFC 4180); lists joined by "; ", objects as JSON; `bom` for Excel in China."""
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
    text = _flat(value)
    text = text.replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _flat(value: object) -> str:
    """Words joined by "; "; objects as JSON, which R, pandas and jq read back."""
    if isinstance(value, Mapping):
        return orjson.dumps(value).decode()
    if not isinstance(value, list | tuple):
        return str(value)
    if any(isinstance(item, Mapping | list | tuple) for item in value):
        return orjson.dumps(value).decode()
    return "; ".join(map(str, value))
