"""Titles: assembled from broken lines, parted into issuer, what is issued, and 文种."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.extract.doc_numbers import find_numbers
from loaders.extract.header_agencies import is_agency
from loaders.extract.header_lexicon import doc_types
from loaders.extract.header_lines import Line
from loaders.fold import Folded, join

_MOST_LINES, _LONGEST = 8, 200
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、](?!\d)|\d{1,2}（|第[一二三四五六七八九十百\d]{1,4}[章节条部]|[①-⑳]|[一二三四五六七八九十]是)"
)
_SENTENCE = re.compile(r"[。；！!？?]|，.{0,60}，|[：:，]$")
_NO_TITLE = re.compile(
    r"^(?:附件|附：|全文如下|相关链接|相关(?:政策|阅读|文件|附件)|来源|发布|索引|主题|分类|抄送|责任编辑|字号|打印|分享|当前位置|您当前|您现在|首页|信息来源|发文|成文"
    r"|有效性|上一篇|下一篇|点击|浏览|时间[：:]|日期[：:]|编辑|作者|扫一扫|责任单位|牵头|[（(]此件|政策咨询|文件下载|【.{2,6}解读】|\d{4}-\d\d-\d\d)|[:：]\s*\d{4}[-年]|解读】|https?:"
)
_LABEL = re.compile(r"^(?:标题|题名|文件名称|名称|附件\d{0,2})[：:]")
_CROWN = re.compile(r"^【[^】]{1,14}】|^\[[^\]]{1,14}\]|^[★☆●◆]+")
_CONTINUES = re.compile(r"^(?:的|和|与|及|以及|等|暨|、|》|〉|）|”|实施|工作|有关|若干|补充|通知|意见|公告)")
_OPENERS = re.compile(r"^(?:关于|印发|转发|批转|[对就])")
_BRACKET_LINE = re.compile(r"^（[^（）]{2,34}）$")
_SITE = re.compile(r"\s*[-_—|]{1,2}\s*[\u4e00-\u9fff]{2,20}(?:网站?|门户网站|政府|平台)$")
_DEPARTMENTS = re.compile(r"等[\d一二三四五六七八九十几]{0,3}(?:个)?(?:部门|单位|部委|局|委|局委|厅局|家单位)$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed: lines first..last; `folded` is the title alone, without number, label or outer 《》."""

    first: int
    last: int
    folded: Folded

    @property
    def text(self) -> str:
        return self.folded.text


def is_title_line(line: Line) -> bool:
    """May this line be a title or a piece of one?"""
    text = line.text
    if not 1 < len(text) <= 120 or _SENTENCE.search(text) or _NUMBERED.match(text) or _NO_TITLE.search(text):
        return False
    return text not in doc_types().not_titles


def ends_title(text: str) -> bool:
    """Does the text end like the title of a normative document?"""
    kind = doc_types().of(_without_number(text))
    return kind is not None and kind in doc_types().headings


def _without_number(text: str) -> str:
    """The text without a 文号 at its end, in brackets or bare."""
    hits = find_numbers(text)
    if hits and hits[-1].end >= len(text) - 1:
        return text[: hits[-1].start].rstrip("（(〔【[")
    return text


def find_titles(lines: Sequence[Line], first: int, last: int) -> list[Title]:
    """Every title that stands in lines[first:last], each as long as it goes, in order."""
    found: list[Title] = []
    for i in range(max(first, 0), min(last, len(lines))):
        if not is_title_line(lines[i]):
            continue
        title = _title_at(lines, i, first)
        if title is None:
            continue
        if found and title.first <= found[-1].last:
            found.pop()
        found.append(title)
    return found


def _title_at(lines: Sequence[Line], end: int, floor: int) -> Title | None:
    """The title whose last line is `end`, or None."""
    last = end
    if _BRACKET_LINE.match(lines[end].text):
        return None
    start, text = end, lines[end].text
    while start > floor and end - start < _MOST_LINES and _joins(lines[start - 1], text):
        start -= 1
        text = lines[start].text + text
        if len(text) > _LONGEST:
            return None
    if not ends_title(text) and not text.startswith("《"):
        return None
    if end + 1 < len(lines) and _BRACKET_LINE.match(lines[end + 1].text) and _belongs(lines[end + 1].text):
        last = end + 1
    return _clean(Title(start, last, join(line.folded for line in lines[start : last + 1])))


def _belongs(bracket: str) -> bool:
    """（试行）, （2018—2025年）, （征求意见稿）: but not （2020年3月30日） or （国办发〔2015〕84号）."""
    return not re.search(r"日|号|通过|此件|公开|修订[^稿版]|修正|批准|删减|共计", bracket)


def _joins(line: Line, rest: str) -> bool:
    """Does `rest` go on a title that began on this line above it?"""
    text = line.text
    if not is_title_line(line) or text.endswith("文件") or _BRACKET_LINE.match(text):
        return False
    if rest.count("》") > rest.count("《") or rest.count("）") > rest.count("（") or rest.count("”") > rest.count("“"):
        return True
    if find_numbers(text) and not _without_number(text):
        return False
    agency = is_agency(text) or _DEPARTMENTS.search(text) is not None
    if _OPENERS.match(rest):
        return agency
    if agency and is_agency(_first_name(rest)):
        return True
    if len(rest) <= 6 or _CONTINUES.match(rest):
        return not (ends_title(text) and not rest.startswith(("的", "和", "与", "及", "》")))
    if ends_title(text):
        return False
    return _is_open(text) and not _starts_afresh(rest)


def _is_open(text: str) -> bool:
    """A line that cannot be a title by itself: it has begun one (关于 …, a region …) without its type word."""
    if "关于" in text or text.count("《") > text.count("》") or re.search(r"印发|转发|批转", text):
        return True
    return re.match(r"[\u4e00-\u9fff]{2,12}(?:省|市|县|区|州|盟|旗|新区|自治区)", text) is not None and len(text) >= 6


def _starts_afresh(rest: str) -> bool:
    return "关于" in rest[:30]


def _first_name(text: str) -> str:
    at = text.find("关于")
    return text[:at] if at > 0 else text


def _clean(title: Title) -> Title | None:
    """Without label, crown, outer 《》, 文号 and the name of the site; None when nothing is left."""
    folded = title.folded
    for edge in (_LABEL, _CROWN):
        match = edge.match(folded.text)
        if match:
            folded = folded.part(match.end(), len(folded.text))
    site = _SITE.search(folded.text)
    if site:
        folded = folded.part(0, site.start())
    folded = _strip_numbers(folded)
    text = folded.text
    if text.startswith("《") and text.endswith("》") and text.count("《") == text.count("》"):
        folded = folded.part(1, len(text) - 1)
    if len(folded.text) < 6 or not ends_title(folded.text) or folded.text in doc_types().not_titles:
        return None
    return replace(title, folded=folded)


def _strip_numbers(folded: Folded) -> Folded:
    """黑政办发〔2016〕28号《…的通知》 and …的通知（通金管规〔2024〕1号） → the title alone."""
    hits = find_numbers(folded.text)
    if hits and hits[0].start <= 1 and "《" not in folded.text[: hits[0].end]:
        folded = folded.part(min(hits[0].end + (1 if folded.text[hits[0].end :][:1] in "）)】" else 0), len(folded.text)), len(folded.text))
        hits = find_numbers(folded.text)
    if hits and hits[-1].end >= len(folded.text) - 1 and folded.text[hits[-1].end :] in ("", "）", ")", "】"):
        end = hits[-1].start
        while end and folded.text[end - 1] in "（([【":
            end -= 1
        folded = folded.part(0, end)
    return folded


# ---- what a title says --------------------------------------------------------------------------

_WRAP = re.compile(
    r"^(?P<pre>.{0,160}?)(?P<about>关于)?(?:修订|重新|联合|修改后)?(?P<verb>印发|转发|批转|发布|公布|颁布|下发)(?:执行)?(?P<inner>.{4,160}?)(?P<of>的)?(?P<end>通知|公告|通告|决定|函|命令|令)(?:（[^（）]{1,30}）)*$"
)
_WEAK_VERBS = ("发布", "公布", "颁布")
_STRONG_TYPES = frozenset({"办法", "规定", "细则", "条例", "意见", "方案", "规划", "规则", "计划", "纲要", "措施", "政策", "章程"})
_AUTHOR = re.compile(r"^(?P<author>[^《》]{2,60}?)(?P<title>《.+》|关于.+)$")


@dataclass(frozen=True, slots=True)
class Wrap:
    """A notice that issues or forwards: `inner` is what it passes on, at inner_start in the title; `author` whose it is."""

    verb: str
    inner: str
    inner_start: int
    author: str | None
    quoted: bool


def parse_wrap(title: str) -> Wrap | None:
    """What a 印发/转发 notice wraps, read from its title; None for every other title."""
    match = _WRAP.match(title)
    if not match or (match["pre"] and "关于" in match["pre"]):
        return None
    inner, start = match["inner"].rstrip("等"), match.start("inner")
    author = None
    parted = _AUTHOR.match(inner)
    if parted and (is_agency(parted["author"]) or _DEPARTMENTS.search(parted["author"]) or is_agency(parted["author"].removesuffix("印发"))):
        author, inner, start = parted["author"], parted["title"], start + parted.start("title")
    quoted = inner.startswith(("《", "〈", "<"))
    if quoted:
        inner, start = inner.strip("《》〈〉<>"), start + 1
    kind = doc_types().of(inner)
    if not quoted and (kind is None or (match["verb"] in _WEAK_VERBS and kind not in _STRONG_TYPES)):
        return None
    return Wrap(match["verb"], inner, start, author, quoted)


_ISSUED = re.compile(r"^(?P<issuer>.{2,160}?)(?:关于|印发|转发|批转|令$|公告$|通告$)")


def title_issuers(folded: Folded) -> Folded | None:
    """The bodies named before 关于 (or 印发, 转发) in a title, as one stretch; None when there are none."""
    match = _ISSUED.match(folded.text)
    if not match:
        return None
    name = folded.part(0, match.end("issuer"))
    if _DEPARTMENTS.search(name.text) or is_agency(name.text):
        return name
    return None
