"""发文机关 and 主送机关 as printed, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.record import Addressee, Issuer
from loaders.extract.header_agencies import is_agency, split_agencies
from loaders.extract.header_dates import DateLine
from loaders.extract.header_head import Head
from loaders.extract.header_lexicon import pattern
from loaders.extract.header_lines import ROW_ISSUER, Line
from loaders.extract.header_meta import Meta
from loaders.extract.header_wrap import title_issuers
from loaders.fold import Folded, join

_MOST_SIGNATURE_LINES = 14


def read_issuers(
    lines: Sequence[Line], head: Head, dates: Sequence[DateLine], meta: Meta, until: int
) -> tuple[Issuer, ...]:
    """The bodies that issued the document: signature (all names) or title, else 发文机关标志, metadata, imprint.

    `until`: the first line of the wrapped text; signatures after it belong to that text.
    """
    title = _from_title(head)
    signed = _from_signature(lines, dates, head.body, until)
    if signed and (len(signed) >= len(title) or not title):
        return signed
    printed = title or signed or _from_masthead(lines, head) or _from_meta(meta)
    return printed or _from_imprint(lines, dates) or _from_row(lines)


def _issuers(name: Folded) -> tuple[Issuer, ...]:
    trimmed = pattern("header", "and_others").search(name.text)
    if trimmed:
        name = name.part(0, trimmed.start())
    spans = split_agencies(name)
    return tuple(Issuer(name.text[a:b], name.span(a, b)) for a, b in spans if b > a)


def _from_title(head: Head) -> tuple[Issuer, ...]:
    name = title_issuers(head.title.folded) if head.title else None
    return _issuers(name) if name else ()


def _from_signature(lines: Sequence[Line], dates: Sequence[DateLine], body: int, until: int) -> tuple[Issuer, ...]:
    for found in dates:
        if found.kind == "成文" and found.signed and not found.bracket and body <= found.line < until:
            names = _names_above(lines, found)
            if names:
                return names
    return ()


def _names_above(lines: Sequence[Line], found: DateLine) -> tuple[Issuer, ...]:
    """The names on the date's line and on the lines directly above it."""
    line = lines[found.line]
    pieces: list[Folded] = []
    before = line.text[: found.hit.start]
    if before:
        start = max(before.rfind(c) for c in "。！：（(") + 1
        if is_agency(before[start:]):
            pieces.append(line.folded.part(start, found.hit.start))
    at = found.line - 1
    while at >= 0 and len(pieces) < _MOST_SIGNATURE_LINES and _is_name(lines[at].text):
        if not lines[at].text.endswith("代章）"):
            pieces.insert(0, lines[at].folded)
        at -= 1
    if pieces and at >= 0 and _heads_name(lines[at].text, pieces[0].text):
        pieces.insert(0, lines[at].folded)
    return _merge(pieces)


def _heads_name(above: str, first: str) -> bool:
    """国务院应对新型冠状病毒肺炎 / 疫情联防联控机制综合组: a name broken before its end."""
    return len(above) <= 24 and not is_agency(above) and bool(
        pattern("header", "name_head").match(above) and not pattern("header", "name_head").match(first)
    )


def _is_name(text: str) -> bool:
    return is_agency(text) or bool(re.match(r"^（[\u4e00-\u9fff]{2,30}(?:代章|代)）$", text))


def _merge(pieces: list[Folded]) -> tuple[Issuer, ...]:
    return _issuers(join(pieces)) if pieces else ()


def _from_masthead(lines: Sequence[Line], head: Head) -> tuple[Issuer, ...]:
    """南充市人民政府办公室文件, or bodies' names alone above the title."""
    for line in lines[: head.body]:
        text = line.text
        if text.endswith("文件") and is_agency(text):
            return _issuers(line.folded.part(0, len(text) - 2))
        if text.endswith("令") and is_agency(text[:-1]):
            return _issuers(line.folded.part(0, len(text) - 1))
    above = head.title.first if head.title else 0
    for line in lines[max(0, above - 4) : above]:
        if is_agency(line.text) and len(line.text) >= 4:
            return _issuers(line.folded)
    return ()


def _from_meta(meta: Meta) -> tuple[Issuer, ...]:
    value = meta.values.get("issuer")
    return _issuers(value) if value and is_agency(value.text) else ()


def _from_imprint(lines: Sequence[Line], dates: Sequence[DateLine]) -> tuple[Issuer, ...]:
    """The office that printed (印发机关), where nothing else names the issuer."""
    for found in dates:
        if found.kind != "印发" or found.bracket:
            continue
        before = lines[found.line].folded.part(0, found.hit.start)
        if is_agency(before.text):
            return _issuers(before)
        above = lines[found.line - 1] if found.line else None
        if above and not before.text and is_agency(above.text):
            return _issuers(above.folded)
    return ()


def _from_row(lines: Sequence[Line]) -> tuple[Issuer, ...]:
    line = next((line for line in lines[:3] if line.row == ROW_ISSUER), None)
    return _issuers(line.folded) if line else ()


def read_addressees(head: Head) -> tuple[Addressee, ...]:
    """主送机关: parted at ，and 、 outside brackets (各县、区人民政府 stays one)."""
    return tuple(_parts(*head.addressee)) if head.addressee else ()


def _parts(line: Line, end: int) -> Iterator[Addressee]:
    start, depth = 0, 0
    for i in range(end + 1):
        char = line.text[i] if i < end else "，"
        depth += (char in "（(") - (char in "）)")
        if i == end or (depth <= 0 and (char in "，；" or (char == "、" and pattern("header", "address_end").search(line.text[start:i])))):
            if i > start:
                yield Addressee(line.text[start:i], line.folded.span(start, i))
            start = i + 1
