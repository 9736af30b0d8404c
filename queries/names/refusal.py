"""How a name is refused: with its candidates, or with the nearest names."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

from graph.errors import AmbiguousName, UnknownName
from graph.store import Rows

Fetch = Callable[[str], Rows]  # runs a part of the catalogue by name

_SHOWN = 8


def ambiguous(kind: str, text: str, candidates: Iterable[str]) -> AmbiguousName:
    shown = tuple(sorted(candidates))
    listed = " or ".join(shown[:_SHOWN]) + (f" ({len(shown)} in all)" if len(shown) > _SHOWN else "")
    return AmbiguousName(f"{text} may be several: {listed}", suggestions=shown, remedy=f"write the {kind} in full")


def unknown(kind: str, text: str, known: Iterable[str], where: str) -> UnknownName:
    """`where`: the command that lists them all."""
    found = process.extract(text, sorted(set(known)), scorer=_nearness, limit=5, score_cutoff=40)
    near = tuple(name for name, _, _ in found)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    return UnknownName(f"no {kind} {text}", suggestions=near, remedy=f"{hint}see all with: {where}")


def _nearness(a: str, b: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """For short Chinese names: shared characters count, a contained name counts nearly in full."""
    score = max(fuzz.ratio(a, b), 0.9 * fuzz.partial_ratio(a, b)) if len(a) > 1 else fuzz.ratio(a, b)
    return score if score_cutoff is None or score >= score_cutoff else 0.0


def strings(value: object) -> list[str]:
    """A list property of the graph, which may be missing."""
    return [str(v) for v in value] if isinstance(value, list | tuple) else []
