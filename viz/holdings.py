"""What is held at a glance: domains by years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Glance:
    """`counts[domain, year]` policies held or reported; year None: undated. `most`: the largest count."""

    domains: tuple[str | None, ...]
    years: tuple[int | None, ...]
    counts: Mapping[tuple[str | None, int | None], int]

    @property
    def most(self) -> int:
        return max(self.counts.values(), default=0)

    def step(self, domain: str | None, year: int | None) -> int:
        """0 (none) to 4 (as many as the fullest): how dark a cell is; the number stands beside it."""
        held = self.counts.get((domain, year), 0)
        return -(-4 * held // self.most) if held else 0


def glance(rows: Iterable[Row], order: Iterable[str]) -> Glance:
    """`holdings` rows; domains in the order of the lexicon, unknown ones last."""
    counts: Counter[tuple[str | None, int | None]] = Counter()
    for row in rows:
        counts[row["domain"] or None, row["year"] or None] += row["policies"] + row["reports"]
    found = {domain for domain, _ in counts}
    known = [d for d in order if d in found]
    domains = (*known, *sorted(found - set(known), key=str))
    dated = sorted({year for _, year in counts if year})
    years = (*dated, *((None,) if any(year is None for _, year in counts) else ()))
    return Glance(domains, years, counts)
