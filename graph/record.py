"""The record: what one document says, every item with its place in the text (CONTRACT §1).

Frozen dataclasses inside; `graph.record_json` turns them into the JSON of the contract and back.
A span is a half-open pair of Unicode code point offsets into `Record.text`; for every item
`text[start:end] == quote`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

RECORD_VERSION = 1

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Note:
    """A warning: something was read with a doubt, repaired or left out (never silently)."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """The file (来源文件). `path` is as given, with forward slashes."""

    path: str
    format: str
    sha256: str
    encoding: str | None
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Issuer:
    """发文机关 as printed; `name` and `agency_id` are filled by loaders.resolve."""

    as_written: str
    span: Span | None = None
    name: str | None = None
    agency_id: str | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """主送机关."""

    as_written: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class RegionRef:
    """A region with the evidence that led to it.

    `basis`: issuer | doc_number | title | agencies | metadata | text | none.
    Ambiguous: code and name None, `candidates` holds the codes that fit.
    """

    code: str | None
    name: str | None
    level: str | None  # national | province | prefecture | county
    basis: str
    confidence: float
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date of the document itself. kind: 成文 | 印发 | 发布 | 施行 | 有效期 | 废止 | 通过."""

    kind: str
    date: str  # ISO, as precise as printed: 2019 | 2019-11 | 2019-11-05
    span: Span


@dataclass(frozen=True, slots=True)
class DomainScore:
    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Header:
    """The head of the document (CONTRACT §1 "Header"). Missing is None, never guessed."""

    title: str | None
    notice_title: str | None = None
    doc_number: str | None = None
    doc_type: str | None = None  # 文种: 意见, 通知, 方案 …
    is_policy: bool = True
    kind: str = "policy"  # policy | interpretation | news | speech | qa | index | other
    reason: str | None = None
    issuers: tuple[Issuer, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    region: RegionRef | None = None
    issued_on: str | None = None
    date_basis: str | None = None  # 成文日期 | 印发日期 …
    date_precision: str | None = None  # day | month | year
    dates: tuple[DateMention, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    domains: tuple[DomainScore, ...] = ()
    evidence: dict[str, Span] = field(default_factory=dict)  # title, doc_number, issued_on, issuers, region


@dataclass(frozen=True, slots=True)
class Page:
    n: int
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """A document inside the file: the notice, and each text it wraps (附件, 印发的方案)."""

    id: str
    title: str | None
    doc_type: str | None
    span: Span
    role: str = "body"  # notice | body | annex


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading (第一章, 一、, （一）…) and the text under it."""

    id: str
    number: str
    heading: str
    level: int  # 1 is the highest printed in this part
    parent: str | None
    part: str
    span: Span


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who (责任主体) with which role. `name`, `agency_id`, `candidates`, `level`, `kind` come from resolution."""

    id: str
    role: str  # lead | cooperate | joint | supervise | territorial
    as_written: str
    span: Span
    quote: str
    rule: str
    name: str | None = None
    agency_id: str | None = None
    candidates: tuple[str, ...] = ()
    kind: str = "unresolved"  # body | collective | generic | unresolved
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """落实措施: one numbered step inside a table row."""

    id: str
    number: str
    text: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """完成时限. `ongoing` for 持续推进, 长期坚持; `date` ISO where one is printed or follows."""

    text: str
    span: Span
    ongoing: bool = False
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """任务: a table row, else the lowest numbered item, else the paragraph."""

    id: str
    number: str | None
    kind: str  # table | narrative | duty
    part: str
    section: str | None
    chapter: str | None
    heading: str | None
    text: str
    text_span: Span
    quote: str
    span: Span
    rule: str
    responsibilities: tuple[Responsibility, ...] = ()
    open_ended: bool = False
    actions: tuple[Action, ...] = ()
    deadline: Deadline | None = None
    inherited: tuple[str, ...] = ()  # fields whose cell is merged from a row above


@dataclass(frozen=True, slots=True)
class Target:
    """目标: an amount (CONTRACT §1 "Targets"). kind: target | baseline | projection | limit."""

    id: str
    task_id: str | None
    part: str
    span: Span
    quote: str
    rule: str
    indicator: str
    comparator: str  # >= | <= | = | > | < | range
    value: float
    unit: str | None
    kind: str = "target"
    value_max: float | None = None
    year: int | None = None
    year_derived: bool = False
    approximate: bool = False
    cumulative: bool = False
    per: str | None = None
    every: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A policy named in the text. relation: implements | forwards | reports | cites | repeals | self."""

    id: str
    title: str | None
    doc_number: str | None
    relation: str
    span: Span
    quote: str
    rule: str
    short_name: str | None = None
    policy_id: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """All that one file says."""

    id: str  # first 16 hex digits of the sha256 of the bytes
    header: Header
    source: SourceInfo
    text: str
    pages: tuple[Page, ...] = ()
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[Note, ...] = ()
