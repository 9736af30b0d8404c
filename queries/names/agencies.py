"""Agencies by id, full name, or a short name as documents write it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.ids import squeeze
from queries.names.refusal import Fetch, ambiguous, unknown


@dataclass(frozen=True, slots=True)
class AgencyName:
    id: str
    name: str
    region: str
    resolved: bool = True


class AgencyBook:
    """All agencies of one snapshot."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    @cached_property
    def all(self) -> Mapping[str, AgencyName]:
        """By id."""
        return {
            str(r["agency_id"]): AgencyName(
                str(r["agency_id"]), str(r["name"] or ""), str(r["region_id"] or ""), bool(r["resolved"])
            )
            for r in self._fetch("agency_names")
        }

    def written(self, text: str) -> tuple[str, ...]:
        """Ids of the agencies that some document writes so."""
        return tuple(sorted(self._written.get(squeeze(text), ())))

    @cached_property
    def _written(self) -> Mapping[str, frozenset[str]]:
        """As written in a document → ids of the agencies meant."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._fetch("agency_mentions"):
            found[squeeze(str(row["as_written"]))].add(str(row["agency_id"]))
        return {k: frozenset(v) for k, v in found.items()}

    def find(self, text: str, region: str = "") -> AgencyName:
        """By id, full name, or a short name; `region` (an id) narrows a short name to that region's agencies."""
        if text in self.all:
            return self.all[text]
        for fits in self._tests(squeeze(text)):
            found = [a for a in self.all.values() if fits(a)]
            found = [a for a in found if region and a.region == region] or found
            found = [a for a in found if a.resolved] or found
            if len(found) == 1:
                return found[0]
            if found:
                raise ambiguous("agency", text, [a.name if a.resolved else f"{a.name} ({a.id})" for a in found])
        raise unknown("agency", text, [a.name for a in self.all.values() if a.resolved], "tiaokuai query agencies")

    def _tests(self, bare: str) -> tuple[Callable[[AgencyName], bool], ...]:
        """From the surest reading to the weakest."""
        written = self._written.get(bare, frozenset())
        return (
            lambda a: squeeze(a.name) == bare,
            lambda a: a.id in written,
            lambda a: squeeze(a.name).endswith(bare),
            lambda a: bare in squeeze(a.name),
        )
