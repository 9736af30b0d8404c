"""holdings: policies counted by region, domain and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from queries.adoption.rows import region_key
from queries.context import Context, Table


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    cells: dict[tuple[Any, ...], Table] = defaultdict(list)
    for row in rows:
        year = int(row["issued_on"][:4]) if row["issued_on"] else None
        for domain in row["domains"] or [""]:
            place = (row["region_code"] or "", row["region_name"] or "", row["level"] or "")
            cells[*place, domain, year].append(row)
    return [_row(key, cells[key]) for key in sorted(cells, key=_order)]


def _order(key: tuple[Any, ...]) -> tuple[Any, ...]:
    code, name, level, domain, year = key
    return (region_key(level, code, name), domain or "~", year or 9999)


def _row(key: tuple[Any, ...], policies: Table) -> dict[str, Any]:
    texts = [p for p in policies if p["text"]]
    names = ("region_code", "region_name", "level", "domain", "year")
    return {
        **dict(zip(names, key, strict=True)),
        "policies": len(texts),
        "truncated": sum(1 for p in texts if not p["whole"]),
        "reports": len(policies) - len(texts),
    }
