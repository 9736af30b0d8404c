"""lexicons/html_noise.yaml, loaded once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import load


@dataclass(frozen=True, slots=True)
class HtmlLexicon:
    drop_tags: frozenset[str]
    doubtful_tags: frozenset[str]
    block_tags: frozenset[str]
    unnested_tags: frozenset[str]
    noise_tokens: frozenset[str]
    noise_names: frozenset[str]
    body_tokens: frozenset[str]
    hidden_tokens: frozenset[str]
    noise_line: re.Pattern[str]
    noise_word: re.Pattern[str]
    footer_line: re.Pattern[str]
    labels: frozenset[str]
    label_start: re.Pattern[str]


def is_furniture(line: str) -> bool:
    """Whether a folded line is page furniture: print, share, font size, breadcrumb, footer."""
    lexicon = html_lexicon()
    if lexicon.footer_line.search(line):
        return True
    return len(line) <= 60 and (bool(lexicon.noise_line.search(line)) or not lexicon.noise_word.sub("", line))


@cache
def html_lexicon() -> HtmlLexicon:
    """The words that tell page furniture from document text."""
    raw = load("html_noise.yaml")
    sets = {
        key: frozenset(str(word).lower() for word in words)
        for key, words in raw.items()
        if key.endswith(("_tags", "_tokens", "_names"))
    }
    labels = frozenset(raw["metadata_labels"])
    words = "|".join(r"[\s\u3000]{0,4}".join(label) for label in sorted(labels, key=len, reverse=True))
    noise_words = "|".join(map(re.escape, sorted(raw["noise_words"], key=len, reverse=True)))
    return HtmlLexicon(
        **sets,
        noise_line=re.compile("|".join(f"(?:{p})" for p in raw["noise_lines"])),
        noise_word=re.compile(r"[\s\W_]|" + noise_words),
        footer_line=re.compile("|".join(f"(?:{p})" for p in raw["footer_lines"]), re.IGNORECASE),
        labels=labels,
        label_start=re.compile(rf"[【\[]?[\s\u3000]{{0,4}}({words})[\s\u3000]{{0,4}}[】\]]?[\s\u3000]{{0,4}}[：:]"),
    )
