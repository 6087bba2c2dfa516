# Two commands set everything up on a fresh Debian 12: `make demo` and `make test`.
# Only make, git, python3 and python3-venv are needed; the rest goes into .venv.

V := .venv
PY := $(V)/bin/python
UV := $(V)/bin/uv
# One thread per numeric library: with more, they spin against the worker's own processes.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1

.PHONY: help setup setup-dev demo serve test check format screenshots lock clean bench-matching bench-language bench-mass

help:            ## What there is to make
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(V)/.ok  ## Build .venv from the hashed lock

$(V)/bin/uv:
	@python3 -m venv $(V) || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }
	@$(V)/bin/pip install -q --disable-pip-version-check uv==0.13.9

$(V)/.ok: $(V)/bin/uv requirements.lock
	@date +%s > $(V)/.started
	@$(UV) pip install -q --python $(PY) --require-hashes --no-deps -r requirements.lock
	@echo "Packages ready after $$(( $$(date +%s) - $$(cat $(V)/.started) )) s (download and install)."
	@touch $@

setup-dev: $(V)/.ok-dev

$(V)/.ok-dev: $(V)/.ok requirements-dev.lock
	@$(UV) pip install -q --python $(PY) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

demo: $(V)/.ok   ## Play the seed story from start to end; exits 0, or 1 with the reason
	@$(PY) manage.py demo

serve: $(V)/.ok  ## The same newsroom, running on
	@$(PY) manage.py serve

test: $(V)/.ok-dev  ## The tests, on SQLite and, where a server is at hand, on PostgreSQL
	@$(PY) -m tests.run -n 2 --dist loadgroup

check: $(V)/.ok-dev ## Format, lint, types, import contracts, templates, migrations, deployment, dependencies
	@$(PY) -m tests.check

format: $(V)/.ok-dev ## Put the code in order
	@$(V)/bin/ruff format -q . && $(V)/bin/ruff check -q --fix .

screenshots: $(V)/.ok-dev ## Take the pictures of docs/screenshots anew
	@$(PY) -m tests.browser.pictures

bench-matching: $(V)/.ok-dev ## Matching beside its peers, on RECHECK_DATA; 1 where a figure falls short
	@$(PY) -m benchmarks.matching

bench-language: $(V)/.ok-dev ## Statements and stance against their figures, on RECHECK_DATA; 1 where one falls short
	@$(PY) -m benchmarks.language

bench-mass: $(V)/.ok-dev ## Ten thousand articles in an hour that touch one claim
	@$(PY) -m benchmarks.mass

lock: $(V)/bin/uv ## Renew the locks from pyproject.toml
	@$(UV) lock -q --python $(PY)
	@$(UV) export -q --frozen --no-dev --format requirements-txt --no-header --no-annotate -o requirements.lock > /dev/null
	@$(UV) export -q --frozen --only-group dev --format requirements-txt --no-header --no-annotate -o requirements-dev.lock > /dev/null

clean:           ## Remove what was built here (never the newsroom's data)
	@rm -rf $(V) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis staticfiles
