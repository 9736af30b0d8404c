"""What is held of each region on a day: policies in force, lapsed and to come (CONTRACT §4).

Dates are ISO texts as precise as printed (2019, 2019-11, 2019-11-05). A date that is only a month or
year counts as its whole span: "valid to 2019" covers all of 2019, and as a first date it yields to
any day printed in full within it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

UNDATED = "?"


@dataclass(frozen=True, slots=True)
class Holding:
    """A policy of a region. `lapsed`: out of force on the day; `lapsed_on` "" when no date is known."""

    policy_id: str
    title: str
    issued_on: str
    date_basis: str
    domains: frozenset[str]
    read_whole: bool
    started: bool
    lapsed: bool
    lapsed_on: str

    @property
    def in_force(self) -> bool:
        return self.started and not self.lapsed


@dataclass(slots=True)
class HeldRegion:
    """A region of which something is held."""

    id: str
    code: str
    name: str
    level: str
    holdings: dict[str, Holding] = field(default_factory=dict)
    _searched: dict[frozenset[str] | None, tuple[str, ...]] = field(default_factory=dict)

    def in_force(self) -> list[str]:
        """Ids of the policies in force."""
        return [h.policy_id for h in self.holdings.values() if h.in_force]

    def searched(self, domains: frozenset[str] | None) -> tuple[str, ...]:
        """Ids of the policies in force in these domains (None: any) that were read whole."""
        if domains not in self._searched:
            whole = (h for h in self.holdings.values() if h.in_force and h.read_whole)
            self._searched[domains] = tuple(h.policy_id for h in whole if domains is None or h.domains & domains)
        return self._searched[domains]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All regions held, by id, and the regions of each policy."""

    as_of: str
    regions: Mapping[str, HeldRegion]
    by_policy: Mapping[str, tuple[str, ...]]

    def policies_of(self, regions: Iterable[str]) -> list[str]:
        """Ids of all policies of these regions, each once."""
        held = (self.regions[r].holdings for r in regions if r in self.regions)
        return list(dict.fromkeys(policy for holdings in held for policy in holdings))


def read_ledger(rows: Iterable[Mapping[str, Any]], as_of: str) -> Ledger:
    """The rows of parts/ledger.cypher as of a day."""
    regions: dict[str, HeldRegion] = {}
    by_policy: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        region = regions.get(row["region_id"])
        if region is None:
            region = HeldRegion(row["region_id"], row["region_code"], row["region_name"], row["level"])
            regions[region.id] = region
        region.holdings[row["policy_id"]] = _holding(row, as_of)
        by_policy[row["policy_id"]].append(region.id)
    return Ledger(as_of, regions, {k: tuple(v) for k, v in by_policy.items()})


def _holding(row: Mapping[str, Any], as_of: str) -> Holding:
    lapsed, lapsed_on = lapse(row["valid_to"], row["repealed_on"] or [], row["status"] or "", as_of)
    return Holding(
        policy_id=row["policy_id"],
        title=row["policy_title"] or "",
        issued_on=row["issued_on"],
        date_basis=row["date_basis"] or "",
        domains=frozenset(row["domains"] or ()),
        read_whole=bool(row["read_whole"]),
        started=all(begun(day, as_of) for day in (row["issued_on"], row["valid_from"])),
        lapsed=lapsed,
        lapsed_on=lapsed_on,
    )


def begun(day: str, as_of: str) -> bool:
    """Has this day come by `as_of`? A day that is not printed is taken to have come."""
    return day <= as_of


def lapse(valid_to: str, repealed_on: Iterable[str], status: str, as_of: str) -> tuple[bool, str]:
    """(out of force?, since when). Valid through `valid_to`; a repeal counts from its date, an undated one always."""
    ends = [valid_to] if valid_to and valid_to < as_of[: len(valid_to)] else []
    repeals = list(repealed_on)
    ends += [day for day in repeals if day != UNDATED and begun(day, as_of)]
    if ends:
        return True, min(ends)
    return UNDATED in repeals or (status == "repealed" and not repeals), ""


def date_key(day: str) -> str:
    """Orders dates so that an imprecise one comes after every day within it; undated last."""
    return day.ljust(10, "~") if day else "~" * 11
