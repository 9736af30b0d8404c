"""Names of issuing bodies on lines: is this line one, and where does a run of several part.

Only the form is read here (a line that ends like the name of a body); which body it is, is resolved later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.fold import Folded

_ENDINGS: Final = (
    "人民政府|政府|国务院|办公厅|办公室|委员会|管委会|常委会|管理局|监管局|监督局|税务局|总局|分局|支局|局|厅|市委|省委|县委|区委|州委|党委|工委|党组"
    "|[省市县区州国]?(?:发改|卫计|卫健|卫生计生|经信|编|国资|体改|农|科|建|发展改革|卫生健康|住房城乡建设)委|中央|部|署|院|中心|支行|分行|总行|银行|营业管理部|管理部"
    "|大队|支队|总队|集团|公司|学校|大学|学院|医院|法院|检察院|指挥部|领导小组|工作组|专班|联席会议|联合会|总工会|工会|妇联|残联|团委|科协|工商联|协会|学会|红十字会"
    "|中央军委|军区|管理处|管理站|服务处|事务所|处|站|所|办|委|会|组|司|社|台|馆|园|行|人大|政协|领导机构|机制办公室|工作机制"
)
_AGENCY = re.compile(rf"(?:[\u4e00-\u9fff·“”（）]{{0,58}}?)(?:{_ENDINGS})(?:（[^（）]{{1,12}}）)?")
_NOT_IN_NAMES = re.compile(
    r"[0-9，。；：！？《》<>]|[的了将就请于]|关于|如下|同意|认真|贯彻|全文|登录|首页|附件|印发|责任单位|牵头|一、|来源|作者|记者|分享|打印"
    r"|字体|上一篇|下一篇|版权|主办|承办|网站|解读|新闻|动态|公开$|机构$|您"
)
_VERBS = re.compile(r"实施|加强|促进|推进|推动|支持|优化|为|对|由")
_STANDING = re.compile(r"(?:小组|办公室|指挥部|联席会议|工作组|专班|委员会|协会|促进会|促进中心|促进局|推进办)$")
_TAILS = re.compile(r"(?:等[\u4e00-\u9fff\d]{0,4}(?:部门|单位|部委|局委|机构|家))$|（[\u4e00-\u9fff]{2,30}代章）$|（?(?:代章|盖章|印章|章)）?$|文件$")
# Where a second name may begin inside a run: the same region word again, or a name that needs none.
_FIXED_STARTS: Final = ("中国", "中共", "国家", "中华人民共和国", "国务院", "人民银行", "全国")
_REGION = re.compile(r"[\u4e00-\u9fff]{1,9}?(?:自治区|自治州|自治县|地区|新区|[省市县区州盟旗])(?!场)")
_LEVEL = re.compile(r"[省市县区州盟旗](?=[\u4e00-\u9fff]{2})")
_PARENT_ONLY = re.compile(r"(?:国家金融监督管理总局|中国银行保险监督管理委员会|中国人民银行|国家税务总局|中国证券监督管理委员会|国家统计局)$")
_BRANCH = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:监管分局|监管局|银保监分局|分行|中心支行|支行|税务局|营业管理部|证监局|调查队)$")


def is_agency(text: str) -> bool:
    """Does this line, or piece, look like the name of one body or of several?"""
    bare = _TAILS.sub("", text)
    if not 2 < len(bare) <= 160 or _NOT_IN_NAMES.search(bare):
        return False
    if _VERBS.search(bare) and not _STANDING.search(bare):
        return False
    parts = [p for p in re.split(r"[、 /]", bare) if p]
    return all(_ends_like_agency(p) for p in parts)


def _ends_like_agency(text: str) -> bool:
    return len(text) <= 160 and re.search(rf"(?:{_ENDINGS})(?:（[^（）]{{1,12}}）)?$", text) is not None


def split_agencies(name: Folded) -> tuple[tuple[int, int], ...]:
    """Places in name.text of each body of a run: parted by 、 or white space, or run together."""
    cuts = sorted({*_printed_cuts(name), *_run_together_cuts(name.text)})
    edges = [0, *cuts, len(name.text)]
    spans = [_trim(name.text, a, b) for a, b in zip(edges, edges[1:], strict=False)]
    return tuple(_rejoin_branches(name.text, [(a, b) for a, b in spans if b - a >= 2]))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in "、， /；":
        start += 1
    tail = _TAILS.search(text[start:end])
    if tail and tail.start() > 1:
        end = start + tail.start()
    while end > start and text[end - 1] in "、， /；":
        end -= 1
    return start, end


def _printed_cuts(name: Folded) -> Iterator[int]:
    """At 、 and at white space that parts two names (not at spaces inside a spread name)."""
    text, origin = name.text, name.origin
    for i in range(1, len(text)):
        if text[i] in "、，/；":
            yield i
        elif origin[i] - origin[i - 1] > 1 and _ends_like_agency(text[max(0, i - 30) : i]) and len(text) - i > 2:
            yield i


def _run_together_cuts(text: str) -> Iterator[int]:
    """北京市民政局北京市财政局: where a name has ended and the region word, or a fixed start, stands again."""
    region = _REGION.match(text)
    level = _LEVEL.match(text)
    starts = (*_FIXED_STARTS, *((region.group(),) if region and region.end() < len(text) else ()))
    if level:
        starts = (*starts, text[0])
    for start in starts:
        at = text.find(start, 3)
        while at > 0:
            if _ends_like_agency(text[max(0, at - 30) : at]) and _continues(text, at, start):
                yield at
            at = text.find(start, at + 1)


def _continues(text: str, at: int, start: str) -> bool:
    if at + len(start) >= len(text):
        return False
    if len(start) == 1:  # 省民政厅省财政厅: but not 市场, 区域
        return text[at : at + 2] not in ("市场", "区域", "县域", "省级", "市级", "区块", "州际")
    return True


def _rejoin_branches(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """国家金融监督管理总局 | 惠州监管分局 is one body on two lines."""
    held: tuple[int, int] | None = None
    for span in spans:
        if held and _PARENT_ONLY.search(text[held[0] : held[1]]) and _BRANCH.match(text[span[0] : span[1]]):
            held = (held[0], span[1])
            continue
        if held:
            yield held
        held = span
    if held:
        yield held
