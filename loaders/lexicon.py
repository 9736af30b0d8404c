"""Reads a lexicon of `loaders/lexicons` (YAML) once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(name: str) -> dict[str, Any]:
    """The mapping in `loaders/lexicons/<name>`."""
    text = (files("loaders.lexicons") / name).read_text(encoding="utf-8")
    data = yaml.load(text, Loader=_LOADER)
    if not isinstance(data, dict):
        raise TypeError(f"lexicon {name} is not a mapping")
    return data
