"""The head of the record: title, number, issuers, dates, kind and domains of one document (CONTRACT §1 "Header").

Missing is None, never guessed; a posting time is not a date of issue; the region is resolved later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.record import Header, Span
from loaders.extract.doc_numbers import find_numbers, own_number
from loaders.extract.domains import find_domains
from loaders.extract.header_agencies import is_agency
from loaders.extract.header_dates import Issued, choose_issued, date_lines, mentions
from loaders.extract.header_force import read_force
from loaders.extract.header_head import Head, read_front
from loaders.extract.header_issuers import own_dates, read_addressees, read_issuers
from loaders.extract.header_lexicon import doc_types, pattern
from loaders.extract.header_lines import Line
from loaders.extract.header_meta import Meta
from loaders.extract.header_self import self_named_type
from loaders.extract.kind import Verdict, headline, judge
from loaders.fold import Folded, join
from loaders.outline import Outline
from loaders.source import Source

_ORDINAL = re.compile(r"^第[\d〇○零一二三四五六七八九十百]{1,6}号$")


def extract_header(source: Source, outline: Outline) -> Header:
    """The header of one document; `region` stays None and issuers unresolved until loaders.resolve."""
    lines, meta, head = read_front(source)
    verdict = judge(source, lines, head, meta)
    if verdict.kind != "policy":
        return _reporting(lines, head, meta, verdict)
    return _policy(lines, head, meta, verdict)


def _reporting(lines: Sequence[Line], head: Head, meta: Meta, verdict: Verdict) -> Header:
    """A page that is no policy: its own headline, what it is, and nothing that belongs to a policy."""
    title = headline(lines, head, meta)
    return Header(
        title=title.text if title else None,
        is_policy=False,
        kind=verdict.kind,
        reason=verdict.reason,
        domains=find_domains(title.text if title else None, lines),
        evidence={"title": _whole(title)} if title else {},
    )


@dataclass(frozen=True, slots=True)
class _Titles:
    own: Folded | None
    notice: Folded | None


def _policy(lines: Sequence[Line], head: Head, meta: Meta, verdict: Verdict) -> Header:
    titles = _titles(head, meta)
    until = head.wrapped.first if head.wrapped else len(lines)
    dates = own_dates(lines, date_lines(lines, head.body), head, meta)
    notice = (head.notice, until) if head.notice is not None else None
    issued = choose_issued(dates, meta, head.body, notice, len(lines))
    issuers = read_issuers(lines, head, dates, meta, until)
    number = _number(lines, head, meta)
    force = read_force(lines, issued, meta)
    title = titles.own.text if titles.own else None
    evidence = _evidence(titles.own, number, issued)
    if issuers and issuers[0].span:
        evidence["issuers"] = issuers[0].span
    return Header(
        title=title,
        notice_title=titles.notice.text if titles.notice else None,
        doc_number=number[0] if number else None,
        doc_type=doc_types().of(title) if title else self_named_type(lines),
        is_policy=True,
        kind="policy",
        reason=verdict.reason,
        issuers=issuers,
        addressees=read_addressees(head),
        issued_on=issued.value if issued else None,
        date_basis=issued.basis if issued else None,
        date_precision=issued.precision if issued else None,
        dates=tuple(sorted({*mentions(dates, meta), *force.mentions}, key=lambda d: (d.span, d.kind))),
        valid_from=force.start,
        valid_to=force.end,
        domains=find_domains(title or (titles.notice.text if titles.notice else None), lines),
        evidence=evidence,
    )


def _titles(head: Head, meta: Meta) -> _Titles:
    """The policy's title, and the notice's own where it issues or forwards another text."""
    printed, noted = head.title.folded if head.title else None, meta.values.get("title")
    own = printed or noted
    broken = printed and noted and len(noted.text) > len(printed.text) and noted.text.endswith(printed.text)
    if broken and noted and not noted.text.startswith("（"):  # （转载）…: a site's note before the same title
        own = noted  # the printed one was broken in a way that could not be mended
    if head.wrapped and (head.title is None or head.wrapped.first > head.title.last):
        passes_on = head.notice is not None or head.wrap is not None
        if passes_on:
            return _Titles(head.wrapped.folded, own if own and own.text != head.wrapped.text else None)
    if head.named is not None and (head.wrap is not None or own is None):
        return _Titles(head.named, own)
    if head.wrap is not None and own is not None:
        at = own.text.find(head.wrap.inner)
        if at >= 0:
            return _Titles(own.part(at, at + len(head.wrap.inner)), own)
    return _Titles(own, None)


def _number(lines: Sequence[Line], head: Head, meta: Meta) -> tuple[str, Span] | None:
    """The document's own number: on its own line in the head, at the title's end, in the metadata."""
    for line in lines[: head.body]:
        found = None if line.index in meta.lines else _split_number(lines, line.index) or _line_number(line)
        if found:
            return found
    value = meta.values.get("number")
    hits = find_numbers(value.text) if value else ()
    if value and hits:
        return hits[0].value, value.span(hits[0].start, hits[0].end)
    noted = (found for line in lines[: head.body + 4] for found in _noted_number(line))
    return next(noted, None) or _repeated_head(lines, head)


def _repeated_head(lines: Sequence[Line], head: Head) -> tuple[str, Span] | None:
    """A page that gives a summary first and then the document with its head: the number beside the repeated title."""
    title = head.title.text if head.title else ""
    for line in lines[head.body : head.body + 15]:
        own = own_number(line)
        near = "".join(other.text for other in lines[line.index + 1 : line.index + 4]) if own else ""
        if own and title and title in near:
            return own[0], line.folded.span(own[1], own[2])
    return None


def _noted_number(line: Line) -> Iterator[tuple[str, Span]]:
    """（2021年7月27日中华人民共和国国务院令第746号公布）."""
    note = pattern("header", "adoption_note").search(line.text[:600])
    for hit in find_numbers(line.text[: note.end()]) if note else ():
        if note and hit.start > note.start():
            yield hit.value, line.folded.span(hit.start, hit.end)


def _line_number(line: Line) -> tuple[str, Span] | None:
    own = own_number(line)
    if own:
        return own[0], line.folded.span(own[1], own[2])
    if len(line.text) > 160 or "。" in line.text:
        return None
    hits = find_numbers(line.text)
    quoted = line.text.rfind("《", 0, hits[0].start) > line.text.rfind("》", 0, hits[0].start) if hits else True
    if not hits or quoted:
        return None
    title = line.text[: hits[0].start].rstrip("（([【")
    if "《" in title and not title.endswith(
        "》的通知"
    ):  # 印发《…》的通知（岳办发〔2017〕2号）, but no cited 《…》（…号）
        return None
    at_end = hits[-1].end >= len(line.text) - 1 and doc_types().of(title) is not None
    at_start = hits[0].start <= 1 and doc_types().of(line.text) is not None
    return (hits[0].value, line.folded.span(hits[0].start, hits[0].end)) if at_end or at_start else None


def _split_number(lines: Sequence[Line], at: int) -> tuple[str, Span] | None:
    return _order_number(lines, at) or _joint_number(lines, at)


def _joint_number(lines: Sequence[Line], at: int) -> tuple[str, Span] | None:
    """财政部 海关总署 税务总局公告2020年第6号: bodies with spaces between them on the line that the number ends."""
    first = at
    while first and lines[first].goes_on and is_agency(lines[first - 1].text):
        first -= 1
    if first == at or not own_number(lines[at]):
        return None
    whole = join(line.folded for line in lines[first : at + 1])
    hits = find_numbers(whole.text)
    if len(hits) != 1 or hits[0].start or hits[0].end < len(whole.text):
        return None
    return hits[0].value, whole.span(0, len(whole.text))


def _order_number(lines: Sequence[Line], at: int) -> tuple[str, Span] | None:
    """广州市人民政府令 / 第179号 on two lines or more: bodies' names, 令, number."""
    text = lines[at].text
    if not at or not lines[at - 1].text.endswith("令") or not _ORDINAL.match(text):
        return None
    first = at - 1
    while lines[first].text == "令" and first and is_agency(lines[first - 1].text):
        first -= 1
        while first and is_agency(lines[first - 1].text):
            first -= 1
    whole = join(line.folded for line in lines[first : at + 1])
    return whole.text, whole.span(0, len(whole.text))


def _evidence(title: Folded | None, number: tuple[str, Span] | None, issued: Issued | None) -> dict[str, Span]:
    found: dict[str, Span] = {}
    if title:
        found["title"] = _whole(title)
    if number:
        found["doc_number"] = number[1]
    if issued:
        found["issued_on"] = issued.span
    return found


def _whole(folded: Folded) -> Span:
    return folded.span(0, len(folded.text))
