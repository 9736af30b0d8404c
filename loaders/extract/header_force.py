"""From when to when a document is in force: 施行 and 有效期, from its closing clauses."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from graph.record import DateMention, Span
from loaders.extract.dates import find_dates
from loaders.extract.header_dates import Issued, meta_date
from loaders.extract.header_lexicon import pattern
from loaders.extract.header_lines import Line
from loaders.extract.header_meta import Meta
from loaders.extract.numerals import chinese_number

_Found = tuple[str, Span]
_MAY_END = re.compile("期|有效|试行|[行效][，有]?[^。]{0,4}[至到]|废止|失效")  # what a term cannot do without
_ITSELF = re.compile(r"本《[^《》]{2,12}》")


@dataclass(frozen=True, slots=True)
class Force:
    """valid_from and valid_to (ISO) with their mentions."""

    start: str | None
    end: str | None
    mentions: tuple[DateMention, ...]


def read_force(lines: Sequence[Line], issued: Issued | None, meta: Meta) -> Force:
    """The last clauses that speak of the whole text decide; terms of single items are left out.

    A term in years ends on the day before its anniversary (2021-01-01 and five years: 2025-12-31).
    """
    start: _Found | None = None
    end: _Found | None = None
    for line in lines:
        if "行" not in line.text and "期" not in line.text and "效" not in line.text:
            continue
        start = (_start(line, issued, len(lines)) if "起" in line.text else None) or start
        since, until = _term(line, start, issued) if _MAY_END.search(line.text) else (None, None)
        start, end = start or since, until or end
    effective = meta_date(meta, "effective")
    if start is None and effective:
        start = (effective.value, effective.span)
    if start and end and end[0] < start[0]:
        end = None
    named = (("施行", start), ("有效期", end))
    mentions = tuple(DateMention(kind, found[0], found[1]) for kind, found in named if found)
    return Force(start[0] if start else None, end[0] if end else None, mentions)


def _start(line: Line, issued: Issued | None, last: int) -> _Found | None:
    text = line.text
    match = pattern("header", "force_from").search(text)
    if match is None and line.index >= last // 2:
        match = pattern("header", "force_from_bare").search(text)
    if match:
        hits = find_dates(match["day"])
        return (hits[0].iso, line.folded.span(*match.span("day"))) if hits else None
    match = pattern("header", "force_from_issue").search(text)
    if match and issued and issued.precision == "day":
        later = timedelta(days=int(match["later"] or 0))
        return (date.fromisoformat(issued.value) + later).isoformat(), line.folded.span(*match.span())
    return None


def _term(line: Line, start: _Found | None, issued: Issued | None) -> tuple[_Found | None, _Found | None]:
    """(from, to) as a term of the whole document says them: 有效期至…, 有效期五年, 执行期限为A至B."""
    for key in ("force_to_day", "force_range", "force_to_years"):
        for match in islice(pattern("header", key).finditer(line.text), 40):
            if not _is_own(line.text, match.start()):
                continue
            span = line.folded.span(*match.span())
            if key == "force_to_years":
                last = _after(_since(start, issued), match["count"], match["unit"])
                return None, (last, span) if last else None
            since = find_dates(match["from"])[0].iso if key == "force_to_day" and match["from"] else None
            until = match["day"] or match["day2"]
            return (since, span) if since else None, (_day(until), span)
    return None, None


def _is_own(text: str, at: int) -> bool:
    """Does the clause before this place make it a term of the document, not of an item, a card or another text?"""
    sentence = text[max(text.rfind("。", 0, at), text.rfind("）", 0, at), at - 120) + 1 : at]
    sentence = _ITSELF.sub("本文件", sentence)
    if "》" in sentence or pattern("header", "other_thing").search(sentence):
        return False
    clause = sentence[sentence.rfind("，") + 1 :]
    if pattern("header", "force_part").search(clause):
        return False
    return pattern("header", "force_own").search(sentence) is not None


def _day(text: str) -> str:
    """2020年底 → 2020-12-31; else as precise as printed."""
    hit = find_dates(text)[0]
    return f"{hit.iso[:4]}-12-31" if hit.precision == "year" else hit.iso


def _since(start: _Found | None, issued: Issued | None) -> str | None:
    since = start[0] if start else issued.value if issued else None
    return since if since and len(since) == 10 else None


def _after(since: str | None, count: str, unit: str) -> str | None:
    """The last day of a period that begins on `since`."""
    number = 0.5 if count == "半" else float(count) if count.isdigit() else chinese_number(count)
    if since is None or not number or number > 60:
        return None
    first = date.fromisoformat(since)
    year, month = divmod(first.month - 1 + int(number * (12 if unit == "年" else 1)), 12)
    last = monthrange(first.year + year, month + 1)[1]
    return (date(first.year + year, month + 1, min(first.day, last)) - timedelta(days=1)).isoformat()
