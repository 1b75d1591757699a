# make run       extracts raw/ into output/                make test   runs the tests
# make check     lint, format, types, import directions    make lock   pins the dependencies anew
# make gate      compares the rules with gold: gains and losses against what is pinned
# make audit     asks whether what is pinned has known vulnerabilities; 3 without a network
# make bench     what the extraction costs, as ratios       make bench-scale   what many documents cost
# make review    serves the page on which people decide    make screenshots   takes its pictures anew
# make fuzz      a minute of coverage-guided fuzzing of each reader
# make faults    kills runs and publishes at many moments, and looks whether the next one completes them
# make cookbook  asks the questions of docs/cookbook.md anew
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
FUZZ_SECONDS ?= 60

.PHONY: run review test check gate audit bench bench-scale cookbook faults fuzz screenshots lock schema rules tables records \
	settings clean

run: $(VENV)/.run
	@$(BIN)/recital run $(ARGS)

review: $(VENV)/.run
	@$(BIN)/recital review $(ARGS)

test: $(VENV)/.dev
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(ARGS)

faults: $(VENV)/.dev
	FAULTS=100 $(BIN)/python -m pytest tests/faults tests/flows/test_dask.py tests/flows/objects/test_workers.py $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: $(VENV)/.run
	@$(BIN)/recital evaluate tests/gold/seeds.jsonl --pins tests/gold/pins.json $(ARGS)

audit: $(VENV)/.dev
	@$(BIN)/python -m tests.audit requirements.lock requirements-dev.lock

bench: $(VENV)/.bench
	@$(BIN)/python -W ignore -m tests.bench.extraction --others $(ARGS)
	@$(BIN)/python -m tests.bench.registry
	@$(BIN)/python -m tests.bench.hostile
	@$(BIN)/python -m tests.bench.review

screenshots: $(VENV)/.dev
	@$(BIN)/python -m tests.bench.screenshots

bench-scale: $(VENV)/.bench
	@$(BIN)/python -W ignore -m tests.bench.scale $(ARGS)

fuzz: $(VENV)/.dev
	@for reader in docx html json pdf text; do \
		echo "fuzzing $$reader for $(FUZZ_SECONDS) seconds"; \
		PYTHONPATH=. $(BIN)/python tests/fuzz/fuzz_readers.py $$reader -max_total_time=$(FUZZ_SECONDS) -verbosity=0 || exit 1; \
	done

PIN := $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --quiet --upgrade \
	--custom-compile-command "make lock"

lock: $(VENV)/.dev
	$(PIN) --group build --output-file requirements.lock pyproject.toml
	$(PIN) --constraint requirements.lock --group dev --output-file requirements-dev.lock pyproject.toml
	$(PIN) --constraint requirements-dev.lock --group bench --output-file requirements-bench.lock pyproject.toml

cookbook: $(VENV)/.dev
	@$(BIN)/python -m tests.flows.publish.cookbook

schema: $(VENV)/.run
	$(BIN)/recital schema > $@.tmp && mv $@.tmp schemas/record.schema.json

rules: $(VENV)/.run
	$(BIN)/recital rules --markdown > $@.tmp && mv $@.tmp docs/rules.md

tables: $(VENV)/.run
	$(BIN)/recital schema --tables > $@.tmp && mv $@.tmp docs/tables.md

records: $(VENV)/.run
	$(BIN)/recital schema --records > $@.tmp && mv $@.tmp docs/records.md

settings: $(VENV)/.run
	$(BIN)/recital schema --settings > $@.tmp && mv $@.tmp docs/settings.md

clean:
	rm -rf $(VENV) output/*

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python requirements.lock pyproject.toml
	@test -e $@ || echo "Installing Recital into $(VENV) (about a minute, once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@echo "Installing what the tests need into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements-bench.lock
	@echo "Installing the tools to compare with into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements-bench.lock
	@touch $@
