"""Routes, one file a subject. Each takes the workspace from the app."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.wiring import Workspace


def _space(request: Request) -> Workspace:
    space: Workspace = request.app.state.space
    return space


Space = Annotated[Workspace, Depends(_space)]
