"""Clauses: the sentences and semicolon parts of a record's tasks, the units in which measures are found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.record import Record, Section, Span, Task
from loaders.fold import Folded, fold
from loaders.measures.fields import domain_name
from loaders.measures.modality import modality_words, zone_of

_ENDS = re.compile(r"[。；！？;!?]+[”’」』）)]?")
_TITLE = re.compile(r"《[^《》]{1,120}(?:》|$)")
_NUMBER = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．](?!\d)|[一二三四五六七八九十]{1,2}是|[①-⑳]"
    r"|第[一二三四五六七八九十\d]{1,3}[条项]) {0,3}"
)
_DROP = str.maketrans("", "", "*“”‘’\"' ")
_ASIDE_IN = re.compile("(（[^（）]{1,24}）)([^，。；：（）]{1,60})")
_MASK = "＊"
FIELD_END = "｜"  # in a context: domains and title of the document before it, headings after it


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `text`: folded, without quotation marks, titles of cited documents masked.

    kind: text | action | heading; zone: body | goal | principle | background;
    `context`: domains and title of the document, FIELD_END, chapter and heading above it, folded;
    `quote` = record.text[span].
    """

    task_id: str
    document_id: str
    span: Span
    quote: str
    text: str
    context: str
    kind: str
    zone: str


def clauses(record: Record) -> tuple[Clause, ...]:
    """All clauses of a record that may lay something down, in reading order."""
    sections = {s.id: s for s in record.sections}
    headings_done: set[str] = set()
    field = _field(record)
    found: list[Clause] = []
    for task in record.tasks:
        above = plain("".join(f"{h}。" for h in (task.chapter, task.heading) if h))
        context, zone = f"{field}{above}", zone_of(task.heading, task.chapter)
        heading = _heading(record, task, sections, headings_done, f"{field}{plain(task.chapter or '')}", zone)
        if heading:
            found.append(heading)
        parts: list[tuple[str, Span]] = [("text", task.text_span), *(("action", a.span) for a in task.actions)]
        for kind, span in parts:
            for place, text in _split(fold(record.text, *span)):
                quote = record.text[place[0] : place[1]]
                found.append(Clause(task.id, record.id, place, quote, text, context, kind, zone))
    return tuple(found)


def _field(record: Record) -> str:
    """What the whole document is about: names of its surest domains, and its title."""
    names = [domain_name(d.id) for d in record.header.domains if d.score >= _SURE]
    return plain("。".join(names)) + FIELD_END + plain(f"{record.header.title or ''}。")


_SURE = 0.7


def _split(folded: Folded) -> Iterator[tuple[Span, str]]:
    """Clauses of a stretch: where each is in the source, and its text as rules read it."""
    at = 0
    whole = folded.text
    ends = [m.end() for m in _ENDS.finditer(whole)] + [len(whole)]
    for end in ends:
        start, at = at, max(at, end)
        while start < end and whole[start] in " 　，、":
            start += 1
        if end - start < 4:
            continue
        text = readable(whole[start:end])
        if text:
            yield folded.span(start, end), text


def readable(text: str) -> str:
    """A folded clause as rules read it: "" for a preamble; titles masked, number and leading purpose dropped,
    brackets moved to the end."""
    words = modality_words()
    if words.preamble.search(text):
        return ""
    bare = text.translate(_DROP).lower()
    bare = _TITLE.sub(lambda m: _MASK * len(m.group()), bare)
    bare = _NUMBER.sub("", bare, count=1)
    purpose = words.purpose.match(bare)
    if purpose:
        bare = bare[purpose.end() :]
    bare = _ASIDE_IN.sub(
        r"\2\1", bare
    )  # 货币化（房票）安置: what is said in brackets stands after its part of the sentence
    return bare if len(bare.strip(_MASK + "，。；")) >= 4 else ""


def plain(text: str) -> str:
    """Folded, lower case, without quotation marks and emphasis."""
    return fold(text).text.translate(_DROP).lower()


def _heading(
    record: Record, task: Task, sections: dict[str, Section], done: set[str], context: str, zone: str
) -> Clause | None:
    """The heading over a task as a clause of its own, once a section: a heading with content counts."""
    section = sections.get(task.section or "")
    if not task.heading or len(task.heading) < 4:
        return None
    key = f"{task.section}|{task.heading}"
    if key in done:
        return None
    done.add(key)
    span = _find(record, task.heading, task.span) or (section and _find(record, task.heading, section.span))
    if not span or (span[0] >= task.text_span[0] and span[1] <= task.text_span[1]):
        return None
    text = readable(fold(task.heading).text)
    if not text:
        return None
    return Clause(task.id, record.id, span, record.text[span[0] : span[1]], text, context, "heading", zone)


def _find(record: Record, heading: str, within: Span) -> Span | None:
    """Where the heading is printed inside a stretch (first 400 characters)."""
    stretch = fold(record.text, within[0], min(within[1], within[0] + 400))
    wanted = fold(heading).text
    at = stretch.text.find(wanted)
    return stretch.span(at, at + len(wanted)) if at >= 0 and wanted else None
