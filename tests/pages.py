"""Writes the generated pages of docs/ (`make docs`); tests/test_docs.py checks that they are up to date."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graph.document import model_page  # noqa: E402
from queries.document import document_queries  # noqa: E402


def generated() -> dict[str, str]:
    """File name → text."""
    return {"model.md": model_page(), "queries.md": document_queries()}


if __name__ == "__main__":
    for name, text in generated().items():
        (ROOT / "docs" / name).write_text(text, encoding="utf-8")
