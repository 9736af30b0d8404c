"""query, queries: ask the questions of the catalogue."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import orjson
import typer
from rich.console import Console

from api.console import note
from api.wiring import workspace
from graph.errors import UsageError
from queries.catalogue import load_catalogue
from queries.run import Answer
from viz.cells import rows_to_csv


class AnswerFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


Params = Annotated[
    list[str] | None, typer.Option("--param", "-p", help="k=v; repeat a key to give a list.", metavar="K=V")
]

_CELL = 200  # characters of a cell in the table format; json and csv are whole


def register(app: typer.Typer) -> None:
    app.command()(query)
    app.command()(queries)


def query(
    name: Annotated[str, typer.Argument(help="A question of `tiaokuai queries`.")],
    param: Params = None,
    format: Annotated[AnswerFormat, typer.Option(help="For people, for programs, for tables.")] = AnswerFormat.table,
) -> None:
    """Ask a question.

    Examples: tiaokuai query adopters --param measure=家庭医生签约服务
    tiaokuai query targets --param region=南充 --format csv > targets.csv
    """
    with workspace() as space:
        answer = space.runner().answer(name, parse_params(param or []))
    if format is AnswerFormat.json:
        sys.stdout.buffer.write(orjson.dumps({"meta": answer.meta, "rows": answer.rows}) + b"\n")
    elif format is AnswerFormat.csv:
        sys.stdout.write(rows_to_csv(answer.rows, load_catalogue()[name].column_names))
        note(_footing(answer))
    else:
        _print_blocks(answer, load_catalogue()[name].column_names)


def queries() -> None:
    """List the questions with their parameters.

    Example: tiaokuai queries
    """
    for item in load_catalogue().values():
        shown = ", ".join(p.name + ("" if p.required else f"={p.default!r}") for p in item.parameters)
        sys.stdout.write(f"{item.name}({shown})\n    {item.zh}\n    {item.en}\n")


def parse_params(pairs: list[str]) -> dict[str, object]:
    """["k=v", …] → parameters; a repeated key makes a list. Raises UsageError on a pair without '='."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise UsageError(
                f"--param {pair!r} is not of the form name=value", remedy="for example --param region=吉林省"
            )
        found.setdefault(key.strip(), []).append(value)
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}


def _print_blocks(answer: Answer, names: Sequence[str]) -> None:
    """Row by row, a line a column: answers have twenty columns, no terminal is that wide. Empty ones are left out."""
    out = Console(highlight=False, markup=False, soft_wrap=True)
    width = max((len(name) for name in names), default=0)
    for number, row in enumerate(answer.rows, 1):
        out.print(f"[{number}]", style="bold")
        for name in names:
            if shown := _cell(row.get(name)):
                out.print(f"  {name:<{width}}  {shown}")
    note(_footing(answer))


def _footing(answer: Answer) -> str:
    """What an answer rests on, so that "first" and "absent" are read with what was not seen."""
    seen = answer.meta["coverage"]
    return (
        f"{len(answer.rows)} rows; rests on {seen['policies']} policies held of {seen['regions']} regions; "
        f"at least {seen['unseen_at_least']} more documents of their number series were not seen; "
        f"snapshot {answer.meta.get('snapshot')}"
    )


def _cell(value: object) -> str:
    if isinstance(value, list):
        value = "、".join(v if isinstance(v, str) else orjson.dumps(v).decode() for v in value)
    flat = " ".join(str("" if value is None else value).split())
    return flat if len(flat) <= _CELL else flat[: _CELL - 1] + "…"
