# make demo: the whole walk on a gallery of our own · make test: pages and tests · make bench: figures, beside the post's way
# make slow, make pictures: pages that train longer, pages measured on real pictures · make soak, make fuzz: long runs
# make year: a year of days with a simulated owner, seven minutes (SEED=1 for somebody else)
# make guards: every guard taken out in turn, its test seen to fail (ROWS='6 8') · make peers: other people's clients
# make portable: pages and tests as on other machines, before a release, hours (ROWS='nehalem turkish', ROWS='--together …' for one run)
# Each makes .venv by itself, from the ranges of settings.ini and the exact versions of constraints.txt:
# make demo the base alone, all others the extra `dev` into the same .venv.
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

.PHONY: demo test pages slow pictures bench soak fuzz year guards peers portable images setup clean
setup: $(READY)

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

demo: $(BASE)
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

soak: $(READY)
	$(BIN)/python tests/soak.py
	$(BIN)/python tests/soak_labels.py
	$(BIN)/python tests/soak_keep.py

fuzz: $(READY)
	WALLPICKER_FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/test_fuzz.py tests/test_wallhaven.py tests/test_budget.py tests/test_categories.py

year: $(READY)
	$(BIN)/python tests/year.py --seed $(SEED)

guards: $(READY)
	$(BIN)/python tests/guards.py $(ROWS)

peers: $(READY)
	$(BIN)/python tests/peers/run.py

portable: $(READY)
	$(BIN)/python tests/portable.py $(ROWS)

images: $(READY)
	$(BIN)/python tests/images.py

clean:
	rm -rf .venv demo artefacts build *.egg-info
