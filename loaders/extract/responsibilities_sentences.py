"""Responsibilities in sentences: 由A牵头，B配合; A会同B…; A负责…; 民政部门要….

A sentence is read clause by clause. A clause begins with agencies (its subject) or leaves out the subject of the
clause before it; a role word in it says what they are responsible as. Strict: where anything else than agencies
stands before the role word, nothing is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from loaders.extract.responsibilities import NOBODY, Owner, Owners
from loaders.extract.responsibilities_judge import (
    LONGEST_NAMES,
    are_departments,
    are_governments,
    name_end,
    only_agencies,
)
from loaders.extract.responsibilities_names import Names, split_names
from loaders.extract.task_words import action_words, sentences
from loaders.patterns import Quick, asked

_IS = r"(?:为|是|系|作为|担任)(?:[^，。；、]{0,16}的)?"
# X为牵头单位, 由X组织实施, X商Y: the group names the role; those with a tail are judged more strictly.
_VERB = Quick(
    rf"(?P<lead_is>{_IS}(?:总)?牵头(?:责任)?(?:单位|部门|机构)(?!的))"
    rf"|(?P<joint_is>{_IS}(?:第一|主要|主体|具体|直接)?(?:责任|实施|承办|落实)(?:单位|部门|主体)(?!的))"
    rf"|(?P<cooperate_is>{_IS}(?:配合|协助|协办|参与|参加)(?:单位|部门)(?!的))"
    r"|(?P<joint_by>(?:具体|抓好|分别|共同|统一)?(?:贯彻)?(?:组织实施|具体实施|组织落实|抓好落实|具体落实|落实到位|落实)(?![的了]))"
    r"|(?P<with_ask>(?<=[局委厅部门办署行])商(?=[省市县区州国有各相财自同]|人[社力]))"
    r"|(?P<lead>牵头负责|负责牵头|牵头组织|牵头(?![人单部领企高机的承职责作])|(?:履行|发挥|承担|担负|落实)好?[^，。；]{0,4}牵头[^，。；]{0,4}(?:职责|责任|作用))"
    r"|(?P<with>会同(?![意志]))|(?P<joint>分别负责|具体负责|共同负责|负责(?!人(?![才社民力])|任(?!务)|同志|制(?![定订作])|领导|地(?![块方])|的))"
    r"|(?P<cooperate>(?:协同|支持|参与|协助)?配合(?![度机力默有比物下的])|协办|协助(?![义人])|参与(?![度率者人式感方权主单部机企]))"
)
_SAID = asked(r"牵头|会同|负责|配合|协办|协助|参与|责任(?:单位|主体|部门)|[局委厅门]商|由[^，。；]{2,60}(?:落实|实施)")
_CLAUSE_SIGN = re.compile(r"[（〔《“）〕》”，；：。！？]")
_BY = re.compile(r"(?:分别|具体|统一|并|则|可|均|主要)?由(?!于|此)|(?:报请?|提请|报送|送|交)(?=[省市县区州国各])")
_LEAD_IN = re.compile(
    r"(?:\d{1,2}[.、]|第[一二三四五六七八九十百\d]{1,5}条\s?|经|同时|并(?!购)|其中|此外|另外|另|但|而|且|对于|具体|原则上|确需|必要时|近期|下一步|今后|后续|此后|随后|届时|为此){0,2}"
)
# Between an agency and what it does.
_ADVERBS = re.compile(
    r"(?:应当|应该|应|必须|须|主要|要|需|将|可以?|均|都|也|还|并|再|则|分别|具体|统一|统筹|主动|积极|及时|定期|认真|切实|共同|联合|适时|密切|全力|全面|依法|继续|充分"
    r"|(?:严格)?按照?[^，。；、]{0,10}(?:职责|规定|要求|分工|职能)(?:分工)?(?:和[^，。；、]{1,10})?){1,5}$"
)
_DUTY = (
    r"要(?![求闻素点害])|应(?:当|该)?(?![急用对届])|必须|须|不得|"
    r"(?:严格)?(?:按照?|根据|依据)(?=[^，；。]{0,14}(?:职责|职能|分工))"
)
_OTHER = (
    r"将(?!军)|可(?!视|信|再)|是|作为|需|拟|及时|积极|主动|切实|定期|每[年月季半]|在|对(?!外|台)|根据|依[据照]|按|依法|"
    r"具体|主要|分别|共同|联合|负责|牵头|会同|配合"
)
# A role word or a modal right behind what may be the last character of an agency's name.
_PREDICATE = Quick(rf"(?<=[局委厅署办部室行府心处门院位等）])(?:(?P<duty>{_DUTY})|(?P<other>{_OTHER}))")
# What ends a name in a list; behind 等部门 it may go on (等部门和各区政府).
_PARTS = re.compile(
    r"[、，；。]|(?<![高中同平])等(?:[一二三四五六七八九十\d]{1,2}个?)?(?:有关|相关)?(?:行业|行政)?(?:主管|管理|监管)?(?:部门|单位)?(?P<more>[和及与](?=[各市县区乡镇省]))?"
)
_MUST = re.compile(r"要|应|须|积极|密切|全力|主动")
_BARE_DUTY = re.compile(r"(?:并|则|也|还|均|都|同时)?(?:要(?![求闻素点])|应当?(?![急用对])|必须|须)")
_GOES_ON = re.compile(r"，(?:应当|要|须|必须|按照?|分别|共同|具体|负责|会同|牵头)")
_BARE_ROLE = re.compile(r".{0,4}?(?:负责|会同|牵头|配合|协助|参与)")
# 建立由A牵头、B参与的联席会议制度: a mechanism is set up, no task is given.
_MECHANISM = re.compile(
    r"(?:建立|成立|健全|组建|构建|形成|完善|纳入|比照)[^，。；]{0,24}(?P<by>由)[^。；]{2,200}(?:牵头|负责|参与|参加|配合|组成|挂帅)[^。；，]{0,8}?的[^。；，]{0,30}(?:机制|制度|专班|小组|会议|工作组|体系|格局|委员会|模式)"
)
_LONGEST_SUBJECT = 120
_NOBODY = Names(())


def sentence_owners(text: str, start: int, end: int) -> Owners:
    """Owners named with a role word in running text[start:end]: 由A牵头, A会同B…, A负责…."""
    if not _SAID.search(text, start, end):
        return NOBODY
    found: list[Owner] = []
    open_ended = False
    for a, b in sentences(text, start, end):
        if _SAID.search(text, a, b):
            read = _read(text, a, b)
            found += read.named
            open_ended |= read.named_open
    return Owners(tuple(found), open_ended)


def subjects_in(text: str, start: int, end: int) -> Owners:
    """Departments of which a clause of text[start:end] says that they must act (民政部门要…), as joint."""
    if not _may_act(text, start, end):
        return NOBODY
    found: list[Owner] = []
    open_ended = False
    for a, b in sentences(text, start, end):
        if _may_act(text, a, b):
            read = _read(text, a, b)
            found += read.subjects
            open_ended |= read.subjects_open
    return Owners(tuple(found), open_ended)


def _may_act(text: str, start: int, end: int) -> bool:
    return bool(_PREDICATE.search(text, start, end) or _GOES_ON.search(text, start, end))


def may_name_subjects(text: str, start: int, least: int) -> bool:
    """False where subject_of() finds departments in fewer than `least` stretches of text[start:], asked at once."""
    at = start
    for _ in range(least):
        found = _PREDICATE.search(text, at)
        if found is None:
            return False
        at = found.end()
    return True


def subject_of(text: str, start: int, end: int) -> Owners:
    """The departments that text[start:end] begins with, if it says that they must act or gives them a role."""
    head = _subject(text, start, min(end, start + _LONGEST_SUBJECT)) if _PREDICATE.search(text, start, end) else None
    if head is None:
        return NOBODY
    read = _read(text, start, end)
    places = {(n.start, n.end) for n in head.names.names}
    roles = {(o.start, o.end): o for o in read.named if (o.start, o.end) in places}
    roles = {(o.start, o.end): o for o in read.subjects if (o.start, o.end) in places} | roles
    partners = [o for o in read.named if o.role == "cooperate" and o.rule == "sentence_with"] if roles else []
    owners = sorted({*roles.values(), *partners}, key=lambda o: o.start)
    return Owners(tuple(owners), bool(roles) and (head.names.open_ended or (bool(partners) and read.named_open)))


@dataclass(frozen=True, slots=True)
class _Head:
    """The agencies that a clause begins with. `duty`: the word behind them obliges."""

    names: Names
    duty: bool


@dataclass(slots=True)
class _Reading:
    """One sentence. `named`: with a role word; `subjects`: those that must act; `subject`: of the clause last read."""

    text: str
    named: list[Owner] = field(default_factory=list)
    subjects: list[Owner] = field(default_factory=list)
    named_open: bool = False
    subjects_open: bool = False
    subject: Names | None = None

    def clause(self, start: int, end: int) -> None:
        start = _lead_in(self.text, start, end)
        head = _subject(self.text, start, min(end, start + _LONGEST_SUBJECT))
        if head:
            self.subject = head.names
            if head.duty:
                self._must_act()
        elif _BARE_DUTY.match(self.text, start, end):
            self._must_act()
        elif _GOES_ON.match(self.text, end):
            self._set_apart(start, end)
        elif not _BARE_ROLE.match(self.text, start, end) and _PREDICATE.search(self.text, start, min(end, start + 16)):
            self.subject = None  # somebody else
        self._verbs(start, end)

    def _set_apart(self, start: int, end: int) -> None:
        """市民政局、市财政局，应当…: a comma between the subject and what it does. Other words leave the subject as
        it was (民政部门要把…，做好…工作，会同有关部门…)."""
        names = split_names(self.text, start, end) if end - start <= LONGEST_NAMES else Names(())
        if are_departments(self.text, names, end):
            self.subject = names

    def _must_act(self) -> None:
        if self.subject:
            self.subjects += [Owner("joint", n.start, n.end, "subject") for n in self.subject.names]
            self.subjects_open |= self.subject.open_ended

    def _verbs(self, start: int, end: int) -> None:
        text, at = self.text, start
        here = _NOBODY  # those whom this clause has named last
        for match in _VERB.finditer(text, start, end):
            role, _, how = str(match.lastgroup).partition("_")
            by = next(reversed(list(_BY.finditer(text, at, match.start()))), None)
            names, bare = self._before(by.end() if by else at, match.start(), first=not by and at == start)
            if how and not self._is_sure(names, match.start(), how, bool(by or (self.named and not bare))):
                continue
            if role == "cooperate" and not (by or here.names or self.named) and not _helps(text, names, match):
                continue
            if bare and not names.names and role == "with":
                names = here  # A牵头会同B, A负责会同B
            if not names.names or (bare and role == "cooperate"):
                continue
            rule = "sentence_with" if role == "with" else "sentence"
            said = "lead" if role == "with" else role
            self.named += [Owner(said, n.start, n.end, rule) for n in names.names]
            self.named_open |= names.open_ended
            at, here = match.end(), names
            if role == "with":
                at = self._partners(at, end)

    def _is_sure(self, names: Names, end: int, how: str, by: bool) -> bool:
        """X为责任单位, 由X组织实施: departments or governments only; 落实 only behind 由 or another role."""
        if how == "by" and not by:
            return False
        return are_departments(self.text, names, end) or are_governments(self.text, names)

    def _before(self, begin: int, end: int, *, first: bool) -> tuple[Names, bool]:
        """The agencies before a role word; (the subject of the clause before, True) where none is said."""
        adverbs = _ADVERBS.search(self.text, begin, end)
        stop = adverbs.start() if adverbs else end
        if stop <= begin:
            return (self.subject if first and self.subject else Names(())), True
        return only_agencies(self.text, begin, stop), False

    def _partners(self, start: int, end: int) -> int:
        """Takes the names after 会同: agencies up to the first word that is none; where they end."""
        text, at = self.text, start
        while at < end:
            mark = _PARTS.search(text, at, end)
            stop = mark.start() if mark else end
            until = name_end(text, at, stop)
            if until is None:
                break
            names = split_names(text, at, until)
            self.named += [Owner("cooperate", n.start, n.end, "sentence_with") for n in names.names]
            if until < stop or mark is None:
                return until
            etc = mark.group().startswith("等")
            self.named_open |= etc
            if mark.group() != "、" and not (etc and mark["more"]):
                return mark.end()
            at = mark.end()
        return at


@lru_cache(maxsize=256)
def _read(text: str, start: int, end: int) -> _Reading:
    reading = _Reading(text)
    if action_words().about_itself.search(text[start:end]):
        return reading
    mechanism = _MECHANISM.search(text, start, end)
    for a, b in _clauses(text, start, end):
        if mechanism and mechanism.start("by") <= a < mechanism.end():
            continue
        if mechanism and a < mechanism.start("by") < b:
            b = mechanism.start("by")
        reading.clause(a, b)
    return reading


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


def _lead_in(text: str, start: int, end: int) -> int:
    match = _LEAD_IN.match(text, start, end)
    return match.end() if match else start


def _subject(text: str, start: int, end: int) -> _Head | None:
    """The departments that a clause begins with."""
    for match in _PREDICATE.finditer(text, start + 2, end):
        adverbs = _ADVERBS.search(text, start, match.start())
        names = split_names(text, start, adverbs.start() if adverbs else match.start())
        if are_departments(text, names, match.start()):
            return _Head(names, match["duty"] is not None)
        if match["duty"]:
            return None
    return None


def _helps(text: str, names: Names, said: re.Match[str]) -> bool:
    """A配合做好…, A要积极配合，…: a department, and something that it helps with or that it must."""
    if not are_departments(text, names, said.end()):
        return False
    must = _MUST.search(text, names.names[-1].end, said.start()) is not None
    return must or "\u4e00" <= text[said.end() : said.end() + 1] <= "\u9fff"
