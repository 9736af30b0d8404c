"""One home with the shipped corpus for the whole session; tests that change a home copy it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.loading import load_paths
from api.wiring import Workspace, shipped_documents, workspace
from graph.settings import Settings
from tests.api.bars import no_bar


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the five shipped documents. Read only."""
    home = tmp_path_factory.mktemp("shipped") / "home"
    with workspace(Settings(home=home)) as space:
        load_paths(space, shipped_documents(), workers=1, bar=no_bar)
    return home


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
