"""Time of resolution: python tests/bench/resolve.py [MENTIONS]

100,000 mentions over 60 regions and three dates, with repeats as in real documents (every text names the same dozen
bodies); then the same without the cache. Target: 100,000 in 5 s on one core.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from loaders.resolve.lexicon import load
from loaders.resolve.mention import read
from loaders.resolve.regions import region_book

_PREFIX = {"province": "省", "prefecture": "市", "county": "县"}


def mentions(count: int) -> list[tuple[str, str, str]]:
    """(as written, region, month), the same for every run."""
    draw = random.Random(7)
    stems = [s + f for r in load("agencies.yaml")["agencies"] for s in r.get("stems", ())[:3] for f in ("局", "委", "")]
    homes = [u for u in region_book().all() if u.level in _PREFIX and not u.zone and not u.valid_to]
    places = draw.sample(homes, 60)
    out = []
    for _ in range(count):
        home = draw.choice(places)
        bare = draw.choice(stems)
        prefix = draw.choice(["", _PREFIX[home.level], home.name])
        out.append((prefix + bare, home.id, draw.choice(["2016-05", "2020-05", "2024-05"])))
    return out


def main(count: int) -> None:
    load("agencies.yaml")
    read("市民政局", "411700", "2017-07")
    work = mentions(count)
    start = time.process_time()
    for written, home, month in work:
        read(written, home, month)
    cold = time.process_time() - start
    info = read.cache_info()
    start = time.process_time()
    for written, home, month in work:
        read(written, home, month)
    warm = time.process_time() - start
    print(f"{count} mentions ({info.currsize} distinct): {cold:.2f} s cold, {warm:.2f} s from the cache")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
