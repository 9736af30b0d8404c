"""A draft as JSON bytes and back, for the pipe between the worker process and its parent."""

from __future__ import annotations

from typing import Any

import orjson

from graph.errors import InputError
from graph.record import Note, Page
from loaders.formats.draft import Draft
from loaders.source import Block, Cell, Table


def pack(draft: Draft) -> bytes:
    return orjson.dumps(
        {
            "text": draft.text,
            "encoding": draft.encoding,
            "title": draft.title_hint,
            "blocks": [[b.kind, *b.span, b.level] for b in draft.blocks],
            "tables": [[*t.span, t.rows, t.columns, [_cell(c) for c in t.cells]] for t in draft.tables],
            "pages": [[p.n, *p.span] for p in draft.pages],
            "warnings": [[n.code, n.message, list(n.span) if n.span else None] for n in draft.warnings],
        }
    )


def _cell(cell: Cell) -> list[int | bool]:
    return [*cell.span, cell.row, cell.column, cell.rowspan, cell.colspan, cell.header]


def pack_error(error: InputError) -> bytes:
    return orjson.dumps({"error": error.as_dict()})


def unpack(answer: bytes) -> Draft:
    """The draft. Raises the InputError that was sent instead."""
    raw: dict[str, Any] = orjson.loads(answer)
    if "error" in raw:
        error = raw["error"]
        raise InputError(error["message"], remedy=error["remedy"], code=error["code"])
    return Draft(
        encoding=raw["encoding"],
        title_hint=raw["title"],
        pieces=[raw["text"]],
        length=len(raw["text"]),
        blocks=[Block(kind, (a, b), level) for kind, a, b, level in raw["blocks"]],
        tables=[
            Table((a, b), rows, columns, tuple(Cell((s, e), *rest) for s, e, *rest in cells))
            for a, b, rows, columns, cells in raw["tables"]
        ],
        pages=[Page(n, (a, b)) for n, a, b in raw["pages"]],
        warnings=[Note(code, message, tuple(span) if span else None) for code, message, span in raw["warnings"]],
    )
