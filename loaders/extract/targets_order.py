"""Orders: amounts that no word of a goal governs, but that a clause plainly orders to be made, held or spent.

A condition looks alike (带动就业10人以上的, 给予…); what follows the clause and what opens it tells them apart. On a
page that tells of a policy the same clauses count, where nothing says that they have been carried out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_context import Frame
from loaders.extract.targets_naming import clean
from loaders.extract.targets_reading import Reading
from loaders.extract.targets_setting import Setting
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
PER_HEAD = re.compile(
    r"每(?:人|套|户|平方米|张|个(?!县|区|市|乡|镇|街|社|村|州|旗|省|盟|试点|项目|地区|基地|苏木|机构|学校|医院|园区)|家|月|亩|床|名(?!额)|次|辆|台|栋|吨|度|篇|项|件|车|天|日|单)"
    r"|[/／](?:人|套|户|平方米|月|亩|张|次|天|日)"
)
RELIEF = re.compile(  # 降低企业用电成本30亿元以上
    r"(?:预计|力争)?(?:降低|减轻|减少|节约|为企业减)[^，。；\d]{0,14}(?:成本|负担|费用|支出|税费)[^，。；\d]{0,4}\d"
)
STANDARD = re.compile(
    r"(?<!共)配备|配置|配建|按每|按照?每|每[百千万]?(?:户|床|张|班|校)|建筑面积|面积不|设置[^，]{0,10}不少于"
)
_PER_PLACE = re.compile(
    r"(?:每一?个?|各)(?:省份|省|县|市|区|州|乡|镇|街道|社区|村|行政村|设区)|[县市区]（?[^，]{0,6}至少"
)
_INSTITUTION = re.compile(r"机构|医院|中心|卫生院|社区|乡镇|行政村|建制村|学校|幼儿园|站点|养老院|街道")
_COMMA = re.compile("[，：]")
_TOLERANT = re.compile(  # 可办率, 应用, 供应 and 及时 tolerate nothing
    r"可(?!办|持续|再生|靠|及)|原则|(?<![及实即准按小限同随])时(?![间效])[，。暂停可]?|的$|(?<![供相适响反效叫呼回])应(?![用急对届链])|须|如|若|允许|(?<![适相])当"
)
_SERVED = re.compile(r"(?<![效利税费频汇倍功])率$|占比$|比例$|比重$|增速$|满意度$|覆盖面$")
_URGED = re.compile(r"^(?:进一步|持续|着力)?(?:推动|促进|力争|确保|争取|实现|使|带动)")
_CONDITION = re.compile(r"^(?:对(?!接)|凡|若|如|符合)|的$")
_BUILT = re.compile(
    r"(?:改建|扩建|新建|配建|增设)[^，。；]{0,40}(?:单元|设施|机构|用房|场所)|(?:新建|配建)[^，。；]{0,20}$"
)
_RULED = re.compile(r"首付|利率|额度|户型|套内|套数|见习期|评定|申报")  # shares that are rules of a market
_AMONG = re.compile(r"其中，?$|（$|其中$")
_NOUN_AFTER = re.compile(
    r"(?![以并和及且或至的]?[，。；、）（]|并|和|及|且|以|提|张|的?(?:目标|任务|水平|要求|增速))[\u4e00-\u9fff]"
)
_GROWN = re.compile(
    r"(?:贷款|户数|成本|收入|产值|投资|消费|零售额|进出口|增加值|人数|销售额?|成交额?|营收|产量|规模|[\u4e00-\u9fff]量|税收|客流量?|游客量?|余额|时间|时长|占比|比重|率|度|能耗|排放量?)"
    r"(?:年均|同比|再|分别|[较比][^，]{2,8}?)*(?:增长|增加|提高|提升|上升|下降|降低|减少|压减|增幅)$"
)
_PUBLIC = re.compile(r"公益金|出让|财政|预算|专项资金|增值收益|经费")  # money that the issuer itself spends
_DENSITY = re.compile(r"每[百千万]{1,2}(?:名|人|常住|户籍|老年)")
_WORKS = re.compile(r"(?:建设|改造|治理|整治|修复|耕作|造林|抚育|灌溉)$")  # 推进4000公里待贯通路段建设
_DATED = re.compile(r"20\d\d年|今年|全年|年内|年度")
_PRICE = re.compile(r"利率|费率|税率|首付|额度|标准|租金|价格|电价|工资|待遇|分值|得分|得票|降雨|房价")
_DONE = re.compile(r"[\u4e00-\u9fff]了(?![解却结])|病例")
_OFTEN = re.compile(r"每[周月日天]")  # how often a service is given
_HELD = re.compile(r"举办|组织|召开")
_ALL_OF_THEM = re.compile(r"各[级地县市区镇]|每个?[县市区镇乡村]")  # doers that an order is given to
_RATE_OF_EACH = re.compile(
    r"(?:每|单)(?:人|名|个|户|张|家|亩|笔|套|辆)[^，。]{0,12}\d"
)  # 开发岗位2600个，每人每月补助1500元
_QUALIFIED = re.compile(r"(?<![目标])的，(?:[^，]{2,20}，){0,2}$")
_BRACKET = re.compile(r"（[^（）]{0,80}）")
DONE_TO = re.compile(r"对[\d一二三四五六七八九十百千万]+[个家所项处名][^，]{2,20}(?:进行|开展|实施)")
_URGES = re.compile(r"鼓励|支持|引导|组织|推动|动员")  # 鼓励企业筹集300套房源: the issuer has it done
_CHOSEN = re.compile(
    r"每年(?:度)?(?:择优|统筹|计划)?(?:遴选|评选|选树|选拔|认定|培育|扶持|选派|引进|提供|开发|筹集|新增|新建|改造|举办)"
)
_RANKED = re.compile(r"，(?:高于|低于|居|位居|排名|增速|增幅|[快慢]于)")  # …增长39.2%，高于全市平均: told, not ordered
_COMPARED_WITH_PAST = re.compile(r"同比|环比|[较比](?:上年|去年|上月|年初|同期)|上浮|下浮|上调|下调")
_BROUGHT = re.compile(r"实现|确保")
_A_FEW = 5
_MOST = 60
_FOLLOWING = 3  # clauses after an amount that may say what follows from it


@dataclass(frozen=True, slots=True)
class Place:
    """A clause in the stretch between two ；: what stands before it, itself, what comes after; rates masked."""

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
    start = sentence.rfind("；", 0, clause[0]) + 1
    end = sentence.find("；", clause[1])
    end = end if end >= 0 else len(sentence)
    masked = words().harmless.sub(lambda m: "〇" * len(m.group()), sentence[start:end])
    a, b = clause[0] - start, clause[1] - start
    return Place(masked[:a], masked[a:b], masked[b:])


def order(
    sentence: str,
    clause: tuple[int, int],
    amount: Amount,
    reading: Reading,
    setting: Setting,
    frame: Frame,
    following: bool,
) -> bool:
    """True where an amount without a word of a goal is ordered. following: an order was kept before it."""
    here, own = place(sentence, clause), sentence[clause[0] : clause[1]]
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
            told = spent(own, amount, reading) or (following and _traded(amount, reading))
            return told and not barred(here, own, sentence, clause, reading)
        if _risen(here, own, amount, reading) or ((following or raised(amount.word)) and _listed(amount, reading)):
            return not barred(here, own, sentence, clause, reading)
        return _held_at(own, amount, reading) or _ordered_share(here, own, amount, reading, following)
    if barred(here, own, sentence, clause, reading):
        return False
    if amount.kind == "money":
        return spent(own, amount, reading)
    if _DONE.search(own) or (
        amount.unit == "次" and (_OFTEN.search(sentence) or ("每" in own and not _HELD.search(own)))
    ):
        return False
    return reading.frame == "do" and made(own, amount, reading, following)


def raised(word: str) -> bool:
    """提高到, 增至, 降至: brought to an amount, which the contract counts as "=" and an order all the same."""
    return len(word) >= 2 and word[-1] in "到至" and word not in ("达到", "控制到", "稳定到")


def _at_least_some(amount: Amount) -> bool:
    """推动2家以上企业上市: a floor behind the number, of things that are set up and not handed in (照片一张以上)."""
    return amount.suffix in ("以上", "及以上") and (amount.unit or "") in ("个", "家", "所", "处", "座")


def set_aside(own: str, amount: Amount) -> bool:
    """本次补贴总额1000万元, 财政投入3000万: what the issuer spends in all, whoever may get how much of it."""
    return amount.kind == "money" and _IN_ALL.search(own) is not None and _EACH_ONE.search(own) is None


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


def barred(here: Place, own: str, sentence: str, clause: tuple[int, int], reading: Reading) -> bool:
    """True where words of rates, standards or conditions govern the clause; a clause that opens anew is free of
    what was granted before it."""
    w = words()
    if w.hard_limit.search(here.own) or w.soft_limit.search(own) or STANDARD.search(own) or PER_HEAD.search(own):
        return True
    opened, _ = clean(sentence, clause[0], max(reading.start, clause[0]))
    fresh = reading.start <= opened + 1 or _DATED.match(own) is not None
    return not fresh and w.hard_limit.search(here.before) is not None


def spent(own: str, amount: Amount, reading: Reading) -> bool:
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


def _risen(here: Place, own: str, amount: Amount, reading: Reading) -> bool:
    """由1400辆次提高到2000辆次: what is raised from one amount to another is ordered, if it is no rate or price."""
    return (
        reading.moved
        and amount.kind in ("things", "people", "measure")
        and _PRICE.search(own) is None
        and _TOLERANT.search(own) is None
    )


def _listed(amount: Amount, reading: Reading) -> bool:
    """举办活动120场次，其中农村大集不少于60场次; 吞吐量达到800万标箱: stated after what has been ordered."""
    counted = amount.kind in ("things", "people", "measure") and amount.unit not in (
        "米",
        "平方米",
        "平米",
        "㎡",
        "次",
        "分",
        "度",
    )
    floor = amount.comparator in (">=", ">") or raised(amount.word)
    return counted and reading.frame == "reach" and floor and bool(amount.word)


def _traded(amount: Amount, reading: Reading) -> bool:
    """跨境电商进出口额突破200亿元, after what has been ordered."""
    large = (amount.unit or "")[:1] in ("万", "亿")
    return large and amount.comparator in (">=", ">") and words().money_head.search(reading.indicator) is not None


def _held_at(own: str, amount: Amount, reading: Reading) -> bool:
    """每年出让总规模控制在6000亩左右: a total that the issuer holds, of no price and no building."""
    total = re.search("总规模|总量|总数|总用地|供应量", reading.indicator)
    return (
        bool(total)
        and amount.word in ("控制在", "保持在", "稳定在", "控制到")
        and "单" not in own
        and amount.kind != "percent"
    )


def _ordered_share(here: Place, own: str, amount: Amount, reading: Reading, following: bool) -> bool:
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
        named = _INSTITUTION.search(reading.indicator) is not None or _BROUGHT.match(own) is not None
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
    if amount.word in ("稳定在", "保持在", "维持在") and _PRICE.search(reading.indicator) is None:
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
    if amount.kind in ("people", "things", "measure"):
        return following and _PRICE.search(reading.indicator) is None and _GROWN.search(reading.indicator) is not None
    if amount.kind != "percent" or _PRICE.search(reading.indicator) or _GROWN.search(reading.indicator) is None:
        return False
    bare = _COMPARED_WITH_PAST.search(own) is None
    return following or bare or amount.comparator in (">=", ">") or _URGED.match(own) is not None


def made(own: str, amount: Amount, reading: Reading, following: bool) -> bool:
    """Verb, number and thing: people, things, lengths and areas that are to be made, held or served."""
    w, unit = words(), amount.unit or ""
    if amount.kind not in ("people", "things", "measure") or amount.comparator in ("<=", "<"):
        return False
    if amount.chinese and unit[:1] in ("万", "亿") and amount.value >= 100 and not amount.word and not amount.suffix:
        return False  # 千亿斤粮食产能提升行动: a name
    if amount.unit == "次" and amount.value <= _A_FEW and reading.verb in ("提供", "开展"):
        return False  # 提供1次政策宣介、3次岗位推荐: to each of those served
    strong = w.make_verb.fullmatch(reading.verb) is not None
    if unit == "类" and not strong:
        return False  # 大米、面粉、食用油等8类用品: what there is
    if amount.kind == "measure":
        return (strong or _WORKS.search(reading.indicator) is not None) and unit not in (
            "米",
            "平方米",
            "平米",
            "分",
            "度",
            "㎡",
        )
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
    return large or (_DATED.search(own) is not None and amount.value >= 3)
