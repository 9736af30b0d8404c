"""Is it a target? Which of the readings of an amount are kept, by their setting and the words around them."""

from __future__ import annotations

import re

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_context import Frame, Setting
from loaders.extract.targets_frames import Reading
from loaders.extract.targets_words import words

_COUNTED = frozenset({"people", "things", "measure"})
_LENGTH_OF_LIFE = re.compile(r"寿命|受教育年限|平均[^，]{0,8}年限")
_SPENT = re.compile(
    r"(?:安排|投入|筹措|筹集|设立|统筹|募集|下达|组建|整合|争取|预算)[^，。]{0,30}(?:资金|经费|基金|预算|投资|专款)|(?:资金|经费|预算|投资)[^，。]{0,10}(?:安排|投入|总额|规模|达)|总投资|投资"
)
_PER_HEAD = re.compile(
    r"每(?:人|套|户|平方米|张|个(?!县|区|市|乡|镇|街|社|村)|家|月|亩|床|名(?!额)|次|辆|台|栋|吨|度|篇|项|件|车|天|日|单)|[/／](?:人|套|户|平方米|月|年|亩|张|次|天|日)"
)
_STANDARD = re.compile(
    r"配备|配置|配建|按每|按照?每|每[百千万]?(?:户|床|张|班|校)|建筑面积|面积不|设置[^，]{0,10}不少于|不少于\d+(?:平方米|米|小时|课时|学时)"
)
_PER_PLACE = re.compile(r"(?:每一?个?|各)(?:县|市|区|州|乡|镇|街道|社区|村|行政村|设区)")


def keep(sentence: str, clause: str, amount: Amount, reading: Reading, setting: Setting, frame: Frame) -> bool:
    """True where the reading is a target, a present state or a forecast worth a record."""
    if len(reading.indicator) < 2 or not re.search(r"[\u4e00-\u9fff]{2}", reading.indicator):
        return False
    if not _unit_fits(amount, reading):
        return False
    if setting.kind == "goal":
        return _goal(sentence, clause, amount, reading, setting)
    if setting.kind in ("baseline", "projection"):
        return _state(clause, amount, reading)
    return frame.policy and _order(sentence, clause, amount, reading)


def _unit_fits(amount: Amount, reading: Reading) -> bool:
    if amount.kind in ("time", "age"):
        return bool(_LENGTH_OF_LIFE.search(reading.indicator))
    if amount.kind == "none":
        return (
            reading.frame == "reach"
            and bool(re.search(r"指数|得分|数$|数量|比$", reading.indicator))
            and amount.unit is None
        )
    if amount.kind == "factor":
        return reading.frame in ("reach", "growth")
    return True


def _goal(sentence: str, clause: str, amount: Amount, reading: Reading, setting: Setting) -> bool:
    w = words()
    hard = w.hard_limit.search(clause) is not None
    if amount.kind == "percent":
        if reading.frame in ("count", "do"):
            return False
        named = w.ratio_head.search(reading.indicator) is not None
        if hard or _PER_HEAD.search(clause):
            return (
                named
                and setting.explicit
                and setting.said
                and not re.search(r"给予|最高|享受|利率|首付|额度|缴", clause)
            )
        return True
    if amount.kind == "money":
        if _PER_HEAD.search(clause) or re.search(r"给予|最高|不超过|享受|补贴标准|奖励", clause):
            return False
        return bool(_SPENT.search(clause) or w.money_head.search(reading.indicator))
    if hard:
        return setting.said and reading.frame == "do" and not re.search(r"给予|最高|享受|购房|购买|补贴|奖励", clause)
    return not (amount.chinese and amount.value <= 2 and not amount.word and reading.frame == "do" and not setting.said)


def _state(clause: str, amount: Amount, reading: Reading) -> bool:
    if words().hard_limit.search(clause) or _PER_HEAD.search(clause):
        return False
    if amount.kind == "money":
        return words().money_head.search(reading.indicator) is not None
    return not (amount.chinese and amount.value <= 10)


def _order(sentence: str, clause: str, amount: Amount, reading: Reading) -> bool:
    """No year and no word of a goal: only a plain order to make a number of things counts."""
    w = words()
    if (
        w.hard_limit.search(sentence)
        or w.soft_limit.search(clause)
        or _STANDARD.search(clause)
        or _PER_HEAD.search(clause)
    ):
        return False
    if amount.kind == "money":
        return (
            bool(_SPENT.search(clause))
            and (amount.unit or "")[:1] in "万亿"
            and not re.search(r"不超过|最高|以上的", clause)
        )
    if reading.frame != "do" or amount.kind not in ("people", "things"):
        return False
    if _PER_PLACE.search(clause) and amount.comparator in (">=", "=") and amount.kind == "things":
        return True
    if not w.make_verb.fullmatch(reading.verb):
        return False
    if amount.comparator in ("<=", "<"):
        return False
    small = amount.value < 2 or (amount.chinese and amount.value < 10)
    return not small or amount.word in ("至少", "不少于", "不低于")
