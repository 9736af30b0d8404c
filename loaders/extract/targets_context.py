"""What governs an amount: the year it is set for and whether it is a goal, a present state or a forecast."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from graph.record import Header
from loaders.extract.dates import YearHit, find_years
from loaders.extract.targets_words import words
from loaders.outline import Outline, Paragraph

_COMPARED = re.compile(r"(?:比|较|以|从|自|由|在|对|与|相比|同|高于|低于|基于|超过)$")
_UNTIL_NOW = ("截至", "截止")
_DAY = re.compile(r"[日号](?:之?前|以前)?$")
_PLAN_TITLE = re.compile(r"规划|计划|方案|纲要|行动|安排|任务|目标|要点|重点工作")
_VALIDITY = re.compile(r"有效期|施行|执行|起[，至到]|止|为准|期间(?=，?[对在购凡])")
_HEADING_LIKE = 40  # longest line that is read as a heading where the outline knows none


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known before a paragraph is read.

    issued: year of issue; plan_year: last year of the plan that the title names; horizon: a five-year plan that
    ends before it is a thing of the past; goal, baseline: the headings above speak of goals or of what has been
    reached; year: a year set by a heading above.
    """

    policy: bool
    issued: int | None
    plan_year: int | None
    horizon: int = 0
    goal: bool = False
    baseline: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What governs one amount. kind: goal | baseline | projection | none.

    explicit: said in the sentence itself; said: the year stands in this sentence;
    years: several years set at once (到2020年、2025年); section: the heading speaks of goals.
    """

    kind: str
    explicit: bool
    year: int | None
    derived: bool
    years: tuple[int, ...] = ()
    said: bool = False
    section: bool = False


@dataclass(slots=True)
class Carry:
    """What earlier sentences of the paragraph have set."""

    kind: str = "none"
    year: int | None = None
    derived: bool = False


@dataclass(slots=True)
class _Seen:
    """The years before an amount: those that set a goal, those that only date it, the last one gone by."""

    goals: list[YearHit] = field(default_factory=list)
    dated: list[YearHit] = field(default_factory=list)
    past: int | None = None


def document_frame(header: Header, outline: Outline) -> Frame:
    """The frame of a whole document, from its head and from which five-year plan it speaks of most."""
    issued = int(header.issued_on[:4]) if header.issued_on else _number_year(header)
    plan_year = _plan_year(header.title, issued)
    return Frame(header.is_policy, issued, plan_year, max(plan_year or 0, _horizon(outline)))


def _number_year(header: Header) -> int | None:
    match = re.search(r"[〔\[［【（(]((?:19|20)\d\d)[〕\]］】）)]", header.doc_number or "")
    return int(match[1]) if match else None


def _horizon(outline: Outline) -> int:
    """2030 for a text that names the fifteenth plan at least as often as the fourteenth, and so on."""
    counts = dict.fromkeys(("十三五", "十四五", "十五五", "十六五"), 0)
    for paragraph in outline.paragraphs:
        if "五" in paragraph.folded.text:
            for name in counts:
                counts[name] += paragraph.folded.text.count(name)
    best = max(counts, key=lambda name: (counts[name], name))
    return {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}[best] if counts[best] > 1 else 0


def _plan_year(title: str | None, issued: int | None) -> int | None:
    """《…规划（2020—2025年）》, “十四五”…规划, 2024年…工作要点: the year that such a text plans for."""
    if not title or not _PLAN_TITLE.search(title):
        return None
    hits = [h for h in find_years(title) if h.year and h.kind in ("range", "plan", "year")]
    if not hits or (hits[-1].kind == "year" and len(hits) > 1):
        return None
    year = hits[-1].year
    return year if year and (issued is None or year >= issued) else None


def heading_chains(outline: Outline) -> dict[str, str]:
    """For each section the headings above it and its own, outermost first, one a line."""
    chains: dict[str, str] = {}
    for section in outline.sections:
        above = chains.get(section.parent or "", "")
        chains[section.id] = f"{above}\n{section.heading[:60]}" if above else section.heading[:60]
    return chains


def section_frame(frame: Frame, paragraph: Paragraph, chain: str) -> Frame:
    """The frame of a paragraph: its headings, from the outermost to its own, say what is spoken of."""
    own = paragraph.folded.text[: paragraph.heading_end] if paragraph.kind != "heading" else ""
    goal = baseline = False
    for line in f"{chain}\n{own}".split("\n"):
        if words().goal_section.search(line):
            goal, baseline = True, False
        elif words().baseline_section.search(line):
            goal, baseline = False, True
    year = _heading_year(f"{chain}\n{own}", frame.issued)
    if year is None and frame.plan_year and not baseline:
        year = frame.plan_year
    return replace(frame, goal=goal, baseline=baseline, year=year)


def _heading_year(chain: str, issued: int | None) -> int | None:
    year = None
    for line in chain.split("\n"):
        for hit in find_years(line):
            if hit.year and hit.kind in ("year", "plan", "range") and (issued is None or hit.year >= issued):
                year = hit.year
    return year


def settle(sentence: str, clause: tuple[int, int], amount_at: int, frame: Frame, carry: Carry) -> Setting:
    """The setting of an amount at `amount_at` in the clause [start, end) of a sentence."""
    seen = _years(sentence, amount_at, frame)
    kind, explicit = _kind(sentence[:amount_at], sentence[clause[0] : clause[1]], seen, frame, carry)
    if kind == "baseline":
        dated = seen.dated[-1].resolve(frame.issued) if seen.dated else None
        return Setting(kind, explicit, seen.past or dated, False, said=True)
    stated = seen.goals or seen.dated
    hit = stated[-1] if stated else None
    year = hit.resolve(frame.issued) if hit else None
    if hit is not None and year is not None:
        return Setting(kind, explicit, year, hit.derived, _together(stated, frame), bool(seen.goals), frame.goal)
    if kind == "projection":
        return Setting(kind, explicit, None, False)
    inherited = carry.year if carry.kind == "goal" else None
    derived = carry.derived if inherited else False
    return Setting(kind, explicit, inherited or frame.year, derived, section=frame.goal or carry.kind == "goal")


def _together(hits: list[YearHit], frame: Frame) -> tuple[int, ...]:
    """The years of one enumeration (2022年、2025年分别…): hits that follow each other closely."""
    run: list[YearHit] = []
    for hit in hits:
        if run and hit.start - run[-1].end > 3:
            run = []
        run.append(hit)
    years = [y for y in (h.resolve(frame.issued) for h in run) if y is not None]
    return tuple(years) if len(years) > 1 else ()


def _years(sentence: str, amount_at: int, frame: Frame) -> _Seen:
    seen = _Seen()
    for hit in find_years(sentence):
        if hit.start >= amount_at:
            break
        before = sentence[max(0, hit.start - 2) : hit.start]
        if before in _UNTIL_NOW:
            seen.past = hit.year
            continue
        if _COMPARED.search(before) or (_DAY.search(sentence[hit.start : hit.end]) and not _due(sentence, hit)):
            continue
        _sort_year(sentence, hit, frame, seen)
    return seen


def _due(sentence: str, hit: YearHit) -> bool:
    return sentence[hit.end - 1] == "前"


def _sort_year(sentence: str, hit: YearHit, frame: Frame, seen: _Seen) -> None:
    year = hit.resolve(frame.issued)
    gone = year is not None and frame.issued is not None and year < frame.issued
    if gone or (hit.kind == "plan" and hit.year is not None and hit.year < frame.horizon):
        seen.past = year
        seen.goals.clear()
    elif hit.kind == "plan" and sentence.startswith("以来", hit.end):
        return
    elif _sets_goal(sentence, hit, frame):
        seen.goals.append(hit)
    elif hit.kind != "period":
        seen.dated.append(hit)


def _sets_goal(sentence: str, hit: YearHit, frame: Frame) -> bool:
    """到2025年, 2025年底前; in a policy also 2025年 (not before the year of issue), “十四五”期间, 三年内."""
    before, printed = sentence[: hit.start], sentence[hit.start : hit.end]
    if hit.kind == "period":
        return (
            frame.policy and not before.endswith(("满", "近", "过去", "前")) and not sentence.startswith("以", hit.end)
        )
    if printed[-1] == "前" or before[-1:] in ("到", "至"):
        return True
    if not frame.policy:
        return hit.kind == "year" and printed[-1] in "底末" and (hit.year or 0) > (frame.issued or 9999)
    if hit.kind in ("plan", "this") or sentence.startswith(("内", "期间"), hit.end):
        return True
    if printed[-1] in "底末" and "月" not in printed:
        return True
    return frame.issued is not None and hit.year is not None and hit.year >= frame.issued


def _kind(before: str, own: str, seen: _Seen, frame: Frame, carry: Carry) -> tuple[str, bool]:
    w = words()
    if w.projection.search(before):
        return "projection", True
    marks = [(m.start(), "baseline") for m in w.baseline.finditer(before)]
    marks += [(m.start(), "goal") for m in w.goal.finditer(before)]
    latest = max(marks)[1] if marks else None
    if w.baseline.search(own) and not w.goal.search(own):
        return "baseline", True
    if latest == "baseline" and not seen.goals:
        return "baseline", True
    if seen.goals or latest == "goal":
        return "goal", True
    if seen.past is not None:
        return "baseline", True
    return _inherited(frame, carry), False


def _inherited(frame: Frame, carry: Carry) -> str:
    if frame.goal:
        return "goal"
    if carry.kind != "none":
        return carry.kind
    return "baseline" if frame.baseline else "none"


def carry_on(sentence: str, frame: Frame, carry: Carry) -> None:
    """Let a sentence that opens with a year or a present-state word govern the ones after it."""
    head = sentence[:30]
    seen = _years(head, len(head), frame)
    if seen.goals and seen.goals[0].start <= 8 and not _VALIDITY.search(sentence[:60]):
        carry.kind, carry.year = "goal", seen.goals[0].resolve(frame.issued)
        carry.derived = seen.goals[0].derived
    elif seen.past is not None or re.match(r"(?:截至|目前|现有|近年来|去年|过去)", head):
        carry.kind, carry.year, carry.derived = "baseline", seen.past, False
