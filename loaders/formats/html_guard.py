"""Before the HTML parser runs: scripts, styles and comments out, and no nesting that makes it slow.

HTML5 tree building is quadratic in the depth of open elements (200,000 nested div: minutes), so a
page that nests deeper than a person would write is flattened to paragraphs first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.formats.html_lexicon import html_lexicon
from loaders.formats.limits import MAX_DEPTH

_DROP = re.compile(r"<(?:(script|style|svg|noscript|textarea)(?![a-z0-9:])|(!--)|(!\[cdata\[))", re.IGNORECASE)
_CLOSE = {
    "script": re.compile(r"</script[^>]{0,200}>", re.IGNORECASE),
    "style": re.compile(r"</style[^>]{0,200}>", re.IGNORECASE),
    "svg": re.compile(r"</svg[^>]{0,200}>", re.IGNORECASE),
    "noscript": re.compile(r"</noscript[^>]{0,200}>", re.IGNORECASE),
    "textarea": re.compile(r"</textarea[^>]{0,200}>", re.IGNORECASE),
    "!--": re.compile(r"--!?>"),
    "![cdata[": re.compile(r"\]\]>"),
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,60})")
_FORMATTING = re.compile(
    r"</?(?:b|i|u|s|em|big|font|small|strong|strike|tt|code|nobr|ins|cite|label|abbr|acronym)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})[^<>]{0,4000}>?")
_STYLE_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SIMPLE_SELECTOR = re.compile(r"^[.#][\w-]{1,80}$")


@dataclass(frozen=True, slots=True)
class Prepared:
    """html without scripts and comments; hidden: ".class" and "#id" that its own style sheets hide."""

    html: str
    hidden: frozenset[str]
    flattened: bool


def prepare(text: str) -> Prepared:
    """Make a page safe to parse. Linear in its length."""
    text, styles = _without_dropped(text)
    text = _FORMATTING.sub("", text)
    if _depth(text) <= MAX_DEPTH:
        return Prepared(text, _hidden_selectors(styles), False)
    return Prepared(_flatten(text), frozenset(), True)


def _without_dropped(text: str) -> tuple[str, list[str]]:
    """Cut out elements that hold no document text; the text of style sheets comes back too."""
    kept: list[str] = []
    styles: list[str] = []
    at = 0
    unclosed: set[str] = set()
    while match := _DROP.search(text, at):
        name = match.group()[1:].lower()
        kept.append(text[at : match.start()])
        close = None if name in unclosed else _CLOSE[name].search(text, match.end())
        if close is None and name in ("script", "style"):  # the file is cut: the rest is no text
            return "".join(kept), styles
        if close is None:
            unclosed.add(name)
            at = match.end()
            continue
        if name == "style":
            styles.append(text[match.end() : close.start()].partition(">")[2][:200_000])
        kept.append(" ")
        at = close.end()
    kept.append(text[at:])
    return "".join(kept), styles


def _depth(text: str) -> int:
    """The deepest nesting that a browser could see (end tags that match nothing are not trusted to close)."""
    unnested = html_lexicon().unnested_tags
    depth = deepest = 0
    for close, name in _TAG.findall(text):
        if name in unnested or name.lower() in unnested:
            continue
        if not close:
            depth += 1
            if depth > deepest:
                deepest = depth
        elif depth:
            depth -= 1
    return deepest


def _flatten(text: str) -> str:
    """Every block a paragraph, cells parted by TAB."""
    blocks = html_lexicon().block_tags

    def flat(match: re.Match[str]) -> str:
        name = match.group(2).lower()
        if name in ("td", "th"):
            return "" if match.group(1) else "\t"
        if name in ("br", "hr", "title", "body"):
            return match.group()
        return "<p>" if name in blocks else ""

    return _ANY_TAG.sub(flat, text)


def _hidden_selectors(styles: list[str]) -> frozenset[str]:
    hidden: set[str] = set()
    for sheet in styles:
        for selectors, rules in _STYLE_RULE.findall(_without_media(sheet)):
            if _HIDING.search(rules):
                names = (s.strip() for s in selectors.split(","))
                hidden.update(n for n in names if _SIMPLE_SELECTOR.match(n))
    return frozenset(hidden)


def _without_media(sheet: str) -> str:
    """Rules for print and small screens say nothing about the page as read."""
    kept: list[str] = []
    at = 0
    while (start := sheet.find("@media", at)) >= 0:
        kept.append(sheet[at:start])
        at = _block_end(sheet, start)
    kept.append(sheet[at:])
    return "".join(kept)


def _block_end(sheet: str, start: int) -> int:
    depth = 0
    for match in re.finditer(r"[{}]", sheet[start:]):
        depth += 1 if match.group() == "{" else -1
        if depth <= 0:
            return start + match.end()
    return len(sheet)
