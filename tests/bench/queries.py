"""Time of the questions: python tests/bench/queries.py [TASKS] [ROUNDS]

A made-up graph in the embedded engine: 341 regions, policies of 35 tasks, 100 measures on half of the tasks, five
agencies a task. Prints the median CPU time of each question in ms (the engine runs in this process). The phrase
question finds every seventeenth task; the time of the matcher itself is measured in tests/bench/measures.py.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.batch import GraphBatch, Row
from graph.engines.embedded import EmbeddedStore
from queries.run import Runner

PER_POLICY, MEASURES, EVERY = 35, 100, 17


@dataclass(frozen=True)
class Name:
    id: str
    name: str
    catalogue: bool
    domain: str | None


@dataclass(frozen=True)
class Found:
    task_id: str
    document_id: str
    span_start: int = 0
    span_end: int = 2
    quote: str = "内容"
    state: str = "adopted"
    modality: str = "must"
    score: float = 0.9
    why: str = ""


class EveryNth:
    """A matcher that knows the measures by id and finds any phrase in every seventeenth task."""

    def __init__(self, tasks: int) -> None:
        self._tasks = tasks

    def name(self, measure: str) -> Name:
        known = measure.startswith("m-")
        return Name(measure if known else f"phrase:{measure}", measure, known, "yiyang" if known else None)

    def matches(self, phrase: str, *, domain: str | None = None) -> list[Found]:
        ids = (divmod(n, PER_POLICY) for n in range(0, self._tasks, EVERY))
        return [Found(f"d{policy}-{task}", f"d{policy}") for policy, task in ids]


def statement(document: str, start: int) -> Row:
    place: Row = {"document_id": document, "span_start": start, "span_end": start + 2, "quote": "内容", "rule": "r"}
    return {**place, "evidence_id": f"{document}:{start}-{start + 2}"}


def places(batch: GraphBatch) -> Iterator[str]:
    batch.node("Region", {"id": "000000", "code": "000000", "name": "全国", "level": "national"})
    for p in range(11, 42):
        above = f"{p}0000"
        for code in (above, *(f"{p}{q:02d}00" for q in range(1, 11))):
            level = "province" if code == above else "prefecture"
            batch.node("Region", {"id": code, "code": code, "name": f"地区{code}", "level": level})
            top = "000000" if code == above else above
            batch.edge("PART_OF", "Region", code, "Region", top, {})
            yield code


def policy(batch: GraphBatch, n: int, region: str, draw: random.Random) -> None:
    document, key, year = f"d{n}", f"p{n}", 2010 + n % 12
    row: Row = {"id": key, "title": f"关于政策{n}的意见", "doc_number": f"政发〔{year}〕{n % 90 + 1}号", "held": True}
    row |= {"issued_on": f"{year}-0{n % 9 + 1}-11", "date_basis": "成文日期", "domains": ["yiyang"], "basis": "text"}
    batch.node("Policy", {**row, "region_id": region, "document_id": document})
    batch.node("Document", {"id": document, "truncated": False, "path": f"{document}.txt", "domains": ["yiyang"]})
    batch.edge("ATTESTS", "Document", document, "Policy", key, {"role": "text", "rank": 1})
    batch.edge("APPLIES_TO", "Policy", key, "Region", region, {"basis": "issuer", "confidence": 1.0})
    for _ in range(2 if n else 0):
        row = statement(document, draw.randrange(10**6))
        batch.edge("IMPLEMENTS", "Policy", key, "Policy", f"p{draw.randrange(n)}", row)
    for position in range(PER_POLICY):
        task(batch, document, key, region, position, draw)


def task(batch: GraphBatch, document: str, policy_id: str, region: str, position: int, draw: random.Random) -> None:
    key, start = f"{document}-{position}", position * 100
    words = "".join(draw.sample("推进医养结合服务机构签约绿色通道老年健康管理信息平台试点建设保障", 20))
    row: Row = {"id": key, "text": f"任务{words}，{words[::-1]}", "kind": "narrative", "position": position}
    batch.node("Task", {**row, **statement(document, start)})
    batch.edge("CONTAINS", "Policy", policy_id, "Task", key, {"basis": "text"})
    for place, number in enumerate(draw.sample(range(40), 5)):
        agency = f"{region}:局{number}"
        batch.node("Agency", {"id": agency, "name": f"{region}局{number}", "region_id": region, "resolved": True})
        batch.edge("PERFORMS", "Agency", agency, "Function", f"f{number % 20}", {})
        edge = "COOPERATES_ON" if place else "LEADS"
        row = {**statement(document, start + place), "as_written": f"局{number}", "place": place}
        batch.edge(edge, "Agency", agency, "Task", key, row)
    if draw.random() < 0.5:
        row = {"state": "adopted", "modality": "must", "score": 0.9, "method": "cue", "reviewed": "", "why": ""}
        measure = f"m-{draw.randrange(MEASURES)}"
        batch.edge("INSTANCE_OF", "Task", key, "Measure", measure, {**statement(document, start + 50), **row})


def build(tasks: int) -> GraphBatch:
    batch, draw = GraphBatch(), random.Random(1)
    regions = list(places(batch))
    for n in range(MEASURES):
        batch.node("Measure", {"id": f"m-{n}", "name": f"措施{n}", "domain": "yiyang", "position": n})
    for n in range(20):
        batch.node("Function", {"id": f"f{n}", "name": f"职能{n}"})
    for n in range(tasks // PER_POLICY):
        policy(batch, n, draw.choice(regions), draw)
    return batch


QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("adopters", {"measure": "m-1"}),
    ("adopters", {"measure": "任何短语"}),
    ("adoption_matrix", {"domain": "yiyang"}),
    ("measure_evidence", {"measure": "m-1"}),
    ("gaps", {"region": "110100", "parent": "110000"}),
    ("gaps", {"region": "110100", "parent": "peers"}),
    ("agency_tasks", {"agency": "局1", "agencies": "as_written"}),
    ("co_responsibility", {"region": "110000"}),
    ("co_responsibility", {}),
    ("co_responsibility", {"by": "function"}),
    ("parents", {"policy": "p200"}),
    ("policy_tasks", {"policy": "p200"}),
    ("search_tasks", {"text": "医养"}),
    ("first_adopters", {"measure": "m-1"}),
    ("compare_regions", {"regions": ["110100", "120100"]}),
    ("measures", {}),
    ("similar", {"task": "d20-3"}),
    ("lint", {"policy": "p200"}),
    ("wanted", {}),
    ("holdings", {}),
]


def main(tasks: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder) / "graph")
        store.apply_schema()
        with store.writer() as writer:
            writer.replace([], build(tasks))
            writer.commit("bench")
        runner = Runner(store.reader(), EveryNth(tasks // PER_POLICY * PER_POLICY))
        for name, params in QUESTIONS:
            times = []
            for _ in range(rounds):
                start = time.process_time()
                rows = runner.answer(name, params).rows
                times.append((time.process_time() - start) * 1000)
            shown = ", ".join(f"{k}={v}" for k, v in params.items())
            print(f"{name:18}{shown:45}{len(rows):8} rows {statistics.median(times):9.1f} ms")
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
