# make demo: the whole walk on a gallery of our own · make test: pages and tests · make bench, make soak: figures and long runs
# Each makes .venv by itself, from the ranges of settings.ini and the exact versions of constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
SEED ?= 0

.PHONY: demo test pages slow bench guards setup clean
setup: $(READY)

$(READY): settings.ini setup.py pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "wallpicker needs Python 3.11 or newer: make PYTHON=python3.12")'
	@echo 'Setting up .venv (fastai and PyTorch are large: a few minutes the first time)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(READY)
	$(BIN)/wallpicker demo --root demo --seed $(SEED)

pages: $(READY)
	$(BIN)/python tests/pages.py check
	$(BIN)/python tests/pages.py run

test: pages
	$(BIN)/python -m pytest

slow: $(READY)
	$(BIN)/python tests/pages.py run --slow

bench: $(READY)
	$(BIN)/python tests/bench.py

# Takes every guard out of a copy in turn and sees its test fail; make guards ROWS='6 8' for some rows of its table
guards: $(READY)
	$(BIN)/python tests/guards.py $(ROWS)

clean:
	rm -rf .venv demo artefacts build *.egg-info
