"""What is held, and a lower bound of what is not: the 文号 ledger (issue D).

A series is what one issuer numbers in one year (国办发〔2019〕). Its highest serial seen, held or
cited, says that at least so many were issued; those not held are documents we have not read.
Every "first" and "absent" must be read beside this figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from graph.ids import doc_number_key
from graph.store import Rows

_SERIES = re.compile(r"(.{1,30}?)〔(\d{4})〕(\d{1,5})号")


@dataclass(frozen=True, slots=True)
class Series:
    """One 文号 series of one year. `unseen`: issued (by the highest serial) but not held; a lower bound."""

    series: str
    year: int
    held: int
    cited: int
    highest: int

    @property
    def unseen(self) -> int:
        return max(0, self.highest - self.held)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts over the whole graph. policies: with a text; reports: known by a report or digest only;
    cited_only: named by others, not held; regions: of which something is held; unseen_at_least: sum over series."""

    regions: int
    documents: int
    policies: int
    reports: int
    cited_only: int
    undated: int
    tasks: int
    series: int
    unseen_at_least: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def measure_coverage(fetch: Callable[[str], Rows]) -> Coverage:
    """Counted from three small statements."""
    rows = fetch("policy_holdings")
    counts = fetch("sizes")[0]
    texts = [r for r in rows if r["text"]]
    reports = [r for r in rows if r["attested"] and not r["text"]]
    ledger = serial_ledger((str(r["doc_number"]), bool(r["text"])) for r in rows if r["doc_number"])
    return Coverage(
        regions=len({r["region_id"] for r in texts + reports if r["region_id"]}),
        documents=int(str(counts["documents"])),
        policies=len(texts),
        reports=len(reports),
        cited_only=len(rows) - len(texts) - len(reports),
        undated=sum(1 for r in texts if not r["issued_on"]),
        tasks=int(str(counts["tasks"])),
        series=len(ledger),
        unseen_at_least=sum(s.unseen for s in ledger),
    )


def serial_ledger(numbers: Iterable[tuple[str, bool]]) -> list[Series]:
    """(文号, held) → one entry a series and year, sorted. A number of another form belongs to no series."""
    found: dict[tuple[str, int], dict[int, bool]] = defaultdict(dict)
    for number, held in numbers:
        match = _SERIES.fullmatch(doc_number_key(number))
        if match:
            serials = found[match[1], int(match[2])]
            serials[int(match[3])] = serials.get(int(match[3]), False) or held
    return [
        Series(name, year, sum(serials.values()), len(serials) - sum(serials.values()), max(serials))
        for (name, year), serials in sorted(found.items())
    ]
