"""Which domains (领域) a text belongs to: evidence in its title, or density in its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

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


@cache
def _domains() -> tuple[_Domain, ...]:
    rows = lexicon("domains")["domains"]
    return tuple(_Domain(d["id"], tuple(d["title"]), tuple(d["body"]), tuple(d.get("not", ()))) for d in rows)


@cache
def domain_names() -> dict[str, str]:
    """id → Chinese name of every domain that the program knows."""
    return {item["id"]: item["name"] for item in lexicon("domains")["domains"]}


def find_domains(title: str | None, lines: Sequence[Line]) -> tuple[DomainScore, ...]:
    """The domains with their scores (0 to 1), best first; none below 0.35."""
    body = "\n".join(line.text for line in lines)[:_SAMPLE]
    scores = [DomainScore(d.id, _score(d, title or "", body)) for d in _domains()]
    return tuple(sorted((s for s in scores if s.score >= _LEAST), key=lambda s: (-s.score, s.id)))


def _score(domain: _Domain, title: str, body: str) -> float:
    for word in domain.refused:
        title = title.replace(word, "")
    count = sum(map(body.count, domain.body)) - sum(map(body.count, domain.refused))
    density = max(count, 0) / max(len(body), 400) * 1000
    dense = min(density / _DENSE, 1.0)
    named = 0.6 if any(word in title for word in domain.title) else 0.0
    if count < 3 and not named:
        return 0.0
    return round(min(1.0, named + (0.4 if named else 0.85) * dense), 2)
