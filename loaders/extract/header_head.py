"""The head of a document: where the body starts, the document's title, and the text that a notice wraps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from loaders.extract.header_lexicon import doc_types, lexicon, pattern, question
from loaders.extract.header_lines import ROW_TEXT, Line, lines_of, row_title
from loaders.extract.header_meta import Meta, read_meta
from loaders.extract.header_title import Title, ends_title, find_titles, is_title_line
from loaders.extract.header_wrap import Wrap, parse_wrap
from loaders.fold import Folded, join
from loaders.source import Source

_HEAD_LINES = 160  # lines looked at for a head (navigation of a saved page stands above it)
_NOTICE_LINES = 6  # lines of the body within which a notice says what it issues
_INTRODUCTION = 10  # lines of introduction that a site may set before a document
_FAR = 70  # lines after the notice's sentence within which the wrapped title is looked for
_SENTENCE = 900  # characters of a line that are read
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]{1,80}》){4,160})》")
_DATELINE = re.compile(r"^新华社[^。（）]{0,16}电")
_NOISE = re.compile(r"关于|[（）()《》〈〉“”的、\s—]")


@dataclass(frozen=True, slots=True)
class Head:
    """body: first line of the body; title: of the document or notice; notice: line of the sentence that issues.

    wrapped: title of the text passed on, where it is printed; `wrap` what the notice's title says;
    `named`: its title as quoted in the issuing sentence; addressee: line and where the addressees end in it.
    """

    body: int
    title: Title | None
    notice: int | None
    wrapped: Title | None
    wrap: Wrap | None
    named: Folded | None
    addressee: tuple[Line, int] | None


@lru_cache(maxsize=2)
def _read_front(text: str) -> tuple[Meta, Head]:
    lines = lines_of(text)
    meta = read_meta(lines)
    return meta, read_head(lines, meta)


def read_front(source: Source) -> tuple[tuple[Line, ...], Meta, Head]:
    """Lines, metadata and head. (The last two texts are kept: header and citations both ask.)"""
    return (lines_of(source.text), *_read_front(source.text))


def read_head(lines: Sequence[Line], meta: Meta) -> Head:
    """Where things stand in the head; every part may be missing (heads are often cut off)."""
    body = _body_start(lines, meta)
    title = _own_title(lines, meta, body)
    if title is None and not _addressee(lines, meta, body):
        body, title = _after_introduction(lines, body)
    wrap = parse_wrap(title.text if title else meta.text("title") or "")
    notice = _notice_line(lines, body)
    named = _named(lines[notice]) if notice is not None else _reprinted(lines)
    wrapped = None
    if notice is not None or wrap:
        wrapped = _wrapped_title(lines, body if notice is None else notice, wrap, named)
    return Head(body, title, notice, wrapped, wrap, named, _addressee(lines, meta, body))


def address_end(text: str) -> int | None:
    """Where the addressees end in a line that begins with them; None for other lines."""
    if pattern("header", "address").match(text) and _are_addressees(text[:-1]):
        return len(text) - 1
    inline = pattern("header", "address_inline").match(text)
    return inline.end(1) if inline and _are_addressees(inline[1]) else None


def _are_addressees(names: str) -> bool:
    return not pattern("header", "address_not").search(names) and bool(pattern("header", "address_end").search(names))


def _body_start(lines: Sequence[Line], meta: Meta) -> int:
    """The first line that speaks: the addressees, a sentence, a numbered heading, a table."""
    for line in lines[:_HEAD_LINES]:
        if line.index in meta.lines or (line.row >= 0 and line.row != ROW_TEXT):
            continue
        if _is_body(line):
            return line.index
    return min(len(lines), _HEAD_LINES)


def _is_body(line: Line) -> bool:
    text = line.text
    if line.row == ROW_TEXT or (line.cell and line.index > 0) or is_sentence(text):
        return True
    if pattern("header", "first_item").match(text) and len(text) > 3:
        return True
    if pattern("header", "purpose").match(text) and len(text) >= 16 and not ends_title(text):
        return True
    return address_end(text) is not None or _open_address(line)


def _open_address(line: Line) -> bool:
    """Addressees whose colon was lost."""
    return bool(pattern("header", "address_open").match(line.text)) and not is_title_line(line)


def is_sentence(text: str) -> bool:
    if "。" in text and len(text) >= 10:
        return True
    return len(text) >= 40 and text.count("，") >= 2 and not text.startswith(("来源", "索引号"))


def _own_title(lines: Sequence[Line], meta: Meta, body: int) -> Title | None:
    """The last title above the body; of a collection's row, its title column."""
    row = row_title(lines)
    if row:
        found = find_titles(lines, row.index, row.index + 1)
        return found[-1] if found else None
    titles = [t for t in find_titles(lines, 0, body) if t.first not in meta.lines]
    return titles[-1] if titles else _before_note(lines[: body + 2])


def _after_introduction(lines: Sequence[Line], body: int) -> tuple[int, Title | None]:
    """A site's introduction, then the document with its title and addressees."""
    for line in lines[body + 1 : body + _INTRODUCTION]:
        if address_end(line.text) is not None:
            titles = find_titles(lines, max(line.index - 4, body + 1), line.index)
            return (line.index, titles[-1]) if titles else (body, None)
    return body, None


def _before_note(lines: Sequence[Line]) -> Title | None:
    """中华人民共和国数据安全法（2021年6月10日…通过）来源…: a title that runs into the note of its adoption."""
    for line in lines:
        note = pattern("header", "adoption_note").search(line.text[:400])
        dateline = _DATELINE.match(line.text)
        start = dateline.end() if dateline else 0
        if note and 6 <= note.start() - start <= 80 and ends_title(line.text[start : note.start()]):
            return Title(line.index, line.index, line.folded.part(start, note.start()))
    return None


def _notice_line(lines: Sequence[Line], body: int) -> int | None:
    """The line whose sentence issues or passes on another text, within the first lines of the body."""
    for line in lines[body : body + _NOTICE_LINES]:
        if pattern("header", "first_item").match(line.text) and line.index > body:
            return None
        if question("header", "issues").search(line.text[:_SENTENCE]):
            return line.index
    return None


def _named(line: Line) -> Folded | None:
    """The title in 《》 that the issuing sentence passes on: after 将, else the last before the verb."""
    text = line.text[:_SENTENCE]
    verb = pattern("header", "issues").search(text)
    if not verb:
        return None
    sentence = text.rfind("。", 0, verb.start()) + 1
    quoted = [m for m in _QUOTED.finditer(text, sentence, verb.end() + 200) if m.start() < verb.end()]
    passing = [m for m in quoted if re.search(r"(?:现将|将|现)[^《》，。]{0,30}$", text[: m.start()])]
    chosen = passing[0] if passing else quoted[-1] if quoted else None
    if chosen is None or doc_types().of(chosen[1]) is None:
        return None
    return line.folded.part(*chosen.span(1))


def _reprinted(lines: Sequence[Line]) -> Folded | None:
    """…印发了《X》…全文如下, or a dateline and then the text: what a newspaper or site reprints."""
    folded = join(line.folded.part(0, min(_SENTENCE, len(line.text))) for line in lines[:12])
    text = folded.text[:_SENTENCE]
    if not re.search(lexicon("kinds")["whole_text"], text):
        return None
    dateline = pattern("header", "reprint").search(text)
    if dateline:
        return folded.part(*dateline.span("title"))
    quoted = _QUOTED.search(text)
    return folded.part(*quoted.span(1)) if quoted and doc_types().of(quoted[1]) else None


def _wrapped_title(lines: Sequence[Line], after: int, wrap: Wrap | None, named: Folded | None) -> Title | None:
    """The printed heading of the text passed on: the one most like the expected title, else the first that fits."""
    expected = [t for t in (named.text if named else None, wrap.inner if wrap else None) if t]
    expected += [within.inner for title in expected for within in (parse_wrap(title),) if within]
    found = find_titles(lines, after + 1, after + _FAR)
    if not expected:
        return next((title for title in found if _heads_text(lines, title)), None)
    best: tuple[float, Title] | None = None
    for title in found:
        alike = max(likeness(title.text, e) for e in expected)
        if alike >= 0.6 and (best is None or alike >= best[0]):
            best = (alike, title)
    return _completed(lines, best[1], expected) if best else _plain_heading(lines, after, expected)


def _completed(lines: Sequence[Line], title: Title, expected: list[str]) -> Title:
    """…人才购房保障政策 / 实施细则（试行）: with the lines below, if that is the expected title to the letter."""
    pieces = [title.folded]
    for line in lines[title.last + 1 : title.last + 3]:
        pieces.append(line.folded)
        whole = join(pieces)
        if any(likeness(whole.text, e) == 1.0 > likeness(title.text, e) for e in expected):
            return Title(title.first, line.index, whole)
    return title


def _plain_heading(lines: Sequence[Line], after: int, expected: list[str]) -> Title | None:
    """A heading that says the expected title without looking like one (no type word, spread with spaces)."""
    for line in lines[after + 1 : after + _FAR]:
        if len(line.text) >= 6 and is_title_line(line) and any(likeness(line.text, e) > 0.9 for e in expected):
            return Title(line.index, line.index, line.folded)
    return None


def likeness(a: str, b: str) -> float:
    """0 to 1: how much of two titles is the same (brackets and 关于 left out)."""
    bare_a, bare_b = _NOISE.sub("", a), _NOISE.sub("", b)
    if bare_a == bare_b:
        return 1.0
    if not 0.4 < (len(bare_a) + 1) / (len(bare_b) + 1) < 2.5:
        return 0.0
    return SequenceMatcher(None, bare_a, bare_b, autojunk=False).ratio()


def _heads_text(lines: Sequence[Line], title: Title) -> bool:
    following = [line.text for line in lines[title.last + 1 : title.last + 5]]
    heads = (pattern("header", "first_item"), pattern("header", "speaks"))
    return any(is_sentence(text) or any(p.match(text) for p in heads) for text in following)


def _addressee(lines: Sequence[Line], meta: Meta, body: int) -> tuple[Line, int] | None:
    for line in lines[body : body + 2]:
        if line.index in meta.lines:
            continue
        end = address_end(line.text)
        if end is not None or _open_address(line):
            return line, end or len(line.text)
    return None
