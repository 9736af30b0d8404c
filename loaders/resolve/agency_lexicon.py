"""Kinds of bodies: every written form of every entry of lexicons/agencies.yaml, by class of government and date.

A class is p (province, autonomous region), m (直辖市), c (prefecture), x (county) or n (nation).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.lexicon import load

CLASSES = ("p", "m", "c", "x")
_SHORT = {"委员会": ("委员会", "委"), "办公室": ("办公室", "办")}
_SWITCH = ("局", "厅", "委员会", "办公室")  # suffixes that people exchange: 省人社局 for 人社厅


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of body in one era. Months `since`, `until` are "" where open."""

    id: str
    kind: str
    functions: tuple[str, ...]
    national: str | None
    since: str
    until: str
    vertical: bool
    names: tuple[tuple[str, str], ...]  # class or "all" → template
    separate: bool = False  # the 计划单列市 have one of a province's rank


@dataclass(frozen=True, slots=True)
class Form:
    """A written form: its entry and the full name without the region (or "" where a template makes it)."""

    entry: Entry
    full: str
    exact: bool  # the suffix was written so, not exchanged
    since: str
    until: str
    local: tuple[tuple[str, str], ...] = ()  # first two digits of a province → its own full name

    def strictly(self, month: str) -> bool:
        return (not self.since or self.since <= month) and (not self.until or month <= self.until)

    def nearly(self, month: str) -> bool:
        """Local reforms follow within a year, and old names live on for a while."""
        return (not self.since or _shift(self.since, -12) <= month) and (
            not self.until or month <= _shift(self.until, 18)
        )


def key(written: str) -> str:
    """The form in which written names are compared: without 和, 与, 及, 、."""
    return written.replace("和", "").replace("与", "").replace("及", "").replace("、", "")


def _shift(month: str, by: int) -> str:
    total = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{total // 12:04d}-{total % 12 + 1:02d}"


@cache
def entries() -> dict[str, Entry]:
    """All entries by id."""
    return {raw["id"]: _entry(raw) for raw in load("agencies.yaml")["agencies"]}


def _entry(raw: dict[str, Any]) -> Entry:
    return Entry(
        id=raw["id"],
        kind=raw.get("kind", "government"),
        functions=tuple(raw["fn"]),
        national=raw.get("nat"),
        since=raw.get("from", ""),
        until=raw.get("to", ""),
        vertical=raw.get("rank") == "vertical",
        names=tuple((raw.get("names") or {}).items()),
        separate=raw.get("separate", False),
    )


@cache
def index() -> dict[str, dict[str, tuple[Form, ...]]]:
    """class → key of the written form → forms, exact ones first."""
    out: dict[str, dict[str, list[Form]]] = {c: {} for c in (*CLASSES, "n")}
    for raw in load("agencies.yaml")["agencies"]:
        entry = entries()[raw["id"]]
        for cls in CLASSES:
            for written, form in _forms(raw, entry, cls):
                _add(out[cls], key(written), form)
        for written in _national(raw):
            _add(out["n"], key(written), Form(entry, str(entry.national), True, entry.since, entry.until))
    return {
        cls: {k: tuple(sorted(v, key=lambda f: not f.exact)) for k, v in table.items()} for cls, table in out.items()
    }


def _add(table: dict[str, list[Form]], written: str, form: Form) -> None:
    known = table.setdefault(written, [])
    if not any(f.entry.id == form.entry.id for f in known):
        known.append(form)


def _national(raw: dict[str, Any]) -> list[str]:
    return [raw["nat"], *raw.get("nat_alias", [])] if raw.get("nat") else []


def _forms(raw: dict[str, Any], entry: Entry, cls: str) -> list[tuple[str, Form]]:
    if "stems" not in raw:
        return []
    preset = raw["forms"]
    suffixes = (load("agencies.yaml")["presets"][preset] if isinstance(preset, str) else preset).get(cls, [])
    since, until = raw.get("alias_from", entry.since), raw.get("alias_to", entry.until)
    out = [
        (written, Form(entry, full or raw["stems"][0], True, since, until))
        for written, full in (raw.get("aliases") or {}).items()
    ]
    for stem in raw["stems"]:
        for suffix in suffixes:
            form = Form(entry, _official(raw, stem) + suffix, True, entry.since, entry.until, _local(raw, stem, suffix))
            out.extend((stem + s, form) for s in _SHORT.get(suffix, (suffix,)))
    if suffixes and suffixes[0] in _SWITCH:
        out.extend(_exchanged(raw, entry, suffixes))
    return out


def _official(raw: dict[str, Any], stem: str) -> str:
    """What the stem stands for: itself where local bodies differ (`keep`), written out (`full`), else the first."""
    if not raw.get("keep"):
        return str(raw["stems"][0])
    return str((raw.get("full") or {}).get(stem, stem))


def _local(raw: dict[str, Any], stem: str, suffix: str) -> tuple[tuple[str, str], ...]:
    names: dict[str, dict[str, str]] = raw.get("local") or {}
    return tuple((province, stems[stem] + suffix) for province, stems in names.items() if stem in stems)


def _exchanged(raw: dict[str, Any], entry: Entry, suffixes: list[str]) -> list[tuple[str, Form]]:
    """A suffix that this class does not use stands for the usual one: 省人社局 → 人力资源和社会保障厅."""
    out: list[tuple[str, Form]] = []
    for stem in raw["stems"]:
        for suffix in _SWITCH[:3]:
            if suffix not in suffixes:
                full = _official(raw, stem) + suffixes[0]
                form = Form(entry, full, False, entry.since, entry.until, _local(raw, stem, suffixes[0]))
                out.extend((stem + s, form) for s in _SHORT.get(suffix, (suffix,)))
    return out


def find(written: str, cls: str, month: str | None) -> tuple[Form, ...]:
    """Forms that this may stand for in this class at this month (YYYY-MM, None: unknown). Several: ambiguous."""
    forms = index()[cls].get(key(written), ())
    exact = tuple(f for f in forms if f.exact) or forms
    if len(exact) < 2:
        return exact
    if month is None:
        return exact
    return tuple(f for f in exact if f.strictly(month)) or tuple(f for f in exact if f.nearly(month)) or exact


@cache
def usual_full(entry_id: str, cls: str) -> str | None:
    """Official stem + the usual suffix in this class, or None."""
    raw = next(r for r in load("agencies.yaml")["agencies"] if r["id"] == entry_id)
    if "stems" not in raw:
        return None
    preset = raw["forms"]
    suffixes = (load("agencies.yaml")["presets"][preset] if isinstance(preset, str) else preset).get(cls, [])
    return raw["stems"][0] + suffixes[0] if suffixes else None


@cache
def _by_length(cls: str) -> dict[int, tuple[str, ...]]:
    out: dict[int, list[str]] = {}
    for written, forms in index()[cls].items():
        if forms[0].exact:
            out.setdefault(len(written), []).append(written)
    return {size: tuple(sorted(keys)) for size, keys in out.items()}


@cache
def misprinted(written: str, cls: str) -> Form | None:
    """The one form from which this differs by one character (佳房城乡建设局), for names of six characters or more."""
    own = key(written)
    if len(own) < 6:
        return None
    half = len(own) // 2
    near = {
        index()[cls][known][0]
        for known in _by_length(cls).get(len(own), ())
        if (own[:half] == known[:half]) != (own[half:] == known[half:])
        and sum(a != b for a, b in zip(own, known, strict=True)) == 1
    }
    return near.pop() if len({f.full for f in near}) == 1 else None


@cache
def bare_stems() -> frozenset[str]:
    """Stems without 局 or 委 (民政, 卫生计生): how a text names a line of work rather than a body."""
    raws = (r for r in load("agencies.yaml")["agencies"] if r.get("forms") not in (None, "plain"))
    return frozenset(key(s) for raw in raws for s in raw["stems"] if len(s) >= 2 and not s.endswith(("办", "委")))
