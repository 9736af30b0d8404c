"""Frames: how a clause states an amount, and the indicator it gives.

reach   [indicator] 达到 N%             do      培训 [thing] N 人 / 新增 N 张 [thing]
share   N%以上的 [group] [does]         growth  [indicator] 年均增长 N%; raise  按N%增幅提高 [thing]
ratio   A 不低于 B 的 N%                count   [thing] N 个 (only where the context says what it is)
"""

from __future__ import annotations

import re

from loaders.extract.targets_amounts import COUNTED
from loaders.extract.targets_naming import clean
from loaders.extract.targets_reading import Reading, named, tail, thing_after
from loaders.extract.targets_regions import Region
from loaders.extract.targets_shares import growth, percent, reach
from loaders.extract.targets_words import words

_ACTOR = re.compile(
    r"(?:每一?个?|各|全)[\u4e00-\u9fff（）、]{1,12}$|^为[\u4e00-\u9fff]{1,12}$"
    r"|(?:财政|政府|部门|联动|补盲|同步|配套|加密|牵头|县城|城区|联合|统一|共同|协同|分批|集中|免费|统筹|创新|年度|季度|局|委|厅|单位|机构|企业|街道|乡镇|社区|[省市县区镇村]|至少|重点|累计|新|再|人|(?<!公)共)$"
)
_BRACKET = re.compile(r"（[^（）]{0,20}）$")
_DENSITY = re.compile(r"每[百千万]{1,2}(?:名|户|人|个|常住|老年|儿童|人口)[^，]{2,20}")
_PART_OF_NOUN = frozenset("区圈带率力性化者员的后筑")
_NOUN_OF_ONE = {
    "建": "材议言制党群",
    "设": "施备计想区",
    "有": "效序机关害色限力利无毒线轨偿望",
}  # 设施, 有机: no verbs
_ALL_THERE_IS = frozenset({"现有", "剩余", "其余", "存量"})  # 完成现有1.2万户危房改造
_SERVED = re.compile(  # 为1.2万户残疾人家庭实施无障碍改造
    r"[\u4e00-\u9fff（）\d—-]{2,24}?(?P<verb>实施|提供|开展|完成|安装)[\u4e00-\u9fff（）、“”]{2,24}"
)
_AS_BEFORE = re.compile(r"有序|平稳|健康|稳定")  # 推动20个试点有序运行: of those there are
_RANKED = re.compile(r"[^，。；]{0,60}?级([\u4e00-\u9fff]{2,12})(?=[，。；]|$)")
_MOVED = re.compile(r"(?P<verb>推动|推进|促进|带动|引导|助力)$")  # 推动2万家企业上云
_LED = re.compile(r"(带动|拉动|撬动)$")  # 带动重大项目投资350亿元
_WHERE = 8  # of a place before the amount: 推动主产区300个县…
_HELD = re.compile(r"(?:组织|开展|举办|实施|完成)(?:培训|轮训|演练|宣讲|巡查|服务|招聘|研修)")
_DONE_BY = re.compile(  # the number stands first: what so many of them reach
    r"(?P<who>[\u4e00-\u9fff（）“”]{1,20}?)(?P<does>(?:(?:全部|均|都)(?:开展|实施|推行|纳入|接入)|(?:全部|均|都)?(?:达到|建成|通过|落地|投用|投入使用|开工|竣工|通车|达标|投产|入园|入驻))[\u4e00-\u9fffA-Za-z/“”]{0,16})"
)
_AMONG_PLACES = re.compile(r"(?:在|选[取择]|遴选)[\u4e00-\u9fff、]{2,30}等$")
_TREATED = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,16}?)(?:进行|开展|实施)(?P<does>[\u4e00-\u9fff]{2,16})")
_HELD_IN = re.compile(r"[\u4e00-\u9fff]{0,6}?(?P<verb>开展|推进|实施|启动)(?P<what>[\u4e00-\u9fff]{2,20})")
_OWN_LEAD = re.compile("促进|带动|推动|推进")
_LETS = re.compile(r"(?:让|使|使得)$")  # 让2000万以上居民受益
_GAINED = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,12}?)(?P<what>(?:获益|受益|得实惠|享受|得到|用上|住上|喝上|走上|实现|就业)[\u4e00-\u9fff]{0,12})"
)
_SHARED = re.compile(
    r"[、和及](?:有效|累计|新)?[\u4e00-\u9fff]{2,4}\d[\d.]*[万亿]?[套个户间家张亩](?P<thing>[\u4e00-\u9fff、]{3,30})"
)
_SIZE_NOUNS = frozenset({"首期规模", "首期", "总规模", "规模", "总额", "总投资", "总量"})


def read_frame(sentence: str, region: Region, verb: str, floor: int) -> Reading | None:
    """The frame of one region.

    verb: what an earlier item of the same list did; floor: where the subject of the sentence may start.
    """
    amount = region.amount
    start, end = clean(sentence, region.start, amount.cue)
    before = sentence[start:end]
    if amount.kind == "percent":
        return percent(sentence, region, start, end, floor)
    works = amount.kind in COUNTED and words().again.fullmatch(before)  # 改造提升40万亩
    if not works and words().growth.search(before) and not thing_after(sentence[amount.end : region.end]):
        return growth(sentence, region, start)
    if _DENSITY.match(before):
        return _density(sentence, region, start, end)
    match = governing_verb(before)
    if match is not None and len(thing_after(sentence[amount.end : region.end])) >= 2:
        match = _nearest(before, match)
    adjacent = match is not None and (
        match.end() == len(before) or words().again.fullmatch(before, match.start()) is not None
    )
    made = match is not None and match.start() == 0 and _makes(match.group(), amount.word)
    if verb and before and not region.first and amount.word in ("不少于", "不低于", "超过") and match is None:
        return _listed(sentence, region, start, end, verb)
    if amount.word in words().reaching and before and not adjacent and not made:
        return reach(sentence, region, start, end)
    if match is not None:
        return _do(sentence, region, start, end, match)
    if verb and (before or sentence[amount.end : region.end]):
        return _listed(sentence, region, start, end, verb)
    return _without_verb(sentence, region, start, before)


def _without_verb(sentence: str, region: Region, start: int, before: str) -> Reading | None:
    """No verb stands before the amount: what so many do, get or are led to do, or only their name."""
    amount = region.amount
    doing = _doing(sentence, region, before)
    if doing:
        return doing
    served = _SERVED.match(sentence, amount.end, region.end) if _served_so_many(sentence, region, before) else None
    if served:
        return Reading("do", named(served.group()), amount.cue, served.end(), served["verb"])
    gained = _GAINED.match(sentence, amount.end, region.end) if amount.kind == "people" and not before else None
    if gained and _LETS.search(sentence, region.start, amount.cue):
        return Reading("do", named(gained["who"] + gained["what"]), amount.cue, gained.end(), "惠及")
    moved = _MOVED.search(sentence[region.start : start])
    led = _LED.search(sentence[region.start : start]) if amount.kind == "money" and before else None
    if led:
        return Reading("do", led[1] + named(before), start, tail(amount, sentence, region), led[1])
    if (
        moved
        and len(before) <= _WHERE
        and not _AS_BEFORE.search(sentence, amount.end, region.end)
        and len(thing_after(sentence[amount.end : region.end])) >= 4
    ):
        name = moved["verb"] + before + thing_after(sentence[amount.end : region.end])
        at = region.start + moved.start()
        return Reading("do", named(name), at, tail(amount, sentence, region), moved["verb"])
    if before and not before.endswith("等"):
        stop = tail(amount, sentence, region)
        return Reading("count", named(before), start, stop, bare=stop == amount.end)
    return None


def _doing(sentence: str, region: Region, before: str) -> Reading | None:
    """15个卫生院全部达到标准; 在甲、乙等5个市开展试点: so many do something, or it is done in so many places."""
    amount = region.amount
    if amount.kind not in ("things", "people") or amount.word:
        return None
    among = _AMONG_PLACES.search(sentence[region.start : amount.cue])
    held = _HELD_IN.match(sentence, amount.end, region.end) if among else None
    if among and held:
        name = named(held["verb"] + held["what"])
        return Reading("do", name, region.start + among.start(), held.end(), held["verb"])
    treated = _TREATED.match(sentence, amount.end, region.end) if before == "对" else None
    if treated:
        return Reading("do", named(treated["what"] + treated["does"]), region.start, treated.end(), "完成")
    done = _DONE_BY.match(sentence, amount.end, region.end) if not before or before.endswith("批") else None
    if done:
        return Reading("do", named(done["who"] + done["does"]), amount.cue, done.end(), "完成")
    return None


def _served_so_many(sentence: str, region: Region, before: str) -> bool:
    """为1.2万户…实施; 免费为2万名…开展; 拟为不少于500户…实施."""
    return (region.amount.word == "为" and before in ("", "免费")) or (
        region.amount.word != "为" and not before and sentence.endswith("为", region.start, region.amount.cue)
    )


def _makes(verb: str, compared: str) -> bool:
    """新建…不少于3个; 组织…不少于30批次: a weaker verb where a floor is set."""
    floor = compared in ("不少于", "不低于", "至少", "超过")
    return words().make_verb.fullmatch(verb) is not None or (floor and verb in words().order)


def governing_verb(before: str) -> re.Match[str] | None:
    """The verb that governs the amount: right before it, at the head, or after a subject that can act."""
    matches = [m for m in words().any_verb.finditer(before) if not _in_noun(m, before[m.end() : m.end() + 1])]
    if not matches:
        return None
    if matches[-1].end() == len(before) and (matches[-1].start() == 0 or not _heads(before, matches[0])):
        return matches[-1]
    for match in matches:
        if _heads(before, match):
            return match
    return None


def _in_noun(match: re.Match[str], following: str) -> bool:
    """设施, 建议: the verb is the first half of a noun."""
    return following != "" and (following in _PART_OF_NOUN or following in _NOUN_OF_ONE.get(match.group(), ""))


def _nearest(before: str, first: re.Match[str]) -> re.Match[str]:
    """组织企业参加50个展会, 选择部分地区开展100个项目: the verb right before the number governs what follows it."""
    last = next((m for m in words().any_verb.finditer(before, first.end()) if m.end() == len(before)), None)
    between = before[first.end() : last.start()] if last else ""
    parted = last is not None and len(last.group()) >= 2 and len(between) >= 2 and between[0] not in "和、及并"
    return last if last is not None and parted else first


def _heads(before: str, match: re.Match[str]) -> bool:
    """True where the verb opens the clause, or follows a join or one who acts."""
    at = match.start()
    before = _BRACKET.sub("", before[:at]) + before[at:] if before[at - 1 : at] == "）" else before
    at = len(before) - len(match.string) + match.start()
    return at == 0 or before[at - 1] in "，、和并及要将应拟再共内年前”" or bool(_ACTOR.search(before[:at]))


def _density(sentence: str, region: Region, start: int, end: int) -> Reading:
    """每千名老年人拥有养老床位35张, 每千名儿童拥有2.5张儿科床位."""
    name, stop = sentence[start:end], tail(region.amount, sentence, region)
    after = thing_after(sentence[region.amount.end : region.end])
    return Reading("reach", named(name + after if name.endswith("有") else name), start, stop)


def _do(sentence: str, region: Region, start: int, end: int, match: re.Match[str]) -> Reading | None:
    """Verb and thing; a verb that ends what stands before the amount may be a noun itself (老旧小区改造150个)."""
    amount = region.amount
    verb, before = match.group(), sentence[start:end]
    after = thing_after(sentence[amount.end : region.end])
    thing = before[match.end() :].removesuffix("的")
    if after and thing in _SIZE_NOUNS:  # 设立总规模100亿元的产业基金
        return Reading("do", named(after + thing), start + match.start(), tail(amount, sentence, region), verb)
    if thing.endswith("等") and len(after) >= 2:
        return Reading("do", named(verb + after), start + match.start(), tail(amount, sentence, region), verb)
    thing = "" if thing in _ALL_THERE_IS else thing
    if not thing or words().any_verb.fullmatch(thing.lstrip("和、及并")):
        return _verb_only(sentence, region, start, end, match)
    name = thing if verb in words().light else verb + thing
    return Reading("do", named(name), start + match.start(), tail(amount, sentence, region), verb)


def _verb_only(sentence: str, region: Region, start: int, end: int, match: re.Match[str]) -> Reading | None:
    """Verbs right before the amount: the thing stands behind it (引进和落地50个团队), or the verb names it."""
    before, stop = sentence[start:end], tail(region.amount, sentence, region)
    after = thing_after(sentence[region.amount.end : region.end])
    second = before[match.end() :].lstrip("和、及并")
    verb = second if words().make_verb.fullmatch(second) else match.group()
    if len(after) >= 2:
        name = after if verb in words().light else before[match.start() :] + after
        return Reading("do", named(name), start + match.start(), stop, verb)
    shared = _SHARED.match(sentence, region.amount.end) if words().again.fullmatch(before) else None
    if shared:  # 筹集40万套、供应35万套保障性住房
        return Reading("do", named(verb + shared["thing"]), start, stop, verb)
    if match.start() == 0 and len(verb) >= 4 and verb == before:  # 农机报废更新补贴…，报废更新6万台
        return Reading("do", verb, start, stop, verb)
    if region.amount.kind == "money" and before in ("投入", "安排", "预算", "列支"):
        return Reading("do", before, start + match.start(), stop, match.group())  # 全区共投入2.8亿元
    if _HELD.fullmatch(before):
        return Reading("do", before, start, stop, match.group())  # 开展培训2万人次
    if match.start() < 2 or words().again.fullmatch(before):
        return None
    first = governing_verb(before[: match.start()])
    if first is not None:
        return Reading("do", named(before[first.start() :]), start + first.start(), stop, first.group())
    return Reading("do", named(before.replace("每年", "")), start, stop, verb)


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
    thing = sentence[start:end] if end > start else thing_after(sentence[region.amount.end : region.end])
    if len(thing) < 2:
        return None
    behind = thing_after(sentence[region.amount.end : region.end])
    if end > start and len(behind) >= 4:
        thing += behind  # 节能环保4个千亿级产业集群
    led = _OWN_LEAD.search(sentence, region.start, start)  # 累计促进就业30万人次: no longer what was built
    name = thing if verb in words().light or led else verb + thing
    at = start if end > start else region.amount.cue
    return Reading("do", named(name), at, tail(region.amount, sentence, region), verb)
