"""Who is responsible, with which role: the grammar of 牵头, 配合, 负责, 会同, 责任单位 (CONTRACT §1).

`read_owners` reads one stretch (a table cell, the inside of a bracket, a line 责任单位：…) and gives
owners with their places in that stretch; the callers turn places into spans of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.extract.responsibilities_lexicon import role_words
from loaders.extract.responsibilities_names import Names, is_agency, split_names
from loaders.extract.responsibilities_order import Order, blank_out, order_clause, without_order_clause

_ONCE = re.compile(
    r"(?:以下|下同|其他|其余)[^。；）〕]{0,12}?(?:均|都|由)(?:需|需要|须|由|要)?(?P<who>[^。；，]{2,60}?)(?:负责)?(?:分别)?(?:贯彻|抓好|组织|具体)?(?:落实|实施|负责)(?:，?(?:以下)?(?:不再|不)(?:一一|逐一|另行|重复)?(?:列出|列示|列举|注明|重复))?"
)
_NOT_LISTED = re.compile(r"[，。]?(?:以下)?(?:不再|不)(?:一一|逐一|另行|重复)?(?:列出|列示|列举|注明)")
_LOCAL = re.compile(
    r"(?:各地|各级|各?[省市州盟县区旗镇乡街场园].{0,12}?(?:政府|管委会|办事处|街道)|^各(?:[市州县区旗镇乡]|乡镇|县区|园区)|功能区|开发区|高新区|经开区)"
)
_LABEL_GAP = re.compile(r"\s{0,4}[:：∶︰]\s{0,4}")
_SUPERVISE_END = re.compile(r"[，；。）]|$|落实|检查")


class Owner(NamedTuple):
    """text[start:end] has this role. `rule` names the way it was said."""

    role: str
    start: int
    end: int
    rule: str


class Owners(NamedTuple):
    owners: tuple[Owner, ...] = ()
    open_ended: bool = False
    misprints: tuple[tuple[int, int], ...] = ()


NOBODY = Owners()


class Manner(NamedTuple):
    """How unmarked lists are to be read. order: who leads them, where that is said."""

    role: str = "joint"
    order: Order | None = None
    rule: str = "list"


def read_owners(text: str, manner: Manner) -> Owners:
    """The owners of one stretch; `text` keeps line breaks and spaces that may part names."""
    whole = text
    text, once = _take_once_for_all(text)
    order = order_clause(text) or manner.order
    text = without_order_clause(text)
    manner = manner if order == manner.order else manner._replace(order=order)
    found: list[Owner] = list(once.owners)
    open_ended, misprints = once.open_ended, list(once.misprints)
    for label, start, end in _segments(text):
        if label == "other":
            continue
        part = _read_segment(text, start, end, manner if label is None else manner._replace(role=label, rule="label"))
        found += part.owners
        open_ended |= part.open_ended
        misprints += part.misprints
    return Owners(_unique(whole, found), open_ended, tuple(misprints))


def _take_once_for_all(text: str) -> tuple[str, Owners]:
    """以下均需各县（市）人民政府落实，不再列出 → territorial."""
    match = _ONCE.search(text)
    if not match:
        return text, NOBODY
    names = split_names(text, *match.span("who"))
    owners = tuple(Owner("territorial", n.start, n.end, "once_for_all") for n in names.names)
    text = blank_out(text, *match.span())
    rest = _NOT_LISTED.search(text)
    return (blank_out(text, *rest.span()) if rest else text), Owners(owners, names.open_ended, names.misprints)


def _segments(text: str) -> Iterator[tuple[str | None, int, int]]:
    """(role of the label, start, end) of each labelled stretch, and of what stands before the first label."""
    words = role_words()
    heads: list[tuple[str, int, int]] = []
    for match in words.label.finditer(text):
        gap = _LABEL_GAP.match(text, match.end())
        at_head = text[match.start() - 1 : match.start()] in ("，", "；") or not text[: match.start()].strip(
            "（(〔[【 \n；"
        )
        if gap:
            heads.append((words.label_roles[match["label"]], match.start(), gap.end()))
        elif at_head and match["label"].endswith(("单位", "部门", "主体")) and _names_follow(text, match.end()):
            heads.append((words.label_roles[match["label"]], match.start(), match.end()))
    if not heads:
        yield None, 0, len(text)
        return
    if text[: heads[0][1]].strip("（(〔[【 \n；，、。"):
        yield None, 0, heads[0][1]
    for i, (role, _, start) in enumerate(heads):
        yield role, start, heads[i + 1][1] if i + 1 < len(heads) else len(text)


def _names_follow(text: str, at: int) -> bool:
    head = re.split(r"[、，；\n]", text[at:].lstrip(" 为是"), maxsplit=1)[0].rstrip("）)〕]】。")
    return is_agency(head)


def _read_segment(text: str, start: int, end: int, manner: Manner) -> Owners:
    """Lists before role words; without any, one list in the manner given."""
    verbs = list(_verbs(text, start, end))
    if not verbs:
        return _from_list(text, split_names(text, start, end, unparted=manner.rule in ("cell", "label")), manner)
    owners: list[Owner] = []
    open_ended = False
    misprints: list[tuple[int, int]] = []
    at = start
    pending: str | None = None  # the role of names after 会同
    for a, b, role in verbs:
        names = split_names(text, at, a)
        said = pending or ("lead" if role == "with" else role)
        if said == "joint" and _is_local(text, names) and text[a:b].endswith(("落实", "实施")):
            said = "territorial"
        owners += _from_list(text, names, Manner(said, None, "with" if pending or role == "with" else "verb")).owners
        open_ended |= names.open_ended
        misprints += names.misprints
        pending = "cooperate" if role == "with" else None
        at = b
    rest = split_names(text, at, end)
    if rest.names and (pending or manner.rule == "label" or all(is_agency(text[n.start : n.end]) for n in rest.names)):
        role = pending or (
            manner.role
            if manner.rule == "label"
            else "cooperate"
            if any(o.role == "lead" for o in owners)
            else manner.role
        )
        owners += _from_list(text, rest, Manner(role, None, "with" if pending else manner.rule)).owners
        open_ended |= rest.open_ended
    return Owners(tuple(owners), open_ended, tuple(misprints))


def _verbs(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Role words outside brackets, each as (start, end, role)."""
    words = role_words()
    for match in words.verb.finditer(text, start, end):
        role = words.verb_roles[match["word"]]
        before = text[start : match.start()]
        if before.count("（") > before.count("）"):
            continue
        if role == "supervise" and not _SUPERVISE_END.match(text, match.end()):
            continue
        yield match.start(), match.end(), role


def _is_local(text: str, names: Names) -> bool:
    return bool(names.names) and all(_LOCAL.search(text[n.start : n.end]) for n in names.names)


def _from_list(text: str, names: Names, manner: Manner) -> Owners:
    """One list, all with the manner's role, but for marks in brackets and the rule who leads."""
    order = manner.order if manner.role == "joint" else None
    leading = _leading(names, order) if order else 0
    owners: list[Owner] = []
    for i, name in enumerate(names.names):
        role, rule = manner.role, manner.rule
        if name.mark:
            role = {"牵头": "lead", "主办": "lead", "主责": "lead", "列第一位": "lead", "负责": "joint"}.get(
                name.mark, "cooperate"
            )
            rule = "mark"
        elif order:
            role, rule = ("lead", f"{order.by}_leads") if i < leading else (order.rest, rule)
        owners.append(Owner(role, name.start, name.end, rule))
    return Owners(tuple(owners), names.open_ended, names.misprints)


def _leading(names: Names, order: Order) -> int:
    """How many names of the list lead."""
    if order.by == "first":
        return 1
    before = names.before_comma if order.by == "comma" else names.before_semicolon
    return len(names.names) if before is None else before


def _unique(text: str, owners: list[Owner]) -> tuple[Owner, ...]:
    """Each (role, name) once, in the order of the text; a body named 负责落实 and once for all is territorial."""
    once = {text_of(text, o) for o in owners if o.role == "territorial"}
    seen: set[tuple[str, str]] = set()
    kept: list[Owner] = []
    for owner in sorted(owners, key=lambda o: (o.start, o.end)):
        name = text_of(text, owner)
        if owner.role == "joint" and name in once:
            owner = owner._replace(role="territorial", rule="once_for_all")
        if (owner.role, name) not in seen:
            seen.add((owner.role, name))
            kept.append(owner)
    return tuple(kept)


def text_of(text: str, owner: Owner) -> str:
    """The name without line breaks and spaces: as_written."""
    return text[owner.start : owner.end].replace("\n", "").replace(" ", "")
