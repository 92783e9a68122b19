# Parlance. `make help` lists the targets; nothing here needs root or Docker.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
VIEW ?=
SERVICE ?=

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev up down status logs demo test lint proto lock bench rebuild developer-key scim-token coverage-api settings-table clean

help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.runtime: requirements.lock
	@echo "[1/2] creating $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "[2/2] installing the pinned packages (about a minute, 700 MB)"
	@$(PY) tools/install.py requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(VENV)/.runtime
	@echo "installing what tests and linters need"
	@$(PY) tools/install.py requirements-dev.lock
	@touch $@

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.runtime $(VENV)/.dev

up: setup ## set up and start the whole system; says where it is
	@$(PY) -m deploy.embedded up

down: ## stop it; data stays
	@test ! -x $(PY) || $(PY) -m deploy.embedded down

status: setup ## what runs, and since when
	@$(PY) -m deploy.embedded status

logs: setup ## follow the logs (SERVICE=auth for one)
	@$(PY) -m deploy.embedded logs $(SERVICE)

demo: setup ## the main job against the running system: upload, ask, cited answer, event trail
	@$(PY) -m tools.demo

developer-key: setup ## print a new key for the AnythingLLM developer API
	@$(PY) -m deploy.embedded run services.auth.developer_key

scim-token: setup ## print a new SCIM token: make scim-token NAME=okta [VIEW=all]
	@$(PY) -m deploy.embedded run services.auth.scim_token "$(NAME)" "$(or $(VIEW),own)"

rebuild: setup ## replay a view from the log and swap it in: make rebuild VIEW=chats
	@$(PY) -m deploy.embedded run kernel.rebuild "$(VIEW)"

test: setup-dev ## set up and run all tests, on ports and data of their own
	@$(PY) -m tools.fetch_slapd
	@$(PY) -m tools.fetch_chromium
	@$(PY) -m pytest $(ARGS)

lint: setup-dev ## ruff, mypy, buf lint, stub drift, house rules
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(PY) tools/lint_protos.py
	@$(PY) tools/gen.py --check
	@$(PY) tools/house_rules.py

proto: setup-dev ## generate gen/ and docs/access.md from protos/
	@$(PY) tools/gen.py
	@$(PY) -m tools.access_table

bench: setup-dev ## benchmark the whole system beside the bare floor, in one run
	@$(PY) -m bench

coverage-api: setup-dev ## documented endpoints: served, contract-tested, missing
	@$(PY) -m tools.coverage_api

settings-table: setup-dev ## write docs/settings.md from the settings classes
	@$(PY) -m tools.settings_table

access-table: setup-dev ## write docs/access.md from the access rules of the contract
	@$(PY) -m tools.access_table

lock: setup-dev ## resolve requirements*.in again into the locks (needs uv)
	@tools/lock.sh

clean: down ## stop and remove the environment and ALL data
	rm -rf $(VENV) run .mypy_cache .ruff_cache .pytest_cache .hypothesis
