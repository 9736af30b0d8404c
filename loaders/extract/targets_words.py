"""The lexicon of amounts (loaders/lexicons/targets.yaml) compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.lexicon import load
from loaders.patterns import Quick, asked


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns; every one is matched on a bounded unit (a clause or a sentence)."""

    prefix: Quick  # comparison word that ends right before the number
    prefix_ends: frozenset[str]  # the last characters of those words
    prefix_sign: dict[str, str]
    suffix: re.Pattern[str]
    suffix_sign: dict[str, str]
    unit: re.Pattern[str]
    unit_kind: dict[str, str]
    make_verb: Quick
    any_verb: Quick
    spend: re.Pattern[str]
    money_head: re.Pattern[str]
    ratio_head: re.Pattern[str]
    goal: Quick
    goal_section: re.Pattern[str]
    present_time: Quick
    present_verb: Quick
    present_weak: Quick
    cues: re.Pattern[str]  # any of goal, present_time, present_verb, present_weak
    task_heading: re.Pattern[str]
    baseline_section: re.Pattern[str]
    projection: re.Pattern[str]
    hard_limit: re.Pattern[str]
    soft_limit: re.Pattern[str]
    harmless: Quick
    follows: re.Pattern[str]
    anew: re.Pattern[str]
    ahead: re.Pattern[str]
    done: re.Pattern[str]
    rank: re.Pattern[str]
    lead: re.Pattern[str]
    trail: Quick
    place: re.Pattern[str]
    growth: re.Pattern[str]
    price: re.Pattern[str]
    institution: re.Pattern[str]
    volume: re.Pattern[str]
    set_up: re.Pattern[str]
    each_place: re.Pattern[str]  # …每个县, of an amount counted against places
    again: re.Pattern[str]  # 各县至少建成(1所); 其中2023年新增(5000张): place and verb only
    reaching: frozenset[str]
    light: frozenset[str]
    order: frozenset[str]
    loose: frozenset[str]
    of_building: frozenset[str]


@cache
def words() -> Words:
    """The compiled lexicon."""
    raw: dict[str, Any] = load("targets.yaml")
    prefix_sign = _by_word(raw["comparators"])
    suffix_sign = _by_word(raw["suffixes"])
    unit_kind = _by_word(raw["units"])
    return Words(
        prefix=Quick(f"(?:{_any(prefix_sign)})$"),
        prefix_ends=frozenset(word[-1] for word in prefix_sign),
        prefix_sign=prefix_sign,
        suffix=re.compile(_any(suffix_sign)),
        suffix_sign=suffix_sign,
        unit=re.compile(rf"(?P<more>[余多])?(?P<unit>{_any(unit_kind)})(?P<rate>[/／](?:{_any(raw['rates'])}))?"),
        unit_kind=unit_kind,
        make_verb=Quick(_any(raw["verbs"]["make"])),
        any_verb=Quick(_any(raw["verbs"]["make"] + raw["verbs"]["other"])),
        spend=asked(_any(raw["verbs"]["spend"])),
        money_head=asked(_any(raw["heads"]["money"])),
        ratio_head=asked(f"(?:{_any(raw['heads']['ratio'])})$"),
        goal=Quick(_each(raw["goal"])),
        goal_section=asked(_each(raw["goal_section"])),
        present_time=Quick(_each(raw["baseline"]["time"])),
        present_verb=Quick(_each(raw["baseline"]["verb"])),
        present_weak=Quick(_each(raw["baseline"]["weak"])),
        cues=asked(
            _each([*raw["goal"], *(word for kind in ("time", "verb", "weak") for word in raw["baseline"][kind])])
        ),
        task_heading=re.compile(raw["task_heading"]),
        baseline_section=asked(_each(raw["baseline_section"])),
        projection=asked(_each(raw["projection"])),
        hard_limit=asked(_each(raw["limit"]["hard"])),
        soft_limit=asked(_each(raw["limit"]["soft"])),
        harmless=Quick(_each(raw["order"]["harmless"])),
        follows=asked(_each(raw["order"]["follows"])),
        anew=re.compile(_each(raw["order"]["anew"])),
        ahead=asked(_each(raw["order"]["ahead"])),
        done=asked(_each(raw["order"]["done"])),
        rank=re.compile(_any(raw["not_units"])),
        lead=re.compile(f"(?:{'|'.join(raw['indicator']['lead'])})"),
        trail=Quick(f"(?:{'|'.join(raw['indicator']['trail'])})$"),
        place=re.compile(_any(raw["places"])),
        reaching=frozenset(raw["reaching"]),
        light=frozenset(raw["verbs"]["light"]),
        order=frozenset(raw["verbs"]["order"]),
        loose=frozenset(raw["loose_units"]),
        of_building=frozenset(raw["building_units"]),
        **_nouns(raw["nouns"]),
        **_placed(_any(raw["places"]), _any(raw["verbs"]["make"] + raw["verbs"]["other"])),
        growth=asked(f"(?:{_any(raw['heads']['growth'])})$"),
    )


def _nouns(groups: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """Nouns of prices, institutions, volumes and bodies set up, by group."""
    return {group: asked(_any(members)) for group, members in groups.items()}


def _placed(place: str, verb: str) -> dict[str, re.Pattern[str]]:
    """What is said of places: counted against each, or again with nothing but place and verb."""
    return {
        "each_place": re.compile(
            rf"([^，]{{0,20}}?)(?:每一?(?:个|座|所)?|各(?![类种项级]))[\u4e00-\u9fff]{{0,2}}(?:{place})"
        ),
        "again": re.compile(rf"(?:[各每]个?)?(?:{place})?(?:要|应)?(?:至少)?(?:{verb}){{1,2}}"),
    }


def _by_word(groups: dict[str, list[str]]) -> dict[str, str]:
    return {word: sign for sign, members in groups.items() for word in members}


def _any(members: Iterable[str]) -> str:
    """An alternation, the longest word that stands there first.

    What words begin with in common is written once (提(?:高到|升(?:到|至))): a third of the time of a flat list.
    """
    return _branches(sorted({str(word) for word in members}, key=lambda w: (-len(w), w)))


def _branches(members: list[str]) -> str:
    """The inside of a group: words, longest first, parted by their first character, and so on down."""
    rests: dict[str, list[str]] = {}
    for word in members:
        rests.setdefault(word[:1], []).append(word[1:])
    return "|".join(
        re.escape(first + rest[0]) if len(rest) == 1 else f"{re.escape(first)}(?:{_branches(rest)})"
        for first, rest in rests.items()
    )


def _each(members: list[str]) -> str:
    """An alternation of patterns."""
    return "|".join(f"(?:{member})" for member in members)
