"""The book of regions (地区): every unit of county level and above since 2002, by code and by name.

Data: `loaders/lexicons/regions.csv` and `regions_zones.csv` (built by build_regions.py). Nothing is
guessed here: a name that fits several units answers with all of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loaders.resolve.region_names import former_names, nicknames, short_names, zone_names, zone_tail

NATION = "000000"
LEVELS = ("national", "province", "prefecture", "county")
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
# 副省级市: their offices are called 办公厅. source: 中央机构编制委员会 1994
VICE_PROVINCIAL = (
    "210100", "210200", "220100", "230100", "320100", "330100", "330200", "350200", "370100", "370200", "420100",
    "440100", "440300", "510100", "610100",
)  # fmt: skip
SEPARATE = ("210200", "330200", "350200", "370200", "440300")  # 计划单列市: 大连 宁波 厦门 青岛 深圳
_LEXICONS = "loaders.lexicons"


@dataclass(frozen=True, slots=True)
class Region:
    """One unit. `id`: GB/T 2260 code, or `<code of its government>-<name>` for a development zone (code None).

    `path`: official path (四川省南充市). `valid_from`, `valid_to`: ISO month or day, "" = before 2002-12 / still.
    `former`: (name, until) pairs under the same code. `successors`: codes that carry an abolished unit on.
    """

    id: str
    code: str | None
    name: str
    path: str
    short: str
    level: str
    parent: str | None
    valid_from: str = ""
    valid_to: str = ""
    former: tuple[tuple[str, str], ...] = ()
    successors: tuple[str, ...] = ()

    @property
    def zone(self) -> bool:
        return self.code is None

    def valid(self, as_of: str | None) -> bool:
        """Did the unit exist at this date? None asks for today. Lists lag, so a year's grace after the end."""
        if as_of is None:
            return not self.valid_to
        day = as_of[:7]
        return (not self.valid_from or self.valid_from[:4] <= day[:4]) and (not self.valid_to or day <= self.valid_to)


class RegionBook:
    """All regions, loaded once: `region_book()`."""

    def __init__(self, units: dict[str, Region]) -> None:
        self._units = units
        self._names: dict[str, list[str]] = {}
        self._above: dict[str, tuple[Region, ...]] = {}  # parents() asked before
        self._children: dict[str, list[str]] = {}
        provinces = frozenset(u.short for u in units.values() if u.level == "province" and not u.zone)
        for unit in units.values():
            if unit.parent:
                self._children.setdefault(unit.parent, []).append(unit.id)
            for name in _surfaces(unit, provinces):
                self._names.setdefault(name, []).append(unit.id)
        sizes: dict[str, set[int]] = {}
        for name in self._names:
            sizes.setdefault(name[:2], set()).add(len(name))
        # The first two characters → lengths of the names that begin with them, longest first.
        self._heads = {head: tuple(sorted(found, reverse=True)) for head, found in sizes.items()}

    def get(self, region_id: str | None) -> Region | None:
        """By GB/T 2260 code or zone id."""
        return self._units.get(region_id) if region_id else None

    def all(self) -> tuple[Region, ...]:
        """Every unit, ordered by id; the nation first."""
        return tuple(self._units.values())

    def parents(self, region_id: str) -> tuple[Region, ...]:
        """From the nearest parent up to the nation."""
        if region_id not in self._above:
            unit = self._units.get(region_id)
            parent = self._units[unit.parent] if unit and unit.parent else None
            self._above[region_id] = (parent, *self.parents(parent.id)) if parent else ()
        return self._above[region_id]

    def children(self, region_id: str, as_of: str | None = None) -> tuple[Region, ...]:
        """Units directly below that existed at the date (None: today)."""
        below = (self._units[c] for c in self._children.get(region_id, ()))
        return tuple(c for c in below if c.valid(as_of))

    def within(self, inner: str, outer: str) -> bool:
        """Is inner the same as outer or below it?"""
        return inner == outer or any(p.id == outer for p in self.parents(inner))

    def named(self, name: str, as_of: str | None = None, within: str | None = None) -> tuple[Region, ...]:
        """All units with this full, path, short or former name. Those that existed at the date win over others."""
        if name in self._names:
            fits = [self._units[i] for i in self._names[name]]
        else:
            fits = [r for r, used in self.read(name) if used == len(name)]
        if within:
            fits = [r for r in fits if self.within(r.id, within)]
        full = [r for r in fits if name in (r.name, r.path) or _was_called(r, name, as_of)]
        fits = full or fits
        alive = [r for r in fits if r.valid(as_of) and not _was(r, name, as_of)]
        return tuple(alive or fits)

    def by_path(self, path: str, as_of: str | None = None) -> Region | None:
        """The one unit with this official path name, or None."""
        fits = [r for r in self.named(path, as_of) if r.path == path]
        return fits[0] if len(fits) == 1 else None

    def names(self) -> Iterable[str]:
        """Every name of every unit."""
        return self._names

    def longest(self, text: str, start: int = 0) -> str | None:
        """The longest name of any unit that starts at this place, or None."""
        return next(self.names_at(text, start), None)

    def names_at(self, text: str, start: int = 0) -> Iterator[str]:
        """All names that start at this place, longest first."""
        for size in self._heads.get(text[start : start + 2], ()):
            name = text[start : start + size]
            if len(name) == size and name in self._names:
                yield name

    def read(self, text: str, start: int = 0) -> list[tuple[Region, int]]:
        """Regions whose name or path (四川省南充市, 四川南充) starts here: (region, characters used), longest first."""
        if self.longest(text, start) is None:
            return []
        out = [(r, end - start) for r, end in self._chain(text, start, None, 3)]
        out.sort(key=lambda hit: -hit[1])
        return out

    def _chain(self, text: str, start: int, outer: Region | None, depth: int) -> Iterator[tuple[Region, int]]:
        """Names one after another, each below the one before: (region, end)."""
        for name in self.names_at(text, start):
            for inner in (self._units[i] for i in self._names[name]):
                if outer and (inner.id == outer.id or not self.within(inner.id, outer.id)):
                    continue
                yield inner, start + len(name)
                if depth > 1:
                    yield from self._chain(text, start + len(name), inner, depth - 1)


def _was_called(unit: Region, name: str, as_of: str | None) -> bool:
    """Was this the unit's full name at the date?"""
    return as_of is not None and any(former == name and as_of[:7] <= until for former, until in unit.former)


def _was(unit: Region, name: str, as_of: str | None) -> bool:
    """Is this only a former name that was no longer used at the date?"""
    if name in (unit.name, unit.path) or not unit.former:
        return False
    return any(former == name and (as_of is None or as_of[:7] > until) for former, until in unit.former)


def _surfaces(unit: Region, provinces: frozenset[str]) -> set[str]:
    """Every name that stands for the unit. A bare stem that is also a province's (河南, 海南) is left to the
    province, unless the unit is a city (吉林: both)."""
    names = {unit.name, *short_names(unit.name)}
    for former, _ in unit.former:
        names |= {former, *short_names(former)}
    if unit.zone:
        names = zone_names(unit.name, unit.short)
    elif unit.level == "county" or not unit.name.endswith("市"):
        names -= {n for n in names if n in provinces and unit.level != "province"}
    return names | set(nicknames(unit.id))


@cache
def region_book() -> RegionBook:
    """The book, read once."""
    units = {NATION: Region(NATION, NATION, "全国", "全国", "全国", "national", None)}
    rows = {row["code"]: row for row in _rows("regions.csv")}
    for code, row in rows.items():
        units[code] = _region(code, row, rows)
    for row in _rows("regions_zones.csv"):
        zone = _zone(units[row["government"]], row["name"])
        units[zone.id] = zone
    return RegionBook(units)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files(_LEXICONS) / name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _region(code: str, row: dict[str, str], rows: dict[str, dict[str, str]]) -> Region:
    parent = _parent(code, rows)
    above = [] if parent == NATION else [rows[parent]["name"]]
    if parent not in (NATION, code[:2] + "0000"):
        above.insert(0, rows[code[:2] + "0000"]["name"])
    name = row["name"]
    return Region(
        id=code,
        code=code,
        name=name,
        path="".join([*above, name]),
        short=min(short_names(name), key=len, default=name),
        level="province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county",
        parent=parent,
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        former=former_names(row["former"]),
        successors=tuple(c for c in row["successor"].split(";") if c),
    )


def _parent(code: str, rows: dict[str, dict[str, str]]) -> str:
    if code.endswith("0000"):
        return NATION
    prefecture = code[:4] + "00"
    return prefecture if prefecture in rows and prefecture != code else code[:2] + "0000"


def _zone(government: Region, name: str) -> Region:
    """A development zone: the level of the government that runs it, its path without saying a name twice."""
    above = [government.name, government.short, government.path[: -len(government.name)]]
    tail = zone_tail(name, tuple(n for n in above if n))
    path = name if name.endswith("兵团") else government.path + tail
    return Region(f"{government.id}-{tail}", None, name, path, tail, government.level, government.id)
