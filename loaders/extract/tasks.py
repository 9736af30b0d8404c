"""Tasks with their responsibilities, actions and deadlines (CONTRACT §1 "Tasks", "Responsibilities")."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from graph.ids import task_id
from graph.record import Action, Header, Note, Responsibility, Task
from loaders.extract.responsibilities_order import TYPE_LEADS, Order, order_clause
from loaders.extract.task_draft import TaskDraft
from loaders.extract.tasks_prose import ProseReader
from loaders.extract.tasks_table import TableReader
from loaders.fold import fold
from loaders.outline import Outline
from loaders.source import Source, Table


def extract_tasks(source: Source, outline: Outline, header: Header) -> tuple[tuple[Task, ...], tuple[Note, ...]]:
    """Every task of the document, in the order of the text, with notes on what was read with a doubt."""
    order = _who_leads(source, outline)
    drafts: list[TaskDraft] = []
    notes: list[Note] = []
    before: TableReader | None = None
    for table in outline.tables:
        if before and not _adjoins(source, before.table, table):
            before = None
        reader = TableReader(source, table, order, header.issued_on)
        drafts += reader.drafts(before)
        notes += reader.notes
        before = reader
    prose = ProseReader(outline, source.text, order, not header.is_policy, header.issued_on)
    drafts += prose.drafts()
    notes += prose.notes
    notes += _lost_type(source.text)
    drafts.sort(key=lambda d: d.span)
    return tuple(_finish(source, outline, drafts)), tuple(notes)


def _who_leads(source: Source, outline: Outline) -> Order | None:
    """Who leads unmarked lists, where a paragraph or a cell (a note below the rows) says so for the whole document."""
    if "牵头" not in source.text:
        return None
    cells = (fold(source.text, *cell.span).text for t in outline.tables for cell in t.cells if not cell.header)
    texts = chain((p.folded.text for p in outline.paragraphs), cells)
    return next((order for text in texts if (order := order_clause(text))), None)


def _lost_type(text: str) -> list[Note]:
    """A warning where bold or coloured type tells who leads, which a text does not keep."""
    match = TYPE_LEADS.search(text) if "牵头" in text else None
    if not match or any(sign in match.group() for sign in "*＊★▲#"):
        return []
    message = f"“{match.group()}”: the type is lost in this text, so these units are read as joint"
    return [Note("lost_type", message, match.span())]


def _adjoins(source: Source, above: Table, below: Table) -> bool:
    """Does nothing but white space and a page number stand between the tables?"""
    between = source.text[above.span[1] : below.span[0]]
    return len(between.strip(" \n\t-—–第页/0123456789")) < 4


def _finish(source: Source, outline: Outline, drafts: Iterable[TaskDraft]) -> Iterable[Task]:
    """Ids, parts and quotes."""
    seen: Counter[str] = Counter()
    for draft in drafts:
        stem = task_id(source.document_id, draft.text, 1).removesuffix("-1")
        seen[stem] += 1
        yield _task(source, outline, draft, f"{stem}-{seen[stem]}")


def _task(source: Source, outline: Outline, draft: TaskDraft, id_: str) -> Task:
    text = source.text
    responsibilities = tuple(
        Responsibility(f"{id_}-r{n}", d.role, d.name, d.span, text[slice(*d.span)], d.rule)
        for n, d in enumerate(draft.duties, 1)
    )
    actions = tuple(
        Action(f"{id_}-a{n}", a.number, a.text, a.span, text[slice(*a.span)]) for n, a in enumerate(draft.actions, 1)
    )
    return Task(
        id=id_,
        number=draft.number,
        kind=draft.kind,
        part=draft.part or _part_at(outline, draft.span[0]),
        section=draft.section,
        chapter=draft.chapter,
        heading=draft.heading,
        text=draft.text,
        text_span=draft.text_span,
        quote=text[slice(*draft.span)],
        span=draft.span,
        rule=draft.rule,
        responsibilities=responsibilities,
        open_ended=draft.open_ended,
        actions=actions,
        deadline=draft.deadline,
        inherited=draft.inherited,
    )


def _part_at(outline: Outline, offset: int) -> str:
    at = bisect_right([part.span[0] for part in outline.parts], offset) - 1
    return outline.parts[max(at, 0)].id
