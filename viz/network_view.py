"""Who leads and who cooperates, as a network: pairs of agencies or functions → what a picture and a table show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

SHOWN = 150  # nodes in a picture; more are ranked, and what was left out is said
REFUSED = 2000  # above this a picture helps nobody: the table is offered

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """An agency or function. `leads`, `partners`: distinct pairs it leads or cooperates in, weighted by tasks."""

    id: str
    label: str
    leads: int
    partners: int

    @property
    def weight(self) -> int:
        return self.leads + self.partners


@dataclass(frozen=True, slots=True)
class Edge:
    """relation: cooperate (source leads, target cooperates) | joint | co_lead | peers."""

    source: str
    target: str
    relation: str
    tasks: int
    policies: int
    evidence_id: str


@dataclass(frozen=True, slots=True)
class NetworkView:
    """Nodes by rank, edges among them; `left_out`: nodes not shown, of `total`."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total: int

    @property
    def left_out(self) -> int:
        return self.total - len(self.nodes)

    @property
    def refused(self) -> bool:
        return self.total > REFUSED


def network_view(
    pairs: Iterable[Row], *, limit: int = SHOWN, ego: str | None = None, relations: Sequence[str] = ()
) -> NetworkView:
    """The network of `co_responsibility` rows: the top `limit` nodes by tasks; `ego`: one node and its neighbours."""
    rows = [r for r in pairs if not relations or r["relation"] in relations]
    if ego is not None:
        rows = [r for r in rows if ego in (r["lead_id"], r["partner_id"])]
    labels: dict[str, str] = {}
    leads: dict[str, int] = defaultdict(int)
    partners: dict[str, int] = defaultdict(int)
    for row in rows:
        for side in ("lead", "partner"):
            labels.setdefault(row[f"{side}_id"], row[f"{side}_name"])
        leads[row["lead_id"]] += row["tasks"] if row["relation"] in ("cooperate", "joint", "co_lead") else 0
        partners[row["partner_id"]] += row["tasks"]
    ranked = sorted(labels, key=lambda n: (n != ego, -(leads[n] + partners[n]), n))
    kept = set(ranked[:limit])
    edges = tuple(
        Edge(r["lead_id"], r["partner_id"], r["relation"], r["tasks"], r["policies"], r["example_evidence_id"] or "")
        for r in rows
        if r["lead_id"] in kept and r["partner_id"] in kept
    )
    nodes = tuple(Node(n, labels[n], leads[n], partners[n]) for n in ranked[:limit])
    return NetworkView(nodes, edges, len(ranked))


def pairs_of_tasks(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """`policy_tasks` rows (names of leads, cooperates, joint) → pairs like those of `co_responsibility`."""
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        lead, cooperate, joint = (sorted(set(row[k] or ())) for k in ("leads", "cooperates", "joint"))
        pairs = [(a, b, "cooperate") for a, b in product(lead, cooperate) if a != b]
        pairs += [(a, b, "joint") for a, b in product(lead, joint) if a != b]
        pairs += [(a, b, "co_lead") for a, b in combinations(lead, 2)]
        pairs += [(a, b, "peers") for a, b in combinations(joint, 2)]
        for pair in pairs:
            found[pair].append(row)
    return [
        {
            "lead_id": lead,
            "lead_name": lead,
            "partner_id": partner,
            "partner_name": partner,
            "relation": relation,
            "tasks": len(tasks),
            "policies": 1,
            "example_evidence_id": min(str(t["evidence_id"]) for t in tasks),
        }
        for (lead, partner, relation), tasks in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
