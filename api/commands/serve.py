"""serve, demo: the site."""

from __future__ import annotations

import os
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.commands.data import load_with_progress
from api.console import note
from api.wiring import Workspace, shipped_documents, workspace
from graph.settings import read_settings
from queries.catalogue import load_catalogue

_QUESTION = "家庭医生签约服务"

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on.")]


def register(app: typer.Typer) -> None:
    app.command()(serve)
    app.command()(demo)


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the pages and the HTTP interface of the home; picks up a new graph by itself.

    Example: tiaokuai serve --port 8080
    """
    with workspace() as space:
        _listen(space, host, port)


def demo(
    port: Port = 8000,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = True,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve afterwards.")] = True,
) -> None:
    """Load the five shipped documents, answer a first question with its evidence, and serve the site.

    Example: tiaokuai demo --port 8010
    """
    settings = read_settings()
    if "TIAOKUAI_HOME" not in os.environ:
        settings = replace(settings, home=Path("tiaokuai-data").resolve() / "demo")
    with workspace(settings) as space:
        load_with_progress(space, shipped_documents(), workers=1)
        _answer(space)
        if serving:
            if open_page and sys.stdout.isatty():
                webbrowser.open(f"http://127.0.0.1:{port}/")
            _listen(space, "127.0.0.1", port)


def _answer(space: Workspace) -> None:
    """Which regions adopted the measure, with the words that prove it."""
    answer = space.runner().answer("adopters", {"measure": _QUESTION})
    names = load_catalogue()["adopters"].column_names
    shown = [n for n in ("region_name", "state", "basis", "first_on", "policy_title") if n in names]
    sys.stdout.write(f"哪些地区采取了“{_QUESTION}”？ Which regions adopted it?\n")
    for row in answer.rows:
        sys.stdout.write("  " + " · ".join(str(row[n]) for n in shown if row[n]) + "\n")
        if row["quote"]:
            sys.stdout.write(f"    “{' '.join(str(row['quote']).split())}”  [{row['evidence_id']}]\n")
    sys.stdout.flush()


def _listen(space: Workspace, host: str, port: int) -> None:
    import uvicorn  # heavy: imported by the commands that serve, so that the others start fast

    from api.app import create_app

    note(f"serving {space.home} on http://{host}:{port}/ (documentation of the interface: /docs; stop with Ctrl-C)")
    uvicorn.run(create_app(space), host=host, port=port, log_level="warning")
