"""Values as other programs take them: lists joined, control characters dropped, nulls left out."""

from __future__ import annotations

import re

Flat = str | int | float | bool

# Not allowed in XML 1.0 (Gephi dies on them): controls but tab, newline, return; lone surrogates; FFFE, FFFF.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    return _CONTROL.sub("", text)


def flat(value: object) -> Flat | None:
    """A scalar, or None for a missing value."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return clean("; ".join(map(str, value)))
    return clean(str(value))
