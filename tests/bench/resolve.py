"""Time of resolution: python tests/bench/resolve.py [MENTIONS]

Documents of 45 mentions: 15 bodies of one region at one date, each three times, as task lists name the same dozen
bodies again and again. Target: 100,000 mentions in 5 s on one core (process time).
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from loaders.lexicon import load
from loaders.resolve.mention import read
from loaders.resolve.regions import region_book

_PREFIX = {"province": "省", "prefecture": "市", "county": "县"}


def mentions(count: int) -> list[tuple[str, str, str]]:
    """(as written, region, month), the same for every run."""
    draw = random.Random(7)
    stems = [s + f for r in load("agencies.yaml")["agencies"] for s in r.get("stems", ())[:3] for f in ("局", "委", "")]
    homes = [u for u in region_book().all() if u.level in _PREFIX and not u.zone and not u.valid_to]
    out: list[tuple[str, str, str]] = []
    while len(out) < count:
        home, month = draw.choice(homes), draw.choice(["2016-05", "2020-05", "2024-05"])
        prefixes = ["", _PREFIX[home.level], home.name]
        bodies = [(draw.choice(prefixes) + draw.choice(stems), home.id, month) for _ in range(15)]
        out.extend(draw.choice(bodies) for _ in range(45))
    return out[:count]


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
