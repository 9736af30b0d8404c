"""Patterns that are asked of every sentence, made quick to search: the engine skips to where they can begin.

`re` tries an alternation at every character (some 100 ns each) unless it can tell what all its branches begin with,
which a group, a class or a lookbehind in front of one of them hides. Here the first characters are read off the
parsed pattern and put in front as a class, for which the engine has a loop of its own (10 ns a character):

    [first characters](?<=(?=PATTERN)[\\s\\S])    the first character, from which PATTERN must match

What is found is the same; only the match object of `asked` holds no more than the first character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from sys import maxsize
from typing import Any

_REFERENCE = "(?P="  # to a group: not allowed inside a lookbehind
_ZERO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}


def asked(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """For `search(…) is not None`, and where a match begins: what it finds ends after one character."""
    first = first_characters(pattern, flags)
    if first is None or _REFERENCE in pattern:
        return re.compile(pattern, flags)
    return re.compile(f"[{first}](?<=(?={pattern})[\\s\\S])", flags)


class Quick:
    """A pattern that matches one character at least, with the answers of re.Pattern."""

    __slots__ = ("_lead", "fullmatch", "match", "pattern", "sub")

    def __init__(self, pattern: str, flags: int = 0, *, dense: bool = False) -> None:
        """dense: most places where it can begin do match, so that asking first would read them twice."""
        whole = re.compile(pattern, flags)
        self.pattern, self.match, self.fullmatch, self.sub = pattern, whole.match, whole.fullmatch, whole.sub
        first = first_characters(pattern, flags)
        bare = first is not None and (dense or _REFERENCE in pattern)
        self._lead = re.compile(f"[{first}]", flags) if bare else asked(pattern, flags)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first match in text[start:end]."""
        lead = self._lead.search(text, start, end)
        if lead is None:
            return None
        return self.match(text, lead.start(), end) or next(self.finditer(text, lead.end(), end), None)

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """The matches in text[start:end], from left to right, without overlaps."""
        first = self._lead.search(text, start, end)  # most texts hold none: half the price of a generator
        return self._matches(text, first.start(), end) if first else iter(())

    def _matches(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        at = start
        for lead in self._lead.finditer(text, start, end):
            if lead.start() >= at and (match := self.match(text, lead.start(), end)):
                at = match.end()
                yield match


@cache
def first_characters(pattern: str, flags: int = 0) -> str | None:
    """What every match begins with, as the inside of a class; None where that is any character or none at all."""
    try:
        parser = import_module("re._parser")  # not public: where a Python has another, patterns are only slower
    except ImportError:
        return None
    found: dict[str, None] = {}
    if flags & re.IGNORECASE or _may_be_empty(parser.parse(pattern, flags), found):
        return None
    return None if "" in found else "".join(found)


def _may_be_empty(parsed: Any, found: dict[str, None]) -> bool:
    """Can it match without a character? Notes in `found` what it can begin with; "" stands for any character."""
    return all(_may_skip(str(op), value, found) for op, value in parsed)


def _may_skip(op: str, value: Any, found: dict[str, None]) -> bool:
    if op in _ZERO_WIDTH:
        return True
    if op == "BRANCH":
        empty = [_may_be_empty(branch, found) for branch in value[1]]  # of all: each has its first characters
        return any(empty)
    if op == "SUBPATTERN":
        return _may_be_empty(value[-1], found)
    if op in _REPEATS:
        return _may_be_empty(value[2], found) or value[0] == 0
    if op == "IN":
        found.update(dict.fromkeys(_member(str(kind), what) for kind, what in value))
    else:
        found[_member(op, value)] = None
    return False


def _member(kind: str, value: Any) -> str:
    """One member of a class as it is written."""
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return _CATEGORIES.get(str(value), "") if kind == "CATEGORY" else ""
