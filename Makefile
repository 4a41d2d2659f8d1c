# Chancery. Every command runs on a fresh clone: what is missing is made or installed first.

PORT ?= 8000
PYTHON ?= python3

BIN := .venv/bin
READY := .venv/ready
READY_FOR_TESTS := .venv/ready-for-tests
STATIC := var/static/staticfiles.json

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test proof check clean browser

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-6s  %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: export SITE_URL ?= http://127.0.0.1:$(PORT)
demo: $(READY) $(STATIC) ## open the archive with its specimen volumes (PORT=8001 moves it); safe to run again
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py ingest fixtures
	@$(BIN)/python manage.py authorities load fixtures/authorities
	@$(BIN)/python manage.py images specimen '/static/specimen/{image}.svg' --only 0017 0018 0019 0020 --size 1000x1500
	@$(BIN)/python manage.py serve --port $(PORT)

test: $(READY_FOR_TESTS) browser ## check the style and run the tests, those in a browser included
	@$(BIN)/ruff check
	@$(BIN)/python -m pytest

proof: $(READY_FOR_TESTS) browser ## all tests at full length, before a release (CORPUS=folder names the volumes)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-pdf.txt
	@WHOLE=1 $(BIN)/python -m pytest -m "proof or not proof"

check: $(READY_FOR_TESTS) ## check style, types and templates
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@test ! -d templates || $(BIN)/djlint --check --lint --quiet templates

clean: ## remove what was installed and built; the archive in var/ stays, but for its static files
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache var/static
	find archive tests -name __pycache__ -prune -exec rm -rf {} +

# The virtual environment, with a stamp so that the second start installs nothing.

$(BIN)/python:
	@for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making .venv with $$($$python --version)"; exec $$python -m venv .venv; \
	  fi; \
	done; \
	echo "Chancery needs Python 3.11 or later with venv (on Debian: apt-get install python3 python3-venv)." >&2; \
	exit 1

$(READY): requirements.txt | $(BIN)/python
	@echo "Installing what Chancery runs on (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(READY_FOR_TESTS): requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "Installing what Chancery is tested with (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@command -v npm >/dev/null && npm install --silent --no-audit --no-fund --prefix .venv vnu-jar@26.9.27 || true
	@touch $@ $(READY)

$(STATIC): $(READY) archive/assets.py $(shell find static -type f 2>/dev/null)
	@$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0

# A browser for the tests: the machine's own, else Playwright's. The tests say so when there is none.

browser: $(READY_FOR_TESTS)
	@$(BIN)/python -m tests.browser || $(BIN)/python -m playwright install chromium || true
