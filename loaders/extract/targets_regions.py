"""Sentences, clauses, and the stretch of a clause that belongs to each of its amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_words import words

_SENTENCE = re.compile(r"[^。！？]{1,2000}[。！？]?")
_NUMBER = r"(?:\d{1,2}[.、](?!\d)|（\d{1,2}）|[①-⑳])?"  # of an item within a line
_CLAUSE = re.compile(  # each branch begins with a mark of its own: the engine looks for these alone
    rf"；{_NUMBER}|。{_NUMBER}|，|：|！|？|—(?<=[^\d]—)—"
    r"|（(?=(?:其中|含)[^（）]{0,60}\d|[^（）]{2,60}\d[\d.]{0,8}[^\d（）]{1,5}）(?:[，；。、]|$))"
)
_RISES = re.compile(
    r"(?:左右|以上)?(?:大幅|逐步|进一步)?(?:提高|提升|增加|扩大|增长|上升|扩展|压缩|下降|降低|减少|压减|缩短|增|降|调整)(?:到|至|为)"
)
_SIZES = frozenset({"张", "间", "套", "户", "人", "名", "床", "台"})  # what sizes an institution or a group
_SIZED = re.compile(r"[\u4e00-\u9fff]{1,6}的|规模|床位的?")  # 100张以上床位的养老机构
_WORTH = re.compile(r"级|的?(?:企业|项目|产业(?!发展|投资|引导|[\u4e00-\u9fff]{0,3}基金)|集群)")  # 千亿元级产业
_NOUN = re.compile(r"的?[\u4e00-\u9fff]")
_NOUN_OR_BRACKET = re.compile(r"[\u4e00-\u9fff（]")
_JOIN = re.compile(r"、|以及|和|及|与|并|或")
_CLOSE = re.compile(r"[）)]")


class Region(NamedTuple):
    """One amount and its words: text[start:amount.cue] before it, text[amount.end:end] after it."""

    amount: Amount
    start: int
    end: int
    clause: tuple[int, int]
    first: bool  # first amount of its clause


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of each sentence; what is parted by ； stays together, because one head governs it."""
    for match in _SENTENCE.finditer(text):
        yield match.span()


def clauses(sentence: str) -> list[tuple[int, int]]:
    """[start, end) of each clause of a sentence, separators left out."""
    out: list[tuple[int, int]] = []
    position = 0
    for match in _CLAUSE.finditer(sentence):
        if match.start() > position:
            out.append((position, match.start()))
        position = match.end()
    if position < len(sentence):
        out.append((position, len(sentence)))
    return out


def regions(sentence: str, parts: list[tuple[int, int]], amounts: tuple[Amount, ...]) -> list[Region]:
    """Each amount with its words; one that only describes a noun (投资1亿元以上的项目20个) is left out."""
    out: list[Region] = []
    at = 0
    for clause in parts:
        first = at
        while at < len(amounts) and amounts[at].start < clause[1]:
            at += 1
        if at > first:
            inside = [a for a in amounts[first:at] if a.start >= clause[0]]
            out.extend(_clause_regions(sentence, clause, _counting(sentence, clause, inside)))
    return out


def _counting(sentence: str, clause: tuple[int, int], inside: list[Amount]) -> list[Amount]:
    """Drop the amounts that describe: 100张以上床位的养老机构, 65岁以上老年人."""
    kept: list[Amount] = []
    for i, amount in enumerate(inside):
        following = inside[i + 1].cue if i + 1 < len(inside) else clause[1]
        risen = i + 1 < len(inside) and _RISES.match(sentence, amount.end, inside[i + 1].start)
        sized = amount.suffix != "" and amount.unit in _SIZES
        made = sized and any(m.end() == amount.cue for m in words().make_verb.finditer(sentence, clause[0], amount.cue))
        if kept and kept[-1].end == amount.cue and sentence.startswith("的", amount.end):
            continue  # 1支不少于50人的队伍: how large that one is
        if risen or not _describes(sentence[amount.end : following], amount, i + 1 < len(inside), made):
            kept.append(amount)
    return kept


def _describes(after: str, amount: Amount, more: bool, made: bool) -> bool:
    """True where the amount only says which noun is meant (65岁以上老年人). after: what stands between it and the next
    amount of the clause (more) or its end; made: a verb makes so many right before it."""
    if amount.kind in ("age", "time"):
        return bool(_NOUN_OR_BRACKET.match(after)) and not after.startswith(("、", "和", "，"))
    if amount.kind == "percent":
        return False
    if more and not _JOIN.search(after) and _NOUN.match(after):
        return True
    if amount.suffix in ("以上", "及以上", "以下", "及以下", "以内"):
        if amount.kind in ("money", "measure"):
            return _NOUN.match(after) is not None
        sized = amount.unit in _SIZES and _SIZED.match(after) is not None
        return sized and not made
    return amount.kind == "money" and _WORTH.match(after) is not None


def _clause_regions(sentence: str, clause: tuple[int, int], inside: list[Amount]) -> Iterator[Region]:
    start = clause[0]
    for i, amount in enumerate(inside):
        end = clause[1]
        if i + 1 < len(inside):
            end = _boundary(sentence, amount.end, inside[i + 1].cue)
        yield Region(amount, start, _strip_end(sentence, amount.end, end), clause, i == 0)
        start = _after_join(sentence, end)


def _boundary(sentence: str, start: int, end: int) -> int:
    """Where the words after one amount end and those before the next one begin."""
    between = sentence[start:end]
    match = _JOIN.match(between)
    if match:
        return start
    comma = between.rfind("、")
    if comma >= 0:
        return start + comma
    joins = [m.start() for m in _JOIN.finditer(between)]
    verbs = [m.start() for m in words().make_verb.finditer(between)]
    cut = joins[-1] if joins else verbs[-1] if verbs else len(between)
    return start + cut


def _after_join(sentence: str, at: int) -> int:
    match = _JOIN.match(sentence, at)
    return match.end() if match else at


def _strip_end(sentence: str, start: int, end: int) -> int:
    while end > start and sentence[end - 1] in "。；，、：！？ ":
        end -= 1
    return end
