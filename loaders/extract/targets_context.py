"""What governs an amount: the year it is set for and whether it is a goal, a present state or a forecast."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.record import Header
from loaders.extract.dates import YearHit, find_years
from loaders.extract.targets_words import words
from loaders.outline import Outline, Paragraph

_COMPARED = re.compile(r"(?:比|较|以|从|自|由|在|对|相比|同|高于|低于|基于|截至|截止|超过)$")
_DAY = re.compile(r"[日号](?:之?前|以前)?$")
_LEADS = re.compile(r"(?:到|至|于|力争|确保|争取|，|：|。|；|^)$")
_PLAN_TITLE = re.compile(r"规划|计划|方案|纲要|工作要点|行动|安排|任务|目标|要点|重点工作")
_VALIDITY = re.compile(r"有效期|施行|执行|起[，至到]|止|为准|期间(?=，?[对在购凡])")


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known before a paragraph is read.

    issued: year of issue; plan_year: last year of the plan that the title names; goal, baseline: the sections
    above speak of goals or of what has been reached; year: a year set by a heading above.
    """

    policy: bool
    issued: int | None
    plan_year: int | None
    goal: bool = False
    baseline: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What governs a clause. kind: goal | baseline | projection | none; explicit: said in the sentence itself."""

    kind: str
    explicit: bool
    year: int | None
    derived: bool
    years: tuple[int, ...] = ()  # several years set at once (到2020年、2025年)
    said: bool = False  # the year stands in this sentence


def document_frame(header: Header, outline: Outline) -> Frame:
    """The frame of a whole document, from its head."""
    issued = int(header.issued_on[:4]) if header.issued_on else _latest_title_year(header)
    return Frame(header.is_policy, issued, _plan_year(header.title, issued))


def _latest_title_year(header: Header) -> int | None:
    match = re.search(r"[〔\[［【（(]((?:19|20)\d\d)[〕\]］】）)]", header.doc_number or "")
    return int(match[1]) if match else None


def _plan_year(title: str | None, issued: int | None) -> int | None:
    """《…规划（2020—2025年）》, “十四五”…规划, 2024年…工作要点: the year that such a text plans for."""
    if not title or not _PLAN_TITLE.search(title):
        return None
    hits = [h for h in find_years(title) if h.year and h.kind in ("range", "plan", "year")]
    if not hits or (hits[-1].kind == "year" and len(hits) > 1):
        return None
    year = hits[-1].year
    return year if year and (issued is None or year >= issued) else None


def section_frame(frame: Frame, outline: Outline, paragraph: Paragraph, chains: dict[str, str]) -> Frame:
    """The frame of a paragraph: its headings, from the outermost to its own, say what is spoken of."""
    heading = paragraph.folded.text[: paragraph.heading_end] if paragraph.kind != "heading" else ""
    chain = chains.get(paragraph.section or "", "") + "\n" + heading
    goal = baseline = False
    for line in chain.split("\n"):
        if words().goal_section.search(line):
            goal, baseline = True, False
        elif words().baseline_section.search(line):
            goal, baseline = False, True
    return replace(frame, goal=goal, baseline=baseline, year=_heading_year(chain, frame.issued))


def heading_chains(outline: Outline) -> dict[str, str]:
    """For each section the headings above it and its own, outermost first, one a line."""
    chains: dict[str, str] = {}
    for section in outline.sections:
        above = chains.get(section.parent or "", "")
        chains[section.id] = f"{above}\n{section.heading[:60]}" if above else section.heading[:60]
    return chains


def _heading_year(chain: str, issued: int | None) -> int | None:
    year = None
    for line in chain.split("\n"):
        for hit in find_years(line):
            if hit.year and hit.kind in ("year", "plan", "range") and (issued is None or hit.year >= issued):
                year = hit.year
    return year


@dataclass(slots=True)
class Carry:
    """What earlier sentences of the paragraph have set."""

    kind: str = "none"
    year: int | None = None
    derived: bool = False


def settle(sentence: str, clause: tuple[int, int], amount_at: int, frame: Frame, carry: Carry) -> Setting:
    """The setting of an amount at `amount_at` in the clause [start, end) of a sentence."""
    before = sentence[:amount_at]
    own = sentence[clause[0] : clause[1]]
    goal_years, past_year = _years(sentence, amount_at, frame)
    year = goal_years[-1] if goal_years else None
    resolved = year.resolve(frame.issued) if year else None
    distinct = _distinct(goal_years, frame)
    kind, explicit = _kind(before, own, bool(goal_years), past_year, frame, carry)
    if kind == "baseline" or (kind == "projection" and resolved is None):
        return Setting(kind, explicit, past_year, False, said=past_year is not None)
    if resolved is not None and year is not None:
        return Setting(kind, explicit, resolved, year.derived, distinct, said=True)
    inherited = carry.year if carry.kind == "goal" else None
    return Setting(kind, explicit, inherited or frame.year, carry.derived if inherited else False)


def _distinct(hits: list[YearHit], frame: Frame) -> tuple[int, ...]:
    """The years of one enumeration (2022年、2025年分别…): hits that follow each other closely."""
    run: list[YearHit] = []
    for hit in hits:
        if run and hit.start - run[-1].end > 3:
            run = []
        run.append(hit)
    return tuple(y for y in (h.resolve(frame.issued) for h in run) if y is not None) if len(run) > 1 else ()


def _years(sentence: str, amount_at: int, frame: Frame) -> tuple[list[YearHit], int | None]:
    """Goal years that stand before the amount (or close the sentence's first clause), and the last past year."""
    goals: list[YearHit] = []
    past: int | None = None
    for hit in find_years(sentence):
        if hit.start >= amount_at:
            break
        printed = sentence[hit.start : hit.end]
        if _COMPARED.search(sentence[max(0, hit.start - 2) : hit.start]):
            if sentence[max(0, hit.start - 2) : hit.start] in ("截至", "截止") and hit.year:
                past = hit.year
            continue
        if _DAY.search(printed) and not printed.endswith("前"):
            continue
        year = hit.resolve(frame.issued)
        if hit.kind == "plan" and sentence.startswith("以来", hit.end):
            continue
        if year is not None and frame.issued is not None and year < frame.issued:
            past = year
            goals.clear()
        elif _sets_goal(sentence, hit, frame):
            goals.append(hit)
    return goals, past


def _sets_goal(sentence: str, hit: YearHit, frame: Frame) -> bool:
    if hit.kind == "period":
        return not sentence.startswith("以上", hit.end) and not sentence[: hit.start].endswith(
            ("满", "近", "过去", "前")
        )
    if hit.kind in ("this", "plan", "range"):
        return True
    printed = sentence[hit.start : hit.end]
    if printed[-1] in "底末前" or sentence[max(0, hit.start - 1) : hit.start] in ("到", "至"):
        return True
    return frame.issued is not None and hit.year is not None and hit.year >= frame.issued


def _kind(before: str, own: str, goal_year: bool, past: int | None, frame: Frame, carry: Carry) -> tuple[str, bool]:
    w = words()
    if w.projection.search(before):
        return "projection", True
    marks = [(m.start(), "baseline") for m in w.baseline.finditer(before)]
    marks += [(m.start(), "goal") for m in w.goal.finditer(before)]
    latest = max(marks)[1] if marks else None
    if w.baseline.search(own) and not w.goal.search(own):
        return "baseline", True
    if latest == "baseline" and not goal_year:
        return "baseline", True
    if goal_year or latest == "goal":
        return "goal", True
    if past is not None:
        return "baseline", True
    if frame.goal:
        return "goal", False
    if carry.kind != "none":
        return carry.kind, False
    if frame.baseline:
        return "baseline", False
    return "none", False


def carry_on(sentence: str, frame: Frame, carry: Carry) -> None:
    """Let a sentence that opens with a year or a present-state word govern the ones after it."""
    head = sentence[:30]
    goals, past = _years(head, len(head), frame)
    if goals and goals[0].start <= 8 and not _VALIDITY.search(sentence[:60]):
        carry.kind, carry.year = "goal", goals[0].resolve(frame.issued)
        carry.derived = goals[0].derived
    elif past is not None or re.match(r"(?:截至|目前|现有|近年来|去年|过去)", head):
        carry.kind, carry.year, carry.derived = "baseline", past, False
