"""The names of the domains that the program knows (lexicons/domains.yaml)."""

from __future__ import annotations

from functools import cache

from loaders.extract.header_lexicon import lexicon


@cache
def domain_names() -> dict[str, str]:
    """id → Chinese name, in the order of the lexicon."""
    return {item["id"]: item["name"] for item in lexicon("domains")["domains"]}
