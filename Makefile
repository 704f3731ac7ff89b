# Two commands: `make run` brings up the whole portal, `make test` runs the whole suite.

# The first Python that is new enough; `make PYTHON=python3.12 run` overrides it.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; break; fi; done)
PY := .venv/bin/python
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header

.PHONY: help run test test-deep check bench lock openapi setup setup-dev python

help:
	@echo "make run       the portal with the demo company (make run ARGS='--no-demo --port 9000')"
	@echo "make test      the whole suite (make test ARGS='tests/goals -k offer')"
	@echo "make test-deep tens of thousands of acts on agreements, at random (ACCORD_RUNS=100 for more)"
	@echo "make check     style, types, ranks, migrations, deployment, OpenAPI"
	@echo "make bench     what is measured (make bench NAME=page for one)"
	@echo "make openapi   the API's schema; make -s openapi prints nothing else"
	@echo "make lock      new lock files from requirements*.in and package.json"

python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Accord needs Python 3.11 or newer, and none was found; make PYTHON=/path/to/it names one." >&2; exit 1; }

setup: python
	@$(PYTHON) bin/setup.py

setup-dev: python
	@$(PYTHON) bin/setup.py dev

run: setup
	@exec $(PY) manage.py portal $(ARGS)

test: setup-dev
	@$(PY) bin/test.py $(ARGS)

test-deep: setup-dev
	@ACCORD_RUNS=$${ACCORD_RUNS:-20} $(PY) bin/test.py tests/agreements/test_property.py $(ARGS)

check: setup-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m djlint templates --lint --quiet
	$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	PYTHONWARNINGS=ignore::RuntimeWarning $(PY) manage.py makemigrations --check --dry-run
	ACCORD_BASE_URL=https://accord.example ACCORD_SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))')" \
	  $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py spectacular --validate --fail-on-warn --file /dev/null

bench: setup-dev
	@exec $(PY) -m bench $(NAME)

openapi: setup
	@$(PY) manage.py spectacular

# requirements.txt decides; the two others take its versions.
lock: setup-dev
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-prod.in -c requirements.txt -o requirements-prod.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund
	$(PY) bin/strip_lock.py package-lock.json
