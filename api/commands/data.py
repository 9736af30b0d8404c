"""load, remove, rebuild, check, version: what changes or inspects a home."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.extract import Paths
from api.console import complain, note, progress
from api.wiring import Workspace, cores, workspace

if TYPE_CHECKING:
    from api.loading import LoadReport


def register(app: typer.Typer) -> None:
    app.command()(load)
    app.command()(remove)
    app.command()(rebuild)
    app.command()(check)
    app.command()(version)


def load(
    paths: Paths,
    workers: Annotated[int, typer.Option(help="Processes; 0: one a core.")] = 0,
) -> None:
    """Read documents into the home and bring the graph up to them. What they said before is replaced.

    Example: tiaokuai load policies/ more.zip
    """
    with workspace() as space:
        report = load_with_progress(space, paths, workers or cores())
    if report.failures:
        raise typer.Exit(1)


def load_with_progress(space: Workspace, paths: list[Path], workers: int) -> LoadReport:
    """Load, with two bars and a summary on stderr."""
    from api.loading import load_paths  # all readers and extractors: imported by the commands that read

    report = load_paths(space, paths, workers=workers, bar=progress)
    for failure in report.failures:
        complain(failure.error)
    for path, message in report.warnings:
        note(f"warning: {path}: {message}")
    note(
        f"{report.read} read, {report.changed} new or changed, {len(report.replaced)} replaced, "
        f"{len(report.failures)} failed, {len(report.warnings)} warnings; "
        f"graph {report.build.snapshot}: {report.build.documents} documents"
    )
    return report


def remove(
    document: Annotated[str, typer.Argument(help="Document id (16 hex digits).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
) -> None:
    """Take a document and all it says out of the home.

    Example: tiaokuai remove 14b3568796e499e4 --dry-run
    """
    from api.loading import remove_documents

    with workspace() as space:
        record = space.record(document)
        what = f"{record.header.title or record.source.path}: {len(record.tasks)} tasks, {len(record.targets)} targets"
        if dry_run:
            note(f"would remove {document}: {what}")
            return
        remove_documents(space, [document])
        note(f"removed {document}: {what} (load the file again to bring it back)")


def rebuild() -> None:
    """Build the graph anew from records and decisions; gives the same graph.

    Example: tiaokuai rebuild
    """
    with workspace() as space, progress("building", len(space.records.ids())) as tick:
        report = space.builder().build(rebuild=True, tick=tick)
    note(f"graph {report.snapshot}: {report.documents} documents")


def check() -> None:
    """List what needs a person: contested answers, unknown agencies, orphaned decisions, a graph behind its records.

    Example: tiaokuai check
    """
    from api.check import findings

    found = 0
    with workspace() as space:
        for finding in findings(space):
            found += 1
            sys.stdout.write(finding + "\n")
    note(f"{found} findings")
    if found:
        raise typer.Exit(1)


def version() -> None:
    """Print the version.

    Example: tiaokuai version
    """
    sys.stdout.write(f"tiaokuai {installed_version('tiaokuai')}\n")
