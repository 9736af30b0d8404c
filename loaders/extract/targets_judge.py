"""Is it a target? Which of the readings of an amount are kept, by their setting and the words around them."""

from __future__ import annotations

import re

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_context import Frame
from loaders.extract.targets_money import DEED, RELIEF, SPENT, set_aside
from loaders.extract.targets_order import DONE_TO, order
from loaders.extract.targets_planned import planned
from loaders.extract.targets_reading import Reading, counts_noun
from loaders.extract.targets_setting import Setting
from loaders.extract.targets_surroundings import PER_HEAD, STANDARD, Place, place, segment
from loaders.extract.targets_words import words

_LENGTH_OF_LIFE = re.compile(r"寿命|受教育年限|平均[^，]{0,8}年限|平均住院日|停电时间|提前量|可用时效")
_GRANT = re.compile(r"给予|最高|奖励|补贴|补助|奖补|资助|贴息|享受|可申请|购房|购买|贷款额度|罚")
_IMPROPER = re.compile(
    r"^每(?:届|组|次|班|人|户)|^(?:首|第[一二三四五六七八九十\d]{1,3})?批$|今年|去年|明年|台阶|未占|或超过|未达|是指|造成(?!的)|发生|遇难|基础上$|年内$|^原则上|^成为|^(?:按(?!时|期|劳)|对|经(?!济|营|常|费|纪|办)|从(?!业|事)|由|虽|而|但|若|且|或|是|三是|允许|则|.{0,30}包括(?![^，]{1,20}在内)|.{2,20}就[有达]|同比|环比|高于|低于|较|比|先后)(?!外|口|例|重|率)"
)
_CONDITION = re.compile(
    r"^(?:若|如|且|或|凡|符合|仅|无|未)|上年度|未达|[^目]的$|住房$|套数|可(?:申|享|按|以|在)|以上的(?:企业|单位|项目|个人)"
)
_GRANT_COVERED = re.compile(r"(?:补贴|补助|津贴|保险补贴)[^，。]{0,4}(?=覆盖)")
_FULFILS = re.compile(r"完成[^，]{0,4}(?:计划|任务|目标)$")
_EXTENT = re.compile(r"人均|总|里程|(?<!建筑)(?<!套型)面积|长|水深|航道")
_TO_ONE = ":1"
_OFTEN = re.compile(r"每(?:年|半年|季度|月|周|学期|学年|人|次)")  # how often a service is given
_QUALIFIES = re.compile(r"[须需应]占|(?:企业|单位|个人)[^，]{0,4}20\d\d年度")  # who may apply
_GIVEN = re.compile(r"的(?:约|近)?\d")  # 国家设立的3000亿元再贷款
_YEAR = re.compile(r"(?:到|至)?20\d\d年|“?十[三四五六]五”?|[一二三四五]年内|年内|全年|力争")
_GRANTED = re.compile(r"的，|给予|予以|可以?(?:申|享|按)|补[贴助]|奖励")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}|PUE")
_OPENED = re.compile(r"[^，]?(?:对(?!接)|凡)")
_MARKED = re.compile(r"力争|争取|确保|目标|努力|预期")


def keep(
    sentence: str,
    clause: tuple[int, int],
    amount: Amount,
    reading: Reading,
    setting: Setting,
    frame: Frame,
    following: bool,
) -> bool:
    """True where the reading is a target, a present state or a forecast worth a record.

    following: an order was kept in the same sentence, so that a weaker verb (开展…3万人次) goes on with it.
    """
    if (
        reading.indicator in ("比例", "占比", "比重", "数量", "总数")
        or _IMPROPER.search(reading.indicator)
        or not _WORD.search(reading.indicator)
    ):
        return False
    if reading.indicator.count("（") != reading.indicator.count("）") or not _unit_fits(amount, reading):
        return False
    if "覆盖" in sentence:
        sentence = _GRANT_COVERED.sub(lambda m: "覆" * len(m.group()), sentence)
    own = sentence[clause[0] : clause[1]]
    start, end = segment(sentence, clause)
    opened = _OPENED.match(sentence, start, end)
    if opened and DONE_TO.match(own):
        opened = None  # 对80个濒危项目进行抢救性记录
    if opened and clause[0] > opened.end() and _GRANTED.search(sentence, start, clause[0]) is None:
        opened = None  # 对40岁以上人群每2年筛查1次，…筛查干预累计达到400万人
    if opened and not _MARKED.search(own) and not (start < clause[0] and _YEAR.match(own)):
        return setting.kind == "none" and set_aside(own, amount) and frame.policy
    if setting.kind in ("baseline", "projection"):
        return _state(sentence[clause[0] : end], own, amount, reading, setting, frame)
    here = place(sentence, clause)
    if setting.kind == "goal":
        plain = _goal(here, own, amount, reading, setting)
    else:
        plain = order(sentence, clause, here, amount, reading, frame, following)
    return plain or planned(sentence, clause, here, amount, reading, frame)


def _unit_fits(amount: Amount, reading: Reading) -> bool:
    """Ages and times only of what lasts, bare numbers only of an index, multiples only of what is reached."""
    if amount.kind in ("time", "age"):
        return bool(_LENGTH_OF_LIFE.search(reading.indicator))
    if amount.kind == "none":
        named = re.search(
            r"指数|得分|数$|数量$|死亡率$|发病率$|排名$|PUE|值$|比$|(?:电能|能源)(?:利用|使用)效率", reading.indicator
        )
        return reading.frame in ("reach", "count") and named is not None and amount.unit in (None, _TO_ONE, "万", "亿")
    if amount.kind == "factor":
        return reading.frame in ("reach", "growth")
    return True


def _goal(here: Place, own: str, amount: Amount, reading: Reading, setting: Setting) -> bool:
    """Of an amount that a word or a year of a goal governs: False where it is granted, allowed or a standard."""
    if re.search(r"不得(?!低于|少于|高于|超过)|不予", own) or (amount.unit == "次" and _OFTEN.search(own)):
        return False
    loose = reading.frame == "do" and words().make_verb.fullmatch(reading.verb) is None
    if loose and not setting.said and not setting.section and words().goal.search(own) is None:
        return False
    if amount.kind == "percent":
        return _goal_share(here, own, amount, reading, setting)
    granted = _GRANT.search(here.own) is not None or here.conditional
    if amount.kind == "money":
        return not granted and _goal_money(here, own, amount, reading)
    if granted and not _MARKED.search(own):
        return False
    if words().hard_limit.search(here.own):
        return setting.said and reading.frame == "do" and not _GRANT.search(here.own)
    if amount.unit in ("米", "平方米") and not _EXTENT.search(reading.indicator):
        return False
    if amount.chinese and amount.value < 10 and reading.frame != "do":
        return False
    if reading.frame == "count":
        return (
            counts_noun(reading)
            and reading.bare
            and (setting.said or setting.section or _MARKED.search(own) is not None)
        )
    return not (amount.kind == "measure" and amount.comparator in ("<=", "<") and reading.frame != "reach")


def _goal_share(here: Place, own: str, amount: Amount, reading: Reading, setting: Setting) -> bool:
    """A share as a goal: named as one, or reached; among limits and rates of each only where a goal is plainly set."""
    w = words()
    named = w.ratio_head.search(reading.indicator) is not None or bool(_FULFILS.search(reading.indicator))
    if (here.conditional or _QUALIFIES.search(own)) and not setting.section and not _MARKED.search(own):
        return False
    if reading.frame in ("count", "do") or not (
        named or amount.word in w.reaching or reading.frame in ("growth", "raise")
    ):
        return False
    if w.hard_limit.search(here.own) or PER_HEAD.search(own):
        return (
            named
            and (setting.said or setting.section)
            and not re.search(
                r"给予|最高|享受|利率|首付|额度|缴|价(?!格涨幅|格指数|格总水平)|下浮|租金|激励|容缺|办理|支付|得\d|得分|扣\d",
                own,
            )
        )
    return True


def _goal_money(here: Place, own: str, amount: Amount, reading: Reading) -> bool:
    """Money as a goal: spent, lent, relieved or earned, not granted to each."""
    if PER_HEAD.search(own) or re.search(r"给予|最高|不超过|享受|补贴标准|奖励|贷款额度|注册资本", here.own):
        return False
    lent = (amount.unit or "")[:1] == "亿" and DEED.search(own) is not None and _GIVEN.search(own) is None
    return lent or bool(RELIEF.search(own) or SPENT.search(own) or words().money_head.search(reading.indicator))


def _state(whole: str, own: str, amount: Amount, reading: Reading, setting: Setting, frame: Frame) -> bool:
    """What is or will be: not where it is the condition of a grant; on a page of news only what has a clear name."""
    if (
        words().hard_limit.search(own)
        or PER_HEAD.search(own)
        or _GRANT.search(whole)
        or _CONDITION.search(own)
        or STANDARD.search(own)
    ):
        return False
    if not frame.policy and (reading.frame not in ("reach", "ratio") or amount.kind not in ("percent", "money", "age")):
        return False
    if not frame.policy and setting.year is None and words().present_time.search(own) is None:
        return False
    if amount.kind == "money":
        return words().money_head.search(reading.indicator) is not None
    if amount.kind == "percent":
        named = words().ratio_head.search(reading.indicator) is not None
        return named or amount.word in words().reaching or reading.frame in ("growth", "share", "ratio")
    if reading.frame == "count" and (not counts_noun(reading) or not reading.bare or amount.unit == "次"):
        return False
    return not (amount.chinese and amount.value < 10)
