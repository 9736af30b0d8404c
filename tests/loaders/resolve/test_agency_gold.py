"""Names of agencies of unseen documents, labelled blind (data/gold/agencies.yaml): kind, name, region, function."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from loaders.resolve.facts import agency_facts
from loaders.resolve.mention import read
from loaders.resolve.reading import Reading

GOLD = Path(__file__).parents[3] / "data/gold/agencies.yaml"
DOCUMENTS: list[dict[str, Any]] = yaml.safe_load(GOLD.read_text("utf-8"))["documents"]
FLOOR = {1: 0.98, 2: 0.99}  # right names; first run 0.956 and 0.983
REGIONS = 0.99


def _rows(number: int) -> list[tuple[list[str], Reading]]:
    return [
        (fields := line.split("|"), read(fields[0], document["home"], document["month"]))
        for document in DOCUMENTS
        if document["set"] == number
        for line in document["names"]
    ]


def _right(label: list[str], reading: Reading) -> bool:
    _, kind, names, region, function = label
    facts = agency_facts(str(reading.id), str(reading.name), reading.kind) if reading.id else None
    return (
        kind in ("*", reading.kind)
        and (names == "*" or reading.name in names.split("="))
        and region in ("*", reading.region)
        and (function == "*" or (facts is not None and function in facts.functions))
    )


@pytest.mark.parametrize("number", [1, 2])
def test_names_of_unseen_documents(number: int) -> None:
    rows = _rows(number)
    wrong = [f"{label} read as {reading}" for label, reading in rows if not _right(label, reading)]
    assert len(rows) >= 150
    assert len(wrong) <= (1 - FLOOR[number]) * len(rows), "\n".join(wrong)


def test_regions_of_unseen_documents() -> None:
    rows = [(label, r) for n in (1, 2) for label, r in _rows(n) if label[3] != "*"]
    wrong = [label for label, reading in rows if reading.region != label[3]]
    assert len(wrong) <= (1 - REGIONS) * len(rows), wrong
