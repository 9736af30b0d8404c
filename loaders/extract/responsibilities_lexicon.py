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
    """Patterns over folded text; the roles of what they match are looked up in `label_roles` and `verb_roles`."""

    label: re.Pattern[str]
    label_roles: dict[str, str]  # "other" for labels that name no agency
    verb: re.Pattern[str]  # group "word" holds the role word; None for a bare 按职责分工
    verb_roles: dict[str | None, str]
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
            return f"{re.escape(word)}(?!{'|'.join(followers)})"
    return re.escape(word)


@cache
def role_words() -> RoleWords:
    raw: dict[str, Any] = yaml.safe_load((files("loaders") / "lexicons" / "roles.yaml").read_text("utf-8"))
    verb_roles: dict[str | None, str] = {w: role for role, words in raw["verbs"].items() for w in words}
    label_roles = dict.fromkeys(raw["other_labels"], "other")
    label_roles |= {w: role for role, words in raw["labels"].items() for w in words}
    # A longer word of any role wins over a shorter one of another: 按职责分工配合 before 配合.
    verb = "|".join(_with_guard(w, raw["not_after"]) for w in sorted(map(str, verb_roles), key=lambda w: (-len(w), w)))
    verb_roles[None] = "joint"
    leads = raw["leads_word"]
    return RoleWords(
        label=re.compile(_alternatives(list(label_roles))),
        label_roles=label_roles,
        verb=re.compile(f"(?:{raw['manner']})?(?P<word>{verb})|{raw['manner']}(?=[，。；）〕】\\]]|$)"),
        verb_roles=verb_roles,
        first_leads=re.compile(f"(?:{raw['first_leads']}){leads}"),
        comma_leads=re.compile(f"(?:{raw['comma_leads']}){leads}"),
        ending=re.compile(f"(?:{_alternatives(raw['endings'])})$"),
        start=re.compile(f"(?:{_alternatives(raw['starts'])})"),
        tails=frozenset(raw["tails"]),
        compounds=tuple(raw["compounds"]),
        stems=frozenset(raw["stems"]),
    )
