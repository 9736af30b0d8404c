"""How strongly a clause lays down what was found in it: modality and state (CONTRACT §4).

The rule is written down in loaders/lexicons/modality.yaml, with the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from graph.record import Span

ADOPTED, MODIFIED = "adopted", "adopted_modified"


@dataclass(frozen=True, slots=True)
class Strength:
    """state: adopted | adopted_modified; modality: must | should | encourage | explore | pilot | present.

    `word`: the word that decided, "" for the plain imperative.
    """

    state: str
    modality: str
    word: str


@dataclass(frozen=True, slots=True)
class ModalityWords:
    explore: re.Pattern[str]
    pilot: re.Pattern[str]
    pilot_not: re.Pattern[str]
    condition: re.Pattern[str]
    present: re.Pattern[str]
    encourage: re.Pattern[str]
    must: re.Pattern[str]
    preamble: re.Pattern[str]
    purpose: re.Pattern[str]
    zones: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def modality_words() -> ModalityWords:
    data: dict[str, Any] = yaml.safe_load(
        (resources.files("loaders") / "lexicons" / "modality.yaml").read_text("utf-8")
    )
    return ModalityWords(
        **{
            k: _any(data[k])
            for k in ("explore", "pilot", "pilot_not", "condition", "present", "encourage", "must", "preamble")
        },
        purpose=re.compile(f"^为(?:{'|'.join(data['purpose_after_wei'])})[^，。；]{{0,200}}，"),
        zones=tuple((zone, _any(words)) for zone, words in data["zones"].items()),
    )


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))))


def zone_of(headings: str) -> str:
    """Which kind of section: background | principle | goal | body."""
    for zone, words in modality_words().zones:
        if words.search(headings):
            return zone
    return "body"


def strength(text: str, place: Span, zone: str = "body", own: str = "") -> Strength:
    """Modality and state of what stands at `place` in the clause.

    `own`: the name asked for; a word that belongs to it (…试点) does not weaken it.
    """
    words = modality_words()
    start = max(text.rfind("，", 0, place[0]), text.rfind("：", 0, place[0])) + 1
    end = text.find("，", place[1])
    part = text[start : end if end >= 0 else len(text)]
    for modality, pattern in (("explore", words.explore), ("pilot", words.pilot)):
        found = pattern.search(part)
        if found and found.group() not in own and not (modality == "pilot" and words.pilot_not.search(part)):
            return Strength(MODIFIED, modality, found.group())
    if zone == "background":
        return Strength(MODIFIED, "present", "")
    now = words.present.search(text, 0, place[1])
    if now and (now.start() < 6 or now.start() >= start):
        return Strength(MODIFIED, "present", now.group())
    plain = _plain(text, part, place, words)
    condition = words.condition.search(part)
    if condition:
        return Strength(MODIFIED, plain.modality, condition.group())
    return Strength(MODIFIED, plain.modality, zone) if zone == "principle" else plain


def _plain(text: str, part: str, place: Span, words: ModalityWords) -> Strength:
    before = text[: place[1]]
    encouraged = words.encourage.search(before)
    if encouraged and encouraged.group() not in text[place[0] : place[1]]:
        return Strength(ADOPTED, "encourage", encouraged.group())
    must = words.must.search(part)
    return Strength(ADOPTED, "must", must.group()) if must else Strength(ADOPTED, "should", "")
