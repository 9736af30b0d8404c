"""Which domains (领域) a text belongs to: evidence in its title, or density in its body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.record import DomainScore
from loaders.extract.header_lexicon import lexicon
from loaders.extract.header_lines import Line

_DENSE = 6.0  # mentions per 1,000 characters that make a domain certain without the title
_LEAST = 0.35
_SAMPLE = 6_000  # characters of the body that are counted


@dataclass(frozen=True, slots=True)
class _Domain:
    id: str
    title: tuple[str, ...]
    body: tuple[str, ...]
    refused: tuple[str, ...]
    signs: Mapping[str, frozenset[str]]  # the characters of each word
    always: bool


@cache
def _domains() -> tuple[_Domain, ...]:
    return tuple(_domain(row) for row in lexicon("domains")["domains"])


def _domain(row: Mapping[str, Any]) -> _Domain:
    words = (tuple(row["title"]), tuple(row["body"]), tuple(row.get("not", ())))
    signs = {word: frozenset(word) for group in words for word in group}
    return _Domain(row["id"], *words, signs, always=bool(row.get("always")))


def find_domains(title: str | None, lines: Sequence[Line]) -> tuple[DomainScore, ...]:
    """The domains with their scores (0 to 1), best first; none below 0.35.

    Where the title names a field, the body is asked for that field and its neighbours only (those marked `always`).
    """
    name = title or ""
    body = "\n".join(line.text for line in lines)[:_SAMPLE]
    named = {d.id for d in _domains() if _in_title(d, name)}
    asked = [d for d in _domains() if not named or d.id in named or d.always]
    signs = frozenset(body)
    scores = [(-_score(d, d.id in named, body, signs), d.id) for d in asked]
    return tuple(DomainScore(id_, -score) for score, id_ in sorted(scores) if -score >= _LEAST)


def _in_title(domain: _Domain, title: str) -> bool:
    for word in domain.refused:
        title = title.replace(word, "")
    return any(word in title for word in domain.title)


def _score(domain: _Domain, named: bool, body: str, signs: frozenset[str]) -> float:
    """`signs`: the characters of the body; most words are ruled out by them alone."""
    count = sum(body.count(word) for word in domain.body if domain.signs[word] <= signs)
    count -= sum(body.count(word) for word in domain.refused if domain.signs[word] <= signs) if count else 0
    dense = min(max(count, 0) / max(len(body), 400) * 1000 / _DENSE, 1.0)
    if named:
        return round(0.6 + 0.4 * dense, 2)
    return round(0.85 * dense, 2) if count >= 3 else 0.0
