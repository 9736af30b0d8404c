"""What every engine must do, compared as whole graphs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.batch import GraphBatch, Row
from graph.errors import RecordError, StoreBusy, StoreError
from graph.schema import load_schema
from graph.store import Store
from tests.graph.dump import Dump, as_dump, dump
from tests.graph.world import document_key, world


def save(store: Store, ids: list[int], batch: GraphBatch, snapshot: str = "s") -> None:
    with store.writer() as writer:
        writer.replace([document_key(n) for n in ids], batch)
        writer.commit(snapshot)


def read(store: Store) -> Dump:
    reader = store.reader()
    try:
        return dump(reader)
    finally:
        reader.close()


def test_what_is_written_is_read(engine_store: Store) -> None:
    save(engine_store, [1, 2, 3], world([1, 2, 3]))
    assert read(engine_store) == as_dump(world([1, 2, 3]))


def test_writing_twice_changes_nothing(engine_store: Store) -> None:
    for _ in range(2):
        save(engine_store, [1, 2, 3], world([1, 2, 3]))
    assert read(engine_store) == as_dump(world([1, 2, 3]))


def test_documents_added_one_by_one_give_the_same_graph(engine_store: Store) -> None:
    for n in (1, 2, 3, 4):
        save(engine_store, [n], world([n]))
    assert read(engine_store) == as_dump(world([1, 2, 3, 4]))


def test_an_empty_store_answers_empty(engine_store: Store) -> None:
    assert read(engine_store) == as_dump(GraphBatch())
    assert engine_store.reader().snapshot == ""


def test_an_empty_batch_is_written(engine_store: Store) -> None:
    save(engine_store, [], GraphBatch(), "nothing")
    assert read(engine_store) == as_dump(GraphBatch())
    assert engine_store.reader().snapshot == "nothing"


@pytest.mark.parametrize("gone", [1, 2, 3, 4])
def test_removing_a_document_leaves_what_the_others_say(engine_store: Store, gone: int) -> None:
    save(engine_store, [1, 2, 3, 4], world([1, 2, 3, 4]))
    save(engine_store, [gone], GraphBatch())
    left = without(world([1, 2, 3, 4]), world([n for n in (1, 2, 3, 4) if n != gone]))
    if gone < 4:  # document gone + 1 cites it: a stub again, under the name that is known
        left.node("Policy", {**stub(f"policy-{gone}"), "title": f"意见{gone}", "doc_number": f"府发〔2020〕{gone}号"})
        left.nodes["Policy"] = [row for row in left.nodes["Policy"] if row != stub(f"policy-{gone}")]
    assert read(engine_store) == as_dump(left)


def test_a_batch_that_restates_a_stub_has_the_last_word(engine_store: Store) -> None:
    save(engine_store, [1, 2], world([1, 2]))
    batch = GraphBatch()
    batch.node("Policy", stub("policy-1"))
    save(engine_store, [1], batch)
    assert read(engine_store) == as_dump(without(world([1, 2]), world([2])))


def test_a_stub_never_overwrites_a_full_policy(engine_store: Store) -> None:
    save(engine_store, [1], world([1]))
    batch = GraphBatch()
    batch.node("Policy", stub("policy-1"))
    save(engine_store, [], batch)
    assert read(engine_store) == as_dump(world([1]))


def test_removing_everything_leaves_only_what_catalogues_state(engine_store: Store) -> None:
    save(engine_store, [1, 2], world([1, 2]))
    save(engine_store, [1, 2], GraphBatch())
    assert read(engine_store) == as_dump(without(world([1, 2]), GraphBatch()))


def stub(policy: str) -> Row:
    return {"id": policy, "title": f"所引{policy}", "held": False}


def without(before: GraphBatch, left: GraphBatch) -> GraphBatch:
    """`left`, and of `before` what no document states (regions and their hierarchy, functions, measures)."""
    stays = {label for label, node in load_schema().nodes.items() if node.stays}
    for label in stays:
        left.nodes.setdefault(label, []).extend(before.nodes.get(label, []))
    for kind, rows in before.edges.items():
        kept = [row for row in rows if row["src_label"] in stays and row["dst_label"] in stays]
        left.edges.setdefault(kind, []).extend(kept)
    return left


HOSTILE = [
    "'\"`\\n\\",
    "a\x00b",
    "\x01\x1f\x7f\u0085\u2028\ufeff",
    "line\nline\r\nline\ttab",
    "😀𠮷é\u0301",
    "$rows {a: 1}) DETACH DELETE n //",
    "NULL",
    "",
    " lead and trail ",
    "长" * 350_000,  # 1 MB of UTF-8
]


@pytest.mark.parametrize("bulk", [False, True])
def test_every_string_and_number_comes_back_as_it_was(
    engine_store: Store, bulk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bulk:
        monkeypatch.setattr("graph.engines.embedded.BULK_ROWS", 0)
    batch = GraphBatch()
    for n, text in enumerate(HOSTILE):
        key = f"{n}-{text[:20]}"
        batch.node("Policy", {"id": key, "title": text, "domains": [text, ""], "held": n % 2 == 0})
        batch.node("Agency", {"id": key, "name": text, "candidates": [], "resolved": False})
        batch.node("Task", {"id": key, "text": text, "position": -(2**63) + n, "quote": None})
        batch.node("Target", {"id": key, "value": [1e308, -0.1, 5e-324, 1 / 3][n % 4], "value_max": None, "unit": text})
        batch.edge("LEADS", "Agency", key, "Task", key, {"evidence_id": text, "as_written": text, "place": 2**63 - 1})
        batch.edge("HAS_TARGET", "Task", key, "Target", key, {})
    save(engine_store, [], batch)
    assert read(engine_store) == as_dump(batch)


def test_an_edge_to_nothing_is_an_error_and_nothing_is_written(engine_store: Store) -> None:
    save(engine_store, [1], world([1]), "one")
    batch = world([2])
    batch.edge("WITHIN", "Task", f"{document_key(2)}-0-1", "Task", "nowhere", {})
    with pytest.raises(StoreError, match="WITHIN: 1 edges end at a Task or Task that does not exist"):
        save(engine_store, [2], batch)
    assert read(engine_store) == as_dump(world([1]))
    assert engine_store.reader().snapshot == "one"


def test_a_batch_that_the_schema_refuses_is_not_written(engine_store: Store) -> None:
    batch = world([1])
    batch.node("Region", {"id": "1", "colour": "red"})
    with pytest.raises(RecordError, match="undeclared properties colour"):
        save(engine_store, [1], batch)
    assert read(engine_store) == as_dump(GraphBatch())


def test_without_commit_nothing_changes(engine_store: Store) -> None:
    save(engine_store, [1], world([1]), "one")
    with engine_store.writer() as writer:
        writer.replace([document_key(1)], GraphBatch())
        writer.clear()
        writer.replace([], world([2]))
    assert read(engine_store) == as_dump(world([1]))
    assert engine_store.reader().snapshot == "one"


def test_clear_starts_from_nothing(engine_store: Store) -> None:
    save(engine_store, [1], world([1]), "one")
    with engine_store.writer() as writer:
        writer.clear()
        writer.replace([], world([2]))
        writer.replace([], world([3]))
        writer.commit("two")
    assert read(engine_store) == as_dump(world([2, 3]))


def test_several_replacements_are_one_load(engine_store: Store) -> None:
    save(engine_store, [1, 2], world([1, 2]))
    with engine_store.writer() as writer:
        writer.replace([document_key(2)], GraphBatch())
        writer.replace([document_key(3)], world([3]))
        writer.replace([document_key(1)], world([1]))
        assert read(engine_store) == as_dump(world([1, 2]))  # readers see the old graph until commit
        writer.commit("s")
    expected = without(world([1, 2]), world([1, 3]))
    expected.nodes["Policy"] = [row for row in expected.nodes["Policy"] if row["id"] != "policy-2"]
    expected.node("Policy", stub("policy-2"))
    assert read(engine_store) == as_dump(expected)


def test_a_restated_document_keeps_what_others_say_about_its_tasks(engine_store: Store) -> None:
    link = GraphBatch()
    theirs, ours = f"{document_key(2)}-0-1", f"{document_key(1)}-0-1"
    link.edge("DERIVED_FROM", "Task", theirs, "Task", ours, {"edit": "same", "similarity": 1.0})
    both = world([1, 2])
    both.edges.update(link.edges)
    save(engine_store, [1, 2], both)
    save(engine_store, [1], world([1]))
    assert read(engine_store) == as_dump(both)


def test_the_snapshot_is_that_of_the_last_commit(engine_store: Store) -> None:
    reader = engine_store.reader()
    for snapshot in ("a", "b"):
        save(engine_store, [1], world([1]), snapshot)
        assert reader.snapshot == snapshot
    with engine_store.writer() as writer:
        writer.commit("nothing new")
    assert reader.snapshot == "nothing new"
    assert dump(reader) == as_dump(world([1]))


def test_a_second_writer_is_told_so(engine_store: Store) -> None:
    with engine_store.writer() as writer:
        with pytest.raises(StoreBusy, match="another process is writing to") as caught:
            engine_store.writer()
        assert "nothing was changed" in caught.value.remedy
        writer.replace([], world([1]))
        writer.commit("s")
    save(engine_store, [2], world([2]))
    assert read(engine_store) == as_dump(world([1, 2]))


def test_a_query_that_takes_too_long_is_stopped(engine_store: Store) -> None:
    save(engine_store, [], world([1, 2, 3, 4]))
    reader = engine_store.reader()
    product = ", ".join(f"({letter}:Task)" for letter in "abcdefgh")
    total = " + ".join(f"{letter}.position" for letter in "abcdefgh")
    with pytest.raises(StoreError, match=r"took longer than 0\.5 s") as caught:
        reader.run(f"MATCH {product} WHERE {total} < 0 RETURN count(*) AS n", timeout_s=0.5)
    assert caught.value.code == "timeout"
    assert reader.run("MATCH (t:Task) RETURN count(t) AS n") == [{"n": 16}]


def test_a_broken_query_is_one_clear_error(engine_store: Store) -> None:
    with pytest.raises(StoreError, match="refused a statement") as caught:
        engine_store.reader().run("MATCH (n:Task) RETURN nonsense(n)")
    assert caught.value.code == "query"


def test_rows_hold_plain_values_only(engine_store: Store) -> None:
    save(engine_store, [1], world([1]))
    rows = engine_store.reader().run(
        "MATCH (t:Task)-[:HAS_TARGET]->(x:Target) WITH t ORDER BY t.id LIMIT 100 "
        "RETURN sum(t.position) AS whole, date('2020-04-23') AS day, collect({k: t.number}) AS maps, "
        "avg(t.position) AS mean, $list AS list, $flag AS flag",
        {"list": ["a", "甲"], "flag": True},
    )
    maps = rows[0].pop("maps")
    assert rows == [{"whole": 6, "day": "2020-04-23", "mean": 1.5, "list": ["a", "甲"], "flag": True}]
    assert isinstance(maps, list)
    assert sorted(item["k"] for item in maps) == ["0", "1", "2", "3"]
    assert {type(value) for value in rows[0].values()} == {int, str, float, list, bool}


def test_many_threads_read_at_once(engine_store: Store) -> None:
    save(engine_store, [1, 2], world([1, 2]))
    reader = engine_store.reader()

    def ask(n: int) -> object:
        key = f"{document_key(1 + n % 2)}-0-1"
        return n, reader.run("MATCH (t:Task {id: $key}) RETURN t.document_id AS d", {"key": key})[0]["d"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(80)))
    assert answers == [(n, document_key(1 + n % 2)) for n in range(80)]
