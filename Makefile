# One page of commands. Everything they install lands in .tools/, .venv/ and .cache/ of this folder.

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench load reliability screenshots coverage locks
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
unexport PYTHONDONTWRITEBYTECODE # the tests start Footnote many times; compiling it anew takes as long as the rest

# Unit tests and browser tests share two workers; pytest keeps the browser tests in a row (tests/conftest.py).
WORKERS ?= 2
PYTEST_ARGS ?=
PYTEST := $(PY) -m pytest -n $(WORKERS) --dist loadgroup $(PYTEST_ARGS)

help: ## print this help
	@echo "Footnote. HOST, PORT, INSTANCE and DATABASE_URL may be set for run, e.g.  make run PORT=9000"
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name what; \
		do printf '  make %-12s %s\n' "$$name" "$$what"; done

setup: ## install what run, test and check need into .venv
	@sh tools/setup.sh dev

run: ## start Footnote on http://127.0.0.1:8000 (installs what it needs first)
	@sh tools/setup.sh run
	@exec $(PY) -m webapp

test: ## run every test: both databases, real Chromium (finds or installs what it needs)
	@sh tools/setup.sh dev
	@CHROMIUM_PATH="$$($(PY) tools/chromium.py)" && export CHROMIUM_PATH && exec $(PYTEST)

check: ## the quick look while writing: lint, types, the bank, templates, quick unit tests on SQLite
	@sh tools/setup.sh dev
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(PY) -m question_bank check
	@$(PY) -m djlint webapp --lint --quiet
	@exec $(PYTEST) -q --database sqlite -m "not slow" --ignore tests/browser --ignore tests/reliability

coverage: ## run the unit tests and say which lines they reach
	@sh tools/setup.sh dev
	@$(PY) -m coverage erase
	@$(PY) -m coverage run -m pytest -q --ignore tests/browser
	@$(PY) -m coverage combine --quiet
	@exec $(PY) -m coverage report

bench: ## measure Footnote against the bare minimum, on this machine
	@sh tools/setup.sh bench
	@exec $(PY) -m tests.benchmarks

load: ## a class of 300 takes a quiz at once, on both databases (WORDS=publish: a deck of 2,000 items is published meanwhile)
	@sh tools/setup.sh bench
	@exec $(PY) -m tests.load $(WORDS)

reliability: ## the kills, races and clock steps that make test shows briefly, in full (WORDS="a1 a2" chooses)
	@sh tools/setup.sh dev
	@CHROMIUM_PATH="$$($(PY) tools/chromium.py)" && export CHROMIUM_PATH && exec $(PY) -m tests.reliability $(WORDS)

screenshots: ## take the README's pictures of the main pages
	@sh tools/setup.sh dev
	@CHROMIUM_PATH="$$($(PY) tools/chromium.py)" && export CHROMIUM_PATH && exec $(PY) -m tools.screenshots

locks: ## pin the newest versions that pyproject.toml allows into requirements*.txt
	@sh tools/setup.sh dev
	@sh tools/lock.sh
