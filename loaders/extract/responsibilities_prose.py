"""Where running text prints who is responsible: brackets behind a task and lines 责任单位：…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from loaders.extract.responsibilities import Manner, read_owners
from loaders.extract.responsibilities_judge import GENERIC_OWNER
from loaders.extract.responsibilities_lexicon import role_words
from loaders.extract.responsibilities_names import is_agency
from loaders.extract.responsibilities_order import without_order_clause

_OPEN = {"（": "）", "〔": "〕", "【": "】", "[": "]"}
_ROUND = "）〕】]"
_ANY_BRACKET = re.compile(r"[（〔【\[）〕】\]]")
_LONGEST_BRACKET = 900
_TRIGGER = re.compile(r"牵头|责任|负责|配合|落实|分工|协办|主办|实施单位|参与|局|委|厅|办|部门|分行|政府|中心(?:）|$)")
_LABEL_IN_TEXT = re.compile(
    r"(?:牵头(?:责任)?|责任|负责|配合(?:责任)?|主办|协办|主责|落实|实施|承办|参与|协同|督导|监督)(?:单位|部门|主体|科室|股室)[:：∶]"
)
_LINE = re.compile(
    r"^[（(〔【\[]{0,2}(?:\d{1,2}[.、])?(?:[省市县区镇州]级?)?(?:牵头(?:责任)?|责任|负责|配合(?:责任)?|主办|协办|主责|落实|实施|承办|参与|协同|督导|监督|属地责任|第一责任|主要责任)"
    r"(?:单位|部门|主体|科室|股室|机构)?(?:及责任人|和责任人|[市县区]?级?领导)?(?:[:：∶]|(?<=[位门体室构])(?=[省市县区州各国中]))"
)
_SENTENCE_END = "。！？；…"
_AND_OTHERS = re.compile(r"(?<=等)(?:有关|相关)?(?:部门|单位)(?:[和及与]单位)?")


class Stretch(NamedTuple):
    """text[start:end] is said to hold owners (brackets included); inner[0]:inner[1] is what is parsed."""

    start: int
    end: int
    inner: tuple[int, int]


def is_owner_line(text: str) -> bool:
    """Is the whole paragraph a statement of responsibility: 责任单位：… or （牵头单位：…）?"""
    if _LINE.match(text):
        return text.count("。") <= 2
    stretch = next(iter(owner_stretches(text)), None)
    return stretch is not None and stretch.start == 0 and stretch.end >= len(text.rstrip("。；，"))


@lru_cache(maxsize=256)
def owner_stretches(text: str) -> tuple[Stretch, ...]:
    """Brackets and labelled runs of the text that hold responsibilities, left to right."""
    return tuple(_stretches(text))


def _stretches(text: str) -> Iterator[Stretch]:
    line = _LINE.match(text)
    if line and text.count("。") <= 2:
        yield Stretch(0, len(text), (0, len(text)))
        return
    if not _TRIGGER.search(text):
        return
    at = 0
    label = _next_label(text, at)
    for start, end in _brackets(text):
        while label and label.start < start:
            yield label
            at = label.end
            label = _next_label(text, at)
        if start >= at and _holds_owners(text, start, end):
            yield Stretch(start, end, (start + 1, end - 1 if text[end - 1] in _ROUND else end))
            at = end
            label = _next_label(text, at)
    while label:
        yield label
        label = _next_label(text, label.end)


def _next_label(text: str, at: int) -> Stretch | None:
    """A label in running text without brackets: …。责任单位：市财政局。"""
    for match in _LABEL_IN_TEXT.finditer(text, at):
        if match.start() and text[match.start() - 1] not in "。；！？）〕 \u3000":
            continue
        stop = text.find("。", match.end())
        stop = len(text) if stop < 0 else stop + 1
        return Stretch(match.start(), stop, (match.start(), stop))
    return None


def _brackets(text: str) -> list[tuple[int, int]]:
    """Outermost pairs of brackets as (start, end). One that is never closed is passed over, but for a labelled one,
    which then reaches to the end of the text."""
    open_: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _ANY_BRACKET.finditer(text):
        if match.group() in _OPEN:
            open_.append(match.start())
        elif open_:
            pairs.append((open_.pop(), match.end()))
    pairs += [(start, len(text)) for start in open_ if _LINE.match(text[start + 1 : start + 40].lstrip("（("))]
    found: list[tuple[int, int]] = []
    for start, end in sorted(pairs, key=lambda p: (p[0], -p[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _holds_owners(text: str, start: int, end: int) -> bool:
    inner = text[start + 1 : end - 1] if text[end - 1] in _ROUND else text[start + 1 : end]
    inner = inner.lstrip("（(")
    if not 3 <= len(inner) <= _LONGEST_BRACKET:
        return False
    if _LINE.match(inner):
        return True
    if not _TRIGGER.search(inner):
        return False
    ended = start > 0 and text[start - 1] in _SENTENCE_END
    closes = end >= len(text.rstrip("。；")) or text[end] in "。；"
    if not ended and start and (not closes or text[start - 1].isdigit()):
        return False
    return _is_all_names(inner, sure=ended or start == 0)


def _is_all_names(inner: str, sure: bool) -> bool:
    """Nothing but agencies, role words and separators: （市民政局牵头，市财政局配合）.

    Not `sure` (no sentence ends before it): two names at least.
    """
    owners = read_owners(inner, Manner())
    inner = without_order_clause(inner)
    if not owners.owners or (not sure and len(owners.owners) == 1 and owners.owners[0].rule == "list"):
        return False
    ending = role_words().ending
    names = [inner[o.start : o.end] for o in owners.owners]
    good = sum(is_agency(n) or bool(ending.search(n) or GENERIC_OWNER.match(n)) for n in names)
    if good * 10 < len(owners.owners) * 7:
        return False
    covered = sum(o.end - o.start for o in owners.owners)
    said = sum(m.end() - m.start() for m in role_words().verb.finditer(inner))
    clauses = sum(len(m.group()) for m in re.finditer(r"(?:逗号|排|列|首|第一|以下|下同)[^、]{0,40}", inner))
    loose = sum(c in "、，；。：和与及等由为" for c in inner)  # what says who leads is ； by now
    others = sum(len(m.group()) for m in _AND_OTHERS.finditer(inner))
    return covered + said + clauses + loose + others >= len(inner) * 0.8
