"""The responsibility network through pyvis: its builder API, our own page around it.

Stock pyvis draws an empty box offline, escapes nothing and lets the browser find the places (26 s for
500 nodes). Here: places computed before, physics off, data as JSON beside the script, titles as text.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import Any

from pyvis.network import Network

from viz.layout import places
from viz.network_view import Edge, NetworkView, Node

_RELATIONS: dict[str, dict[str, Any]] = {
    "cooperate": {"color": "#0072b2", "dashes": False, "arrows": "to"},
    "joint": {"color": "#009e73", "dashes": [8, 4], "arrows": "to"},
    "co_lead": {"color": "#d55e00", "dashes": False, "arrows": ""},
    "peers": {"color": "#6b7280", "dashes": [2, 4], "arrows": ""},
}
_OPTIONS: dict[str, Any] = {
    "physics": False,
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": True, "keyboard": False, "multiselect": False},
    "edges": {"smooth": False, "selectionWidth": 2, "hoverWidth": 1},
    "nodes": {"shape": "dot", "borderWidth": 1, "font": {"size": 0}},  # labels are drawn by our own layer
}


class PolicyNetwork(Network):  # type: ignore[misc]
    """pyvis's builder; `data()` is what the page needs, `generate_html` is closed: the site has its own template."""

    def __init__(self) -> None:
        super().__init__(directed=True, cdn_resources="in_line")

    def add(self, view: NetworkView) -> None:
        """Add all nodes and edges of a view at their places."""
        where = places(
            tuple(n.id for n in view.nodes),
            tuple((e.source, e.target, e.tasks) for e in view.edges if e.source != e.target),
        )
        for node in view.nodes:
            x, y = where[node.id]
            self.add_node(
                node.id, label=node.label, x=x, y=y, size=_size(node), shape="dot", color=_colour(node), borderWidth=1
            )
        for edge in view.edges:
            self.add_edge(edge.source, edge.target, **_edge_style(edge))

    def data(self) -> dict[str, Any]:
        """nodes, edges and options as plain JSON values."""
        return {"nodes": list(self.nodes), "edges": list(self.edges), "options": _OPTIONS}

    def generate_html(self, *_: Any, **__: Any) -> str:
        raise NotImplementedError("pyvis's own page is not safe and not offline; render network.html with data()")


def network_data(view: NetworkView) -> dict[str, Any]:
    """The picture of a view for network.js."""
    network = PolicyNetwork()
    network.add(view)
    return network.data()


@cache
def vis_script() -> str:
    """vis-network 9.1.2 (Apache-2.0 or MIT) from the installed pyvis wheel: ES5, injects no styles."""
    return files("pyvis").joinpath("lib", "vis-9.1.2", "vis-network.min.js").read_text(encoding="utf-8")


def _size(node: Node) -> float:
    return 6.0 + 1.5 * math.sqrt(min(node.weight, 400))


def _colour(node: Node) -> str:
    """Blue leads more than it cooperates, orange the other way round; the table says it in numbers."""
    return "#0072b2" if node.leads >= node.partners else "#e69f00"


def _edge_style(edge: Edge) -> dict[str, Any]:
    style = _RELATIONS[edge.relation]
    width = 1 + math.sqrt(min(edge.tasks, 25)) / 2
    return {
        **style,
        "width": round(width, 2),
        "relation": edge.relation,
        "tasks": edge.tasks,
        "evidence": edge.evidence_id,
    }
