"""Targets stated in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.extract.targets_amounts import Amount, find_amounts
from loaders.extract.targets_context import Carry, Frame, Setting, carry_on, settle
from loaders.extract.targets_coverage import coverage
from loaders.extract.targets_draft import Draft
from loaders.extract.targets_frames import Reading, read_frame
from loaders.extract.targets_judge import keep
from loaders.extract.targets_naming import split_subjects
from loaders.extract.targets_regions import Region, regions, sentences
from loaders.extract.targets_words import words

_DIGITS = re.compile(r"[\d一二三四五六七八九十百千两]|翻|全覆盖|所有|全部|均|人手")
_EVERY = re.compile(r"每(?:年|学年)|年均|逐年|每一年")
_SEPARATELY = re.compile(r"分别")
_EVENLY = re.compile(r"(?:均|都|各)(?=达|为|不低|不少|超|在|实现|保持|提高|控制|要达)")
_ONLY_JOIN = re.compile(r"[、，]?(?:和|及|以及|与)?")


@dataclass(frozen=True, slots=True)
class Stated:
    region: Region
    reading: Reading
    setting: Setting


def sentence_targets(text: str, frame: Frame) -> Iterator[Draft]:
    """The drafts of one paragraph of folded text, spans relative to it."""
    carry = Carry()
    for start, end in sentences(text):
        sentence = text[start:end]
        if _DIGITS.search(sentence):
            for draft in _sentence(sentence, frame, carry):
                yield replace(draft, start=draft.start + start, end=draft.end + start)
        carry_on(sentence, frame, carry)


def _sentence(sentence: str, frame: Frame, carry: Carry) -> Iterator[Draft]:
    amounts = find_amounts(sentence)
    taken: list[Draft] = []
    verb = ""
    group: list[Region] = []
    for region in regions(sentence, amounts):
        if region.first:
            verb = ""
        if group and _continues(sentence, group[-1], region):
            group.append(region)
            continue
        verb = _flush(sentence, group, frame, carry, verb, taken)
        group = [region]
    _flush(sentence, group, frame, carry, verb, taken)
    taken.extend(coverage(sentence, frame, carry))
    yield from sorted(taken, key=lambda d: (d.start, d.end))


def _continues(sentence: str, last: Region, region: Region) -> bool:
    """An amount of the same 分别 list: nothing but a join stands before it."""
    between = sentence[last.amount.end : region.amount.cue]
    return bool(_ONLY_JOIN.fullmatch(between)) and last.amount.kind in (region.amount.kind, "none")


def _flush(sentence: str, group: list[Region], frame: Frame, carry: Carry, verb: str, taken: list[Draft]) -> str:
    if not group:
        return verb
    first = group[0]
    setting = settle(sentence, first.clause, first.amount.start, frame, carry)
    reading = read_frame(sentence, first, verb, 0)
    if reading is None:
        return verb
    if reading.indicator.startswith("占") and taken:
        reading = replace(reading, indicator=_share_of(taken[-1].indicator, reading.indicator))
    clause = sentence[first.clause[0] : first.clause[1]]
    if keep(sentence, clause, group[-1].amount, reading, setting, frame):
        taken.extend(_drafts(sentence, clause, group, reading, setting))
    return reading.verb or verb


def _drafts(sentence: str, clause: str, group: list[Region], reading: Reading, setting: Setting) -> Iterator[Draft]:
    head = sentence[group[0].clause[0] : group[0].amount.start]
    names: tuple[str, ...] = ()
    years: tuple[int | None, ...] = tuple(setting.year for _ in group)
    amounts = [_at_least(sentence, r) for r in group]
    if len(group) > 1:
        names = split_subjects(reading.indicator, len(group))
        if not names and len(setting.years) == len(group):
            years = setting.years
        amounts = [_alike(a, amounts[0], amounts[-1]) for a in amounts]
    elif _EVENLY.search(head):
        for count in (4, 3, 2):
            names = split_subjects(reading.indicator, count)
            if names and all(len(n) > 3 for n in names):
                amounts, years = amounts * count, years * count
                break
            names = ()
    for i, amount in enumerate(amounts):
        end = group[min(i, len(group) - 1)].amount.end if len(group) > 1 else reading.end
        yield Draft(
            start=reading.start,
            end=end,
            indicator=names[i] if names else reading.indicator,
            amount=amount,
            kind="target" if setting.kind in ("goal", "none") else setting.kind,
            year=years[i],
            year_derived=setting.derived,
            per=_per(sentence, group[0]),
            every="年" if _EVERY.search(head) or (amount.unit or "").endswith("/年") else None,
            cumulative="累计" in head,
            rule=f"{reading.frame}:{setting.kind}",
        )


def _alike(amount: Amount, first: Amount, last: Amount) -> Amount:
    """分别达到88.3%和65.17%: what is said once in front, or once behind, holds for each."""
    amount = replace(amount, unit=amount.unit or last.unit)
    if amount is first or amount.word or amount.suffix or first.suffix or not first.word:
        return amount
    return replace(amount, comparator=first.comparator, approximate=first.approximate)


def _share_of(subject: str, share: str) -> str:
    """…达到778.8万人，占全省人口总数的18.5%: the share is of what was counted before it."""
    name = subject + share.removesuffix("的")
    return name if words().ratio_head.search(name) else name + "比例"


def _per(sentence: str, region: Region) -> str | None:
    """每县, 每个乡镇（街道）; 各县区…至少: what the amount is counted against."""
    opened = max(sentence.rfind("，", 0, region.clause[0] - 1), sentence.rfind("；", 0, region.clause[0]), -1)
    before = sentence[opened + 1 : region.amount.start]
    place = words().place.pattern
    hits = list(re.finditer(rf"每一?(?:个|座|所)?(?P<p>{place})", before))
    if hits:
        return hits[-1]["p"]
    if _floor_word(region, before) and region.amount.kind in ("things", "people"):
        listed = list(re.finditer(rf"各(?P<p>{place})", before))
        if listed:
            return listed[-1]["p"]
    return None


def _floor_word(region: Region, before: str) -> bool:
    return region.amount.word in ("至少", "不少于") or "至少" in before[-12:]


def _at_least(sentence: str, region: Region) -> Amount:
    """至少设1个: the word of comparison stands before the verb."""
    amount = region.amount
    if amount.comparator == "=" and not amount.approximate and "至少" in sentence[region.start : amount.cue]:
        return replace(amount, comparator=">=")
    return amount
