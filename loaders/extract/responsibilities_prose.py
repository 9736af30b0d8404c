"""Responsibilities in running text: brackets behind a task, lines 责任单位：…, and sentences (由A牵头，B配合)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from loaders.extract.responsibilities import Manner, Owner, Owners, read_owners
from loaders.extract.responsibilities_lexicon import role_words
from loaders.extract.responsibilities_names import is_agency, split_names
from loaders.extract.task_words import action_words, sentences

_OPEN = {"（": "）", "〔": "〕", "【": "】", "[": "]"}
_ROUND = "）〕】]"
_ANY_BRACKET = re.compile(r"[（〔【\[）〕】\]]")
_LONGEST_BRACKET = 900
_TRIGGER = re.compile(r"牵头|责任|负责|配合|落实|分工|协办|主办|实施单位|参与|[局委厅办]|部门|分行|政府")
_LABEL_IN_TEXT = re.compile(
    r"(?:牵头(?:责任)?|责任|负责|配合(?:责任)?|主办|协办|主责|落实|实施|承办|参与|协同|督导|监督)(?:单位|部门|主体|科室|股室)[:：∶]"
)
_LINE = re.compile(
    r"^[（(〔【\[]{0,2}(?:\d{1,2}[.、])?(?:牵头(?:责任)?|责任|负责|配合(?:责任)?|主办|协办|主责|落实|实施|承办|参与|协同|督导|监督|属地责任|第一责任|主要责任)"
    r"(?:单位|部门|主体|科室|股室|机构)?(?:及责任人|和责任人)?(?:[:：∶]|(?<=[位门体室构])(?=[省市县区州各国中]))"
)
_SENTENCE_END = "。！？；…"
_ONLY_SEPARATORS = re.compile(r"[、，；。：\s和与及等由为（）〔〕以]*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """text[start:end] is said to hold owners (brackets included); inner[0]:inner[1] is what is parsed."""

    start: int
    end: int
    inner: tuple[int, int]


def is_owner_line(text: str) -> bool:
    """Is the whole paragraph a statement of responsibility: 责任单位：… or （牵头单位：…）?"""
    if _LINE.match(text):
        return text.count("。") <= 2
    stretch = next(iter(owner_stretches(text)), None)
    return stretch is not None and stretch.start == 0 and stretch.end >= len(text.rstrip("。；，"))


@lru_cache(maxsize=256)
def owner_stretches(text: str) -> tuple[Stretch, ...]:
    """Brackets and labelled runs of the text that hold responsibilities, left to right."""
    return tuple(_stretches(text))


def _stretches(text: str) -> Iterator[Stretch]:
    line = _LINE.match(text)
    if line and text.count("。") <= 2:
        yield Stretch(0, len(text), (0, len(text)))
        return
    if not _TRIGGER.search(text):
        return
    at = 0
    label = _next_label(text, at)
    for start, end in _brackets(text):
        while label and label.start < start:
            yield label
            at = label.end
            label = _next_label(text, at)
        if start >= at and _holds_owners(text, start, end):
            yield Stretch(start, end, (start + 1, end - 1 if text[end - 1] in _ROUND else end))
            at = end
            label = _next_label(text, at)
    while label:
        yield label
        label = _next_label(text, label.end)


def _next_label(text: str, at: int) -> Stretch | None:
    """A label in running text without brackets: …。责任单位：市财政局。"""
    for match in _LABEL_IN_TEXT.finditer(text, at):
        if match.start() and text[match.start() - 1] not in "。；！？）〕 \u3000":
            continue
        stop = text.find("。", match.end())
        stop = len(text) if stop < 0 else stop + 1
        return Stretch(match.start(), stop, (match.start(), stop))
    return None


def _brackets(text: str) -> list[tuple[int, int]]:
    """Outermost pairs of brackets as (start, end). One that is never closed is passed over, but for a labelled one,
    which then reaches to the end of the text."""
    open_: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _ANY_BRACKET.finditer(text):
        if match.group() in _OPEN:
            open_.append(match.start())
        elif open_:
            pairs.append((open_.pop(), match.end()))
    pairs += [(start, len(text)) for start in open_ if _LINE.match(text[start + 1 : start + 40].lstrip("（("))]
    found: list[tuple[int, int]] = []
    for start, end in sorted(pairs, key=lambda p: (p[0], -p[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _holds_owners(text: str, start: int, end: int) -> bool:
    inner = text[start + 1 : end - 1] if text[end - 1] in _ROUND else text[start + 1 : end]
    inner = inner.lstrip("（(")
    if not 3 <= len(inner) <= _LONGEST_BRACKET:
        return False
    if _LINE.match(inner):
        return True
    if not _TRIGGER.search(inner):
        return False
    ended = start > 0 and text[start - 1] in _SENTENCE_END
    if not ended and start and (end < len(text.rstrip("。；")) or text[start - 1].isdigit()):
        return False
    return _is_all_names(inner, sure=ended or start == 0)


def _is_all_names(inner: str, sure: bool) -> bool:
    """Nothing but agencies, role words and separators: （市民政局牵头，市财政局配合）.

    Not `sure` (no sentence ends before it): two names at least.
    """
    owners = read_owners(inner, Manner())
    if not owners.owners or (not sure and len(owners.owners) == 1 and owners.owners[0].rule == "list"):
        return False
    ending = role_words().ending
    good = sum(is_agency(inner[o.start : o.end]) or bool(ending.search(inner[o.start : o.end])) for o in owners.owners)
    if good * 10 < len(owners.owners) * 7:
        return False
    covered = sum(o.end - o.start for o in owners.owners)
    said = sum(m.end() - m.start() for m in role_words().verb.finditer(inner))
    clauses = sum(len(m.group()) for m in re.finditer(r"(?:逗号|排|列|首|第一|以下|下同)[^、]{0,40}", inner))
    loose = sum(c in "、，；。：和与及等由为" for c in inner)
    return covered + said + clauses + loose >= len(inner) * 0.8


# ---- sentences ------------------------------------------------------------------------------

_VERB = re.compile(
    r"(?P<lead>牵头负责|负责牵头|牵头组织|牵头(?![人单部领企高机的承]))"
    r"|(?P<with>会同(?!志))|(?P<joint>按照?(?:各自)?职责分工(?:分别)?负责|分别负责|具体负责|共同负责|负责(?![人任同制领地的]))"
    r"|(?P<cooperate>积极配合|密切配合|协同配合|配合(?![度机力默有比物下的])|协办|协助(?![义人])|参与(?![度率者人式感方权主单部机企]))"
)
_CLAUSE_SIGN = re.compile(r"[（〔《“）〕》”，；：。！？]")
_SAID = re.compile(r"牵头|会同|负责|配合|协办|协助|参与")
_BY = re.compile(r"(?:分别|具体|统一|并|则|可|均|主要)?由(?!于|此)")
_LEAD_IN = re.compile(r"(?:经|同时|并|其中|此外|另外|另|但|而|且|对于|各地|具体)?[，]?")
# 建立由A牵头、B参与的联席会议制度: a mechanism is set up, no task is given.
_MECHANISM = re.compile(
    r"(?:建立|成立|健全|组建|构建|形成|完善|纳入|比照)[^，。；]{0,24}由[^。；]{2,200}(?:牵头|负责|参与|参加|配合|组成|挂帅)[^。；，]{0,8}?的[^。；，]{0,30}(?:机制|制度|专班|小组|会议|工作组|体系|格局|委员会|模式)"
)
_GENERIC_OWNER = re.compile(
    r"^(?:各地|各方|各级(?:党委|政府)?|各县(?:（.{1,6}）)?|各有关(?:方面|单位|部门)?|相关(?:方面)?|政府|单位|机构|部门|全市|全省|我市|我省)$"
)
_ENDS_NAME = re.compile(
    r"(?:部门|委员会|办公室|管委会|监管局|管理局|中心|政府|单位|机构|[局委厅署办部院]|[银支分总人]行|[支总大]队|公司|集团|[协商学]会|联合会|[残妇工文科]联|团委|工会)(?:（[^（）]{1,12}）)?"
)


def sentence_owners(text: str, start: int, end: int) -> Owners:
    """Owners named in running text[start:end]: 由A牵头, A会同B…, A负责…, A牵头，B配合.

    Strict: the names must look like agencies.
    """
    found: list[Owner] = []
    open_ended = False
    if not _SAID.search(text, start, end):
        return Owners()
    for a, b in sentences(text, start, end):
        if not _SAID.search(text, a, b) or action_words().about_itself.search(text[a:b]):
            continue
        led = False
        if _MECHANISM.search(text, a, b):
            continue
        for x, y in _clauses(text, a, b):
            owners, etc = _clause_owners(text, x, y, led)
            led = led or any(o.role in ("lead", "joint") for o in owners)
            found += owners
            open_ended |= etc
    return Owners(tuple(found), open_ended)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What ，；：。 part outside brackets."""
    depth, at = 0, start
    for match in _CLAUSE_SIGN.finditer(text, start, end):
        char, i = match.group(), match.start()
        if char in "（〔《“":
            depth += 1
        elif char in "）〕》”":
            depth = max(0, depth - 1)
        elif not depth:
            if i > at:
                yield at, i
            at = i + 1
    if at < end:
        yield at, end


def _clause_owners(text: str, start: int, end: int, led: bool) -> tuple[list[Owner], bool]:
    found: list[Owner] = []
    open_ended = False
    at = start
    for match in _VERB.finditer(text, start, end):
        role = str(match.lastgroup)
        by = next(reversed(list(_BY.finditer(text, at, match.start()))), None)
        if role == "cooperate" and not (led or found or by):
            continue
        names_at = by.end() if by else _LEAD_IN.match(text, at, match.start()).end() if at == start else at  # type: ignore[union-attr]
        names, etc = _strict(text, names_at, match.start())
        if not names and not (role == "with" and found and match.start() - at < 2):
            continue
        said = "lead" if role == "with" else role
        found += [Owner(said, x, y, "sentence_with" if role == "with" else "sentence") for x, y in names]
        open_ended |= etc
        at = match.end()
        if role == "with":
            partners, etc, at = _partners(text, match.end(), end)
            found += [Owner("cooperate", x, y, "sentence_with") for x, y in partners]
            open_ended |= etc
    return found, open_ended


def _strict(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
    """The names of text[start:end] when all of it is agencies, else none."""
    if end - start < 2 or end - start > 160:
        return [], False
    names = split_names(text, start, end)
    if not names.names:
        return [], False
    for name in names.names:
        bare = text[name.start : name.end]
        if not is_agency(bare) or _GENERIC_OWNER.match(bare):
            return [], False
    return [(n.start, n.end) for n in names.names], names.open_ended


def _partners(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], bool, int]:
    """The names after 会同: agencies up to the first word that is none."""
    found: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = min((i for i in (text.find(c, at, end) for c in "、，；。") if i >= 0), default=end)
        piece_end = _name_end(text, at, stop)
        if piece_end is None:
            break
        names = split_names(text, at, piece_end)
        found += [(n.start, n.end) for n in names.names]
        etc = text.startswith("等", piece_end)
        if piece_end < stop or stop == end or text[stop] != "、":
            return found, etc, piece_end
        at = stop + 1
    return found, False, at


def _name_end(text: str, start: int, stop: int) -> int | None:
    """Where the agencies that begin at `start` end: the longest run that still looks like them."""
    best = None
    for match in _ENDS_NAME.finditer(text, start, min(stop, start + 60)):
        names = split_names(text, start, match.end()).names
        if names and all(is_agency(text[n.start : n.end]) for n in names):
            best = match.end()
    return best


# ---- department subjects --------------------------------------------------------------------

_SUBJECT = re.compile(
    r"(?:\d{1,2}[.、])?(?P<names>[^，。；：！？“”《》]{2,60}?)(?P<verb>要(?![求闻素点])|应当|应(?![急用对])|须|必须|负责(?![人任的])|牵头(?!的)|会同|(?:在|对|根据|按照)(?=[^；。]{2,80}，[^；。]{0,40}(?:要(?![求闻素点])|应当|必须)))"
)
_WITH_LATER = re.compile(r"[，；](?:并|要|积极|应)?会同(?!志)")
_DEPARTMENT = re.compile(
    r"(?:部门|单位|委员会|办公室|督查室|管委会|中心|[局委厅署办部]|[支分人]行|人民银行)(?:（[^（）]{1,16}）)?$"
)
_NO_DEPARTMENT = re.compile(
    r"有关|相关|(?<!人民)银行(?!.{0,12}[分支]行)|单位|^(?:各(?!级)|全市|全省|全县|其他|镇|乡|街道|用人|建设|施工|设计|监理|开发|物业|医疗机构|养老)|企业|学校|医院|机构|银行业|社区|村"
)


@lru_cache(maxsize=512)
def subject_of(text: str, start: int, end: int) -> Owners:
    """The departments that a sentence begins with, as owners: 民政部门要…, 市财政局、市人社局应当…."""
    match = _SUBJECT.match(text, start, end)
    if not match:
        return Owners()
    a, b = match.span("names")
    names = split_names(text, a, b)
    if not names.names:
        return Owners()
    for name in names.names:
        bare = text[name.start : name.end]
        if not is_agency(bare) or _NO_DEPARTMENT.search(bare):
            return Owners()
    last = text[names.names[-1].start : names.names[-1].end]
    if not _DEPARTMENT.search(last) and not (names.open_ended and "部门" in text[names.names[-1].end : b]):
        return Owners()
    verb = match["verb"]
    if verb == "会同" or (text.startswith("会同", match.end("verb"))):
        begin = match.end("verb") + (0 if verb == "会同" else 2)
        partners, etc, _ = _partners(text, begin, end)
        owners = [Owner("lead", n.start, n.end, "subject_with") for n in names.names]
        owners += [Owner("cooperate", x, y, "subject_with") for x, y in partners]
        return Owners(tuple(owners), etc or names.open_ended)
    later = _WITH_LATER.search(text, match.end(), end)
    if later:  # 民政部门要做好…，会同有关部门制定…: the subject is still the same
        partners, etc, _ = _partners(text, later.end(), end)
        owners = [Owner("lead", n.start, n.end, "subject_with") for n in names.names]
        owners += [Owner("cooperate", x, y, "subject_with") for x, y in partners]
        return Owners(tuple(owners), etc or names.open_ended)
    role = "lead" if verb == "牵头" else "joint"
    return Owners(tuple(Owner(role, n.start, n.end, "subject") for n in names.names), names.open_ended)
