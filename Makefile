# Regesta: everything a person or a machine runs, in one place. `make help` lists it.
# Needs Python 3.11 or newer and a package registry; everything else is set up in .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT   ?= 8080
SECONDS ?= 60
REGISTER ?= build/demo.register
DEMO_DOCUMENTS := $(wildcard examples/documents/*)

export PYTHONUTF8 := 1
ifeq ($(CI),true)
export NO_COLOR := 1
export PIP_NO_INPUT := 1
export PIP_PROGRESS_BAR := off
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test serve evaluate baseline bench fuzz kills lint format dev readme notebook docs examples authorities lock clean

help:  ## list what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.installed  ## set up, read examples/documents into a fresh register, print it as a calendar
	@mkdir -p $(dir $(REGISTER))
	@rm -f $(REGISTER) $(REGISTER)-wal $(REGISTER)-shm
	$(BIN)/regesta read --register $(REGISTER) $(DEMO_DOCUMENTS)
	$(BIN)/regesta list --register $(REGISTER)

test: $(VENV)/.dev $(VENV)/.chromium $(VENV)/.postgres lint  ## lint, types, layers, tests and the accuracy ratchet
	$(BIN)/python -m pytest -n auto --dist worksteal
	$(BIN)/python scripts/evaluate.py

serve: $(VENV)/.installed  ## serve the register on this machine (PORT=8080, REGISTER=build/demo.register)
	$(BIN)/regesta serve --register $(REGISTER) --port $(PORT)

evaluate: $(VENV)/.installed  ## score the rules against the labelled documents and the committed baseline
	$(BIN)/python scripts/evaluate.py

baseline: $(VENV)/.installed  ## accept the present figures as the new baseline
	$(BIN)/python scripts/evaluate.py --update

bench: $(VENV)/.dev $(VENV)/.bench  ## measure speed and memory: of every step, of long runs, and beside other programs
	$(BIN)/python scripts/bench.py
	$(BIN)/python scripts/bench_sizes.py
	$(BIN)/python scripts/bench_archive.py
	$(BIN)/python scripts/bench_beside.py
	$(BIN)/python scripts/bench_pages.py
	$(BIN)/python scripts/bench_exports.py

fuzz: $(VENV)/.dev  ## make up bytes and texts against the readers and parsers (SECONDS=60 for each, TARGETS= for all)
	$(BIN)/python scripts/fuzz.py $(TARGETS) --seconds $(SECONDS)

kills: $(VENV)/.dev  ## kill runs at 200 random moments and see that nothing is lost (ten minutes or more)
	$(BIN)/python scripts/kill_loop.py

lint: $(VENV)/.dev  ## ruff, formatting, mypy --strict, the layers of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev  ## let ruff order imports and lay out the code
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

readme: $(VENV)/.dev  ## regenerate the marked blocks of the documents and the pages of the reference
	$(BIN)/python scripts/refresh_readme.py

notebook: $(VENV)/.dev  ## run the documentation's notebook and keep what it prints and draws
	$(BIN)/python scripts/run_notebook.py

docs: $(VENV)/.dev  ## build the documentation into build/site, strictly; open build/site/index.html
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

examples: $(VENV)/.dev  ## rebuild the DOCX and PDF examples from their texts
	$(BIN)/python scripts/make_examples.py

authorities: $(VENV)/.dev  ## rebuild the tables of who held what when, and their compiled form
	$(BIN)/python scripts/build_authorities.py

lock: $(VENV)/.dev  ## write requirements/ci.txt: the exact versions now in .venv
	$(BIN)/python scripts/lock.py

dev: $(VENV)/.dev  ## set up the development environment

clean:  ## remove what was built (the environment stays)
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# --- the environment: a stamp a step, so that a second run is quick --------------------------------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Regesta needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade 'pip>=25' || echo "A newer pip cannot be had: setting up takes twice as long"
	@touch $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.made
	$(PIP) install --constraint requirements/ci.txt --editable '.[web]'
	@touch $@

# what development needs holds what the program needs; nothing is compiled ahead of its first use
$(VENV)/.dev: pyproject.toml requirements/ci.txt | $(VENV)/.made
	$(PIP) install --no-compile --constraint requirements/ci.txt --editable '.[dev,web]'
	@touch $(VENV)/.installed $@

# what is measured beside Regesta; where it cannot be had those lines are skipped and say so
$(VENV)/.bench: requirements/bench.txt | $(VENV)/.dev
	@$(PIP) install --requirement requirements/bench.txt || echo "Not all of requirements/bench.txt can be installed: the bench says what it skips"
	@touch $@

# the pages are tested in Debian's Chromium; where it is missing and may not be installed, those tests are skipped and say so
$(VENV)/.chromium: | $(VENV)/.made
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium fonts-noto-core >/dev/null; } \
	  || echo "Chromium is not there and cannot be installed: the tests in a browser will be skipped"
	@touch $@

# registers on a server are tested with Debian's PostgreSQL, which the tests start and stop themselves
$(VENV)/.postgres: | $(VENV)/.made
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y postgresql >/dev/null; } \
	  || echo "PostgreSQL is not there and cannot be installed: the tests of registers on a server will be skipped"
	@touch $@
