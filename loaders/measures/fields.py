"""Fields: which domain a clause speaks of, by the words of loaders/lexicons/domains.yaml."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from loaders.measures.yaml_text import read_yaml


@cache
def _domains() -> dict[str, dict[str, Any]]:
    text = (resources.files("loaders") / "lexicons" / "domains.yaml").read_text("utf-8")
    return {str(d["id"]): d for d in read_yaml(text)["domains"]}


def domain_name(domain: str) -> str:
    """Chinese name of a domain; "" for one that the program does not know."""
    return str(_domains().get(domain, {}).get("name", ""))


def known_domain(domain: str) -> bool:
    return domain in _domains()


def speaks_of(domain: str, text: str) -> bool:
    """Does the text use words of the domain? What only looks like them (养老保险 for 养老) does not count."""
    return any(m.lastgroup != "unlike" for m in _words(domain).finditer(text))


@cache
def _words(domain: str) -> re.Pattern[str]:
    found = _domains().get(domain, {})
    refused = "|".join(map(re.escape, sorted(found.get("not", ()))))
    words = "|".join(map(re.escape, sorted({*found.get("title", ()), *found.get("body", ())})))
    return re.compile((f"(?P<unlike>{refused})|" if refused else "") + (words or r"(?!)"))
