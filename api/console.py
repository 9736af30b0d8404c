"""Notes, errors and progress on stderr; nothing here writes to stdout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from graph.errors import TiaokuaiError, UnknownName

NOTES = Console(stderr=True, highlight=False, soft_wrap=True)


class Tick(Protocol):
    def __call__(self, n: int = 1) -> None: ...


def note(text: str) -> None:
    """One line for the reader."""
    NOTES.print(text, markup=False)


def complain(error: TiaokuaiError) -> None:
    """What went wrong, then what to do about it."""
    NOTES.print(f"error: {error.message}", style="red", markup=False)
    if isinstance(error, UnknownName) and error.suggestions:
        NOTES.print(f"  did you mean: {', '.join(error.suggestions)}?", markup=False)
    if error.remedy:
        NOTES.print(f"  {error.remedy}", markup=False)


@contextmanager
def progress(title: str, total: int) -> Iterator[Tick]:
    """A progress bar on stderr; silent where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=NOTES, transient=True, disable=not NOTES.is_terminal) as bar:
        task = bar.add_task(title, total=total)

        def tick(n: int = 1) -> None:
            bar.advance(task, n)

        yield tick
