# Everything a person or CI does with Samvad; `make` alone lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
INSTALL := $(BIN)/python runner/installing.py

# What starts again and again is compiled once, here: a service may not write into these folders, and without
# it every start reads all sources anew (a process 1.6 s and 11 MB dearer). Of our own only what was changed.
unexport PYTHONDONTWRITEBYTECODE
COMPILE := $(BIN)/python -m compileall -qq
OURS := *.py bots district models portal reports routing runner tickets workers

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The stamps carry a hash of what they were made from: unchanged inputs need no network.
RUN_STAMP = $(VENV)/.run-$(shell cat requirements.lock pyproject.toml | cksum | tr -d ' ')
DEV_STAMP = $(VENV)/.dev-$(shell cat requirements-dev.lock requirements.lock pyproject.toml | cksum | tr -d ' ')

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Samvad needs Python 3.11 or newer with its venv module (Debian: apt install python3-venv)." >&2; exit 1; }
	@echo "Making the local environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "The venv could not be made (Debian: apt install python3-venv)." >&2; rm -rf $(VENV); exit 1; }

.PHONY: setup setup-run
setup-run: $(VENV)/bin/python
	@test -f $(RUN_STAMP) || { \
	  echo "Installing what Samvad needs (once; a minute or two) ..." \
	  && $(INSTALL) requirements.lock \
	  && $(PIP) install --no-build-isolation --no-deps --editable . \
	  && { $(COMPILE) -j 0 $(VENV)/lib || true; } \
	  && rm -f $(VENV)/.run-* && touch $(RUN_STAMP); }
	@$(COMPILE) $(OURS) || true

setup: setup-run ## make the local environment (idempotent; offline when nothing changed)
	@test -f $(DEV_STAMP) || { \
	  echo "Installing what tests and checks need (once) ..." \
	  && $(INSTALL) requirements-dev.lock \
	  && { $(COMPILE) -j 0 $(VENV)/lib || true; } \
	  && rm -f $(VENV)/.dev-* && touch $(DEV_STAMP); }

.PHONY: run chat
run: setup-run ## start everything to try it; Ctrl-C stops all, the data stays in ./var
	@exec $(BIN)/samvad run

chat: setup-run ## talk to the bot in this terminal
	@exec $(BIN)/samvad chat

.PHONY: lint check fast test bench
lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Side by side, because the type checker uses one core for half a minute.
check: setup ## lint, types, import contracts, fast tests on SQLite (under 2 minutes)
	@$(MAKE) --no-print-directory --output-sync=target -j 2 lint fast

fast: setup
	$(BIN)/python -m pytest -q -n 3 -m "not slow and not browser and not crash" -k "not postgres"

# Four at a time on two cores: whoever tells a whole story waits a third of it for processes.
test: setup ## the whole test suite; starts what it needs (under 10 minutes)
	$(BIN)/python -m pytest -q -n 4 --dist worksteal

bench: setup ## measure; prints a table and writes benchmarks/results/*.json
	$(BIN)/python -m benchmarks

.PHONY: format lock clean
format: setup ## format the code and repair what can be repaired
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: setup ## pin anew what requirements*.in ask for (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.lock

clean: ## remove the local environment and caches; the data in ./var stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
