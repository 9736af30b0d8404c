"""What governs an amount: the year it is set for and whether it is a goal, a present state or a forecast."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from loaders.extract.dates import YearHit, find_years
from loaders.extract.targets_context import Frame
from loaders.extract.targets_words import words

_COMPARED = re.compile(r"(?:(?<!占)比|较|以|从|自|由|在|对|与|相比|同|高于|低于|基于|超过)$")
_UNTIL_NOW = ("截至", "截止")
_DAY = re.compile(r"[日号](?:之?前|以前)?$")
_VALIDITY = re.compile(r"有效期|施行|执行|起[，至到]|止|为准|期间(?=，?[对在购凡])")
_NUMBER_IN_CLAUSE = re.compile(r"[^，；：。]{0,200}\d")
_HEAD = 12  # a forecast said at the head of a sentence holds for all of it
_RISEN = re.compile(r"[升高长大加降低缩展](?:到|至)$")  # 提升至2022年末的30.8万亿元: no term is set
_OPENING = re.compile(r"(?:^|[，。；：])(?:力争|确保|争取|计划|目标|预期|努力)?$")
_STATE_HEAD = re.compile(r"截至|目前|现有|近年来|去年|过去")
_KEPT_YEARS = 8  # of one enumeration


class Setting(NamedTuple):
    """What governs one amount. kind: goal | baseline | projection | none.

    said: the year stands in this sentence; section: the heading, or the head of the paragraph, speaks of goals;
    years: several years set at once (到2020年、2025年).
    """

    kind: str
    year: int | None
    derived: bool
    years: tuple[int, ...] = ()
    said: bool = False
    section: bool = False

    @property
    def of_target(self) -> str:
        """The kind of a target under this setting: what nothing governs, but is kept, is a goal."""
        return self.kind if self.kind in ("baseline", "projection") else "target"


@dataclass(slots=True)
class Carry:
    """What earlier sentences of the paragraph have set."""

    kind: str = "none"
    year: int | None = None
    derived: bool = False


class _Seen(NamedTuple):
    """The years before a place: those that set a goal, those that only date it, the last one gone by."""

    start: int = -1
    goals: tuple[YearHit, ...] = ()
    dated: tuple[YearHit, ...] = ()
    past: int | None = None


_NOTHING_SEEN = _Seen()


class Governor:
    """The words and years of one sentence that say what its amounts are."""

    def __init__(self, sentence: str, years: tuple[YearHit, ...], frame: Frame, carry: Carry) -> None:
        w = words()
        self.sentence, self.frame, self.carry = sentence, frame, carry
        said = w.cues.search(sentence) is not None  # nine sentences in ten hold none of the four
        self._time = [m.start() for m in w.present_time.finditer(sentence)] if said else []
        self._verb = [m.start() for m in w.present_verb.finditer(sentence)] if said else []
        plan = frame.policy and frame.plan_year is not None and not frame.baseline  # its 同比增长 is planned
        weak = w.present_weak.finditer(sentence) if said else ()
        self._weak = [m.start() for m in weak if not (plan and m.group()[0] in "同较比")]
        self._carrying = sorted(self._time + [at for at in self._verb if _counts(sentence, at)])
        self._goal = [m.start() for m in w.goal.finditer(sentence)] if said else []
        projected = w.projection.search(sentence)
        self._projected = projected.start() if projected else len(sentence)
        self._seen = _years(sentence, years, frame._replace(baseline=True) if carry.kind == "baseline" else frame)
        self._starts = [seen.start for seen in self._seen]

    def settle(self, clause: tuple[int, int], at: int) -> Setting:
        """The setting of an amount at `at` in the clause [start, end)."""
        frame, carry = self.frame, self.carry
        seen = self._seen[bisect_left(self._starts, at) - 1]
        kind = self._kind(clause, at, seen)
        if kind == "baseline":
            dated = seen.dated[-1].resolve(frame.issued) if seen.dated else None
            return Setting(kind, seen.past or dated, False, said=True)
        stated = self._reaching(seen.goals or seen.dated, at)
        if seen.dated and seen.goals and seen.dated[-1].start > max(seen.goals[-1].end, clause[0] - 1):
            stated = seen.dated  # a year of its own in the clause: 到2025年…，其中2023年…
        hit = stated[-1] if stated else None
        year = hit.resolve(frame.issued) if hit else None
        if hit is not None and hit.kind == "term":
            year = frame.plan_year
        if hit is not None and year is not None:
            return Setting(kind, year, hit.derived, _together(stated, frame), self._said(kind, seen), frame.goal)
        if kind == "projection":
            return Setting(kind, None, False)
        inherited = carry.year if carry.kind == "goal" else None
        derived = carry.derived if inherited else False
        section = frame.goal or carry.kind == "goal"
        return Setting(kind, inherited or frame.year, derived, said=bool(seen.goals), section=section)

    def _said(self, kind: str, seen: _Seen) -> bool:
        """On a page that tells of a policy any year says it, where the sentence has a word of a goal."""
        return bool(seen.goals) or (self.frame.told and kind == "goal")

    def _reaching(self, hits: tuple[YearHit, ...], at: int) -> tuple[YearHit, ...]:
        """The years that still hold at a place: one said of a part (其中2022年…；) holds up to the next ； only."""
        text = self.sentence
        if len(hits) < 2 or "；" not in text[hits[-1].end : at]:
            return hits
        return tuple(h for h in hits if not text.endswith("其中", 0, h.start) or "；" not in text[h.end : at]) or hits

    def _kind(self, clause: tuple[int, int], at: int, seen: _Seen) -> str:
        if self._projected < at and self._forecasts(at, seen):
            return "projection"
        goal = _last(self._goal, at)
        if (_within(self._time, clause) or _within(self._verb, clause)) and not _within(self._goal, clause):
            return "baseline"
        if _last(self._carrying, at) > goal and not seen.goals:
            return "baseline"
        if seen.goals or goal >= 0:
            return "goal"
        if seen.past is not None or (_last(self._weak, clause[1]) >= 0 and not self.frame.goal):
            return "baseline"
        return self._inherited()

    def _forecasts(self, at: int, seen: _Seen) -> bool:
        """预计 at the head holds for the whole sentence; in a goal (到2020年，规模预计达到…) it means little."""
        if self._projected < _HEAD:
            return True
        return "；" not in self.sentence[self._projected : at] and not (self.frame.goal and seen.goals)

    def _inherited(self) -> str:
        if self.frame.goal:
            return "goal"
        if self.carry.kind != "none":
            return self.carry.kind
        return "baseline" if self.frame.baseline else "none"


def _counts(sentence: str, at: int) -> bool:
    """True where the clause of a word (现有, 已…) holds a number itself: 现有机构468个，床位…"""
    start = max(sentence.rfind(mark, 0, at) for mark in "，；：。") + 1
    return _NUMBER_IN_CLAUSE.match(sentence, start) is not None


def _last(places: list[int], at: int) -> int:
    i = bisect_left(places, at)
    return places[i - 1] if i else -1


def _within(places: list[int], clause: tuple[int, int]) -> bool:
    i = bisect_left(places, clause[0])
    return i < len(places) and places[i] < clause[1]


def _together(hits: tuple[YearHit, ...], frame: Frame) -> tuple[int, ...]:
    """The years of one enumeration (2022年、2025年分别…): hits that follow each other closely."""
    run: list[YearHit] = []
    for hit in hits:
        if run and hit.start - run[-1].end > 3:
            run = []
        run.append(hit)
    years = [y for y in (h.resolve(frame.issued) for h in run) if y is not None]
    return tuple(years) if len(years) > 1 else ()


def _years(sentence: str, years: tuple[YearHit, ...], frame: Frame) -> list[_Seen]:
    """What has been seen after each year of the sentence, beginning with nothing."""
    states = [_NOTHING_SEEN]
    for hit in years:
        before = sentence[max(0, hit.start - 3) : hit.start]
        if sentence.startswith(("起", "开始"), hit.end):
            continue
        if before.endswith(_UNTIL_NOW):
            states.append(states[-1]._replace(start=hit.start, past=hit.year))
        elif _COMPARED.search(before) or (_DAY.search(sentence[hit.start : hit.end]) and not _due(sentence, hit)):
            continue
        else:
            states.append(_with_year(sentence, hit, frame, states[-1]._replace(start=hit.start)))
    return states


def _due(sentence: str, hit: YearHit) -> bool:
    return sentence[hit.end - 1] == "前"


def _with_year(sentence: str, hit: YearHit, frame: Frame, seen: _Seen) -> _Seen:
    year = hit.resolve(frame.issued)
    if hit.kind == "whole" and (seen.goals or seen.dated or seen.past is not None):
        return seen  # 2025年…，全年…: of the year said before
    gone = year is not None and frame.issued is not None and year < frame.issued
    if gone or (hit.kind == "plan" and hit.year is not None and _over(hit.year, frame)):
        return seen._replace(past=year, goals=())
    if hit.kind == "plan" and sentence.startswith("以来", hit.end):
        return seen
    if _sets_goal(sentence, hit, frame):
        return seen._replace(goals=(*seen.goals, hit)[-_KEPT_YEARS:])
    return seen if hit.kind == "period" else seen._replace(dated=(*seen.dated, hit)[-_KEPT_YEARS:])


def _over(year: int, frame: Frame) -> bool:
    """A five-year plan that ended before the issue, or ends with its year in a text that speaks of the next one."""
    return year < (frame.issued or frame.horizon) or (year == frame.issued and year < frame.horizon)


def _sets_goal(sentence: str, hit: YearHit, frame: Frame) -> bool:
    """到2025年, 2025年底前; in a policy also 2025年 (not before the year of issue), “十四五”期间, 三年内."""
    before, printed = sentence[max(0, hit.start - 3) : hit.start], sentence[hit.start : hit.end]
    if _RISEN.search(before) and (frame.issued is None or (hit.year or 0) < frame.issued):
        return False
    if hit.kind == "whole" and printed[-1] != "前" and before[-1:] not in ("到", "至"):
        return frame.policy and not frame.baseline and _OPENING.search(sentence, 0, hit.start) is not None
    if hit.kind == "term":
        return True
    if hit.kind == "period":
        over = before.endswith(("满", "近", "过去", "前")) or sentence.startswith("以", hit.end)
        return frame.policy and not over
    if printed[-1] == "前" or before[-1:] in ("到", "至"):
        return True
    year_end = printed[-1] in "底末" and "月" not in printed
    if not frame.policy:
        return hit.kind == "year" and year_end and (hit.year or 0) > (frame.issued or 9999)
    if hit.kind in ("plan", "this") or sentence.startswith(("内", "期间"), hit.end) or year_end:
        return True
    return frame.issued is not None and hit.year is not None and hit.year >= frame.issued


def carry_on(sentence: str, frame: Frame, carry: Carry) -> None:
    """Let a sentence that opens with a year or a present-state word govern the ones after it."""
    head = sentence[:30]
    years = find_years(head)
    seen = _years(head, years, frame)[-1] if years else _NOTHING_SEEN
    if seen.goals and seen.goals[0].start <= 8 and not _VALIDITY.search(sentence[:60]):
        carry.kind, carry.year = "goal", seen.goals[0].resolve(frame.issued)
        carry.derived = seen.goals[0].derived
    elif seen.past is not None or _STATE_HEAD.match(head):
        carry.kind, carry.year, carry.derived = "baseline", seen.past, False
