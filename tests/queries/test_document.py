"""docs/queries.md is what the catalogue says."""

from __future__ import annotations

from pathlib import Path

from queries.catalogue import load_catalogue
from queries.document import document_queries

PAGE = Path(__file__).resolve().parents[2] / "docs" / "queries.md"


def test_the_page_is_up_to_date() -> None:
    write_again = "from queries.document import document_queries as d; open('docs/queries.md', 'w').write(d())"
    assert PAGE.read_text("utf-8") == document_queries(), f'python -c "{write_again}"'


def test_every_question_parameter_and_column_is_on_it() -> None:
    page = document_queries()
    for query in load_catalogue().values():
        section = page.split(f"### {query.name}\n")[1].split("\n### ")[0]
        assert query.zh in section
        assert query.en in section
        for told in (*query.parameters, *query.columns):
            assert f"| `{told.name}` |" in section
            assert told.zh in section
