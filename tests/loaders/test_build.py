"""A plan made before another load came between is never written: it is made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.loading import remove_documents
from api.wiring import workspace
from graph.settings import Settings
from loaders.build import GraphBuilder
from loaders.pipeline import extract_record
from tests.graph.dump import dump

PLAN = """{city}人民政府办公室关于推进养老服务的通知
{sign}府办发〔2021〕{n}号
（一）推行双向转诊，建立双向转诊机制。
2021年3月5日
"""


def record(city: str, sign: str, n: int):  # type: ignore[no-untyped-def]
    return extract_record(PLAN.format(city=city, sign=sign, n=n).encode(), f"{n}.txt")


def test_a_load_that_comes_between_plan_and_writer_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with workspace(Settings(home=tmp_path / "home")) as space:
        slow, quick = space.builder(), space.builder()
        space.records.write(record("绵阳市", "绵", 1))
        made = GraphBuilder._plan
        plans = 0

        def plan_then_be_overtaken(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            nonlocal plans
            result = made(self, *args, **kwargs)
            if self is slow:
                plans += 1
                if plans == 1:
                    space.records.write(record("南充市", "南", 2))
                    quick.build()
            return result

        monkeypatch.setattr(GraphBuilder, "_plan", plan_then_be_overtaken)
        slow.build()
        assert plans == 2
        assert slow.pending() == 0
        held = {r["doc_number"] for r in space.runner().answer("policies", {}).rows}
        assert held == {"绵府办发〔2021〕1号", "南府办发〔2021〕2号"}


CITING = """{city}人民政府办公室关于深入推进养老服务的通知
{sign}府办发〔2022〕9号
根据《{city}人民政府办公室关于推进养老服务的通知》（{sign}府办发〔2021〕1号），通知如下。
（一）完善双向转诊机制。
2022年3月5日
"""


def test_a_policy_whose_text_goes_is_the_stub_that_a_rebuild_would_make(tmp_path: Path) -> None:
    """Also its issuer and region, which only a policy without a text is given by its title and number."""
    with workspace(Settings(home=tmp_path / "home")) as space:
        text = record("绵阳市", "绵", 1)
        space.records.write(text)
        space.records.write(extract_record(CITING.format(city="绵阳市", sign="绵").encode(), "9.txt"))
        space.builder().build()
        remove_documents(space, [text.id])
        left = dump(space.reader)
        space.builder().build(rebuild=True)
        assert left == dump(space.reader)
        (stub,) = (row for row in left["Policy"] if not row["held"])
        assert (stub["issuer"], stub["issuer_basis"], stub["region_id"]) == ("绵阳市人民政府办公室", "title", "510700")
