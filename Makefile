# Works on a clean machine with Python 3.11 or newer and make; everything goes into .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint bench notebooks clean

help: ## Say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.package ## Build the demo release into demo-release/ (installs the package only)
	$(VENV)/bin/conflict-data build --demo --out demo-release

test: lint ## Lint, types, then all tests with coverage
	$(PY) -m pytest -q --cov

lint: $(VENV)/.dev ## Lint and types only
	$(PY) -m ruff check
	$(PY) -m mypy

bench: $(VENV)/.bench ## Compare with other extractors (installs them) and plain pandas; how a build grows
	$(PY) -m tests.benchmark.run
	$(PY) -m tests.benchmark.scale
	$(PY) -m tests.benchmark.reading

notebooks: $(VENV)/.dev ## Bring the notebooks in line with their sources, without outputs
	$(PY) -m jupytext --update --to ipynb notebooks/*.py

clean: ## Remove the environment and all that is generated
	rm -rf $(VENV) dist build demo-release htmlcov .coverage
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: installed once, again when pyproject.toml changes.

$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	    "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade 'pip>=25.1'
	touch $@

$(VENV)/.package: pyproject.toml $(VENV)/.pip
	$(PIP) --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.package
	$(PIP) --group dev
	touch $@

$(VENV)/.bench: $(VENV)/.dev
	$(PIP) --group bench
	touch $@
