"""The words of responsibility (lexicons/roles.yaml), compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Patterns over folded text. `verb` has one named group a role; `label` likewise, `other` for labels of no agency."""

    label: re.Pattern[str]
    verb: re.Pattern[str]
    first_leads: re.Pattern[str]
    comma_leads: re.Pattern[str]
    ending: re.Pattern[str]
    start: re.Pattern[str]
    tails: frozenset[str]
    compounds: tuple[str, ...]
    stems: frozenset[str]


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _with_guard(word: str, not_after: dict[str, list[str]]) -> str:
    for head, followers in not_after.items():
        if word.endswith(head):
            return f"{re.escape(word)}(?!{_alternatives(followers)})"
    return re.escape(word)


@cache
def role_words() -> RoleWords:
    raw: dict[str, Any] = yaml.safe_load((files("loaders") / "lexicons" / "roles.yaml").read_text("utf-8"))
    # A longer word of any role wins over a shorter one of another: 按职责分工配合 before 配合.
    verbs = sorted(((w, role) for role, words in raw["verbs"].items() for w in words), key=lambda p: (-len(p[0]), p))
    verb = "|".join(f"(?P<{role}_{i}>{_with_guard(w, raw['not_after'])})" for i, (w, role) in enumerate(verbs))
    labels = sorted(
        [(w, role) for role, words in raw["labels"].items() for w in words]
        + [(w, "other") for w in raw["other_labels"]],
        key=lambda p: (-len(p[0]), p),
    )
    label = "|".join(f"(?P<{role}_{i}>{re.escape(w)})" for i, (w, role) in enumerate(labels))
    leads = raw["leads_word"]
    return RoleWords(
        label=re.compile(f"(?:{label})"),
        verb=re.compile(verb),
        first_leads=re.compile(f"(?:{raw['first_leads']}){leads}"),
        comma_leads=re.compile(f"(?:{raw['comma_leads']}){leads}"),
        ending=re.compile(f"(?:{_alternatives(raw['endings'])})$"),
        start=re.compile(f"(?:{_alternatives(raw['starts'])})"),
        tails=frozenset(raw["tails"]),
        compounds=tuple(raw["compounds"]),
        stems=frozenset(raw["stems"]),
    )


def role_of(match: re.Match[str]) -> str:
    """The role whose group matched."""
    return str(match.lastgroup).split("_")[0]
