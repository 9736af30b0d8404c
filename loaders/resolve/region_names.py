"""Short names of regions: 四川, 南充, 黔东南州, 三江县 (stripping class words and peoples' names)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from loaders.lexicon import load

_CLASS = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|矿区|省|市|区|县|盟|旗|州)$")
_SHORT_CLASS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


def short_names(name: str) -> tuple[str, ...]:
    """Names by which people call the unit, without the full one: 恩施土家族苗族自治州 → 恩施州, 恩施."""
    match = _CLASS.search(name)
    if not match or len(name) - len(match[0]) < 2:
        return ()
    kind, stem = match[0], name[: match.start()]
    if kind == "矿区":
        return ()
    if not kind.startswith("自治"):
        return (stem,)
    bare = _without_peoples(stem)
    short = _SHORT_CLASS.get(kind)
    return (bare + short, bare) if short else (bare,)


def _without_peoples(stem: str) -> str:
    while True:
        people = next((p for p in _words()["peoples"] if stem.endswith(p) and len(stem) - len(p) >= 2), None)
        if people is None:
            return stem.removesuffix("族")
        stem = stem[: -len(people)]


def nicknames(region_id: str) -> tuple[str, ...]:
    """Everyday names that no rule makes (科左中旗, 巴州)."""
    return tuple(_words()["nicknames"].get(region_id, ()))


def former_names(field: str) -> tuple[tuple[str, str], ...]:
    """`name@month;…` of regions.csv as pairs."""
    pairs = (item.split("@") for item in field.split(";") if item)
    return tuple((name, until) for name, until in pairs)


@cache
def _words() -> dict[str, Any]:
    return load("region_words.yaml")


def zone_tail(name: str, above: tuple[str, ...]) -> str:
    """The zone's own part of its printed name: 长春净月高新技术产业开发区 → 净月高新技术产业开发区."""
    if name.endswith("兵团"):
        return name  # stands beside its province, not under it
    provinces = tuple(short for a in above for short in (a, *short_names(a)))
    tail = name.removesuffix("管委会")
    for _ in range(2):
        head = next((p for p in sorted(provinces, key=len, reverse=True) if tail.startswith(p)), "")
        if head and len(tail) - len(head) > 3 and tail[len(head)] != "港":
            tail = tail[len(head) :]
    return tail


def zone_names(printed: str, tail: str) -> set[str]:
    """Names that are told apart without context: the printed one, and 合肥新站高新区 for 合肥新站高新技术产业开发区."""
    names = {printed}
    for long, short in _words()["zone_kinds"].items():
        if printed.endswith(long) and len(printed) - len(long) >= 2:
            names.add(printed[: -len(long)] + short)
            break
    if len(tail) >= 4 and not tail.startswith(tuple(_words()["common_zone_heads"])):
        names.add(tail)
    return names
