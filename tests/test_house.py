"""The house rules of the architecture that a machine can check: who may import whom, names, sizes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "graph": {"graph"},
    "queries": {"graph", "queries"},
    "loaders": {"graph", "loaders"},
    "viz": {"graph", "queries", "viz"},
    "api": {"graph", "queries", "loaders", "viz", "api"},
}
ONLY_IN = {
    "ladybug": "graph/engines/",
    "neo4j": "graph/engines/",
    "pyvis": "viz/network.py",
    "docx": "loaders/formats/",
    "pypdfium2": "loaders/formats/",
    "python_calamine": "loaders/formats/",
    "selectolax": "loaders/formats/",
    "fastapi": "api/",
    "typer": "api/",
    "uvicorn": "api/",
}
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "core", "misc", "common"}
MODULES = sorted(p for room in MAY_IMPORT for p in (ROOT / room).rglob("*.py"))


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    room = place.split("/")[0]
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        top = name.split(".")[0]
        if top in MAY_IMPORT:
            assert top in MAY_IMPORT[room], f"{place} imports {name}"
        if top in ONLY_IN:
            assert place.startswith(ONLY_IN[top]), f"{place} imports {name}, which belongs to {ONLY_IN[top]}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_rooms_are_small_and_named_for_their_subject(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 420, "split this module"
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_module_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "a docstring is missing"
