"""Frames: how a clause states an amount, and the indicator it gives.

reach   [indicator] 达到 N%             do      培训 [thing] N 人 / 新增 N 张 [thing]
share   N%以上的 [group] [does]         growth  [indicator] 年均增长 N%; raise  按N%增幅提高 [thing]
ratio   A 不低于 B 的 N%                count   [thing] N 个 (only where the context says what it is)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_naming import clean
from loaders.extract.targets_regions import Region
from loaders.extract.targets_words import words

_RAISED = re.compile(r"^(?:持续|逐步|稳步)?(?:提高|提升|增加|扩大|降低|减少|推动|推进|加强|优化|加快|保持)(?!率)")
_ACTOR = re.compile(
    r"(?:每一?个?|各|全)[\u4e00-\u9fff（）、]{1,12}$|^为[\u4e00-\u9fff]{1,12}$"
    r"|(?:财政|政府|部门|联动|联合|统一|共同|协同|分批|集中|免费|创新|年度|季度|局|委|厅|单位|机构|企业|街道|乡镇|社区|[省市县区镇村]|至少|重点|累计|新|再|人|共)$"
)
_NOT_NAMING = re.compile(r"[“”]|20\d\d年(?!度|级)")
_SUFFIX = re.compile(r"^(?:以上|左右)")
_LOOSE_TAIL = re.compile(r"^(?:的|以上的|左右的)")
_NOUN = re.compile(r"(?:[^（(，；。：）)]|（(?!其中|含|以下|详见|见|附|包括)[^（），；。：]{1,20}）){0,80}")
_BRACKET = re.compile(r"（[^（）]{0,20}）$")
_DENSITY = re.compile(r"每[百千万]{1,2}(?:名|户|人|个|常住|老年|儿童|人口)[^，]{2,20}")
_STOP = re.compile(r"[（(]|，|；|。|：")
_COMPARED_WITH = re.compile(
    r"^(?!按)(?P<a>.{2,30}?)(?:原则上|应当?|要|须)?(?:占(?!比)|(?P<word>不低于|不少于|不超过|不高于|高于|低于|超过|达到)(?:全[省市县区国])?)(?P<b>.{2,30}?)的?$"
)
_GROWN_WORDS = re.compile(
    r"(?:力争|预期|目标|分别|约|(?<!年)均|[，、]|(?:与|同)[^，]{2,10}相比|(?:比|较)[^，]{2,10}?|20\d\d年)(?=(?:年均)?(?:增|提|上|下|降|减|压|翻))"
)
_PART_OF_NOUN = frozenset("区圈带率力性化者员的后")
_ALL_THERE_IS = frozenset({"现有", "剩余", "其余", "存量"})  # 完成现有1.2万户危房改造
_SERVED = re.compile(  # 为1.2万户残疾人家庭实施无障碍改造
    r"[\u4e00-\u9fff（）]{2,24}?(?P<verb>实施|提供|开展|完成|安装)[\u4e00-\u9fff（）、]{2,24}"
)
_AS_BEFORE = re.compile(r"有序|平稳|健康|稳定|首批")  # 推动20个试点有序运行: of those there are
_RANKED = re.compile(r"[^，。；]{0,60}?级([\u4e00-\u9fff]{2,12})(?=[，。；]|$)")
_MOVED = re.compile(r"(?P<verb>推动|推进|促进|带动|引导|助力)$")  # 推动2万家企业上云
_SIZE_NOUNS = frozenset({"总规模", "规模", "总额", "总投资", "总量"})
_RAISE_BY = re.compile(r"的?(?:增幅|幅度|比例|增速)(?:继续)?(?:提高|提升|增加|上调)(?P<what>[\u4e00-\u9fff、]{2,40})")
_SPENT_ON = re.compile(r"的?比例(用于[\u4e00-\u9fff、]{2,40})")
_SECOND_GROUP = re.compile(r"(?:和|、|及|以及)\d{1,3}(?:\.\d+)?%(?:以上)?的")
_ENDS = re.compile(r"比例|的?[^，的]{0,6}(?:目标|水平|比例|任务|要求|增速|速度|以上|左右)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A frame matched: the indicator as named, [start, end) of the sentence that states it, the frame's name.

    verb: what is done (do), handed on to the later items of a list; comparator: where the frame itself has one.
    """

    frame: str
    indicator: str
    start: int
    end: int
    verb: str = ""
    comparator: str = ""
    bare: bool = False  # nothing but a stop follows the amount


def read_frame(sentence: str, region: Region, verb: str, floor: int) -> Reading | None:
    """The frame of one region.

    verb: what an earlier item of the same list did; floor: where the subject of the sentence may start.
    """
    amount = region.amount
    start, end = clean(sentence, region.start, amount.cue)
    before = sentence[start:end]
    if amount.kind == "percent":
        return _percent(sentence, region, start, end, floor)
    if words().growth.search(before) and not _thing(sentence[amount.end : region.end]):
        return _growth(sentence, region, start)
    if _DENSITY.match(before):
        return _density(sentence, region, start, end)
    match = governing_verb(before)
    if match is not None and len(_thing(sentence[amount.end : region.end])) >= 2:
        match = _nearest(before, match)
    adjacent = match is not None and match.end() == len(before)
    made = match is not None and match.start() == 0 and words().make_verb.fullmatch(match.group())
    if verb and before and not region.first and amount.word in ("不少于", "不低于", "超过") and match is None:
        return _listed(sentence, region, start, end, verb)
    if amount.word in words().reaching and before and not adjacent and not made:
        return _reach(sentence, region, start, end)
    if match is not None:
        return _do(sentence, region, start, end, match)
    if verb and (before or sentence[amount.end : region.end]):
        return _listed(sentence, region, start, end, verb)
    served = _SERVED.match(sentence, amount.end, region.end) if amount.word == "为" and not before else None
    if served:
        return Reading("do", _named(served.group()), amount.cue, served.end(), served["verb"])
    moved = None if before else _MOVED.search(sentence[region.start : amount.cue])
    if (
        moved
        and not _AS_BEFORE.search(sentence, amount.end, region.end)
        and len(_thing(sentence[amount.end : region.end])) >= 4
    ):
        name = moved["verb"] + _thing(sentence[amount.end : region.end])
        at = region.start + moved.start()
        return Reading("do", _named(name), at, tail(amount, sentence, region), moved["verb"])
    if before and not before.endswith("等"):
        stop = tail(amount, sentence, region)
        return Reading("count", _named(before), start, stop, bare=stop == amount.end)
    return None


def governing_verb(before: str) -> re.Match[str] | None:
    """The verb that governs the amount: right before it, at the head, or after a subject that can act."""
    matches = [m for m in words().any_verb.finditer(before) if before[m.end() : m.end() + 1] not in _PART_OF_NOUN]
    if not matches:
        return None
    if matches[-1].end() == len(before) and (matches[-1].start() == 0 or not _heads(before, matches[0])):
        return matches[-1]
    for match in matches:
        if _heads(before, match):
            return match
    return None


def _nearest(before: str, first: re.Match[str]) -> re.Match[str]:
    """组织企业参加50个展会, 选择部分地区开展100个项目: the verb right before the number governs what follows it."""
    last = next((m for m in words().any_verb.finditer(before, first.end()) if m.end() == len(before)), None)
    between = before[first.end() : last.start()] if last else ""
    parted = last is not None and len(last.group()) >= 2 and len(between) >= 2 and between[0] not in "和、及并"
    return last if last is not None and parted else first


def _heads(before: str, match: re.Match[str]) -> bool:
    at = match.start()
    before = _BRACKET.sub("", before[:at]) + before[at:] if before[at - 1 : at] == "）" else before
    at = len(before) - len(match.string) + match.start()
    return at == 0 or before[at - 1] in "，、和并及要将应拟再共内年前”" or bool(_ACTOR.search(before[:at]))


def _percent(sentence: str, region: Region, start: int, end: int, floor: int) -> Reading | None:
    amount = region.amount
    before = sentence[start:end]
    after = sentence[amount.end : region.clause[1]].rstrip("。；，")
    if words().growth.search(sentence, max(region.start, amount.cue - 6), amount.cue):
        return _growth(sentence, region, start)
    raised = _RAISE_BY.match(after) if before in ("按", "按照") else None
    if raised:
        return Reading("raise", _named(raised["what"]) + "增幅", start, amount.end + raised.end())
    if _SPENT_ON.match(after):
        return _share(sentence, region, before.removesuffix("按").removesuffix("按照"), after, start)
    verbs = list(words().any_verb.finditer(before))
    governed = not before or (bool(verbs) and verbs[-1].end() == len(before) and len(before) <= 16)
    if governed and re.match(r"的?[\u4e00-\u9fff]", after) and not _ENDS.match(after):
        return _share(sentence, region, before, after, start)
    if (
        not amount.word
        and re.match(r"(?:设|开设|建立|配备|实现|纳入|完成|建成|签订|开展|达标)", after)
        and len(before) >= 3
    ):
        return _share_of_subject(sentence, region, start, end, after)
    compared = _COMPARED_WITH.match(before)
    if compared and not amount.word:
        return _compared(region, start, compared)
    if not before or (len(before) <= 3 and words().ratio_head.search(before)):
        return _earlier_subject(sentence, region, floor, before) or (
            _reach(sentence, region, start, end) if before else None
        )
    if before.startswith("占"):
        return _earlier_subject(sentence, region, floor, before + "比例") or _reach(sentence, region, start, end)
    return _reach(sentence, region, start, end)


def _compared(region: Region, start: int, match: re.Match[str]) -> Reading:
    """A 不低于 B 的 30%: the indicator is the share of A in B."""
    sign = words().prefix_sign.get(match["word"] or "占", "=")
    return Reading("ratio", f"{match['a']}占{match['b']}比例", start, region.amount.end, comparator=sign)


def _growth(sentence: str, region: Region, start: int) -> Reading | None:
    """X年均增长8%: the growth itself is the indicator."""
    amount = region.amount
    indicator = _GROWN_WORDS.sub("", sentence[start : amount.cue])
    if len(indicator) < 4:
        return None
    return Reading("growth", _named(indicator), start, amount.end)


def _share(sentence: str, region: Region, before: str, after: str, start: int) -> Reading | None:
    """80%以上的医疗机构开设绿色通道: the group and what it does, as a share."""
    piece = _noun(after)
    spent = _SPENT_ON.match(piece)
    if spent:
        return Reading("share", f"{before}{spent[1]}比例", start, region.amount.end + len(piece))
    piece_of_group = _shared_predicate(piece)
    group = re.sub(r"^的", "", _LOOSE_TAIL.sub("", piece_of_group))
    group = re.sub(
        r"(?:能够|可以|应当?|须|均|都|将|(?<![失智功职性])能|(?<![主需重])要(?![求素]))(?=[\u4e00-\u9fff])",
        "",
        group,
        count=1,
    )
    end = region.amount.end + len(piece)
    means = re.search(r"(?:依托|通过|采取|利用|借助)[\u4e00-\u9fff、]{2,40}$", group)
    if means and sentence.startswith("，", end):
        does = _STOP.split(sentence[end + 1 :], maxsplit=1)[0]
        group, end = group[: means.start()] + does, end + 1 + len(does)
    if len(group) < 2:
        return None
    return Reading("share", f"{before}{group}比例", start if before else region.amount.cue, end)


def _share_of_subject(sentence: str, region: Region, start: int, end: int, after: str) -> Reading:
    """二级以上医院要100%开设老年病科."""
    does = _STOP.split(after, maxsplit=1)[0]
    name = re.sub(r"(?:要|应当?|须|必须|均|都)$", "", sentence[start:end])
    return Reading("share", f"{name}{does}比例", start, region.amount.end + len(does))


def _shared_predicate(piece: str) -> str:
    """90%以上的乡镇和60%以上的社区建立站点: the first group does what the last one does."""
    second = _SECOND_GROUP.search(piece)
    if second is None:
        return piece
    verb = words().any_verb.search(piece, second.end())
    return piece[: second.start()] + piece[verb.start() :] if verb else piece


def _earlier_subject(sentence: str, region: Region, floor: int, head: str) -> Reading | None:
    """A clause that begins with its predicate (占比达到50%): the subject stands in the clause before."""
    text = sentence[floor : region.clause[0]].rstrip("，：")
    cut = max(text.rfind("，"), text.rfind("："), text.rfind("；"), -1)
    a, b = clean(sentence, floor + cut + 1, floor + len(text))
    subject = re.sub(r"^为[^，]{1,12}?(?=建|提供|开展|设|配)", "", sentence[a:b])
    verb = words().any_verb.match(subject) or _RAISED.match(subject)
    if verb and verb.end() < len(subject):
        subject = subject[verb.end() :]
    if not 2 <= len(subject) <= 40 or re.search(r"\d", subject):
        return None
    return Reading("reach", subject + head, a, region.amount.end)


def _reach(sentence: str, region: Region, start: int, end: int) -> Reading:
    raised = _RAISED.match(sentence[start:end])
    if raised and raised.end() < end - start:
        start += raised.end()
    name = _named(sentence[start:end])
    among = sentence.startswith("其中", region.clause[0]) or sentence[: region.clause[0]].endswith("其中，")
    if among and region.amount.kind == "percent":
        name = name if words().ratio_head.search(name) else name + "占比"
    return Reading("reach", name, start, tail(region.amount, sentence, region))


def _density(sentence: str, region: Region, start: int, end: int) -> Reading:
    """每千名老年人拥有养老床位35张, 每千名儿童拥有2.5张儿科床位."""
    name, stop = sentence[start:end], tail(region.amount, sentence, region)
    after = _thing(sentence[region.amount.end : region.end])
    return Reading("reach", _named(name + after if name.endswith("有") else name), start, stop)


def _do(sentence: str, region: Region, start: int, end: int, match: re.Match[str]) -> Reading | None:
    """Verb and thing; a verb that ends what stands before the amount may be a noun itself (老旧小区改造150个)."""
    amount = region.amount
    verb, before = match.group(), sentence[start:end]
    after = _thing(sentence[amount.end : region.end])
    thing = before[match.end() :].removesuffix("的")
    if after and thing in _SIZE_NOUNS:  # 设立总规模100亿元的产业基金
        return Reading("do", _named(after + thing), start + match.start(), tail(amount, sentence, region), verb)
    if thing.endswith("等") and len(after) >= 2:
        return Reading("do", _named(verb + after), start + match.start(), tail(amount, sentence, region), verb)
    thing = "" if thing in _ALL_THERE_IS else thing
    if not thing or words().any_verb.fullmatch(thing.lstrip("和、及并")):
        return _verb_only(sentence, region, start, end, match)
    name = thing if verb in words().light else verb + thing
    return Reading("do", _named(name), start + match.start(), tail(amount, sentence, region), verb)


def _verb_only(sentence: str, region: Region, start: int, end: int, match: re.Match[str]) -> Reading | None:
    """Verbs right before the amount: the thing stands behind it (引进和落地50个团队), or the verb names it."""
    before, stop = sentence[start:end], tail(region.amount, sentence, region)
    after = _thing(sentence[region.amount.end : region.end])
    second = before[match.end() :].lstrip("和、及并")
    verb = second if words().make_verb.fullmatch(second) else match.group()
    if len(after) >= 2:
        name = after if verb in words().light else before[match.start() :] + after
        return Reading("do", _named(name), start + match.start(), stop, verb)
    if match.start() == 0 and len(verb) >= 4 and verb == before:  # 农机报废更新补贴…，报废更新6万台
        return Reading("do", verb, start, stop, verb)
    if match.start() < 2 or words().again.fullmatch(before):
        return None
    first = governing_verb(before[: match.start()])
    if first is not None:
        return Reading("do", _named(before[first.start() :]), start + first.start(), stop, first.group())
    return Reading("do", _named(before.replace("每年", "")), start, stop, verb)


def whole_name(sentence: str, region: Region, name: str) -> str:
    """提供照护和应急救护培训，…完成100人次的培训: a short name is what the sentence named in full before."""
    if name.endswith("级"):  # 2个千亿级、5个百亿级产业集群
        ranked = _RANKED.match(sentence, region.end)
        return name + ranked[1] if ranked else name
    if name in ("投资", "完成投资"):
        return _object(sentence[: region.clause[0]]) + name
    if len(name) == 4:
        before = re.search(rf"[\u4e00-\u9fff]{{2,12}}(?={name})", sentence[: region.clause[0]])
        verb = words().any_verb.match(before.group()) if before else None
        return before.group()[verb.end() if verb else 0 :] + name if before else name
    if len(name) > 3:
        return name
    for clause in re.split("[，；：]", sentence[: region.clause[0]])[::-1]:
        if clause.endswith(name) and len(clause) > len(name):
            verbs = list(words().any_verb.finditer(clause, 0, len(clause) - len(name)))
            full = clause[verbs[-1].end() :] if verbs else clause
            return full if len(name) < len(full) <= 30 else name
    return name


def _object(text: str) -> str:
    """加快建设能源类重点项目，全年完成投资…: what the clause before is about, where that is short."""
    clause = re.split("[，；：]", text.rstrip("，；："))[-1]
    verb = re.match(r"(?:加快|推进|推动|深入|大力|全面|扎实|继续|持续){0,3}", clause)
    rest = clause[verb.end() if verb else 0 :]
    made = words().make_verb.match(rest)
    thing = rest[made.end() if made else 0 :]
    return thing if made and 3 <= len(thing) <= 24 and not re.search(r"\d", thing) else ""


def _listed(sentence: str, region: Region, start: int, end: int, verb: str) -> Reading | None:
    """A later item of a list: 培育龙头企业10家、示范合作社20个."""
    thing = sentence[start:end] if end > start else _thing(sentence[region.amount.end : region.end])
    if len(thing) < 2:
        return None
    behind = _thing(sentence[region.amount.end : region.end])
    if end > start and len(behind) >= 4:
        thing += behind  # 节能环保4个千亿级产业集群
    name = thing if verb in words().light else verb + thing
    at = start if end > start else region.amount.cue
    return Reading("do", _named(name), at, tail(region.amount, sentence, region), verb)


def _thing(after: str) -> str:
    """The noun after an amount: up to a bracket or a stop, without 的."""
    noun = _noun(_LOOSE_TAIL.sub("", after))
    return _SUFFIX.sub("", noun).strip("、和及 ")


def tail(amount: Amount, sentence: str, region: Region) -> int:
    """The quote runs to the end of the noun after the amount."""
    return amount.end + len(_noun(sentence[amount.end : region.end]))


def _noun(after: str) -> str:
    """Up to a stop or an explaining bracket; a bracket inside a name (乡（镇）) stays."""
    match = _NOUN.match(after)
    return match.group() if match else ""


def _named(text: str) -> str:
    return _NOT_NAMING.sub("", text).strip("，、：；。的 ")
