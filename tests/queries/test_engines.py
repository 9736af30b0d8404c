"""Every question gives the same rows in the same order on every engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from queries.catalogue import load_catalogue, load_parts
from queries.context import Table, run_statement
from queries.run import Runner
from tests.engines import ENGINES
from tests.queries.test_contract_columns import ASKED

MORE: list[tuple[str, dict[str, Any]]] = [
    ("adopters", {"measure": "m-green", "as_of": "2018", "levels": ["province", "county"]}),
    ("adopters", {"measure": "m-none", "domain": "wenlv"}),
    ("adopters", {"measure": "家庭医生签约"}),
    ("adopters", {"measure": "量子养老"}),
    ("adoption_matrix", {}),
    ("adoption_matrix", {"measures": ["m-sign", "绿色通道"], "levels": ["prefecture"], "as_of": "2019-06"}),
    ("measure_evidence", {"measure": "绿色通道", "levels": ["county"]}),
    ("measure_evidence", {"measure": "m-sign", "region": "南充"}),
    ("gaps", {"region": "220200"}),
    ("gaps", {"region": "220200", "parent": "peers"}),
    ("gaps", {"region": "350000", "parent": "policy-zone2"}),
    ("gaps", {"region": "230000", "parent": "吉政办发〔2019〕43号"}),
    ("agency_tasks", {"agency": "市民政局", "agencies": "as_written"}),
    ("agency_tasks", {"agency": "市民政局", "region": "南充"}),
    ("agency_tasks", {"agency": "驻马店市卫生健康委员会", "agencies": "lineage"}),
    ("co_responsibility", {"region": "河南省"}),
    ("co_responsibility", {"region": "河南省", "subtree": "no"}),
    ("co_responsibility", {"by": "function", "region": "驻马店"}),
    ("co_responsibility", {"agencies": "as_written"}),
    ("co_responsibility", {"agencies": "lineage", "region": "驻马店"}),
    ("targets", {"indicator": "床位", "region": "南充"}),
    ("targets", {"domain": "wenlv"}),
    ("parents", {"policy": "吉政办发〔2015〕7号"}),
    ("policy_tasks", {"policy": "吉政办发〔2019〕43号"}),
    ("search_tasks", {"text": "签约 推", "levels": ["province", "prefecture"]}),
    ("search_tasks", {"text": "共建", "region": "吉林省"}),
    ("first_adopters", {"measure": "绿色通道", "domain": "yiyang"}),
    ("compare_regions", {"regions": ["220000", "230000", "350000"], "domain": "yiyang"}),
    ("measures", {"domain": "yiyang"}),
    ("lint", {"policy": "南府办发〔2020〕20号"}),
    ("lint", {"policy": "吉政办发〔2015〕7号"}),
    ("co_responsibility", {"by": "function"}),
    ("regions", {"held": False, "levels": ["province"]}),
    ("agencies", {"resolved": False, "region": ""}),
    ("policies", {"held": False, "levels": ["province"]}),
    ("policies", {"region": "220000", "domain": "wenlv"}),
]
ALL = [*ASKED.items(), *MORE]
SERVERS = [engine for engine in ENGINES if engine != "ladybug"]


@pytest.mark.parametrize("engine", SERVERS)
@pytest.mark.parametrize(("name", "params"), ALL, ids=[f"{n}-{i}" for i, (n, _) in enumerate(ALL)])
def test_whole_answers_are_equal(
    runner_of: Callable[[str], Runner], engine: str, name: str, params: dict[str, Any]
) -> None:
    expected, got = (runner_of(e).answer(name, params) for e in ("ladybug", engine))
    assert got.rows == expected.rows
    assert {**got.meta, "engine": "ladybug"} == expected.meta


@pytest.mark.parametrize("engine", SERVERS[:1])  # the lines sort alike: see the whole answers above
@pytest.mark.parametrize("name", [n for n, q in {**load_catalogue(), **load_parts()}.items() if "UNION" not in q.text])
def test_raw_rows_are_equal_in_order(runner_of: Callable[[str], Runner], engine: str, name: str) -> None:
    """Statements that order their rows themselves do it alike: nulls, Chinese and mixed text."""
    query = {**load_catalogue(), **load_parts()}[name]
    params = {**_RAW, **{k: _RAW_OF[name][k] for k in _RAW_OF.get(name, {})}}
    rows = [_sets(run_statement(runner_of(e).reader, query, params, 30.0)) for e in ("ladybug", engine)]
    assert rows[0] == rows[1]
    assert rows[0]


def _sets(rows: Table) -> Table:
    """What `collect` gathers has no order of its own; the hooks sort it."""
    return [{k: sorted(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows]


_RAW: dict[str, Any] = {
    "measure_id": "m-sign", "measure_ids": [], "of_domain": "", "domain": "", "region": "", "levels": [],
    "indicator": "",
    "words": ["签约"], "own_policy": "policy-yc", "policy": "驻政办〔2016〕142号", "held": False, "resolved": False,
    "task": "t-z1", "tasks": ["t-z1", "t-jl1", "t-gone"], "region_ids": [], "policy_ids": ["驻政办〔2016〕142号"],
}  # fmt: skip
_RAW_OF = {"parent_leads": {"policy": "南府办发〔2020〕20号"}}
