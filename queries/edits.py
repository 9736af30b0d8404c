"""Two texts word by word (rapidfuzz opcodes)."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

_LONGEST = 20_000  # characters; longer texts are not compared


def edit_steps(a: str, b: str) -> list[dict[str, str]]:
    """Steps {op, a, b} that turn a into b; op: equal | replace | delete | insert. Too long: no steps."""
    if max(len(a), len(b)) > _LONGEST:
        return []
    return [
        {"op": step.tag, "a": a[step.src_start : step.src_end], "b": b[step.dest_start : step.dest_end]}
        for step in Levenshtein.opcodes(a, b)
    ]
