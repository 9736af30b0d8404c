"""Loading: idempotent byte for byte, replacing, removing, rebuilding, and alive after kill -9."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from api.wiring import shipped_documents
from tests.api.running import COMMAND, environment, tiaokuai

PLAN = """{city}人民政府办公室关于印发{city}养老服务实施方案的通知
{sign}政办发〔2021〕{n}号
各县（市、区）人民政府，市政府各部门：
现将《{city}养老服务实施方案》印发给你们，请认真贯彻执行。
{city}人民政府办公室
2021年3月{day}日
{city}养老服务实施方案
一、主要任务
（一）推行双向转诊。建立医疗机构与养老机构双向转诊机制。（责任单位：市卫生健康委、市民政局）
（二）建设护理院。到2025年，每个县（市、区）至少建成1所护理院。（牵头单位：市民政局，配合单位：市财政局）
"""


def plan(city: str = "四川省绵阳市", sign: str = "绵", n: int = 7, day: int = 5) -> str:
    return PLAN.format(city=city, sign=sign, n=n, day=day)


def exported(home: Path, folder: Path) -> bytes:
    target = folder / "graph.ndjson"
    done = tiaokuai("export", "--format", "ndjson", "-o", str(target), home=home)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()


def rows(home: Path, name: str, *params: str) -> list[dict]:
    arguments = [x for p in params for x in ("--param", p)]
    done = tiaokuai("query", name, *arguments, "--format", "json", home=home)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["rows"]


def test_loading_twice_changes_nothing(copied_home: Path, tmp_path: Path) -> None:
    before = exported(copied_home, tmp_path)
    again = tiaokuai("load", *map(str, shipped_documents()), home=copied_home)
    assert again.returncode == 0
    assert "0 new or changed" in again.stderr
    assert exported(copied_home, tmp_path) == before


def test_rebuild_gives_the_same_graph(copied_home: Path, tmp_path: Path) -> None:
    before = exported(copied_home, tmp_path)
    assert tiaokuai("rebuild", home=copied_home).returncode == 0
    assert exported(copied_home, tmp_path) == before


def test_adding_and_removing_a_document_leaves_no_trace(copied_home: Path, tmp_path: Path) -> None:
    before = exported(copied_home, tmp_path)
    (tmp_path / "plan.txt").write_text(plan(), encoding="utf-8")
    assert tiaokuai("load", "plan.txt", home=copied_home, cwd=tmp_path).returncode == 0
    added = [r for r in rows(copied_home, "adopters", "measure=双向转诊") if r["region_name"] == "四川省绵阳市"]
    assert [r["state"] for r in added] == ["adopted"]
    document = added[0]["document_id"]
    dry = tiaokuai("remove", document, "--dry-run", home=copied_home)
    assert "would remove" in dry.stderr
    assert rows(copied_home, "policy_tasks", "policy=绵政办发〔2021〕7号")
    assert tiaokuai("remove", document, home=copied_home).returncode == 0
    assert exported(copied_home, tmp_path) == before


def test_an_incremental_load_equals_a_rebuild(copied_home: Path, tmp_path: Path) -> None:
    for n, day in ((7, 5), (8, 6)):
        (tmp_path / f"plan{n}.txt").write_text(plan(n=n, day=day), encoding="utf-8")
        assert tiaokuai("load", f"plan{n}.txt", home=copied_home, cwd=tmp_path).returncode == 0
    incremental = exported(copied_home, tmp_path)
    assert tiaokuai("rebuild", home=copied_home).returncode == 0
    assert exported(copied_home, tmp_path) == incremental


def test_a_corrected_file_replaces_what_it_said_before(copied_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(plan(), encoding="utf-8")
    tiaokuai("load", "plan.txt", home=copied_home, cwd=tmp_path)
    path.write_text(plan().replace("双向转诊", "远程会诊"), encoding="utf-8")
    again = tiaokuai("load", "plan.txt", home=copied_home, cwd=tmp_path)
    assert "1 replaced" in again.stderr
    found = {r["region_name"]: r["state"] for r in rows(copied_home, "adopters", "measure=双向转诊", "domain=elderly")}
    assert found["四川省绵阳市"] == "absent"


def test_the_same_bytes_under_two_names_are_one_document(copied_home: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(plan(), encoding="utf-8")
    tiaokuai("load", "a.txt", "b.txt", home=copied_home, cwd=tmp_path)
    assert len(list((copied_home / "records").glob("*.json"))) == 5 + 1 + 1  # five shipped, this one, sources.json


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_the_answer_is_old_or_new(copied_home: Path, tmp_path: Path, seed: int) -> None:
    (tmp_path / "plan.txt").write_text(plan(), encoding="utf-8")
    loading = subprocess.Popen(
        [*COMMAND, "load", "plan.txt"], cwd=tmp_path, env=environment(copied_home), stderr=subprocess.DEVNULL
    )
    time.sleep(random.Random(seed).uniform(0.3, 2.2))
    loading.send_signal(signal.SIGKILL)
    loading.wait()
    states = {r["region_name"]: r["state"] for r in rows(copied_home, "adopters", "measure=双向转诊")}
    assert len(states) in (5, 6), states
    assert states.get("四川省绵阳市", "adopted") == "adopted"
    done = tiaokuai("load", "plan.txt", home=copied_home, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    after = {r["region_name"]: r["state"] for r in rows(copied_home, "adopters", "measure=双向转诊")}
    assert after["四川省绵阳市"] == "adopted"
