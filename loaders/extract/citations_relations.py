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
_BEFORE, _AFTER, _LEAD = 1_200, 130, 900  # characters read around a mark; of the first lines of a report
_REACH = 260  # characters of a sentence, its citations counted as one each
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
    if _repeals(after) or pattern("citations", "repeals_before").search(before):
        return "repeals", "repeal-words"
    if not reading.header.is_policy:
        return "cites", "page"
    passed = _passed_on(reading, mark, before, after)
    if passed:
        return passed
    if reading.zones.in_title(mark.start):
        carried = pattern("citations", "title_before").search(before)
        carried = carried or pattern("citations", "title_after").search(after)
        return ("implements", "title") if carried else ("cites", "title")
    if reading.zones.speaks_for_whole(mark.start):
        if _rests_on(before):
            return "implements", "rests-on"
        if pattern("citations", "to_carry_out").search(after) or _named_by_title(reading, before):
            return "implements", "carries-out"
        if _carried_out_next(reading, mark, before):
            return "implements", "carries-out-next"
    return "cites", "named"


def _is_itself(reading: Reading, mark: Mark) -> bool:
    header = reading.header
    if mark.number and mark.number == header.doc_number:
        return True
    if not reading.zones.in_title(mark.start):
        return False
    if mark.title is None or not header.is_policy:
        return mark.title is None
    own, named = _bare(header.notice_title or header.title or ""), _bare(mark.title)
    return own == named or (len(named) > 10 and own.endswith(named) and not header.notice_title)


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉<>（）()“”\"、，的]", "", title)


def _same(a: str, b: str | None, least: float) -> bool:
    if not b:
        return False
    bare_a, bare_b = _bare(a), _bare(b)
    return bare_a == bare_b or SequenceMatcher(None, bare_a, bare_b, autojunk=False).ratio() >= least


def _named_by_title(reading: Reading, before: str) -> bool:
    """关于贯彻落实…政策的通知, which opens: 三部门印发了《A》."""
    title = reading.header.notice_title or reading.header.title or ""
    carries = pattern("citations", "carries_out_title").search(title)
    return carries is not None and pattern("citations", "issued_before").search(before) is not None


def _carried_out_next(reading: Reading, mark: Mark, before: str) -> bool:
    """国务院印发《A》，提出…。为落实相关要求，现就…: the next sentence carries out what this one names."""
    if not pattern("citations", "issued_before").search(before):
        return False
    end = reading.text.find("。", mark.end, mark.end + 200)
    return end >= 0 and pattern("citations", "these_demands").match(reading.text, end + 1) is not None


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
    return "".join(pieces)[-_REACH:]


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
        plain = pattern("citations", "describes").sub("", fragment.rpartition(_PLACEHOLDER)[2])
        if i == 0 or last:
            if len(plain) > (70 if i == 0 else 30) or pattern("citations", "enacts").search(plain):
                return False
            if i > 0 and _PLACEHOLDER not in fragment and pattern("citations", "issues_now").search(fragment):
                return False  # 为落实《A》，区住建局联合发布《B》
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
    refused = pattern("citations", "repeals_not").search(clean) or pattern("citations", "repeals_other").search(head)
    return refused is None


# ---- what a notice passes on -------------------------------------------------------------------


def _passed_on(reading: Reading, mark: Mark, before: str, after: str) -> tuple[str, str] | None:
    """self or forwards, for the text that the notice issues."""
    header, head = reading.header, reading.head
    own = [t for t in (header.title, head.wrap.inner if head.wrap else None) if t]
    if mark.title is None or (mark.number and not _forwards_a_number(reading)):
        return None
    alike = any(_same(mark.title, t, 0.92) for t in own)
    if reading.zones.in_title(mark.start):
        whole = header.notice_title and not pattern("citations", "title_after").match(after)  # not 《A》实施细则
        return (_pass_relation(reading, mark, before), "title") if alike and whole else None
    issuing = reading.zones.in_notice(mark.start) and head.notice is not None and _issued_here(before, after)
    if issuing or (alike and header.notice_title):
        return _pass_relation(reading, mark, before), "notice"
    return ("self", "own-title") if alike else None


def _forwards_a_number(reading: Reading) -> bool:
    """A text with a number of its own is only passed on by a notice that forwards (an older edition is cited)."""
    wrap, notice = reading.head.wrap, reading.zones.notice
    said = reading.text[notice[0] : notice[1]] if notice else ""
    return (wrap is not None and wrap.verb in ("转发", "批转")) or "转发给你们" in said or "转发你们" in said


def _issued_here(before: str, after: str) -> bool:
    if pattern("citations", "implements_before").search(before[-12:]):
        return False
    issues = pattern("citations", "issues_after").search(after) or pattern("citations", "issues_before").search(before)
    return issues is not None


def _pass_relation(reading: Reading, mark: Mark, before: str) -> str:
    """forwards for the text of another or a higher authority, self for one's own or one's departments'."""
    wrap = reading.head.wrap
    verb = wrap.verb if wrap else ""
    if verb not in ("转发", "批转") and "转发" not in reading.text[mark.end : mark.end + 90]:
        return "self"
    issuer = reading.header.issuers[0].as_written if reading.header.issuers else ""
    title_author = re.match(r"^(.{2,40}?)关于", mark.title or "")
    said = re.search(r"(?:现将|将|把)?([\u4e00-\u9fff、]{2,80})$", before)
    named = [title_author[1] if title_author else "", wrap.author if wrap else "", said[1] if said else ""]
    author = next((name for name in named if name and is_agency(name)), None) or (said[1] if said else None)
    return "self" if _own_department(issuer, author) else "forwards"


def _own_department(issuer: str, author: str | None) -> bool:
    """A government (or its office) that passes on what its own departments drew up."""
    if issuer and not pattern("citations", "government").search(issuer):
        return False
    if not author:
        return True
    if issuer.startswith("国务院"):
        return not author.startswith(("中共中央", "中央"))
    if pattern("citations", "higher").match(author) or pattern("citations", "any_government").match(author):
        return False
    return _level(author) in (None, _level(issuer))


def _level(name: str) -> int | None:
    """1 province, 2 prefecture, 3 county, from the first region word; None where none is printed."""
    match = pattern("citations", "level_word").match(name)
    if not match:
        return None
    if name.startswith(("北京市", "上海市", "天津市", "重庆市")):
        return 1
    return {"省": 1, "自治区": 1, "市": 2, "自治州": 2, "州": 2, "盟": 2, "地区": 2}.get(match[1], 3)


# ---- pages that report -------------------------------------------------------------------------


def reported(reading: Reading) -> dict[int, str]:
    """Which marks are the policy that a page speaks of: index → rule.

    Named in the headline; else with 印发, 出台 … in the first lines; else named without 《》 there; else with the
    day of the news anywhere.
    """
    marks, lead = reading.marks, reading.text[:_LEAD]
    shorts = {m.short for m in marks}
    usable = [i for i, m in enumerate(marks) if m.title and not m.bare and m.title not in shorts]
    title = _bare(reading.header.title or "")
    headed = [i for i in usable if _bare(marks[i].title or "") in title]
    if headed or reading.header.kind == "other":
        return {headed[0]: "headline"} if headed else {}
    early = [i for i in usable if marks[i].start < _LEAD and not _rested(reading, i)]
    spoken = [i for i in usable if _spoken(reading, i) and not _rested(reading, i)]
    ways = (
        [i for i in spoken if marks[i].start < _LEAD],
        [i for i in usable if 0 <= lead.find(_core(marks[i])) < marks[i].start - 6],
        [i for i in early if pattern("citations", "reports_after").search(_after(reading, i))],
        [i for i in early if marks[i].short],
        [i for i in spoken if pattern("citations", "of_the_day").search(_before(reading, i))],
    )
    first = next((way[0] for way in ways if way), None)
    if first is None:
        return {}
    others = [i for i in spoken if i > first and _issued_now(reading, i)]
    return dict.fromkeys(sorted({j for i in (first, *others) for j in _list_from(reading, i)}), "reports")


def _core(mark: Mark) -> str:
    return (mark.title or "").removeprefix("关于")


def _rested(reading: Reading, index: int) -> bool:
    return _rests_on(_before(reading, index))


def _spoken(reading: Reading, index: int) -> bool:
    """印发了《A》, 出台《A》."""
    start = reading.marks[index].start
    before = _before(reading, index)
    dated = max((m.start() for m in pattern("citations", "of_the_day").finditer(before)), default=0)
    if pattern("citations", "not_the_news").search(before, dated):
        return False
    return pattern("citations", "reports_before").search(reading.text[max(0, start - 14) : start]) is not None


def _issued_now(reading: Reading, index: int) -> bool:
    """对此，市税务局编制发布《B》: a further policy of the same news; a day or year tells of something else."""
    before = _before(reading, index)
    issued = pattern("citations", "issues_further").search(before)
    return issued is not None and pattern("citations", "other_day").search(before) is None


def _list_from(reading: Reading, first: int) -> list[int]:
    """《A》《B》和《C》 named in one breath are all reported."""
    found = [first]
    for i in range(first + 1, len(reading.marks)):
        gap = reading.text[_bracket_end(reading.text, reading.marks[found[-1]].end) : reading.marks[i].start]
        if gap.strip("、和及与以") or reading.marks[i].bare or not reading.marks[i].title:
            break
        found.append(i)
    return found
