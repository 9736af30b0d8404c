"""Documents a second, from bytes to a checked record, on one core.

    python tests/bench/pipeline.py FOLDER [--limit N]

Prints processor time (other work on the machine does not count), documents a second, and 10-kB units of text a second.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from loaders.pipeline import Failure, extract_one, inputs  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    options = parser.parse_args()
    items = list(inputs([options.folder]))[: options.limit]
    extract_one(items[0])  # lexicons are read once
    start = time.process_time()
    outcomes = [extract_one(item) for item in items]
    seconds = time.process_time() - start
    records = [o for o in outcomes if not isinstance(o, Failure)]
    size = sum(len(r.text.encode()) for r in records)
    print(f"{len(items)} files, {len(items) - len(records)} failed, {size / 1e6:.1f} MB of text, {seconds:.1f} s")
    print(f"{len(items) / seconds:.0f} documents/s, {size / 10_000 / seconds:.0f} times 10 kB of text/s")


if __name__ == "__main__":
    main()
