"""Engines: one file each behind the seam of graph/store.py. Drivers are imported here and nowhere else."""

from __future__ import annotations

from graph.settings import Settings
from graph.store import Store


def open_store(settings: Settings) -> Store:
    """The store that the settings name: embedded in HOME/graph, or a Neo4j server. Raises StoreError."""
    if settings.store is None:
        from graph.engines.embedded import EmbeddedStore

        return EmbeddedStore(settings.graph)
    from graph.engines.neo4j import Neo4jStore

    return Neo4jStore(settings)
