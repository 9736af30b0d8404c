"""Targets from indicator tables, whole and flattened."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.record import Header, Part
from loaders.extract.targets import extract_targets
from loaders.fold import fold
from loaders.outline import Outline, Paragraph
from loaders.source import Cell, Source, Table

CASES = Path(__file__).parent / "cases" / "targets_tables.yaml"


def load() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return cases


def table_of(rows: list[list[str]], caption: str) -> tuple[str, Table]:
    """The text of a table (cells parted by TAB, rows by line ends) and its grid; "^" and "<" are merged cells."""
    text, cells = f"{caption}\n" if caption else "", []
    for r, row in enumerate(rows):
        for c, printed in enumerate(row):
            if printed not in ("^", "<"):
                down = next((i for i in range(r + 1, len(rows)) if rows[i][c] != "^"), len(rows)) - r
                wide = next((j for j in range(c + 1, len(row)) if row[j] != "<"), len(row)) - c
                start = len(text)
                text += printed
                cells.append(Cell((start, len(text)), r, c, down, wide, r == 0))
            text += "\t" if c + 1 < len(row) else "\n"
    return text, Table((text.index(rows[0][0]), len(text)), len(rows), len(rows[0]), tuple(cells))


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    out: list[Paragraph] = []
    at = 0
    for line in text.split("\n"):
        folded = fold(text, at, at + len(line))
        if folded.text:
            out.append(Paragraph(len(out), folded, folded.span(0, len(folded.text)), "p1", None))
        at += len(line) + 1
    return tuple(out)


@pytest.mark.parametrize("case", load(), ids=lambda c: c["name"])
def test_targets_of_a_table(case: dict[str, Any]) -> None:
    tables: tuple[Table, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    if "rows" in case:
        text, table = table_of(case["rows"], case.get("caption", ""))
        tables = (table,)
    else:
        text = case["text"]
        paragraphs = paragraphs_of(text)
    source = Source("case.txt", "txt", hashlib.sha256(text.encode()).hexdigest(), text)
    outline = Outline((Part("p1", None, None, (0, len(text))),), (), paragraphs, tables)
    header = Header(title=case.get("title"), issued_on=case.get("issued", "2021-03-01"))
    found = extract_targets(source, outline, header, ())
    wanted = [{"kind": "target"} | row for row in case.get("targets", [])]
    assert len(found) == len(wanted), [(t.kind, t.indicator, t.value, t.unit, t.year) for t in found]
    for row, target in zip(wanted, found, strict=True):
        assert {key: getattr(target, key) for key in row} == row
        assert text[target.span[0] : target.span[1]] == target.quote
