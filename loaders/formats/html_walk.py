"""The tree of a page → pieces in reading order: lines of text and grids of cells, with what is known about each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from loaders.formats.draft import GridCell
from loaders.formats.html_lexicon import HtmlLexicon, html_lexicon
from loaders.formats.html_table import grid_of, is_data_table, is_plain
from loaders.formats.normalise import NOTE_MARK
from loaders.formats.numbering import number_text

_BLANK = re.compile(r"[ \t\n\r\f]+")
_BLANKS = " \t\r\n\xa0\u3000\u2002\u2003\u2009\ufeff\u200b"
_WRAP = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])[ \t]*[\n\r][ \t\n\r\f]*(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
    r"|(?:text-indent|left|top)\s*:\s*-\s*\d{4}",
    re.IGNORECASE,
)
_PRESERVED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-zA-Z]+|\d+")
_NUMBERED = re.compile(
    r"^[\s\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,4}[条章节]|[①-⑳])"
)


@dataclass(slots=True)
class Box:
    """A block element as a container: for finding the one that holds the document."""

    parent: int
    tag: str
    noise: bool
    body: bool


@dataclass(slots=True)
class Piece:
    """A line or a table. `linked`: characters inside links; `box`: index of the innermost container."""

    text: str
    box: int
    linked: int = 0
    level: int = 0
    tag: str = ""
    grid: list[GridCell] | None = None
    page: int = 0


@dataclass(slots=True)
class Walker:
    """Collects pieces. `hidden`: selectors that the page's own style sheets hide."""

    hidden: frozenset[str]
    lexicon: HtmlLexicon = field(default_factory=html_lexicon)
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    linked: int = 0
    level: int = 0
    preserve: bool = False
    number: str = ""
    show_hidden: bool = False

    def walk(self, root: LexborNode) -> None:
        self.boxes.append(Box(-1, "root", False, False))
        self._children(root, 0)
        self._end_line(0, "")

    def _children(self, node: LexborNode, box: int) -> None:
        child = node.child
        while child is not None:
            if child.is_text_node:
                self._text(child.text_content or "")
            elif child.is_element_node:
                self._element(child, box)
            child = child.next

    def _text(self, text: str) -> None:
        if not self.preserve:
            if text.isspace() and "\xa0" not in text and "\u3000" not in text:
                if self.line:
                    self.line.append(" ")
                return
            text = _BLANK.sub(" ", _WRAP.sub("", text))
        if self.number and text.strip():
            text = self.number + text.lstrip()
            self.number = ""
        self.line.append(text)

    def _element(self, node: LexborNode, box: int) -> None:
        tag = node.tag or ""
        if tag in self.lexicon.drop_tags:
            return
        attributes = node.attributes
        if attributes and not self.show_hidden and self._is_hidden(attributes):
            return
        if tag == "br":
            self.line.append("\n")
        elif tag == "a":
            before = len(self.line)
            self._children(node, box)
            self.linked += sum(len(t.strip()) for t in self.line[before:])
        elif tag == "table":
            self._end_line(box, "")
            self._table(node, self._box(node, tag, attributes, box))
        elif tag in self.lexicon.block_tags:
            self._block(node, tag, attributes, box)
        else:
            self._inline(node, tag, attributes, box)

    def _inline(self, node: LexborNode, tag: str, attributes: dict[str, str | None], box: int) -> None:
        if tag == "sup" and _is_note_mark(node):
            return
        if attributes and tag != "span":
            box = self._box(node, tag, attributes, box)
        self._children(node, box)

    def _block(self, node: LexborNode, tag: str, attributes: dict[str, str | None], box: int) -> None:
        self._end_line(box, "")
        inner = box if tag == "p" and not attributes else self._box(node, tag, attributes, box)
        preserve, level = self.preserve, self.level
        self.preserve = preserve or tag == "pre" or bool(_PRESERVED.search(attributes.get("style") or ""))
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.level = int(tag[1])
        if tag == "ol":
            self._ordered(node, attributes, inner)
        else:
            self._children(node, inner)
        self._end_line(inner, tag)
        self.preserve, self.level = preserve, level

    def _ordered(self, node: LexborNode, attributes: dict[str, str | None], box: int) -> None:
        """A list whose numbers the browser writes."""
        number = int(attributes.get("start") or 1) if (attributes.get("start") or "1").isdecimal() else 1
        style = (attributes.get("type") or "1") if "none" not in (attributes.get("style") or "") else ""
        child = node.child
        while child is not None:
            if child.is_element_node and child.tag == "li":
                text = child.text(deep=True)
                if style and text.strip() and not _NUMBERED.match(text):
                    self.number = number_text(number, style) + "."
                    number += 1
                    self._element(child, box)
                    self.number = ""
                    child = child.next
                    continue
            if child.is_element_node:
                self._element(child, box)
            child = child.next

    def _table(self, node: LexborNode, box: int) -> None:
        cells, nested = grid_of(node)
        if not is_data_table(cells, nested):
            self._children(node, box)
            self._end_line(box, "")
            return
        grid: list[GridCell] = []
        for cell in cells:
            text = self._cell(cell.node)
            grid.append(GridCell(text, cell.row, cell.column, cell.rowspan, cell.colspan, cell.header))
        text = "\t".join(c.text for c in grid)
        self.pieces.append(Piece(text, box, self.linked, 0, "table", grid))
        self.linked = 0

    def _cell(self, node: LexborNode) -> str:
        """The paragraphs of a cell as lines."""
        if is_plain(node):
            text = (node.child.text_content if node.child else "") or ""
            return _BLANK.sub(" ", _WRAP.sub("", text)).strip(_BLANKS)
        inside = Walker(self.hidden, self.lexicon, show_hidden=self.show_hidden)
        inside.walk(node)
        self.linked += sum(p.linked for p in inside.pieces)
        return "\n".join(p.text for p in inside.pieces)

    def _box(self, node: LexborNode, tag: str, attributes: dict[str, str | None], parent: int) -> int:
        noise = tag in self.lexicon.doubtful_tags
        body = tag in ("article", "main")
        if attributes:
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            if names != " ":
                words = tokens(names)
                noise = noise or not words.isdisjoint(self.lexicon.noise_tokens)
                noise = noise or not self.lexicon.noise_names.isdisjoint(names.lower().split())
                body = body or not words.isdisjoint(self.lexicon.body_tokens)
        self.boxes.append(Box(parent, tag, noise, body))
        return len(self.boxes) - 1

    def _is_hidden(self, attributes: dict[str, str | None]) -> bool:
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        style = attributes.get("style")
        if style and _HIDING_STYLE.search(style):
            return True
        names = attributes.get("class")
        if names and not self.lexicon.hidden_tokens.isdisjoint(names.lower().split()):
            return True
        if not self.hidden:
            return False
        selectors = [f".{n}" for n in (names or "").split()] + [f"#{attributes.get('id')}"]
        return not self.hidden.isdisjoint(selectors)

    def _end_line(self, box: int, tag: str) -> None:
        if not self.line:
            return
        text = "".join(self.line)
        self.line.clear()
        linked, self.linked = self.linked, 0
        if not text or text.isspace():
            return
        for part in text.split("\n"):
            part = part.strip(_BLANKS)
            if part:
                self.pieces.append(Piece(part, box, min(linked, len(part)), self.level, tag))
                linked = max(0, linked - len(part))


def _is_note_mark(node: LexborNode) -> bool:
    """The raised mark of a footnote: [1], ① or a linked number; the 2 of m² is none."""
    text = (node.text(deep=True) or "").strip()
    linked = text.isdecimal() and len(text) <= 2 and node.css_first("a") is not None
    return linked or bool(NOTE_MARK.fullmatch(text))


def tokens(names: str) -> frozenset[str]:
    """Words of class and id names: "left-nav_2 bigTitle" → whole names and their parts, lower case."""
    words = set(names.lower().split())
    for name in list(words):
        words.update(_TOKEN.findall(name))
    return frozenset(words)
