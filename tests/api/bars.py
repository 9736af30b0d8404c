"""A progress bar that shows nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from api.console import Tick


def _tick(n: int = 1) -> None:
    return None


@contextmanager
def no_bar(_title: str, _total: int) -> Iterator[Tick]:
    yield _tick
