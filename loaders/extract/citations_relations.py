"""How a text stands to a policy it names: implements, forwards, self, repeals, reports, cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from graph.record import Header
from loaders.extract.citations_marks import Mark
from loaders.extract.citations_zones import Zones
from loaders.extract.header_agencies import is_agency
from loaders.extract.header_head import Head
from loaders.extract.header_lexicon import pattern

_SENTENCE_ENDS = "。；！？"
_BEFORE, _AFTER = 170, 130
_ENACTS = re.compile(r"制定|制订|印发|出台|起草|修订|颁布|发布|公布|编制|形成|下发|结合|现就|现将|现予|通知如下|进一步|经[^，]{0,12}(?:研究|同意)")
_TITLE_BEFORE = re.compile(r"(?:落实|贯彻|实施|执行|推进)$")
_TITLE_AFTER = re.compile(r"^(?:等[^，。]{0,8})?(?:的)?(?:重点)?(?:任务|工作|责任)?(?:分工|实施|工作|行动|落实|细则|若干措施|办法|任务)")
_TO_CARRY_OUT = re.compile(r"^[^。；《》]{0,24}(?:印发|发布|公布|出台|施行)[^。；《》]{0,40}(?:贯彻|落实|实施|执行)")
_PLACEHOLDER = "\x01"


@dataclass(frozen=True, slots=True)
class Reading:
    """What relations are read from: the folded text, its marks in order, the header and the zones."""

    text: str
    marks: tuple[Mark, ...]
    header: Header
    head: Head
    zones: Zones


def relation_of(reading: Reading, index: int) -> tuple[str, str]:
    """(relation, rule) of one mark; relation "itself" where the document names itself."""
    mark = reading.marks[index]
    if _is_itself(reading, mark):
        return "itself", "own"
    before, after = _before(reading, index), _after(reading, index)
    if (pattern("citations", "repeals_after").search(after) and _repeals(after)) or _repealed_before(before):
        return "repeals", "repeal-words"
    if not reading.header.is_policy:
        return "cites", "page"
    passed = _passed_on(reading, mark, before, after)
    if passed:
        return passed
    if reading.zones.in_title(mark.start):
        carried = _TITLE_BEFORE.search(before) or _TITLE_AFTER.search(after)
        return ("implements", "title") if carried else ("cites", "title")
    if reading.zones.speaks_for_whole(mark.start) and (_rests_on(before) or _TO_CARRY_OUT.search(after)):
        return "implements", "rests-on"
    return "cites", "named"


def _is_itself(reading: Reading, mark: Mark) -> bool:
    header = reading.header
    if mark.number and mark.number == header.doc_number:
        return True
    if not header.is_policy or not reading.zones.in_title(mark.start):
        return False
    if mark.title is None:
        return True
    own = header.notice_title or header.title
    return own is not None and _bare(mark.title) == _bare(own)


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉<>（）()“”\"、，的]", "", title)


def _same(a: str, b: str | None, least: float) -> bool:
    if not b:
        return False
    bare_a, bare_b = _bare(a), _bare(b)
    return bare_a == bare_b or SequenceMatcher(None, bare_a, bare_b, autojunk=False).ratio() >= least


# ---- left and right of a mark -----------------------------------------------------------------


def _before(reading: Reading, index: int) -> str:
    """The sentence up to the mark, each earlier mark (with its brackets) as one placeholder."""
    mark = reading.marks[index]
    floor = max(0, mark.start - _BEFORE)
    start = max(floor, max(reading.text.rfind(c, floor, mark.start) for c in _SENTENCE_ENDS) + 1)
    pieces, at = [], start
    for earlier in reading.marks[max(0, index - 12) : index]:
        if earlier.end <= at or earlier.end > mark.start:
            continue
        pieces.append(reading.text[at : max(at, earlier.start)] + _PLACEHOLDER)
        at = _bracket_end(reading.text, earlier.end)
    pieces.append(reading.text[min(at, mark.start) : mark.start])
    return "".join(pieces)


def _after(reading: Reading, index: int) -> str:
    """The sentence after the mark and its brackets, later marks as placeholders."""
    mark = reading.marks[index]
    at = _bracket_end(reading.text, mark.end)
    limit = min(len(reading.text), at + _AFTER)
    pieces = []
    for later in reading.marks[index + 1 : index + 12]:
        if later.start < at or later.start > limit:
            continue
        pieces.append(reading.text[at : later.start] + _PLACEHOLDER)
        at = _bracket_end(reading.text, later.end)
        limit = max(limit, min(len(reading.text), at + _AFTER // 2))
    pieces.append(reading.text[at:limit])
    whole = "".join(pieces)
    ends = [whole.find(c) for c in _SENTENCE_ENDS if c in whole]
    return whole[: min(ends) + 1] if ends else whole


def _bracket_end(text: str, at: int) -> int:
    """Past a short name in brackets that follows a mark."""
    if text[at : at + 1] == "（":
        close = text.find("）", at, at + 80)
        if close > 0 and re.search(r"简称|下称|下同|\d号", text[at:close]):
            return close + 1
    return at


def _rests_on(before: str) -> bool:
    """根据, 按照, 为贯彻落实 … in the same clause, or at the head of a list of citations."""
    for cue in reversed(list(pattern("citations", "implements_before").finditer(before))):
        if pattern("citations", "not_before").search(before[: cue.start()]):
            return False
        if _carries(before[cue.end() :]):
            return True
    return False


def _carries(between: str) -> bool:
    """May a cue reach over this stretch to the mark? Over names and other citations, not over a new clause."""
    fragments = between.split("，")
    for i, fragment in enumerate(fragments):
        last = i == len(fragments) - 1
        plain = fragment.rpartition(_PLACEHOLDER)[2]
        if i == 0:
            if len(plain) > 70 or _ENACTS.search(plain):
                return False
        elif last:
            if len(plain) > 30 or _ENACTS.search(plain):
                return False
        elif _PLACEHOLDER not in fragment and not re.search(r"精神|要求|部署|规定", fragment):
            return False
    return True


def _repeals(after: str) -> bool:
    """废止 is said of this mark, not of another after it, and of the whole of it."""
    found = pattern("citations", "repeals_after").search(after)
    if not found:
        return False
    between = found.group()
    head = between.split("，")[0]
    clean = re.sub(rf"{_PLACEHOLDER}[^{_PLACEHOLDER}，]{{0,6}}", "", between)
    return not pattern("citations", "repeals_not").search(clean) and not re.search(r"制定|根据|按照|执行，|施行，(?!.{0,12}同时)", head)


def _repealed_before(before: str) -> bool:
    return pattern("citations", "repeals_before").search(before) is not None


# ---- what a notice passes on -------------------------------------------------------------------


def _passed_on(reading: Reading, mark: Mark, before: str, after: str) -> tuple[str, str] | None:
    """self or forwards, for the text that the notice issues."""
    header, head = reading.header, reading.head
    own = [t for t in (header.title, head.wrap.inner if head.wrap else None) if t]
    if mark.title is None:
        return None
    alike = any(_same(mark.title, t, 0.92) for t in own)
    if reading.zones.in_title(mark.start):
        return (_pass_relation(reading, mark, before), "title") if alike and header.notice_title else None
    issuing = reading.zones.in_notice(mark.start) and head.notice is not None and _issued_here(before, after)
    if issuing or (alike and header.notice_title):
        return _pass_relation(reading, mark, before), "notice"
    return ("self", "own-title") if alike else None


def _issued_here(before: str, after: str) -> bool:
    if pattern("citations", "implements_before").search(before[-12:]):
        return False
    return bool(pattern("citations", "issues_after").search(after) or pattern("citations", "issues_before").search(before))


def _pass_relation(reading: Reading, mark: Mark, before: str) -> str:
    """forwards for the text of another or a higher authority, self for one's own or one's departments'."""
    wrap = reading.head.wrap
    verb = wrap.verb if wrap else ""
    if verb not in ("转发", "批转") and "转发" not in reading.text[mark.end : mark.end + 90]:
        return "self"
    issuer = reading.header.issuers[0].as_written if reading.header.issuers else ""
    title_author = re.match(r"^(.{2,40}?)关于", mark.title or "")
    said = re.search(r"([\u4e00-\u9fff、]{2,80})$", before)
    author = title_author[1] if title_author and is_agency(title_author[1]) else None
    author = author or (wrap.author if wrap and wrap.author else None) or (said[1] if said else None)
    return "self" if _own_department(issuer, author) else "forwards"


_GOVERNMENT = re.compile(r"(?:人民政府|政府|办公厅|办公室|国务院|行政公署|管委会)$")
_HIGHER = re.compile(r"^(?:国务院|中共中央|中央|国家|全国)|^(?:[\u4e00-\u9fff]{2,6}(?:部|总局|署))(?:办公厅)?(?:等|、|$)")


def _own_department(issuer: str, author: str | None) -> bool:
    """A government (or its office) that passes on what its own departments drew up."""
    if issuer and not _GOVERNMENT.search(issuer):
        return False
    if not author:
        return True
    if issuer.startswith("国务院"):
        return not author.startswith(("中共中央", "中央"))
    if _HIGHER.match(author) or re.match(r"^[\u4e00-\u9fff]{0,12}(?:人民政府|政府)(?:办公厅|办公室)?", author):
        return False
    return _level(author) in (None, _level(issuer))


def _level(name: str) -> int | None:
    """1 province, 2 prefecture, 3 county, from the first region word; None where none is printed."""
    match = re.match(r"^(?:[\u4e00-\u9fff]{2,8}?)?(省|自治区|市|自治州|州|盟|地区|县|区|旗)", name)
    if not match:
        return None
    if name.startswith(("北京市", "上海市", "天津市", "重庆市")):
        return 1
    return {"省": 1, "自治区": 1, "市": 2, "自治州": 2, "州": 2, "盟": 2, "地区": 2}.get(match[1], 3)


# ---- pages that report -------------------------------------------------------------------------


def reported(reading: Reading) -> dict[int, str]:
    """Which marks are the policy that a page speaks of: index → rule."""
    marks, text = reading.marks, reading.text
    usable = [i for i, m in enumerate(marks) if m.title and not m.bare]
    title = reading.header.title or ""
    headed = {i: "headline" for i in usable if _bare(marks[i].title or "") in _bare(title)}
    if headed:
        first = min(headed)
        return {first: "headline"}
    verb = pattern("citations", "reports_before")
    spoken = [i for i in usable if verb.search(text[max(0, marks[i].start - 14) : marks[i].start]) and not _rests_on(_before(reading, i))]
    defined = [i for i in usable if marks[i].short and not _rests_on(_before(reading, i))]
    lead = [i for i in (spoken or defined) if marks[i].start < 900] or spoken[:1] or defined[:1]
    if not lead:
        return {}
    return dict.fromkeys(_list_from(reading, lead[0]), "reports")


def _list_from(reading: Reading, first: int) -> list[int]:
    """《A》《B》和《C》 named in one breath are all reported."""
    found = [first]
    for i in range(first + 1, len(reading.marks)):
        gap = reading.text[_bracket_end(reading.text, reading.marks[found[-1]].end) : reading.marks[i].start]
        if gap.strip("、和及与以") or reading.marks[i].bare or not reading.marks[i].title:
            break
        found.append(i)
    return found
