"""What a title says: the bodies it names, and the text that a 印发 or 转发 notice wraps."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.extract.header_agencies import is_agency
from loaders.extract.header_lexicon import doc_types, pattern
from loaders.fold import Folded

_WEAK_VERBS = ("发布", "公布", "颁布")
_STRONG_TYPES = frozenset(
    {"办法", "规定", "细则", "条例", "意见", "方案", "规划", "规则", "计划", "纲要", "措施", "政策", "章程"}
)


@dataclass(frozen=True, slots=True)
class Wrap:
    """A notice that issues or forwards.

    inner: what it passes on, at inner_start in the title; author: whose text it is, where the title says so.
    """

    verb: str
    inner: str
    inner_start: int
    author: str | None
    quoted: bool


def parse_wrap(title: str) -> Wrap | None:
    """What a 印发/转发 notice wraps, read from its title; None for every other title."""
    match = pattern("header", "wrap").match(title)
    if not match or "关于" in match["pre"]:
        return None
    inner, start = match["inner"].rstrip("等"), match.start("inner")
    author = None
    parted = pattern("header", "author").match(inner)
    if parted and _is_author(parted["author"]):
        author, inner, start = parted["author"], parted["title"], start + parted.start("title")
    quoted = inner.startswith(("《", "〈", "<"))
    if quoted:
        inner, start = inner.strip("《》〈〉<>"), start + 1
    kind = doc_types().of(inner)
    if not quoted and (kind is None or (match["verb"] in _WEAK_VERBS and kind not in _STRONG_TYPES)):
        return None
    return Wrap(match["verb"], inner, start, author, quoted)


def _is_author(text: str) -> bool:
    bare = text.removesuffix("印发")
    return is_agency(bare) or pattern("header", "and_others").search(bare) is not None


def title_issuers(folded: Folded) -> Folded | None:
    """The bodies named before 关于 (or 印发, 转发) in a title, as one stretch; None when there are none."""
    match = pattern("header", "issued_by").match(folded.text)
    if not match or folded.text.startswith(("转发", "印发", "批转")):
        return None
    name = folded.part(0, match.end("issuer"))
    known = pattern("header", "and_others").search(name.text) or is_agency(name.text)
    return name if known else None
