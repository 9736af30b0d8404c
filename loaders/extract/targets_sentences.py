"""Targets stated in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.targets_amounts import find_amounts
from loaders.extract.targets_context import Frame
from loaders.extract.targets_coverage import MAY_COVER, coverage
from loaders.extract.targets_draft import Draft
from loaders.extract.targets_frames import read_frame, whole_name
from loaders.extract.targets_judge import keep
from loaders.extract.targets_lists import Rise, continues, rise_from, rises_to, shares
from loaders.extract.targets_naming import clean, for_group
from loaders.extract.targets_parts import Part, Total, part_of
from loaders.extract.targets_reading import Reading
from loaders.extract.targets_regions import Region, clauses, regions, sentences
from loaders.extract.targets_setting import Carry, Governor, Setting, carry_on
from loaders.extract.targets_words import words
from loaders.patterns import asked

MAY_STATE = asked(
    r"\d|倍增|百分之|[一二两三四五六七八九十百千万][个家所张名座台套户人处万亿条辆倍成项场亩公]|翻|全覆盖|全面覆盖|所有|全部|均|都|人手"
)
_NUMBERING = re.compile(
    r"(?:\d{1,3}[.、](?!\d)|\d{1,3}\.(?=20\d\d年)|（(?:\d{1,3}|[一二三四五六七八九十]{1,3})）|[①-⑳]|[一二三四五六七八九十]{1,3}、|[—－·•●◆■◎★▲△►☆◇□✓√-]{1,2})"
)
_RATE_HEAD = re.compile(r"([\u4e00-\u9fffA-Za-z“”+＋]{0,14}(?:覆盖|率|比例|占比))$")
_THAN = re.compile(r"^(?:比|较)[^，。；]{2,12}?(?=增|提|上升|下|降|减)")
_JOINED = re.compile("[、，和及]{0,2}")
_EVERY = re.compile(r"每(?:年|学年)|年均(?![浓气降温])|逐年|每一年")
_REPORTED = re.compile(r"以来|累计|已(?=有|建|达|完|经|培|改|新|开|投|实|覆|发|筹|下达)|先后|去年|截至")
_PARTS = ("首期", "一期", "二期", "首批")  # 设立基金2亿元，首期安排1亿元
_AS_NAMED = re.compile(r"(?:上述|以上)(?:[两三四五\d]项)?指标分别")
_APART = re.compile(r"(?:同比|较?[比上]年)?分别(?:同比)?(?P<grown>[增提下降减][\u4e00-\u9fff]{0,2})")
_COUNTED = ("people", "things", "measure")
_OWN_VERB = re.compile(r"^(?:降低|减轻|减少|节约)|(?:加装|安装|更换|新建)")  # does not go on with the verb before
_TOLD = re.compile(  # a page that tells of a policy, or of what is to come, here
    r"(?:方案|意见|通知|细则|措施|规划|计划|办法|文件|要点|报告|会议|会上|》)[^，。；]{0,4}(?:明确|提出|要求|指出|透露)"
    r"|》[^。；]{0,50}(?:明确|提出|要求|指出|规定)|(?:^|[，。])(?:今年(?![一-四\d上前以]|春)|下一步|接下来)"
)
_EACH_YEAR = re.compile(r"每(?:年|学年|一年)")


def sentence_targets(text: str, frame: Frame) -> Iterator[Draft]:
    """The drafts of one paragraph of folded text, spans relative to it."""
    carry = Carry()
    numbering = _NUMBERING.match(text)
    for start, end in sentences(text):
        start = max(start, numbering.end() if numbering else 0)
        sentence = text[start:end]
        if not frame.policy and not frame.told and _TOLD.search(sentence):
            frame = frame._replace(told=True)
        drafts = list(_Reader(sentence, frame, carry).drafts()) if MAY_STATE.search(sentence) else []
        for draft in drafts:
            yield draft._replace(start=draft.start + start, end=draft.end + start)
        if not frame.policy:
            _go_on(drafts, carry)
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
        self.verb, self.subject, self.subject_at, self.subject_kind = "", "", 0, ""
        self.done: tuple[str, int] | None = None  # the verb of the last kept statement and where it ended
        self.opening: tuple[Region, Rise] | None = None
        self.pending: list[Draft] = []
        self.names: list[str] = []  # of the statements kept
        self.total: Total | None = None  # the amount whose parts may follow
        self.totals: dict[str, Total] = {}  # the last of each unit
        self.setting: Setting | None = None  # what governed it
        self.parting = 0  # where the last amount ended, if it was such a part

    def drafts(self) -> Iterator[Draft]:
        amounts, parts = find_amounts(self.sentence), clauses(self.sentence)
        covered = MAY_COVER.search(self.sentence) is not None
        if not amounts and not covered:
            return
        self.governor = Governor(self.sentence, self.frame, self.carry)
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
        total = self.totals.get((first.amount.unit or "").lstrip("万亿"), self.total)
        part = part_of(self.sentence, first, total, going) if len(group) == 1 else None
        self.parting = first.amount.end if part else 0
        if part and self.setting:
            return [self._part(first, part, self.setting)]
        setting = self.governor.settle(first.clause, first.amount.start)
        reading = self._growths(group) or self._reading(first)
        if reading is None:
            return []
        rise = rise_from(self.sentence, first) if len(group) == 1 else None
        pending, self.pending = self.pending, []
        if rise:
            unsaid = setting.kind == "none"
            setting = setting._replace(kind="baseline", year=rise.year)
        judged, last = first.amount, group[-1].amount
        if last is not judged:
            judged = judged._replace(kind=last.kind, unit=last.unit)
        kept = keep(self.sentence, first.clause, judged, reading, setting, self.frame, self.done is not None)
        self.verb = reading.verb or self.verb
        if kept:
            self.subject, self.subject_at = reading.indicator, reading.start
            self.names.append(reading.indicator)
            self.subject_kind = group[-1].amount.kind
            self.done = (reading.verb, group[-1].amount.end) if reading.verb else None
            self.total, self.setting = Total(reading.indicator, reading.verb, last.unit or "", last.end), setting
            self.totals[(last.unit or "").lstrip("万亿")] = self.total
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
            kind="baseline" if past else "target" if setting.kind in ("goal", "none") else setting.kind,
            year=part.year or setting.year,
            year_derived=setting.derived and part.year is None and setting.year is not None,
            rule=f"part:{setting.kind}",
            scope=part.scope,
        )

    def _growths(self, group: list[Region]) -> Reading | None:
        """游客8000万人次，收入650亿元，分别增长25%和30%: each growth is of what was stated before."""
        n, region = len(group), group[0]
        head = _APART.fullmatch(self.sentence[region.clause[0] : region.amount.start])
        names = self.names[-n:]
        if n > 1 and len(names) == n and _AS_NAMED.search(self.sentence, region.clause[0], region.amount.cue):
            return Reading("reach", "、".join(names), region.start, group[-1].amount.end)
        if n < 2 or head is None or len(names) < n or any("、" in name for name in names):
            return None
        indicator = "、".join(name + head["grown"] for name in names)
        return Reading("growth", indicator, region.clause[0], group[-1].amount.end)

    def _reading(self, region: Region) -> Reading | None:
        rise = rise_from(self.sentence, region)
        if self.opening and rises_to(self.sentence, self.opening[0], region):
            rise = self.opening[1]
        if rise is not None:
            a, b = clean(self.sentence, rise.start, rise.end)
            return Reading("reach", self.sentence[a:b], a, region.amount.end, moved=True) if b - a >= 2 else None
        reading = read_frame(self.sentence, region, self.verb or self._running_verb(region), 0)
        if reading is None:
            return self._same_subject(region) or self._grown(region) or self._topic(region)
        if reading is not None and reading.frame == "do":
            reading = reading._replace(indicator=whole_name(self.sentence, region, reading.indicator))
        if reading is not None and self.subject and reading.indicator.startswith("占"):
            return reading._replace(indicator=_share_of(self.subject, reading.indicator))
        placed = words().each_place.fullmatch(reading.indicator)
        if placed:  # 举办活动24场次，每个县不少于2场
            name = placed[1] if len(placed[1]) > 2 else self.subject
            return reading._replace(indicator=name) if name else None
        headed = self._headed(region, reading) if region.amount.kind == "percent" else None
        if headed:
            return headed
        if reading.frame == "reach" and region.amount.kind == "percent" and self.subject_kind == "percent":
            return reading._replace(indicator=for_group(reading.indicator, self.subject))
        if reading.indicator.startswith(_PARTS) and len(reading.indicator) <= 4 and self.subject:
            return reading._replace(indicator=self._bare_subject() + reading.indicator)
        if reading.frame == "growth" and len(reading.indicator) <= 4:
            subject = self.subject or self._spoken_of(region)
            return reading._replace(indicator=subject + reading.indicator)
        if reading is not None and self.subject and reading.indicator.startswith(("同比", "环比", "较上年", "比上年")):
            return reading._replace(indicator=self.subject + reading.indicator)
        return reading

    def _headed(self, region: Region, reading: Reading) -> Reading | None:
        """明厨亮灶覆盖：学校食堂100%、养老机构食堂100%: the head before the colon says what each rate is of."""
        colon = self.sentence.rfind("：", 0, region.start)
        head = _RATE_HEAD.search(self.sentence, 0, colon) if colon > 0 else None
        if head is None or words().ratio_head.search(reading.indicator) or "。" in self.sentence[colon : region.start]:
            return None
        name = head[1] if head[1].endswith(("率", "比例", "占比")) else head[1] + "率"
        return reading._replace(indicator=reading.indicator + name)

    def _grown(self, region: Region) -> Reading | None:
        """低保标准提高到872元，增幅不低于3%; 毕业生留辽40万人、增长5%以上."""
        a, b = clean(self.sentence, region.start, region.amount.cue)
        said = _THAN.sub("", self.sentence[a:b])
        if region.amount.kind == "money" or not 2 <= len(said) <= 4 or not words().growth.search(said):
            return None
        joined = self.total is not None and self.sentence[self.total.end : a] in ("、", "，")
        subject = self.subject if joined else self._spoken_of(region)
        return Reading("growth", subject + said, a, region.amount.end) if subject else None

    def _topic(self, region: Region) -> Reading | None:
        """（一）家庭无障碍改造。全年改造216户: the heading names what is done."""
        a, b = clean(self.sentence, region.start, region.amount.cue)
        topic, counted = self.frame.topic, region.amount.kind in _COUNTED and region.amount.end == region.end
        if not topic or not counted or not words().again.fullmatch(self.sentence[a:b]):
            return None
        return Reading("do", topic, a, region.amount.end, "完成")

    def _bare_subject(self) -> str:
        old = self.done[0] if self.done else ""
        return self.subject.removeprefix(old) if len(self.subject) > len(old) + 1 else self.subject

    def _spoken_of(self, region: Region) -> str:
        """财政投入只增不减，年均增幅…: what the clause before speaks of."""
        clause = re.split("[，；：]", self.sentence[: region.clause[0]].rstrip("，；："))[-1]
        a, b = clean(clause, 0, len(clause))
        subject = re.split("位居|居|排名|只|持续|不断|稳步|稳定|保持|逐年|明显|大幅|快速", clause[a:b])[0]
        return subject if len(subject) <= 16 and not re.search(r"\d", subject) else ""

    def _same_subject(self, region: Region) -> Reading | None:
        """…占比2023年达到30%，2025年达到50%: the subject of the statement before goes on."""
        a, b = clean(self.sentence, region.start, region.amount.cue)
        if not self.subject:
            return None
        if a == b and self._joined(region):  # 老旧小区844个、13.7万户
            return Reading(
                "do", self.subject, region.amount.start, region.amount.end, self.done[0] if self.done else ""
            )
        if words().again.fullmatch(self.sentence[a:b]) and _alike(region.amount.kind, self.subject_kind):
            return Reading(
                "do", self._renamed(self.sentence[a:b]), a, region.amount.end, self.done[0] if self.done else ""
            )
        if b > a or region.amount.word not in words().reaching | {"累计"}:
            return None
        grown = words().growth.search(self.subject)
        name = self.subject[: grown.start()] if grown else self.subject
        if region.amount.kind != self.subject_kind and not grown:
            return None
        return Reading("reach", name, self.subject_at, region.amount.end) if len(name) >= 2 else None

    def _joined(self, region: Region) -> bool:
        """True right after what has been done: 、 and a number of other units, nothing else."""
        done, amount = self.done, region.amount
        bare = amount.word in ("", "共", "约", "近") and amount.end == region.end and amount.kind in _COUNTED
        return done is not None and bare and self.sentence[done[1] : amount.cue] in ("、", "")

    def _renamed(self, said: str) -> str:
        """续建更新项目191个、新开工205个: the verb of this amount takes the place of the one before."""
        verb = words().make_verb.fullmatch(said)
        old = self.done[0] if self.done else ""
        named = verb is not None and old and self.subject.startswith(old) and len(self.subject) > len(old) + 1
        return said + self.subject[len(old) :] if named else self.subject

    def _running_verb(self, region: Region) -> str:
        """确定省级基地5个，市级基地10个: the clause right after a statement goes on with its verb."""
        if self.done is None or not region.first or region.clause[0] - self.done[1] > 1:
            return ""
        noun = self.sentence[region.start : region.amount.cue]
        if words().money_head.search(noun) or words().ratio_head.search(noun) or _OWN_VERB.search(noun):
            return ""
        return self.done[0] if 2 <= len(noun) <= 16 and region.amount.end == region.clause[1] else ""

    def _drafts(self, group: list[Region], reading: Reading, setting: Setting) -> Iterator[Draft]:
        head = self.sentence[group[0].clause[0] : group[0].amount.start]
        every = "年" if _EVERY.search(head) or (group[0].amount.unit or "").endswith("/年") else None
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
                kind="target" if setting.kind in ("goal", "none") else setting.kind,
                year=share.year,
                year_derived=setting.derived and share.year is not None,
                per=_per(self.sentence, group[0], reading),
                every=every,
                cumulative="累计" in head,
                rule=f"{reading.frame}:{setting.kind}",
            )


def _alike(kind: str, other: str) -> bool:
    """实施项目150个，改造1.57万户: one work counted in two ways."""
    return (kind in _COUNTED and other in _COUNTED) or (kind == other == "money")


def _with_verb(name: str, reading: Reading) -> str:
    """建设甲医院和乙医院各15家: each of the things is built."""
    listed = reading.verb and reading.indicator.startswith(reading.verb) and name != reading.indicator
    return reading.verb + name if listed and not name.startswith(reading.verb) else name


def _share_of(subject: str, share: str) -> str:
    """…达到778.8万人，占全省人口总数的18.5%: the share is of what was counted before it."""
    name = subject + share.removesuffix("的")
    return name if words().ratio_head.search(name) else name + "比例"


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
    return next((g for g in hits[-1].groups() if g), None) if hits else None
