"""A view as a still picture with its title, source, snapshot and date: no figure leaves without them."""

from __future__ import annotations

from typing import Any

from graph.errors import UsageError
from viz.matrix import MARKS
from viz.messages import say
from viz.raster import chinese_font, png
from viz.svg.grid import matrix_grid
from viz.svg.nodelink import node_link

FIGURES = ("matrix", "network", "adopters")
_RELATIONS = ("cooperate", "joint", "co_lead", "peers")


def figure(name: str, title: str, values: dict[str, Any], lang: str, source: str) -> str:
    """The SVG of a view. Raises UsageError for a view that has no picture."""
    if name == "matrix":
        states = {state: say(lang, f"state.{state}") for state in MARKS}
        return matrix_grid(values["view"], title, states, source)
    if name == "network":
        legend = {relation: say(lang, f"relation.{relation}") for relation in _RELATIONS}
        cut = say(lang, "network.left_out", left_out=values["view"].left_out) if values["view"].left_out else ""
        return node_link(values["view"], title, legend, f"{source} {cut}".strip())
    if name == "adopters":
        return str(values["map"])
    raise UsageError(f"{name} has no picture", remedy=f"pictures: {', '.join(FIGURES)}; or write an .html file")


def raster(svg: str, width: int = 1600) -> bytes:
    """PNG of an SVG. Raises UsageError when no Chinese font is installed: boxes instead of words help nobody."""
    if chinese_font() is None:
        raise UsageError(
            "no Chinese font was found on this machine",
            remedy="install one (Debian: apt-get install fonts-wqy-microhei), or write .svg or .html",
        )
    return png(svg, width)
