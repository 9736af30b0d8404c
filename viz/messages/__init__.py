"""Every string of the interface, one YAML file a language, the same keys in each (a test compares them)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

LANGUAGES = ("zh", "en")


@cache
def messages(lang: str) -> dict[str, str]:
    """key → text with {placeholders}. Unknown languages read as Chinese."""
    chosen = lang if lang in LANGUAGES else LANGUAGES[0]
    data: dict[str, str] = yaml.safe_load(files("viz.messages").joinpath(f"{chosen}.yaml").read_text(encoding="utf-8"))
    return data


def say(lang: str, key: str, **values: object) -> str:
    """The text of a key with its placeholders filled. KeyError for an unknown key: a bug, found by the tests."""
    text = messages(lang)[key]
    return text.format(**values) if values else text
