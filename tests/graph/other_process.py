"""Another process for the tests: writes, holds the lock or reads, as its arguments say.

    python -m tests.graph.other_process MODE HOME STORE [ARGUMENTS]

`load N,N ROUNDS`: writes the world of documents N,N as a whole new graph; prints "writing" before each round and
"done" after it. `alternate A B ROUNDS`: the same with two worlds in turn. `hold`: takes the writer's lock, prints
"holding", and waits for a line on stdin.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graph.engines import open_store
from graph.settings import Settings
from graph.store import Store
from tests.graph.world import document_key, world

ALL = [document_key(n) for n in range(100)]


def main(mode: str, home: str, address: str, *arguments: str) -> None:
    store = open_store(Settings(home=Path(home), store=address or None))
    if mode == "hold":
        with store.writer():
            _say("holding")
            sys.stdin.readline()
    else:
        worlds, rounds = arguments[:-1], int(arguments[-1])
        for turn in range(rounds):
            _say("writing")
            _write(store, worlds[turn % len(worlds)])
            _say("done")
    store.close()


def _write(store: Store, numbers: str) -> None:
    with store.writer() as writer:
        writer.replace(ALL, world([int(n) for n in numbers.split(",")]))
        writer.commit(numbers)


def _say(word: str) -> None:
    print(word, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
