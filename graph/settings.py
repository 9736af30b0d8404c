"""Settings from the environment (CONTRACT §6). Read once, by the composition root."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from graph.errors import UsageError

_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_YES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` holds records, decisions, own measures and the embedded graph; `store` None means embedded."""

    home: Path = Path("tiaokuai-data")
    store: str | None = None
    neo4j_user: str | None = None
    neo4j_password: str | None = None
    neo4j_database: str = "neo4j"
    shipped_measures: bool = True

    @property
    def records(self) -> Path:
        return self.home / "records"

    @property
    def decisions(self) -> Path:
        return self.home / "decisions.ndjson"

    @property
    def measures(self) -> Path:
        return self.home / "measures"

    @property
    def graph(self) -> Path:
        return self.home / "graph"

    def __repr__(self) -> str:
        """Without the password: settings end up in logs."""
        secret = "" if self.neo4j_password is None else ", neo4j_password='…'"
        return f"Settings(home={str(self.home)!r}, store={self.store!r}, neo4j_user={self.neo4j_user!r}{secret})"


def read_settings(env: Mapping[str, str] | None = None) -> Settings:
    """Settings from `env` (default os.environ). Raises UsageError that names the variable and what it may be."""
    env = os.environ if env is None else env
    user, password = env.get("TIAOKUAI_NEO4J_USER") or None, env.get("TIAOKUAI_NEO4J_PASSWORD") or None
    if (user is None) != (password is None):
        raise UsageError(
            "TIAOKUAI_NEO4J_USER and TIAOKUAI_NEO4J_PASSWORD belong together, but only one is set",
            remedy="set both, or neither for a server without authentication",
        )
    return Settings(
        home=_home(env.get("TIAOKUAI_HOME") or "tiaokuai-data"),
        store=_store(env.get("TIAOKUAI_STORE") or None),
        neo4j_user=user,
        neo4j_password=password,
        neo4j_database=env.get("TIAOKUAI_NEO4J_DATABASE") or "neo4j",
        shipped_measures=_flag(env, "TIAOKUAI_SHIPPED_MEASURES", default=True),
    )


def _home(value: str) -> Path:
    home = Path(value).expanduser()
    if home.exists() and not home.is_dir():
        raise UsageError(f"TIAOKUAI_HOME={value!r} is a file", remedy="set it to a folder; a missing one is made")
    return home


def _store(value: str | None) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise UsageError(
            f"TIAOKUAI_STORE={value!r} is not a server address",
            remedy="leave it unset for the embedded engine, or write neo4j://host:7687 or bolt://host:7687",
        )
    if parts.username or parts.password:
        raise UsageError(
            "TIAOKUAI_STORE must not hold a user or password",
            remedy="use TIAOKUAI_NEO4J_USER and TIAOKUAI_NEO4J_PASSWORD",
        )
    return value


def _flag(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = env.get(name)
    if value is None or value == "":
        return default
    if value.lower() not in _YES:
        raise UsageError(f"{name}={value!r} is neither yes nor no", remedy=f"set {name} to 1 or 0, or leave it unset")
    return _YES[value.lower()]
