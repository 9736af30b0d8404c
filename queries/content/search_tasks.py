"""search_tasks: words parted by blanks, all of which must occur in the task or its heading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.context import Context, Table
from queries.places import with_regions


def prepare(params: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    return {**params, "words": params["text"].split()}


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    return with_regions(rows, context)
