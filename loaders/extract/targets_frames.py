"""Frames: how a clause states an amount, and the indicator it gives.

reach  [indicator] 达到 N%          do     培训 [thing] N 人 / 新增 N 张 [thing]
share  N%以上的 [group] [does]      count  [thing] N 个 (only where the context says what it is)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_naming import clean
from loaders.extract.targets_regions import Region
from loaders.extract.targets_words import words

_RAISED = re.compile(
    r"^(?:将|把)?(?:持续|逐步|稳步)?(?:提高|提升|增加|扩大|降低|减少|推动|推进|加强|优化|加快|保持)(?!率)"
)
_GROUP = re.compile(r"的?(?=[\u4e00-\u9fff])")
_ACTOR = re.compile(
    r"(?:每一?个?|各|全)[\u4e00-\u9fff（）、]{1,12}$|(?:财政|政府|部门|局|委|厅|单位|机构|企业|街道|乡镇|社区|[省市县区镇村]|至少|重点|累计|新)$"
)
_LOOSE_TAIL = re.compile(r"^(?:的|以上的|左右的)")
_NOUN = re.compile(r"(?:[^（(，；。：）)]|（(?!其中|含|以下|详见|见|附|包括)[^（），；。：]{1,20}）){0,80}")
_DENSITY = re.compile(r"每[百千万]{1,2}(?:名|户|人|个|常住|老年|儿童|人口)[^，]{2,20}")
_STOP = re.compile(r"[（(]|，|；|。|：")


@dataclass(frozen=True, slots=True)
class Reading:
    """A frame matched: the indicator as named, the part of the sentence that states it, the frame's name."""

    frame: str
    indicator: str
    start: int
    end: int
    verb: str = ""
    subject: tuple[int, int] | None = None  # where the indicator stands when it is one unbroken piece


def read_frame(sentence: str, region: Region, verb: str, floor: int) -> Reading | None:
    """The frame of one region.

    verb: what an earlier item of the same list did; floor: where the subject of the sentence may start.
    """
    amount = region.amount
    start, end = clean(sentence, region.start, amount.cue)
    before = sentence[start:end]
    after = sentence[amount.end : region.end]
    if amount.kind == "percent":
        return _percent(sentence, region, start, end, floor)
    if _DENSITY.match(before):
        return _reach(sentence, region, start, end)
    match = _last_verb(before)
    reaching = amount.word in words().reaching and not (match and match.end() == len(before))
    if reaching and before:
        return _reach(sentence, region, start, end)
    if match is not None:
        return _do(sentence, region, start, match, after)
    if verb and (before or after):
        return _listed(sentence, region, start, end, verb, after)
    if before and not before.endswith("等"):
        return Reading("count", _named(before), start, _tail(amount, sentence, region), subject=(start, end))
    return None


def _percent(sentence: str, region: Region, start: int, end: int, floor: int) -> Reading | None:
    amount = region.amount
    before = sentence[start:end]
    after = sentence[amount.end : region.clause[1]].rstrip("。；，")
    grown = words().growth.search(sentence, max(region.start, amount.cue - 6), amount.cue)
    if grown is not None:
        return _growth(sentence, region, start)
    if not before or words().any_verb.fullmatch(before):
        if re.match(r"的?[\u4e00-\u9fff]", after) and not after.startswith(("的目标", "目标", "的水平", "的比例")):
            return _share(sentence, region, before, after)
        return _earlier_subject(sentence, region, floor, before)
    if _LOOSE_TAIL.match(after) and not words().ratio_head.search(before):
        return _share(sentence, region, before, after, start)
    if len(before) <= 3 and words().ratio_head.search(before):
        return _earlier_subject(sentence, region, floor, before) or _reach(sentence, region, start, end)
    return _reach(sentence, region, start, end)


def _growth(sentence: str, region: Region, start: int) -> Reading | None:
    """X年均增长8%: the growth itself is the indicator."""
    indicator = sentence[start : region.amount.cue]
    indicator = re.sub(
        r"(?:力争|预期|目标|分别|约|均|比[^，]{2,8}|较[^，]{2,8})(?=(?:年均)?(?:增|提|上|下|降|减|压))", "", indicator
    )
    if len(indicator) < 4:
        return None
    return Reading("growth", indicator, start, region.amount.end, subject=(start, region.amount.cue))


def _share(sentence: str, region: Region, before: str, after: str, start: int | None = None) -> Reading | None:
    """80%以上的医疗机构开设绿色通道: the group and what it does, as a share."""
    tail = _STOP.split(_LOOSE_TAIL.sub("", after), maxsplit=1)[0]
    tail = re.sub(r"^的", "", tail)
    tail = re.sub(r"(?:能够|要|应当?|须|均|都|将|可以)(?=[\u4e00-\u9fff])", "", tail, count=1)
    end = region.amount.end + len(_STOP.split(after, maxsplit=1)[0])
    if len(tail) < 2:
        return None
    name = f"{before}{tail}比例"
    return Reading("share", name, start if start is not None else region.amount.cue, end)


def _earlier_subject(sentence: str, region: Region, floor: int, head: str) -> Reading | None:
    """A clause that begins with its predicate (占比达到50%): the subject stands in the clause before."""
    stop = region.clause[0]
    text = sentence[floor:stop].rstrip("，：")
    comma = max(text.rfind("，"), text.rfind("："))
    a, b = clean(sentence, floor + comma + 1, floor + len(text))
    subject = sentence[a:b]
    if len(subject) < 2 or len(subject) > 40:
        return None
    verb = words().any_verb.match(subject) or _RAISED.match(subject)
    if verb and verb.end() < len(subject):
        subject = subject[verb.end() :]
    return Reading("reach", subject + head, a, region.amount.end)


def _reach(sentence: str, region: Region, start: int, end: int) -> Reading:
    before = sentence[start:end]
    raised = _RAISED.match(before)
    if raised and raised.end() < len(before):
        start += raised.end()
    return Reading(
        "reach", _named(sentence[start:end]), start, _tail(region.amount, sentence, region), subject=(start, end)
    )


def _last_verb(before: str) -> re.Match[str] | None:
    """The verb that governs the amount: the first make verb of the last simple predicate."""
    matches = list(words().any_verb.finditer(before))
    if not matches:
        return None
    if matches[-1].end() == len(before):
        return matches[-1]
    for match in matches:
        if match.start() == 0 or before[match.start() - 1] in "，、和并及要将应拟再共内年前":
            return match
        if _ACTOR.search(before[: match.start()]):
            return match
    return None


def _do(sentence: str, region: Region, start: int, match: re.Match[str], after: str) -> Reading | None:
    amount = region.amount
    before = sentence[start : amount.cue]
    a, b = clean(sentence, start + match.end(), amount.cue)
    between = sentence[a:b] if b > a else ""
    verb = match.group()
    thing = between or _thing(after)
    if len(thing) < 2:
        return None
    subject = before[: match.start()] if between == "" or match.start() else ""
    name = thing if verb in words().light else verb + thing
    if between and _thing(after) and not between.endswith(("的", "数")):
        name = f"{name}{_thing(after)}" if len(_thing(after)) <= 8 and amount.kind == "people" else name
    del subject
    return Reading("do", _named(name), start + match.start(), _tail(amount, sentence, region), verb)


def _listed(sentence: str, region: Region, start: int, end: int, verb: str, after: str) -> Reading | None:
    thing = sentence[start:end] if end > start else _thing(after)
    if len(thing) < 2:
        return None
    name = thing if verb in words().light else verb + thing
    return Reading(
        "do", _named(name), start if end > start else region.amount.cue, _tail(region.amount, sentence, region), verb
    )


def _thing(after: str) -> str:
    """The noun after an amount: up to a bracket or a stop, without 的 and what is done with it."""
    noun = _noun(_LOOSE_TAIL.sub("", after))
    return re.sub(r"^(?:以上|左右)", "", noun).strip("、和及 ”“")


def _tail(amount: Amount, sentence: str, region: Region) -> int:
    """The quote runs to the end of the noun after the amount."""
    after = sentence[amount.end : region.end]
    return amount.end + len(_noun(after))


def _noun(after: str) -> str:
    """Up to a stop or an explaining bracket; a bracket inside a name (乡（镇）) stays."""
    match = _NOUN.match(after)
    return match.group() if match else ""


def _named(text: str) -> str:
    return text.strip("，、：；。“”的 ")
