# The two commands a newcomer needs are `make demo` and `make test`. Everything else is in `make help`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# How many processes run the tests: one a processor up to four, or a number; 0 is none but the first.
WORKERS ?= auto
# How many mutants of the measures are tried, 0 is all; and the seed that they are drawn with.
SAMPLE ?= 200
SEED ?= 1
# How many hostile requests the page server gets.
REQUESTS ?= 10000
# How many files each loader is given when they are fuzzed.
CASES ?= 10000
# How often `make faults` kills a command on each engine.
KILLS ?= 200
# Every way in which Linkwork speaks to a server, and every question on it; what kills and starts servers stays out.
ON_NEO4J := tests/graph/test_neo4j.py tests/test_compose.py \
	tests/test_both_engines.py::test_every_question_gives_equal_rows_on_both[eastwick] \
	tests/test_both_engines.py::test_every_question_gives_equal_rows_on_both[harbour]
MUTANTS := .venv-mutants
FUZZ := .venv-fuzz
DRAWING := .venv-drawing
NEOMODEL := .venv-neomodel
SUPPLY := .venv-supply
DOCS := .venv-docs

.PHONY: demo test lint lock docs gallery mutants fuzz hostile people protections faults access fuzz-serve audit sbom \
	supply wheel bench bench-national bench-drawing test-newest pages deployment help

demo: $(VENV)/.run  ## load the real Tower Hamlets data, answer, and leave demo-output/
	$(BIN)/linkwork demo

test: $(VENV)/.dev  ## run the whole test suite
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test-newest: $(VENV)/.dev  ## what speaks to a Neo4j server once more, on the newest calendar release
	LINKWORK_NEO4J_VERSION=newest $(BIN)/python -m pytest -q -p no:xdist -k "not only_be_read and not lost_half_way" $(ON_NEO4J)

lint: $(VENV)/.dev  ## style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

docs: $(DOCS)/.made  ## make a site of the documentation in site/: open site/index.html
	rm -rf site
	$(DOCS)/bin/sphinx-build -q -E -W --keep-going -c docs -d $(DOCS)/read . site

pages: $(VENV)/.dev  ## write the generated pages of docs/ anew
	$(BIN)/python -m tools.pages

gallery: $(VENV)/.dev  ## draw the contact sheets of docs/gallery/ anew (some minutes)
	$(BIN)/python -m tools.pages gallery

lock:  ## pin every package anew, with hashes (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" pyproject.toml --group build -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" pyproject.toml --group build --group test --group lint \
		-c requirements/run.txt -o requirements/dev.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" pyproject.toml --group mutants \
		-c requirements/dev.txt -o requirements/mutants.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" pyproject.toml --group build --group fuzz \
		-c requirements/dev.txt -o requirements/fuzz.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" pyproject.toml --group drawing \
		-c requirements/dev.txt -o requirements/drawing.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" --group neomodel -o requirements/neomodel.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" pyproject.toml --group build --group supply \
		-c requirements/dev.txt -o requirements/supply.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" --group docs -c requirements/dev.txt -o requirements/docs.txt

mutants: $(MUTANTS)/.made  ## break the measures on purpose and see whether the tests notice (SAMPLE=200 SEED=1)
	$(MUTANTS)/bin/python -m tools.mutants $(SAMPLE) $(SEED) mutants.txt

fuzz: $(FUZZ)/.made  ## broken and hostile files for every loader (CASES=10000 SEED=1; an hour); writes docs/reliability.md
	POLARS_MAX_THREADS=1 $(FUZZ)/bin/python -m tools.fuzz $(CASES) $(SEED)

faults: $(VENV)/.dev  ## kill commands at random moments and fill their disks; writes docs/reliability.md (half an hour)
	$(BIN)/python -m tools.faults $(KILLS) $(SEED)

hostile: $(VENV)/.dev  ## names that mean harm in every output, and whether one is obeyed; writes docs/reliability.md (needs Chromium)
	$(BIN)/python -m tools.hostile

protections: $(VENV)/.dev  ## take out each protection on purpose and see whether a test notices; writes docs/reliability.md
	$(BIN)/python -m tools.protections

access: $(VENV)/.dev  ## try to write through what only reads, to reach out and to get in (half an hour); writes docs/reliability.md
	$(BIN)/python -m tools.access

deployment: $(VENV)/.dev  ## dump, load, upgrade and restore real servers as docs/deployment.md says; writes docs/reliability.md (minutes)
	$(BIN)/python -m tools.deployment

fuzz-serve: $(VENV)/.dev  ## 10,000 hostile requests of `linkwork serve`, slow visitors and crowds
	$(BIN)/python -m tools.access serve $(REQUESTS)

audit: $(SUPPLY)/.made  ## are weaknesses known in what is installed? asks the package index, and says so where it cannot
	$(SUPPLY)/bin/python -m tools.supply audit

sbom: $(SUPPLY)/.made  ## write docs/sbom.cdx.json and docs/licences.md anew: what is installed, with hashes and licences
	$(SUPPLY)/bin/python -m tools.supply sbom

supply: sbom  ## the same, and the figures of lock files and audit for docs/reliability.md
	$(SUPPLY)/bin/python -m tools.supply keep

wheel: $(VENV)/.run  ## build the wheel into dist/, install it alone, run `linkwork demo` and every example of the help
	$(BIN)/python -m tools.wheel

people: $(VENV)/.dev  ## search everything that every command puts out for private values; writes docs/reliability.md (minutes)
	$(BIN)/python -m tools.people

bench-drawing: $(DRAWING)/.made  ## how soon a browser shows the atlas's map, and how soon other libraries do
	$(DRAWING)/bin/python -m benchmarks.drawing

bench: $(VENV)/.dev $(NEOMODEL)/.made  ## how fast it is beside others, at the size of a borough; writes docs/performance.md (tens of minutes)
	$(BIN)/python -m benchmarks

bench-national: $(VENV)/.dev  ## the same for a country of 1,000,000 nodes and 8,000,000 links (an hour, 8 GiB)
	$(BIN)/python -m benchmarks --national

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /'

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Linkwork needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(MUTANTS)/.made: requirements/mutants.txt
	$(PYTHON) -m venv $(MUTANTS)
	$(MUTANTS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mutants.txt
	@touch $@

$(FUZZ)/.made: requirements/fuzz.txt
	$(PYTHON) -m venv $(FUZZ)
	$(FUZZ)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.txt
	@touch $@

$(DRAWING)/.made: requirements/drawing.txt
	$(PYTHON) -m venv $(DRAWING)
	$(DRAWING)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/drawing.txt
	@touch $@

$(NEOMODEL)/.made: requirements/neomodel.txt
	$(PYTHON) -m venv $(NEOMODEL)
	$(NEOMODEL)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/neomodel.txt
	@touch $@

$(SUPPLY)/.made: requirements/supply.txt
	$(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/supply.txt
	@touch $@

$(DOCS)/.made: requirements/docs.txt
	$(PYTHON) -m venv $(DOCS)
	$(DOCS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/docs.txt
	@touch $@
