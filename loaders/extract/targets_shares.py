"""Frames of shares and of what is reached: rates, growth, shares of a group, ratios (see targets_frames)."""

from __future__ import annotations

import re

from loaders.extract.targets_naming import clean
from loaders.extract.targets_reading import LOOSE_TAIL, Reading, named, noun_after, tail
from loaders.extract.targets_regions import Region
from loaders.extract.targets_words import words

_RAISED = re.compile(r"^(?:持续|逐步|稳步)?(?:提高|提升|增加|扩大|降低|减少|推动|推进|加强|优化|加快|保持)(?!率)")
_STOP = re.compile(r"[（(]|，|；|。|：")
_COMPARED_WITH = re.compile(
    r"^(?!按)(?P<a>.{2,30}?)(?:原则上|应当?|要|须)?(?:占(?!比)|(?P<word>不低于|不少于|不超过|不高于|高于|低于|超过|达到)(?:全[省市县区国])?)(?P<b>.{2,30}?)的?$"
)
_GROWN_WORDS = re.compile(
    r"(?:力争|预期|目标|分别|约|(?<!年)均|[，、]|(?:与|同)[^，]{2,10}相比|(?:比|较)[^，]{2,10}?|20\d\d年)(?=(?:年均)?(?:增|提|上|下|降|减|压|翻))"
)
_RAISE_BY = re.compile(r"的?(?:增幅|幅度|比例|增速)(?:继续)?(?:提高|提升|增加|上调)(?P<what>[\u4e00-\u9fff、]{2,40})")
_SPENT_ON = re.compile(r"的?比例(用于[\u4e00-\u9fff、]{2,40})")
_SECOND_GROUP = re.compile(r"(?:和|、|及|以及)\d{1,3}(?:\.\d+)?%(?:以上)?的")
_WHOSE = re.compile(r"(?:实现|确保|力争)[\u4e00-\u9fff]{2,6}$")  # 实现纳税人90%以上的事项网上办理
_ACTS = re.compile(r"的?[\u4e00-\u9fff]{4,20}(?:办理|接入|开通|达标|受益|参加|设立|建成|建立|开展|配备|上线|入网)$")
_ENDS = re.compile(r"比例|的?[^，的]{0,6}(?:目标|水平|比例|任务|要求|增速|速度|以上|左右)$")


def percent(sentence: str, region: Region, start: int, end: int, floor: int) -> Reading | None:
    amount = region.amount
    before = sentence[start:end]
    after = sentence[amount.end : region.clause[1]].rstrip("。；，")
    if words().growth.search(sentence, max(region.start, amount.cue - 6), amount.cue):
        return growth(sentence, region, start)
    raised = _RAISE_BY.match(after) if before in ("按", "按照") else None
    if raised:
        return Reading("raise", named(raised["what"]) + "增幅", start, amount.end + raised.end())
    if _SPENT_ON.match(after):
        return _share(sentence, region, before.removesuffix("按").removesuffix("按照"), after, start)
    verbs = list(words().any_verb.finditer(before))
    governed = not before or (bool(verbs) and verbs[-1].end() == len(before) and len(before) <= 16)
    whose = _WHOSE.search(sentence[region.start : amount.cue]) if not governed and not amount.word else None
    if whose and _ACTS.match(after):
        return _share(sentence, region, before, after, start)
    if governed and re.match(r"的?[\u4e00-\u9fff]", after) and not _ENDS.match(after):
        return _share(sentence, region, before, after, start)
    if (
        (not amount.word or after.startswith("用于"))
        and re.match(r"(?:用于|设|开设|建立|配备|实现|纳入|完成|建成|签订|开展|达标|达到(?!\d)|通过|覆盖)", after)
        and len(before) >= 3
    ):
        return _share_of_subject(sentence, region, start, end, after)
    if amount.word == "实现" and re.fullmatch(r"(?:全?覆盖|达标|办理|接入|合格|入网)", after):  # 事项实现100%覆盖
        return Reading("reach", named(before + after + "率"), start, amount.end + len(after))
    compared = _COMPARED_WITH.match(before)
    if compared and not amount.word:
        return _compared(region, start, compared)
    if not before or (len(before) <= 3 and words().ratio_head.search(before)):
        return _earlier_subject(sentence, region, floor, before) or (
            reach(sentence, region, start, end) if before else None
        )
    if before.startswith("占"):
        return _earlier_subject(sentence, region, floor, before + "比例") or reach(sentence, region, start, end)
    return reach(sentence, region, start, end)


def _compared(region: Region, start: int, match: re.Match[str]) -> Reading:
    """A 不低于 B 的 30%: the indicator is the share of A in B."""
    sign = words().prefix_sign.get(match["word"] or "占", "=")
    return Reading("ratio", f"{match['a']}占{match['b']}比例", start, region.amount.end, comparator=sign)


def growth(sentence: str, region: Region, start: int) -> Reading | None:
    """X年均增长8%: the growth itself is the indicator."""
    amount = region.amount
    indicator = _GROWN_WORDS.sub("", sentence[start : amount.cue])
    if len(indicator) < 4 and sentence.startswith("：", region.clause[0] - 1):
        start = _line_head(sentence, region.clause[0] - 1)  # 死亡人数：下降≥15%
        indicator = sentence[start : region.clause[0] - 1] + indicator
    if len(indicator) < 4:
        return None
    return Reading("growth", named(indicator), start, amount.end)


def _line_head(sentence: str, colon: int) -> int:
    """Where the name before a colon begins: after the stop and the number of the line."""
    start = max(sentence.rfind(mark, 0, colon) for mark in "，；。：") + 1
    return clean(sentence, start, colon)[0]


def _share(sentence: str, region: Region, before: str, after: str, start: int) -> Reading | None:
    """80%以上的医疗机构开设绿色通道: the group and what it does, as a share."""
    piece = noun_after(after)
    spent = _SPENT_ON.match(piece)
    if spent:
        return Reading("share", f"{before}{spent[1]}比例", start, region.amount.end + len(piece))
    piece_of_group = _shared_predicate(piece)
    group = re.sub(r"^的", "", LOOSE_TAIL.sub("", piece_of_group))
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


def reach(sentence: str, region: Region, start: int, end: int) -> Reading:
    raised = _RAISED.match(sentence[start:end])
    if raised and raised.end() < end - start:
        start += raised.end()
    name = named(sentence[start:end])
    among = sentence.startswith("其中", region.clause[0]) or sentence[: region.clause[0]].endswith("其中，")
    if among and region.amount.kind == "percent":
        name = name if words().ratio_head.search(name) else name + "占比"
    return Reading("reach", name, start, tail(region.amount, sentence, region))
