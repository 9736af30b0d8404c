"""What every engine must do, compared as whole graphs."""

from __future__ import annotations

import pytest

from graph.batch import GraphBatch
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
    left = as_dump(world([n for n in (1, 2, 3, 4) if n != gone]))
    found = read(engine_store)
    if gone < 4:  # still cited: a stub again, under the title that is known
        stub = next(row for row in found["Policy"] if row["id"] == f"policy-{gone}")
        assert (stub["held"], stub["title"], stub["issued_on"]) == (False, f"意见{gone}", None)
        _forget_stub_titles(found, left, gone)
    assert found == left


def _forget_stub_titles(found: Dump, left: Dump, gone: int) -> None:
    for graph in (found, left):
        for row in graph["Policy"]:
            if row["id"] == f"policy-{gone}":
                row["title"] = row["doc_number"] = None


def test_removing_everything_leaves_only_the_catalogue(engine_store: Store) -> None:
    save(engine_store, [1, 2], world([1, 2]))
    save(engine_store, [1, 2], GraphBatch())
    found = read(engine_store)
    assert {label for label, rows in found.items() if rows} == {"Measure"}
