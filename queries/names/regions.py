"""Regions by code, official name or an unambiguous part of it; the tree of regions as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.ids import squeeze
from queries.names.refusal import Fetch, ambiguous, unknown

_SUFFIXES = (
    "维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县", "自治旗",
    "地区", "林区", "省", "市", "县", "区", "盟", "州", "旗",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegionName:
    id: str
    code: str
    name: str
    level: str
    current: bool = True


class RegionBook:
    """All regions of one snapshot."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    @cached_property
    def all(self) -> Mapping[str, RegionName]:
        """By id."""
        return {
            str(r["region_id"]): RegionName(
                id=str(r["region_id"]),
                code=str(r["code"] or ""),
                name=str(r["name"] or ""),
                level=str(r["level"] or ""),
                current=not r["valid_to"],
            )
            for r in self._fetch("region_names")
        }

    def find(self, text: str) -> RegionName:
        """By code, official name, or a part of it that fits one region only (南充, 南充市, 四川省南充市)."""
        text = squeeze(text)
        if text in self.all:
            return self.all[text]
        found = self._keys.get(text) or ()
        current = [r for r in found if r.current] or list(found)
        if len(current) == 1:
            return current[0]
        if current:
            raise ambiguous("region", text, [r.name for r in current])
        raise unknown("region", text, [r.name for r in self.all.values()], "tiaokuai query regions")

    @cached_property
    def _keys(self) -> Mapping[str, tuple[RegionName, ...]]:
        names = {r.name for r in self.all.values()}
        keys: dict[str, dict[str, RegionName]] = defaultdict(dict)
        for region in self.all.values():
            for key in _keys_of(region, names):
                keys[key][region.id] = region
        exact: dict[str, dict[str, RegionName]] = defaultdict(dict)
        for region in self.all.values():
            exact[region.name][region.id] = region
        return {k: tuple(exact.get(k, v).values()) for k, v in keys.items()}

    @cached_property
    def _parents(self) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
        """Region → (region above, since, until)."""
        found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for r in self._fetch("region_tree"):
            found[str(r["region_id"])].append((str(r["parent_id"]), str(r["valid_from"]), str(r["valid_to"])))
        return {k: tuple(v) for k, v in found.items()}

    def ancestors(self, region: str, as_of: str = "9999") -> tuple[str, ...]:
        """Ids of the regions above on that day, nearest first. A region abolished before keeps its last place."""
        above: dict[str, None] = {}
        todo = [region]
        for current in todo:
            edges = self._parents.get(current, ())
            valid = [e for e in edges if e[1] <= as_of and (not e[2] or e[2] > as_of)]
            for parent, _, _ in valid or sorted(edges, key=lambda e: e[2])[-1:]:
                if parent not in above and parent != region:
                    above.setdefault(parent)
                    todo.append(parent)
        return tuple(above)

    def subtree(self, region: str) -> tuple[str, ...]:
        """Ids of the region and of all regions below it."""
        return (region, *(r for r in self.all if region in self.ancestors(r)))


def _keys_of(region: RegionName, names: set[str]) -> set[str]:
    """吉林省吉林市 → itself, 吉林市, 吉林, 吉林省吉林, 吉林吉林市, 吉林吉林, and its code."""
    cuts = [c for c in range(2, len(region.name)) if region.name[:c] in names]
    units = [region.name[a:b] for a, b in zip([0, *cuts], [*cuts, len(region.name)], strict=True)]
    paths = [units[i:] for i in range(len(units))]
    if len(units) > 2:
        paths.append([units[0], units[-1]])  # 吉林省朝阳区, without the city between
    keys = {region.code}
    for *above, own in paths:
        whole, short = "".join(above), "".join(map(_short, above))
        keys |= {whole + own, whole + _short(own), short + own, short + _short(own)}
    return {k for k in keys if len(k) > 1}


def _short(name: str) -> str:
    """Without the word for its kind: 南充市 → 南充, 广西壮族自治区 → 广西; a single character is left whole."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) > 1:
            return name[: -len(suffix)]
    return name
