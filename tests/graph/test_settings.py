"""Settings of the environment (CONTRACT §6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.engines import open_store
from graph.errors import UsageError
from graph.settings import Settings, read_settings


def test_nothing_set_means_embedded_in_the_current_folder() -> None:
    settings = read_settings({})
    assert settings == Settings(Path("tiaokuai-data"), None, None, None, "neo4j", True)
    assert settings.graph == Path("tiaokuai-data/graph")
    assert settings.records == Path("tiaokuai-data/records")
    assert settings.decisions == Path("tiaokuai-data/decisions.ndjson")
    assert settings.measures == Path("tiaokuai-data/measures")


def test_all_set() -> None:
    env = {
        "TIAOKUAI_HOME": "/srv/tk",
        "TIAOKUAI_STORE": "neo4j://db.example:7687",
        "TIAOKUAI_NEO4J_USER": "tk",
        "TIAOKUAI_NEO4J_PASSWORD": "p",
        "TIAOKUAI_NEO4J_DATABASE": "policies",
        "TIAOKUAI_SHIPPED_MEASURES": "0",
    }
    assert read_settings(env) == Settings(Path("/srv/tk"), "neo4j://db.example:7687", "tk", "p", "policies", False)


def test_empty_values_are_as_if_not_set() -> None:
    names = ("HOME", "STORE", "NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE", "SHIPPED_MEASURES")
    assert read_settings({f"TIAOKUAI_{name}": "" for name in names}) == read_settings({})


@pytest.mark.parametrize(
    ("env", "message"),
    [
        ({"TIAOKUAI_STORE": "neo4j"}, "TIAOKUAI_STORE='neo4j' is not a server address"),
        ({"TIAOKUAI_STORE": "http://host:7474"}, "is not a server address"),
        ({"TIAOKUAI_STORE": "bolt://"}, "is not a server address"),
        ({"TIAOKUAI_STORE": "bolt://me:secret@host"}, "must not hold a user or password"),
        ({"TIAOKUAI_NEO4J_USER": "me"}, "only one is set"),
        ({"TIAOKUAI_NEO4J_PASSWORD": "p"}, "only one is set"),
        ({"TIAOKUAI_SHIPPED_MEASURES": "maybe"}, "TIAOKUAI_SHIPPED_MEASURES='maybe' is neither yes nor no"),
        ({"TIAOKUAI_HOME": __file__}, "is a file"),
    ],
)
def test_a_wrong_setting_is_named(env: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_settings(env)
    assert message in caught.value.message
    assert caught.value.remedy


def test_the_password_is_not_printed() -> None:
    shown = repr(read_settings({"TIAOKUAI_NEO4J_USER": "me", "TIAOKUAI_NEO4J_PASSWORD": "hunter2"}))
    assert "hunter2" not in shown
    assert "neo4j_user='me'" in shown


@pytest.mark.parametrize(("store", "engine"), [(None, "ladybug"), ("bolt://127.0.0.1:1", "neo4j")])
def test_open_store_follows_the_settings_and_does_not_connect(tmp_path: Path, store: str | None, engine: str) -> None:
    opened = open_store(Settings(home=tmp_path, store=store))
    assert opened.engine == engine
    opened.close()
