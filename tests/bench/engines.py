"""How long an engine takes to build a graph, and to add, replace and remove one document of it.

    python tests/bench/engines.py                        # embedded, 100,000 tasks
    python tests/bench/engines.py --tasks 1000000
    python tests/bench/engines.py --engine neo4j-5       # a server of its own, as in the tests

The documents are made up (tests/graph/world.py: 40 tasks each, about 13 rows a task). Times are wall clock, of the
store alone: from the writer's lock to the moment readers see the new graph. Nothing is checked here; the contract
tests do that.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.batch import GraphBatch
from graph.engines import open_store
from graph.settings import Settings
from graph.store import Store
from tests.graph.world import document_key, world
from tests.neo4j.server import LINES, RunningServer

TASKS_EACH = 40
CHUNK = 200  # documents a batch, as in loaders/build.py
ROUNDS = 7
QUESTION = (
    "MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)-[:CONTAINS]->(t:Task)-[:INSTANCE_OF]->(m:Measure {id: 'm1'})"
    " RETURN r.code AS code, count(DISTINCT p.id) AS policies ORDER BY code"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--engine", choices=("ladybug", *LINES), default="ladybug")
    options = parser.parse_args()
    with _store(options.engine) as (store, home):
        print(f"# {options.engine}, {options.tasks:,} tasks")
        _measure(store, options.tasks // TASKS_EACH)
        size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
        if options.engine == "ladybug":
            print(f"on disk               {size / 1e6:8.0f} MB")
        print(f"peak memory (client)  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


@contextmanager
def _store(engine: str) -> Iterator[tuple[Store, Path]]:
    with tempfile.TemporaryDirectory(prefix="tiaokuai-bench-") as folder:
        server = None if engine == "ladybug" else RunningServer(LINES[engine])
        store = open_store(Settings(home=Path(folder), store=server.address if server else None))
        try:
            yield store, Path(folder)
        finally:
            store.close()
            if server:
                server.stop()


def _measure(store: Store, documents: int) -> None:
    store.apply_schema()
    print(f"build                 {_seconds(lambda: _build(store, documents)):8.1f} s (making up the rows included)")
    reader = store.reader()
    print(f"first question        {_seconds(lambda: reader.run(QUESTION)):8.3f} s (opens the graph)")
    asked = [_seconds(lambda: reader.run(QUESTION)) for _ in range(ROUNDS)]
    print(f"same question         {statistics.median(asked):8.3f} s")
    new = [world([documents + 10 + n], tasks=TASKS_EACH) for n in range(ROUNDS)]
    _rounds("add one document", [partial(_replace, store, documents + 10 + n, new[n]) for n in range(ROUNDS)])
    some = [1 + n * documents // ROUNDS for n in range(ROUNDS)]
    old = [world([n], tasks=TASKS_EACH) for n in some]
    _rounds("replace one document", [partial(_replace, store, n, batch) for n, batch in zip(some, old, strict=True)])
    _rounds("remove one document", [partial(_replace, store, n, GraphBatch()) for n in some])
    reader.close()


def _build(store: Store, documents: int) -> None:
    with store.writer() as writer:
        writer.clear()
        for start in range(1, documents + 1, CHUNK):
            writer.replace([], world(list(range(start, min(start + CHUNK, documents + 1))), tasks=TASKS_EACH))
        writer.commit("built")


def _replace(store: Store, n: int, batch: GraphBatch) -> None:
    with store.writer() as writer:
        writer.replace([document_key(n)], batch)
        writer.commit(f"{n}-{time.time()}")


def _rounds(what: str, works: list[Callable[[], None]]) -> None:
    taken = [_seconds(work) for work in works]
    print(f"{what:21} {statistics.median(taken):8.3f} s (worst of {len(taken)}: {max(taken):.3f})")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
