"""Who leads a list that is not marked: 排在第一位的为牵头单位，其他为配合单位 (CONTRACT §1 "Responsibilities")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.extract.responsibilities_lexicon import role_words
from loaders.patterns import Quick

# Told by the type, which a text file has lost: 以黑体字标注的为牵头部门.
TYPE_LEADS = Quick(
    r"以?(?:黑体|加粗|粗体|红色|下划线|划线|斜体|带?[*＊★▲#])[^，。；）]{0,12}(?:为|是)(?:总)?牵头(?:责任)?(?:单位|部门)"
)
_ALSO_BELOW = re.compile(r"(?:、(?:单位|部门))?[，、]?(?:下同)?")
_PARTS_CLAUSES = "，。；：:、（〔【(\n "
_LONGEST_PREFIX = 16  # characters: 各项任务责任单位中, 注, 其中
_HELPS = frozenset(("配合", "参与", "参加", "协助", "协办", "协同"))


@dataclass(frozen=True, slots=True)
class Order:
    """by: "first" (the first name leads) | "comma" (those before ，) | "semicolon"; rest: the role of the others."""

    by: str
    rest: str = "joint"


def order_clause(text: str) -> Order | None:
    """Where the text says who leads an unmarked list (排在第一位的为牵头单位), how."""
    match = role_words().order.search(text) if "牵头" in text else None
    if not match:
        return None
    by = next(name for name in ("first", "comma", "semicolon", "first_back") if match[name])
    return Order(by.removesuffix("_back"), "cooperate" if match["rest"] in _HELPS else "joint")


def without_order_clause(text: str) -> str:
    """The text with ； in the place of what says who leads."""
    if "牵头" not in text:
        return text
    for pattern in (role_words().order, TYPE_LEADS):
        for match in list(pattern.finditer(text)):
            tail = _ALSO_BELOW.match(text, match.end())
            end = tail.end() if tail else match.end()
            text = blank_out(text, _clause_start(text, match.start()), end)
    return text


def _clause_start(text: str, start: int) -> int:
    """Where the clause begins (各项任务排在首位的…), with the separators before it."""
    at = start
    while at and start - at < _LONGEST_PREFIX and text[at - 1] not in _PARTS_CLAUSES:
        at -= 1
    while at and text[at - 1] in "，。；（以中其":
        at -= 1
    return at


def blank_out(text: str, start: int, end: int) -> str:
    """Replace by separators of the same length, so that places stay."""
    return text[:start] + "；" * (end - start) + text[end:]
