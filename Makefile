# make demo: the whole walk on a gallery of our own · make test: pages and tests · make bench, make soak: figures and long runs
# make fuzz: thousands of damaged pictures and replies, other ones each time (FUZZ=5000)
# Each makes .venv by itself, from the ranges of settings.ini and the exact versions of constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
SEED ?= 0
FUZZ ?= 5000

.PHONY: demo test pages slow bench fuzz setup clean
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

fuzz: $(READY)
	WALLPICKER_FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/test_fuzz.py

clean:
	rm -rf .venv demo artefacts build *.egg-info
