"""Loads that do not fit one transaction, and what is only so on a server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.engines.neo4j import Neo4jStore
from graph.engines.neo4j_server import Server, fetch
from graph.engines.neo4j_state import shut_gate
from graph.errors import StoreError
from graph.schema import load_schema, parse_schema
from graph.settings import Settings
from graph.store import Store
from tests.engines import LINES, STRICT, Engines
from tests.graph.dump import as_dump, dump
from tests.graph.test_processes import whole, write
from tests.graph.world import document_key, world

A, B = [1, 2], [2, 3]


@pytest.fixture(params=LINES)
def opened(request: pytest.FixtureRequest, engines: Engines) -> Iterator[tuple[Store, Settings]]:
    with engines.store(request.param) as store:
        yield store, engines.settings_of(store)


@pytest.fixture
def small_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.engines.neo4j_writer.ONE_TRANSACTION", 10)


@pytest.mark.usefixtures("small_transactions")
def test_a_big_load_is_never_seen_half(opened: tuple[Store, Settings]) -> None:
    store, _ = opened
    write(store, A)
    reader = store.reader()
    with store.writer() as writer:
        writer.replace([document_key(n) for n in (1, 2, 3)], world(B))
        with pytest.raises(StoreError, match="the graph is being loaded, or a load was cut off") as caught:
            reader.run("MATCH (t:Task) RETURN count(t)")
        assert (caught.value.code, reader.snapshot) == ("loading", "")
        writer.commit("b")
    assert reader.snapshot == "b"
    assert dump(reader) == whole(B, A)


@pytest.mark.usefixtures("small_transactions")
def test_a_big_load_that_is_cut_off_asks_for_a_rebuild_and_is_healed_by_it(opened: tuple[Store, Settings]) -> None:
    store, _ = opened
    write(store, A)
    with store.writer() as writer:
        writer.replace([], world(B))
    reader = store.reader()
    assert reader.snapshot == ""
    with pytest.raises(StoreError, match="cut off") as caught:
        reader.run("MATCH (t:Task) RETURN count(t)")
    assert "tiaokuai rebuild" in caught.value.remedy
    with store.writer() as writer, pytest.raises(StoreError, match="cut off"):
        writer.replace([], world(B))
    with store.writer() as writer:
        writer.clear()
        writer.replace([], world(B))
        writer.commit("whole")
    assert reader.snapshot == "whole"
    assert dump(reader) == as_dump(world(B))


@pytest.mark.usefixtures("small_transactions")
def test_a_big_graph_is_cleared_in_parts(opened: tuple[Store, Settings]) -> None:
    store, _ = opened
    write(store, [*A, 5, 6])
    with store.writer() as writer:
        writer.clear()
        writer.commit("nothing")
    assert dump(store.reader()) == as_dump(world([]))
    assert store.reader().snapshot == "nothing"


def test_a_gate_that_a_killed_writer_left_shut_is_not_waited_for_long(
    opened: tuple[Store, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between shutting the gate and the commit: the old graph answers again, the next load opens the gate."""
    monkeypatch.setattr("graph.engines.neo4j_state.LONGEST_COMMIT_MS", 1_500)
    store, settings = opened
    write(store, A)
    other = Server(settings)
    other.write(shut_gate)
    other.close()
    start = time.monotonic()
    assert dump(store.reader()) == as_dump(world(A))
    assert time.monotonic() - start >= 1
    write(store, B)
    assert dump(store.reader()) == whole(B, A)


def test_nodes_of_others_in_the_same_database_are_left_alone(opened: tuple[Store, Settings]) -> None:
    store, settings = opened
    other = Server(settings)
    other.administer("MERGE (:Stranger {name: 'theirs'})")
    with store.writer() as writer:
        writer.clear()
        writer.commit("")
    assert store.reader().run("MATCH (s:Stranger) RETURN s.name AS name") == [{"name": "theirs"}]
    other.administer("MATCH (s:Stranger) DELETE s")
    other.close()


def test_a_graph_of_another_version_is_not_read_as_if_it_were_ours(opened: tuple[Store, Settings]) -> None:
    store, settings = opened
    write(store, A)
    text = "version: 2\nrefused_names: x\nstatement: {evidence_id: string}\nedges: {}\n"
    text += "nodes:\n  Task: {zh: 任务, key: id, properties: {id: string, label: string}}\n"
    newer = Neo4jStore(settings, parse_schema(text))
    assert newer.reader().snapshot == ""
    with pytest.raises(StoreError, match="another version of tiaokuai"):
        newer.reader().run("MATCH (t:Task) RETURN t.label")
    newer.close()


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_direct_and_routed_addresses_work(opened: tuple[Store, Settings], scheme: str) -> None:
    store, settings = opened
    write(store, A)
    address = (settings.store or "").replace("bolt://", f"{scheme}://")
    routed = Neo4jStore(replace(settings, store=address), **STRICT)
    assert dump(routed.reader()) == as_dump(world(A))
    routed.close()


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_not_there_is_one_clear_message(scheme: str) -> None:
    store = Neo4jStore(Settings(store=f"{scheme}://127.0.0.1:1"))
    for ask in (
        store.apply_schema,
        store.writer,
        lambda: store.reader().run("RETURN 1"),
        lambda: store.reader().snapshot,
    ):
        with pytest.raises(StoreError, match=f"cannot reach {scheme}://127.0.0.1:1 .database neo4j.") as caught:
            ask()
        assert "TIAOKUAI_STORE" in caught.value.remedy
        assert "\n" not in caught.value.message
    store.close()


def test_a_database_that_is_not_there_is_named(opened: tuple[Store, Settings]) -> None:
    _, settings = opened
    store = Neo4jStore(replace(settings, neo4j_database="nowhere"))
    with pytest.raises(StoreError, match=r"database nowhere. does not exist") as caught:
        store.reader().run("RETURN 1")
    assert "TIAOKUAI_NEO4J_DATABASE" in caught.value.remedy
    store.close()


def test_a_reader_cannot_write(opened: tuple[Store, Settings]) -> None:
    store, _ = opened
    with pytest.raises(StoreError, match="refused a statement"):
        store.reader().run("CREATE (t:Task {id: 'x'}) RETURN t.id")
    assert store.reader().run("MATCH (t:Task) RETURN count(t) AS n") == [{"n": 0}]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("MATCH (a:Task), (b:Agency) RETURN count(*) AS n", "cartesian"),
        ("MATCH (a:Task) RETURN id(a) AS n", "deprecat"),
    ],
)
def test_what_the_server_warns_of_is_a_failure_in_the_tests(
    opened: tuple[Store, Settings], statement: str, what: str
) -> None:
    store, _ = opened
    with pytest.warns(Warning, match=f"(?i){what}"):
        store.reader().run(statement)


def test_a_writer_makes_the_constraints_it_needs(opened: tuple[Store, Settings]) -> None:
    """Also where nobody called apply_schema: without them every edge would be a scan."""
    _, settings = opened
    server = Server(settings)
    constraints = "SHOW CONSTRAINTS YIELD name WHERE name ENDS WITH '_key' RETURN count(*) AS n"
    with server.session("WRITE", 30) as session:
        for row in session.run("SHOW CONSTRAINTS YIELD name WHERE name ENDS WITH '_key'").data():
            session.run(f"DROP CONSTRAINT {row['name']}").consume()
        session.run("MATCH (s:TiaokuaiState) DELETE s").consume()
    assert server.read(lambda tx: fetch(tx, constraints), timeout_s=30) == [{"n": 0}]
    fresh = Neo4jStore(settings, **STRICT)
    write(fresh, A)
    assert server.read(lambda tx: fetch(tx, constraints), timeout_s=30) == [{"n": len(load_schema().nodes)}]
    assert dump(fresh.reader()) == as_dump(world(A))
    fresh.close()
    server.close()
