"""What a sentence has said so far, and the readings that lean on it for what they do not say again."""

from __future__ import annotations

import re

from loaders.extract.targets_amounts import COUNTED, Amount
from loaders.extract.targets_context import Frame
from loaders.extract.targets_naming import clean, for_group
from loaders.extract.targets_parts import Total
from loaders.extract.targets_reading import Reading
from loaders.extract.targets_regions import Region
from loaders.extract.targets_words import words

_RATED = ("覆盖", "率", "比例", "占比")  # ends of what a head names
_RATE_HEAD = re.compile(rf"([\u4e00-\u9fffA-Za-z“”+＋]{{0,14}}(?:{'|'.join(_RATED)}))$")
_LONGEST_HEAD = 16
_THAN = re.compile(r"^(?:比|较)[^，。；]{2,12}?(?=增|提|上升|下|降|减)")
_AS_NAMED = re.compile(r"(?:上述|以上)(?:[两三四五\d]项)?指标分别")
_APART = re.compile(r"(?:同比|较?[比上]年)?分别(?:同比)?(?P<grown>[增提下降减][\u4e00-\u9fff]{0,2})")
_OWN_VERB = re.compile(r"^(?:降低|减轻|减少|节约)|(?:加装|安装|更换|新建)")  # does not go on with the verb before
_PARTS = ("首期", "一期", "二期", "首批")  # 设立基金2亿元，首期安排1亿元


class Said:
    """The statements of one sentence that count, as far as it has been read.

    subject, subject_at, subject_kind: the last indicator, where it stood, what kind of amount it had.
    """

    def __init__(self, sentence: str, frame: Frame) -> None:
        self.sentence, self.frame = sentence, frame
        self.subject, self.subject_at, self.subject_kind = "", 0, ""
        self.done: tuple[str, int] | None = None  # the verb of the last kept statement and where it ended
        self.names: list[str] = []  # of the statements kept
        self.total: Total | None = None  # the amount whose parts may follow
        self._totals: dict[str, Total] = {}  # the last of each unit, whatever its multiplier

    def keep(self, reading: Reading, group: list[Region]) -> None:
        """Remember a statement that counts."""
        last = group[-1].amount
        self.subject, self.subject_at = reading.indicator, reading.start
        self.names.append(reading.indicator)
        self.subject_kind = last.kind
        self.done = (reading.verb, last.end) if reading.verb else None
        self.total = Total(reading.indicator, reading.verb, last.end)
        self._totals[_bare_unit(last)] = self.total

    def total_of(self, amount: Amount) -> Total | None:
        """The last total in the unit of this amount: 6000套 may be part of 1.5万套."""
        return self._totals.get(_bare_unit(amount)) if amount.unit else None

    def named(self, region: Region, reading: Reading) -> Reading | None:
        """The reading, named in full where it leaves to what was said before it what it is about."""
        name, subject = reading.indicator, self.subject
        if subject and name.startswith("占"):
            return reading._replace(indicator=_share_of(subject, name))
        placed = words().each_place.fullmatch(name) if "每" in name or "各" in name else None
        if placed:  # 举办活动24场次，每个县不少于2场
            whole = placed[1] if len(placed[1]) > 2 else subject
            return reading._replace(indicator=whole) if whole else None
        headed = self._headed(region, reading) if region.amount.kind == "percent" else None
        if headed:
            return headed
        if reading.frame == "reach" and region.amount.kind == "percent" and self.subject_kind == "percent":
            return reading._replace(indicator=for_group(name, subject))
        if name.startswith(_PARTS) and len(name) <= 4 and subject:
            return reading._replace(indicator=self._bare_subject() + name)
        if reading.frame == "growth" and len(name) <= 4:
            return reading._replace(indicator=(subject or self._spoken_of(region)) + name)
        if subject and name.startswith(("同比", "环比", "较上年", "比上年")):
            return reading._replace(indicator=subject + name)
        return reading

    def growths(self, group: list[Region]) -> Reading | None:
        """游客8000万人次，收入650亿元，分别增长25%和30%: each growth is of what was stated before."""
        n, region = len(group), group[0]
        if n < 2:
            return None
        head = _APART.fullmatch(self.sentence[region.clause[0] : region.amount.start])
        names = self.names[-n:]
        if len(names) == n and _AS_NAMED.search(self.sentence, region.clause[0], region.amount.cue):
            return Reading("reach", "、".join(names), region.start, group[-1].amount.end)
        if head is None or len(names) < n or any("、" in name for name in names):
            return None
        indicator = "、".join(name + head["grown"] for name in names)
        return Reading("growth", indicator, region.clause[0], group[-1].amount.end)

    def _headed(self, region: Region, reading: Reading) -> Reading | None:
        """明厨亮灶覆盖：学校食堂100%、养老机构食堂100%: the head before the colon says what each rate is of."""
        colon = self.sentence.rfind("：", 0, region.start)
        headed = colon > 0 and self.sentence.endswith(_RATED, 0, colon)
        head = _RATE_HEAD.search(self.sentence, max(0, colon - _LONGEST_HEAD), colon) if headed else None
        if head is None or words().ratio_head.search(reading.indicator) or "。" in self.sentence[colon : region.start]:
            return None
        name = head[1] if head[1].endswith(("率", "比例", "占比")) else head[1] + "率"
        return reading._replace(indicator=reading.indicator + name)

    def grown(self, region: Region) -> Reading | None:
        """低保标准提高到872元，增幅不低于3%; 毕业生留辽40万人、增长5%以上."""
        a, b = clean(self.sentence, region.start, region.amount.cue)
        said = _THAN.sub("", self.sentence[a:b])
        if region.amount.kind == "money" or not 2 <= len(said) <= 4 or not words().growth.search(said):
            return None
        joined = self.total is not None and self.sentence[self.total.end : a] in ("、", "，")
        subject = self.subject if joined else self._spoken_of(region)
        return Reading("growth", subject + said, a, region.amount.end) if subject else None

    def topic(self, region: Region) -> Reading | None:
        """（一）家庭无障碍改造。全年改造216户: the heading names what is done."""
        a, b = clean(self.sentence, region.start, region.amount.cue)
        topic, counted = self.frame.topic, region.amount.kind in COUNTED and region.amount.end == region.end
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

    def same_subject(self, region: Region) -> Reading | None:
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
        bare = amount.word in ("", "共", "约", "近") and amount.end == region.end and amount.kind in COUNTED
        return done is not None and bare and self.sentence[done[1] : amount.cue] in ("、", "")

    def _renamed(self, said: str) -> str:
        """续建更新项目191个、新开工205个: the verb of this amount takes the place of the one before."""
        verb = words().make_verb.fullmatch(said)
        old = self.done[0] if self.done else ""
        named = verb is not None and old and self.subject.startswith(old) and len(self.subject) > len(old) + 1
        return said + self.subject[len(old) :] if named else self.subject

    def running_verb(self, region: Region) -> str:
        """确定省级基地5个，市级基地10个: the clause right after a statement goes on with its verb."""
        if self.done is None or not region.first or region.clause[0] - self.done[1] > 1:
            return ""
        noun = self.sentence[region.start : region.amount.cue]
        if words().money_head.search(noun) or words().ratio_head.search(noun) or _OWN_VERB.search(noun):
            return ""
        return self.done[0] if 2 <= len(noun) <= 16 and region.amount.end == region.clause[1] else ""


def _bare_unit(amount: Amount) -> str:
    return (amount.unit or "").lstrip("万亿")


def _alike(kind: str, other: str) -> bool:
    """实施项目150个，改造1.57万户: one work counted in two ways."""
    return (kind in COUNTED and other in COUNTED) or (kind == other == "money")


def _share_of(subject: str, share: str) -> str:
    """…达到778.8万人，占全省人口总数的18.5%: the share is of what was counted before it."""
    name = subject + share.removesuffix("的")
    return name if words().ratio_head.search(name) else name + "比例"
