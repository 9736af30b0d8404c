"""The words of responsibility (lexicons/roles.yaml), compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.lexicon import load
from loaders.patterns import Quick, asked
from loaders.resolve.regions import region_book


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Patterns over folded text; the roles of what they match are looked up in `label_roles` and `verb_roles`."""

    label: re.Pattern[str]
    label_roles: dict[str, str]  # "other" for labels that name no agency
    verb: Quick  # group "word" holds the role word; None for a bare 按职责分工
    verb_roles: dict[str | None, str]
    order: Quick  # who leads an unmarked list; its groups tell how, "rest" what the others are
    ending: re.Pattern[str]
    start: re.Pattern[str]
    tails: frozenset[str]
    compounds: tuple[str, ...]
    stems: frozenset[str]
    branch: re.Pattern[str]  # over "head office\nbranch"


@cache
def and_places() -> tuple[str, ...]:
    """Places whose name begins with 和 (和平区, 和田地区), where it is no "and".

    和县 is left out: 和县民政局 may also be "and the county's".
    """
    names = {n for u in region_book().all() for n in (u.name, *(former for former, _ in u.former))}
    return tuple(sorted(n for n in names if n.startswith("和") and len(n) > 2))


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _with_guard(word: str, not_after: dict[str, list[str]], closing: list[str]) -> str:
    if word in closing:
        return f"{re.escape(word)}(?=[，；。、）〕】\\]]|$)"
    for head, followers in not_after.items():
        if word.endswith(head):
            return f"{re.escape(word)}(?!{'|'.join(followers)})"
    return re.escape(word)


def _order(said: dict[str, str]) -> Quick:
    """Groups first, first_back, comma, semicolon: how the leader is told; rest: 配合 | 责任 | … of the others."""
    first = f"{said['verb']}?{said['first']}"
    places = "|".join(
        (
            f"(?P<first>{first}{said['what']}{said['link']}{said['leads']}|{first}(?:的|之)?(?:责任)?(?:单位|部门)牵头)",
            f"(?P<comma>{said['comma']}{said['what']}{said['link']}{said['leads']})",
            f"(?P<semicolon>{said['semicolon']}{said['what']}{said['link']}{said['leads']})",
            f"(?P<first_back>牵头(?:责任)?(?:单位|部门)(?:均|都)?(?:为|是|系)?{first}{said['what']}(?=[，。；）]|$))",
        )
    )
    return Quick(f"(?:{places})(?:{said['rest']})?")


@cache
def role_words() -> RoleWords:
    raw: dict[str, Any] = load("roles.yaml")
    verb_roles: dict[str | None, str] = {w: role for role, words in raw["verbs"].items() for w in words}
    label_roles = dict.fromkeys(raw["other_labels"], "other")
    label_roles |= {w: role for role, words in raw["labels"].items() for w in words}
    # A longer word of any role wins over a shorter one of another: 按职责分工配合 before 配合.
    verb = "|".join(
        _with_guard(w, raw["not_after"], raw["closing"])
        for w in sorted(map(str, verb_roles), key=lambda w: (-len(w), w))
    )
    verb_roles[None] = "joint"
    return RoleWords(
        label=re.compile(f"(?:[省市县区州镇]级)?(?P<label>{_alternatives(list(label_roles))})"),
        label_roles=label_roles,
        verb=Quick(f"(?:{raw['manner']})?(?P<word>{verb})|{raw['manner']}(?=[，。；）〕】\\]]|$)"),
        verb_roles=verb_roles,
        order=_order(raw["order"]),
        ending=asked(f"(?:{_alternatives(raw['endings'])})$"),
        start=re.compile(f"(?:{_alternatives(raw['starts'])})"),
        tails=frozenset(raw["tails"]),
        compounds=tuple(raw["compounds"]),
        stems=frozenset(raw["stems"]),
        branch=re.compile(raw["branches"]),
    )
