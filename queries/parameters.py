"""Raw parameters (text from a command line or an address) → values of the declared types.

Names of regions, agencies, policies and domains are checked here against the graph, so that a
misspelt name is an error with suggestions and never an empty answer. A measure stays a text:
any phrase is one, and the matcher says what it means.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rapidfuzz import process

from graph.errors import UnknownName, UsageError
from queries.catalogue import Parameter, Query
from queries.names import Names

LEVELS = ("national", "province", "prefecture", "county")
_LEVEL_WORDS = {
    "全国": "national", "国家": "national", "国家级": "national", "中央": "national",
    "省": "province", "省级": "province", "市": "prefecture", "地级": "prefecture", "市级": "prefecture",
    "县": "county", "县级": "county", "区县": "county",
}  # fmt: skip
_TRUE, _FALSE = frozenset({"true", "1", "yes", "on", "是"}), frozenset({"false", "0", "no", "off", "否"})
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def coerce(query: Query, raw: Mapping[str, object], names: Names, today: date) -> dict[str, Any]:
    """Every declared parameter with a value of its type; names resolved to what they name.

    Raises UsageError (unknown, missing or malformed parameter), UnknownName, AmbiguousName.
    """
    _refuse_unknown(query, raw)
    return {p.name: _value(p, raw.get(p.name), names, today) for p in query.parameters}


def _refuse_unknown(query: Query, raw: Mapping[str, object]) -> None:
    valid = [p.name for p in query.parameters]
    for name in raw:
        if name not in valid:
            near = process.extractOne(name, valid, score_cutoff=60)
            hint = f"did you mean {near[0]}? " if near else ""
            raise UsageError(
                f"{query.name} has no parameter {name!r}",
                remedy=f"{hint}its parameters are: {', '.join(valid) or 'none'}",
                code="unknown_parameter",
            )


def _value(parameter: Parameter, raw: object, names: Names, today: date) -> Any:
    texts = _texts(parameter, raw)
    if not texts:
        return _absent(parameter, today)
    values = [_one(parameter, text, names) for text in texts]
    return list(dict.fromkeys(values)) if parameter.many else values[0]


def _texts(parameter: Parameter, raw: object) -> list[str]:
    """The given values as non-empty texts. A bool or number from Python or JSON is taken as written."""
    given: Sequence[object] = raw if isinstance(raw, list | tuple) else [] if raw is None else [raw]
    texts = [str(item).strip() for item in given]
    texts = [text for text in texts if text]
    if len(texts) > 1 and not parameter.many:
        raise UsageError(
            f"{parameter.name} was given {len(texts)} times",
            remedy=f"{parameter.name} takes one value",
            code="repeated",
        )
    return texts


def _absent(parameter: Parameter, today: date) -> Any:
    if parameter.required:
        raise UsageError(
            f"the parameter {parameter.name} is needed",
            remedy=f"add {parameter.name}=… ({parameter.en}; {parameter.zh})",
            code="missing_parameter",
        )
    if parameter.type == "date" and parameter.default == "today":
        return today.isoformat()
    return list(parameter.default) if parameter.many else parameter.default


def _one(parameter: Parameter, text: str, names: Names) -> Any:
    """One value. Entities come back as small frozen objects of queries.names."""
    match parameter.type:
        case "bool":
            return _bool(parameter.name, text)
        case "int":
            return _int(parameter.name, text)
        case "date":
            return last_day(parameter.name, text)
        case "level":
            return _choice(parameter.name, _LEVEL_WORDS.get(text, text), LEVELS)
        case "choice":
            return _choice(parameter.name, text, parameter.choices)
        case "region":
            return names.regions.find(text)
        case "policy":
            return names.policies.find(text)
        case "domain":
            return names.domain(text)
    return text  # text, measure, agency (needs the region, see queries.names), task


def _bool(name: str, text: str) -> bool:
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise UsageError(f"{name}={text} is neither true nor false", remedy=f"write {name}=true or {name}=false")


def _int(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UsageError(f"{name}={text} is not a whole number", remedy=f"write {name}=10, for example") from None


def _choice(name: str, text: str, choices: Sequence[str]) -> str:
    if text in choices:
        return text
    near = tuple(c for c, _, _ in process.extract(text, choices, limit=2, score_cutoff=50))
    raise UnknownName(f"{name} cannot be {text!r}", suggestions=near, remedy=f"{name} is one of: {', '.join(choices)}")


def last_day(name: str, text: str) -> str:
    """A day as ISO text; a month or year means its last day. Raises UsageError."""
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        year, month = int(found[1]), int(found[2] or 12)
        day = int(found[3]) if found[3] else calendar.monthrange(year, month)[1]
        return date(year, month, day).isoformat()
    except (ValueError, calendar.IllegalMonthError):
        raise UsageError(f"{name}={text} is not a date", remedy=f"write {name}=2020-12-31, 2020-12 or 2020") from None
