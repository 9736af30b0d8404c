"""export: the whole graph for other programs."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.console import note
from api.wiring import workspace
from graph.errors import UsageError
from graph.store import Reader


class ExportFormat(StrEnum):
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    ndjson = "ndjson"


def register(app: typer.Typer) -> None:
    app.command()(export)


def export(
    format: Annotated[ExportFormat, typer.Option(help="graphml and gexf for Gephi and R; csv is a zip of tables.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write; an existing one is replaced.")],
) -> None:
    """Write the whole graph to a file. The same graph gives the same bytes.

    Example: tiaokuai export --format gexf -o policies.gexf
    """
    if not output.parent.is_dir():
        raise UsageError(f"no folder {output.parent}", remedy="make it first, or choose another place")
    beside = output.with_name(f"{output.name}.{os.getpid()}.tmp")
    with workspace() as space:
        try:
            count = _writer(format)(space.reader, beside)
            os.replace(beside, output)
        finally:
            beside.unlink(missing_ok=True)
    unit = {"csv": "tables", "ndjson": "lines"}.get(format, "edges")
    note(f"{output}: {count} {unit}, {output.stat().st_size} bytes")


def _writer(format: ExportFormat) -> Callable[[Reader, Path], int]:
    """The function that writes this format (networkx is imported only where it is needed)."""
    if format in (ExportFormat.graphml, ExportFormat.gexf):
        from viz.export import graph_files

        return graph_files.write_graphml if format is ExportFormat.graphml else graph_files.write_gexf
    from viz.export import tables

    return tables.write_csv if format is ExportFormat.csv else tables.write_ndjson
