"""view: one view as one self-contained file (HTML), or as a picture (SVG, PNG) for Word."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.query import Params
from api.console import note
from api.wiring import workspace
from graph.errors import UnknownName, UsageError


def register(app: typer.Typer) -> None:
    app.command()(view)


def view(
    name: Annotated[
        str, typer.Argument(help="matrix, adopters, compare, network, policy, region, agency, holdings, overview.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="FILE.html, .svg or .png.")],
    param: Params = None,
    lang: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Write a view to a file that opens from disk, offline.

    Examples: tiaokuai view matrix --param domain=yiyang -o matrix.html
    tiaokuai view network --param region=吉林省 -o network.png
    """
    from api.still import VIEWS, still_file  # pulls in the templates and the drawing: imported when used

    if name not in VIEWS:
        raise UnknownName(f"no view {name}", suggestions=tuple(VIEWS))
    if output.suffix not in (".html", ".svg", ".png"):
        raise UsageError(f"{output}: a view is written as .html, .svg or .png", remedy="give such a file name")
    given: dict[str, list[str]] = {}
    for pair in param or []:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"--param {pair!r} is not name=value", remedy="for example --param region=吉林省")
        given.setdefault(key, []).append(value)
    with workspace() as space:
        data = still_file(space, name, given, output.suffix, lang)
    output.write_bytes(data)
    note(f"{output}: {len(data)} bytes")
