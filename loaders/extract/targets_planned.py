"""Plans of a year: what a work programme, an annual plan or a list of tasks states is what is planned.

Its clauses need no word of a goal (蔬菜产量稳定在700万吨左右; 森林抚育50万亩), where nothing in them grants, conditions
or sets a standard.
"""

from __future__ import annotations

import re

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_context import Frame
from loaders.extract.targets_money import spent
from loaders.extract.targets_order import made
from loaders.extract.targets_reading import Reading, counts_noun
from loaders.extract.targets_surroundings import Place, barred, described
from loaders.extract.targets_words import words

_RULE = re.compile(
    r"首付|利率|额度|户型|标准|面额|单张|限领|得分|评分|分值|半径|间距|厚度|层高|单价|租金|工资|年龄|权重|扣|寿命|效率$"
)
_DONE = re.compile(r"已|了(?![解却结])|共有|现有|去年|上年|截至|累计(?=完成|实现|发放|培训)")
_SOME = 3


def planned(
    sentence: str, clause: tuple[int, int], here: Place, amount: Amount, reading: Reading, frame: Frame
) -> bool:
    """True where the document is a plan of a year, and the clause states an amount without a condition."""
    if not frame.policy or frame.plan_year is None or frame.baseline:
        return False
    own = sentence[clause[0] : clause[1]]
    if here.conditional or described(sentence, amount, reading) or _DONE.search(own) or own.endswith("的"):
        return False
    if barred(here, own, sentence, clause, reading):
        return False
    if reading.frame in ("share", "raise") or amount.kind in ("time", "age") or _RULE.search(reading.indicator):
        return False
    if amount.unit in words().of_building and words().volume.search(reading.indicator) is None:
        return False
    if reading.frame == "do":
        if amount.kind == "money":
            return spent(own, amount, reading) or words().money_head.search(reading.indicator) is not None
        few = amount.kind == "things" and not amount.chinese and words().set_up.search(reading.indicator) is None
        strong = few and amount.unit != "次" and words().make_verb.fullmatch(reading.verb) is not None
        return strong or amount.kind == "measure" or made(own, amount, reading, True)
    if reading.frame == "count":
        return _counted(amount, reading)
    return _reached(amount, reading)


def _counted(amount: Amount, reading: Reading) -> bool:
    """森林抚育50万亩: a short noun and its amount, not a handful of things that there are (三个方面)."""
    if not counts_noun(reading) or not reading.bare or amount.kind in ("percent", "none", "factor"):
        return amount.kind == "percent" and words().ratio_head.search(reading.indicator) is not None
    if amount.kind == "money":
        return words().money_head.search(reading.indicator) is not None
    return amount.value >= _SOME or (amount.unit or "")[:1] in ("万", "亿") or bool(amount.suffix or amount.word)


def _reached(amount: Amount, reading: Reading) -> bool:
    """产量稳定在700万吨左右: reached or grown by, with a word of comparison or a name that says what is measured."""
    w = words()
    if amount.kind == "money":
        return w.money_head.search(reading.indicator) is not None
    if amount.kind == "percent":
        return (
            reading.frame == "growth" or w.ratio_head.search(reading.indicator) is not None or amount.word in w.reaching
        )
    if amount.word == "不超过" and "每" in reading.indicator:
        return False  # 每省推荐不超过3个: how many each may hand in
    return reading.frame == "growth" or bool(amount.word or amount.suffix)
