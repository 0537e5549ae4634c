# Everything a person or CI does with Samvad; `make` alone lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
INSTALL := $(PIP) install --no-input --require-hashes --prefer-binary

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
	  && $(INSTALL) -r requirements.lock \
	  && $(PIP) install --no-build-isolation --no-deps --editable . \
	  && rm -f $(VENV)/.run-* && touch $(RUN_STAMP); }

setup: setup-run ## make the local environment (idempotent; offline when nothing changed)
	@test -f $(DEV_STAMP) || { \
	  echo "Installing what tests and checks need (once) ..." \
	  && $(INSTALL) -r requirements-dev.lock \
	  && rm -f $(VENV)/.dev-* && touch $(DEV_STAMP); }
