# Two commands on a fresh machine with Python 3.11+ and make:
#   make demo   sets up and runs the main job on the shipped documents, then serves the site
#   make test   sets up and runs the whole suite
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
PORT ?= 8000

.PHONY: demo test setup lint gate screenshots docs lock clean

demo: setup
	$(BIN)/tiaokuai demo --port $(PORT)

# The tests start the command some 150 times: it must not be compiled anew each time, whatever the environment says.
test: export PYTHONDONTWRITEBYTECODE :=
test: setup
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n auto --maxprocesses 4

setup: $(VENV)/.ready

# The lock holds every package with its hashes; nothing is resolved at install time.
$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	$(BIN)/python -c "open('$(VENV)/.ready', 'w').close()"

gate: setup
	$(BIN)/python tests/gate.py

screenshots: setup
	$(BIN)/python tests/screenshots.py

docs: setup
	$(BIN)/python tests/pages.py

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/python -m uv pip compile --universal --generate-hashes --python-version 3.11 --all-extras \
	  --no-header -o requirements.lock pyproject.toml tests/tools.in

clean:
	$(PYTHON) -c "import shutil; shutil.rmtree('$(VENV)', ignore_errors=True)"
