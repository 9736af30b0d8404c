"""Where Java or Maven is missing, Neo4j tests are skipped with the reason; where Neo4j is required, they fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines import Engines
from tests.neo4j import server
from tests.neo4j.server import LINES, Missing, StartFailed, fetch, find_java


def lacking(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def start(_: object) -> None:
        raise error

    monkeypatch.setattr("tests.engines.RunningServer", start)


def test_what_is_missing_is_a_skip_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch, Missing("no Java 21 or newer found"))
    monkeypatch.delenv("TIAOKUAI_REQUIRE_NEO4J", raising=False)
    with pytest.raises(pytest.skip.Exception, match="neo4j-2026: no Java 21 or newer found"):
        Engines(tmp_path).server("neo4j-2026")


def test_what_is_missing_is_a_failure_where_it_is_required(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch, Missing("Maven (mvn) is not installed"))
    monkeypatch.setenv("TIAOKUAI_REQUIRE_NEO4J", "1")
    with pytest.raises(pytest.fail.Exception, match=r"neo4j-5 is required.*Maven"):
        Engines(tmp_path).server("neo4j-5")


def test_a_server_that_does_not_start_is_always_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch, StartFailed("neo4j-5 ended at start"))
    monkeypatch.delenv("TIAOKUAI_REQUIRE_NEO4J", raising=False)
    engines = Engines(tmp_path)
    for _ in range(2):  # and is not started again for every test
        with pytest.raises(pytest.fail.Exception, match="ended at start"):
            engines.server("neo4j-5")


def test_a_java_that_is_too_old_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_javas", lambda: iter([Path("java-8"), Path("java-17")]))
    monkeypatch.setattr(server, "_version", lambda java: int(java.name.split("-")[1]))
    assert find_java(17) == Path("java-17")
    with pytest.raises(Missing, match="no Java 21 or newer found"):
        find_java(21)


def test_without_maven_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOKUAI_TEST_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="Maven"):
        fetch(LINES["neo4j-5"])
    (tmp_path / "neo4j-5.26.30").mkdir()
    assert fetch(LINES["neo4j-5"]) == tmp_path / "neo4j-5.26.30"


def test_the_versions_are_those_of_the_maven_project() -> None:
    pom = server.POM.read_text(encoding="utf-8")
    for line in LINES.values():
        assert f"<id>{line.profile}</id>" in pom
        assert f"<neo4j.version>{line.version}</neo4j.version>" in pom
