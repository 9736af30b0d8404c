"""The tile grid of the 34 provincial-level units (省级行政区): a schematic, captioned as such, never a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from viz.svg.draw import BLUE, INK, LINE, SKY, SOFT, WASH, element, link, picture, titled, words

_SIDE, _GAP, _TOP = 64, 6, 8


@dataclass(frozen=True, slots=True)
class Tile:
    """What one unit shows. `tone`: none | some | full (of an amount or state); `mark`: a sign beside the colour."""

    text: str = ""
    tone: str = "none"
    mark: str = ""
    title: str = ""
    href: str | None = None


_TONES = {"none": (WASH, SOFT), "some": (SKY, INK), "full": (BLUE, "#ffffff")}


@cache
def places() -> dict[str, tuple[int, int, str]]:
    """code → (column, row, short name)."""
    data = yaml.safe_load(files("viz.svg").joinpath("tilegrid.yaml").read_text(encoding="utf-8"))
    return {code: (column, row, name) for code, (column, row, name) in data.items()}


def tile_grid(tiles: Mapping[str, Tile], title: str, caption: str) -> str:
    """An SVG of the grid. `tiles`: by code; a unit without a tile is drawn empty. `caption` says it is schematic."""
    left = min(column for column, _, _ in places().values())
    step = _SIDE + _GAP
    parts = []
    for code, (column, row, name) in places().items():
        parts.append(_tile((column - left) * step + _GAP, row * step + _TOP, name, tiles.get(code, Tile())))
    height = 8 * step + _TOP + 26
    parts.append(words(_GAP, height - 8, caption, font_size=12, fill=SOFT))
    return picture(8 * step + _GAP, height, title, parts)


def _tile(x: float, y: float, name: str, tile: Tile) -> str:
    fill, ink = _TONES[tile.tone]
    box = element("rect", x=x, y=y, width=_SIDE, height=_SIDE, rx=6, fill=fill, stroke=LINE)
    middle = x + _SIDE / 2
    label = words(middle, y + 27, name, font_size=16, text_anchor="middle", fill=ink)
    value = words(middle, y + 49, f"{tile.mark}{tile.text}", font_size=14, text_anchor="middle", fill=ink)
    return titled(tile.title or name, link(tile.href, box + label + (value if tile.mark or tile.text else "")))
