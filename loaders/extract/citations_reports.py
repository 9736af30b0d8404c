"""Which policies a page that is none speaks of (relation reports)."""

from __future__ import annotations

from loaders.extract.citations_context import Reading, bare_title, bracket_end, rests_on, text_after, text_before
from loaders.extract.citations_marks import Mark
from loaders.extract.citations_relations import repealed
from loaders.extract.header_lexicon import doc_types, pattern

_LAWS = frozenset({"法律", "条例"})
_LEAD = 900  # characters of the first lines of a report


def reported(reading: Reading) -> dict[int, str]:
    """Which marks are the policy that a page speaks of: index → rule.

    Named in the headline; else with 印发, 出台 … in the first lines; else named without 《》 there; else with the
    day of the news anywhere.
    """
    marks, lead = reading.marks, reading.text[:_LEAD]
    shorts = {m.short for m in marks}
    usable = [i for i, m in enumerate(marks) if m.title and not m.bare and m.title not in shorts]
    title = bare_title(reading.header.title or "")
    headed = [i for i in usable if bare_title(marks[i].title or "") in title]
    if headed or reading.header.kind == "other":
        return {headed[0]: "headline"} if headed else {}
    early = [i for i in usable if marks[i].start < _LEAD and not _rested(reading, i)]
    spoken = [i for i in usable if _spoken(reading, i) and not _rested(reading, i)]
    ways = (
        [i for i in spoken if marks[i].start < _LEAD],
        [i for i in usable if 0 <= lead.find(_core(marks[i])) < marks[i].start - 6],
        [i for i in early if _told_of_after(reading, i)],
        [i for i in early if marks[i].short],
        [i for i in spoken if pattern("citations", "of_the_day").search(text_before(reading, i))],
    )
    first = next((way[0] for way in ways if way), None)
    if first is None:
        return {}
    others = [i for i in spoken if i > first and _issued_now(reading, i)]
    others += [i for i in usable if i > first and _told_by_name(reading, i) and not _rested(reading, i)]
    return dict.fromkeys(sorted({j for i in (first, *others) for j in _list_from(reading, i)}), "reports")


def _core(mark: Mark) -> str:
    return (mark.title or "").removeprefix("关于")


def _rested(reading: Reading, index: int) -> bool:
    return rests_on(text_before(reading, index))


def _spoken(reading: Reading, index: int) -> bool:
    """印发了《A》, 出台《A》."""
    start = reading.marks[index].start
    before = text_before(reading, index)
    dated = max((m.start() for m in pattern("citations", "of_the_day").finditer(before)), default=0)
    if pattern("citations", "not_the_news").search(before, dated):
        return False
    return pattern("citations", "reports_before").search(reading.text[max(0, start - 14) : start]) is not None


def _issued_now(reading: Reading, index: int) -> bool:
    """对此，市税务局编制发布《B》: a further policy of the same news; a day or year tells of something else."""
    before = text_before(reading, index)
    issued = pattern("citations", "issues_further").search(before)
    return issued is not None and pattern("citations", "other_day").search(before) is None


def _list_from(reading: Reading, first: int) -> list[int]:
    """《A》《B》和《C》 named in one breath are all reported."""
    found = [first]
    for i in range(first + 1, len(reading.marks)):
        gap = reading.text[bracket_end(reading.text, reading.marks[found[-1]].end) : reading.marks[i].start]
        if gap.strip("、和及与以") or reading.marks[i].bare or not reading.marks[i].title:
            break
        found.append(i)
    return found


def _told_of_after(reading: Reading, index: int) -> bool:
    """《A》将于9月1日起施行, 《A》公开征求意见: said of it itself, not of what takes its place."""
    after = text_after(reading, index)
    told = pattern("citations", "reports_after").search(after) is not None
    return told and not repealed(text_before(reading, index), after)


def _told_by_name(reading: Reading, index: int) -> bool:
    """此前还印发了《A》（以下简称《意见》）…《意见》提出: its content is told, too; of a law it is only quoted."""
    mark = reading.marks[index]
    if mark.short is None or doc_types().of(mark.title or "") in _LAWS:
        return False
    told = pattern("citations", "told_by_name")
    later = (m for m in reading.marks[index + 1 :] if m.title == mark.short)
    return any(told.match(reading.text, m.end) for m in later)
