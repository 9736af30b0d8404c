"""What is documented is there, and what is there is documented: commands, settings, questions, README's commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from api.cli import app
from graph.settings import read_settings
from queries.catalogue import load_catalogue
from tests.api.running import tiaokuai
from tests.pages import generated

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "docs" / "README.zh.md").read_text(encoding="utf-8")
SETTINGS = (
    "TIAOKUAI_HOME", "TIAOKUAI_STORE", "TIAOKUAI_NEO4J_USER", "TIAOKUAI_NEO4J_PASSWORD", "TIAOKUAI_NEO4J_DATABASE",
    "TIAOKUAI_SHIPPED_MEASURES",
)  # fmt: skip


def commands() -> list[str]:
    """Lines of the README's sh blocks that start with tiaokuai."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [line.split("#")[0].split(" ; ")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("tiaokuai ")]


@pytest.mark.parametrize("name", sorted(generated()))
def test_generated_pages_are_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == generated()[name], "run: make docs"


def test_every_command_is_in_the_readme() -> None:
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name in known:
        if name not in ("version", "queries", "schema", "rebuild", "demo"):
            assert f"tiaokuai {name}" in README, name
    for name in ("queries", "schema", "rebuild"):
        assert name in README


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_documented(name: str) -> None:
    assert name in README
    assert name in CHINESE
    read_settings({})


def test_every_question_is_documented() -> None:
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    for name in load_catalogue():
        assert f"### {name}" in page


@pytest.mark.parametrize("line", [c for c in commands() if c.split()[1] in ("query", "view", "export", "check")])
def test_the_readmes_commands_run(line: str, shipped_home: Path, tmp_path: Path) -> None:
    words = shlex.split(line.split(" > ")[0])[1:]
    done = tiaokuai(*words, home=shipped_home, cwd=tmp_path)
    assert done.returncode in ((0, 1) if words[0] == "check" else (0,)), done.stderr


@pytest.mark.parametrize("line", commands())
def test_the_readmes_commands_exist(line: str) -> None:
    words = [w for w in shlex.split(line.split(" > ")[0])[1:] if not w.startswith("…")]
    depth = 2 if words[0] in ("review", "measures", "decisions") else 1
    done = CliRunner().invoke(app, [*words[:depth], "--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    for option in (w for w in words if w.startswith("--")):
        assert option in done.stdout, option


@pytest.mark.parametrize("text", [README, CHINESE])
def test_pictures_and_links_are_there(text: str) -> None:
    where = ROOT if text is README else ROOT / "docs"
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            assert (where / target).exists(), target


@pytest.mark.parametrize("text", [README, CHINESE])
def test_addresses_to_copy_are_ascii(text: str) -> None:
    """curl sends an address as it stands, and the server refuses bytes that are not encoded: -G --data-urlencode."""
    for address in re.findall(r"curl [^\n]*?(https?://\S+)", text):
        assert address.isascii(), address
