# `make help` lists everything. Only Python >= 3.11, make and git have to be there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
OPTIONS :=
GROUPS :=
FINAL :=
WAYS :=

.DEFAULT_GOAL := help

.PHONY: help
help: ## List what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.PHONY: demo
demo: $(VENV)/.user ## Export the guide of the demo engagement
	@$(BIN)/segkit demo $(DEMO)
	@echo "\nsegkit is in $(BIN): \`source $(BIN)/activate\` first, or \`make lab\`."

.PHONY: lab
lab: demo ## Open the demo engagement in JupyterLab
	@$(BIN)/segkit lab $(DEMO) $(OPTIONS)

.PHONY: test
test: $(VENV)/.dev ## Run all tests: unit, Segment's libraries, notebooks, browser
	@$(BIN)/python -m pytest -n 2 -m "not notebook and not browser and not sdk"
	@$(BIN)/python -m pytest -m sdk
	@$(BIN)/python -m pytest -n 2 -m notebook
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m browser

.PHONY: check
check: $(VENV)/.dev ## Lint, format and types, then all tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory test

.PHONY: format
format: $(VENV)/.dev ## Format the code
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: methods
methods: $(VENV)/.dev ## Write the guide's methods for type checkers again, after a change of a row
	@$(BIN)/python scripts/build_methods.py
	@$(BIN)/ruff format --quiet segkit/guide/named.py

.PHONY: pictures
pictures: $(VENV)/.dev ## Take the README's pictures of the demo in Chromium
	@$(BIN)/python scripts/pictures.py

.PHONY: docs
docs: $(VENV)/.dev ## Build the documentation site in build/site, without network
	@$(BIN)/python scripts/build_docs.py
	@$(BIN)/zensical build --strict --config-file mkdocs.yml

.PHONY: mutants
mutants: $(VENV)/.dev ## Measure which small changes of the code the tests notice (long)
	@$(BIN)/python scripts/mutants.py $(GROUPS)

.PHONY: fuzz
fuzz: $(VENV)/.dev ## Try the readers with many thousands of made-up inputs (long)
	@SEGKIT_FUZZ=20000 $(BIN)/python -m pytest -n 2 tests/fuzz

.PHONY: ways-in
ways-in: $(VENV)/.dev ## Try every way to a guide from nothing: wheel, uvx, pipx, conda, Binder, Docker (long)
	@$(BIN)/python scripts/ways_in.py $(WAYS)

.PHONY: release
release: $(VENV)/.dev ## Build and check a release's files in dist; tags and sends nothing
	@$(BIN)/python scripts/release.py $(FINAL)

.PHONY: lock
lock: $(VENV)/.dev ## Lock the versions for development and CI again
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --upgrade \
		--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
		pyproject.toml --output-file requirements.lock

.PHONY: clean
clean: ## Delete what was made, except your engagements
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "segkit needs Python 3.11 or newer; set PYTHON=...")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.user: $(VENV)/bin/python pyproject.toml requirements.lock
	@echo "Setting up the environment (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml requirements.lock
	@echo "Setting up the development environment (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable ".[dev]"
	@touch $@ $(VENV)/.user
