# Lianxin 连心: what a developer types. `make` alone lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory
# Without bytecode each process compiles all it imports anew, which takes longer than its work.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
# Two cores are enough to end within five minutes; more help.
JOBS ?= 2
# Passed on to pytest: make test ARGS="tests/core -k calendar"
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
TOOLS := var/tools

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(VENV)/.runtime console ## Create the demonstration in var/demo and serve it on 127.0.0.1:8000
	@$(BIN)/lianxin demo

.PHONY: test
test: $(VENV)/.dev node-packages console ## Run the tests; what lacks Node, Chromium or PostgreSQL is skipped and says so
	@status=0; $(BIN)/pytest -n $(JOBS) --dist loadgroup $(ARGS) || status=$$?; \
		echo "The tests took $$((SECONDS / 60)) min $$((SECONDS % 60)) s."; exit $$status

.PHONY: test-browser-all
test-browser-all: $(VENV)/.dev console ## Open every page of the console as every role (needs Node, Chromium)
	@LIANXIN_TEST_BROWSER_ALL=1 $(BIN)/pytest tests/console $(ARGS)

.PHONY: pictures
pictures: $(VENV)/.dev console ## Renew the README's pictures of the console (needs Node, Chromium)
	@LIANXIN_TEST_PICTURES=1 $(BIN)/pytest tests/console/test_pages.py

.PHONY: console
console: $(VENV)/.runtime ## Build the console and GraphiQL, if their sources have changed (needs Node 20.19 or newer)
	@$(BIN)/python plugins/lianxin_console/building.py

.PHONY: bench
bench: $(VENV)/.dev tests/bench/node_modules/.installed ## Measure beside other servers: tests/bench/README.md (needs npm, PostgreSQL, wrk)
	@PYTHONPATH=tests $(BIN)/python -m bench $(ARGS)

.PHONY: bench-live
bench-live: $(VENV)/.dev ## Change modules beneath running servers, and measure what it costs them (ARGS="--part swaps --sqlite")
	@PYTHONPATH=tests $(BIN)/python -m bench.live $(ARGS)

.PHONY: mutate
mutate: $(VENV)/.dev ## Leave out one rule at a time: do its clause's tests notice? (ARGS="--only ZC-C4")
	@PYTHONPATH=tests $(BIN)/python -m mutating $(ARGS)

.PHONY: check
check: style types imports ## Check style, types, the direction of imports and that commands start

.PHONY: style types imports
style: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
types: $(VENV)/.dev
	@$(BIN)/mypy
imports: $(VENV)/.dev
	@$(BIN)/lint-imports --no-logo
	@# In a test run others are always imported first, which hides a circle.
	@for command in $$($(BIN)/python -c 'from lianxin_schema.cli.main import COMMANDS; print(*COMMANDS)'); do \
		$(BIN)/lianxin $$command --help >/dev/null || { echo "lianxin $$command does not start" >&2; exit 1; }; done

.PHONY: fix
fix: $(VENV)/.dev ## Mend the style of the code, as far as a tool can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: lock
lock: $(TOOLS)/bin/uv ## Write the pinned versions anew (ARGS=--upgrade for the newest)
	@echo "Resolving what the program, its build and its development need …"
	@$(COMPILE) pyproject.toml --output-file requirements.lock
	@$(COMPILE) --group build --constraint requirements.lock --output-file requirements-build.lock
	@$(COMPILE) pyproject.toml --group dev --constraint requirements.lock \
		--constraint requirements-build.lock --output-file requirements-dev.lock

.PHONY: clean
clean: ## Remove what these commands made: .venv, var and caches
	@rm -rf $(VENV) var dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis \
		tests/*/node_modules plugins/lianxin_console/web/node_modules plugins/lianxin_console/web/dist \
		schema/lianxin_schema/http/graphiql_web/node_modules schema/lianxin_schema/http/graphiql_web/dist

COMPILE = $(TOOLS)/bin/uv pip compile --quiet --universal --no-header --no-annotate \
	--python-version 3.11 $(ARGS)

$(TOOLS)/bin/uv:
	@echo "Installing uv into $(TOOLS) …"
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/pip install --quiet --disable-pip-version-check uv

# --- installing -------------------------------------------------------------------------------
# A stamp in .venv is newer than the lock it was installed from; so the second time costs nothing.

$(VENV)/.runtime: requirements.lock requirements-build.lock pyproject.toml | $(BIN)/python
	@$(call install,requirements.lock requirements-build.lock)
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@$(call install,requirements-dev.lock)
	@touch $(VENV)/.runtime $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@echo "Creating $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "No virtual environment could be made; on Debian: apt-get install python3-venv" >&2; exit 1; }

# $(call install,LOCKS): the locks name every package, so pip resolves nothing.
install = echo "Installing $$(cat $(1) | sort -u | wc -l) packages into $(VENV) …" \
	&& $(BIN)/pip install --disable-pip-version-check --no-deps --no-compile $(addprefix --requirement ,$(1)) | $(progress) \
	&& $(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable . \
	&& $(BIN)/pip check --disable-pip-version-check

progress = awk '/^(Collecting|Processing|Requirement already)/ { if (++n % 10 == 0) print "  " n " looked at" } \
	/^Installing collected/ { print "  unpacking " n } { fflush() }'

# Node is needed by some tests only: without npm they are skipped.
.PHONY: node-packages
node-packages: $(if $(shell command -v npm),$(patsubst %package-lock.json,%node_modules/.installed,$(wildcard tests/*/package-lock.json)))

%/node_modules/.installed: %/package-lock.json
	@echo "Installing the Node packages of $* …"
	@npm ci --prefix $* --no-fund --no-audit --loglevel=error
	@touch $@
