"""A stretch of the source, folded line by line: line breaks and spaces that may part names are kept."""

from __future__ import annotations

import re
from array import array

from graph.record import Span
from loaders.fold import Folded, fold, join

_RUN = re.compile(r"\s+")


def spaced(source: str, span: Span) -> Folded:
    """source[span] folded, with each run of white space inside as one "\\n" (if it broke the line) or " "."""
    start, end = span
    piece = source[start:end]
    pieces: list[Folded] = []
    at = 0
    for run in _RUN.finditer(piece):
        if run.start() > at:
            pieces.append(fold(source, start + at, start + run.start()))
        if pieces and run.end() < len(piece):
            pieces.append(Folded("\n" if "\n" in run.group() else " ", array("l", [start + run.start()])))
        at = run.end()
    if at < len(piece):
        pieces.append(fold(source, start + at, end))
    return join(pieces)
