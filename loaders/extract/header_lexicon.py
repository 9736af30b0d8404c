"""The lexicons of header, kind, domains and citations, compiled once a process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.lexicon import load
from loaders.patterns import asked

_OPENING = {"）": "（", ")": "(", "〕": "〔"}


@cache
def lexicon(name: str) -> Mapping[str, Any]:
    """loaders/lexicons/<name>.yaml as plain data."""
    return load(f"{name}.yaml")


@cache
def pattern(lexicon_name: str, key: str) -> re.Pattern[str]:
    """One named pattern of a lexicon."""
    return re.compile(lexicon(lexicon_name)[key])


@cache
def question(lexicon_name: str, key: str) -> re.Pattern[str]:
    """The same, to ask whether it stands in a text (see patterns.asked)."""
    return asked(lexicon(lexicon_name)[key])


@dataclass(frozen=True, slots=True)
class DocTypes:
    """endings: word → type id; lengths: of the words, longest first; cited/headings: ids that may be cited or head."""

    endings: Mapping[str, str]
    lengths: tuple[int, ...]
    cited: frozenset[str]
    headings: frozenset[str]
    refused: tuple[str, ...]
    not_titles: frozenset[str]
    brackets: re.Pattern[str]

    def bare(self, title: str) -> str:
        """The title without the brackets after its type word: …措施（试行） → …措施."""
        end = len(title)
        while end and title[end - 1] in "）)〕":
            start = title.rfind(_OPENING[title[end - 1]], 0, end)
            if start <= 0 or not self.brackets.fullmatch(title[start:end]):
                break
            end = start
        return title[:end]

    def of(self, title: str) -> str | None:
        """The 文种 that the title ends with, or None."""
        bare = self.bare(title).rstrip('》〉”"')
        return None if bare.endswith(self.refused) else self.endings.get(self.word(bare))

    def word(self, bare: str) -> str:
        """The longest type word that ends this stretch, or ""."""
        return next((bare[-n:] for n in self.lengths if bare[-n:] in self.endings), "")


@cache
def doc_types() -> DocTypes:
    data = lexicon("doc_types")
    endings = {word: t["id"] for t in data["types"] for word in t["endings"]}
    return DocTypes(
        endings=endings,
        lengths=tuple(sorted({len(word) for word in endings}, reverse=True)),
        cited=frozenset(t["id"] for t in data["types"] if t["cited"]),
        headings=frozenset(t["id"] for t in data["types"] if t["heading"]),
        refused=tuple(data["not_types"]),
        not_titles=frozenset(data["not_titles"]),
        brackets=re.compile(data["after_type"]),
    )
