# Each command makes .venv by itself, from the ranges of settings.ini and the exact versions of constraints.txt:
# make demo installs the base alone, all others the extra `dev` into the same .venv.
PYTHON ?= python3
BIN := .venv/bin
BASE := .venv/base
READY := .venv/ready
SEED ?= 0
FUZZ ?= 5000
# Compiled on all cores and without the packages' own tests, which saves a tenth of the disk and half of the time that pip takes for it.
# A file that does not compile is written for a newer Python than this one; pip says nothing of those either.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt
COMPILE := $(BIN)/python -m compileall -qq -j 0 -x '[/\\]tests?[/\\]' .venv/lib || true

unexport PYTHONDONTWRITEBYTECODE   # hundreds of Pythons start here; each would compile the package anew

.PHONY: help demo test docs check pages slow pictures bench soak fuzz year guards peers portable images corpus setup clean
help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1 — /p' $(MAKEFILE_LIST)

setup: $(READY)  ## make .venv with everything in it

$(BASE): settings.ini setup.py pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "wallpicker needs Python 3.11 or newer: make PYTHON=python3.12")'
	@echo 'Setting up .venv with the base: 450 MB'
	$(PYTHON) -m venv .venv
	$(INSTALL) -e .
	@$(COMPILE)
	@touch $@

$(READY): $(BASE)
	@echo 'Adding JupyterLab, fastai and PyTorch to .venv: 6.7 GB on Linux, where PyTorch brings CUDA; some minutes'
	$(INSTALL) -e '.[dev]'
	@$(COMPILE)
	@touch $@

demo: $(BASE)  ## the whole walk with a simulated owner on a gallery of our own (SEED=1 for another owner)
	$(BIN)/wallpicker demo --root demo --seed $(SEED)

pages: $(READY)  ## every page: clean, exported, and showing what it showed
	$(BIN)/python -m tools.pages check
	$(BIN)/python -m tools.pages run

test: pages  ## pages and tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

docs: $(READY)  ## the book as a site, artefacts/site/index.html, every link checked
	$(BIN)/python -m tools.site

check: $(READY)  ## ruff, types by mypy, pyright and stubtest, workflows
	$(BIN)/python -m tools.check

slow: $(READY)  ## the pages with cells that train longer
	$(BIN)/python -m tools.pages run --slow

pictures: $(READY)  ## the pages measured on real pictures, whose folder WALLPICKER_PICTURES names
	$(BIN)/python -m tools.pages run --pictures

bench: $(READY)  ## figures for speed, memory and picks, as ratios measured in one run
	$(BIN)/python -m bench

soak: $(READY)  ## long runs: kills, busy hours, a million rows, random hands on labeller and folders
	$(BIN)/python -m soak.gallery
	$(BIN)/python -m soak.labels
	$(BIN)/python -m soak.labeller
	$(BIN)/python -m soak.keep
	$(BIN)/python -m soak.owners
	$(BIN)/python -m soak.trash
	$(BIN)/python -m soak.liar
	$(BIN)/python -m soak.names
	$(BIN)/python -m soak.drives

fuzz: $(READY)  ## damaged replies and pictures (FUZZ=5000 of each)
	WALLPICKER_FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/faults/test_fuzz.py tests/site tests/picks/test_categories.py

year: $(READY)  ## 365 days with a simulated owner, eight minutes (SEED=1 for another owner)
	$(BIN)/python -m bench.year --seed $(SEED)

guards: $(READY)  ## every guard taken out in turn, its test seen to fail (ROWS='6 8' for some)
	$(BIN)/python -m tools.guards $(ROWS)

peers: $(READY)  ## other people's clients of Wallhaven against the practice gallery
	$(BIN)/python -m peers

portable: $(READY)  ## pages and tests as on other machines, hours (ROWS='nehalem turkish', ROWS='--together …' for one run)
	$(BIN)/python -m tools.portable $(ROWS)

images: $(READY)  ## draw the README's pictures again
	$(BIN)/python -m tools.images

corpus: $(READY)  ## 1,600 picture files of Debian's source packages, opened here and in Chromium, four minutes
	$(BIN)/python -m tools.corpus

clean:  ## remove .venv and everything made
	rm -rf .venv demo artefacts build *.egg-info
