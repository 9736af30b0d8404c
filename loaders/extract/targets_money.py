"""Money that an issuer sets aside, spends, raises or brings about, told from what it grants to each."""

from __future__ import annotations

import re

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_reading import Reading
from loaders.extract.targets_words import words

SPENT = re.compile(
    r"(?:安排|投入|筹措|筹集|落实|兑现|设立|建立|成立|统筹|募集|下达|组建|整合|争取|预算|完成|发行)"
    r"[^，。]{0,30}(?:资金|经费|基金|预算|投资|专款|债券|消费券|公益金|前期费)"
    r"|(?:资金|经费|预算|投资)[^，。]{0,10}(?:安排|投入|总额|规模|达)|总投资|投资|发放[^，。]{0,20}券"
    r"|财政[^，。]{0,12}(?:安排|投入|拿出|配套|预算)[^，。；\d]{0,4}\d"
    r"|撬动[^，。]{0,12}(?:资本|资金|投资|余额)|(?:基金|资金池)[^，。；\d]{0,8}规模"
    r"|引进[^，。]{0,4}[内外]资|利用外资|实物工作量|列支\d|共?投入\d|发行[^，。]{0,20}(?:票据|金融债)"
)
_SET_APART = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:每年|全年|年度)?(?:统筹|安排|投入|列支|筹措)[^，。；\d]{2,16}(?:资金|经费|公益金|债券)"
)
_FUNDED = re.compile(
    r"[\u4e00-\u9fff]{0,6}总投资|(?:实际)?利用外资|引进[内外]资|各[\u4e00-\u9fff]{1,4}配套"
    r"|(?:中央|省级?|市级?|县级?|区级?|地方|自筹|政府|社会)(?:财政)?(?:配套|补助资金|专项资金|投资|资本)"
    r"|[\u4e00-\u9fff]{0,6}财政[^，。；\d]{0,8}(?:安排|配套|投入|预算)"
)
_IN_ALL = re.compile(  # what the issuer sets aside in all: 补贴总额1000万元
    r"(?:补贴|补助|奖补|奖励|资金|基金|经费|消费券|优惠券)(?:资金)?(?:总额度?|总规模|总量|总金额)(?:为|约|达|共)?\d[\d.,]*[万亿]"
    r"|财政(?:统筹|专项|预算)?(?:投入|安排|出资|拿出|筹措)[^，。；\d]{0,10}\d[\d.,]*[万亿]"
)
_EACH_ONE = re.compile(r"每|单[个户笔人家套]|最高|不超过|以[内下]|个人|企业(?:上?年度|营业|销售)")
_ISSUED = re.compile(
    r"安排|完成|投入|筹[措集]|发行|争取|财政|预算|总投资|固定资产投资|项目投资|基金[^，。；\d]{0,6}规模"
)  # by the issuer
DEED = re.compile(
    r"新签|签订|签约|发放|新增|投放|设立|首期|授信|提供(?=不低于|不少于|超过)"
)  # of amounts counted in 亿 only
RELIEF = re.compile(  # 降低企业用电成本30亿元以上
    r"(?:预计|力争)?(?:降低|减轻|减少|节约|为企业减)[^，。；\d]{0,14}(?:成本|负担|费用|支出|税费)[^，。；\d]{0,4}\d"
)


def set_aside(own: str, amount: Amount) -> bool:
    """本次补贴总额1000万元, 财政投入3000万: what the issuer spends in all, whoever may get how much of it."""
    return amount.kind == "money" and _IN_ALL.search(own) is not None and _EACH_ONE.search(own) is None


def spent(own: str, amount: Amount, reading: Reading) -> bool:
    """安排资金2亿元, 降低用电成本30亿元: an amount in 万 or 亿 that is set aside, raised or relieved in all."""
    unit = amount.unit or ""
    if unit[:1] not in ("万", "亿") or re.search(r"不超过|最高|以上的|的(?:企业|单位|个人|项目)|单笔|单个|单户", own):
        return False
    if reading.frame == "reach" and _ISSUED.search(own) is None:
        return False
    if amount.comparator in ("<=", "<"):
        return False
    if RELIEF.match(own) and reading.frame in ("do", "count"):
        return True
    if reading.frame == "count":
        return reading.bare and (_FUNDED.match(own) or _SET_APART.match(own)) is not None
    if reading.frame not in ("do", "reach"):
        return False
    return bool(SPENT.search(own)) or (unit[0] == "亿" and DEED.search(own) is not None)


def traded(amount: Amount, reading: Reading) -> bool:
    """跨境电商进出口额突破200亿元, after what has been ordered."""
    large = (amount.unit or "")[:1] in ("万", "亿")
    return large and amount.comparator in (">=", ">") and words().money_head.search(reading.indicator) is not None
