"""Targets stated in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.dates import find_years
from loaders.extract.targets_amounts import find_amounts
from loaders.extract.targets_context import Frame
from loaders.extract.targets_coverage import MAY_COVER, coverage
from loaders.extract.targets_draft import Draft
from loaders.extract.targets_frames import read_frame, whole_name
from loaders.extract.targets_judge import keep
from loaders.extract.targets_lists import Rise, continues, rise_from, rises_to, shares
from loaders.extract.targets_naming import clean
from loaders.extract.targets_parts import Part, part_of
from loaders.extract.targets_reading import Reading
from loaders.extract.targets_regions import Region, clauses, regions, sentences
from loaders.extract.targets_said import Said
from loaders.extract.targets_setting import Carry, Governor, Setting, carry_on
from loaders.extract.targets_words import words
from loaders.patterns import asked

MAY_STATE = asked(
    r"\d|倍增|百分之|[一二两三四五六七八九十百千万][个家所张名座台套户人处万亿条辆倍成项场亩公]|翻|全覆盖|全面覆盖|所有|全部|均|都|人手"
)
_NUMBERING = re.compile(
    r"(?:\d{1,3}[.、](?!\d)|\d{1,3}\.(?=20\d\d年)|（(?:\d{1,3}|[一二三四五六七八九十]{1,3})）|[①-⑳]|[一二三四五六七八九十]{1,3}、|[—－·•●◆■◎★▲△►☆◇□✓√-]{1,2})"
)
_JOINED = re.compile("[、，和及]{0,2}")
_EVERY = re.compile(r"每(?:年|学年)|年均(?![浓气降温])|逐年|每一年")
_REPORTED = re.compile(r"以来|累计|已(?=有|建|达|完|经|培|改|新|开|投|实|覆|发|筹|下达)|先后|去年|截至")
_TOLD = re.compile(  # a page that tells of a policy, or of what is to come, here
    r"(?:方案|意见|通知|细则|措施|规划|计划|办法|文件|要点|报告|会议|会上|》)[^，。；]{0,4}(?:明确|提出|要求|指出|透露)"
    r"|》[^。；]{0,50}(?:明确|提出|要求|指出|规定)|(?:^|[，。])(?:今年(?![一-四\d上前以]|春)|下一步|接下来)"
)
# 每个试点地区救助…, 每个基地辐射带动…: other places and bodies that an amount is counted against
_EACH_OF = re.compile(
    r"每(?:个|家|所|座)(?P<p>[\u4e00-\u9fff]{0,4}(?:地区|基地|机构|机关|单位|学校|医院|园区|中心|站|企业|项目))"
    r"(?=至少|要|应|不少于|[新建设配提开安打辐救带培])"
)
_EACH_YEAR = re.compile(r"每(?:年|学年|一年)")


def sentence_targets(text: str, frame: Frame) -> Iterator[Draft]:
    """The drafts of one paragraph of folded text, spans relative to it."""
    carry = Carry()
    numbering = _NUMBERING.match(text)
    opened = numbering.end() if numbering else 0
    spans = [(max(start, opened), end) for start, end in sentences(text)]
    stating = [MAY_STATE.search(text, *span) is not None for span in spans]
    last = max((i for i, states in enumerate(stating) if states), default=-1)  # those after it govern nothing
    for (start, end), states in zip(spans[: last + 1], stating, strict=False):
        sentence = text[start:end]
        if not frame.policy and not frame.told and _TOLD.search(sentence):
            frame = frame._replace(told=True)
        drafts = list(_Reader(sentence, frame, carry).drafts()) if states else []
        for draft in drafts:
            yield draft._replace(start=draft.start + start, end=draft.end + start)
        if not frame.policy:
            _go_on(drafts, carry)
        if end < spans[last][1]:
            carry_on(sentence, frame, carry)
        if frame.told and _REPORTED.search(sentence):
            frame = frame._replace(told=False)  # the rest of the paragraph goes on with what has been done


def _go_on(drafts: list[Draft], carry: Carry) -> None:
    """In a talk the sentence after a goal goes on with it (我们希望全年筹集240万套。新筹集公租房10万套)."""
    goals = [d for d in drafts if d.kind == "target"]
    if goals and carry.kind != "baseline":
        carry.kind, carry.year, carry.derived = "goal", goals[-1].year, goals[-1].year_derived
    elif not drafts and carry.kind == "goal":
        carry.kind, carry.year = "none", None


class _Reader:
    """Reads the amounts of one sentence from left to right; lists hand on their verb and their subject."""

    def __init__(self, sentence: str, frame: Frame, carry: Carry) -> None:
        self.sentence, self.frame = sentence, frame
        self.carry = carry
        self.verb = ""
        self.said = Said(sentence, frame)
        self.opening: tuple[Region, Rise] | None = None
        self.pending: list[Draft] = []
        self.setting: Setting | None = None  # what governed the last statement that counts
        self.every: str | None = None  # as the last statement, for the parts of its total
        self.parting = 0  # where the last amount ended, if it was a part of a total

    def drafts(self) -> Iterator[Draft]:
        years, parts = find_years(self.sentence), clauses(self.sentence)
        amounts = find_amounts(self.sentence, years)
        covered = MAY_COVER.search(self.sentence) is not None
        if not amounts and not covered:
            return
        self.governor = Governor(self.sentence, years, self.frame, self.carry)
        group: list[Region] = []
        found: list[Draft] = []
        for region in regions(self.sentence, parts, amounts):
            if group and continues(self.sentence, group, region):
                group.append(region)
                continue
            found.extend(self._statement(group))
            if region.first:
                self.verb = ""
            group = [region]
        found.extend(self._statement(group))
        if covered:
            found.extend(coverage(self.governor, parts))
        yield from sorted(found, key=lambda d: (d.start, d.end))

    def _statement(self, group: list[Region]) -> list[Draft]:
        if not group:
            return []
        first = group[0]
        going = self.parting > 0 and _JOINED.fullmatch(self.sentence, self.parting, first.start) is not None
        part = part_of(self.sentence, first, self.said.total_of(first.amount), going) if len(group) == 1 else None
        self.parting = first.amount.end if part else 0
        if part and self.setting:
            return [self._part(first, part, self.setting)]
        setting = self.governor.settle(first.clause, first.amount.start)
        rise = rise_from(self.sentence, first)
        reading = self.said.growths(group) or self._reading(first, rise)
        if reading is None:
            return []
        rise = rise if len(group) == 1 else None
        pending, self.pending = self.pending, []
        if rise:
            unsaid = setting.kind == "none"
            setting = setting._replace(kind="baseline", year=rise.year)
        judged, last = first.amount, group[-1].amount
        if last is not judged:
            judged = judged._replace(kind=last.kind, unit=last.unit)
        kept = keep(self.sentence, first.clause, judged, reading, setting, self.frame, self.said.done is not None)
        self.verb = reading.verb or self.verb
        if kept:
            self.said.keep(reading, group)
            self.setting = setting
        self.opening = (first, rise) if rise else None
        drafts = list(self._drafts(group, reading, setting)) if kept else []
        if rise and unsaid:
            self.pending = drafts  # what it rises from is only told where what it rises to is a goal
            return []
        return pending + drafts if kept else []

    def _part(self, region: Region, part: Part, setting: Setting) -> Draft:
        past = part.year is not None and part.year < (self.frame.issued or 0)  # （2023年为2.45平方米）
        return Draft(
            start=part.start,
            end=region.amount.end,
            indicator=part.indicator,
            amount=region.amount,
            kind="baseline" if past else setting.of_target,
            year=part.year or setting.year,
            year_derived=setting.derived and part.year is None and setting.year is not None,
            rule=f"part:{setting.kind}",
            scope=part.scope,
            every=self.every,
        )

    def _reading(self, region: Region, rise: Rise | None) -> Reading | None:
        """What is said of the first amount of a statement; rise: where it opens a from–to."""
        if self.opening and rises_to(self.sentence, self.opening[0], region):
            rise = self.opening[1]
        if rise is not None:
            a, b = clean(self.sentence, rise.start, rise.end)
            return Reading("reach", self.sentence[a:b], a, region.amount.end, moved=True) if b - a >= 2 else None
        reading = read_frame(self.sentence, region, self.verb or self.said.running_verb(region), 0)
        if reading is None:
            return self.said.same_subject(region) or self.said.grown(region) or self.said.topic(region)
        if reading.frame == "do":
            reading = reading._replace(indicator=whole_name(self.sentence, region, reading.indicator))
        return self.said.named(region, reading)

    def _drafts(self, group: list[Region], reading: Reading, setting: Setting) -> Iterator[Draft]:
        head = self.sentence[group[0].clause[0] : group[0].amount.start]
        self.every = every = "年" if _EVERY.search(head) or (group[0].amount.unit or "").endswith("/年") else None
        year = None if _EACH_YEAR.search(head) and not setting.said else setting.year
        for share in shares(self.sentence, group, reading.indicator, year, setting.years):
            amount = share.amount
            if reading.comparator and amount.comparator == "=" and not amount.approximate:
                amount = amount._replace(comparator=reading.comparator)
            yield Draft(
                start=reading.start,
                end=reading.end if share.last is group[0] and len(group) == 1 else share.last.amount.end,
                indicator=_with_verb(share.name, reading),
                amount=amount,
                kind=setting.of_target,
                year=share.year,
                year_derived=setting.derived and share.year is not None,
                per=_per(self.sentence, group[0], reading),
                every=every,
                cumulative="累计" in head,
                rule=f"{reading.frame}:{setting.kind}",
            )


def _with_verb(name: str, reading: Reading) -> str:
    """建设甲医院和乙医院各15家: each of the things is built."""
    listed = reading.verb and reading.indicator.startswith(reading.verb) and name != reading.indicator
    return reading.verb + name if listed and not name.startswith(reading.verb) else name


def _per(sentence: str, region: Region, reading: Reading) -> str | None:
    """每县, 每个乡镇（街道）; 各县区…至少: what the amount is counted against, in its clause or just before it."""
    opened = region.clause[0]
    if reading.frame == "do" and reading.start <= region.clause[0] + 2:
        earlier = max(sentence.rfind("，", 0, max(opened - 1, 0)), sentence.rfind("；", 0, opened), -1) + 1
        opened = opened if re.search(r"\d", sentence[earlier:opened]) else earlier
    before = sentence[opened : region.amount.start]
    place = words().place.pattern
    hits = list(re.finditer(rf"每一?(?:个|座|所)?(?P<p>{place})", before))
    floor = region.amount.word in ("至少", "不少于") or "至少" in before[-12:]
    if not hits and floor and region.amount.kind in ("things", "people"):
        hits = list(re.finditer(rf"各(?P<p>{place})|(?P<q>{place})(?=至少|要至少|应至少)", before))
    hits = hits or list(_EACH_OF.finditer(before))
    return next((g for g in hits[-1].groups() if g), None) if hits else None
