"""Adding one document to a built graph, as it grows.

    python tests/bench/load.py FOLDER            the documents of a folder
    python tests/bench/load.py --tasks 100000    documents made from the shipped sentences

Loads them into a temporary home, then times loading one more document (median of five different ones), and prints the
peak memory of the process.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from api.loading import load_paths  # noqa: E402
from api.wiring import Workspace, cores  # noqa: E402
from graph.settings import Settings  # noqa: E402
from loaders.resolve.regions import region_book  # noqa: E402
from tests.api.bars import no_bar  # noqa: E402
from tests.bench.measures import sentences  # noqa: E402

TASKS_A_DOCUMENT = 30
NUMERALS = "一二三四五六七八九"

EXTRA = """绵阳市人民政府办公室关于印发养老服务实施方案的通知
绵府办发〔2021〕{n}号
各县（市、区）人民政府：
（一）推行双向转诊。建立医疗机构与养老机构双向转诊机制。（责任单位：市卫生健康委、市民政局）
（二）建设护理院。到2025年，每个县（市、区）至少建成{n}所护理院。（牵头单位：市民政局，配合单位：市财政局）
2021年3月5日
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--tasks", type=int, default=0, help="make documents with about so many tasks")
    options = parser.parse_args()
    if not options.folder and not options.tasks:
        parser.error("name a folder, or say --tasks 100000")
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or made(Path(scratch) / "made", options.tasks)
        measure(folder, Path(scratch))


def made(folder: Path, tasks: int) -> Path:
    """A folder of plans of prefectures and counties, the same for the same number."""
    folder.mkdir()
    places = [r.path for r in region_book().all() if r.level in ("prefecture", "county") and r.valid(None)]
    for number in range(tasks // TASKS_A_DOCUMENT):
        rng = random.Random(number)
        place = places[number % len(places)]
        lines = [f"{place}人民政府关于印发养老服务实施方案（第{number}号）的通知", "各有关单位："]
        lines += [
            f"（{_numeral(n)}）{rng.choice(sentences())}。（责任单位：民政局、财政局）" for n in range(TASKS_A_DOCUMENT)
        ]
        lines += [f"{place}人民政府", f"20{10 + number % 15}年{1 + number % 12}月3日"]
        (folder / f"made{number:05}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


def _numeral(n: int) -> str:
    tens, ones = divmod(n + 1, 10)
    return ("" if not tens else "十" if tens == 1 else NUMERALS[tens - 1] + "十") + (NUMERALS[ones - 1] if ones else "")


def measure(folder: Path, scratch: Path) -> None:
    space = Workspace(Settings(home=scratch / "home"))
    start = time.perf_counter()
    report = load_paths(space, [folder], workers=cores(), bar=no_bar)
    tasks = space.runner().coverage().tasks
    print(f"{report.read} documents, {tasks} tasks, loaded in {time.perf_counter() - start:.1f} s")
    took = []
    for n in range(1, 6):
        (scratch / f"extra{n}.txt").write_text(EXTRA.format(n=n), encoding="utf-8")
        start = time.perf_counter()
        load_paths(space, [scratch / f"extra{n}.txt"], workers=1, bar=no_bar)
        took.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"one more document: median {statistics.median(took):.2f} s of {len(took)}; peak memory {peak} MB")
    space.close()


if __name__ == "__main__":
    main()
