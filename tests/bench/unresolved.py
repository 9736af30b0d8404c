"""Share of responsible bodies that stay unresolved over the development set: python tests/bench/unresolved.py FOLDER

FOLDER holds texts/ and pages/ (see shared/devset/README.md). Counted over mentions in documents whose region is
known: unresolved / (body + unresolved). Target: under 5 %. Prints the names that stay open, most frequent first.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.record import Record
from loaders.pipeline import extract_one


def main(folder: Path) -> None:
    files = sorted([*folder.glob("texts/*.txt"), *folder.glob("pages/*")])
    kinds: Counter[str] = Counter()
    open_names: Counter[str] = Counter()
    unplaced = failed = 0
    for file in files:
        record = extract_one((file.name, file.read_bytes()))
        if not isinstance(record, Record):
            failed += 1
            continue
        unplaced += record.header.region is None or record.header.region.name is None
        for item in (r for t in record.tasks for r in t.responsibilities):
            if record.header.region and record.header.region.name:
                kinds[item.kind] += 1
                if item.kind == "unresolved":
                    open_names[item.as_written] += 1
    share = kinds["unresolved"] / max(1, kinds["unresolved"] + kinds["body"])
    print(
        f"{len(files)} files, {failed} not read, {unplaced} without a region; mentions: {dict(sorted(kinds.items()))}"
    )
    print(f"unresolved: {share:.2%}")
    for name, count in open_names.most_common(40):
        print(f"{count:5} {name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
