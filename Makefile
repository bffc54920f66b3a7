# The two commands of the README are `make book` and `make test`; both set everything up in .venv from nothing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CORES := auto
# Where there is no browser, its examples are not run, and only there that may pass.
BROWSER := $(or $(CHROMIUM),$(shell command -v chromium || command -v google-chrome))
WITHOUT_BROWSER := $(if $(BROWSER),,--allow "not run")
# Cucumber's own HTML formatter, of the version in its lock file: our stream is tried with it, nothing else needs it.
FORMATTER := tests/formatter/node_modules/.ready

# The tests start Python a thousand times. Bytecode is kept, whatever the surroundings wish: no start compiles anything.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: book test setup lint types tests coverage specs check site browser formatter screenshots bytecode faults bench survival
.PHONY: extension compatibility corpora engines format-corpora docs serve clean

book: $(READY)
	@status=0; \
	echo "Running the specs …"; $(BIN)/specbook run -- -q -n $(CORES) || status=1; \
	$(BIN)/specbook build || status=1; \
	exit $$status

test: lint types tests specs check site browser screenshots
	@$(BIN)/specbook status $(WITHOUT_BROWSER)
	@echo "Everything passed."

setup: $(READY)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try make PYTHON=python3.12")'
	@echo "Setting up $(VENV), which takes a minute or two …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

bytecode: $(READY)
	@$(BIN)/python -m compileall -q src

tests: bytecode
	$(BIN)/python -m pytest -q -n $(CORES) --ignore=tests/browser

# Which lines and branches the tests reach, also in the processes that they start; that takes longer.
coverage: bytecode
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n $(CORES) --ignore=tests/browser
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

specs: bytecode
	$(BIN)/specbook run -- -q -n $(CORES)

check: $(READY)
	$(BIN)/specbook check
	$(BIN)/specbook format --check

site: $(READY)
	$(BIN)/specbook build --strict

browser: bytecode formatter
	$(BIN)/python -m pytest -q tests/browser -n $(CORES) --dist loadfile

formatter: $(if $(shell command -v npm),$(FORMATTER))
	@test -f $(FORMATTER) || echo "There is no npm here: Cucumber's HTML formatter is not tried with our stream."

$(FORMATTER): tests/formatter/package-lock.json
	@npm ci --loglevel=error --prefix tests/formatter
	@touch $@

screenshots: $(READY)
	$(BIN)/python tools/screenshots.py

faults: $(READY)
	$(BIN)/python tools/faults.py $(FAULTS)

# For a quick look: make bench BENCH="--rounds 3 --sizes 3"
bench: $(READY)
	$(BIN)/python -m tools.bench $(BENCH)
	$(if $(BENCH),,$(BIN)/python -m tools.bench_book)
	$(if $(BENCH),,$(BIN)/python -m tools.bench_editor)

survival: $(READY)
	$(BIN)/python -m tools.survival

# For a quick look: make format-corpora FORMAT_CORPORA="--generated 50"
format-corpora: $(READY)
	$(BIN)/python -m tools.format_corpora $(or $(FORMAT_CORPORA),--write)

engines: $(READY)
	$(BIN)/python -m tools.engines

# The extension of VS Code, as one file; its README says how to package and install it.
extension:
	npm ci --loglevel=error --prefix editors/vscode
	npm run --silent --prefix editors/vscode bundle
	npm test --silent --prefix editors/vscode

compatibility: $(READY)
	$(BIN)/python -m tools.compatibility

corpora: $(READY)
	$(BIN)/python -m tools.check_corpora

docs: $(READY)
	$(BIN)/python tools/architecture.py
	$(BIN)/python -m tools.measured
	$(BIN)/python -m tools.check_docs

serve: $(READY)
	$(BIN)/specbook serve

clean:
	rm -rf .specbook site artefacts tests/formatter/node_modules editors/vscode/node_modules editors/vscode/dist $(VENV)
