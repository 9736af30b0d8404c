"""What a mention of a body stands for, and the words by which mentions are read (lexicons/mentions.yaml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from graph.ids import agency_id, squeeze
from loaders.lexicon import load
from loaders.resolve.agency_lexicon import Form
from loaders.resolve.naming import full_name
from loaders.resolve.regions import Region, region_book

LIMIT = 60  # a body's name is shorter; longer strings are text, not names


BRACKETS = str.maketrans("()〔〕[]<>,", "（）（）（）（），")


_TRIM = re.compile(r"^[、，。；：:;,.和及与由以]+|[、，。；：:;,.]+$|等$")


class Reading(NamedTuple):
    """What a mention stands for. kind: body | collective | generic | unresolved (CONTRACT §1).

    `region`: id of the region the body belongs to; `entry`: id in agencies.yaml or None; `candidates`: agency ids.
    `prefix`: the region that a written prefix named, for the bodies that follow without one.
    """

    kind: str
    name: str | None = None
    level: str | None = None
    region: str | None = None
    entry: str | None = None
    candidates: tuple[str, ...] = ()
    prefix: str | None = None
    misprint: bool = False

    @property
    def id(self) -> str | None:
        return agency_id(self.region, self.name) if self.region and self.name else None


UNRESOLVED = Reading("unresolved")


@cache
def mention_words() -> dict[str, Any]:
    return load("mentions.yaml")


@cache
def _tails() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(tail) for tail in mention_words()["tails"])


def clean(written: str) -> str:
    """The form that is read: NFKC, no white space, no stray punctuation, half-width brackets."""
    text = squeeze(written).removeprefix("中华人民共和国") or squeeze(written)
    for _ in range(3):
        if text[:1] in "和与及以由" and _place_first(text):
            break
        text = _TRIM.sub("", text) or text
    for tail in _tails():
        cut = tail.sub("", text)
        text = cut if len(cut) >= 2 else text
    return text


def _place_first(text: str) -> bool:
    """和平区民政局, 和县人民政府: the 和 is the place's."""
    name = region_book().longest(text)
    return name is not None and name.endswith(("县", "市", "区", "州", "旗"))


def body(form: Form, region: Region, written: str, month: str | None) -> Reading:
    name = full_name(form, region, written, month)
    return Reading("body", name, region.level, region.id, form.entry.id)


def settle(forms: tuple[Form, ...], region: Region, written: str, month: str | None) -> Reading | None:
    """One form: the body. Several: unresolved with candidates."""
    if not forms:
        return None
    readings = [body(f, region, written, month) for f in forms]
    if len({r.name for r in readings}) == 1:
        return readings[0]
    return Reading("unresolved", candidates=tuple(dict.fromkeys(r.id for r in readings if r.id)))
