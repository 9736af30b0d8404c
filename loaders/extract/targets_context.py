"""What is known before a paragraph is read: policy or not, year of issue, the plan's year, the headings above."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graph.record import Header
from loaders.extract.dates import find_years
from loaders.extract.targets_words import words
from loaders.outline import Outline, Paragraph

_TELLING = frozenset({"news", "interpretation", "speech", "qa", "other"})
_FIRST = 3  # paragraphs in which a page that tells of a policy names it
_POLICY = re.compile(
    r"《[^《》]{2,60}(?:方案|措施|通知|意见|规划|计划|办法|细则|纲要|要点|政策|清单|举措|指引)[^《》]{0,20}》"
    r"|若干[^，。；]{0,8}(?:政策|措施|举措)|一揽子(?:政策|措施)|政策(?:措施)?清单|政策举措"
)
_POSTED = re.compile(
    r"(?:发布|发表|更新)?(?:时间|日期)[：:]?(?P<y>20\d\d)[-年/.]"
    r"|^[（(]?(?P<stamp>20\d\d)[-/.年]\d{1,2}[-/.月]\d{1,2}(?:日|[ |，]|\d\d:|$)"
    r"|来源[：:][^\d，。]{0,20}(?P<sent>20\d\d)[-年/.]"
    r"|(?P<timed>20\d\d)-\d\d-\d\d ?\d\d:\d\d"  # a day with the time of day
)
_CONTRACT = re.compile(r"责任书|任务书|要点|目标|工作计划")
_SIGNED = re.compile(r"(20\d\d)年\d{1,2}月\d{1,2}日[）)]?$")
_SPOKEN_IN = re.compile(  # 2023年是开局之年; 2023年…工作将
    r"(?<![到至])(20\d\d)年(?:是[^，。]{2,30}(?:第一年|之年|关键|开局)|[^，。\d]{0,12}(?:工作|任务|我们|全[省市县区])将)"
)
_FOOT = 4  # and at its end
_HEAD = 30  # paragraphs in which a page says when it was posted
_PLAN_TITLE = re.compile(r"规划|计划|方案|纲要|行动|安排|任务|目标|要点|重点工作|预算|责任书")
_ITEM = re.compile(
    r"(?P<mark>[—－·•●◆■◎★▲△►☆◇□✓√]|--)|(?P<paren>[（(])?(?:\d{1,2}(?![\d年%])|[一二三四五六七八九十]{1,3}(?=[、）)]))"
)
_FIRST_ITEM = re.compile(r"[（(]?(?:1(?!\d)|一)|①")
_NUMBER = re.compile(r"^(?:（?[一二三四五六七八九十\d]{1,3}[）、.．]+|[一二三四五六七八九十]是)")
_TOPIC = 20  # characters of a heading that names what is done below it
_AT_HEAD = 14  # characters before the year of a list's head: （一）第一步，力争到2025年
_STATED = re.compile(r"截至|以来|已[经有建达完]|去年|现有|目前")


class Frame(NamedTuple):
    """What is known before a paragraph is read.

    issued: year of issue; plan_year: last year of the plan that the title names; horizon: a five-year plan that
    ends before it is a thing of the past; goal, baseline: the headings above speak of goals or of what has been
    reached; year: a year set by a heading above; told: a page of news or an interpretation that tells of a policy.
    """

    policy: bool
    issued: int | None
    plan_year: int | None
    horizon: int = 0
    goal: bool = False
    baseline: bool = False
    year: int | None = None
    told: bool = False
    topic: str = ""  # the heading that runs into the paragraph


def document_frame(header: Header, outline: Outline) -> Frame:
    """The frame of a whole document, from its head and from which five-year plan it speaks of most."""
    issued = int(header.issued_on[:4]) if header.issued_on else _number_year(header)
    issued = issued or (_dated(header) if header.is_policy else _posted(outline))
    issued = issued or (_year_named(header.title) if header.is_policy else None)
    told = not header.is_policy and header.kind in _TELLING and (header.kind == "speech" or _tells_of_policy(outline))
    plan_year = _plan_year(_title_told(outline) if told else header.title, issued)
    year = _title_year(header.title, issued) if header.is_policy else plan_year
    return Frame(header.is_policy, issued, plan_year, max(plan_year or 0, _horizon(outline)), year=year, told=told)


def _tells_of_policy(outline: Outline) -> bool:
    """True where one of the first paragraphs names a policy, as news of it does at once."""
    return any(_POLICY.search(p.folded.text, 0, 600) for p in outline.paragraphs[:_FIRST])


def _title_told(outline: Outline) -> str | None:
    """The plan that the head of a page tells of."""
    hits = (_POLICY.search(p.folded.text, 0, 600) for p in outline.paragraphs[:_FIRST])
    return next((hit.group() for hit in hits if hit and hit.group()[0] == "《"), None)


def _year_named(title: str | None) -> int | None:
    """A plan without a date of issue whose title names its one year (2024年度粮食安全责任书)."""
    hits = [h for h in find_years(title or "") if h.kind == "year"] if _CONTRACT.search(title or "") else []
    return hits[0].year if len(hits) == 1 else None


def _dated(header: Header) -> int | None:
    """A policy without a date of issue: the year it came into force or was made public."""
    found = [d.date for d in header.dates if d.kind in ("印发", "施行", "发布") and d.date]
    return int(min(found)[:4]) if found else None


def _posted(outline: Outline) -> int | None:
    """The year in which a page was posted or a talk was given: what 今年 means there."""
    for paragraph in outline.paragraphs[:_HEAD]:
        text = paragraph.folded.text
        match = _POSTED.search(text, 0, 400) if "20" in text else None  # no year, no day
        if match:
            return int(match["y"] or match["stamp"] or match["sent"] or match["timed"])
    for paragraph in outline.paragraphs[-_FOOT:]:
        match = _SIGNED.search(paragraph.folded.text)
        if match:
            return int(match[1])
    hits = (_SPOKEN_IN.search(p.folded.text, 0, 600) for p in outline.paragraphs[:_HEAD])
    return next((int(hit[1]) for hit in hits if hit), None)


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


def _title_year(title: str | None, issued: int | None) -> int | None:
    """2025年…工作要点, 关于做好2025年…工作的通知: the one year of the whole text. (Of a plan for several years each
    goal says its own.)"""
    hits = [h for h in find_years(title or "") if h.kind in ("year", "range", "plan")]
    year = hits[0].year if len(hits) == 1 and hits[0].kind == "year" else None
    return year if year and (issued is None or year >= issued) else None


def list_years(outline: Outline, issued: int | None) -> dict[int, int]:
    """The year at the head of a list holds for its items: 到2025年，实现以下目标： over ——…, ——…

    By index of the paragraph. A head is followed at once by an item that begins with a mark, or with the number 1; the
    list goes on as long as its items begin in the same way.
    """
    years: dict[int, int] = {}
    head, form, before = None, "", ""
    for i, paragraph in enumerate(outline.paragraphs):
        text = paragraph.folded.text
        own = _item_form(text)
        if not own or own != form:  # no item, or one of another list
            opens = own == "mark" or (own and _FIRST_ITEM.match(text))
            head, form = (_head_year(before, issued), own) if opens else (None, "")
        if head is not None:
            years[i] = head
        before = text
    return years


def _item_form(text: str) -> str:
    found = _ITEM.match(text)
    return "" if not found else "mark" if found["mark"] else "paren" if found["paren"] else "number"


def _head_year(text: str, issued: int | None) -> int | None:
    hits = [h for h in find_years(text[:40]) if h.year and h.kind in ("year", "plan") and h.start <= _AT_HEAD]
    year = hits[0].year if hits else None
    return year if year and year >= (issued or 0) and not _STATED.search(text[:40]) else None


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
    said, year = _section_says(chain, frame.issued)
    topic = ""
    if own:
        own_said, own_year = _headings_say(own, frame.issued)
        said, year = own_said or said, own_year or year
        topic = _NUMBER.sub("", own).rstrip("。：")
        topic = topic if 4 <= len(topic) <= _TOPIC else ""
    if year is None and said != "baseline":
        year = frame.year or (frame.plan_year if said == "goal" else None)
    if not said and not topic and year == frame.year:
        return frame
    return frame._replace(goal=said == "goal", baseline=said == "baseline", year=year, topic=topic)


def _headings_say(headings: str, issued: int | None) -> tuple[str, int | None]:
    """What headings, one a line, speak of last (goal, baseline or "") and the year they set."""
    said = ""
    for line in headings.split("\n"):
        if words().goal_section.search(line):
            said = "goal"
        elif words().baseline_section.search(line) and not words().task_heading.match(line):
            said = "baseline"
    return said, _heading_year(headings, issued)


_section_says = lru_cache(maxsize=256)(
    _headings_say
)  # a section has many paragraphs, a paragraph one heading of its own


def _heading_year(chain: str, issued: int | None) -> int | None:
    year = None
    for line in chain.split("\n"):
        for hit in find_years(line):
            if hit.year and hit.kind in ("year", "plan", "range") and (issued is None or hit.year >= issued):
                year = hit.year
    return year
