"""Which tests stay together when several processes run them (`pytest -n`, as `make test` does).

xdist's own groups cannot be used: they are written into `Item._nodeid`, which pytest 9.2 no longer has.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

from tests.neo4j.server import LINES

# Long tests that share nothing: each goes to the process that is free.
ALONE = ("tests/api/test_load.py", "tests/graph/test_histories.py")


def unit(nodeid: str) -> str:
    """What is run by one process: the tests of a server, those of the browser, or those of a file."""
    name, _, parameters = nodeid.partition("[")
    line = next((line for line in LINES if line in parameters), None)
    if line is not None:
        return line
    if name.startswith("tests/browser/"):
        return "browser"
    return nodeid if name.startswith(ALONE) else name.partition("::")[0]


class ByUnit(LoadScopeScheduling):
    """The largest units first, so that short ones fill the end."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)
