# Every task of the project. `make` alone lists them; README.md needs only `make run` and `make test`.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
JOBS ?= 2
# Where there is Java, `make test` runs the numbers on Apache Spark too.
SPARK := $(if $(shell command -v java),.venv/ready-spark)
PYTEST := $(BIN)/python -m pytest
STYLE := src/collegiate/foundation/ui/static/ui/built/collegiate.css

# A test run starts dozens of processes: each compiling Python anew would cost a second and a half of it.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev system run test test-fast test-postgres test-spark journeys check fix shape bench honesty docs lock
.DELETE_ON_ERROR:

help:
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile
	@echo

##@ Begin

setup: .venv/ready $(STYLE) ## make .venv, the style and the fonts

setup-dev: .venv/ready-dev $(STYLE) ## the same, with what tests and checks need

run: setup ## serve the imaginary town at http://localhost:8000 (RESET=1 begins afresh, PORT=… another port)
	@exec $(BIN)/collegiate serve --demo --port $(PORT) $(if $(RESET),--reset)

##@ Test

test: setup-dev $(SPARK) system check ## everything: the checks, then every test on SQLite and on PostgreSQL
	@$(BIN)/python ci/test.py

test-fast: setup-dev ## the quick tests, on SQLite
	@$(PYTEST) -n $(JOBS) --dist worksteal -m "not journey and not slow"

test-postgres: setup-dev ## the tests that ask a database, on PostgreSQL
	@$(BIN)/python ci/test.py --only postgres

test-spark: setup-dev ## the numbers on Apache Spark, with a master and two workers (installs Java 17 and the extra)
	@ci/java.sh
	@$(MAKE) --no-print-directory .venv/ready-spark
	@$(PYTEST) -m spark tests/analytics tests/doors/exchange

journeys: setup-dev system ## people's work, driven through Chromium, on SQLite
	@$(PYTEST) -n $(JOBS) --dist worksteal -m journey tests

##@ Keep in order

check: setup-dev ## lint, types, contracts, templates, migrations, generated docs, production settings
	@$(BIN)/python ci/check.py

fix: setup-dev ## put right what can be put right by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

shape: setup-dev ## sizes of modules and functions, and the import contracts
	@$(BIN)/python ci/shape.py
	@$(BIN)/lint-imports

docs: setup-dev ## write docs/reference/ from the code, the pictures of docs/explanation/, and the screenshots from the journeys
	@$(BIN)/collegiate docs
	@$(BIN)/python -m tests.analytics.explanations
	@COLLEGIATE_SCREENSHOTS=1 $(PYTEST) -m journey -k 1280px-script tests/journeys

lock: .venv/ready ## resolve requirements/*.txt anew: hashes, no addresses
	@ci/lock.sh

##@ Measure

# R and pyfixest are only ever measured against: what cannot be had is left out, and R's times are quoted.
bench: setup-dev ## time pages, town, imports, record and numbers beside their promises (ONLY="growth …", WITH_R=1 against R)
	@$(if $(WITH_R),ci/r.sh)
	@$(MAKE) --no-print-directory .venv/ready-bench || echo "pyfixest cannot be installed here and is left out."
	@$(BIN)/python -m tests.bench $(ONLY)

honesty: setup-dev ## minutes long: how often the intervals cover the truth in 2,000 simulated towns
	@$(BIN)/python -m tests.analytics.honesty

# What the tasks above stand on.

.venv/bin/python:
	@ci/venv.sh "$(PYTHON)"

.venv/ready: requirements/tools.txt requirements/run.txt pyproject.toml | .venv/bin/python
	@ci/install.sh requirements/run.txt
	@touch $@

.venv/ready-dev: .venv/ready requirements/dev.txt
	@ci/install.sh requirements/dev.txt
	@touch $@

.venv/ready-spark: .venv/ready-dev requirements/spark.txt
	@ci/install.sh requirements/spark.txt
	@touch $@

.venv/ready-bench: .venv/ready-dev requirements/bench.txt
	@ci/install.sh requirements/bench.txt
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json .npmrc | .venv/ready
	@ci/npm.sh ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(STYLE): ci/build_style.py $(shell find src/collegiate/foundation/ui/style -type f 2>/dev/null) node_modules/.package-lock.json | .venv/ready
	@$(BIN)/python ci/build_style.py
	@touch $@

system:
	@ci/system.sh
