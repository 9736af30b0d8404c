"""A small made-up world of documents, the same for every engine and every run.

Document n is a policy of one county, prefecture or province; it cites document n-1's policy and one that nobody
holds, shares agencies, measures and indicators with its neighbours, and has `tasks` tasks.
"""

from __future__ import annotations

from graph.batch import GraphBatch, Row
from graph.ids import agency_id, evidence_id

FUNCTIONS = ("health", "civil", "finance", "housing")
NAMES = ("卫生健康局", "民政局", "财政局", "住房和城乡建设局")
ROLES = ("LEADS", "COOPERATES_ON", "JOINTLY_RESPONSIBLE_FOR", "SUPERVISES", "LOCALLY_RESPONSIBLE_FOR")


def document_key(n: int) -> str:
    return f"{n:016x}"


def world(numbers: list[int], *, tasks: int = 4) -> GraphBatch:
    """What the documents `numbers` say, as one batch."""
    batch = GraphBatch()
    for n in numbers:
        _document(batch, n, tasks)
    return batch


def _statement(n: int, place: int) -> Row:
    document = document_key(n)
    return {
        "evidence_id": evidence_id(document, place, place + 5),
        "document_id": document,
        "span_start": place,
        "span_end": place + 5,
        "quote": f"第{place}处",
        "rule": "made-up",
    }


def _document(batch: GraphBatch, n: int, tasks: int) -> None:
    document, policy, region = document_key(n), f"policy-{n}", _regions(batch, n)
    batch.node(
        "Document", {"id": document, "title": f"文件{n}", "kind": "policy", "domains": ["yiyang"], "truncated": False}
    )
    batch.node(
        "Policy",
        {
            "id": policy, "title": f"意见{n}", "doc_number": f"府发〔2020〕{n}号", "issued_on": f"2020-0{n % 9 + 1}",
            "domains": ["yiyang"], "held": True, "document_id": document, "region_id": region, "level": "county",
        },
    )  # fmt: skip
    batch.edge("ATTESTS", "Document", document, "Policy", policy, {"role": "text", "rank": 0})
    batch.edge("APPLIES_TO", "Policy", policy, "Region", region, {"basis": "issuer", "confidence": 1.0})
    batch.edge("ISSUED_BY", "Policy", policy, "Agency", _agency(batch, n, region), _statement(n, 1))
    _cites(batch, n, policy)
    for i in range(tasks):
        _task(batch, n, i, policy, region)


def _cites(batch: GraphBatch, n: int, policy: str) -> None:
    for place, cited in ((2, f"policy-{n - 1}"), (3, "policy-unheld")):
        batch.node("Policy", {"id": cited, "title": f"所引{cited}", "held": False})
        batch.edge("IMPLEMENTS" if place == 2 else "CITES", "Policy", policy, "Policy", cited, _statement(n, place))


def _regions(batch: GraphBatch, n: int) -> str:
    country, province, county = "000000", f"{n % 7 + 10}0000", f"{n % 7 + 10}{n % 11:02d}00"
    for code, level in ((country, "national"), (province, "province"), (county, "county")):
        batch.node("Region", {"id": code, "code": code, "name": f"地区{code}", "level": level})
    batch.edge("PART_OF", "Region", province, "Region", country, {})
    if county != province:
        batch.edge("PART_OF", "Region", county, "Region", province, {})
    return county


def _agency(batch: GraphBatch, n: int, region: str) -> str:
    k = n % len(NAMES)
    key = agency_id(region, NAMES[k])
    batch.node(
        "Agency", {"id": key, "name": f"地区{region}{NAMES[k]}", "kind": "body", "region_id": region, "resolved": True}
    )
    batch.node("Function", {"id": FUNCTIONS[k], "name": NAMES[k]})
    batch.edge("OF", "Agency", key, "Region", region, {})
    batch.edge("PERFORMS", "Agency", key, "Function", FUNCTIONS[k], {})
    return key


def _task(batch: GraphBatch, n: int, i: int, policy: str, region: str) -> None:
    task, place = f"{document_key(n)}-{i:x}-1", 100 + 10 * i
    said = _statement(n, place)
    text = f"开展家庭医生签约服务，第{i}项任务，由有关部门负责落实，到2025年签约率达到{60 + i}%。"
    batch.node(
        "Task", {"id": task, "number": str(i), "kind": "table", "text": text, "position": i, "ongoing": False, **said}
    )
    batch.edge("CONTAINS", "Policy", policy, "Task", task, {"basis": "text"})
    for k, role in enumerate(ROLES[: 2 + i % 4]):
        agency = _agency(batch, n + i + k, region)
        batch.edge(
            role, "Agency", agency, "Task", task, {**_statement(n, place + k), "as_written": "有关部门", "place": k}
        )
    unresolved = f"{document_key(n)}?某办"
    batch.node(
        "Agency",
        {"id": unresolved, "name": "某办", "resolved": False, "candidates": ["a", "b"], "document_id": document_key(n)},
    )
    batch.edge("LEADS", "Agency", unresolved, "Task", task, {**_statement(n, place + 6), "as_written": "某办"})
    batch.node("Measure", {"id": f"m{i % 3}", "name": f"措施{i % 3}", "position": i % 3})
    instance = {"state": "adopted", "modality": "must", "score": 0.9, "method": "cue"}
    batch.edge("INSTANCE_OF", "Task", task, "Measure", f"m{i % 3}", {**said, **instance})
    _target(batch, n, i, task, said)
    if i:
        batch.edge("WITHIN", "Task", task, "Task", f"{document_key(n)}-{i - 1:x}-1", {})


def _target(batch: GraphBatch, n: int, i: int, task: str, said: Row) -> None:
    target, indicator = f"{task}/t", f"indicator-{n % 5}"
    amount: Row = {
        "indicator": "签约率",
        "comparator": ">=",
        "value": 60 + i,
        "unit": "%",
        "year": 2025,
        "kind": "target",
    }
    batch.node("Target", {"id": target, **amount, **said})
    batch.node("Indicator", {"id": indicator, "name": f"指标{n % 5}"})
    batch.edge("HAS_TARGET", "Task", task, "Target", target, {})
    batch.edge("MEASURES", "Target", target, "Indicator", indicator, {})
