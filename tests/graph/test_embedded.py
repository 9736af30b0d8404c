"""Generations of the embedded engine: what is served is never written, and what is broken is said."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from graph.batch import GraphBatch
from graph.engines.embedded import EmbeddedStore
from graph.engines.ladybug_db import OpenFile
from graph.errors import StoreError
from graph.schema import load_schema, parse_schema
from tests.graph.dump import as_dump, dump
from tests.graph.test_processes import whole, write
from tests.graph.world import document_key, world

A, B = [1, 2], [2, 3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "graph"


@pytest.fixture
def store(folder: Path) -> EmbeddedStore:
    store = EmbeddedStore(folder)
    write(store, A)
    return store


def files(folder: Path) -> dict[str, str]:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}
    found.pop("writer.lock", None)
    return found


def test_a_writer_does_not_touch_what_is_served(store: EmbeddedStore, folder: Path) -> None:
    before = files(folder)
    with store.writer() as writer:
        writer.replace([], world(B))
        assert before.items() <= files(folder).items()
    assert files(folder) == before


def test_after_a_load_only_the_new_generation_is_left(store: EmbeddedStore, folder: Path) -> None:
    reader = store.reader()
    assert dump(reader) == as_dump(world(A))
    assert set(files(folder)) == {"current", "1.lbdb"}  # a fresh graph has no log
    write(store, B)
    assert set(files(folder)) == {"current", "2.lbdb", "2.lbdb.wal"}
    assert dump(reader) == whole(B, A)
    store.close()


def test_what_a_killed_writer_left_is_removed_by_the_next(store: EmbeddedStore, folder: Path) -> None:
    (folder / "7.lbdb").write_bytes(b"half")
    (folder / "7.lbdb.wal").write_bytes(b"half")
    (folder / "8.lbdb.x1y2").mkdir()
    (folder / "8.lbdb.x1y2" / "rows.csv").write_text("half")
    (folder / "current.new").write_text("half")
    write(store, B)
    assert {path.name for path in folder.iterdir()} == {"current", "2.lbdb", "2.lbdb.wal", "writer.lock"}
    assert dump(store.reader()) == whole(B, A)


def test_a_query_that_is_running_when_the_graph_changes_ends_on_the_old_one(
    store: EmbeddedStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The query has its file, then the graph is switched and the old file removed, then the query looks."""
    reader = store.reader()
    ask = "MATCH (t:Task) RETURN DISTINCT t.document_id AS d ORDER BY d"
    old = reader.run(ask)
    run = OpenFile.run

    def overtaken(file: OpenFile, cypher: str, *args: Any, **kwargs: Any) -> list[dict[str, object]]:
        monkeypatch.setattr(OpenFile, "run", run)
        write(store, [5])
        assert not (folder / "1.lbdb").exists()
        assert reader.run(ask) == [{"d": document_key(5)}]
        return run(file, cypher, *args, **kwargs)

    monkeypatch.setattr(OpenFile, "run", overtaken)
    assert reader.run(ask) == old == [{"d": document_key(1)}, {"d": document_key(2)}]
    assert reader.run(ask) == [{"d": document_key(5)}]


@pytest.mark.parametrize(
    "text", ["", "{", '{"generation": 1}', "[]", '{"generation":"x","snapshot":"","schema":"","log":0}']
)
def test_a_broken_pointer_is_said_and_healed_by_a_rebuild(store: EmbeddedStore, folder: Path, text: str) -> None:
    (folder / "current").write_text(text)
    with pytest.raises(StoreError, match=r"cannot read .*current") as caught:
        store.reader().run("MATCH (t:Task) RETURN count(t)")
    assert "tiaokuai rebuild" in caught.value.remedy
    assert store.reader().snapshot == ""
    with store.writer() as writer:
        writer.clear()
        writer.replace([], world(B))
        writer.commit("healed")
    assert dump(store.reader()) == as_dump(world(B))


@pytest.mark.parametrize("lost", ["2.lbdb", "2.lbdb.wal"])
def test_a_missing_file_is_said_and_never_an_empty_answer(store: EmbeddedStore, folder: Path, lost: str) -> None:
    write(store, B)
    (folder / lost).unlink()
    with pytest.raises(StoreError, match=f"cannot open .*{lost}|{lost} is missing or damaged") as caught:
        store.reader().run("MATCH (t:Task) RETURN count(t)")
    assert "tiaokuai rebuild" in caught.value.remedy
    with store.writer() as writer, pytest.raises(StoreError, match=r"missing|cannot copy"):
        writer.replace([], world(B))


def test_a_damaged_file_is_said(store: EmbeddedStore, folder: Path) -> None:
    (folder / "1.lbdb").write_bytes(b"this is no graph")
    with pytest.raises(StoreError, match="cannot open") as caught:
        store.reader().run("MATCH (t:Task) RETURN count(t)")
    assert "tiaokuai rebuild" in caught.value.remedy


def test_a_graph_of_another_version_is_not_read_as_if_it_were_ours(store: EmbeddedStore, folder: Path) -> None:
    text = "version: 2\nrefused_names: x\nstatement: {evidence_id: string}\nedges: {}\n"
    text += "nodes:\n  Task: {zh: 任务, key: id, properties: {id: string, document_id: string, label: string}}\n"
    newer = EmbeddedStore(folder, parse_schema(text))
    with pytest.raises(StoreError, match="another version of tiaokuai"):
        newer.reader().run("MATCH (t:Task) RETURN t.label")
    assert newer.reader().snapshot == ""
    with newer.writer() as writer, pytest.raises(StoreError, match="another version of tiaokuai"):
        writer.replace([], GraphBatch())
    newer.apply_schema()
    assert store.reader().snapshot == "1,2"
    with newer.writer() as writer:
        writer.clear()
        writer.commit("new")
    assert newer.reader().run("MATCH (t:Task) RETURN t.label AS label") == []
    assert store.reader().snapshot == ""


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match=r"cannot write in .*graph"):
        EmbeddedStore(tmp_path / "graph").apply_schema()


def test_reading_makes_no_files(tmp_path: Path) -> None:
    reader = EmbeddedStore(tmp_path / "graph").reader()
    assert reader.run("MATCH (t:Task) RETURN count(t) AS n") == [{"n": 0}]
    assert reader.snapshot == ""
    reader.close()
    assert list(tmp_path.iterdir()) == []


def test_a_closed_reader_says_so(store: EmbeddedStore) -> None:
    reader = store.reader()
    store.close()
    with pytest.raises(StoreError, match="the reader is closed"):
        reader.run("MATCH (t:Task) RETURN count(t)")


def test_applying_the_schema_again_changes_nothing(store: EmbeddedStore, folder: Path) -> None:
    before = files(folder)
    store.apply_schema()
    assert files(folder) == before
    assert load_schema().digest in (folder / "current").read_text()
