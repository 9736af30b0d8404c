"""One home with the shipped corpus for the whole session; tests that change a home copy it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Workspace, workspace
from graph.settings import Settings


@pytest.fixture(scope="session")
def space(shipped_home: Path) -> Iterator[Workspace]:
    with workspace(Settings(home=shipped_home)) as opened:
        yield opened


@pytest.fixture(scope="session")
def client(space: Workspace) -> Iterator[TestClient]:
    with contextlib.closing(TestClient(create_app(space))) as opened:
        yield opened


@pytest.fixture
def copied_home(shipped_home: Path, tmp_path: Path) -> Path:
    """A home of one's own."""
    return Path(shutil.copytree(shipped_home, tmp_path / "home"))


@pytest.fixture
def run_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Point the environment at a home."""

    def point(home: Path) -> None:
        monkeypatch.setenv("TIAOKUAI_HOME", str(home))
        monkeypatch.delenv("TIAOKUAI_STORE", raising=False)

    return point
