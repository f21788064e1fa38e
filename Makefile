# Two commands for a newcomer: `make demo` and `make test` (`make -j2 -O test` on two cores). `make test-outside` tries the schedulers of docs/schedule
# in environments of their own, which needs a package index. `make lock` renews the lock (needs uv).
PYTHON ?= python3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
READY := $(VENV)/.ready
PYTEST_FLAGS ?=

.PHONY: demo test test-runs test-rest test-outside lock

demo: .demo/lessons/demo.json
	$(BIN)/povlib report params/runs/2557.yml --jobs $(JOBS)
	$(BIN)/povlib lessons catalogue --in .demo/lessons

# A register that is there already stays, and gets its lessons only.
.demo/lessons/demo.json: | $(READY)
	$(BIN)/povlib demo --register .demo/register $(if $(wildcard .demo/register/register.json),--only lessons)

# Rooms that start processes, and all others: two halves that may run side by side.
RUNS := tests/cluster tests/engines tests/explorer tests/nation tests/reports

test: test-runs test-rest

test-runs: $(READY)
	$(BIN)/python -m pytest -m "not outside" $(PYTEST_FLAGS) $(RUNS)

test-rest: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -m "not outside" $(PYTEST_FLAGS) $(RUNS:%=--ignore=%)

test-outside: $(READY)
	$(BIN)/python -m pytest -m outside $(PYTEST_FLAGS)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	$(BIN)/python -c "import pathlib; pathlib.Path('$(READY)').touch()"

lock:
	uv pip compile pyproject.toml --extra test --extra cluster --extra sql --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --output-file requirements.lock
