"""Who is whose heir: abolished bodies only, in the same line of work, the outcome that documents name."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from queries.context import Context
from queries.responsibility.succession import current_names, lineage

# former, successor, since, function that moved, former abolished on, functions in common
ROWS = [
    ("卫计委", "卫健委", "2018-03", "health", "2018-12", 2),
    ("卫计委", "医保局", "2018-05", "medical_insurance", "2018-12", 0),
    ("发改委", "医保局", "2018-05", "medical_insurance", "", 0),  # lives on
    ("国土局", "自然资源局", "2018-03", "natural_resources", "2018-12", 1),
    ("国土局", "自规局", "2018-10", "natural_resources", "2018-12", 1),
    ("扶贫办", "乡村振兴局", "2021-02", "rural", "2021-06", 1),
    ("乡村振兴局", "农业农村局", "2023-03", "rural", "2023-12", 0),
    ("人事局", "人社局", "2008-03", "", "2009-12", 0),
]
KEYS = ("agency_id", "successor_id", "since", "function", "ended", "common")


def _context() -> Context:
    every = {name for row in ROWS for name in row[:2]}
    names = SimpleNamespace(agencies=SimpleNamespace(all={n: SimpleNamespace(name=f"某市{n}") for n in every}))
    rows: list[dict[str, Any]] = [dict(zip(KEYS, row, strict=True)) for row in ROWS]
    return cast(Context, SimpleNamespace(fetch_once=lambda part: rows, names=names))


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ("卫健委", {"卫健委", "卫计委"}),
        ("卫计委", {"卫计委", "卫健委"}),
        ("发改委", {"发改委"}),
        ("医保局", {"医保局"}),
        ("农业农村局", {"农业农村局", "乡村振兴局", "扶贫办"}),
        ("国土局", {"国土局", "自然资源局", "自规局"}),
        ("人社局", {"人社局", "人事局"}),
    ],
)
def test_lineage(agency: str, expected: set[str]) -> None:
    assert set(lineage(agency, _context())) == expected


def test_current_names() -> None:
    now = current_names(_context(), {"自规局"})
    assert {former: heir for former, (heir, _) in now.items()} == {
        "卫计委": "卫健委",
        "国土局": "自规局",  # the outcome of the reform that documents here name
        "扶贫办": "农业农村局",
        "乡村振兴局": "农业农村局",
        "人事局": "人社局",
    }
    assert current_names(_context())["国土局"] == ("自然资源局", "某市自然资源局")
