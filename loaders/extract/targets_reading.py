"""What a clause says of an amount: the reading, and the noun around the amount that names it."""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_regions import Region

_NOT_NAMING = re.compile(
    r"[“”]|(?:20\d\d、){1,4}20\d\d年?[底末]?|(?:今|本)年度?(?=安排|投入|统筹|计划)|20\d\d年(?!度|级)"
)
_SUFFIX = re.compile(r"^(?:以上|左右)")
LOOSE_TAIL = re.compile(r"^(?:的|以上的|左右的)")
_CLAUSE_OF_ITS_OWN = re.compile(
    r"[可是在为对按了]|(?<![既国公私民特所持现])有|(?<!岁)以[上下内]|当前|虽然|统筹|畅通|一个"
)
_NOUN = re.compile(r"(?:[^（(，；。：）)]|（(?!其中|含|以下|详见|见|附|包括)[^（），；。：]{1,20}）){0,80}")


class Reading(NamedTuple):
    """A frame matched: the indicator as named, [start, end) of the sentence that states it, the frame's name.

    verb: what is done (do), handed on to the later items of a list; comparator: where the frame itself has one.
    """

    frame: str
    indicator: str
    start: int
    end: int
    verb: str = ""
    comparator: str = ""
    bare: bool = False  # nothing but a stop follows the amount
    moved: bool = False  # one end of 由…提高到…


def counts_noun(reading: Reading) -> bool:
    """A bare noun with a number: short, and no clause of its own."""
    return len(reading.indicator) <= 25 and _CLAUSE_OF_ITS_OWN.search(reading.indicator) is None


def thing_after(after: str) -> str:
    """The noun after an amount: up to a bracket or a stop, without 的."""
    noun = noun_after(LOOSE_TAIL.sub("", after))
    return _SUFFIX.sub("", noun).strip("、和及 ")


def tail(amount: Amount, sentence: str, region: Region) -> int:
    """The quote runs to the end of the noun after the amount."""
    return amount.end + len(noun_after(sentence[amount.end : region.end]))


def noun_after(after: str) -> str:
    """Up to a stop or an explaining bracket; a bracket inside a name (乡（镇）) stays."""
    match = _NOUN.match(after)
    return match.group() if match else ""


def named(text: str) -> str:
    return _NOT_NAMING.sub("", text).strip("，、：；。的 ")
