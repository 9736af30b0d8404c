"""CSV (one zip, one table a label and edge) and NDJSON: for R, Stata, pandas and other databases."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import orjson

from graph.schema import load_schema
from graph.store import Reader
from queries.whole import edge_rows, node_rows
from viz.cells import guarded

_EPOCH = (1980, 1, 1, 0, 0, 0)  # a fixed time in the archive: same graph, same bytes


def write_csv(reader: Reader, target: Path) -> int:
    """A zip of `nodes/LABEL.csv` and `edges/KIND_SOURCE_TARGET.csv` (UTF-8 with BOM); returns how many tables."""
    count = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, columns, rows in _tables(reader):
            out = io.StringIO()
            writer = csv.writer(out)
            writer.writerow(columns)
            writer.writerows([guarded(row.get(c)) for c in columns] for row in rows)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, "\ufeff" + out.getvalue())
            count += 1
    return count


def _tables(reader: Reader) -> Iterator[tuple[str, list[str], Iterator[dict[str, object]]]]:
    schema = load_schema()
    for label, group in groupby(node_rows(reader), key=lambda item: item[0]):
        yield f"nodes/{label}.csv", list(schema.nodes[label].properties), (row for _, row in group)
    for (kind, source, target), edges in groupby(edge_rows(reader), key=lambda item: item[:3]):
        columns = ["source", "target", *schema.edges[kind].properties]
        yield f"edges/{kind}_{source}_{target}.csv", columns, (row for *_, row in edges)


def write_ndjson(reader: Reader, target: Path) -> int:
    """One JSON object a line: {"node": label, …} then {"edge": kind, "source_label", "target_label", …}."""
    count = 0
    with target.open("wb") as out:
        for label, row in node_rows(reader):
            out.write(orjson.dumps({"node": label, **row}) + b"\n")
            count += 1
        for kind, source, goal, row in edge_rows(reader):
            out.write(orjson.dumps({"edge": kind, "source_label": source, "target_label": goal, **row}) + b"\n")
            count += 1
    return count
