"""Citations: the policies a text names, and how it stands to each (CONTRACT §1 "Citations").

One citation per policy and relation, at the first place that says it (`cites` is the rest, so a parent
that is named again further down is not cited too): a later short 《意见》 or a repeated title adds
nothing unless it says something new (a repeal). In a page that is no policy the policy it speaks of is
`reports`, the rest `cites`. `policy_id` is filled by the project's resolution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.ids import doc_number_key
from graph.record import Citation, Header
from loaders.extract.citations_context import Reading
from loaders.extract.citations_marks import Mark, find_marks
from loaders.extract.citations_relations import relation_of
from loaders.extract.citations_reports import reported
from loaders.extract.citations_zones import read_zones
from loaders.extract.header_head import read_front
from loaders.extract.header_lexicon import pattern
from loaders.fold import Folded, join
from loaders.outline import Outline
from loaders.source import Source

_LONGEST_SHORT = 12
_PUNCTUATION = re.compile(r"[\s《》〈〉<>（）()“”\"'、，,·的]")


def extract_citations(source: Source, outline: Outline, header: Header) -> tuple[Citation, ...]:
    """Every policy the document names, in order of its place; itself is left out."""
    lines, _, head = read_front(source)
    folded = join(line.folded for line in lines)
    marks = find_marks(folded.text)
    if not header.is_policy:
        marks = (*marks, *_bare_reports(folded.text, marks))
    if not marks:
        return ()
    reading = Reading(folded.text, marks, header, head, read_zones(folded, lines, head))
    said = list(_statements(reading))
    return tuple(_citations(source, folded, _first_places(said)))


@dataclass(frozen=True, slots=True)
class _Statement:
    mark: Mark
    relation: str
    rule: str


def _statements(reading: Reading) -> Iterator[_Statement]:
    """Each mark with its relation; short names are resolved to what they stand for."""
    spoken_of = {} if reading.header.is_policy else reported(reading)
    stands_for = _short_names(reading.marks)
    for i, mark in enumerate(reading.marks):
        used = stands_for.get(i)
        if used is not None:
            relation, rule = relation_of(reading, i)
            if relation == "repeals":
                yield _Statement(replace(mark, title=used.title, number=used.number), relation, f"short-name-{rule}")
            continue
        if mark.bare and not mark.number:
            continue
        if i in spoken_of:
            yield _Statement(mark, "reports", spoken_of[i])
            continue
        relation, rule = relation_of(reading, i)
        if relation != "itself":
            yield _Statement(mark, relation, rule)


def _short_names(marks: Sequence[Mark]) -> dict[int, Mark]:
    """What a short 《意见》 means, by its index: the one with that short name, or an earlier title that ends so."""
    defined: dict[str | None, list[Mark]] = {}
    for mark in marks:
        defined.setdefault(mark.short, []).append(mark)
    found: dict[int, Mark] = {}
    ends: dict[str, Mark] = {}
    for i, mark in enumerate(marks):
        title = mark.title or ""
        if title and not mark.number and len(title) <= _LONGEST_SHORT:
            others = (m for m in defined.get(title, ())[:2] if m is not mark)
            used = next(others, None) or ends.get(title)
            if used is not None:
                found[i] = used
        for length in range(1, min(_LONGEST_SHORT + 1, len(title))):
            ends.setdefault(title[-length:], mark)
    return found


def _bare(title: str | None) -> str:
    return _PUNCTUATION.sub("", title or "").removeprefix("关于")


def _key(mark: Mark) -> str:
    return doc_number_key(mark.number) if mark.number else _bare(mark.title)


def _first_places(said: Sequence[_Statement]) -> list[_Statement]:
    """One statement per policy and relation, `cites` only where nothing more is said of the policy.

    A title without number joins the same title with one.
    """
    numbers = {_bare(s.mark.title): _key(s.mark) for s in said if s.mark.title and s.mark.number}
    kept: dict[tuple[str, str], _Statement] = {}
    for statement in said:
        mark = statement.mark
        key = _key(mark) if mark.number else numbers.get(_bare(mark.title), _key(mark))
        first = kept.setdefault((key, statement.relation), statement)
        if mark.number and not first.mark.number:
            kept[key, statement.relation] = statement
    strong = {key for key, relation in kept if relation != "cites"}
    chosen = [s for (key, relation), s in kept.items() if relation != "cites" or key not in strong]
    return sorted(chosen, key=lambda s: s.mark.start)


def _citations(source: Source, folded: Folded, said: Sequence[_Statement]) -> Iterator[Citation]:
    for n, statement in enumerate(said, 1):
        mark = statement.mark
        span = folded.span(mark.start, mark.end)
        yield Citation(
            id=f"{source.document_id}-c{n}",
            title=mark.title,
            doc_number=mark.number,
            relation=statement.relation,
            span=span,
            quote=source.text[span[0] : span[1]],
            rule=f"{mark.rule}/{statement.rule}",
            short_name=mark.short,
        )


def _bare_reports(text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """…发布关于进一步促进房地产市场平稳健康发展举措的通知: named without 《》, in the first lines of a report."""
    lead = text[:700]
    for match in pattern("citations", "reports_bare").finditer(lead):
        start, end = match.span("title")
        if not any(m.start < end and start < m.end for m in marks):
            yield Mark(start, end, match["title"], start, end, rule="plain-title")
