"""Whatever the history of loads and removals: the graph is that of a fresh load of what is left."""

from __future__ import annotations

import random

import pytest

from graph.batch import GraphBatch
from graph.store import Store
from tests.engines import LINES, Engines
from tests.graph.dump import as_dump, dump
from tests.graph.test_store_contract import stub, without
from tests.graph.world import document_key, world

DOCUMENTS = range(1, 7)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_embedded(engines: Engines, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the log, through COPY, with and without folding the log: in any order."""
    dice = random.Random(seed)
    with engines.store("ladybug") as store:
        history = History(store, dice)
        for _ in range(8):
            monkeypatch.setattr("graph.engines.embedded.BULK_ROWS", dice.choice([0, 20_000]))
            monkeypatch.setattr("graph.engines.embedded.LOG_BYTES", dice.choice([0, 100_000, 8 << 20]))
            history.step()


@pytest.mark.parametrize("line", LINES)
def test_neo4j(engines: Engines, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one transaction and in several."""
    dice = random.Random(line)
    with engines.store(line) as store:
        history = History(store, dice)
        for _ in range(4):
            monkeypatch.setattr("graph.engines.neo4j_writer.ONE_TRANSACTION", dice.choice([5, 50_000]))
            history.step()


class History:
    """Loads and removes documents at random, and compares the whole graph after every step."""

    def __init__(self, store: Store, dice: random.Random) -> None:
        self._store = store
        self._dice = dice
        self._held: set[int] = set()
        self._ever: set[int] = set()

    def step(self) -> None:
        some = {n for n in DOCUMENTS if self._dice.random() < 0.4}
        gone = {n for n in some if self._dice.random() < 0.5}
        self._held = (self._held | some) - gone
        self._ever |= self._held
        batch = world(sorted(some - gone))
        for n in sorted(gone & {n - 1 for n in self._held}):  # cited by another: the builder says what is known of it
            batch.node("Policy", stub(f"policy-{n}"))
        with self._store.writer() as writer:
            writer.replace([document_key(n) for n in sorted(some)], batch)
            writer.commit(str(sorted(self._held)))
        expected = without(world(sorted(self._ever)), world(sorted(self._held)))
        reader = self._store.reader()
        assert dump(reader) == as_dump(expected), (sorted(some), sorted(gone), sorted(self._held))
        reader.close()


def test_the_comparison_would_notice_a_missing_edge() -> None:
    full, less = world([1]), world([1])
    less.edges["LEADS"].pop()
    assert as_dump(full) != as_dump(less)
    assert as_dump(GraphBatch()) != as_dump(full)
