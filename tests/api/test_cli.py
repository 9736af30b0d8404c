"""The command line as CONTRACT §6 has it: names, streams, exit codes, errors that help."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from api.cli import app
from api.wiring import shipped_documents
from tests.api.running import tiaokuai

COMMANDS = (
    "extract", "load", "remove", "rebuild", "diff", "query", "queries", "serve", "demo", "view", "export", "check",
    "schema", "version",
)  # fmt: skip


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    home = tmp_path_factory.mktemp("extract") / "home"
    done = tiaokuai("extract", *map(str, shipped_documents()), home=home)
    assert done.returncode == 0, done.stderr
    assert not home.exists(), "extract must not write"
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_contract_has_help_with_an_example(command: str) -> None:
    done = CliRunner().invoke(app, [command, "--help"])
    assert done.exit_code == 0
    assert "Example" in done.stdout


def test_extract_prints_one_valid_record_a_file(records: list[dict], tmp_path: Path) -> None:
    schema = json.loads(tiaokuai("schema", home=tmp_path / "home").stdout)
    assert len(records) == 5
    for record in records:
        jsonschema.validate(record, schema)


def test_all_82_rows_are_found_with_their_words(records: list[dict]) -> None:
    rows = [(r["text"], t) for r in records for t in r["tasks"] if t["kind"] == "table"]
    assert len(rows) == 82
    for text, task in rows:
        start, end = task["span"]
        assert text[start:end] == task["quote"]
        assert task["text"]


def test_a_file_that_cannot_be_read_costs_one_line_and_exit_1(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("关于开展试点的通知\n各区人民政府：\n一、建立台账。\n", encoding="utf-8")
    (tmp_path / "scan.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    done = tiaokuai("extract", "good.txt", "scan.doc", "missing.txt", home=tmp_path / "home", cwd=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [("error" in line) for line in lines] == [False, True, True]
    assert lines[1]["document"]["source"]["path"].endswith("scan.doc")
    assert set(lines[1]["error"]) == {"code", "message", "remedy"}
    assert lines[1]["error"]["remedy"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "adopters", "--param", "measure"), "name=value"),
        (("query", "adoptres", "--param", "measure=x"), "adopters"),
        (("query", "adopters"), "measure"),
        (("query", "adopters", "--param", "measure=双向转诊", "--param", "colour=red"), "colour"),
        (("query", "agency_tasks", "--param", "agency=省民政厅", "--param", "region=吉林市政府办"), "region"),
    ],
)
def test_misuse_exits_2_and_says_what_would_be_right(shipped_home: Path, arguments: tuple[str, ...], said: str) -> None:
    done = tiaokuai(*arguments, home=shipped_home)
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert said in done.stderr
    assert not done.stdout


def test_a_query_before_any_load_says_how_to_load(tmp_path: Path) -> None:
    done = tiaokuai("query", "holdings", home=tmp_path / "home")
    assert done.returncode == 1
    assert "tiaokuai load" in done.stderr


def test_query_formats_agree(shipped_home: Path) -> None:
    ask = ("query", "adopters", "--param", "measure=家庭医生签约服务")
    answer = json.loads(tiaokuai(*ask, "--format", "json", home=shipped_home).stdout)
    assert {"query", "parameters", "snapshot", "coverage", "engine"} <= set(answer["meta"])
    table = list(csv.DictReader(io.StringIO(tiaokuai(*ask, "--format", "csv", home=shipped_home).stdout)))
    assert [r["region_name"] for r in table] == [r["region_name"] for r in answer["rows"]]
    shown = tiaokuai(*ask, home=shipped_home)
    for row in answer["rows"]:
        assert row["region_code"] in shown.stdout
    unseen = answer["meta"]["coverage"]["unseen_at_least"]
    for done in (shown, tiaokuai(*ask, "--format", "csv", home=shipped_home)):
        assert f"at least {unseen} more documents" in done.stderr


def test_decisions_about_measures_and_taking_them_back(copied_home: Path, tmp_path: Path) -> None:
    home = copied_home

    def graph() -> bytes:
        assert tiaokuai("export", "--format", "ndjson", "-o", str(tmp_path / "all"), home=home).returncode == 0
        return (tmp_path / "all").read_bytes()

    def measures() -> dict[str, str]:
        rows = json.loads(tiaokuai("query", "measures", "--format", "json", home=home).stdout)["rows"]
        return {row["measure_id"]: row["measure_name"] for row in rows}

    before = graph()
    for words in (
        ("rename", "yiyang.two-way-referral", "双向转介服务"),
        ("merge", "yiyang.consortium", "yiyang.cooperation-agreement"),
    ):
        assert tiaokuai("review", *words, "--by", "li", home=home).returncode == 0
    found = measures()
    assert found["yiyang.two-way-referral"] == "双向转介服务"
    assert "yiyang.consortium" not in found
    for gone, kept in (("yiyang.cooperation-agreement", "yiyang.consortium"), ("yiyang.none", "yiyang.smart-care")):
        assert tiaokuai("review", "merge", gone, kept, "--by", "wang", home=home).returncode == 2
    for line in reversed((home / "decisions.ndjson").read_text("utf-8").splitlines()):
        assert tiaokuai("review", "undo", json.loads(line)["id"], "--by", "wang", home=home).returncode == 0
    assert graph() == before
