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

from graph.record import Span
from loaders.measures.words import policy_words
from loaders.measures.yaml_text import read_yaml

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
    present_head: re.Pattern[str]
    present_not: re.Pattern[str]
    condition_head: re.Pattern[str]
    encourage: re.Pattern[str]
    must: re.Pattern[str]
    preamble: re.Pattern[str]
    boilerplate: re.Pattern[str]
    purpose: re.Pattern[str]
    zones: tuple[tuple[str, re.Pattern[str]], ...]


_LISTS = (
    "explore", "pilot", "pilot_not", "condition", "condition_head", "present", "present_head", "present_not",
    "encourage", "must", "preamble", "boilerplate",
)  # fmt: skip


@cache
def modality_words() -> ModalityWords:
    text = (resources.files("loaders") / "lexicons" / "modality.yaml").read_text("utf-8")
    data: dict[str, Any] = read_yaml(text)
    return ModalityWords(
        **{key: _any(data[key]) for key in _LISTS},
        purpose=re.compile(f"^为(?:{'|'.join(data['purpose_after_wei'])})[^，。；]{{0,200}}，"),
        zones=tuple((zone, _any(words)) for zone, words in data["zones"].items()),
    )


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))))


def zone_of(*headings: str | None) -> str:
    """Which kind of section: background | principle | goal | body. The nearest heading that tells decides."""
    for heading in headings:
        for zone, words in modality_words().zones:
            if heading and words.search(heading):
                return zone
    return "body"


def strength(text: str, place: Span, zone: str = "body", own: str = "") -> Strength:
    """Modality and state of what stands at `place` in the clause.

    `own`: the name asked for; a word that belongs to it (…试点) does not weaken it. Where the place
    reaches over several parts of the sentence, the strongest part decides.
    """
    words = modality_words()
    if zone == "background":
        return Strength(MODIFIED, "present", "")
    head = words.present_head.match(text)
    if head:
        return Strength(MODIFIED, "present", head.group())
    found = [_part_strength(text, part, place, own, words) for part in _parts(text, place)]
    best = min(found, key=lambda s: s.state != ADOPTED)
    governed = words.condition_head.match(text)
    if best.state == ADOPTED and governed:
        return Strength(MODIFIED, best.modality, governed.group())
    return Strength(MODIFIED, best.modality, zone) if zone == "principle" and best.state == ADOPTED else best


def _parts(text: str, place: Span) -> list[Span]:
    """The parts between commas that the place touches; a short one without a verb belongs to the part before it."""
    parts: list[Span] = []
    begin = start = 0
    for end in [*(m.start() for m in _BREAK.finditer(text)), len(text)]:
        if end - start >= _SHORT or _verb_first(text[start:end]):
            begin = start
        if start < place[1] and end > place[0]:
            parts.append((begin, end))
        start = end + 1
    return parts or [(0, len(text))]


_BREAK = re.compile("[，：]")
_SHORT = 9


def _verb_first(part: str) -> bool:
    return part.startswith(_verbs())


@cache
def _verbs() -> tuple[str, ...]:
    return tuple(verb for verb in policy_words().generic if len(verb) > 1)


def _part_strength(text: str, part: Span, place: Span, own: str, words: ModalityWords) -> Strength:
    said = text[part[0] : part[1]]
    for modality, pattern in (("explore", words.explore), ("pilot", words.pilot)):
        found = pattern.search(said)
        if found and found.group() not in own and not (modality == "pilot" and words.pilot_not.search(said)):
            return Strength(MODIFIED, modality, found.group())
    now = words.present.search(said)
    if now and not words.present_not.search(said):
        return Strength(MODIFIED, "present", now.group())
    plain = _plain(text, said, place, words)
    condition = words.condition.search(said)
    return Strength(MODIFIED, plain.modality, condition.group()) if condition else plain


def _plain(text: str, part: str, place: Span, words: ModalityWords) -> Strength:
    before = text[: place[1]]
    encouraged = words.encourage.search(before)
    if encouraged and encouraged.group() not in text[place[0] : place[1]]:
        return Strength(ADOPTED, "encourage", encouraged.group())
    must = words.must.search(part)
    return Strength(ADOPTED, "must", must.group()) if must else Strength(ADOPTED, "should", "")
