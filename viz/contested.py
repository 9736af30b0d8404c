"""What readers contested, read from the decisions themselves, so that it is shown before the next build."""

from __future__ import annotations

from pathlib import Path

from graph.decisions import Decision, read_decisions


def contested(home: Path) -> list[Decision]:
    """Standing contests, in the order they were made, without those that a later verdict settled."""
    decisions = read_decisions(home)
    return [
        d for d in decisions.standing if d.verb == "contest" and (d.key is None or decisions.verdict(d.key) is None)
    ]


def contested_cells(home: Path) -> frozenset[tuple[str, str]]:
    """(measure id, region code) of contested cells of the matrix."""
    return frozenset((d.measure_id or "", d.region_code or "") for d in contested(home) if d.region_code)


def contested_places(home: Path) -> frozenset[str]:
    """Evidence addresses that a reader contested."""
    return frozenset(d.evidence for d in contested(home) if d.evidence)


def reasons(home: Path, **about: str) -> list[str]:
    """Reasons of the standing contests about exactly this (fields of Decision)."""
    return [
        f"{d.why}（{d.by}，{d.at[:10]}）"
        for d in contested(home)
        if all((getattr(d, name) or "") == value for name, value in about.items())
    ]
