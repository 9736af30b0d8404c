"""Places whose names hold words of lists and clauses (和平区, 宝应县, 合作市) keep them in names of bodies."""

from __future__ import annotations

import pytest

from loaders.pipeline import extract_record
from loaders.resolve.regions import Region, region_book

WORDS = ("和", "与", "及", "以", "由", "为", "将", "要", "应", "合作", "互助", "通道", "会同")
# 和县民政局 may be "and the county's"; 会同县人民政府 "together with the county's"
TWOFOLD = ("和县", "会同县")
UNITS = [
    u
    for u in region_book().all()
    if not u.zone and not u.valid_to and u.level in ("county", "prefecture") and any(w in u.name for w in WORDS)
]


@pytest.mark.parametrize("unit", [u for u in UNITS if u.name not in TWOFOLD], ids=lambda u: u.id)
def test_a_place_keeps_its_name_in_lists(unit: Region) -> None:
    parent = region_book().get(unit.parent)
    assert parent is not None
    text = (
        f"{parent.path}人民政府办公室关于做好工作的通知\n各有关单位：\n现通知如下。\n"
        f"一、做好工作。（责任单位：{unit.name}人民政府、财政局）\n"
        f"二、做好事情。（财政局牵头，{unit.name}民政局和{unit.name}公安局配合）\n"
        f"三、由{unit.name}人民政府负责建设。\n"
        f"{parent.path}人民政府办公室\n2020年3月1日\n"
    )
    record = extract_record(text.encode(), "notice.txt")
    written = [r.as_written for t in record.tasks for r in t.responsibilities if r.as_written != "财政局"]
    assert written == [unit.name + body for body in ("人民政府", "民政局", "公安局", "人民政府")]
