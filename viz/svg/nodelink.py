"""The responsibility network as a still picture for Word, slides and print: the same places as on the screen."""

from __future__ import annotations

import math
from collections.abc import Mapping

from viz.layout import places
from viz.network_view import Edge, NetworkView, Node
from viz.svg.draw import BLUE, GREEN, INK, ORANGE, SOFT, element, picture, titled, words

_LOOK = {
    "cooperate": (BLUE, None, "url(#tip)"),
    "joint": (GREEN, "8 4", "url(#tip)"),
    "co_lead": ("#d55e00", None, None),
    "peers": ("#6b7280", "2 4", None),
}
_MARGIN, _SIZE, _TOP = 40.0, 13.0, 44.0
_WIDE = 1.0  # a Chinese character is as wide as it is high; others take half
Box = tuple[float, float, float, float]


def node_link(view: NetworkView, title: str, legend: Mapping[str, str], note: str) -> str:
    """An SVG. `legend`: relation → its name; `note`: source, snapshot and what was left out."""
    ends = tuple((e.source, e.target, e.tasks) for e in view.edges if e.source != e.target)
    spots = {
        k: (x + _MARGIN, y + _MARGIN + _TOP) for k, (x, y) in places(tuple(n.id for n in view.nodes), ends).items()
    }
    width = max((x for x, _ in spots.values()), default=400.0) + 260
    height = max((y for _, y in spots.values()), default=200.0) + 80
    parts = [_tip(), words(_MARGIN, 26, title, font_size=18, fill=INK)]
    parts += [_line(edge, spots) for edge in view.edges]
    parts += [_dot(node, spots[node.id]) for node in view.nodes]
    parts += _labels(view, spots)
    parts.append(_legend({k: v for k, v in legend.items() if any(e.relation == k for e in view.edges)}, height - 44))
    parts.append(words(_MARGIN, height - 12, note, font_size=11, fill=SOFT))
    return picture(width, height, title, parts)


def _tip() -> str:
    shape = element("path", d="M0,0 L8,3 L0,6 z", fill=SOFT)
    tip = element(
        "marker", shape, id="tip", markerWidth=8, markerHeight=6, refX=8, refY=3, orient="auto",
        markerUnits="userSpaceOnUse",
    )  # fmt: skip
    return element("defs", tip)


def _line(edge: Edge, spots: Mapping[str, tuple[float, float]]) -> str:
    """From rim to rim, so that the tip is seen."""
    (x1, y1), (x2, y2) = spots[edge.source], spots[edge.target]
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1.0)
    dx, dy = (x2 - x1) / length * 9, (y2 - y1) / length * 9
    colour, dash, tip = _LOOK[edge.relation]
    return element(
        "line", x1=x1 + dx, y1=y1 + dy, x2=x2 - dx, y2=y2 - dy, stroke=colour, stroke_opacity=0.55,
        stroke_width=1 + math.sqrt(min(edge.tasks, 25)) / 2, stroke_dasharray=dash, marker_end=tip,
    )  # fmt: skip


def _dot(node: Node, spot: tuple[float, float]) -> str:
    fill = BLUE if node.leads >= node.partners else ORANGE
    radius = 5 + math.sqrt(min(node.weight, 400)) / 2
    return titled(node.label, element("circle", cx=spot[0], cy=spot[1], r=radius, fill=fill))


def _labels(view: NetworkView, spots: Mapping[str, tuple[float, float]]) -> list[str]:
    """Labels that do not overlap, the most important first: right of the node, else left, above or below."""
    taken: list[Box] = []
    found = []
    for node in view.nodes:
        x, y = spots[node.id]
        width = sum(_WIDE if ord(c) > 0x2E80 else 0.55 for c in node.label) * _SIZE
        choices = [(x + 9, y - 8), (x - 9 - width, y - 8), (x - width / 2, y - 24), (x - width / 2, y + 9)]
        for left, top in choices:
            box = (left, top, width, _SIZE + 3)
            if left > 2 and not any(_cross(box, other) for other in taken):
                taken.append(box)
                halo: dict[str, str | float] = {"stroke": "#ffffff", "stroke_width": 3, "paint_order": "stroke"}
                found.append(words(left, top + _SIZE - 1, node.label, font_size=_SIZE, fill=INK, **halo))
                break
    return found


def _cross(a: Box, b: Box) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def _legend(names: Mapping[str, str], y: float) -> str:
    x, parts = _MARGIN, []
    for relation, name in names.items():
        colour, dash, _ = _LOOK[relation]
        line = element("line", x1=x, y1=y, x2=x + 34, y2=y, stroke=colour, stroke_width=2.5, stroke_dasharray=dash)
        parts.append(line)
        parts.append(words(x + 40, y + 4, name, font_size=12, fill=INK))
        x += 60 + len(name) * 12
    return "".join(parts)
