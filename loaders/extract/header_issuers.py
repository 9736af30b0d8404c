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

_ORDER = re.compile(r"^(?P<body>.{4,300}?)(?:文件$|令(?:第.{1,8}号)?$)")
_MOST_SIGNATURE_LINES, _MOST_FOOT_LINES = 14, 12


def read_issuers(
    lines: Sequence[Line], head: Head, dates: Sequence[DateLine], meta: Meta, until: int
) -> tuple[Issuer, ...]:
    """The bodies that issued the document: signature (all names) or title, else 发文机关标志, metadata, imprint.

    `until`: the first line of the wrapped text; signatures after it belong to that text.
    """
    title = _from_title(head.title.folded if head.title else meta.values.get("title"))
    signed = _from_signature(lines, dates, head.body, until)
    if signed and (not title or (len(signed) >= len(title) and _agree(title, signed))):
        return signed
    printed = title or signed or _from_masthead(lines, head) or _from_meta(meta) or _from_note(lines, head)
    printed = printed or _from_imprint(lines, dates) or _from_end(lines, head.body)
    return printed or _from_blank(lines[head.body : until]) or _from_row(lines)


def own_dates(lines: Sequence[Line], dates: Sequence[DateLine], head: Head, meta: Meta) -> list[DateLine]:
    """Without the signatures of other texts: of the author of what is forwarded, of one not named in the title."""
    author = head.wrap.author if head.wrap else None
    title = _from_title(head.title.folded if head.title else meta.values.get("title"))
    kept = []
    for found in dates:
        names = _names_above(lines, found) if title and found.kind == "成文" and not found.bracket else ()
        if (author and found.signer == author) or (names and not _agree(title, names)):
            continue
        kept.append(found)
    return kept


def _agree(title: Sequence[Issuer], signed: Sequence[Issuer]) -> bool:
    """Do the title and a signature name a body in common? 市商务局 and 天津市商务局 are one."""
    return any(_same_end(a.as_written, b.as_written) for a in title for b in signed)


def _same_end(a: str, b: str) -> bool:
    return a[-2:] == b[-2:] or a.endswith(b) or b.endswith(a)


def _issuers(name: Folded) -> tuple[Issuer, ...]:
    trimmed = pattern("header", "and_others").search(name.text)
    if trimmed:
        name = name.part(0, trimmed.start())
    issuers = [Issuer(name.text[a:b], name.span(a, b)) for a, b in split_agencies(name) if b > a]
    return tuple(issuer for n, issuer in enumerate(issuers) if not any(_repeats(issuer, o) for o in issuers[:n]))


def _repeats(issuer: Issuer, earlier: Issuer) -> bool:
    """江苏省宿迁市人民政府 above a signature 宿迁市人民政府: one body, once with the province before it."""
    names = sorted((issuer.as_written, earlier.as_written), key=len)
    return (
        names[1].endswith(names[0])
        and pattern("header", "province_before").fullmatch(names[1].removesuffix(names[0]) or "省") is not None
    )


def _from_title(title: Folded | None) -> tuple[Issuer, ...]:
    name = title_issuers(title) if title else None
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
    if len(above) > 24 or is_agency(above) or pattern("header", "name_head").match(first):
        return False
    return any(pattern("header", key).match(above) for key in ("name_head", "name_opens"))


def _is_name(text: str) -> bool:
    return is_agency(text) or bool(re.match(r"^（[\u4e00-\u9fff]{2,30}(?:代章|代)）$", text))


def _merge(pieces: list[Folded]) -> tuple[Issuer, ...]:
    return _issuers(join(pieces)) if pieces else ()


def _from_masthead(lines: Sequence[Line], head: Head) -> tuple[Issuer, ...]:
    """南充市人民政府办公室文件, 国家互联网信息办公室令第11号, or bodies' names alone above the title."""
    for line in lines[: head.body]:
        order = _ORDER.match(line.text)
        if order and is_agency(order["body"]):
            return _issuers(line.folded.part(0, order.end("body")))
        if line.text == "令" and line.index and is_agency(lines[line.index - 1].text):
            return _merge(_run_above(lines, line.index))
    above = head.title.first if head.title else 0
    for line in lines[max(0, above - 4) : above]:
        if is_agency(line.text) and len(line.text) >= 4:
            return _issuers(line.folded)
    return ()


def _run_above(lines: Sequence[Line], at: int) -> list[Folded]:
    first = at
    while first and is_agency(lines[first - 1].text):
        first -= 1
    return [line.folded for line in lines[first:at]]


def _from_note(lines: Sequence[Line], head: Head) -> tuple[Issuer, ...]:
    """（2016年11月7日第十二届全国人民代表大会常务委员会第二十四次会议通过）: who adopted or issued it."""
    for line in lines[: head.body + 4]:
        note = pattern("header", "adoption_note").search(line.text[:600])
        body = pattern("header", "adopting_body").match(note["who"]) if note else None
        if note and body:
            start = note.start("who")
            span = line.folded.span(start, start + body.end("body"))
            return (Issuer(body["body"], span),)
    return ()


def _from_end(lines: Sequence[Line], body: int) -> tuple[Issuer, ...]:
    """Names that close the text without a date."""
    count = len(lines)
    while count > max(body, len(lines) - _MOST_FOOT_LINES) and pattern("header", "foot").search(lines[count - 1].text):
        count -= 1
    last = next((n for n in range(count, max(body, count - 3), -1) if is_agency(lines[n - 1].text)), 0)
    names = _run_above(lines, last) if last else []
    above = last - len(names)
    if not names or above <= body:
        return ()
    before = lines[above - 1].text
    closed = before.endswith(("。", "）", "；")) or re.match(r"附件|\d{1,2}[.、]", before)
    return _merge(names) if closed else ()


def _from_blank(lines: Sequence[Line]) -> tuple[Issuer, ...]:
    """Names above a date that was left blank (2022年 月 日), also where an explanation follows it."""
    blank = pattern("header", "blank_date")
    at = next((n for n, line in enumerate(lines) if len(line.text) <= 12 and blank.match(line.text)), 0)
    names = _run_above(lines, at)
    return _merge(names) if names else ()


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
        if i < end and (depth > 0 or not _parts_here(char, line.text[start:i], line.text[i + 1 : end])):
            continue
        if i > start:
            yield Addressee(line.text[start:i], line.folded.span(start, i))
        start = i + 1


def _parts_here(char: str, before: str, after: str) -> bool:
    """各县、区人民政府 and 各委、办、局 stay one."""
    if char != "、":
        return char in "，；"
    following = re.split("[，、；]", after, maxsplit=1)[0]
    if re.search("各[县市区州乡镇省地旗]{1,3}(?:（[县市区、]{1,5}）)?$", before):
        return False
    return len(following) > 2 and pattern("header", "address_end").search(before) is not None
