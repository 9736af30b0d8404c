"""What stands around a clause that states an amount: its conditions, what bars it, what it only describes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_naming import clean
from loaders.extract.targets_reading import Reading
from loaders.extract.targets_words import words

PER_HEAD = re.compile(
    r"每(?:人|套|户|平方米|张|个(?!县|区|市|乡|镇|街|社|村|州|旗|省|盟|试点|项目|地区|基地|苏木|机构|学校|医院|园区)|家|月|亩|床|名(?!额)|次|辆|台|栋|吨|度|篇|项|件|车|天|日|单)"
    r"|[/／](?:人|套|户|平方米|月|亩|张|次|天|日)"
)
STANDARD = re.compile(
    r"(?<!共)配备|配置|配建|按每|按照?每|每[百千万]?(?:户|床|张|班|校)|建筑面积|面积不|设置[^，]{0,10}不少于"
)
_COMMA = re.compile("[，：]")
_NOUN_AFTER = re.compile(
    r"(?![以并和及且或至的]?[，。；、）（]|并|和|及|且|以|提|张|的?(?:目标|任务|水平|要求|增速))[\u4e00-\u9fff]"
)
DATED = re.compile(r"20\d\d年|今年|全年|年内|年度")
_RATE_OF_EACH = re.compile(
    r"(?:每|单)(?:人|名|个|户|张|家|亩|笔|套|辆)[^，。]{0,12}\d"
)  # 开发岗位2600个，每人每月补助1500元
_QUALIFIED = re.compile(r"(?<![目标])的，(?:[^，]{2,20}，){0,2}$")
_BRACKET = re.compile(r"（[^（）]{0,80}）")
_CHOSEN = re.compile(
    r"每年(?:度)?(?:择优|统筹|计划)?(?:遴选|评选|选树|选拔|认定|培育|扶持|选派|引进|提供|开发|筹集|新增|新建|改造|举办)"
)
_FOLLOWING = 3  # clauses after an amount that may say what follows from it


@dataclass(frozen=True, slots=True)
class Place:
    """A clause in the stretch between two ；: what stands before it, itself, what comes after it.

    Compounds that grant nothing (补贴性, 购房展) are masked.
    """

    before: str
    own: str
    after: str

    @property
    def conditional(self) -> bool:
        """True where the clause is a condition: what it grants stands in the clauses after it."""
        w = words()
        if _QUALIFIED.search(self.before):
            return True  # 申报示范机构的，床位数不少于100张
        if _CHOSEN.match(self.own):
            return False  # 每年遴选5个项目，给予…: what is granted follows from being chosen
        if self.after.startswith("（含"):
            return True  # 达到60%以上（含60%）
        after = _BRACKET.sub("", self.after).partition("（")[0]
        for clause in _COMMA.split(after.lstrip("，："))[:_FOLLOWING]:
            if w.anew.match(clause):
                return False
            granted = w.follows.search(clause)
            if granted:
                own_subject = granted.group()[0] == "可" and "的" in clause[: granted.start()]
                return not (own_subject or _RATE_OF_EACH.search(clause))
        return False


def place(sentence: str, clause: tuple[int, int]) -> Place:
    """The surroundings of a clause; compounds such as 补贴性 or 购房展 are masked, because they grant nothing."""
    start, end = segment(sentence, clause)
    masked = _without_harmless(sentence[start:end])
    a, b = clause[0] - start, clause[1] - start
    return Place(masked[:a], masked[a:b], masked[b:])


def segment(sentence: str, clause: tuple[int, int]) -> tuple[int, int]:
    """The stretch between two ； that the clause stands in."""
    start = sentence.rfind("；", 0, clause[0]) + 1
    end = sentence.find("；", clause[1])
    return start, end if end >= 0 else len(sentence)


@lru_cache(maxsize=16)
def _without_harmless(stretch: str) -> str:
    """The compounds that grant nothing masked. (Remembered: it is asked for each amount, twice for most.)"""
    harmless = words().harmless
    return harmless.sub(lambda m: "〇" * len(m.group()), stretch) if harmless.search(stretch) else stretch


def described(sentence: str, amount: Amount, reading: Reading) -> bool:
    """认定的55家机构; 占比达到35%以上的项目; 前提下: the amount only describes a noun."""
    after = sentence[amount.end : amount.end + 2]
    if reading.frame == "do" and amount.kind == "money" and sentence[: amount.cue].endswith(("规模", "总额")):
        return False  # 设立总规模10亿元的基金
    if reading.frame == "do":
        return sentence[amount.cue - 1 : amount.cue] == "的" or after[:1] == "的"
    return (
        amount.kind == "percent"
        and reading.frame in ("reach", "ratio", "growth")
        and _NOUN_AFTER.match(after) is not None
    )


def barred(here: Place, own: str, sentence: str, clause: tuple[int, int], reading: Reading) -> bool:
    """True where words of rates, standards or conditions govern the clause; a clause that opens anew is free of
    what was granted before it."""
    w = words()
    if w.hard_limit.search(here.own) or w.soft_limit.search(own) or STANDARD.search(own) or PER_HEAD.search(own):
        return True
    opened, _ = clean(sentence, clause[0], max(reading.start, clause[0]))
    fresh = reading.start <= opened + 1 or DATED.match(own) is not None
    return not fresh and w.hard_limit.search(here.before) is not None
