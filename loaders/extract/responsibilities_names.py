"""Lists of agencies, split right: 市民政局、卫生计生委和各县（区）人民政府 → three names.

Works on a stretch of text in which white space that may part names is kept as "\\n" or " ".
Names are handed back as they stand, prefixes not completed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.extract.responsibilities_lexicon import RoleWords, and_places, role_words
from loaders.resolve.regions import region_book

_OPEN, _CLOSE = "（([〔【<〈", "）)]〕】>〉"
_HARD = "、，；,;/。：:"
_EDGE = "、，；,;/。：: \n.·"
_AND = re.compile(r"以及|和|与|及|并(?=[省市县区州])|暨")
_LEADING = re.compile(r"(?:(?:由|其中|分别由|以及|和|与|及|同时|请|其他由|具体由|统一由|并由)(?=.{2}))")
_TRAILING = re.compile(
    r"(?P<etc>等(?:[一二三四五六七八九十\d]{1,2}个?)?(?:(?:有关|相关|市直|省直|县直|各)?(?:职能|责任|成员|业务|(?:行业|行政)?(?:主管|管理|监管)?)(?:部门|单位|部委|机构)(?:[和及与](?:单位|机构|企业))?)?)$"
)
_MARK = re.compile(r"（(?:为)?(?P<role>牵头|主办|主责|配合|协办|参与|列第一位|负责)(?:单位|部门)?）$")
_UNPARTED = re.compile(
    r"(?:(?<!总)局|[厅办]|委员会|(?<![省市县区州党])委|部(?!门)|[分支]行|监管局|监局|总队|支队|法院|政府)"
    r"(?=(?:省|市|县|区|州|国家|各(?!有关|相关|部门|单位|职能|委办|组成|直属)|自治区|人民银行)[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{2,3}(?:银保监|银监|证监|金融监管|税务局))"
)
_ASIDE = re.compile(r"[（〈<](?:不?含|以下|原|下同|简称|即|见|包括|现)[^（）]{0,40}[）〉>]$")
_STARS = "*＊★▲#"
_LEVELS = re.compile(
    r"^各?(?:[省市县区州盟旗镇乡]|市州|地市|市县|县区|区县|街道|地区|旗县|乡镇|县市区|市区|地)(?:（[^（）]{1,8}）)?$"
)
_LEVEL_NEXT = re.compile(r"^各?(?:[省市县区州盟旗镇乡]|街道|园区|开发区|管委会)")
_BODY_TAIL = re.compile(r"(?:政府|管委会|办事处|党委|部门|单位|机构|[局委厅办会部])(?:（[^（）]{1,10}）)?$")
_BEHIND = re.compile(r"（[^（）]{1,20}）$")
_PREFIX = re.compile(r"^(?:各级|各地|各|省|市|县|区|州|盟|旗|国家)(?:级|直)?")
# Words that no agency's name holds: a stretch with one of them is a piece of a sentence.
_NO_NAME = re.compile(
    r"[的为将对在是了把从其按或该此我本每让使被给由]|^经(?=[省市县区州])|不(?!动产)|应(?!急)|赋予|(?<!联席)会议|用好|实行|继续|鼓励|引导|支持(?!中心)|切实|履行|督促|指导(?!中心|局|委|组)|业主|干部|借款人|贷款(?!局|办)|用人|建设单位|施工|实施单位|代理|向(?!阳)|要(?!闻)|以(?!色列|上)|通过|推[进动]|开展|加强|协议|制[定订]|研究(?![院所中])|出台|办法|细则|方案|进行|牵头|配合|提出|审批(?!局|服务|办|中)"
    r"|核[实定]|认定|建立|完善|落实|确定|共同|依法|统一|及时|积极|做好|联动|可[以按商由会]|商请(?!中心)|享受|申请|办理|报[送请批]|组织(?!部|工作|人事|科|办|处|委|和|$)|企业(?!服务|家|协|联|局|办|发展|管理)|委托|通知|有序|监测|项目(?!所在|办|中心|部|服务|管理|建设|推进|局)|合作(?!社|局|办|中心|处|交流|发展)|资金(?!中心|管理)|部门会|单位会"
)
_RANK = {"省": 0, "市": 1, "州": 1, "盟": 1, "地": 1, "县": 2, "区": 2, "旗": 2, "镇": 3, "乡": 3, "街": 3}
_LONGEST = 46
_PARTY = re.compile(
    r"(?:宣传|组织|统战|政法|编办|网信|办公室|党校|政研|巡察|巡视|老干部|社会工作|农办|台办|机要|保密|督查|人才|改革办|深改|军民融合|外事|财经|两新|直属)"
)


class Name(NamedTuple):
    """text[start:end] is one agency; `mark` the role printed behind it in brackets (市民政局（牵头）)."""

    start: int
    end: int
    mark: str | None = None


class Names(NamedTuple):
    """What a list holds. `open_ended`: it ends in 等. `before_comma`, `before_semicolon`: how
    many names stand before the first one.

    `misprints`: (start, end) of stray 市委 before a department without prefix (市委、发展改革委).
    """

    names: tuple[Name, ...]
    open_ended: bool = False
    before_comma: int | None = None
    before_semicolon: int | None = None
    misprints: tuple[tuple[int, int], ...] = ()


def split_names(text: str, start: int = 0, end: int | None = None, *, unparted: bool = False) -> Names:
    """The agencies of text[start:end]. `unparted`: names may stand side by side (a cell that lost its line breaks)."""
    words = role_words()
    end = len(text) if end is None else end
    pieces = _merge(text, list(_pieces(text, start, end, words)), words)
    if unparted:
        pieces = [part for a, b in pieces for part in _unpart(text, a, b)]
    names: list[Name] = []
    open_ended = False
    before: dict[str, int] = {}
    for a, b in pieces:
        for mark in "，；" if names else "":
            if mark not in before and mark in text[names[-1].end : a]:
                before[mark] = len(names)
        name, etc = _trim(text, a, b)
        open_ended |= etc
        if name:
            names.append(name)
    kept, misprints = _without_misprints(text, names)
    return Names(tuple(kept), open_ended, before.get("，"), before.get("；"), tuple(misprints))


def is_agency(name: str, words: RoleWords | None = None) -> bool:
    """Could this be an agency, judged by its form alone? Strict: for prose, where anything may stand."""
    words = words or role_words()
    bare = _BEHIND.sub("", name.replace(" ", "").replace("\n", ""))
    if not 2 <= len(bare) <= 30 or looks_like_sentence(bare):
        return False
    return bool(words.ending.search(bare)) or bare in words.stems or _PREFIX.sub("", bare, count=1) in words.stems


def looks_like_sentence(name: str) -> bool:
    """Does it hold a word that no agency's name holds?"""
    if not _NO_NAME.search(name):
        return False
    place = region_book().longest(name) or ""  # 宝应县, 高要区, 合作市 hold one themselves
    return not place.endswith(("县", "市", "区")) or bool(_NO_NAME.search(name, len(place)))


def _pieces(text: str, start: int, end: int, words: RoleWords) -> Iterator[tuple[int, int]]:
    """Cut at separators outside brackets."""
    depth, at, i = 0, start, start
    while i < end:
        char = text[i]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        width = 0
        if char in _HARD and not depth:
            width = 1
        elif char in "\n " and not depth:
            width = 1 if _white_space_parts(text[at:i], text[i + 1 : end], char, words) else 0
        elif not depth and char in "以和与及并暨":
            match = _AND.match(text, i, end)
            if match and _and_parts(text, at, i, match.end(), end, words):
                width = match.end() - i
        if width:
            yield at, i
            at = i + width
        i += width or 1
    yield at, end


def _unpart(text: str, a: int, b: int) -> Iterator[tuple[int, int]]:
    """省发改委省住建厅 → two names."""
    at = a
    for match in _UNPARTED.finditer(text, a, b):
        if match.end() - at >= 3 and b - match.end() >= 3:
            yield at, match.end()
            at = match.end()
    yield at, b


def _white_space_parts(left: str, right: str, char: str, words: RoleWords) -> bool:
    """Does this line break or space part two names, or stand inside one (人民银行长春⏎中心支行)?"""
    left, right = _squeeze(left), right.lstrip()
    if not left or not right:
        return False
    head = re.split(r"[、，；,;/\n ]", right, maxsplit=1)[0]
    if words.branch.search(left[-12:] + "\n" + head):
        return False
    if any(head == tail or (len(tail) > 2 and head.startswith(tail)) for tail in words.tails):
        return False
    if any(
        compound in left[-8:] + head[:8] and compound not in left and compound not in head
        for compound in words.compounds
    ):
        return False
    return bool(words.ending.search(left)) or left in words.stems or (char == "\n" and left.endswith(("等", "）")))


def _and_parts(text: str, at: int, i: int, after: int, end: int, words: RoleWords) -> bool:
    """Does this 和/与/及 part two names, or belong to one (住房和城乡建设局)?"""
    around = _squeeze(text[max(at, i - 8) : min(end, after + 8)])
    if text[i] in "和与" and any(
        compound.replace("与", "和") in around.replace("与", "和") for compound in words.compounds
    ):
        joined = _squeeze(text[at:i])
        if not (words.ending.search(joined) and len(joined) > 3):
            return False
    left, right = _squeeze(text[at:i]), _squeeze(text[after:end])
    if len(left) < 2 or len(right) < 2:
        return False
    if left.endswith(("有关部门", "相关部门", "等部门")) and right in ("单位", "机构", "企业"):
        return False  # 各有关部门和单位
    return bool(words.ending.search(left)) or left in words.stems or left.endswith("）") or bool(_LEVELS.match(left))


def _squeeze(text: str) -> str:
    return text.replace("\n", "").replace(" ", "")


def _merge(text: str, pieces: list[tuple[int, int]], words: RoleWords) -> list[tuple[int, int]]:
    """Join what is one body: 各市、县（区）人民政府; 市、县（区）民政局; 各县党委、政府. Levels go down."""
    merged: list[tuple[int, int]] = []
    for a, b in pieces:
        if merged:
            before = _squeeze(text[slice(*merged[-1])]).strip(_EDGE)
            here = _squeeze(text[a:b]).strip(_EDGE)
            between = text[merged[-1][1] : a].strip()
            generic = bool(_LEVELS.match(before)) and bool(_LEVEL_NEXT.match(here)) and bool(_BODY_TAIL.search(here))
            generic = generic and _RANK.get(before.removeprefix("各")[:1], 0) <= _RANK.get(here[:1], 9)
            generic |= before.endswith(("党委", "党工委")) and here in ("政府", "人民政府", "管委会")
            if generic and between in ("、", "和", "及", "，") and not here.startswith("各"):
                merged[-1] = (merged[-1][0], b)
                continue
        merged.append((a, b))
    return merged


def _trim(text: str, a: int, b: int) -> tuple[Name | None, bool]:
    """Without 由 in front and 等 behind; with the role that a bracket behind the name gives."""
    while a < b and text[a] in _EDGE:
        a += 1
    while b > a and text[b - 1] in _EDGE:
        b -= 1
    leading = _LEADING.match(text, a, b)
    if leading and not text.startswith(and_places(), a):
        a = leading.end()
    etc = _TRAILING.search(text, a, b)
    if etc:
        b = etc.start()
    while b > a and text[b - 1] in _EDGE:
        b -= 1
    starred = a < b and (text[a] in _STARS or text[b - 1] in _STARS)
    while a < b and text[a] in _STARS:
        a += 1
    while b > a and text[b - 1] in _STARS:
        b -= 1
    mark = _MARK.search(text, a, b) or _ASIDE.search(text, a, b)
    if mark:
        b = mark.start()
    a, b = _balanced(text, a, b)
    length = len(_squeeze(text[a:b]))
    if not 2 <= length <= _LONGEST:
        return None, bool(etc)
    role = mark["role"] if mark and mark.re is _MARK else "牵头" if starred else None
    return Name(a, b, role), bool(etc)


def _balanced(text: str, a: int, b: int) -> tuple[int, int]:
    """Drop a bracket that has no partner inside the name."""
    while a < b and text[a] in _OPEN + _CLOSE and text[a:b].count("（") != text[a:b].count("）"):
        a += 1
    while (
        b > a
        and text[b - 1] in "）)〕]】"
        and sum(map(text[a:b].count, "（(〔[【")) < sum(map(text[a:b].count, "）)〕]】"))
    ):
        b -= 1
    return a, b


def _without_misprints(text: str, names: list[Name]) -> tuple[list[Name], list[tuple[int, int]]]:
    """A lone 市委 before a department without prefix is a misprint for 市 (市委、发展改革委)."""
    kept: list[Name] = []
    misprints: list[tuple[int, int]] = []
    for i, name in enumerate(names):
        here = text[name.start : name.end]
        after = _squeeze(text[names[i + 1].start : names[i + 1].end]) if i + 1 < len(names) else ""
        stray = here in ("省委", "市委", "县委", "区委", "州委", "自治区党委")
        if stray and after and not role_words().start.match(after) and not _PARTY.search(after):
            misprints.append((name.start, names[i + 1].end))
        else:
            kept.append(name)
    return kept, misprints
