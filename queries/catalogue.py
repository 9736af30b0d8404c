"""The questions: one `.cypher` file each, opened by a header that is read and checked here.

The header is YAML in the first comment block of the file:

    /*
    query: adopters                  # the file's name (or `part:`, a building block that hooks use)
    zh: 哪些地区采取了这项措施？
    en: Which regions have adopted this measure?
    parameters:
      measure: {type: measure, zh: 措施, en: measure}              # no default: required
      levels: {type: level, list: true, default: [], zh: …, en: …}
    columns:
      region_code: {type: string, zh: 地区代码, en: region code}
      evidence: E                    # the five columns document_id … evidence_id
    */

`<name>.py` beside the file may hold `prepare(params, context)` and `finish(rows, params, context)`.
Errors: RecordError for a header that breaks these rules (a bug of ours, found by the tests).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from graph.errors import RecordError

TOPICS = ("adoption", "responsibility", "content", "lineage", "holdings")
PARTS = "parts"
PARAMETER_TYPES = frozenset(
    {"text", "bool", "int", "date", "choice", "level", "region", "agency", "policy", "domain", "measure", "task"}
)
COLUMN_TYPES = frozenset({"string", "int", "float", "bool", "date", "strings", "objects"})

_HEADER = re.compile(r"\A\s*/\*\n(.{1,20000}?)\n\*/", re.DOTALL)
_USED = re.compile(r"\$([a-z_]{1,40})")
_REQUIRED = object()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter. `required`: it has no default. `many`: repeated values make a list."""

    name: str
    type: str
    zh: str
    en: str
    many: bool = False
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A result column; `zh` and `en` are also the column dictionary of the site."""

    name: str
    type: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Query:
    """One question (or part). `text` is the whole file: it runs verbatim on every engine."""

    name: str
    topic: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    part: bool = False
    used: frozenset[str] = field(default_factory=frozenset)

    def parameter(self, name: str) -> Parameter | None:
        return next((p for p in self.parameters if p.name == name), None)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)


EVIDENCE = (
    Column("document_id", "string", "文档编号", "document id"),
    Column("span_start", "int", "原文起点", "start of the quote in the document's text (code points)"),
    Column("span_end", "int", "原文终点", "end of the quote in the document's text"),
    Column("quote", "string", "原文", "the words themselves"),
    Column("evidence_id", "string", "证据编号", "address of the evidence: <document_id>:<start>-<end>"),
)


@cache
def load_catalogue() -> Mapping[str, Query]:
    """All questions by name, in the order of topics and names."""
    return {q.name: q for q in _load_all() if not q.part}


@cache
def load_parts() -> Mapping[str, Query]:
    """The building blocks that hooks fetch, by name."""
    return {q.name: q for q in _load_all() if q.part}


@cache
def _load_all() -> tuple[Query, ...]:
    return tuple(parse_query(text, name, topic) for topic, name, text in _files())


def _files() -> Iterator[tuple[str, str, str]]:
    root = files("queries")
    for topic in (*TOPICS, PARTS):
        for entry in sorted(_cypher(root.joinpath(topic)), key=lambda e: e.name):
            yield topic, entry.name.removesuffix(".cypher"), entry.read_text(encoding="utf-8")


def _cypher(folder: Traversable) -> Iterator[Traversable]:
    return (e for e in folder.iterdir() if e.name.endswith(".cypher"))


def parse_query(text: str, name: str, topic: str) -> Query:
    """A file's text as a Query. Raises RecordError naming the file and what is wrong."""
    header = _header(text, name)
    kind = "part" if topic == PARTS else "query"
    _require(header.get(kind) == name, name, f"the header must start with `{kind}: {name}`")
    for language in ("zh", "en"):
        _require(isinstance(header.get(language), str), name, f"`{language}:` (the question) is missing")
    parameters = tuple(_parameter(name, key, value) for key, value in (header.get("parameters") or {}).items())
    return Query(
        name=name,
        topic=topic,
        zh=header["zh"],
        en=header["en"],
        parameters=parameters,
        columns=tuple(c for key, value in (header.get("columns") or {}).items() for c in _columns(name, key, value)),
        text=text,
        part=kind == "part",
        used=frozenset(_USED.findall(_HEADER.sub("", text))),
    )


def _header(text: str, name: str) -> dict[str, Any]:
    found = _HEADER.match(text)
    _require(found is not None, name, "it must open with a header in /* … */")
    assert found is not None
    try:
        header = yaml.safe_load(found.group(1))
    except yaml.YAMLError as error:
        raise RecordError(f"{name}.cypher: the header is not YAML: {error}") from error
    _require(isinstance(header, dict), name, "the header must be a mapping")
    unknown = set(header) - {"query", "part", "zh", "en", "parameters", "columns"}
    _require(not unknown, name, f"unknown header entries: {sorted(unknown)}")
    return dict(header)


def _parameter(query: str, name: str, value: Any) -> Parameter:
    what = f"parameter {name}"
    _require(isinstance(value, dict) and value.get("type") in PARAMETER_TYPES, query, f"{what}: unknown type")
    _require(bool(value.get("zh")) and bool(value.get("en")), query, f"{what}: zh and en are needed")
    default = value.get("default", _REQUIRED)
    choices = tuple(value.get("choices", ()))
    _require(bool(choices) == (value["type"] == "choice"), query, f"{what}: choices go with type choice")
    return Parameter(
        name=name,
        type=value["type"],
        zh=value["zh"],
        en=value["en"],
        many=bool(value.get("list", False)),
        required=default is _REQUIRED,
        default=None if default is _REQUIRED else default,
        choices=choices,
    )


def _columns(query: str, name: str, value: Any) -> tuple[Column, ...]:
    if name == "evidence" and value == "E":
        return EVIDENCE
    ok = isinstance(value, dict) and value.get("type") in COLUMN_TYPES and value.get("zh") and value.get("en")
    _require(bool(ok), query, f"column {name}: type, zh and en are needed")
    return (Column(name, value["type"], value["zh"], value["en"]),)


def _require(condition: bool, name: str, problem: str) -> None:
    if not condition:
        raise RecordError(f"{name}.cypher: {problem}", remedy="see the docstring of queries/catalogue.py")
