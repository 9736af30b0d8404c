"""What every engine must do, compared as whole graphs."""

from __future__ import annotations

import pytest

from graph.batch import GraphBatch, Row
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
