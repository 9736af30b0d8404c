"""Adding one document to a built graph, as it grows.

    python tests/bench/load.py FOLDER

Loads the folder into a temporary home, then times loading one more document (median of five different ones).
"""

from __future__ import annotations

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
from tests.api.bars import no_bar  # noqa: E402

EXTRA = """绵阳市人民政府办公室关于印发养老服务实施方案的通知
绵府办发〔2021〕{n}号
各县（市、区）人民政府：
（一）推行双向转诊。建立医疗机构与养老机构双向转诊机制。（责任单位：市卫生健康委、市民政局）
（二）建设护理院。到2025年，每个县（市、区）至少建成{n}所护理院。（牵头单位：市民政局，配合单位：市财政局）
2021年3月5日
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        space = Workspace(Settings(home=Path(folder) / "home"))
        start = time.perf_counter()
        report = load_paths(space, [Path(sys.argv[1])], workers=cores(), bar=no_bar)
        print(f"{report.read} documents loaded in {time.perf_counter() - start:.1f} s")
        took = []
        for n in range(1, 6):
            (Path(folder) / f"extra{n}.txt").write_text(EXTRA.format(n=n), encoding="utf-8")
            start = time.perf_counter()
            load_paths(space, [Path(folder) / f"extra{n}.txt"], workers=1, bar=no_bar)
            took.append(time.perf_counter() - start)
        tasks = space.runner().coverage().tasks
        print(f"one more document on {tasks} tasks: median {statistics.median(took):.2f} s of {len(took)}")
        space.close()


if __name__ == "__main__":
    main()
