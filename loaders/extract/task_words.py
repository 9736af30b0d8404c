"""The patterns of lexicons/actions.yaml, and the test whether a sentence states an action."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib.resources import files

import yaml

_SIGN = re.compile(r"[（“《〔【）”》〕】。！？]")
_LONGEST_SENTENCE = 600  # a bracket that is never closed may not swallow the rest


@dataclass(frozen=True, slots=True)
class ActionWords:
    modal: re.Pattern[str]
    imperative: re.Pattern[str]
    report: re.Pattern[str]
    about_itself: re.Pattern[str]
    preamble: re.Pattern[str]
    lead_in: re.Pattern[str]


@cache
def action_words() -> ActionWords:
    raw = yaml.safe_load((files("loaders") / "lexicons" / "actions.yaml").read_text("utf-8"))
    return ActionWords(**{f.name: re.compile(raw[f.name]) for f in fields(ActionWords)})


@lru_cache(maxsize=256)
def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """The sentences of text[start:end] as (start, end); a stop inside quotes or brackets ends none."""
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    depth, at = 0, start
    for match in _SIGN.finditer(text, start, end):
        char, i = match.group(), match.start()
        if i < at:
            continue
        if char in "（“《〔【":
            depth += 1
        elif char in "）”》〕】":
            depth = max(0, depth - 1)
            if not depth and char == "”" and i + 1 < end and text[i - 1] in "。！？":
                found.append((at, i + 1))
                at = i + 1
        elif (not depth or i - at > _LONGEST_SENTENCE) and text[i + 1 : i + 2] not in ("”", "’"):
            found.append((at, i + 1))
            at, depth = i + 1, 0
    if text[at:end].strip():
        found.append((at, end))
    return tuple(found)


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
