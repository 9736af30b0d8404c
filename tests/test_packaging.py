"""The wheel, alone in an empty environment and run from another folder, does the main job."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {n.split("/")[0] for n in names if ".dist-info/" not in n}
    assert tops == {"graph", "queries", "loaders", "viz", "api"}
    for needed in (
        "graph/schema.yaml",
        "queries/adoption/adopters.cypher",
        "loaders/lexicons/measures/yiyang.yaml",
        "loaders/corpus/sources.yaml",
        "loaders/corpus/zhumadian-2017-opinion.txt",
        "viz/static/vendor/swagger-ui-bundle.js",
    ):
        assert needed in names


def test_the_wheel_runs_the_demo_elsewhere(wheel: Path, tmp_path: Path) -> None:
    # The packages it depends on come from this environment; ours must come from the wheel alone.
    venv.create(tmp_path / "env", with_pip=False, system_site_packages=False)
    site = next((tmp_path / "env").rglob("site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    (site / "dependencies.pth").write_text(_dependencies())
    python = tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    code = "import sys; from api.cli import main; sys.argv = ['tiaokuai', 'demo', '--no-serve']; main()"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TIAOKUAI_", "PYTHON"))}
    done = subprocess.run(
        [str(python), "-c", code],
        check=False,
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "家庭医生签约服务" in done.stdout
    assert "adopted" in done.stdout
    assert (elsewhere / "tiaokuai-data").is_dir()


def _dependencies() -> str:
    """The folder of installed packages. Ours is editable there, through a .pth file that is not read a second time."""
    return str(Path(pytest.__file__).parent.parent) + "\n"
