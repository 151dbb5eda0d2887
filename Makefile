# One entrance for people and for CI: `make` alone lists what there is.
# Nothing but Python 3.11+, make and a C compiler is asked of the machine; the rest goes into .venv/.

VENV  := .venv
PY    := $(VENV)/bin/python
STAMP := $(VENV)/.setup-done
# What `make run` reads and further options for it: make run INPUT=corpus/articles/ja ARGS="--as-of 2025-11-01"
INPUT ?=
ARGS  ?=
# What `make test` runs: make test TESTS=tests/figures
TESTS ?=
# Where the corpora of training/corpora.yaml are, for `make model`: make model DATA=path
DATA  ?=

.DEFAULT_GOAL := help
.PHONY: help setup run inspect explore test check gate lint format docs screenshots bench validate bench-batch bench-scale bench-errors bench-postgres bench-inspector peers model scores doctor lock clean distclean
# A half-made file is worse than none.
.DELETE_ON_ERROR:

help:  ## list the targets (default)
	@sed -n 's/^\([a-z-]*\):[^#]*##  *\(.*\)$$/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r target text; do \
		printf '%-18s %s\n' "$$target" "$$text"; done

setup: $(STAMP)  ## put the locked environment into .venv/ (every target that needs it does this)
	@echo "setup: $(VENV)/ is as locked"

run: $(STAMP)  ## corpus/ -> outputs/ (INPUT=path for other articles, ARGS= for options)
	$(PY) -m pipeline run $(INPUT) $(ARGS)

inspect: $(STAMP)  ## outputs/ -> outputs/inspector/index.html: look through, search, correct (ARGS="--one-file")
	$(PY) -m pipeline inspect $(ARGS)

explore: $(STAMP)  ## outputs/ -> tables, queries and full-text search at http://127.0.0.1:8001/ (ARGS="--port 9000")
	$(PY) -m pipeline explore $(ARGS)

test: $(STAMP)  ## all tests and doctests (TESTS=path for some of them)
	$(PY) -m pytest $(TESTS)

check: lint  ## lint, types (strict) and the architecture rules
	$(PY) -m mypy
	$(PY) -m pytest tests/test_architecture.py

lint: $(STAMP)  ## ruff: rules and format, changes nothing
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: $(STAMP)  ## ruff: put imports and layout right
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

docs: $(STAMP)  ## write the generated parts of docs/ and README.md, and docs/sample/
	$(PY) docs/generate.py

screenshots: $(STAMP)  ## pictures of every view of the explorer -> docs/images/ (ARGS="kwic plots" for some of them)
	$(PY) docs/screenshots.py $(ARGS)

gate: $(STAMP)  ## precision, recall and F1 on corpus/gold against pinned floors (ARGS="--lang ja --misses")
	$(PY) tests/gate.py $(ARGS)

bench: $(STAMP)  ## speed and growth of extract, side by side with bare fugashi
	$(PY) bench/extract.py $(ARGS)
	$(PY) bench/growth.py

bench-batch: $(STAMP)  ## throughput of runs, serial beside worker processes and Dask (ARGS="--articles 5000 --workers 4")
	$(PY) bench/batch.py $(ARGS)

validate: $(STAMP)  ## outputs/ read by frictionless, mlcroissant, DuckDB, SQLite and spaCy (ARGS="--out outputs")
	$(PY) bench/validate.py $(ARGS)

bench-scale: $(STAMP)  ## what an article costs: CPU by language, writing, memory, bytes (ARGS="--articles 60")
	$(PY) bench/scale.py $(ARGS)

bench-errors: $(STAMP)  ## errors put into trilingual articles: what reconcile and audit notice; summaries read back
	$(PY) bench/errors.py $(ARGS)
	$(PY) bench/summaries.py

bench-postgres: $(STAMP)  ## loads into the server of TECHFLOW_DSN: time, memory, rows (ARGS="--articles 300 --copies 10")
	$(PY) bench/postgres.py $(ARGS)

bench-inspector: $(STAMP)  ## the explorer in Chromium: load, search, size (ARGS="--articles 50 2000")
	$(PY) bench/inspector.py $(ARGS)

peers: $(STAMP)  ## our figures and times beside other libraries, each in an environment of its own
	$(PY) bench/peers/run.py $(ARGS)

model: $(STAMP)  ## corpora -> models/ja (DATA=folder of the corpora; hours on one core; training/README.md)
	@$(NEED_DATA)
	$(PY) -m spacy project run all training --vars.data $(abspath $(DATA)) $(ARGS)

scores: $(STAMP)  ## score models/ja on the test parts (DATA=folder of the corpora, ARGS="--ginza PYTHON --speed")
	@$(NEED_DATA)
	$(PY) training/evaluate.py $(abspath $(DATA)) $(ARGS)

doctor:  ## what this machine and .venv/ offer; installs nothing
	@echo "base python:  $$($(FIND_PYTHON); echo "$${python:-none, 3.11 or newer is needed}")"
	@echo "uv:           $$(command -v uv || ls $(VENV)/bin/uv 2>/dev/null || echo 'none (pip will do)')"
	@echo "compiler:     $$(command -v cc || command -v gcc || echo 'none (wheels will do)')"
	@test -x $(PY) || { echo "environment:  none yet, make setup"; exit 0; }; \
		$(PY) --version; $(PY) -m pip check; \
		$(MAKE) -q $(STAMP) 2>/dev/null && echo "environment:  as locked" || echo "environment:  older than the lock, make setup"

lock: $(STAMP)  ## resolve pyproject.toml anew into requirements.lock
	$(UV) pip compile pyproject.toml --extra test --universal --generate-hashes --no-header --quiet --upgrade \
		--output-file requirements.lock
	@! grep -nE '://|--(extra-)?index-url|--find-links' requirements.lock

clean:  ## remove what was made: outputs, caches (not .venv/)
	find outputs -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
	find pipeline tests docs bench -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean  ## clean, and remove .venv/ and the peers' environments too
	rm -rf $(VENV) .cache

NEED_DATA = test -n "$(DATA)" || { \
	echo "make $@: no corpora given: make $@ DATA=folder; training/corpora.yaml lists what it must hold" >&2; exit 2; }

# A version manager may put a python3.12 on the path that does not run: ask each, trust none.
FIND_PYTHON = python=; for candidate in python3.11 python3 python3.12 python3.13 python3.14; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { python=$$candidate; break; }; done
UV = $$(command -v uv || echo $(VENV)/bin/uv)
INSTALL_WITH_UV = { command -v uv >/dev/null || $(PY) -m pip install --quiet --only-binary :all: "uv>=0.5"; } \
	&& $(UV) pip install --quiet --python $(PY) --compile-bytecode --require-hashes --requirement requirements.lock
INSTALL_WITH_PIP = $(PY) -m pip install --quiet --require-hashes --requirement requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@$(FIND_PYTHON); \
	test -n "$$python" || { echo "make setup: needs Python 3.11 or newer (looked for python3.11 and python3)" >&2; exit 2; }; \
	"$$python" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "make setup: $$python lacks venv/ensurepip; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }; \
	$(PY) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || "$$python" -m venv --clear $(VENV)
	@echo "setup: installing the locked packages into $(VENV)/ (about a minute, once)"
	@$(INSTALL_WITH_UV) || { echo "setup: uv did not do it, trying pip"; $(INSTALL_WITH_PIP); }
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
