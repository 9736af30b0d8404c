"""The state of a measure in a region (CONTRACT §4), decided from its clauses and from what is held.

Strongest state among the policies in force; a report is second-hand: it shows a state, but never
supports `absent` and gives no first date. Adoption is never inherited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from queries.adoption.ledger import HeldRegion, Holding, Ledger, date_key

STRENGTH = {"adopted": 2, "adopted_modified": 1}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that counts for a measure, and the policy whose task it is. basis: text | digest | report."""

    policy_id: str
    task_id: str
    basis: str
    state: str
    modality: str
    score: float
    why: str
    document_id: str
    span_start: int
    span_end: int
    quote: str
    evidence_id: str
    fit: float = 0.0  # how plainly it says what was asked for

    @property
    def first_hand(self) -> bool:
        return self.basis != "report"


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure with its clauses. `domains`: where a text that lacks it counts as silent (None: anywhere)."""

    id: str
    name: str
    domains: frozenset[str] | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of one subject in one region, with the clause that shows it (None: no clause)."""

    subject: Subject
    region: HeldRegion
    state: str
    clause: Clause | None
    holding: Holding | None
    first: Holding | None  # whose text is the earliest dated one
    first_clause: Clause | None
    lapsed_on: str
    searched: tuple[str, ...]

    @property
    def has(self) -> bool:
        return self.state in STRENGTH

    @property
    def basis(self) -> str:
        """text | report; "" where nothing can be said."""
        if self.clause is not None:
            return "text" if self.clause.first_hand else "report"
        return "text" if self.state == "absent" else ""


Located = tuple[Clause, Holding]


def decide(subject: Subject, ledger: Ledger) -> Iterator[Verdict]:
    """A verdict for each region held, in the order of the ledger."""
    places: dict[str, list[Located]] = defaultdict(list)
    for clause in subject.clauses:
        for place in ledger.by_policy.get(clause.policy_id, ()):
            places[place].append((clause, ledger.regions[place].holdings[clause.policy_id]))
    for region in ledger.regions.values():
        yield _verdict(subject, region, places.get(region.id, []))


def decide_in(subject: Subject, ledger: Ledger, region: str) -> Verdict:
    """The verdict for one region of the ledger."""
    held = ledger.regions[region]
    located = [(c, held.holdings[c.policy_id]) for c in subject.clauses if c.policy_id in held.holdings]
    return _verdict(subject, held, located)


def _verdict(subject: Subject, region: HeldRegion, located: list[Located]) -> Verdict:
    located = [p for p in located if p[1].started]
    searched = region.searched(subject.domains)
    dated = sorted((p for p in located if p[0].first_hand and p[1].issued_on), key=_by_date)
    valid = [p for p in located if p[1].in_force]
    lapsed = [p for p in located if p[0].first_hand]
    shown = min(valid or lapsed, key=_by_strength, default=None)
    state = shown[0].state if shown and valid else "absent" if lapsed or searched else "not_observable"
    return Verdict(
        subject=subject,
        region=region,
        state=state,
        clause=shown[0] if shown else None,
        holding=shown[1] if shown else None,
        first=dated[0][1] if dated else None,
        first_clause=dated[0][0] if dated else None,
        lapsed_on="" if valid else max((p[1].lapsed_on for p in lapsed), default=""),
        searched=searched,
    )


def _by_strength(place: Located) -> tuple[Any, ...]:
    """Strongest first; then text before report, earliest dated, best score, and a fixed order."""
    clause, holding = place
    rank = (-STRENGTH[clause.state], not clause.first_hand, date_key(holding.issued_on), -clause.fit, -clause.score)
    return (*rank, clause.policy_id, *_place(clause))


def _place(clause: Clause) -> tuple[Any, ...]:
    """A fixed order of the clauses of one policy."""
    return (clause.span_start, clause.span_end, clause.task_id, clause.evidence_id)


def strongest(clauses: Iterable[Clause]) -> Clause | None:
    """Of one policy's clauses, the one to show."""
    return min(clauses, key=lambda c: (-STRENGTH[c.state], -c.fit, -c.score, *_place(c)), default=None)


def _by_date(place: Located) -> tuple[Any, ...]:
    return (date_key(place[1].issued_on), *_by_strength(place))


def clauses_from(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Clause]]:
    """Rows of a clause statement → clauses by measure id. Only the two states that count."""
    found: dict[str, list[Clause]] = defaultdict(list)
    for row in rows:
        if row["state"] in STRENGTH:
            found[row["measure_id"]].append(Clause(**{name: row[name] for name in _CLAUSE_FIELDS}))
    return found


_CLAUSE_FIELDS = tuple(name for name in Clause.__slots__ if name != "fit")
