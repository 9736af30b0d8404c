"""The few SVG elements that our figures need, escaped and with presentation attributes only.

No `style` attribute and no style sheet: a strict Content-Security-Policy refuses the one, Word ignores the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from viz.export.flat import clean

FONT = "Noto Sans CJK SC, Source Han Sans CN, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif"
INK, SOFT, LINE, WASH = "#1b1f24", "#4a5361", "#c9ced6", "#f4f6f8"
BLUE, ORANGE, GREEN, PINK, SKY = "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9"

Value = str | float | int


def element(name: str, inside: str = "", **attributes: Value | None) -> str:
    """<name …>inside</name>; `inside` is markup already. An underscore in a name stands for a hyphen."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{shown}>{inside}</{name}>" if inside else f"<{name}{shown}/>"


def words(x: float, y: float, text: str, **attributes: Value | None) -> str:
    """A line of text at its baseline."""
    return element("text", safe(text), x=x, y=y, **attributes)


def safe(text: str) -> str:
    """Text as markup: escaped, control characters dropped."""
    return escape(clean(text), quote=False)


def link(href: str | None, inside: str) -> str:
    """A link where there is an address (pages), the bare figure where there is none (files)."""
    return element("a", inside, href=href) if href else inside


def titled(text: str, inside: str) -> str:
    """A group whose tooltip is the text."""
    return element("g", f"<title>{safe(text)}</title>{inside}")


def picture(width: float, height: float, title: str, parts: Iterable[str]) -> str:
    """A whole SVG, named for screen readers."""
    inside = "".join(parts)
    # A picture whose parts are links is a group: a reader of role img would never be told of them.
    role = "group" if "<a href=" in inside else "img"
    body = f"<title>{safe(title)}</title>" + inside
    return element(
        "svg", body, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_number(width)} {_number(height)}",
        width=width, height=height, role=role, aria_label=clean(title), font_family=FONT,
    )  # fmt: skip


def wrapped(text: str, length: int, lines: int) -> list[str]:
    """Text cut into lines of `length` characters; what does not fit ends in …"""
    pieces = [text[i : i + length] for i in range(0, len(text), length)] or [""]
    if len(pieces) > lines:
        pieces = [*pieces[: lines - 1], pieces[lines - 1][: length - 1] + "…"]
    return pieces


def _number(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return clean(str(value))
