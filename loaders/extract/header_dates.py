"""Dates of the document itself: signature (成文), imprint (印发), adoption (通过), posting (发布)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.record import DateMention, Span
from loaders.extract.dates import DateHit, find_dates
from loaders.extract.header_agencies import is_agency
from loaders.extract.header_lexicon import pattern
from loaders.extract.header_lines import Line
from loaders.extract.header_meta import Meta
from loaders.fold import join
from loaders.patterns import asked

_MAY_HOLD = asked(r"\d{4}|[一二][〇○零OoO一二三四五六七八九]{3}年")
_PRINTED = re.compile(r"^\s?(?:印发|印制|印)$")
_ADOPTED_KINDS = {"通过": "通过", "批准": "通过"}  # 公布, 发布, 印发: the day it was issued
_RUN_ON_MOST = 1_500  # characters of a run-on line in which a signature is looked for
_RUN_ON = 60  # in a longer line a signature may stand inside the text


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date that stands as a date of the document: kind 成文 | 印发 | 通过 | 公布; signer: who stands with it."""

    line: int
    kind: str
    hit: DateHit
    span: Span
    signer: str = ""
    bracket: bool = False

    @property
    def signed(self) -> bool:
        return bool(self.signer)


def date_lines(lines: Sequence[Line], body: int) -> list[DateLine]:
    """Every line (or end of a run-on line) that is a date of the document, in order. `body`: first line of the body."""
    found: list[DateLine] = []
    for line in lines:
        if _MAY_HOLD.search(line.text):
            found.extend(_of_line(lines, line, body))
    return found


def _of_line(lines: Sequence[Line], line: Line, body: int) -> Iterator[DateLine]:
    text = line.text
    note = adoption_note(lines, line) if line.index <= body + 3 else None
    if note:
        yield note
        return
    hits = find_dates(text)
    if hits and len(text) > _RUN_ON:
        yield from _in_run_on(line, hits)
    if len(hits) != 1 or hits[0].precision == "year":
        return
    hit = hits[0]
    before, after = text[: hit.start].rstrip("（( "), text[hit.end :]
    if _PRINTED.match(after) and (is_agency(before) or len(before) < 40):
        yield _date_line(line, "印发", hit, before)
    elif pattern("header", "date_after").match(after) and _is_signature(lines, line, before, hit, body):
        above = lines[line.index - 1].text if line.index else ""
        signer = before or (above if is_signer(above) else "")
        yield _date_line(line, "成文", hit, signer, text.startswith("（"))


def adoption_note(lines: Sequence[Line], line: Line) -> DateLine | None:
    """（2025年11月21日中国共产党…委员会 / 第十一次全体会议通过）: the note under a title, on one line or more."""
    at = line.text[:400].find("（")
    if at < 0 or "年" not in line.text[at : at + 6]:
        return None
    folded = line.folded
    for following in lines[line.index + 1 : line.index + 4]:
        if "）" in folded.text[at:]:
            break
        folded = join((folded, following.folded))
    match = pattern("header", "adoption_note").search(folded.text[:600])
    hits = find_dates(match["day"]) if match else ()
    if not match or not hits:
        return None
    kind = _ADOPTED_KINDS.get(match["verb"], "公布")
    return DateLine(line.index, kind, hits[0], folded.span(*match.span("day")), match["who"] or kind, bracket=True)


def is_signer(text: str) -> bool:
    """A body's name, or a body's head with his name (局长 张三)."""
    return is_agency(text) or pattern("header", "signed_by_person").search(text) is not None


def _is_signature(lines: Sequence[Line], line: Line, before: str, hit: DateHit, body: int) -> bool:
    """A date alone or after a body's name; a date with dashes is one only under a name."""
    text = line.text
    if before and not is_signer(before):
        return False
    if text.startswith(("（", "(")):
        return not before and "年" in text
    above = lines[line.index - 1].text if line.index else ""
    named = bool(before) or is_signer(above) or above.endswith("代章）")
    if line.index < body and not named:
        return False
    return named or "年" in text[hit.start : hit.end]


def _date_line(line: Line, kind: str, hit: DateHit, signer: str, bracket: bool = False) -> DateLine:
    return DateLine(line.index, kind, hit, line.folded.span(hit.start, hit.end), signer, bracket)


def _in_run_on(line: Line, hits: Sequence[DateHit]) -> Iterator[DateLine]:
    """…认真组织实施。福建省住房和城乡建设厅2025年1月3日（此件主动公开）…: a signature inside a run-on line."""
    for hit in hits:
        if hit.precision != "day" or hit.end > _RUN_ON_MOST:
            continue
        name = pattern("header", "run_on_signature").search(line.text[max(0, hit.start - 90) : hit.start])
        goes_on = pattern("header", "run_on_goes_on").match(line.text[hit.end : hit.end + 8])
        if name and not goes_on and is_agency(name[1]):
            yield _date_line(line, "成文", hit, name[1])


@dataclass(frozen=True, slots=True)
class Issued:
    """The date of issue: value, basis (成文日期 | 印发日期 | 通过日期), precision, place."""

    value: str
    basis: str
    precision: str
    span: Span


def choose_issued(
    dates: Sequence[DateLine], meta: Meta, body: int, notice: tuple[int, int] | None, last: int
) -> Issued | None:
    """成文日期 (signature of the notice, metadata, bracket under the title, signature at the end), else 印发日期.

    notice: lines of a notice's own text; last: number of lines.
    """
    plain = [d for d in dates if d.kind == "成文" and not d.bracket and d.line >= body]
    own = [d for d in plain if notice and notice[0] <= d.line < notice[1] and (d.signed or notice[1] < last)]
    signed = [d for d in plain if d.signed]
    first = own or ([] if notice else signed)
    if first:
        return _issued(first[0], "成文日期")
    noted = meta_date(meta, "written", "成文日期") or _under_title(dates, body)
    if noted:
        return noted
    ending = signed or [d for d in plain if d.line >= last - 12][-1:]
    if ending:
        return _issued(ending[0], "成文日期")
    printed = [d for d in dates if d.kind == "印发" and not d.bracket]
    return _issued(printed[-1], "印发日期") if printed else meta_date(meta, "printed", "印发日期")


def _under_title(dates: Sequence[DateLine], body: int) -> Issued | None:
    head = [d for d in dates if d.bracket and d.line <= body + 3]
    for kind, basis in (("成文", "成文日期"), ("通过", "通过日期"), ("公布", "公布日期")):
        chosen = next((d for d in head if d.kind == kind), None)
        if chosen:
            return _issued(chosen, basis)
    return None


def _issued(found: DateLine, basis: str) -> Issued:
    return Issued(found.hit.iso, basis, found.hit.precision, found.span)


def meta_date(meta: Meta, name: str, basis: str = "") -> Issued | None:
    """A date of the metadata block, or None where it is missing or only a year."""
    value = meta.values.get(name)
    hits = find_dates(value.text) if value else ()
    if value is None or not hits or hits[0].precision == "year":
        return None
    return Issued(hits[0].iso, basis, hits[0].precision, value.span(hits[0].start, hits[0].end))


def mentions(dates: Sequence[DateLine], meta: Meta) -> Iterator[DateMention]:
    """Dates for the record: those on lines of their own, and the posting time of the metadata."""
    for found in dates:
        yield DateMention("发布" if found.kind == "公布" else found.kind, found.hit.iso, found.span)
    for name, kind in (("written", "成文"), ("printed", "印发"), ("posted", "发布"), ("effective", "施行")):
        issued = meta_date(meta, name, kind)
        if issued:
            yield DateMention(kind, issued.value, issued.span)
