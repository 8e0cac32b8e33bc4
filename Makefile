# make demo: the whole walk on a gallery of our own · make test: pages and tests · make bench, make soak: figures and long runs
# make peers: other people's clients of Wallhaven, from PyPI, against the gallery
# Each makes .venv by itself, from the ranges of settings.ini and the exact versions of constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
SEED ?= 0

.PHONY: demo test pages slow pictures bench soak fuzz guards peers images setup clean
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

pictures: $(READY)
	$(BIN)/python tests/pages.py run --pictures

bench: $(READY)
	$(BIN)/python tests/bench.py

images: $(READY)
	$(BIN)/python tests/images.py

soak: $(READY)
	$(BIN)/python tests/soak.py

peers: $(READY)
	$(BIN)/python tests/peers/run.py

clean:
	rm -rf .venv demo artefacts build *.egg-info
