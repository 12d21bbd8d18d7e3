# `make` lists what can be done. Everything runs in .venv, made from requirements.lock; only Python, make and git are needed.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
ARGS ?=
BIN := .venv/bin

.PHONY: help demo up test mutate promise check format docs bench lock install clean

help: ## List these verbs
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

demo: install ## Serve the panel on a synthetic city at 127.0.0.1:8000/admin (ARGS="--employees 300")
	@exec $(BIN)/merit demo $(ARGS)

up: install ## Serve the panel on the data there is
	@exec $(BIN)/merit up $(ARGS)

test: install ## Run every test on a real PostgreSQL (ARGS="tests/unit -k nip"); browser tests need chromium
	$(BIN)/pytest $(if $(ARGS),$(ARGS),--numprocesses auto --dist loadfile)

mutate: install ## Change law and rights step by step and see a test notice (ARGS="--only salary_step --jobs 4": law only)
	@$(BIN)/python tests/mutation/mutate.py $(ARGS)
	@$(if $(ARGS),,$(BIN)/python tests/mutation/mutate_rights.py)

promise: install ## Kill builds and server under fifty readers, and judge what they saw (ARGS="--publications 40")
	@PYTHONPATH=tests/support $(BIN)/python tests/promise/promise.py $(ARGS)

check: install ## Check format, style, types, import direction and generated files
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/merit reference --check

format: install ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix --quiet || true
	$(BIN)/ruff format --quiet

docs: install ## Write docs/cli.md and docs/settings.md from the code
	$(BIN)/merit reference

bench: install ## Run the benchmarks of tests/bench (ARGS="--employees 5000 --runs 3")
	@for script in tests/bench/*.py; do echo "== $$script"; PYTHONPATH=tests/support $(BIN)/python $$script $(ARGS) || exit 1; done

lock: ## Lock the newest versions that pyproject.toml allows, with hashes and without addresses
	@set -e; tool=$$(mktemp -d); trap 'rm -rf "$$tool"' EXIT; \
	python3 -m venv "$$tool" && "$$tool/bin/pip" install --quiet uv; \
	env -u PIP_FIND_LINKS "$$tool/bin/uv" pip compile --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --no-strip-extras \
		--group dev pyproject.toml -o requirements.lock

install: .venv/editable ## Make .venv from the lock (the other verbs do it by themselves)

clean: ## Remove .venv and caches; the data in .merit stays
	rm -rf .venv target logs .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find admin models tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/locked: requirements.lock
	@sh .ci/environment
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

# Byte code is compiled here because some machines set PYTHONDONTWRITEBYTECODE, which would double every start.
.venv/editable: .venv/locked pyproject.toml
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q admin models
	@touch $@
