"""The patterns of lexicons/actions.yaml, and the test whether a sentence states an action."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache, lru_cache

from loaders.lexicon import load
from loaders.patterns import asked

_STOP = re.compile(r"[。！？](?![”’][^。！？]{0,1}[、，的等和与])")
_BRACKET = re.compile(r"[（“《〔【）”》〕】]")
_LONGEST_ENCLOSED = 600  # characters; a longer pair is taken for two brackets without partners


@dataclass(frozen=True, slots=True)
class ActionWords:
    """Each is asked whether it stands in a sentence: the matches hold their first character only."""

    modal: re.Pattern[str]
    imperative: re.Pattern[str]
    report: re.Pattern[str]
    about_itself: re.Pattern[str]
    preamble: re.Pattern[str]
    lead_in: re.Pattern[str]


@cache
def action_words() -> ActionWords:
    raw = load("actions.yaml")
    return ActionWords(**{f.name: asked(raw[f.name]) for f in fields(ActionWords)})


@lru_cache(maxsize=256)
def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """The sentences of text[start:end] as (start, end); a stop inside quotes or brackets ends none."""
    end = len(text) if end is None else end
    inside = _enclosed(text, start, end)
    found: list[tuple[int, int]] = []
    at, k = start, 0
    for match in _STOP.finditer(text, start, end):
        i = match.end()
        while k < len(inside) and inside[k][1] < i:
            k += 1
        if k < len(inside) and inside[k][0] < i:
            if i != inside[k][1] - 1 or text[i] != "”":
                continue
            i += 1  # “…。” ends a sentence
        found.append((at, i))
        at = i
    if text[at:end].strip():
        found.append((at, end))
    return tuple(found)


def _enclosed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost pairs of brackets and quotes, as (start, end); one that is never closed encloses nothing."""
    open_: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text, start, end):
        if match.group() in "（“《〔【":
            open_.append(match.start())
        elif open_:
            first = open_.pop()
            while pairs and pairs[-1][0] > first:
                pairs.pop()
            if match.end() - first <= _LONGEST_ENCLOSED:
                pairs.append((first, match.end()))
    return pairs


def is_about_itself(text: str) -> bool:
    """Does the text speak only of itself: when it takes effect, who explains it, what it replaces?"""
    pattern = action_words().about_itself
    return all(pattern.search(text[a:b]) for a, b in sentences(text))


def states_action(text: str, *, strict: bool = False) -> bool:
    """Does one of the text's sentences say what is to be done? `strict`: a plain paragraph, which may only report."""
    return any(_acts(text[a:b], strict) for a, b in sentences(text))


def _acts(sentence: str, strict: bool) -> bool:
    words = action_words()
    bare = sentence.strip("。！？；，： ")
    if len(bare) < 4 or words.about_itself.search(bare) or words.lead_in.search(bare):
        return False
    modal = words.modal.search(bare) is not None
    if words.report.search(bare):
        return modal and not strict and not words.report.match(bare[:12])
    if strict:
        return modal and (words.imperative.search(bare) is not None or _OBLIGES.search(bare) is not None)
    return modal or words.imperative.search(bare) is not None


_OBLIGES = re.compile(r"[\u4e00-\u9fff]要|应(?:当)?|须|不得|严禁|鼓励|支持|可(?:以|按|申请|享受)|给予|予以|负责|牵头")
