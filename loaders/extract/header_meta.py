"""Metadata blocks of government sites (索引号, 发文机关, 文号, 成文日期, 标题 …): one label a line, or run together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.extract.header_lines import Line
from loaders.fold import Folded, join

# label → field; labels without a field only end the value before them
_FIELDS: Final = {
    "issuer": ("发文机关", "发文单位", "制发机关"),
    "publisher": ("发布机构", "公开主体"),
    "number": ("发文字号", "文号", "发文号", "公文文号", "文件编号"),
    "written": ("成文日期", "发文日期", "制发日期", "签发日期"),
    "printed": ("印发日期",),
    "posted": ("发布日期", "发布时间", "发表时间", "公开日期", "生成日期"),
    "title": ("信息名称", "文件名称", "标题", "题名", "名称"),
    "effective": ("施行日期", "实施日期", "生效日期"),
    "expiry": ("废止日期", "失效日期"),
    "": (
        *("索引号", "信息索引号", "主题分类", "主题词", "体裁分类", "信息分类", "公开类别", "公开方式", "公开范围"),
        *("有效性", "时效性", "时效", "效力状态", "来源", "信息来源", "文章来源", "分类", "文种", "公文种类"),
        "组配分类",
        *("服务对象", "关键词", "统一编号", "点击数", "点击量", "浏览量", "浏览次数", "阅读次数", "字体", "字号"),
        *("浏览字号", "分享到", "发布机关", "责任编辑", "编辑", "作者", "打印", "信息形式"),
    ),
}
_BY_LABEL: Final = {label: name for name, labels in _FIELDS.items() for label in labels}
_LABELS = re.compile(
    "(" + "|".join("\n?".join(label) for label in sorted(_BY_LABEL, key=lambda x: (-len(x), x))) + ")\n?[：:]"
    r"|(?<=[\n｜|])题[：:]"
)
_VALUE, _VALUE_ENDS = re.compile(r"[|｜]{0,4}\n?"), re.compile(r"[|｜\n]")  # cells of a table flattened with bars
_COLON, _LABEL_ENDS = re.compile("[：:]"), (*_BY_LABEL, "题")
_HEAD, _TAIL = 45, 14  # lines of the head and of the end in which blocks are looked for
_MIN_LABELS = 2


@dataclass(frozen=True, slots=True)
class Meta:
    """field → value as printed: issuer, number, written, printed, posted, title, effective, expiry, publisher."""

    values: dict[str, Folded] = field(default_factory=dict)
    lines: frozenset[int] = frozenset()  # indexes of the lines that belong to a block

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return value.text if value else None


def read_meta(lines: Sequence[Line]) -> Meta:
    """The metadata of the head and of the end; empty when fewer than two labels stand together."""
    values: dict[str, Folded] = {}
    used: set[int] = set()
    tail = range(max(_HEAD, len(lines) - _TAIL), len(lines))
    for block in (range(min(_HEAD, len(lines))), tail):
        chosen = [lines[i] for i in block if len(lines[i].text) <= 400]
        for name, value, at in _read(chosen):
            used.update(at)
            if name and value and name not in values:
                values[name] = value
    return Meta(values, frozenset(used)) if values else Meta()


def _read(lines: Sequence[Line]) -> Iterator[tuple[str | None, Folded | None, set[int]]]:
    """Labels and their values: up to the next label or the line end, or the next line where the label's is empty."""
    text, starts = _joined(lines)
    squeezed = text.replace("\n", "")
    if sum(1 for colon in _COLON.finditer(squeezed) if squeezed.endswith(_LABEL_ENDS, 0, colon.start())) < _MIN_LABELS:
        return
    if sum(label in squeezed for label in _BY_LABEL) < _MIN_LABELS:
        return
    labels = list(_LABELS.finditer(text))
    if len(labels) < _MIN_LABELS:
        return
    for i, label in enumerate(labels):
        until = labels[i + 1].start() if i + 1 < len(labels) else len(text)
        bars = _VALUE.match(text, label.end())
        begin = bars.end() if bars else label.end()
        stop = next((bar.start() for bar in _VALUE_ENDS.finditer(text, begin)), -1)
        end = until if stop < 0 else min(until, stop)
        bare = label.group().replace("\n", "").rstrip("：:")
        name = _BY_LABEL["标题" if bare == "题" else bare] or None
        here = _lines_of(starts, label.start(), max(end - 1, label.start()))
        folded = _slice(lines, starts, begin, end) if end > begin else None
        yield name, folded, {lines[k].index for k in here} if name or len(labels) > _MIN_LABELS else set()


def _joined(lines: Sequence[Line]) -> tuple[str, list[int]]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    return "\n".join(line.text for line in lines), starts


def _lines_of(starts: list[int], begin: int, end: int) -> list[int]:
    return [k for k, at in enumerate(starts) if at <= end and (k + 1 == len(starts) or starts[k + 1] > begin)]


def _slice(lines: Sequence[Line], starts: list[int], begin: int, end: int) -> Folded | None:
    """The folded text between two places of the joined text (never across a line)."""
    parts = []
    for k in _lines_of(starts, begin, end - 1):
        a, b = max(0, begin - starts[k]), min(len(lines[k].text), end - starts[k])
        if a < b:
            parts.append(lines[k].folded.part(a, b))
    whole = join(parts) if parts else None
    return whole if whole and whole.text.strip("：:，, ") else None
