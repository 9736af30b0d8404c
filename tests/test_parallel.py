"""How the tests are shared out: no server is started by two processes, no long test waits behind others of its file."""

from __future__ import annotations

import pytest

from tests.parallel import unit


@pytest.mark.parametrize(
    ("nodeid", "together"),
    [
        ("tests/graph/test_processes.py::test_a_killed_writer[neo4j-5-0.1]", "neo4j-5"),
        ("tests/queries/test_engines.py::test_whole_answers_are_equal[gaps-3-neo4j-2026]", "neo4j-2026"),
        ("tests/graph/test_histories.py::test_neo4j[neo4j-5]", "neo4j-5"),
        ("tests/neo4j/test_server.py::test_without_maven_nothing_is_fetched", "tests/neo4j/test_server.py"),
        ("tests/browser/test_pages.py::test_pages_open[matrix-zh]", "browser"),
        ("tests/graph/test_rows.py::test_a[ladybug]", "tests/graph/test_rows.py"),
        ("tests/api/test_load.py::test_a_load[2]", "tests/api/test_load.py::test_a_load[2]"),
    ],
)
def test_what_stays_together(nodeid: str, together: str) -> None:
    assert unit(nodeid) == together
