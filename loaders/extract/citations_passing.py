"""What a notice passes on: its own text (self), or one of another or a higher authority (forwards)."""

from __future__ import annotations

import re

from loaders.extract.citations_context import Reading, same_title
from loaders.extract.citations_marks import Mark
from loaders.extract.header_agencies import is_agency
from loaders.extract.header_lexicon import pattern

_BELOW = re.compile(r"[\u4e00-\u9fff]{1,10}?(自治州|市|盟|县|区|旗)(?=人民政府)")


def passed_on(reading: Reading, mark: Mark, before: str, after: str) -> tuple[str, str] | None:
    """self or forwards, for the text that the notice issues."""
    header, head = reading.header, reading.head
    own = [t for t in (header.title, head.wrap.inner if head.wrap else None) if t]
    if mark.title is None or (mark.number and not _forwards_a_number(reading)):
        return None
    alike = any(same_title(mark.title, t, 0.92) for t in own)
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
    below = _BELOW.match(name, match.end())
    if below and len(name) > below.end():  # 上海市静安区人民政府, 江苏省宿迁市人民政府: the last of the path
        return 2 if below[1] in ("市", "自治州", "盟") and match[1] in ("省", "自治区") else 3
    if name.startswith(("北京市", "上海市", "天津市", "重庆市")):
        return 1
    return {"省": 1, "自治区": 1, "市": 2, "自治州": 2, "州": 2, "盟": 2, "地区": 2}.get(match[1], 3)
