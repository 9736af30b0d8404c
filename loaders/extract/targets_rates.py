"""Rates, growth and totals that are ordered without a word of a goal (…覆盖率达到95%以上, 由1400辆次提高到2000辆次)."""

from __future__ import annotations

import re

from loaders.extract.targets_amounts import COUNTED, Amount
from loaders.extract.targets_reading import Reading
from loaders.extract.targets_surroundings import PER_HEAD, Place
from loaders.extract.targets_words import words

_TOLERANT = re.compile(  # 可办率, 应用, 供应 and 及时 tolerate nothing
    r"可(?!办|持续|再生|靠|及)|原则|(?<![及实即准按小限同随])时(?![间效])[，。暂停可]?|的$|(?<![供相适响反效叫呼回])应(?![用急对届链])|须|如|若|允许|(?<![适相])当"
)
_SERVED = re.compile(r"(?<![效利税费频汇倍功])率$|占比$|比例$|比重$|增速$|满意度$|覆盖面$")
_URGED = re.compile(r"^(?:进一步|持续|着力)?(?:推动|促进|力争|确保|争取|实现|使|带动)")
_BUILT = re.compile(
    r"(?:改建|扩建|新建|配建|增设)[^，。；]{0,40}(?:单元|设施|机构|用房|场所)|(?:新建|配建)[^，。；]{0,20}$"
)
_RULED = re.compile(r"首付|利率|额度|户型|套内|套数|见习期|评定|申报")  # shares that are rules of a market
_AMONG = re.compile(r"其中，?$|（$|其中$")
_GROWN = re.compile(
    r"(?:贷款|户数|成本|收入|产值|投资|消费|零售额|进出口|增加值|人数|销售额?|成交额?|营收|产量|规模|[\u4e00-\u9fff]量|税收|客流量?|游客量?|余额|时间|时长|占比|比重|率|度|能耗|排放量?)"
    r"(?:年均|同比|再|分别|[较比][^，]{2,8}?)*(?:增长|增加|提高|提升|上升|下降|降低|减少|压减|增幅)$"
)
_PUBLIC = re.compile(r"公益金|出让|财政|预算|专项资金|增值收益|经费")  # money that the issuer itself spends
_DENSITY = re.compile(r"每[百千万]{1,2}(?:名|人|常住|户籍|老年)")
_RANKED = re.compile(r"，(?:高于|低于|居|位居|排名|增速|增幅|[快慢]于)")  # …增长39.2%，高于全市平均: told, not ordered
_COMPARED_WITH_PAST = re.compile(r"同比|环比|[较比](?:上年|去年|上月|年初|同期)|上浮|下浮|上调|下调")
_BROUGHT = re.compile(r"实现|确保")
_MOST = 60


def raised(word: str) -> bool:
    """提高到, 增至, 降至: brought to an amount, which the contract counts as "=" and an order all the same."""
    return len(word) >= 2 and word[-1] in "到至" and word not in ("达到", "控制到", "稳定到")


def risen(here: Place, own: str, amount: Amount, reading: Reading) -> bool:
    """由1400辆次提高到2000辆次: what is raised from one amount to another is ordered, if it is no rate or price."""
    return (
        reading.moved and amount.kind in COUNTED and words().price.search(own) is None and _TOLERANT.search(own) is None
    )


def listed(amount: Amount, reading: Reading) -> bool:
    """举办活动120场次，其中农村大集不少于60场次; 吞吐量达到800万标箱: stated after what has been ordered."""
    counted = amount.kind in COUNTED and amount.unit not in words().of_building | {"次", "分", "度"}
    floor = amount.comparator in (">=", ">") or raised(amount.word)
    return counted and reading.frame == "reach" and floor and bool(amount.word)


def held_at(own: str, amount: Amount, reading: Reading) -> bool:
    """每年出让总规模控制在6000亩左右: a total that the issuer holds, of no price and no building."""
    total = re.search("总规模|总量|总数|总用地|供应量", reading.indicator)
    return (
        bool(total)
        and amount.word in ("控制在", "保持在", "稳定在", "控制到")
        and "单" not in own
        and amount.kind != "percent"
    )


def ordered_share(here: Place, own: str, amount: Amount, reading: Reading, following: bool) -> bool:
    """…覆盖率达到95%以上: a share to be reached, in a clause that neither allows nor qualifies."""
    w = words()
    if w.hard_limit.search(here.own) or PER_HEAD.search(own):
        return False
    before = here.before.rstrip("，").rpartition("，")[2]
    if _RULED.search(reading.indicator) or _RULED.search(before):
        return False
    if (
        reading.indicator[-2:] not in own
        and _AMONG.search(here.before + here.own[:2])
        and w.hard_limit.search(here.before)
    ):
        return False  # 首付比例不低于40%（其中甲县不低于30%）
    if reading.frame == "share":
        spent = "用于" in reading.indicator and (
            amount.comparator in (">=", ">") or _PUBLIC.search(reading.indicator) is not None
        )
        named = w.institution.search(reading.indicator) is not None or _BROUGHT.match(own) is not None
        groups = named and not _TOLERANT.search(own)
        free = w.hard_limit.search(here.before) is None
        return free and (
            spent or (amount.value == 100 and "要" in own) or (groups and w.soft_limit.search(own) is None)
        )
    if reading.frame == "raise":
        return re.search("利率|费率|额度|首付|租金|价格", own) is None
    if w.soft_limit.search(own) or _TOLERANT.search(own):
        return False
    if reading.frame == "growth":
        return _RANKED.match(here.after) is None and _ordered_growth(own, amount, reading, following)
    if reading.frame == "ratio":
        return reading.comparator in (">=", ">") and w.hard_limit.search(here.before) is None
    if _DENSITY.match(reading.indicator) and amount.kind in ("things", "people"):
        return True
    if amount.unit == "分" and "满意" in reading.indicator:
        return True
    if amount.kind != "percent" or _SERVED.search(reading.indicator) is None or _BUILT.search(here.before):
        return False
    whole = amount.value >= _MOST and reading.indicator.endswith("率")  # 调处率98%: so high a rate is no tariff
    if amount.word in ("稳定在", "保持在", "维持在") and words().price.search(reading.indicator) is None:
        return True
    floor = (
        amount.comparator in (">=", ">")
        or raised(amount.word)
        or reading.moved
        or (amount.approximate and _URGED.match(own) is not None)
    )
    return whole or (floor and bool(amount.word or amount.suffix))


def _ordered_growth(own: str, amount: Amount, reading: Reading, following: bool) -> bool:
    """…同比增长不低于15%; 推动…再下降0.5个百分点: a change that is ordered, of something that is no price."""
    if amount.kind in COUNTED:
        return (
            following
            and words().price.search(reading.indicator) is None
            and _GROWN.search(reading.indicator) is not None
        )
    if amount.kind != "percent" or words().price.search(reading.indicator) or _GROWN.search(reading.indicator) is None:
        return False
    bare = _COMPARED_WITH_PAST.search(own) is None
    return following or bare or amount.comparator in (">=", ">") or _URGED.match(own) is not None
