"""Functions (条线): the line of work a body belongs to, from lexicons/functions.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from loaders.lexicon import load


@dataclass(frozen=True, slots=True)
class Function:
    id: str
    name: str
    name_en: str


@cache
def functions() -> dict[str, Function]:
    """All functions by id, in the order of the lexicon."""
    return {f["id"]: Function(f["id"], f["zh"], f["en"]) for f in load("functions.yaml")["functions"]}


@cache
def _words() -> tuple[tuple[str, str], ...]:
    pairs = [(word, f["id"]) for f in load("functions.yaml")["functions"] for word in f["words"]]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def functions_of(name: str) -> tuple[str, ...]:
    """The functions named by the words of a body's name, the longest word first; () if none."""
    rest, found = name, []
    for word, function in _words():
        if word in rest:
            rest = rest.replace(word, "|")
            if function not in found:
                found.append(function)
    return tuple(found)
