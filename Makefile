# Målbar. Every target needs only python3 (3.11-3.13) and make; uv is used if it is on the PATH.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
PYTHON_SOURCES := src tests tools benchmarks
# Whole files of tests are shared among the cores. Counting coverage makes the long searches of tests/property three
# times as slow, so it is counted where single functions are tested.
SHARED := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: help site test check fix lab lock bench clean
help: ## Show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

site: ## Environment, demonstration and documented data, all rounds, the site in _site/
	@$(PYTHON) tools/environment.py site
	@$(BIN)/maalbar demo
	@$(BIN)/maalbar build

test: ## Environment and all tests, with their coverage
	@$(PYTHON) tools/environment.py dev
	@$(BIN)/python -m pytest $(SHARED) --cov --cov-report=term tests/unit tests/spec tests/reference
	@$(BIN)/python -m pytest $(SHARED) tests/property tests/rules tests/end_to_end

check: ## Read only: formatting, lint, types, architecture
	@$(PYTHON) tools/environment.py dev
	@$(BIN)/ruff format --check $(wildcard $(PYTHON_SOURCES))
	@$(BIN)/ruff check $(wildcard $(PYTHON_SOURCES))
	@$(BIN)/basedpyright
	@$(BIN)/python -m pytest -q tests/rules

fix: ## Edit: formatting and what ruff can mend by itself
	@$(PYTHON) tools/environment.py dev
	@$(BIN)/ruff check --fix --exit-zero $(wildcard $(PYTHON_SOURCES))
	@$(BIN)/ruff format $(wildcard $(PYTHON_SOURCES))

bench: ## Time and memory against the peers, and simulations, in benchmarks/results/ (DATE=2026-11-22)
	@$(PYTHON) tools/environment.py dev
	@$(BIN)/python -m benchmarks.registrations --date $(or $(DATE),$(shell git log -1 --format=%cs))
	@$(BIN)/python -m benchmarks.runner --date $(or $(DATE),$(shell git log -1 --format=%cs))
	@$(BIN)/python -m benchmarks.cluster --date $(or $(DATE),$(shell git log -1 --format=%cs))
	@$(BIN)/python -m benchmarks.many_runs --date $(or $(DATE),$(shell git log -1 --format=%cs))
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.cache --date $(or $(DATE),$(shell git log -1 --format=%cs))
	@$(BIN)/python -m benchmarks.simulations --date $(or $(DATE),$(shell git log -1 --format=%cs))

lab: ## JupyterLab on this project
	@$(PYTHON) tools/environment.py site
	@$(BIN)/maalbar lab

lock: ## Newest allowed versions into the lock files
	@$(PYTHON) tools/environment.py dev
	@$(BIN)/python tools/lock.py

clean: ## Remove what is built (not the data)
	rm -rf _site build data/processed
