"""Goals without digits: all of something is 100 % (全覆盖, 所有…, 人手一张), 翻一番 is twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.targets_amounts import Amount
from loaders.extract.targets_draft import Draft
from loaders.extract.targets_naming import clean
from loaders.extract.targets_setting import Governor, Setting
from loaders.extract.targets_words import words

_COVER = re.compile(
    r"(?:(?<!健)全覆盖|全面覆盖(?![到至])|全部覆盖|覆盖(?:全[省市县区州国])?(?:全部|所有)[\u4e00-\u9fffA-Za-z\d（）、]{2,16}|人手一[张册卡])(?!的|式|检查|巡|核酸|排查|督|监测|地|、无)"
)
_LISTED = re.compile(r"(?:实现|确保)[^。；：\d]{2,60}，[^，。；：\d]{0,30}$")  # 实现甲、乙，丙、丁全覆盖
_ORDERED = re.compile(
    r"(?:实现|确保|力争|达到|做到)|^(?:加快|深入|持续|全面|积极|稳步|逐步|大力|有序|着力)?(?:推进|推动|落实)"
)
_TERM = re.compile(r"(?:用|在|于)?[一二两三四五六七八九十\d]{1,2}年(?:之?内|左右|时间|左右时间)?")
_SAID_OF = re.compile(r"达到?|超过|突破|提高|增至|增长|为(?=\d)|\d")
_WHERE = re.compile(r"在[^，。]{1,8}(?:范围内|内)?$")
_ALL = re.compile(
    r"(?:^|(?<=[，、：]))(?P<order>确保|力争|保证|做到|实现)?(?:到20\d\d年底?前?，?)?(?:全[市省县区州])?所有(?P<group>[^，、。]{2,20}?)(?P<does>开设|能够|都|均|要|应|具备|实现|达到|建立|设立|配备|纳入|开展|建成|完成|通|提供)"
)
_EACH = re.compile(
    r"(?P<all>均|全部|都)(?=设|内设|通(?!过|报|知)|建成|投用|完工|上线|推行|配齐|安装|开展|建立|建成|建有|配备|纳入|具备|开通|签订|设立|设有|达标|实现|提供|接入|完成)"
)
_QUALITY = re.compile(
    r"[^，。]{0,2}(?:真实|准确|完整|安全|合法|合规|符合|按[照时期]|不得|不[\u4e00-\u9fff]|无[\u4e00-\u9fff]|知晓|正常|处于|及时)"
)  # how, not how many
MAY_COVER = re.compile(r"覆盖|人手|所有|全部|均|都|翻|倍增")
_DOUBLE = re.compile(r"翻(?P<n>[一两二三])番|实现翻番|翻番|实现倍增")


def coverage(governor: Governor, parts: list[tuple[int, int]]) -> Iterator[Draft]:
    """Drafts for the goals of a sentence that are said without a number."""
    sentence = governor.sentence
    covers, doubles = "覆盖" in sentence or "人手" in sentence, "翻" in sentence or "倍增" in sentence
    for clause in parts:
        text = sentence[clause[0] : clause[1]]
        for match in _COVER.finditer(text) if covers else ():
            yield from _covered(governor, clause, match)
        match_all = _ALL.search(text) if "所有" in text else None
        if match_all and _COVER.search(text):
            continue
        if match_all:
            yield from _all(governor, clause, match_all)
        else:
            match_each = _EACH.search(text)
            if match_each:
                yield from _each(governor, clause, match_each)
        for match in _DOUBLE.finditer(text) if doubles else ():
            yield from _double(governor, clause, match)


def _whole(start: int, end: int, value: float = 100, unit: str = "%") -> Amount:
    kind = "percent" if unit == "%" else "factor"
    return Amount(start, start, end, end, value, None, unit, kind, "=", False, "", "", False)


def _draft(sentence: str, a: int, b: int, name: str, amount: Amount, setting: Setting, rule: str) -> Draft:
    return Draft(
        start=a,
        end=b,
        indicator=name,
        amount=amount,
        kind=setting.of_target,
        year=setting.year,
        year_derived=setting.derived,
        rule=rule,
    )


def _covered(governor: Governor, clause: tuple[int, int], match: re.Match[str]) -> Iterator[Draft]:
    at, stop = clause[0] + match.start(), clause[0] + match.end()
    sentence, setting = governor.sentence, governor.settle(clause, at)
    text = sentence[clause[0] : at]
    orders = list(_ORDERED.finditer(text))
    ordered = orders[-1] if orders else None
    begun = _LISTED.search(sentence, 0, at) if ordered is None else None
    if begun:
        clause, ordered = (begun.start(), clause[1]), re.match("实现|确保", begun.group())
        text = sentence[clause[0] : at]
    closes = governor.frame.plan_year is not None and stop == clause[1]  # in a plan of a year: …县域全覆盖。
    if setting.kind == "none" and not ((ordered or closes) and (governor.frame.policy or _told_ahead(governor, at))):
        return
    if not closes and re.search(r"(?:检查|排查|巡查|执法|督查|检测|监测|消毒|消杀|走访|摸排)", text):
        return
    a, b = clean(sentence, clause[0] + (ordered.end() if ordered else 0), at)
    if b - a < 2 and ordered:  # 养老服务设施实现全覆盖
        opened = orders[-2].end() if len(orders) > 1 else 0
        a, b = clean(sentence, clause[0] + opened, clause[0] + ordered.start())
        where = _WHERE.search(sentence, a, b)
        b = where.start() if where else b
    term = _TERM.match(sentence, a, b)
    a = term.end() if term else a
    name = sentence[a:b]
    if len(name) < 2 or re.match(r"全程|通过|以|对|按|经|(?:制度|空间|要素|区域|领域)$|[一二两三四五\d]{1,2}年", name):
        return
    if match.group().startswith("人手"):
        held = re.compile(r"[\u4e00-\u9fff]{0,16}").match(sentence, stop, clause[1])
        stop = held.end() if held else stop
    draft = _draft(sentence, a, stop, sentence[a:stop], _whole(at, stop), setting, f"all:{setting.kind}")
    place = re.search(r"所有([\u4e00-\u9fff（）]{2,12})(?:实现|均实现|都实现)", text)
    yield draft._replace(scope=place[1]) if place else draft


def _told_ahead(governor: Governor, at: int) -> bool:
    """On a page that tells of a policy: something new is ordered, and nothing is said to be done."""
    w, sentence = words(), governor.sentence
    return (
        governor.frame.told and w.done.search(sentence, 0, at) is None and w.ahead.search(sentence, 0, at) is not None
    )


def _all(governor: Governor, clause: tuple[int, int], match: re.Match[str]) -> Iterator[Draft]:
    """所有医疗机构开设…: only where a year or a section of goals governs, or a policy orders it (确保所有…均…)."""
    at = clause[0] + match.start()
    sentence, setting = governor.sentence, governor.settle(clause, at)
    governed = setting.kind == "goal" and (setting.said or governor.frame.goal or governor.carry.kind == "goal")
    ordered = match["order"] and match["does"] not in ("要", "应", "能够", "开展", "提供") and governor.frame.policy
    if not governed and not (
        ordered and setting.kind in ("goal", "none") and not _QUALITY.match(sentence, clause[0] + match.end("does"))
    ):
        return
    at += len(match["order"] or "")
    end = clause[1]
    if _open_list(sentence, end):
        end = _list_end(sentence, end)
    start = clause[0] + match.start("group")
    name = sentence[start:end].rstrip("。；，")
    name = re.sub(r"(?:能够|都|均|要|应)", "", name, count=1)
    yield _draft(
        sentence,
        at,
        start + len(sentence[start:end].rstrip("。；，")),
        name + "比例",
        _whole(at, at + 2),
        setting,
        "all:goal",
    )


def _open_list(sentence: str, end: int) -> bool:
    return sentence.startswith("、", end)


def _list_end(sentence: str, end: int) -> int:
    match = re.compile(r"[^，。；]{0,60}").match(sentence, end)
    return match.end() if match else end


def _each(governor: Governor, clause: tuple[int, int], match: re.Match[str]) -> Iterator[Draft]:
    """全市…的养老机构，…均内设医疗机构: in a section of goals, or as a present state."""
    at = clause[0] + match.start()
    sentence, setting = governor.sentence, governor.settle(clause, at)
    if (
        setting.kind == "none"
        or (setting.kind == "goal" and not (governor.frame.goal or setting.said or governor.carry.kind == "goal"))
        or setting.kind == "projection"
    ):
        return
    a, b = clean(sentence, clause[0], at)
    if b - a < 2:
        a, b = clean(sentence, _previous_clause(sentence, clause[0]), clause[0])
    subject = re.sub(r"，除[^，]{1,30}(?:外|的)?，?$", "", sentence[a:b])
    does = sentence[clause[0] + match.end() : clause[1]].rstrip("。；，")
    if re.match(r"[且或若如凡对]|承诺", subject) or does.endswith("的"):
        return
    if len(subject) < 3 or len(subject) > 40 or len(does) < 3 or words().hard_limit.search(subject + does):
        return
    if re.search(r"\d+(?:\.\d+)?%|\d+[个家所张]", does):
        return
    yield _draft(
        sentence,
        a,
        clause[0] + match.end() + len(does),
        f"{subject}{does}比例",
        _whole(at, at + len(match.group())),
        setting,
        f"each:{setting.kind}",
    )


def _previous_clause(sentence: str, start: int) -> int:
    return max(sentence.rfind("；", 0, max(start - 1, 0)), sentence.rfind("。", 0, max(start - 1, 0)), -1) + 1


def _double(governor: Governor, clause: tuple[int, int], match: re.Match[str]) -> Iterator[Draft]:
    at, stop = clause[0] + match.start(), clause[0] + match.end()
    sentence, setting = governor.sentence, governor.settle(clause, at)
    if setting.kind == "none" and not (governor.frame.policy and governor.frame.year):
        return
    head = re.sub(r"(?:比|较|在)20\d\d年?[^，]{0,6}$", "", sentence[clause[0] : at])
    a, b = clean(sentence, clause[0], clause[0] + len(head))
    if b - a < 2 or _TERM.fullmatch(sentence, a, b):  # …进出口额突破200亿元，三年翻两番
        a, b = _subject_before(sentence, clause[0])
    if b - a < 2 or "“" in sentence[a:b]:
        return
    times = {"一": 2, "两": 4, "二": 4, "三": 8}.get(match["n"] or "一", 2)
    yield _draft(sentence, a, stop, sentence[a:b], _whole(at, stop, times, "倍"), setting, f"double:{setting.kind}")


def _subject_before(sentence: str, at: int) -> tuple[int, int]:
    """What the clause before speaks of: up to its verb or its number."""
    opened = max(sentence.rfind(mark, 0, max(at - 1, 0)) for mark in "，；：。") + 1
    said = _SAID_OF.search(sentence, opened, at)
    return clean(sentence, opened, said.start() if said else max(at - 1, opened))
