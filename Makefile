# One word for each thing that people do with this repository. `make help` lists them.

PYTHON ?= python3
JOBS ?= 2
# How many damaged workbooks make prove reads.
FILES ?= 20000
# How many dirty rows of windows make prove imports.
ROWS ?= 100000
# The plan that the demonstration carries out, a folder below plans/.
PLAN ?= saitama/2025
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --quiet --quiet --disable-pip-version-check
SETUP := $(VENV)/.setup
SETUP_TEST := $(VENV)/.setup-test

.DEFAULT_GOAL := help
.PHONY: help setup setup-test packages demo test test-sqlite test-postgres lint format bench prove glossary lock clean
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

help:
	@echo 'make demo      the demonstration, with sample data, at http://localhost:8000/'
	@echo 'make setup     what it needs to run, in $(VENV)'
	@echo 'make test      every check: lint, and all tests on SQLite and on PostgreSQL'
	@echo 'make lint      ruff, mypy, import-linter'
	@echo 'make format    let ruff put the code in order'
	@echo 'make bench     measure the progress engine, the reading of workbooks, the navigator and the exports'
	@echo 'make prove     the property tests with many more examples, 20,000 damaged workbooks, 100,000 dirty rows'
	@echo 'make glossary  write GLOSSARY.md anew from the code lists'
	@echo 'make lock      write constraints.txt anew from a fresh environment'
	@echo 'make clean     remove what was made here'

setup: $(SETUP)
	@echo 'setup: ready'

# The stamp is newer than the two files that decide what is installed, so a second run costs nothing.
$(SETUP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 以上が必要です。Python 3.11 or newer is needed: make PYTHON=python3.11 setup' >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo 'venv を作れません。Cannot make a venv. Run: apt-get install -y python3-venv' >&2; exit 1; }
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

packages:
	@.ci/packages

setup-test: packages $(SETUP_TEST)

$(SETUP_TEST): pyproject.toml constraints.txt $(SETUP)
	@$(PIP) install --constraint constraints.txt --editable '.[test]'
	@touch $@

demo: $(SETUP)
	@exec $(BIN)/banso demo --plan $(PLAN)

test: setup-test lint test-sqlite test-postgres
	@echo 'test: everything passed, on SQLite and on PostgreSQL'

test-sqlite: setup-test
	@BANSO_TEST_DATABASE=sqlite $(BIN)/pytest -n $(JOBS) --dist worksteal

# Pages look the same on both databases, so Chromium is started once, on SQLite.
test-postgres: setup-test
	@BANSO_TEST_DATABASE=postgres $(BIN)/pytest -n $(JOBS) --dist worksteal -m 'not browser'

lint: $(SETUP_TEST)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo 'run: make format' >&2; exit 1; }
	@$(BIN)/mypy --num-workers $(JOBS) --no-error-summary
	@$(BIN)/lint-imports --no-logo > $(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }
	@echo 'lint: ruff, mypy and import-linter found nothing'

format: $(SETUP_TEST)
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

bench: setup-test
	@$(BIN)/python -m bench.progress
	@$(BIN)/python -m bench.reading
	@$(BIN)/python -m bench.dropping
	@$(BIN)/python -m bench.navigating
	@$(BIN)/python -m bench.exporting

prove: setup-test
	@HYPOTHESIS_PROFILE=prove $(BIN)/pytest -n $(JOBS) -m hypothesis
	@HYPOTHESIS_PROFILE=prove $(BIN)/pytest tests/test_killed_worker.py
	@$(BIN)/python -m banso.returns.tests.mutator.prove --files $(FILES) --jobs $(JOBS)
	@$(BIN)/python -m banso.directory.tests.prove_import --rows $(ROWS)

glossary: $(SETUP_TEST)
	@$(BIN)/python -m tests.glossary

lock:
	@rm -rf build/lock
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/pip --quiet --quiet --disable-pip-version-check install --editable '.[test]'
	@{ echo '# The versions that were tested together. Written by: make lock'; \
	   build/lock/bin/pip freeze --exclude-editable; } > constraints.txt
	@echo 'lock: constraints.txt is written; run make test, then commit it'

clean:
	@rm -rf $(VENV) .demo var build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'clean: done'
