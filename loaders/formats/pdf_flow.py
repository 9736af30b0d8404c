"""Lines of all pages → paragraphs: running heads and page numbers out, columns in order, wrapped lines rejoined.

A line wraps only when the next word would not have fitted, and a paragraph begins where the first
line is indented, after a wider gap, or where the print changes size. See `_continues`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from loaders.formats.pdf_cells import TextTable, continued, same_table
from loaders.formats.pdf_lines import Line, first_unit_width, glue, is_wide

_PAGE_NUMBER = re.compile(
    r"^[\s\-—–－─―・·•\[\]【】（）()~～]{0,8}(?:第\s?|Page\s?|P\.?\s?)?\d{1,4}\s?页?(?:\s?(?:[/／|]|of|，?共|之)\s?共?\d{1,4}\s?页?)?"
    r"[\s\-—–－─―・·•\[\]【】（）()~～]{0,8}$",
    re.IGNORECASE,
)
_CONTENTS_LINE = re.compile(r"[.…·．‥]{5,}\s?[（(]?\d{1,4}[）)]?$")
_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百零\d]{1,5}[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳]|附件|附表|[一二三四五六七八九十]是)"
)
BULLET = re.compile(r"^[\ue000-\uf8ff•◦▪‣][\s\u3000]{0,9}")
_LISTED = re.compile(_NUMBERED.pattern + "|" + BULLET.pattern)
_ANNEX = re.compile(r"^(?:附件|附表)[：:\d一二三四五六七八九十]")
_SENTENCE_END = re.compile(r"[。；;！!？?：:）)”〕】]$")
_EDGE = 0.12
"""Running heads and page numbers stand in this outer share of the page's height."""


@dataclass(slots=True)
class PageFlow:
    """What stands on one page in reading order."""

    n: int
    width: float
    height: float
    items: list[Line | TextTable]


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. page: where it begins."""

    text: str
    page: int
    em: float
    last: Line
    first_left: float = 0.0
    lines: int = 1


@dataclass(slots=True)
class _Measure:
    """Edges and habits of the print, over all pages. edges: by (page, column)."""

    edges: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)
    indents: bool = False
    leading: float = 1.5  # baseline distance in em

    def of(self, line: Line) -> tuple[float, float]:
        return self.edges.get((line.page, line.column), (line.left, line.right))


def without_furniture(pages: Sequence[PageFlow]) -> None:
    """Take running heads, page numbers and lines of a table of contents out, in place."""
    body = body_em(pages)
    repeated = _repeated(pages)
    for page in pages:
        page.items = [i for i in page.items if not (isinstance(i, Line) and _is_furniture(i, page, repeated, body))]


def body_em(pages: Sequence[PageFlow]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for item in page.items:
            if isinstance(item, Line):
                sizes[round(item.em * 2) / 2] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _edge_lines(page: PageFlow) -> list[Line]:
    lines = [i for i in page.items if isinstance(i, Line)]
    limit = _EDGE * page.height
    return [line for line in lines if line.y < limit or line.y > page.height - limit]


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text)), round(line.y / 6)


def _repeated(pages: Sequence[PageFlow]) -> set[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({_key(line) for line in _edge_lines(page)})
    needed = 2 if len(pages) <= 4 else max(3, len(pages) // 5)
    return {key for key, n in counts.items() if n >= needed}


def _is_furniture(line: Line, page: PageFlow, repeated: set[tuple[str, int]], body: float) -> bool:
    if _CONTENTS_LINE.search(line.text):
        return True
    edge = _EDGE * page.height
    if edge <= line.y <= page.height - edge:
        return False
    if _PAGE_NUMBER.match(line.text) or _key(line) in repeated:
        return True
    margin = 30.0  # points: the strip that browsers print their own head and foot in
    small = line.em < 0.8 * body
    return small and (line.y < margin or line.y > page.height - margin)


def paragraphs(pages: Sequence[PageFlow]) -> Iterator[Paragraph | TextTable]:
    """Paragraphs and tables of the document in reading order."""
    measure = _measured(pages)
    open_paragraph: Paragraph | None = None
    table: TextTable | None = None
    for page in pages:
        for item in page.items:
            if isinstance(item, TextTable):
                if open_paragraph is not None:
                    yield open_paragraph
                    open_paragraph = None
                if table is not None and table.page != item.page and same_table(table, item):
                    table = continued(table, item)
                    continue
                if table is not None:
                    yield table
                table = item
                continue
            if table is not None:
                yield table
                table = None
            if open_paragraph is not None and _continues(open_paragraph, item, measure):
                open_paragraph.text += glue(open_paragraph.text, item.text)
                open_paragraph.last = item
                open_paragraph.lines += 1
                continue
            if open_paragraph is not None:
                yield open_paragraph
            open_paragraph = Paragraph(BULLET.sub("", item.text), item.page, item.em, item, item.left)
    if table is not None:
        yield table
    if open_paragraph is not None:
        yield open_paragraph


def _measured(pages: Sequence[PageFlow]) -> _Measure:
    """Edges of each page's columns; a page with too few lines to show them takes those of all pages of its size."""
    measure = _Measure()
    shared: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for page in pages:
        for item in page.items:
            if isinstance(item, Line):
                shared[round(page.width), item.column].append(item)
    common = {key: (_left_edge(lines, 3) or 0.0, _right_edge(lines, 3) or 0.0) for key, lines in shared.items()}
    for page in pages:
        for column in {i.column for i in page.items if isinstance(i, Line)}:
            lines = [i for i in page.items if isinstance(i, Line) and i.column == column]
            left, right = common[round(page.width), column]
            own_left, own_right = _left_edge(lines, 4), _right_edge(lines, 4)
            fits = own_left is not None and own_right is not None and own_right - own_left > 0.75 * (right - left)
            measure.edges[page.n, column] = (own_left or left, own_right or right) if fits else (left, right)
    _habits(pages, measure)
    return measure


def _left_edge(lines: Sequence[Line], needed: int) -> float | None:
    """The leftmost place where lines begin often (one stray line is no edge)."""
    needed = max(1, min(needed, len(lines) // 8)) if needed <= 3 else needed
    values = sorted(line.left for line in lines)
    for value in values:
        if sum(value <= v < value + 3 for v in values) >= needed:
            return value
    return None


def _right_edge(lines: Sequence[Line], needed: int) -> float | None:
    """The rightmost place where lines end often, within a character."""
    needed = max(1, min(needed, len(lines) // 8)) if needed <= 3 else needed
    values = sorted(((line.right, line.em) for line in lines), reverse=True)
    for value, em in values:
        if sum(value - em < v <= value for v, _ in values) >= needed:
            return value
    return None


def _habits(pages: Sequence[PageFlow], measure: _Measure) -> None:
    """Whether first lines are indented, and the usual distance of lines."""
    indented = flush = 0
    gaps: list[float] = []
    for page in pages:
        for line, following in _neighbours(page):
            left, right = measure.of(line)
            full = right - line.right < first_unit_width(following) + 0.5 * line.em
            if not full or abs(line.em - following.em) > 0.1 * line.em:
                continue
            if abs(following.left - left) < 0.5 * line.em:
                gaps.append((line.y - following.y) / line.em)
                if _LISTED.match(following.text):
                    continue
                if 1.4 * line.em < line.left - left < 2.8 * line.em:
                    indented += 1
                elif abs(line.left - left) < 0.5 * line.em:
                    flush += 1
    measure.indents = indented >= 2 and indented * 12 >= flush
    if gaps:
        measure.leading = sorted(gaps)[len(gaps) // 4] if not measure.indents else median(gaps)


def _neighbours(page: PageFlow) -> Iterator[tuple[Line, Line]]:
    last: Line | None = None
    for item in page.items:
        if isinstance(item, Line):
            if last is not None and last.column == item.column and last.y > item.y:
                yield last, item
            last = item
        else:
            last = None


def _continues(paragraph: Paragraph, line: Line, measure: _Measure) -> bool:
    """Whether `line` is the next line of the paragraph."""
    last, em = paragraph.last, paragraph.em
    if abs(last.em - line.em) > 0.12 * max(last.em, line.em):
        return False
    left, right = measure.of(last)
    own_left, own_right = measure.of(line)
    if _centred(line, own_left, own_right) and _fills(last, line, left, right, 1.0):
        return _centred(last, left, right) or not _SENTENCE_END.search(last.text)
    ended = bool(_SENTENCE_END.search(last.text)) and not _is_open(paragraph.text)
    goes_on = not ended and line.left - own_left < 0.5 * em and len(last.text) >= 20
    slack = 1.2 if goes_on else 0.5  # programs know more rules for breaking lines than we
    if not _fills(last, line, left, right, slack) or last.left - left > 0.35 * (right - left):
        return False
    same_column = last.page == line.page and last.column == line.column
    if same_column and last.y - line.y > 1.3 * measure.leading * em:
        return False
    indent = line.left - own_left
    last_indent = last.left - left
    if indent < 0.8 * em:
        return not (ended and _starts(last, line, measure, right - last.right >= first_unit_width(line)))
    if abs(indent - last_indent) < 0.4 * em:  # a block set in, or two first lines
        if paragraph.lines == 1 and measure.indents:
            return not ended and not _LISTED.match(line.text)
        return not (ended and _LISTED.match(line.text))
    if indent < last_indent:
        return True
    return paragraph.lines == 1 and _hangs(last, line)


def _is_open(text: str) -> bool:
    """A bracket, quotation or title is still open."""
    return any(text.count(a) > text.count(b) for a, b in ("（）", "《》", "“”", "()", "〔〕"))


def _starts(last: Line, line: Line, measure: _Measure, room: bool) -> bool:
    """A line at the left edge after the end of a sentence begins a paragraph. `room`: its first word had fitted."""
    if measure.indents:
        return bool(_ANNEX.match(line.text))
    return room or last.text[-1] in "：:" or bool(_LISTED.match(line.text))


def _fills(last: Line, line: Line, left: float, right: float, slack: float) -> bool:
    """Whether the first word of `line` would not have fitted at the end of `last` (both ends, if both are centred)."""
    free = right - last.right
    if _centred(last, left, right) and _centred(line, left, right):
        free = (right - left) - (last.right - last.left)
    return free < first_unit_width(line) + slack * last.em


def _centred(line: Line, left: float, right: float) -> bool:
    before, after = line.left - left, right - line.right
    return before > 0.4 * line.em and abs(before - after) < 0.5 * line.em


def _hangs(first: Line, line: Line) -> bool:
    """The second line stands under the text after the number of the first."""
    inked = [g for g in first.glyphs if not g.char.isspace()][:8]
    for before, glyph in pairwise(inked):
        if abs(glyph.left - line.left) < 0.3 * first.em:
            return not is_wide(before.char) or before.char in "、）．。" or bool(BULLET.match(before.char))
    return False
