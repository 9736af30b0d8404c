"""All names of one snapshot together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.ids import squeeze
from queries.names.agencies import AgencyBook
from queries.names.policies import PolicyBook
from queries.names.refusal import Fetch, unknown
from queries.names.regions import RegionBook, RegionName


@dataclass(frozen=True, slots=True)
class DomainName:
    id: str
    name: str


class Names:
    """The names of one snapshot of the graph. `domains`: id → name of the domains the program knows."""

    def __init__(self, fetch: Fetch, domains: Mapping[str, str]) -> None:
        self._fetch = fetch
        self._domains = dict(domains)
        self.regions = RegionBook(fetch)
        self.policies = PolicyBook(fetch)
        self.agencies = AgencyBook(fetch)

    @cached_property
    def domains(self) -> Mapping[str, DomainName]:
        """Domains of the graph and of the program, by id."""
        held = {str(row["domain"]) for row in self._fetch("domain_names")}
        return {d: DomainName(d, self._domains.get(d, d)) for d in sorted(held | self._domains.keys()) if d}

    def domain(self, text: str) -> DomainName:
        """By id or name (医养结合)."""
        for domain in self.domains.values():
            if squeeze(text) in (domain.id, domain.name):
                return domain
        raise unknown("domain", text, list(self.domains), "tiaokuai query holdings")

    @cached_property
    def _policy_regions(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._fetch("policy_regions"):
            found[str(row["policy_id"])].append(str(row["region_id"]))
        return {k: tuple(v) for k, v in found.items()}

    def regions_of(self, policy: str) -> tuple[RegionName, ...]:
        """The regions that a policy applies to."""
        return tuple(self.regions.all[r] for r in self._policy_regions.get(policy, ()))
