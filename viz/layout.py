"""Places for the nodes of a network, by rustworkx: the same network always gets the same places.

Each connected part is laid out for itself and the parts are set on shelves, the largest first: laid out
together, small parts would fly to the rim and press the large ones into a blot.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import rustworkx as rx

Places = Mapping[str, tuple[float, float]]
Ends = tuple[tuple[str, str, int], ...]

_SEED = 20180317  # any fixed number does: the places must not move between two visits
_NODE = 74.0  # room for a node and its label, in the units of the picture
_FLAT = 0.62  # labels are wide: pictures are laid out wider than high
_ASPECT = 1.7


def places(nodes: tuple[str, ...], edges: Ends) -> Places:
    """x, y of every node; edges are (source, target, weight)."""
    return dict(_places(nodes, edges))


@lru_cache(maxsize=64)
def _places(nodes: tuple[str, ...], edges: Ends) -> tuple[tuple[str, tuple[float, float]], ...]:
    graph: rx.PyGraph[str, float] = rx.PyGraph(multigraph=False)
    index = {name: graph.add_node(name) for name in nodes}
    for source, target, weight in edges:
        graph.add_edge(index[source], index[target], float(weight) ** 0.5)
    parts = sorted((sorted(part) for part in rx.connected_components(graph)), key=lambda part: (-len(part), part))
    boxes = [_part(graph.subgraph(part)) for part in parts]
    return tuple(_shelved(boxes))


class _Box:
    """A laid-out part with its upper left corner at 0, 0."""

    def __init__(self, spots: dict[str, tuple[float, float]]) -> None:
        left, top = min(x for x, _ in spots.values()), min(y for _, y in spots.values())
        self.spots = {name: (x - left, y - top) for name, (x, y) in spots.items()}
        self.width = max(x for x, _ in self.spots.values()) + 2.2 * _NODE
        self.height = max(y for _, y in self.spots.values()) + _NODE


def _part(graph: rx.PyGraph[str, float]) -> _Box:
    count = graph.num_nodes()
    size = _NODE * count**0.5
    laid = rx.spring_layout(graph, k=2.6 / max(count, 2) ** 0.5, num_iter=120, seed=_SEED, scale=size, weight_fn=float)
    return _Box({graph[i]: (laid[i][0], laid[i][1] * _FLAT) for i in graph.node_indices()})


def _shelved(boxes: list[_Box]) -> list[tuple[str, tuple[float, float]]]:
    """Parts side by side, in rows of about the same width."""
    area = sum(box.width * box.height for box in boxes)
    limit = max((area * _ASPECT) ** 0.5, max((box.width for box in boxes), default=0.0))
    found: list[tuple[str, tuple[float, float]]] = []
    x = y = shelf = 0.0
    for box in boxes:
        if x and x + box.width > limit:
            x, y, shelf = 0.0, y + shelf, 0.0
        found += [(name, (round(x + dx, 1), round(y + dy, 1))) for name, (dx, dy) in box.spots.items()]
        x, shelf = x + box.width, max(shelf, box.height)
    return found
