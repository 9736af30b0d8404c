"""The review page: one match at a time, decided by a key."""

from __future__ import annotations

from api.deciding import queue
from api.views import Asked, View

_BATCH = 20  # matches sent at a time; the page asks for more by itself


def review(asked: Asked) -> View:
    """measure (optional), by (the coder's name; leaves out what this coder judged), skip (that many matches)."""
    by, measure, skip = asked.one("by"), asked.one("measure"), asked.number("skip")
    # Without a name nothing is judged, and the first queue of a home is dear: all clauses are matched for it.
    items = queue(asked.space, by=by, measure=measure or None, skip=skip, limit=_BATCH) if by else ()
    if by and skip and not items:  # at the end what was skipped comes again
        skip, items = 0, queue(asked.space, by=by, measure=measure or None, limit=_BATCH)
    values = {
        "items": [
            {
                "evidence": f"{c.document_id}:{c.span[0]}-{c.span[1]}",
                "measure_id": c.measure_id,
                "measure_name": c.measure_name,
                "definition": c.definition,
                "heading": c.heading,
                "before": c.before,
                "quote": c.quote,
                "after": c.after,
                "state": c.state,
                "score": c.score,
                "why": c.why,
                "contested": c.contested,
            }
            for c in items
        ],
        "by": by,
        "measure": measure,
        "skip": skip,
        "measures": [(m.id, m.name) for m in asked.space.catalogue.measures],
    }
    return View("review.html", values, "复核")
