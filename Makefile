# make run    the app on the five pages           make test   all tests, the browser's too
# make lint   ruff and mypy                        make lock   requirements.txt anew from pyproject.toml
# make bench  the recogniser beside others          make bench-ui  how fast the app is in a browser
PYTHON ?= python3
PORT ?= 8501
HOST ?= localhost
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint lock bench bench-ui browser clean

run: $(VENV)/.run
	exec $(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT)

test: $(VENV)/.test browser
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy app.py extract geo
	$(BIN)/jjj-atlas gazetteer check

bench: $(VENV)/.test
	$(BIN)/python -m tests.bench

bench-ui: $(VENV)/.test browser
	$(BIN)/python -m tests.bench_ui

lock: $(VENV)/.test
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements.txt pyproject.toml

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; name one with PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -qq -y python3-venv && $(PYTHON) -m venv $(VENV); \
	  else echo "The venv module is missing: apt-get install python3-venv"; exit 1; fi; }

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt --editable '.[test]'
	@touch $@

browser:
	@for b in chromium chromium-browser google-chrome; do command -v $$b >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -qq -y chromium fonts-noto-cjk >/dev/null; \
	else echo "The browser tests need Chromium and a Chinese font: apt-get install chromium fonts-noto-cjk (macOS: brew install --cask chromium)"; fi

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
