# Two commands: `make run` and `make test`. Both make the virtual environment first, where it is missing or out of date.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# The tests start many interpreters, and each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test lint types tests catalogue sample benchmark clean chromium

run: $(VENV)/.run
	$(BIN)/streamlit run app.py

# Types are checked beside the tests: mypy keeps one processor busy for a minute.
test: $(VENV)/.test chromium
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory -j2 types tests

tests: $(VENV)/.test
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

# The browser tests drive Debian's chromium; without it they are skipped, loudly, and under CI=true they fail.
chromium:
	@sh tests/browser/fetch_chromium.sh

# New sentences into the English catalogue, as entries that wait for their translation.
catalogue: $(VENV)/.test
	$(BIN)/python -m display.catalogue

# Whether the shipped simulated survey files are what their seeds make (most of a minute, so not part of the tests).
sample: $(VENV)/.test
	$(BIN)/python -m analysis.survey.simulation --check

benchmark: $(VENV)/.test
	for file in tests/benchmarks/*.py; do echo "== $$file"; $(BIN)/python -m tests.benchmarks.$$(basename $$file .py) || exit 1; done

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "OZA-verkenner needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.11 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# Without --no-compile pip spends a minute on modules that are never imported.
$(VENV)/.run: requirements.txt | $(VENV)/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements.txt
	@touch $@

$(VENV)/.test: requirements.txt requirements-dev.txt | $(VENV)/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements-dev.txt
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis shots
