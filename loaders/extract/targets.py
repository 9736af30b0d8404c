"""Targets of a document (CONTRACT §1 "Targets"): amounts that the issuer sets out to reach or to spend.

Read from running text paragraph by paragraph and from indicator tables. Rules read folded text; every
target's quote is source.text[start:end].
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator

from graph.ids import clause_hash
from graph.record import Header, Target, Task
from loaders.extract.dates import find_years
from loaders.extract.targets_context import Frame, document_frame, heading_chains, list_years, section_frame
from loaders.extract.targets_draft import Draft
from loaders.extract.targets_sentences import MAY_STATE, sentence_targets
from loaders.extract.targets_tables import flat_drafts, table_drafts
from loaders.fold import Folded
from loaders.outline import Outline, Paragraph
from loaders.source import Source

_QUESTION = re.compile(r"(?:问|记者|提问)[：:]")
_HEARD = 4
_SILENT = frozenset({"head", "signature", "imprint", "attachment_note", "noise"})


def extract_targets(source: Source, outline: Outline, header: Header, tasks: tuple[Task, ...]) -> tuple[Target, ...]:
    """All targets, present states and forecasts of a document, in the order of the text."""
    found = sorted(
        _all_drafts(source, outline, header), key=lambda f: (f[1].origin[f[0].start], f[1].origin[f[0].end - 1])
    )
    targets: list[Target] = []
    seen: Counter[str] = Counter()
    places: set[tuple[int, int, str, float]] = set()
    for draft, folded, part in found:
        span = folded.span(draft.start, draft.end)
        place = (*span, draft.indicator, draft.amount.value)
        if place in places:
            continue
        places.add(place)
        targets.append(_target(source, draft, span, part, tasks, seen))
    return tuple(targets)


def _all_drafts(source: Source, outline: Outline, header: Header) -> Iterator[tuple[Draft, Folded, str]]:
    frame = document_frame(header, outline)
    chains = heading_chains(outline)
    flat, places = flat_drafts(source, outline, frame)
    yield from flat
    yield from table_drafts(source, outline, frame)
    of_list = list_years(outline, frame.issued)
    asked: int | None = None  # the year that the last question is about
    heard = 0  # paragraphs in which a talk that has just told of goals may go on with them
    for i, paragraph in enumerate(outline.paragraphs):
        if paragraph.kind in _SILENT or (places and any(a <= paragraph.span[0] < b for a, b in places)):
            continue
        if not MAY_STATE.search(paragraph.folded.text):
            continue
        here = section_frame(frame, paragraph, chains.get(paragraph.section or "", ""))
        if i in of_list:
            here = here._replace(year=of_list[i])
        folded = _without_marks(paragraph.folded)
        asked = _asked_year(paragraph, frame) if _QUESTION.match(paragraph.folded.text) else asked
        if asked and here.year is None:
            here = here._replace(year=asked)
        if heard > 0 and not here.policy:
            here = here._replace(told=True)
        drafts = list(sentence_targets(folded.text, here))
        heard = _HEARD if any(d.kind == "target" for d in drafts) else heard - 1
        yield from ((draft, folded, paragraph.part) for draft in drafts)


def _asked_year(paragraph: Paragraph, frame: Frame) -> int | None:
    """问：2025年有哪些目标？: the year that the answer speaks of."""
    years = {h.year for h in find_years(paragraph.folded.text) if h.kind == "year" and h.year}
    year = years.pop() if len(years) == 1 else None
    return year if year and frame.issued is not None and year >= frame.issued else None


def _without_marks(folded: Folded) -> Folded:
    """Bold marks that plain text carries over from Markdown (**88.3%**) are dropped."""
    if "**" not in folded.text:
        return folded
    kept = [i for i, char in enumerate(folded.text) if char != "*"]
    return Folded("".join(folded.text[i] for i in kept), array("l", (folded.origin[i] for i in kept)))


def _target(
    source: Source, draft: Draft, span: tuple[int, int], part: str, tasks: tuple[Task, ...], seen: Counter[str]
) -> Target:
    quote = source.text[span[0] : span[1]]
    amount = draft.amount
    key = clause_hash(f"{quote}|{draft.indicator}|{amount.value:g}|{amount.unit}")
    seen[key] += 1
    return Target(
        id=f"{source.document_id}-{key}-{seen[key]}",
        task_id=_innermost(span, tasks),
        part=part,
        span=span,
        quote=quote,
        rule=draft.rule,
        indicator=draft.indicator,
        comparator=amount.comparator,
        value=amount.value,
        unit=amount.unit,
        kind=draft.kind,
        value_max=amount.value_max,
        year=draft.year,
        year_derived=draft.year_derived,
        approximate=amount.approximate,
        cumulative=draft.cumulative,
        per=draft.per,
        every=draft.every,
        scope=draft.scope,
    )


def _innermost(span: tuple[int, int], tasks: tuple[Task, ...]) -> str | None:
    """The task with the shortest span around this place."""
    around = [t for t in tasks if t.span[0] <= span[0] and span[1] <= t.span[1]]
    return min(around, key=lambda t: (t.span[1] - t.span[0], t.id)).id if around else None
