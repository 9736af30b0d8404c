"""How a text stands to a policy it names: implements, forwards, self, repeals, reports, cites."""

from __future__ import annotations

import re

from loaders.extract.citations_context import PLACEHOLDER, Reading, bare_title, rests_on, text_after, text_before
from loaders.extract.citations_marks import Mark
from loaders.extract.citations_passing import passed_on
from loaders.extract.header_lexicon import pattern


def relation_of(reading: Reading, index: int) -> tuple[str, str]:
    """(relation, rule) of one mark; relation "itself" where the document names itself."""
    mark = reading.marks[index]
    if _is_itself(reading, mark):
        return "itself", "own"
    before, after = text_before(reading, index), text_after(reading, index)
    if repealed(before, after):
        return "repeals", "repeal-words"
    if not reading.header.is_policy:
        return "cites", "page"
    passed = passed_on(reading, mark, before, after)
    if passed:
        return passed
    if reading.zones.in_title(mark.start):
        carried = pattern("citations", "title_before").search(before)
        carried = carried or pattern("citations", "title_after").search(after)
        return ("implements", "title") if carried else ("cites", "title")
    if reading.zones.speaks_for_whole(mark.start):
        if rests_on(before):
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
    own, named = bare_title(header.notice_title or header.title or ""), bare_title(mark.title)
    return own == named or (len(named) > 10 and own.endswith(named) and not header.notice_title)


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


def repealed(before: str, after: str) -> bool:
    """Is it said, around a mark, that it is repealed?"""
    return _repeals(after) or pattern("citations", "repeals_before").search(before) is not None


def _repeals(after: str) -> bool:
    """废止 is said of this mark, not of another after it, and of the whole of it."""
    found = pattern("citations", "repeals_after").search(after)
    if not found:
        return False
    between = found.group()
    head = between.split("，")[0]
    clean = re.sub(rf"{PLACEHOLDER}[^{PLACEHOLDER}，]{{0,6}}", "", between)
    refused = pattern("citations", "repeals_not").search(clean) or pattern("citations", "repeals_other").search(head)
    return refused is None
