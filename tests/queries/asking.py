"""Ask a question and look at some columns of the answer."""

from __future__ import annotations

from typing import Any

from queries.run import Runner


def ask(runner: Runner, name: str, columns: str, **params: Any) -> list[tuple[Any, ...]]:
    """The rows as tuples of the named columns (parted by blanks)."""
    answer = runner.answer(name, params)
    return [tuple(row[c] for c in columns.split()) for row in answer.rows]


def one(runner: Runner, name: str, where: dict[str, Any], columns: str, **params: Any) -> tuple[Any, ...]:
    """The only row that fits `where`, as a tuple of the named columns."""
    answer = runner.answer(name, params)
    found = [row for row in answer.rows if all(row[k] == v for k, v in where.items())]
    assert len(found) == 1, f"{len(found)} rows with {where}"
    return tuple(found[0][c] for c in columns.split())
