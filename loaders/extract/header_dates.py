"""Dates of the document itself: signature (成文), imprint (印发), adoption (通过), posting (发布), force (施行, 有效期)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.record import DateMention, Span
from loaders.extract.dates import DateHit, find_dates
from loaders.extract.header_agencies import is_agency
from loaders.extract.header_lines import Line
from loaders.extract.header_meta import Meta
from loaders.extract.numerals import chinese_number

_MAY_HOLD = re.compile(r"\d{4}|[〇○零]")
_AFTER = re.compile(r"^[）)]?(?:（(?:此件|此文|本文|公开|主动|联系|盖章|公章)[^（）]{0,24}）?|（?(?:此件|主动)公开[^。]{0,8}）?)?$")
_ADOPTED = re.compile(r"^（.{0,200}?(?P<verb>通过|印发|公布|发布|批准|修订|施行)）$")
_RUN_ON_SIGNATURE = re.compile(r"[。！：]([\u4e00-\u9fff、 ]{3,80})$")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date that stands as a date of the document: kind 成文 | 印发 | 通过; signed: a body's name stands with it."""

    line: int
    kind: str
    hit: DateHit
    span: Span
    signed: bool
    bracket: bool = False


def date_lines(lines: Sequence[Line], body: int) -> list[DateLine]:
    """Every line (or end of a run-on line) that is a date of the document, in order. `body`: first line of the body."""
    found: list[DateLine] = []
    for line in lines:
        if _MAY_HOLD.search(line.text):
            found.extend(_of_line(lines, line, body))
    return found


def _of_line(lines: Sequence[Line], line: Line, body: int) -> Iterator[DateLine]:
    text = line.text
    if len(text) > 240:
        yield from _in_run_on(line)
        return
    hits = find_dates(text)
    if not hits:
        return
    adopted = _ADOPTED.match(text)
    if adopted and line.index <= body + 3:
        kind = {"通过": "通过", "批准": "通过", "修订": "通过"}.get(adopted["verb"], "印发")
        yield _date_line(line, kind, hits[0], True, True)
        return
    hit = hits[-1]
    before, after = text[: hit.start].rstrip("（( "), text[hit.end :]
    if hit.precision == "year" or len(hits) > 1:
        return
    if re.match(r"^\s?(?:印发|印制|印)$", after) and (not before or is_agency(before) or len(before) < 40):
        yield _date_line(line, "印发", hit, bool(before))
    elif _AFTER.match(after) and _is_signature(lines, line, before, hit, body):
        signed = bool(before) or (line.index > 0 and is_agency(lines[line.index - 1].text))
        yield _date_line(line, "成文", hit, signed, text.startswith(("（", "(")))


def _is_signature(lines: Sequence[Line], line: Line, before: str, hit: DateHit, body: int) -> bool:
    """A date alone or after a body's name; a date with dashes is one only under a name."""
    text = line.text
    if before and not is_agency(before):
        return False
    if text.startswith(("（", "(")):
        return not before and "年" in text
    above = lines[line.index - 1].text if line.index else ""
    named = bool(before) or is_agency(above) or above.endswith("代章）")
    if line.index < body and not named:
        return False
    return named or "年" in text[hit.start : hit.end]


def _date_line(line: Line, kind: str, hit: DateHit, signed: bool, bracket: bool = False) -> DateLine:
    return DateLine(line.index, kind, hit, line.folded.span(hit.start, hit.end), signed, bracket)


def _in_run_on(line: Line) -> Iterator[DateLine]:
    """…认真组织实施。福建省住房和城乡建设厅2025年1月3日（此件主动公开）…: a signature inside a run-on line."""
    for hit in find_dates(line.text[:1500]):
        name = _RUN_ON_SIGNATURE.search(line.text[max(0, hit.start - 90) : hit.start])
        if name and hit.precision == "day" and is_agency(name[1]):
            yield _date_line(line, "成文", hit, True)


@dataclass(frozen=True, slots=True)
class Issued:
    """The date of issue: value, basis (成文日期 | 印发日期 | 通过日期), precision, place."""

    value: str
    basis: str
    precision: str
    span: Span


def choose_issued(dates: Sequence[DateLine], meta: Meta, body: int, notice: tuple[int, int] | None, last: int) -> Issued | None:
    """成文日期 (signature of the notice, metadata, bracket under the title, signature at the end), else 印发日期."""
    signatures = [d for d in dates if d.kind == "成文"]
    if notice:
        inside = [d for d in signatures if notice[0] <= d.line < notice[1] and not d.bracket]
        if inside:
            return _issued(inside[0], "成文日期")
    plain = [d for d in signatures if not d.bracket and d.line >= body]
    signed = [d for d in plain if d.signed]
    written = _from_meta(meta, "written", "成文日期")
    if not notice and signed:
        return _issued(signed[0], "成文日期")
    if written:
        return written
    head = [d for d in dates if d.bracket and d.line <= body + 3]
    for kind, basis in (("成文", "成文日期"), ("通过", "通过日期"), ("印发", "印发日期")):
        chosen = next((d for d in head if d.kind == kind), None)
        if chosen:
            return _issued(chosen, basis)
    if signed:
        return _issued(signed[0], "成文日期")
    ending = [d for d in plain if d.line >= last - 12]
    if ending:
        return _issued(ending[-1], "成文日期")
    printed = [d for d in dates if d.kind == "印发" and not d.bracket]
    return _issued(printed[-1], "印发日期") if printed else _from_meta(meta, "printed", "印发日期")


def _issued(found: DateLine, basis: str) -> Issued:
    return Issued(found.hit.iso, basis, found.hit.precision, found.span)


def _from_meta(meta: Meta, name: str, basis: str) -> Issued | None:
    value = meta.values.get(name)
    hits = find_dates(value.text) if value else ()
    if value is None or not hits or hits[0].precision == "year":
        return None
    return Issued(hits[0].iso, basis, hits[0].precision, value.span(hits[0].start, hits[0].end))


def mentions(dates: Sequence[DateLine], meta: Meta) -> Iterator[DateMention]:
    """Dates for the record: those on lines of their own, and the posting time of the metadata."""
    for found in dates:
        yield DateMention(found.kind, found.hit.iso, found.span)
    for name, kind in (("written", "成文"), ("printed", "印发"), ("posted", "发布"), ("effective", "施行")):
        issued = _from_meta(meta, name, kind)
        if issued:
            yield DateMention(kind, issued.value, issued.span)


# ---- force --------------------------------------------------------------------------------------

_DAY = r"(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
_FORCE = r"(?:正式)?(?:施行|实施|执行|试行|生效|启用)"
_COUNT = r"(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2}|半)"
_SUBJECT = r"(?:本|以上|上述|该|此|政策|措施|办法|通知|意见|规定|方案|细则|文件|公告|条例|法|文|现予(?:公布|发布|印发)，|，)"
_FROM = re.compile(rf"{_SUBJECT}[^。；，]{{0,16}}?[自从](?P<day>{_DAY})(?:（含）)?(?:零时)?起(?:至{_DAY}(?:止)?)?{_FORCE}")
_FROM_BARE = re.compile(rf"(?:^|[，。；（])[自从](?P<day>{_DAY})起{_FORCE}")
_FROM_ISSUE = re.compile(
    rf"[自从](?:本?(?:通知|文件|意见|办法|措施|公告|规定|方案)?)?(?:印发|发布|公布|发文|颁布|出台|签发|下发|行文)之?日起(?:(?P<later>\d{{1,3}})日(?:后|起))?{_FORCE}"
)
_TO_DAY = re.compile(rf"(?:有效期|有效期限|执行期限?|实施期限?|试行期|截止日期|执行期限暂定)(?:限)?(?:暂定)?(?:为|：|是)?(?:(?:自|从)?(?P<from>{_DAY})(?:（含）)?(?:起)?)?(?:至|到|截至|截止到|截止至|延长至)(?P<day>{_DAY})")
_TO_YEARS = re.compile(rf"(?:有效期限?|试行期限?|执行期限?|实施期限?|有效时间|试行|有效)(?:暂定|暂)?(?:为|是|：)?(?:期)?{_COUNT}(?:个)?(?P<unit>年|月)")
_RANGE = re.compile(rf"(?:自|从)?(?P<from>{_DAY})(?:（含）)?起?(?:{_FORCE}，)?(?:至|到)(?P<day>{_DAY})(?:止|结束|有效)")
_OTHER_THING = re.compile(r"(?:券|证|卡|许可|资格|报价|合同|投标|检验|保函|房票|名单|成绩|认定|标识|诊断)[^，。；]{0,6}$")


@dataclass(frozen=True, slots=True)
class Force:
    """valid_from and valid_to with their mentions."""

    start: str | None
    end: str | None
    mentions: tuple[DateMention, ...]


def read_force(lines: Sequence[Line], issued: Issued | None, meta: Meta) -> Force:
    """施行 and 有效期 of the document, from its closing clauses (the last that speak of the whole text)."""
    start: tuple[str, Span] | None = None
    end: tuple[str, Span] | None = None
    for line in lines:
        if "期" in line.text or "起" in line.text or "行" in line.text:
            start = _start(line, issued) or start
            end = _end(line, start, issued) or end
    effective = _from_meta(meta, "effective", "施行")
    if start is None and effective:
        start = (effective.value, effective.span)
    if start and end and end[0] < start[0]:
        end = None
    kinds = (("施行", start), ("有效期", end))
    return Force(
        start[0] if start else None,
        end[0] if end else None,
        tuple(DateMention(kind, found[0], found[1]) for kind, found in kinds if found),
    )


def _start(line: Line, issued: Issued | None) -> tuple[str, Span] | None:
    match = _FROM.search(line.text) or _FROM_BARE.search(line.text)
    if match:
        hits = find_dates(match["day"])
        return (hits[0].iso, line.folded.span(*match.span("day"))) if hits else None
    match = _FROM_ISSUE.search(line.text)
    if match and issued and issued.precision == "day":
        later = timedelta(days=int(match["later"] or 0))
        return (date.fromisoformat(issued.value) + later).isoformat(), line.folded.span(*match.span())
    return None


def _end(line: Line, start: tuple[str, Span] | None, issued: Issued | None) -> tuple[str, Span] | None:
    text = line.text
    for pattern in (_TO_DAY, _RANGE):
        for match in pattern.finditer(text):
            if pattern is _RANGE and not re.search(_SUBJECT, text[max(0, match.start() - 12) : match.start()]):
                continue
            hits = find_dates(match["day"])
            if hits and not _OTHER_THING.search(text[max(0, match.start() - 12) : match.start()]):
                return hits[0].iso, line.folded.span(*match.span())
    for match in _TO_YEARS.finditer(text):
        since = start[0] if start else issued.value if issued and issued.precision == "day" else None
        if since and len(since) == 10 and not _OTHER_THING.search(text[max(0, match.start() - 12) : match.start()]):
            return _after(since, match["count"], match["unit"]), line.folded.span(*match.span())
    return None


def _after(since: str, count: str, unit: str) -> str:
    """The last day of a period that begins on `since`: five years from 2021-01-01 end on 2025-12-31."""
    number = 0.5 if count == "半" else float(count) if count.isdigit() else float(chinese_number(count) or 0)
    months = int(number * (12 if unit == "年" else 1))
    first = date.fromisoformat(since)
    year, month = divmod(first.month - 1 + months, 12)
    day = min(first.day, 28) if first.day > 28 else first.day
    return (date(first.year + year, month + 1, day) - timedelta(days=1)).isoformat()
