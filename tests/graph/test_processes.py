"""Several processes on one graph: a killed writer, a second writer, reading while another process writes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.errors import StoreBusy
from graph.settings import Settings
from graph.store import Reader, Store
from tests.engines import ENGINES, Engines
from tests.graph.dump import Dump, as_dump, dump
from tests.graph.test_store_contract import without
from tests.graph.world import document_key, world

ROOT = Path(__file__).parents[2]
A, B = [1, 2, 3], [2, 5, 6, 7]
TASKS = "MATCH (p:Policy)-[:CONTAINS]->(t:Task)<-[r:LEADS]-(a:Agency) RETURN p.id AS p, t.id AS t, a.id AS a"


@pytest.fixture(params=ENGINES)
def shared(request: pytest.FixtureRequest, engines: Engines) -> Iterator[tuple[Store, Settings]]:
    """An empty store, and the settings by which another process opens the same."""
    with engines.store(request.param) as store:
        yield store, engines.settings_of(store)


@contextmanager
def other(mode: str, settings: Settings, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-m",
        "tests.graph.other_process",
        mode,
        str(settings.home),
        settings.store or "",
        *arguments,
    ]
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, env={**os.environ, "PYTHONPATH": "."}
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == word


def write(store: Store, numbers: list[int]) -> None:
    with store.writer() as writer:
        writer.replace([document_key(n) for n in range(100)], world(numbers))
        writer.commit(",".join(map(str, numbers)))


def write_patiently(store: Store, numbers: list[int]) -> None:
    """As soon as the lock of a killed process is free: at once here, when the server has noticed on Neo4j."""
    until = time.monotonic() + 20
    while True:
        try:
            write(store, numbers)
            return
        except StoreBusy:
            if store.engine == "ladybug" or time.monotonic() > until:
                raise


def whole(numbers: list[int], before: list[int]) -> Dump:
    """The graph of `numbers`, after `before` was in it."""
    return as_dump(without(world(before), world(numbers)))


def tasks(reader: Reader) -> frozenset[tuple[object, ...]]:
    return frozenset(tuple(row.values()) for row in reader.run(TASKS))


@pytest.mark.parametrize("after_s", [0.0, 0.1, 0.4])
def test_a_killed_writer_leaves_the_old_graph_or_the_new_one(shared: tuple[Store, Settings], after_s: float) -> None:
    store, settings = shared
    write(store, A)
    old = dump(store.reader())
    with other("load", settings, ",".join(map(str, B)), "1") as process:
        said(process, "writing")
        time.sleep(after_s)
        process.kill()
        process.wait()
    reader = store.reader()
    found = dump(reader)
    assert found == (old if reader.snapshot == "1,2,3" else whole(B, A))
    write_patiently(store, B)
    assert dump(store.reader()) == whole(B, A)


def test_the_lock_of_a_killed_writer_is_free(shared: tuple[Store, Settings]) -> None:
    store, settings = shared
    with other("hold", settings) as process:
        said(process, "holding")
        with pytest.raises(StoreBusy, match="another process is writing"):
            store.writer()
        process.kill()
        process.wait()
    write_patiently(store, A)
    assert dump(store.reader()) == as_dump(world(A))


def test_a_reader_sees_the_old_graph_or_the_new_one_while_another_process_writes(
    shared: tuple[Store, Settings],
) -> None:
    store, settings = shared
    write(store, A)
    write(store, B)
    new = tasks(store.reader())
    write(store, A)
    old = tasks(store.reader())
    reader, seen = store.reader(), set()
    with other("alternate", settings, ",".join(map(str, B)), ",".join(map(str, A)), "6") as process:
        said(process, "writing")
        while process.poll() is None:
            seen.add(tasks(reader))
    assert process.returncode == 0
    assert seen == {old, new}


def test_an_empty_graph_can_be_read_while_the_first_load_runs(shared: tuple[Store, Settings]) -> None:
    store, settings = shared
    reader, seen = store.reader(), set()
    with other("load", settings, ",".join(map(str, A)), "1") as process:
        said(process, "writing")
        while process.poll() is None:
            seen.add(tasks(reader))
    assert dump(reader) == as_dump(world(A))
    assert seen <= {frozenset(), tasks(reader)}
