"""Runs the command as a user does: a process of its own, its environment, its streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-c", "import sys; from api.cli import main; sys.argv[0] = 'tiaokuai'; main()"]
ROOT = Path(__file__).resolve().parent.parent.parent


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TIAOKUAI_")}
    return {**kept, "TIAOKUAI_HOME": str(home), "PYTHONPATH": str(ROOT), **more}


def tiaokuai(*arguments: str, home: Path, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], check=False, cwd=cwd or home.parent, env=environment(home, **more),
        capture_output=True, text=True, encoding="utf-8", timeout=300,
    )  # fmt: skip
