"""How far two coders agree: Cohen's κ over the clauses that both judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.decisions import ClauseKey, Decisions

_JUDGED = {"accept": "accept", "reject": "reject", "split": "reject"}  # a split says: not of this measure


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two coders: clauses both judged, share judged alike, κ (None where chance alone would always agree)."""

    first: str
    second: str
    both: int
    agreed: float
    kappa: float | None


def agreements(decisions: Decisions) -> tuple[Agreement, ...]:
    """Every pair of coders who judged a clause in common; each coder's last word counts."""
    said: dict[str, dict[ClauseKey, str]] = {}
    for decision in decisions.standing:
        if decision.key and decision.verb in _JUDGED:
            said.setdefault(decision.by, {})[decision.key] = _JUDGED[decision.verb]
    found = []
    for first, second in combinations(sorted(said), 2):
        common = sorted(said[first].keys() & said[second].keys())
        if common:
            pairs = [(said[first][key], said[second][key]) for key in common]
            same = sum(a == b for a, b in pairs) / len(pairs)
            found.append(Agreement(first, second, len(pairs), round(same, 4), cohen_kappa(pairs)))
    return tuple(found)


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's κ of pairs of labels; None when both always said the same one thing (0/0)."""
    if not pairs:
        return None
    observed = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(n * second[label] for label, n in first.items()) / len(pairs) ** 2
    return None if expected == 1.0 else round((observed - expected) / (1 - expected), 4)
