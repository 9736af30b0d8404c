"""Orders: amounts that no word of a goal governs, but that a clause plainly orders to be made, held or spent.

A condition looks alike (带动就业10人以上的, 给予…); what follows the clause and what opens it tells them apart. On a
page that tells of a policy the same clauses count, where nothing says that they have been carried out.
"""

from __future__ import annotations

import re

from loaders.extract.targets_amounts import COUNTED, Amount
from loaders.extract.targets_context import Frame
from loaders.extract.targets_money import set_aside, spent, traded
from loaders.extract.targets_naming import clean
from loaders.extract.targets_rates import held_at, listed, ordered_share, raised, risen
from loaders.extract.targets_reading import Reading
from loaders.extract.targets_surroundings import DATED, Place, barred, described
from loaders.extract.targets_words import words

_PER_PLACE = re.compile(
    r"(?:每一?个?|各)(?:省份|省|县|市|区|州|乡|镇|街道|社区|村|行政村|设区)|[县市区]（?[^，]{0,6}至少"
)
_CONDITION = re.compile(r"^(?:对(?!接)|凡|若|如|符合)|的$")
_WORKS = re.compile(r"(?:建设|改造|治理|整治|修复|耕作|造林|抚育|灌溉)$")  # 推进4000公里待贯通路段建设
_DONE = re.compile(r"[\u4e00-\u9fff]了(?![解却结])|病例")
_OFTEN = re.compile(r"每[周月日天]")  # how often a service is given
_HELD = re.compile(r"举办|组织|召开")
_ALL_OF_THEM = re.compile(r"各[级地县市区镇]|每个?[县市区镇乡村]")  # doers that an order is given to
DONE_TO = re.compile(r"对[\d一二三四五六七八九十百千万]+[个家所项处名][^，]{2,20}(?:进行|开展|实施)")
_URGES = re.compile(r"鼓励|支持|引导|组织|推动|动员")  # 鼓励企业筹集300套房源: the issuer has it done
_A_FEW = 5


def order(
    sentence: str,
    clause: tuple[int, int],
    here: Place,
    amount: Amount,
    reading: Reading,
    frame: Frame,
    following: bool,
) -> bool:
    """True where an amount without a word of a goal is ordered. following: an order was kept before it."""
    own = sentence[clause[0] : clause[1]]
    if set_aside(own, amount):
        return frame.policy or (frame.told and words().done.search(sentence, 0, clause[1]) is None)
    if frame.told:
        if not _ahead(sentence, clause, reading, frame):
            return False
    elif not frame.policy:
        return False
    if sentence.startswith("（", clause[0] - 1) and not own.startswith("其中"):
        return False  # a bracket explains or qualifies
    if (_CONDITION.search(own) and not DONE_TO.match(own)) or here.conditional or described(sentence, amount, reading):
        return False
    if reading.frame in ("share", "ratio", "reach", "growth", "raise"):
        if amount.kind == "money":
            told = spent(own, amount, reading) or (following and traded(amount, reading))
            return told and not barred(here, own, sentence, clause, reading)
        if risen(here, own, amount, reading) or ((following or raised(amount.word)) and listed(amount, reading)):
            return not barred(here, own, sentence, clause, reading)
        return held_at(own, amount, reading) or ordered_share(here, own, amount, reading, following)
    if barred(here, own, sentence, clause, reading):
        return False
    if amount.kind == "money":
        return spent(own, amount, reading)
    if _DONE.search(own) or (
        amount.unit == "次" and (_OFTEN.search(sentence) or ("每" in own and not _HELD.search(own)))
    ):
        return False
    return reading.frame == "do" and made(own, amount, reading, following)


def _at_least_some(amount: Amount) -> bool:
    """推动2家以上企业上市: a floor behind the number, of things that are set up and not handed in (照片一张以上)."""
    return amount.suffix in ("以上", "及以上") and (amount.unit or "") in ("个", "家", "所", "处", "座")


def _ahead(sentence: str, clause: tuple[int, int], reading: Reading, frame: Frame) -> bool:
    """On a page that tells of a policy: nothing is said to be done, and the clause has no doer of its own."""
    w = words()
    if w.done.search(sentence, 0, clause[1]):
        return False
    if reading.frame == "do":
        opened, _ = clean(sentence, clause[0], max(reading.start, clause[0]))
        doer = sentence[opened : reading.start]
        if len(doer) > 1 and "、" not in doer and not _ALL_OF_THEM.search(doer) and not _URGES.match(doer):
            return False
    planned = frame.plan_year is not None  # the page tells of a plan
    return planned or w.ahead.search(sentence, 0, clause[1]) is not None or sentence[-1] not in "。；"


def made(own: str, amount: Amount, reading: Reading, following: bool) -> bool:
    """Verb, number and thing: people, things, lengths and areas that are to be made, held or served."""
    w, unit = words(), amount.unit or ""
    if amount.kind not in COUNTED or amount.comparator in ("<=", "<"):
        return False
    if amount.chinese and unit[:1] in ("万", "亿") and amount.value >= 100 and not amount.word and not amount.suffix:
        return False  # 千亿斤粮食产能提升行动: a name
    if amount.unit == "次" and amount.value <= _A_FEW and reading.verb in ("提供", "开展"):
        return False  # 提供1次政策宣介、3次岗位推荐: to each of those served
    strong = w.make_verb.fullmatch(reading.verb) is not None
    if unit == "类" and not strong:
        return False  # 大米、面粉、食用油等8类用品: what there is
    if amount.kind == "measure":
        works = strong or _WORKS.search(reading.indicator) is not None
        return works and unit not in w.of_building and unit not in ("分", "度")
    least = amount.word in ("至少", "不少于", "不低于") or "至少" in own or _at_least_some(amount)
    if _PER_PLACE.search(own) and (amount.kind == "things" or least):
        return True
    if len(reading.indicator) > 40 or re.search(r"以上的|以上并|规模的|规模以上", own):
        return False
    if amount.unit in ("条", "项") and re.search("措施|举措|政策|任务$", reading.indicator):
        return False
    if amount.unit == "条" and reading.verb in ("实施", "推出", "落实"):
        return False
    small = unit[:1] not in ("万", "亿") and amount.value < (10 if amount.chinese else 3)
    if small and not least and amount.value_max is None:
        return False
    return following or strong or _weakly_made(own, amount, reading)


def _weakly_made(own: str, amount: Amount, reading: Reading) -> bool:
    """开展…65万人次以上, 发布3000个…: weaker verbs count with a year, a floor or a number of some size."""
    if reading.verb not in words().order:
        return False
    large = amount.value >= 10 or (amount.unit or "")[:1] in ("万", "亿")
    if reading.verb in ("支持", "保障", "推进"):
        return large and amount.comparator in ("=", ">")
    return large or (DATED.search(own) is not None and amount.value >= 3)
