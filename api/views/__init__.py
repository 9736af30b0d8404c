"""What each view asks and shows: used by the pages, the embeds and `tiaokuai view` alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from api.wiring import Workspace
from graph.errors import UsageError
from queries.run import Answer


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a view: from an address (with its request) or from the command line (without)."""

    space: Workspace
    given: Mapping[str, Sequence[str]]
    request: Request | None = None

    def one(self, name: str, default: str = "") -> str:
        """The last value of a parameter; at most 2,000 characters."""
        values = self.given.get(name) or (default,)
        return values[-1].strip()[:2000]

    def page(self) -> int:
        """The page of a long list, from 1."""
        return self.number("page", 1)

    def number(self, name: str, default: int = 0) -> int:
        """A whole number below a million; anything else is the default."""
        given = self.one(name)
        return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else default

    def many(self, name: str) -> list[str]:
        """All values of a parameter, empty ones dropped."""
        return [value for value in (v.strip()[:200] for v in self.given.get(name, ())) if value]

    def needed(self, name: str) -> str:
        """Raises UsageError when the parameter is missing."""
        value = self.one(name)
        if not value:
            raise UsageError(f"this view needs {name}", remedy=f"add {name}=…")
        return value

    def rows(self, query: str, **params: object) -> list[dict[str, Any]]:
        """Rows of a question; parameters that are empty are left out."""
        return self.answer(query, **params).rows

    def answer(self, query: str, **params: object) -> Answer:
        """Rows with their `meta` (notes for the reader); parameters that are empty are left out."""
        kept = {k: v for k, v in params.items() if v not in ("", [], ())}
        return self.space.runner().answer(query, kept)


@dataclass(frozen=True, slots=True)
class View:
    """A template with its values, and a title for captions and citations."""

    template: str
    values: dict[str, Any]
    title: str
