"""The adoption matrix as a still picture: for Word and slides."""

from __future__ import annotations

from collections.abc import Mapping

from viz.matrix import MatrixView
from viz.svg.draw import INK, LINE, SOFT, WASH, element, picture, titled, words

_FILLS = {"adopted": "#dcecf7", "adopted_modified": "#eef6fb", "absent": "#ffffff", "not_observable": WASH}
_INKS = {"adopted": "#005a8e", "adopted_modified": "#00679e", "absent": SOFT, "not_observable": SOFT}
_HEAD, _ROW, _COLUMN, _TOP, _LEFT = 250.0, 26.0, 118.0, 96.0, 16.0
MOST = 400  # rows of a picture; more are cut and it is said


def matrix_grid(view: MatrixView, title: str, states: Mapping[str, str], note: str) -> str:
    """An SVG. `states`: state → its name; `note`: source, snapshot, date."""
    down = view.measures if view.measures_down else view.regions
    across = view.regions if view.measures_down else view.measures
    shown = down[:MOST]
    width = _LEFT * 2 + _HEAD + _COLUMN * len(across)
    height = _TOP + _ROW * len(shown) + 64
    parts = [words(_LEFT, 28, title, font_size=18, fill=INK)]
    for i, line in enumerate(across):
        label = line.name if len(line.name) <= 8 else f"{line.name[:7]}…"
        middle = _LEFT + _HEAD + _COLUMN * (i + 0.5)
        parts.append(titled(line.name, words(middle, _TOP - 10, label, font_size=12.5, text_anchor="middle", fill=INK)))
    for n, line in enumerate(shown):
        y = _TOP + _ROW * n
        label = line.name if len(line.name) <= 18 else f"{line.name[:17]}…"
        parts.append(titled(line.name, words(_LEFT, y + 18, label, font_size=13, fill=INK)))
        for i, other in enumerate(across):
            pair = (line.id, other.id) if view.measures_down else (other.id, line.id)
            parts.append(_cell(view, pair, _LEFT + _HEAD + _COLUMN * i, y, states))
    parts.append(_key(states, height - 40))
    cut = f" · 显示前 {MOST} 行，共 {len(down)} 行" if len(down) > MOST else ""
    parts.append(words(_LEFT, height - 14, note + cut, font_size=11, fill=SOFT))
    return picture(max(width, 560.0), height, title, parts)


def _cell(view: MatrixView, pair: tuple[str, str], x: float, y: float, states: Mapping[str, str]) -> str:
    cell = view.cell(*pair)
    if cell is None:
        return element("rect", x=x, y=y, width=_COLUMN, height=_ROW, fill="#ffffff", stroke=LINE)
    box = element("rect", x=x, y=y, width=_COLUMN, height=_ROW, fill=_FILLS[cell.state], stroke=LINE)
    report = " 报" if cell.basis == "report" else ""
    dated = f" {cell.first_on[:7]}" if cell.first_on and cell.state in ("adopted", "adopted_modified") else ""
    text = f"{cell.mark}{report}{dated}"
    middle = words(x + _COLUMN / 2, y + 18, text, font_size=12.5, text_anchor="middle", fill=_INKS[cell.state])
    return titled(f"{states[cell.state]} {cell.quote[:120]}", box + middle)


def _key(states: Mapping[str, str], y: float) -> str:
    marks = {"adopted": "●", "adopted_modified": "◐", "absent": "○", "not_observable": "？"}
    x, parts = _LEFT, []
    for state, name in states.items():
        parts.append(words(x, y, f"{marks[state]} {name}", font_size=12.5, fill=_INKS[state]))
        x += 40 + 13 * len(name)
    return "".join(parts)
