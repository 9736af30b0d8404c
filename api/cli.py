"""The command line: `tiaokuai …`. Data goes to stdout, notes and progress to stderr.

Exit 0: done (warnings and empty answers included); 1: a file could not be read or a check found
something (the rest is done); 2: misuse.
"""

from __future__ import annotations

import sys

import typer

from api.commands import data, decide, export, extract, query, serve, view
from api.console import complain
from api.wiring import one_distribution
from graph.errors import TiaokuaiError, UsageError

app = typer.Typer(
    name="tiaokuai",
    help="条块: compare Chinese policy documents across regions. Every answer comes with its evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for room in (extract, data, query, serve, view, export, decide):
    room.register(app)


def main() -> None:
    """Entry point of the `tiaokuai` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # Windows consoles default to GBK and die on ①
    try:
        one_distribution()
        app()
    except UsageError as error:
        complain(error)
        sys.exit(2)
    except TiaokuaiError as error:
        complain(error)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
