"""Strings become entities: the document's region, its issuers, every responsible body.

Public: `resolve(record)`, `regions.region_book()`, `facts.agency_facts(…)`, `facts.functionless(record)`.
"""

from __future__ import annotations

from loaders.resolve.record import resolve

__all__ = ["resolve"]
