"""The catalogue of canonical measures: shipped files and those that a user adds, merged.

Files: `loaders/lexicons/measures/<domain>.yaml` and `TIAOKUAI_HOME/measures/*.yaml` (same shape; the
head of yiyang.yaml explains each field). A user's entry with a shipped id replaces the shipped one;
an entry with `proposed: true` (written by discover) is not used until somebody takes that line out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from graph.errors import UsageError
from loaders.measures.cues import Cue, parse_cue
from loaders.measures.yaml_text import read_yaml


@dataclass(frozen=True, slots=True)
class Measure:
    """A canonical measure. `cues` show it, `negative` words beside a cue show something else.

    `related`: other domains in whose documents it is looked for.
    """

    id: str
    name: str
    domain: str
    name_en: str = ""
    definition: str = ""
    theme: str = ""
    aliases: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    negative: tuple[Cue, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    broader: str | None = None
    replaced_by: str | None = None
    position: int = 0
    related: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Measures in the order of their files. `digest` changes whenever anything in the files does."""

    measures: tuple[Measure, ...] = ()
    digest: str = ""
    by_id: Mapping[str, Measure] = field(default_factory=dict)

    @property
    def version(self) -> str:
        return self.digest[:12]

    def domain(self, domain: str | None) -> tuple[Measure, ...]:
        return tuple(m for m in self.measures if domain is None or m.domain == domain)


def load_catalogue(home: Path | None = None, *, shipped: bool = True) -> Catalogue:
    """The shipped measures (unless `shipped` is False) and those of `home`/measures.

    Raises UsageError that names the file and what is wrong in it.
    """
    files: list[tuple[str, str]] = []
    if shipped:
        folder = resources.files("loaders") / "lexicons" / "measures"
        names = sorted(p.name for p in folder.iterdir() if p.name.endswith(".yaml"))
        files += [(f"shipped {name}", (folder / name).read_text("utf-8")) for name in names]
    if home is not None and (home / "measures").is_dir():
        files += [(str(p), p.read_text("utf-8")) for p in sorted((home / "measures").glob("*.yaml"))]
    return read_catalogue(files)


def read_catalogue(files: Iterable[tuple[str, str]]) -> Catalogue:
    """A catalogue out of (name, YAML text) pairs."""
    whole = hashlib.sha256()
    measures: dict[str, Measure] = {}
    for name, text in files:
        whole.update(text.encode() + b"\0")
        for measure in _read_file(name, text, len(measures)):
            old = measures.get(measure.id)
            measures[measure.id] = measure if old is None else _at(measure, old.position)
    ordered = tuple(sorted(measures.values(), key=lambda m: m.position))
    return Catalogue(ordered, whole.hexdigest(), {m.id: m for m in ordered})


def _at(measure: Measure, position: int) -> Measure:
    return replace(measure, position=position)


def _read_file(name: str, text: str, position: int) -> list[Measure]:
    try:
        data = read_yaml(text)
        domain = str(data["domain"])
        related = tuple(str(d) for d in data.get("related") or ())
        items = enumerate((m for m in data["measures"] if not m.get("proposed")), position)
        found = [replace(_measure(item, domain, place), related=related) for place, item in items]
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"the measures file {name} cannot be read: {error}",
            remedy="it needs `domain` and `measures`, each with `id` and `name`; compare the shipped yiyang.yaml",
        ) from error
    ids = [m.id for m in found]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise UsageError(f"the measures file {name} has ids twice: {', '.join(twice)}", remedy="give each its own id")
    return found


def _measure(item: Mapping[str, Any], domain: str, position: int) -> Measure:
    def many(key: str) -> tuple[str, ...]:
        return tuple(str(v) for v in item.get(key) or ())

    return Measure(
        id=str(item["id"]),
        name=str(item["name"]),
        domain=domain,
        name_en=str(item.get("name_en") or ""),
        definition=str(item.get("definition") or ""),
        theme=str(item.get("theme") or ""),
        aliases=many("aliases"),
        cues=tuple(parse_cue(c) for c in many("cues")),
        negative=tuple(parse_cue(c) for c in many("negative")),
        examples=many("examples"),
        counter_examples=many("counter_examples"),
        broader=item.get("broader"),
        replaced_by=item.get("replaced_by"),
        position=position,
    )
