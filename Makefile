# Two commands on a fresh machine: `make run` and `make test`. `make check` is what else must hold.

# The first Python that runs and is new enough; name another with make PYTHON=/path/to/python
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  "$$each" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$each" && break; done)
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
EXAMPLE := $(BIN)/folkmoot --home var/example

.PHONY: run test check requirements clean

run: .venv/run
	@$(EXAMPLE) example examples
	@echo "To see what staff see: $(EXAMPLE) accounts steward you@example.org --name You"
	@trap 'kill $$worker 2>/dev/null' EXIT INT TERM; \
	 $(EXAMPLE) worker & worker=$$!; \
	 $(EXAMPLE) serve --host $(HOST) --port $(PORT)

test: .venv/dev
	$(BIN)/python -m pytest -n auto -m "not browser and not postgres"

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports

# Versions are pinned in requirements*.txt; uv installs them when it is there, pip otherwise.
.venv/run: requirements.txt pyproject.toml
	@$(call install,requirements.txt)
	@touch $@

.venv/dev: requirements-dev.txt pyproject.toml
	@$(call install,requirements-dev.txt)
	@touch $@ .venv/run

define install
echo "Setting up .venv with $(PYTHON) …"; \
test -n "$(PYTHON)" || \
  { echo "Folkmoot needs Python 3.11 or newer; name it with: make PYTHON=/path/to/python"; exit 1; }; \
test -x $(BIN)/python || "$(PYTHON)" -m venv .venv || exit 1; \
if command -v uv >/dev/null 2>&1; then \
  VIRTUAL_ENV=.venv uv pip install --quiet -r $(1) && VIRTUAL_ENV=.venv uv pip install --quiet --no-deps -e .; \
else \
  $(BIN)/python -m pip install --quiet --disable-pip-version-check -r $(1) && \
  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .; \
fi
endef

# Pins anew, without hashes or hosts.
requirements:
	uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header \
	  --extra web --extra charts pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header \
	  --extra web --extra charts --extra parquet --extra pdf --extra cluster --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:
	rm -rf .venv var .pytest_cache .hypothesis .ruff_cache .mypy_cache
