"""Records as JSON (CONTRACT §1) and back, and the JSON Schema derived from the same dataclasses."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import orjson

from graph.errors import RecordError
from graph.record import RECORD_VERSION, Header, Record, SourceInfo

Json = dict[str, Any]


def encode(value: object) -> Any:
    """A dataclass as plain dicts and lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in _fields(type(value))}
    if isinstance(value, tuple | list):
        return [encode(v) for v in value]
    if isinstance(value, dict):
        return {k: encode(v) for k, v in value.items()}
    return value


def record_to_json(record: Record) -> Json:
    """The record in the shape of the contract."""
    shape: Json = encode(_shallow(record))
    return shape


def _shallow(record: Record) -> Json:
    """That shape, with the dataclasses inside as they are."""
    header = {f.name: getattr(record.header, f.name) for f in _fields(Header)}
    body = {f.name: getattr(record, f.name) for f in _fields(Record) if f.name not in _TOP}
    document = {"id": record.id, **header, "source": record.source}
    return {"record_version": RECORD_VERSION, "document": document, "text": record.text, **body}


_TOP = ("id", "header", "source", "text")


def record_from_json(data: Json) -> Record:
    """The record again. Raises RecordError on another record_version or a broken shape."""
    if data.get("record_version") != RECORD_VERSION:
        raise RecordError(
            f"record_version {data.get('record_version')!r} is not {RECORD_VERSION}",
            remedy="load the documents again with this version",
        )
    try:
        document = dict(data["document"])
        rest = {f.name: data[f.name] for f in _fields(Record) if f.name not in _TOP}
        top = {"id": document["id"], "source": document.pop("source"), "text": data["text"]}
        header = {f.name: document[f.name] for f in _fields(Header) if f.name in document}
        result: Record = decode({**top, "header": header, **rest}, Record)
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(f"not a record: {error!r}", remedy="load the document again") from error
    return result


def decode(value: Any, kind: Any) -> Any:
    """Plain JSON into `kind` (a dataclass, tuple[X, ...], Span, X | None, dict or scalar)."""
    read = _reader(kind)
    return read(value) if read else value


Read = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> Read | None:
    """What reads values of a kind, made once a kind; None where JSON has the value as it is."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(_reader(next(k for k in args if k is not type(None))))
    if origin is tuple:
        return _several(_reader(args[0]) if args[-1] is Ellipsis else None)
    if origin is dict:
        return _named(_reader(args[1]))
    return _object_reader(kind) if is_dataclass(kind) and isinstance(kind, type) else None


def _optional(read: Read | None) -> Read | None:
    return (lambda value: None if value is None else read(value)) if read else None


def _several(read: Read | None) -> Read:
    return (lambda values: tuple([read(v) for v in values])) if read else tuple


def _named(read: Read | None) -> Read | None:
    return (lambda values: {k: read(v) for k, v in values.items()}) if read else None


def _object_reader(kind: type) -> Read:
    hints = _hints(kind)
    readers = [(f.name, _reader(hints[f.name])) for f in _fields(kind)]

    def read(value: Any) -> Any:
        return kind(**{n: item(value[n]) if item else value[n] for n, item in readers if n in value})

    return read


def dumps(record: Record) -> bytes:
    """One line of UTF-8 JSON without the line end; keys in the order of the contract."""
    return orjson.dumps(_shallow(record))  # orjson writes the dataclasses inside as `encode` would


def loads(data: bytes) -> Record:
    return record_from_json(orjson.loads(data))


def error_line(source: SourceInfo | Json, error: Json) -> Json:
    """What `extract` prints for a file that could not be read."""
    shown = source if isinstance(source, dict) else encode(source)
    return {"record_version": RECORD_VERSION, "document": {"source": shown}, "error": error}


def json_schema() -> Json:
    """JSON Schema (2020-12) of a record line; `tiaokuai schema` prints it."""
    header = _object(Header)
    source = _object(SourceInfo)
    document = {
        "type": "object",
        "properties": {"id": {"type": "string", "pattern": "^[0-9a-f]{16}$"}, **header["properties"], "source": source},
        "required": ["id", *header["properties"], "source"],
        "additionalProperties": False,
    }
    body = {f.name: _schema(_hints(Record)[f.name]) for f in _fields(Record) if f.name not in _TOP}
    properties = {"record_version": {"const": RECORD_VERSION}, "document": document, "text": {"type": "string"}, **body}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tiaokuai record",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _object(kind: type) -> Json:
    hints = _hints(kind)
    properties = {f.name: _schema(hints[f.name]) for f in _fields(kind)}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_SCALARS: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def _schema(kind: Any) -> Json:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = [k for k in get_args(kind) if k is not type(None)]
        return {"anyOf": [_schema(inner[0]), {"type": "null"}]}
    if origin is tuple:
        args = get_args(kind)
        if len(args) == 2 and args[1] is Ellipsis:
            return {"type": "array", "items": _schema(args[0])}
        return {"type": "array", "items": _schema(args[0]), "minItems": len(args), "maxItems": len(args)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(get_args(kind)[1])}
    if is_dataclass(kind) and isinstance(kind, type):
        return _object(kind)
    return {"type": _SCALARS[kind]}


@cache
def _fields(kind: type) -> tuple[Field[Any], ...]:
    return tuple(fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
