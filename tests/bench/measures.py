"""Benchmark of measure matching: clause × measure, the clause index, free phrases.

    python tests/bench/measures.py                      10,000 and 100,000 tasks × 500 measures, two processes
    python tests/bench/measures.py --tasks 1000000      up to a million
    python tests/bench/measures.py --phrases            only index and phrases, at 10,000 tasks

Prints seconds by the clock and of processor, and the peak memory of all processes. Tasks are made from the sentences
of data/corpus (recombined, regions and numbers changed), so that texts look like policy and differ.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.ids import task_id  # noqa: E402
from graph.record import DomainScore, Header, Record, SourceInfo, Task  # noqa: E402
from loaders.measures.catalogue import Catalogue, load_catalogue  # noqa: E402
from loaders.measures.cues import parse_cue  # noqa: E402
from loaders.measures.index import ClauseIndex  # noqa: E402
from loaders.measures.instances import instances  # noqa: E402
from loaders.measures.phrases import PhraseMatcher  # noqa: E402

TASKS_A_DOCUMENT = 40
CLAUSES_A_TASK = 4
PHRASES = (
    "双向转诊",
    "支持养老机构内设医疗机构",
    "为65岁以上老年人提供免费体检",
    "医务人员多机构执业",
    "发放购房补贴",
    "一站式审批",
)
REGIONS = ("甲市", "乙县", "丙区", "丁州", "戊省", "己旗")


@cache
def sentences() -> tuple[str, ...]:
    found: list[str] = []
    for path in sorted((ROOT / "data" / "corpus").glob("*.txt")):
        text = "".join(path.read_text("utf-8").split())
        found += [s for s in text.replace("；", "。").split("。") if 12 <= len(s) <= 160]
    return tuple(found)


def document(number: int) -> Record:
    """One synthetic policy of 40 tasks, the same for the same number."""
    rng = random.Random(number)
    sha = sha256(str(number).encode()).hexdigest()
    text, tasks = "", []
    for place in range(TASKS_A_DOCUMENT):
        body = "。".join(_varied(rng) for _ in range(CLAUSES_A_TASK)) + "。"
        span = (len(text), len(text) + len(body))
        text += body + "\n"
        key = task_id(sha[:16], body, place)
        tasks.append(Task(key, None, "narrative", "p1", None, None, None, body, span, body, span, "bench"))
    header = Header(title="实施方案", domains=(DomainScore("yiyang", 1.0),))
    return Record(sha[:16], header, SourceInfo("b.txt", "txt", sha, "utf-8"), text, tasks=tuple(tasks))


def _varied(rng: random.Random) -> str:
    parts = rng.choice(sentences()).split("，")
    other = rng.choice(sentences()).split("，")
    return f"{rng.choice(REGIONS)}{'，'.join(parts[:3])}，{rng.choice(other)}{rng.randint(1, 99)}项"


@cache
def many_measures(wanted: int) -> Catalogue:
    """The shipped measures and copies with other words, up to `wanted`."""
    shipped = load_catalogue()
    made = list(shipped.measures)
    copy = 0
    while len(made) < wanted:
        copy += 1
        made += [_copy(m, copy, len(made)) for m in shipped.measures[: wanted - len(made)]]
    return Catalogue(tuple(made), f"bench-{wanted}", {m.id: m for m in made})


def _copy(measure, number: int, position: int):  # type: ignore[no-untyped-def]
    """A measure with the same number of cues, whose words end in another character."""
    swap = chr(0x4E00 + 97 * number)
    cues = tuple(
        parse_cue(" + ".join("|".join(w[:-1] + swap for w in part) for part in cue.parts) + f" @{cue.window}")
        for cue in measure.cues
    )
    examples = tuple(e[:-4] + swap + e[-3:] for e in measure.examples)
    return replace(measure, id=f"{measure.id}-{number}", cues=cues, examples=examples, position=position)


def match(chunk: tuple[int, int, int]) -> tuple[int, int, int, float]:
    """Documents first … last × measures: tasks, instances, peak memory in MB, processor seconds."""
    first, last, measures = chunk
    catalogue = many_measures(measures)
    tasks = found = 0
    spent = 0.0
    for number in range(first, last):
        record = document(number)
        started = time.process_time()
        found += len(instances(record, catalogue))
        spent += time.process_time() - started
        tasks += len(record.tasks)
    return tasks, found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, spent


def chunks(documents: int, measures: int) -> Iterator[tuple[int, int, int]]:
    return ((n, min(n + 25, documents), measures) for n in range(0, documents, 25))


def bench_matching(tasks: int, measures: int, processes: int) -> None:
    documents = tasks // TASKS_A_DOCUMENT
    started = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        done = list(pool.map(match, chunks(documents, measures)))
    taken = time.perf_counter() - started
    memory = sum(sorted((d[2] for d in done), reverse=True)[:processes])
    spent = sum(d[3] for d in done)
    clauses = sum(d[0] for d in done) * CLAUSES_A_TASK
    print(
        f"match   {tasks:>9,} tasks × {measures} measures: {taken:.1f} s by the clock, {spent:.1f} s of processor "
        f"({spent / clauses * 1e6:.0f} µs a clause, {spent / processes:.1f} s on {processes} idle cores), "
        f"{sum(d[1] for d in done):,} instances, {memory} MB in {processes} processes"
    )


def bench_phrases(tasks: int) -> None:
    documents = tasks // TASKS_A_DOCUMENT
    index = ClauseIndex()
    started = time.perf_counter()
    for number in range(documents):
        index.put(document(number))
    index.flush()
    built = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clauses"
        index.save(path)
        size = sum(f.stat().st_size for f in path.iterdir()) / 1e6
        started = time.perf_counter()
        again = ClauseIndex.load(path)
        again.put(document(documents + 1))
        again.save(Path(folder) / "next")
        added = time.perf_counter() - started
        started = time.perf_counter()
        matcher = PhraseMatcher(ClauseIndex.load(Path(folder) / "next"))
        opened = time.perf_counter() - started
        print(
            f"index   {tasks:>9,} tasks, {index.size:,} clauses: built {built:.1f} s, {size:.0f} MB; "
            f"one document added in {added:.2f} s; opened in {opened * 1000:.0f} ms"
        )
        for phrase in PHRASES:
            started = time.perf_counter()
            found = matcher.matches(phrase)
            print(f"phrase  {(time.perf_counter() - started) * 1000:7.0f} ms  {phrase}: {len(found)} clauses")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--measures", type=int, default=500)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--phrases", action="store_true", help="only index and phrases, at the first of --tasks")
    options = parser.parse_args()
    if options.phrases:
        bench_phrases(options.tasks[0])
        return
    for tasks in options.tasks:
        bench_matching(tasks, options.measures, options.processes)


if __name__ == "__main__":
    main()
