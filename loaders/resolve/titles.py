"""Titles of policies in one form, so that one policy cited in several ways is found to be one.

A title is parted into issuer prefix (国务院办公厅 …) and core (关于… without 的, brackets and white
space). A wrapping notice (关于印发X的通知, 转发A关于X的通知) is known by what it wraps: X.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graph.ids import squeeze

_WRAP = re.compile(
    r"^(?P<outer>.{0,60}?)(?:关于)?(?:印发|转发|批转|发布|公布|下发)(?P<inner>.{4,160}?)的?(?:通知|公告|决定)$"
)
_DROP = re.compile(r"[的、，,·“”\"'‘’〈〉《》<>（）()【】\[\]〔〕—\-－~～]")
_ABOUT = "关于"


@dataclass(frozen=True, slots=True)
class TitleKey:
    """issuer: what stood before 关于 ("" if nothing); core: the title itself, reduced."""

    issuer: str
    core: str


@lru_cache(maxsize=65536)
def title_key(title: str) -> TitleKey:
    """The key of a title; of a wrapping notice, the key of the wrapped text with the outer issuer."""
    bare = squeeze(title).strip("《》<>")
    wrap = _WRAP.match(bare)
    if wrap:
        inner = title_key(wrap["inner"])
        return TitleKey(wrap["outer"] or inner.issuer, inner.core)
    at = bare.find(_ABOUT)
    if 0 < at <= 60:
        return TitleKey(bare[:at], _reduce(bare[at:]))
    return TitleKey("", _reduce(bare))


def _reduce(text: str) -> str:
    return _DROP.sub("", text).removeprefix(_ABOUT)
