"""decisions and review: what people decide about answers. (review needs the catalogue: see issue E.)"""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Filled below once loaders.measures offers its review queue."""
