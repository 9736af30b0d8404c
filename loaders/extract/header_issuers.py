"""发文机关 and 主送机关 as printed, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.record import Addressee, Issuer
from loaders.extract.header_agencies import is_agency, split_agencies
from loaders.extract.header_dates import DateLine
from loaders.extract.header_head import Head
from loaders.extract.header_lines import Line
from loaders.extract.header_meta import Meta
from loaders.extract.header_title import title_issuers
from loaders.fold import Folded, join

_MANY = re.compile(r"等[\d一二三四五六七八九十几]{0,3}(?:个)?(?:部门|单位|部委|局|委|局委|厅局|家单位)$")
_INLINE_HEAD = re.compile(r"^[^。]{2,900}?[：:](?=[^\d])")
_WHOLE = re.compile(r"(?:政府|行署|委|办|局|厅|部门|单位|机构|企业|院|校|会|中心|公司|银行|处|站|团体|机关|组织|大队|支队|总队|）)$")  # not 各县、区人民政府
_MOST_SIGNATURE_LINES = 14


def read_issuers(lines: Sequence[Line], head: Head, dates: Sequence[DateLine], meta: Meta, until: int) -> tuple[Issuer, ...]:
    """The bodies that issued the document: signature (all names) or title, else 发文机关标志, metadata, imprint.

    `until`: the first line of the wrapped text; signatures after it belong to that text.
    """
    title = _from_title(head)
    signed = _from_signature(lines, dates, head.body, until)
    if signed and (len(signed) >= len(title) or not title):
        return signed
    return title or signed or _from_masthead(lines, head) or _from_meta(meta) or _from_imprint(lines, dates) or _from_row(lines)


def _issuers(name: Folded) -> tuple[Issuer, ...]:
    trimmed = _MANY.search(name.text)
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
        if not lines[at].text.endswith(("代章）", "代章)")):
            pieces.insert(0, lines[at].folded)
        at -= 1
    return _merge(pieces)


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
    line = next((line for line in lines[:3] if line.row == 1), None)
    third = any(line.row == 3 for line in lines)
    return _issuers(line.folded) if line and third and len(line.text) <= 60 and "【" not in line.text else ()


def read_addressees(head: Head) -> tuple[Addressee, ...]:
    """主送机关: parted at ， and 、 outside brackets."""
    line = head.addressee
    if line is None:
        return ()
    text = line.text
    first = _INLINE_HEAD.match(text)
    end = first.end() - 1 if first else len(text.rstrip("：:"))
    return tuple(_parts(line, end))


def _parts(line: Line, end: int) -> Iterator[Addressee]:
    start, depth = 0, 0
    for i in range(end + 1):
        char = line.text[i] if i < end else "，"
        depth += (char in "（(") - (char in "）)")
        if i == end or (depth <= 0 and (char in "，；" or (char == "、" and _WHOLE.search(line.text[start:i])))):
            if i > start:
                yield Addressee(line.text[start:i], line.folded.span(start, i))
            start = i + 1
