"""Targets of two regions, side by side by indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.ids import squeeze
from queries.adoption.ledger import HeldRegion
from queries.context import Context

Row = Mapping[str, Any]

_SIGNS = {">=": "≥", "<=": "≤", "=": "", ">": ">", "<": "<", "range": ""}


def target_rows(a: HeldRegion, b: HeldRegion, domain: Any, context: Context) -> Iterator[dict[str, Any]]:
    """One row an indicator that either region has a target for (kind target, policies in force)."""
    first, second = (_by_indicator(region, domain, context) for region in (a, b))
    for indicator in sorted(first.keys() | second.keys()):
        yield _row(a, b, first.get(indicator, []), second.get(indicator, []))


def _by_indicator(region: HeldRegion, domain: Any, context: Context) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    chosen = {"region": region.id, "domain": domain, "indicator": ""}
    for row in context.fetch("targets", chosen):
        holding = region.holdings.get(row["policy_id"])
        if row["kind"] == "target" and holding is not None and holding.in_force:
            found[squeeze(row["indicator"])].append(row)
    return found


def _row(a: HeldRegion, b: HeldRegion, first: list[Row], second: list[Row]) -> dict[str, Any]:
    shown, other = next(iter(first), None), next(iter(second), None)
    values = [_values(first), _values(second)]
    any_row = shown or other or {}
    return {
        "aspect": "target",
        "finding": _finding(a, b, values[0], values[1]),
        "region_name": a.name,
        "other_region_name": b.name,
        "measure_id": None,
        "measure_name": any_row["indicator"],
        "value": values[0],
        "other_value": values[1],
        "edit": [],
        "policy_id": shown["policy_id"] if shown else None,
        "other_policy_id": other["policy_id"] if other else None,
        **{c: shown[c] if shown else None for c in ("document_id", "span_start", "span_end", "quote", "evidence_id")},
        "other_quote": other["quote"] if other else None,
        "other_evidence_id": other["evidence_id"] if other else None,
    }


def _finding(a: HeldRegion, b: HeldRegion, first: str, second: str) -> str:
    if first and second:
        return "shared" if first == second else "differs"
    if not (a.searched(None) and b.searched(None)):
        return "not_comparable"
    return "only_first" if first else "only_second"


def _values(rows: Iterable[Row]) -> str:
    """≥60%（2025年）；≥30张/千名老年人（2022年）."""
    return "；".join(sorted({_value(r) for r in rows}))


def _value(row: Row) -> str:
    amount = f"{row['value']:g}" + (f"—{row['value_max']:g}" if row["value_max"] is not None else "")
    per = f"/{row['per']}" if row["per"] else ""
    every = f"每{row['every']}" if row["every"] else ""
    year = f"（{row['year']}年）" if row["year"] else ""
    return f"{_SIGNS.get(row['comparator'], '')}{every}{amount}{row['unit'] or ''}{per}{year}"
