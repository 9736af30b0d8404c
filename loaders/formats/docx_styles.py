"""Styles and numbering of a Word file: heading levels, hidden text, and the numbers Word writes before paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from loaders.formats.numbering import number_text

_HEADING_NAME = re.compile(r"^(?:heading|标题)\s{0,3}([1-9])$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%([1-9])")
_WORD_CHARACTER = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]$")


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute of WordprocessingML by its local name, whichever of the two namespaces is used."""
    if element is None:
        return None
    tag = str(element.tag)
    value = element.get(tag[: tag.find("}") + 1] + name)
    if value is not None or not len(element.attrib):
        return value
    for key, other in element.attrib.items():  # in a namespace of its own, or in none
        if str(key).rpartition("}")[2] == name:
            return str(other)
    return None


def number(element: etree._Element | None, default: int, name: str = "val") -> int:
    value = (attribute(element, name) or "").strip()
    return int(value) if value.lstrip("-").isdecimal() and len(value) < 10 else default


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    based_on: str | None
    outline: int | None
    num_id: int | None
    level: int | None


@dataclass(slots=True)
class Styles:
    """Paragraph styles by id."""

    styles: dict[str, Style] = field(default_factory=dict)

    @staticmethod
    def read(root: etree._Element | None, w: str) -> Styles:
        styles: dict[str, Style] = {}
        for node in root.iterchildren(f"{w}style") if root is not None else ():
            style_id = attribute(node, "styleId")
            if not style_id or attribute(node, "type") in ("table", "character"):
                continue
            properties = node.find(f"{w}pPr")
            numbering = properties.find(f"{w}numPr") if properties is not None else None
            outline = properties.find(f"{w}outlineLvl") if properties is not None else None
            styles[style_id] = Style(
                attribute(node.find(f"{w}name")) or "",
                attribute(node.find(f"{w}basedOn")),
                number(outline, 9) if outline is not None else None,
                number(numbering.find(f"{w}numId"), 0) if numbering is not None else None,
                number(numbering.find(f"{w}ilvl"), 0) if numbering is not None else None,
            )
        return Styles(styles)

    def chain(self, style_id: str | None) -> list[Style]:
        """A style and those it is based on, nearest first."""
        found: list[Style] = []
        while style_id in self.styles and len(found) < 20:
            found.append(self.styles[style_id])
            style_id = found[-1].based_on
        return found

    def heading_level(self, style_id: str | None) -> int:
        """1–9 for headings, 1 for the title style, 0 for text."""
        for style in self.chain(style_id):
            if match := _HEADING_NAME.match(style.name):
                return int(match.group(1))
            if style.name.lower() == "title":
                return 1
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else 0
        return 0

    def numbering(self, style_id: str | None) -> tuple[int, int] | None:
        for style in self.chain(style_id):
            if style.num_id is not None:
                return style.num_id, style.level or 0
        return None

    def is_contents(self, style_id: str | None) -> bool:
        """A line of a table of contents, which repeats headings."""
        return any(re.match(r"^(?:toc|目录)\s{0,3}\d", s.name, re.IGNORECASE) for s in self.chain(style_id)[:1])


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    format: str
    text: str
    suffix: str
    restart: int | None
    legal: bool


@dataclass(slots=True)
class Numbering:
    """numbering.xml with the counters of one reading of the document."""

    abstract: dict[int, dict[int, Level]] = field(default_factory=dict)
    nums: dict[int, int] = field(default_factory=dict)
    overrides: dict[int, dict[int, int]] = field(default_factory=dict)
    counters: dict[int, dict[int, int]] = field(default_factory=dict)
    used: set[tuple[int, int]] = field(default_factory=set)

    @staticmethod
    def read(root: etree._Element | None, w: str, styles: Styles) -> Numbering:
        numbering = Numbering()
        if root is None:
            return numbering
        links: dict[int, str] = {}
        for node in root.iterchildren(f"{w}abstractNum"):
            key = number(node, -1, "abstractNumId")
            numbering.abstract[key] = {
                number(level, 0, "ilvl"): _level(level, w) for level in node.iterchildren(f"{w}lvl")
            }
            link = attribute(node.find(f"{w}numStyleLink"))
            if link:
                links[key] = link
        for node in root.iterchildren(f"{w}num"):
            numbering._num(node, w)
        for key, link in links.items():
            target = styles.numbering(link)
            if target and target[0] in numbering.nums and not numbering.abstract[key]:
                numbering.abstract[key] = numbering.abstract.get(numbering.nums[target[0]], {})
        return numbering

    def _num(self, node: etree._Element, w: str) -> None:
        num_id = number(node, -1, "numId")
        abstract_id = number(node.find(f"{w}abstractNumId"), -1)
        levels = dict(self.abstract.get(abstract_id, {}))
        replaced = False
        for override in node.iterchildren(f"{w}lvlOverride"):
            at = number(override, 0, "ilvl")
            start = override.find(f"{w}startOverride")
            if start is not None:
                self.overrides.setdefault(num_id, {})[at] = number(start, 1)
            level = override.find(f"{w}lvl")
            if level is not None:
                levels[at] = _level(level, w)
                replaced = True
        if replaced:  # a list of its own
            abstract_id = -1000 - num_id
            self.abstract[abstract_id] = levels
        self.nums[num_id] = abstract_id

    def next(self, num_id: int, at: int) -> str:
        """The number of the next paragraph of this list and level, as Word shows it; "" for bullets."""
        levels = self.abstract.get(self.nums.get(num_id, -1), {})
        level = levels.get(at)
        if level is None or not 0 <= at <= 8:
            return ""
        counters = self.counters.setdefault(self.nums[num_id], {})
        override = self.overrides.get(num_id, {}).get(at)
        if override is not None and (num_id, at) not in self.used:
            counters[at] = override
        else:
            counters[at] = counters[at] + 1 if at in counters else level.start
        self.used.add((num_id, at))
        for deeper in [k for k in counters if k > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or restart > at:
                del counters[deeper]
        return _shown(level, levels, counters)


def _shown(level: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
    if level.format in ("bullet", "none"):
        return ""

    def value(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        own = levels.get(at, level)
        count = counters.get(at, own.start)
        return number_text(count, "decimal" if level.legal else own.format)

    text = _PLACEHOLDER.sub(value, level.text)
    return text + " " if level.suffix != "nothing" and _WORD_CHARACTER.search(text) else text


def _level(node: etree._Element, w: str) -> Level:
    restart = node.find(f"{w}lvlRestart")
    legal = node.find(f"{w}isLgl")
    return Level(
        number(node.find(f"{w}start"), 1),
        attribute(node.find(f"{w}numFmt")) or "decimal",
        (attribute(node.find(f"{w}lvlText")) or "")[:60],
        attribute(node.find(f"{w}suff")) or "tab",
        number(restart, 0) if restart is not None else None,
        legal is not None and attribute(legal) not in ("0", "false"),
    )
