"""Strings become entities: the document's region, its issuers, every responsible body.

- `resolve(record) -> Record`: fills header.region, issuers and responsibilities, adds warnings
  (region_unresolved, agency_unresolved, agency_ended, misprint). Resolving twice changes nothing.
- `regions.region_book()`: `get(id)`, `parents(id)`, `children(id, as_of)`, `named(name, as_of, within)`,
  `by_path(path)`, `within(inner, outer)`, `all()`; ids are GB/T 2260 codes, or `<code>-<name>` for development zones.
- `facts.agency_facts(agency_id, name, kind, level) -> AgencyFacts`, `facts.lineage(name, region)` (the 条线),
  `facts.functionless(record)`; `functions.functions()`: all 条线 by id.
- `record.header_region(header)`: the region id of a resolved header.
- `mention.read(written, region, month)`: one mention, cached.
"""

from __future__ import annotations

from loaders.resolve.record import resolve

__all__ = ["resolve"]
