"""Is it a target? Which of the readings of an amount are kept, by their setting and the words around them."""

from __future__ import annotations

import re

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_context import Frame
from loaders.extract.targets_frames import Reading
from loaders.extract.targets_setting import Setting
from loaders.extract.targets_words import words

_LENGTH_OF_LIFE = re.compile(r"寿命|受教育年限|平均[^，]{0,8}年限")
_SPENT = re.compile(
    r"(?:安排|投入|筹措|筹集|设立|统筹|募集|下达|组建|整合|争取|预算|完成|发行)[^，。]{0,30}(?:资金|经费|基金|预算|投资|专款|债券|消费券)"
    r"|(?:资金|经费|预算|投资)[^，。]{0,10}(?:安排|投入|总额|规模|达)|总投资|投资|财政[^，。]{0,12}(?:安排|投入|拿出)\d|发放[^，。]{0,12}消费券"
)
_PER_HEAD = re.compile(
    r"每(?:人|套|户|平方米|张|个(?!县|区|市|乡|镇|街|社|村|州|旗)|家|月|亩|床|名(?!额)|次|辆|台|栋|吨|度|篇|项|件|车|天|日|单)"
    r"|[/／](?:人|套|户|平方米|月|亩|张|次|天|日)"
)
_STANDARD = re.compile(
    r"配备|配置|配建|按每|按照?每|每[百千万]?(?:户|床|张|班|校)|建筑面积|面积不|设置[^，]{0,10}不少于"
)
_PER_PLACE = re.compile(r"(?:每一?个?|各)(?:县|市|区|州|乡|镇|街道|社区|村|行政村|设区)|[县市区]（?[^，]{0,6}至少")
_GRANT = re.compile(r"给予|最高|奖励|补贴|补助|奖补|资助|贴息|享受|可申请|购房|购买|贷款额度|罚")
_IMPROPER = re.compile(
    r"今年|去年|明年|台阶|未占|或超过|未达|是指|造成|发生|遇难|基础上$|年内$|^原则上|^成为|^(?:按|对|经(?!济|营|常|费|纪|办)|从(?!业|事)|由|虽|而|但|若|且|或|是|三是|允许|则|包括|同比|环比|高于|低于|较|比|先后)(?!外|口|例|重|率)"
)
_CONDITION = re.compile(
    r"^(?:若|如|且|或|凡|符合|仅|无|未)|上年度|未达|[^目]的$|住房$|套数|可(?:申|享|按|以|在)|以上的(?:企业|单位|项目|个人)"
)
_INSTITUTION = re.compile(r"机构|医院|中心|卫生院|社区|乡镇|行政村|建制村|学校|幼儿园|站点|养老院|街道")
_TOLERANT = re.compile(r"可|原则|时[，。暂停可]?|的$|应|须|如|若|允许|当")
_GRANT_COVERED = re.compile(r"(?:补贴|补助|津贴|保险补贴)[^，。]{0,4}(?=覆盖)")
_FULFILS = re.compile(r"完成[^，]{0,4}(?:计划|任务|目标)$")
_EXTENT = re.compile(r"人均|总|里程|(?<!建筑)(?<!套型)面积|长|水深|航道")
_SERVED = re.compile(r"(?<![效利税费频汇倍功])率$|占比$|比例$|增速$|满意度$|覆盖面$")
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
        or not re.search(r"[\u4e00-\u9fff]{2}", reading.indicator)
    ):
        return False
    if reading.indicator.count("（") != reading.indicator.count("）") or not _unit_fits(amount, reading):
        return False
    sentence = _GRANT_COVERED.sub(lambda m: "覆" * len(m.group()), sentence)
    own = sentence[clause[0] : clause[1]]
    start, end = segment(sentence, clause)
    if re.match(r"[^，]?(?:对(?!接)|凡)", sentence[start:end]) and not _MARKED.search(own):
        return False
    if setting.kind == "goal":
        return _goal(sentence[clause[0] : end], own, amount, reading, setting)
    if setting.kind in ("baseline", "projection"):
        return _state(sentence[clause[0] : end], own, amount, reading, setting, frame)
    return frame.policy and _order(sentence[start:end], own, amount, reading, following)


def segment(sentence: str, clause: tuple[int, int]) -> tuple[int, int]:
    """The stretch between two ； that the clause stands in."""
    start = sentence.rfind("；", 0, clause[0]) + 1
    end = sentence.find("；", clause[1])
    return start, end if end >= 0 else len(sentence)


def _unit_fits(amount: Amount, reading: Reading) -> bool:
    if amount.kind in ("time", "age"):
        return bool(_LENGTH_OF_LIFE.search(reading.indicator))
    if amount.kind == "none":
        named = re.search(r"指数|得分|数$|数量$|排名$", reading.indicator)
        return reading.frame == "reach" and named is not None and amount.unit is None
    if amount.kind == "factor":
        return reading.frame in ("reach", "growth")
    return True


def _goal(whole: str, own: str, amount: Amount, reading: Reading, setting: Setting) -> bool:
    if re.search(r"不得|不予", own):
        return False
    loose = reading.frame == "do" and words().make_verb.fullmatch(reading.verb) is None
    if loose and not setting.said and not setting.section and words().goal.search(own) is None:
        return False
    if amount.kind == "percent":
        return _goal_share(own, amount, reading, setting)
    if amount.kind == "money":
        return _goal_money(whole, own, reading)
    if _GRANT.search(whole) and not _MARKED.search(whole):
        return False
    if words().hard_limit.search(own):
        return setting.said and reading.frame == "do" and not _GRANT.search(own)
    if amount.unit in ("米", "平方米") and not _EXTENT.search(reading.indicator):
        return False
    if amount.chinese and amount.value < 10 and reading.frame != "do":
        return False
    if reading.frame == "count":
        return (
            _counts(reading) and reading.bare and (setting.said or setting.section or _MARKED.search(own) is not None)
        )
    return not (amount.kind == "measure" and amount.comparator in ("<=", "<") and reading.frame != "reach")


def _goal_share(own: str, amount: Amount, reading: Reading, setting: Setting) -> bool:
    w = words()
    named = w.ratio_head.search(reading.indicator) is not None or bool(_FULFILS.search(reading.indicator))
    if reading.frame in ("count", "do") or not (named or amount.word in w.reaching or reading.frame == "growth"):
        return False
    if w.hard_limit.search(own) or _PER_HEAD.search(own):
        return (
            named
            and setting.said
            and not re.search(r"给予|最高|享受|利率|首付|额度|缴|地价|激励|容缺|办理|支付|得\d|得分|扣\d", own)
        )
    return True


def _goal_money(whole: str, own: str, reading: Reading) -> bool:
    if _PER_HEAD.search(own) or re.search(r"给予|最高|不超过|享受|补贴标准|奖励|贷款额度|注册资本", whole):
        return False
    return bool(_SPENT.search(own) or words().money_head.search(reading.indicator))


def _counts(reading: Reading) -> bool:
    """A bare noun with a number: short, and no clause of its own."""
    name = reading.indicator
    return len(name) <= 25 and not re.search(r"[可是在为对按有了]|(?<!岁)以[上下内]|当前|虽然|统筹|畅通|一个", name)


def _state(whole: str, own: str, amount: Amount, reading: Reading, setting: Setting, frame: Frame) -> bool:
    """What is or will be: not where it is the condition of a grant; on a page of news only what has a clear name."""
    if (
        words().hard_limit.search(own)
        or _PER_HEAD.search(own)
        or _GRANT.search(whole)
        or _CONDITION.search(own)
        or _STANDARD.search(own)
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
    if reading.frame == "count" and (not _counts(reading) or not reading.bare or amount.unit == "次"):
        return False
    return not (amount.chinese and amount.value < 10)


def _ordered_share(own: str, amount: Amount, reading: Reading) -> bool:
    """…覆盖率达到95%以上: a share to be reached, in a clause that neither allows nor qualifies."""
    if _TOLERANT.search(own):
        return False
    if re.match(r"每[百千万]{1,2}(?:名|人|常住|户籍|老年)", reading.indicator) and amount.kind in ("things", "people"):
        return True
    named = _SERVED.search(reading.indicator) is not None
    whole = amount.value == 100 and reading.indicator.endswith("率")
    return named and amount.kind == "percent" and (whole or (amount.comparator in (">=", ">") and bool(amount.word)))


def _order(whole: str, own: str, amount: Amount, reading: Reading, following: bool) -> bool:
    """No word of a goal: only a plain order to make a number of things counts."""
    w = words()
    if reading.frame == "share" and not w.hard_limit.search(whole):
        spent = "用于" in reading.indicator and amount.comparator in (">=", ">")
        groups = _INSTITUTION.search(reading.indicator) is not None and not _TOLERANT.search(own)
        return spent or (amount.value == 100 and "要" in own) or (groups and w.soft_limit.search(own) is None)
    if w.hard_limit.search(whole) or w.soft_limit.search(own) or _STANDARD.search(own) or _PER_HEAD.search(own):
        return False
    if amount.kind == "money":
        large = (amount.unit or "")[:1] in "万亿" and not re.search(
            r"不超过|最高|以上的|的(?:企业|单位|个人|项目)", own
        )
        return bool(_SPENT.search(own)) and large and reading.frame in ("do", "reach")
    if reading.frame == "ratio":
        return w.soft_limit.search(whole) is None and not _TOLERANT.search(own) and reading.comparator in (">=", ">")
    if reading.frame == "reach":
        return w.soft_limit.search(whole) is None and _ordered_share(own, amount, reading)
    if reading.frame != "do" or amount.kind not in ("people", "things") or amount.comparator in ("<=", "<"):
        return False
    if _PER_PLACE.search(own) and amount.kind == "things":
        return True
    if len(reading.indicator) > 40 or re.search(r"以上的|以上并", own):
        return False
    if amount.unit == "条" and reading.verb in ("实施", "推出", "落实"):
        return False
    small = (amount.value < 3 and (amount.unit or "")[:1] not in "万亿") or (amount.chinese and amount.value < 10)
    made = following or w.make_verb.fullmatch(reading.verb) is not None
    return made and (not small or amount.word in ("至少", "不少于"))
