"""The names of the domains and themes that the program knows (lexicons/domains.yaml, lexicons/measures)."""

from __future__ import annotations

from functools import cache
from importlib import resources

from loaders.extract.header_lexicon import lexicon
from loaders.measures.yaml_text import read_yaml


@cache
def domain_names(lang: str = "zh") -> dict[str, str]:
    """id → name in that language (zh | en), in the order of the lexicon."""
    key = "name_en" if lang == "en" else "name"
    return {item["id"]: item[key] for item in lexicon("domains")["domains"]}


@cache
def theme_names(lang: str = "zh") -> dict[str, str]:
    """Theme as it stands in the shipped measures → its English name; empty for Chinese, which is what stands there."""
    if lang != "en":
        return {}
    folder = resources.files("loaders") / "lexicons" / "measures"
    files = sorted((p for p in folder.iterdir() if p.name.endswith(".yaml")), key=lambda p: p.name)
    return {str(k): str(v) for p in files for k, v in (read_yaml(p.read_text("utf-8")).get("themes_en") or {}).items()}
