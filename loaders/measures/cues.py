"""Cues: the small language in which a catalogue says what shows that a clause speaks of a measure.

`A|B + C|D @60`: (A or B) and (C or D), in any order, within 60 characters (default 36).
`…` inside a word stands for up to 12 characters of the same sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graph.record import Span

DEFAULT_WINDOW = 36
_GAP = "[^。；]{0,12}?"
_WINDOW = re.compile(r"\s*@(\d{1,3})$")


@dataclass(frozen=True, slots=True)
class Cue:
    """A parsed cue. `parts`: alternatives of each part; `window`: longest match in characters."""

    written: str
    parts: tuple[tuple[str, ...], ...]
    window: int

    def find(self, text: str) -> Span | None:
        """The narrowest place in `text` where all parts stand together, or None."""
        if len(self.parts) == 1:
            places = _places(self.parts[0], text)
            return places[0] if places else None
        found: list[list[Span]] = []
        for part in self.parts:
            places = _places(part, text)
            if not places:
                return None
            found.append(places)
        return _narrowest(found, self.window)


def _narrowest(found: list[list[Span]], window: int) -> Span | None:
    best: Span | None = None
    for first in found[0]:
        start, end = first
        for places in found[1:]:
            near = min(places, key=lambda p: (max(end, p[1]) - min(start, p[0]), p))
            start, end = min(start, near[0]), max(end, near[1])
        if end - start <= window and (best is None or end - start < best[1] - best[0]):
            best = (start, end)
    return best


def _places(words: tuple[str, ...], text: str) -> list[Span]:
    """Every place of every word (at most 40), in order."""
    places: list[Span] = []
    for word in words:
        if "…" in word:
            places += [m.span() for m in gap_pattern(word).finditer(text)]
            continue
        at = text.find(word)
        while at >= 0 and len(places) < 40:
            places.append((at, at + len(word)))
            at = text.find(word, at + 1)
    return sorted(places) if len(places) > 1 else places


@lru_cache(maxsize=8192)
def gap_pattern(word: str) -> re.Pattern[str]:
    """The regular expression of a word with `…` in it (bounded gaps, no nesting)."""
    return re.compile(_GAP.join(re.escape(p) for p in word.split("…")))


def parse_cue(written: str) -> Cue:
    """Parse one cue. Raises ValueError when a part is empty or a single character."""
    found = _WINDOW.search(written)
    window = int(found.group(1)) if found else DEFAULT_WINDOW
    body = written[: found.start()] if found else written
    parts = tuple(tuple(w.strip().lower() for w in part.split("|")) for part in body.split(" + "))
    if any(len(word.strip("…")) < 2 for part in parts for word in part) and len(parts) == 1:
        raise ValueError(f"cue {written!r} is too short to tell anything")
    if any(not literals(word) for part in parts for word in part):
        raise ValueError(f"cue {written!r} has an empty part")
    return Cue(written, parts, window)


def literals(word: str) -> tuple[str, ...]:
    """The fixed pieces of a word with gaps."""
    return tuple(p for p in word.split("…") if p)
