"""A real Neo4j Community server for the tests: fetched by Maven, started on a free loopback port, thrown away.

Nothing is installed: the server is one Maven artifact and its dependencies, kept in a cache folder outside the
repository (`TIAOKUAI_TEST_CACHE`, default ~/.cache/tiaokuai-tests); its home is a temporary folder.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

POM = Path(__file__).parent / "pom.xml"
START_S = 120.0  # 7 s on a quiet machine


@dataclass(frozen=True, slots=True)
class Line:
    """A release line that is tested: Maven profile, main class, the Java it needs."""

    name: str
    version: str
    profile: str
    main: str
    java: int


LINES = {
    "neo4j-5": Line("neo4j-5", "5.26.30", "lts", "org.neo4j.server.CommunityEntryPoint", 17),
    "neo4j-2026": Line("neo4j-2026", "2026.08.1", "current", "org.neo4j.server.Neo4jCommunity", 21),
}


class Missing(Exception):
    """Java or Maven is not here, or the server cannot be fetched: a skip, or a failure where Neo4j is required."""


class StartFailed(Exception):
    """The server is here, but does not run: always a failure."""


class RunningServer:
    """A started server. `stop` kills it: its home is thrown away, and a clean stop takes 11 s."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._home = Path(tempfile.mkdtemp(prefix=f"tiaokuai-{line.name}-"))
        self.port = _free_port()
        self.address = f"bolt://127.0.0.1:{self.port}"
        java, jars = find_java(line.java), fetch(line)
        _configure(self._home, self.port)
        self._log = self._home / "console.log"
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen(_command(java, jars, line, self._home), stdout=log, stderr=log)
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self._home, ignore_errors=True)

    def _wait(self) -> None:
        """Until it answers: the port is open long before that."""
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise StartFailed(f"{self.line.name} ended at start:\n{self._log.read_text(errors='replace')[-3000:]}")
            if self._answers():
                return
            time.sleep(0.3)
        raise StartFailed(
            f"{self.line.name} did not answer in {START_S:g} s:\n{self._log.read_text(errors='replace')[-3000:]}"
        )

    def _answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex(("127.0.0.1", self.port)):
                return False
        try:
            with neo4j.GraphDatabase.driver(self.address, connection_timeout=5.0, telemetry_disabled=True) as driver:
                driver.execute_query("RETURN 1", database_="neo4j")
        except (DriverError, Neo4jError):
            return False
        return True


def fetch(line: Line) -> Path:
    """The folder of the server's jars, fetched once a machine. Raises Missing."""
    cache = Path(os.environ.get("TIAOKUAI_TEST_CACHE") or Path.home() / ".cache" / "tiaokuai-tests")
    jars = cache / f"neo4j-{line.version}"
    if jars.exists():
        return jars
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("Maven (mvn) is not installed")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fetch-", dir=cache) as folder:
        _run_maven(maven, line, Path(folder))
        try:
            (Path(folder) / "lib").rename(jars)
        except OSError:  # another test session was faster
            if not jars.exists():
                raise
    return jars


def _run_maven(maven: str, line: Line, folder: Path) -> None:
    command = [maven, "-q", "-B", "-f", str(POM), "-P", line.profile, "dependency:copy-dependencies"]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={folder / 'lib'}"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=900)
    if done.returncode:
        raise Missing(f"Maven cannot fetch Neo4j {line.version}: {(done.stdout + done.stderr)[-2000:]}")


def find_java(wanted: int) -> Path:
    """A java of at least that version: JAVA_HOME, JAVA_HOME_*, the PATH, /usr/lib/jvm. Raises Missing."""
    found = [(version, java) for java in _javas() if (version := _version(java)) >= wanted]
    if not found:
        raise Missing(f"no Java {wanted} or newer found (JAVA_HOME, JAVA_HOME_*, PATH, /usr/lib/jvm)")
    return min(found, key=lambda pair: pair[0])[1]


def _javas() -> Iterator[Path]:
    homes = [Path(value) for name, value in sorted(os.environ.items()) if name.startswith("JAVA_HOME") and value]
    on_path = shutil.which("java")
    if on_path:
        homes.append(Path(on_path).resolve().parent.parent)
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    return (home / "bin" / "java" for home in homes if (home / "bin" / "java").exists())


def _version(java: Path) -> int:
    done = subprocess.run([java, "-version"], check=False, capture_output=True, text=True, timeout=60)
    match = re.search(r'version "(\d+)', done.stderr + done.stdout)
    return int(match[1]) if match else 0


def _command(java: Path, jars: Path, line: Line, home: Path) -> list[str]:
    packages = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in packages]
    where = [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    # Half the time to start and to answer first questions.
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    quick += ["-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"]
    return [str(java), "-Xmx512m", *quick, *opens, "-cp", f"{jars}{os.sep}*", line.main, *where]


def _configure(home: Path, port: int) -> None:
    settings = {
        "dbms.security.auth_enabled": "false",
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.heap.max_size": "512m",
        "server.memory.pagecache.size": "128m",
        "db.tx_log.preallocate": "false",
        "dbms.usage_report.enabled": "false",
        # Tests empty and fill the graph all the time: without these every plan is made anew again and again.
        "dbms.cypher.min_replan_interval": "1h",
        "dbms.cypher.statistics_divergence_threshold": "1.0",
    }
    (home / "conf").mkdir()
    text = "".join(f"{name}={value}\n" for name, value in settings.items())
    (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":  # for a look by hand: `python -m tests.neo4j.server neo4j-5`
    server = RunningServer(LINES[sys.argv[1] if len(sys.argv) > 1 else "neo4j-5"])
    print(server.address, "- Enter stops it")
    try:
        input()
    finally:
        server.stop()
