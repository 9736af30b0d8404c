"""The head of a document: where the body starts, the document's title, and the text that a notice wraps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from loaders.extract.header_lexicon import doc_types
from loaders.extract.header_lines import Line
from loaders.extract.header_meta import Meta
from loaders.extract.header_title import Title, Wrap, find_titles, is_title_line, parse_wrap
from loaders.fold import Folded

_HEAD_LINES = 160  # lines looked at for a head (navigation of a saved page stands above it)
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[章条]|0?1[.．、]|总则$)")
_ADDRESS = re.compile(
    r"^(?:各|全[省市县区州]|本[省市]|[\u4e00-\u9fff]{2,12}(?:省|市|县|区|州|旗|盟)|市直|省直|县直|区直|中央|国务院|驻|机关|局|有关|东|西|南|北|你|教育|民政|财政)[^。；]{1,900}[：:]$"
)
_ADDRESS_OPEN = re.compile(r"^各[\u4e00-\u9fff（）、，\s]{4,200}$")
_ISSUES = re.compile(
    r"(?:现|特|予以|一并|予)?(?:印发|转发|批转|下发|发)给?你们|现予(?:以)?(?:印发|发布|公布|转发)|现(?:正式)?(?:印发|转发|批转|发布|公布|下发)(?:给|，|。|实施)|现将.{4,120}(?:印发|转发|下发|公布|发布)"
)
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]{1,80}》){4,160})》")
_SPEAKS = re.compile(r"^(?:为|按照|根据|近年来|依据|经|现|今年|当前|20\d\d年)")
_FAR = 70  # lines after the notice's sentence within which the wrapped title is looked for


@dataclass(frozen=True, slots=True)
class Head:
    """body: first line of the body; title: of the document or notice; notice: line of the sentence that issues.

    wrapped: title of the text passed on, where it is printed; `wrap` what the notice's title says;
    `named`: its title as quoted in the issuing sentence.
    """

    body: int
    title: Title | None
    notice: int | None
    wrapped: Title | None
    wrap: Wrap | None
    named: Folded | None
    addressee: Line | None


def read_head(lines: Sequence[Line], meta: Meta) -> Head:
    """Where things stand in the head; every part may be missing (heads are often cut off)."""
    body = _body_start(lines, meta)
    title = _own_title(lines, meta, body)
    wrap = parse_wrap(title.text) if title else None
    if wrap is None and meta.text("title"):
        wrap = parse_wrap(meta.text("title") or "")
    notice = _notice_line(lines, body)
    named = _named(lines[notice]) if notice is not None else None
    wrapped = _wrapped_title(lines, body if notice is None else notice, wrap, named) if notice is not None or wrap else None
    return Head(body, title, notice, wrapped, wrap, named, _addressee(lines, meta, body))


def _body_start(lines: Sequence[Line], meta: Meta) -> int:
    """The first line that speaks: the addressees, a sentence, a numbered heading."""
    for line in lines[:_HEAD_LINES]:
        if line.index in meta.lines or line.row in (0, 1, 2):
            continue
        text = line.text
        if line.cell and line.index > 0:
            return line.index
        if _ADDRESS.match(text) or _is_sentence(text) or (_NUMBERED.match(text) and len(text) > 3):
            return line.index
        if _ADDRESS_OPEN.match(text) and not is_title_line(line):
            return line.index
    return min(len(lines), _HEAD_LINES)


def _is_sentence(text: str) -> bool:
    if "。" in text and len(text) >= 10:
        return True
    if len(text) >= 40 and ("。" in text or text.count("，") >= 2):
        return not text.startswith(("来源", "索引号"))
    return len(text) > 120 and "，" in text


def _own_title(lines: Sequence[Line], meta: Meta, body: int) -> Title | None:
    """The last title above the body; a row's third column; what stands between is never far."""
    row = next((line for line in lines[:4] if line.row == 2), None)
    if row:
        found = find_titles(lines, row.index, row.index + 1)
        return found[-1] if found else None
    titles = [t for t in find_titles(lines, 0, body) if t.first not in meta.lines]
    return titles[-1] if titles else None


def _notice_line(lines: Sequence[Line], body: int) -> int | None:
    """The line whose sentence issues or passes on another text, within the first lines of the body."""
    for line in lines[body : body + 6]:
        if _NUMBERED.match(line.text) and line.index > body:
            return None
        match = _ISSUES.search(line.text[:900])
        if match:
            return line.index
    return None


def _named(line: Line) -> Folded | None:
    """The title in 《》 that the issuing sentence passes on: the last before the verb, else the first after 将."""
    text = line.text[:900]
    verb = _ISSUES.search(text)
    if not verb:
        return None
    quoted = list(_QUOTED.finditer(text, 0, verb.end() + 200))
    sentence = text.rfind("。", 0, verb.start()) + 1
    inside = [m for m in quoted if m.start() >= sentence and m.start() < verb.end()]
    passing = [m for m in inside if re.search(r"(?:现将|将|现)[^《》，。]{0,30}$", text[: m.start()])]
    chosen = passing[0] if passing else inside[-1] if inside else None
    if chosen is None or doc_types().of(chosen[1]) is None:
        return None
    return line.folded.part(*chosen.span(1))


def _wrapped_title(lines: Sequence[Line], after: int, wrap: Wrap | None, named: Folded | None) -> Title | None:
    """The printed heading of the text passed on: the one most like the expected title, else the first that fits."""
    expected = [t for t in (named.text if named else None, wrap.inner if wrap else None) if t]
    best: tuple[float, Title] | None = None
    for title in find_titles(lines, after + 1, after + _FAR):
        likeness = max((_likeness(title.text, e) for e in expected), default=0.5)
        if likeness >= 0.6 and (best is None or likeness >= best[0]):
            best = (likeness, title)
        elif not expected and best is None and _heads_text(lines, title):
            best = (likeness, title)
    if best is None and expected:
        best = _shorter_heading(lines, after, expected)
    return best[1] if best else None


def _shorter_heading(lines: Sequence[Line], after: int, expected: list[str]) -> tuple[float, Title] | None:
    """国务院工作规则 spread over a line with white space, or a heading without its type word."""
    for line in lines[after + 1 : after + _FAR]:
        if is_title_line(line) and len(line.text) >= 6 and any(line.text == e or _likeness(line.text, e) > 0.9 for e in expected):
            return 0.9, Title(line.index, line.index, line.folded)
    return None


def _likeness(a: str, b: str) -> float:
    """0 to 1: how much of two titles is the same (brackets and 关于 left out)."""
    bare_a, bare_b = (re.sub(r"关于|[（）()《》〈〉“”的、\s]|—", "", t) for t in (a, b))
    if bare_a == bare_b:
        return 1.0
    return SequenceMatcher(None, bare_a, bare_b, autojunk=False).ratio()


def _heads_text(lines: Sequence[Line], title: Title) -> bool:
    following = lines[title.last + 1 : title.last + 5]
    return any(_is_sentence(line.text) or _NUMBERED.match(line.text) or _SPEAKS.match(line.text) for line in following)


def _addressee(lines: Sequence[Line], meta: Meta, body: int) -> Line | None:
    for line in lines[body : body + 2]:
        if line.index not in meta.lines and (_ADDRESS.match(line.text) or _ADDRESS_OPEN.match(line.text)):
            return line
    return None
