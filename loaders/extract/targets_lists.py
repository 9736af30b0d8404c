"""One statement, several targets: 分别, 均 and 各 share an amount out, 从…提高到… tells from and to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_naming import split_subjects
from loaders.extract.targets_regions import Region

_EVENLY = re.compile(r"(?:均|都)(?=完成|达|为|不低|不少|超|大于|高于|在|实现|保持|提高|控制|要达)")
_SEPARATELY = re.compile(r"分别|依次")
_ONLY_JOIN = re.compile(r"[、，]?(?:和|及|以及|与)?")
_YEAR_BEHIND = re.compile(r"（(20\d\d)年?[底末]?）")
_LONGEST_NAME = 80
_FROM = re.compile(r"^(?P<name>.*?)(?:已)?(?:从|由)(?:目前|现在|原来|上年|现有)?(?:(?P<year>20\d\d)年?[底末]?)?的?$")
_RISE = re.compile(
    r"(?:左右|以上)?(?:大幅|逐步|进一步)?(?:提高|提升|增加|扩大|增长|上升|扩展|压缩|下降|降低|减少|压减|缩短|增|降|调整)?(?:到|至|为)?(?:(?:20)?\d\d年?[底末]?)?的?"
)


@dataclass(frozen=True, slots=True)
class Share:
    """One amount of a statement with the name and year that belong to it; last: where its quote ends."""

    name: str
    amount: Amount
    year: int | None
    last: Region


def continues(sentence: str, group: list[Region], region: Region) -> bool:
    """An amount of the same list: nothing but a join stands before it, and 分别 said that a list comes."""
    last, first = group[-1], group[0]
    between = sentence[last.amount.end : region.amount.cue]
    between = _YEAR_BEHIND.sub("", between)
    if not _ONLY_JOIN.fullmatch(between) or last.amount.kind not in (region.amount.kind, "none"):
        return False
    separately = _SEPARATELY.search(sentence, first.clause[0], first.amount.start) is not None
    return separately or (between[:1] == "、" and first.amount.kind == "percent")


def shares(sentence: str, group: list[Region], name: str, year: int | None, years: tuple[int, ...]) -> Iterator[Share]:
    """The targets of one statement."""
    first = group[0]
    head = sentence[first.clause[0] : first.amount.start]
    amounts = [at_least(sentence, region) for region in group]
    if len(group) > 1:
        names = split_subjects(name, len(group))
        each = years if not names and len(years) == len(group) else (year,) * len(group)
        amounts = [_alike(a, amounts[0], amounts[-1]) for a in amounts]
        for i, amount in enumerate(amounts):
            behind = _YEAR_BEHIND.match(sentence, group[i].amount.end)
            at = int(behind[1]) if behind else each[i]
            yield Share(names[i] if names else name, amount, at, group[i])
        return
    evenly = _EVENLY.search(head) is not None or first.amount.word == "各"
    for item in (_even(name) if evenly else ()) or (name,):
        yield Share(item, amounts[0], year, first)


def _even(name: str) -> tuple[str, ...]:
    """Each thing of a list that is said to do the same; 甲投资、乙投资均完成计划: the deed goes with each."""
    listed, _, deed = name.partition("均完成")
    if deed:
        return tuple(f"{item}完成{deed}" for item in _even(listed))
    for count in (5, 4, 3, 2):
        names = split_subjects(name, count)
        if names and all(len(n) > 3 or n.endswith("率") for n in names):
            return names
    return ()


def at_least(sentence: str, region: Region) -> Amount:
    """至少设1个: the word of comparison stands before the verb."""
    amount = region.amount
    if amount.comparator == "=" and not amount.approximate and "至少" in sentence[region.start : amount.cue]:
        return amount._replace(comparator=">=")
    return amount


def _alike(amount: Amount, first: Amount, last: Amount) -> Amount:
    """分别达到88.3%和65.17%: what is said once in front, or once behind, holds for each."""
    amount = amount._replace(unit=amount.unit or last.unit)
    if amount is first or amount.word or amount.suffix or first.suffix or not first.word:
        return amount
    return amount._replace(comparator=first.comparator, approximate=first.approximate)


@dataclass(frozen=True, slots=True)
class Rise:
    """甲率从2020年的40%提高到55%: where the name stands and the year of the first amount."""

    start: int
    end: int
    year: int | None


def rise_from(sentence: str, region: Region) -> Rise | None:
    """The opening of a from–to statement at this amount."""
    start = max(region.start, region.amount.cue - _LONGEST_NAME)
    before = sentence[start : region.amount.cue]
    match = _FROM.match(before) if "从" in before or "由" in before else None
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    return Rise(start, start + match.end("name"), year)


def rises_to(sentence: str, opening: Region, region: Region) -> bool:
    """True where this amount is what the opening one rises (or falls) to."""
    between = sentence[opening.amount.end : region.amount.cue] + region.amount.word
    return opening.clause == region.clause and bool(between) and _RISE.fullmatch(between) is not None
