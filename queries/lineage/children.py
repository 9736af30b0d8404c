"""children: one row a descendant, by its shortest line; ordered like parents."""

from __future__ import annotations

from queries.lineage.parents import finish

__all__ = ["finish"]
