"""Documents a second, from bytes to a checked record, on one core.

    python tests/bench/pipeline.py FOLDER [--limit N] [--html] [--docx]

Prints processor time (other work on the machine does not count), documents a second, and 10-kB units of text a second;
with --html and --docx also for the folder's texts rendered in those formats, a paragraph a line. The first documents
are read before the clock starts, so that lexicons are loaded and patterns compiled: what that costs is printed apart.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from graph.errors import InputError  # noqa: E402
from loaders.formats import read_source  # noqa: E402
from loaders.pipeline import Failure, extract_one, inputs  # noqa: E402
from tests.loaders.formats.render import Document, Line, Look, as_docx, as_html  # noqa: E402

Item = tuple[str, bytes | InputError]
WARM = 20  # documents read before the clock starts
RENDERERS: dict[str, Callable[[Document], bytes]] = {
    "html": lambda document: as_html(document, Look()).encode(),
    "docx": lambda document: as_docx(document, Look()),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    for name in RENDERERS:
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args()
    items = list(inputs([options.folder]))[: options.limit + WARM]
    warm, timed = (items[:WARM], items[WARM:]) if len(items) > 2 * WARM else (items, items)
    print(f"first document {_seconds(items[:1]):.2f} s, the next {len(warm) - 1} {_seconds(warm[1:]):.2f} s")
    _report("as it is", timed)
    for name, render in RENDERERS.items():
        if getattr(options, name):
            _report(name, [_rendered(item, name, render) for item in timed])


def _rendered(item: Item, name: str, render: Callable[[Document], bytes]) -> Item:
    """The text of a file as a document of another format."""
    path, data = item
    if isinstance(data, InputError):
        raise data
    lines = read_source(data, path).text.split("\n")
    return f"{path}.{name}", render(Document(tuple(Line(line) for line in lines if line.strip())))


def _seconds(items: list[Item]) -> float:
    start = time.process_time()
    for item in items:
        extract_one(item)
    return time.process_time() - start


def _report(label: str, items: list[Item]) -> None:
    start = time.process_time()
    outcomes = [extract_one(item) for item in items]
    seconds = time.process_time() - start
    records = [o for o in outcomes if not isinstance(o, Failure)]
    size = sum(len(r.text.encode()) for r in records)
    print(f"{label}: {len(items)} files, {len(items) - len(records)} failed, {size / 1e6:.1f} MB, {seconds:.1f} s")
    print(f"{len(items) / seconds:.0f} documents/s, {size / 10_000 / seconds:.0f} times 10 kB of text/s")


if __name__ == "__main__":
    main()
