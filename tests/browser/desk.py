"A JupyterLab, a browser and a notebook for each test of the widgets; screenshots are left in artefacts/"
import json
import os
from pathlib import Path

import pytest

from tools.lab import CHROMIUM, LISTEN, Lab, browser_page, draws, jupyter_lab, rests

if not CHROMIUM and os.environ.get('CI') != 'true':
    pytest.skip('no chromium on this machine: apt-get install chromium', allow_module_level=True)

ARTEFACTS = Path(__file__).parents[2]/'artefacts'
DOUBLE = 400   # ms: clicks further apart than this are two clicks

SETUP = '''import os
from functools import lru_cache
from io import BytesIO
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.gallery.paint import paint
from wallpicker.labels.grid import Grid
from wallpicker.labels.labeller import Labeller
from wallpicker.picks.naming import Namer
@lru_cache
def painted(n):
    file = BytesIO()
    paint(n, (432, 243)).save(file, 'JPEG')
    return file.getvalue()
def preview(id): return painted(int(id[1:]) % 20)
def think(id): return (int(id[1:]) % 10 + .5)/10, 'taste-1'
ledger, ids = Ledger(Folders(FOLDER).make()), [f'p{i}' for i in range(COUNT)]
(ledger.folders.root/'pid').write_text(str(os.getpid()))'''
LABELLER = 'Labeller(ledger, ids, preview, think=think)'
ASKING = 'Labeller(ledger, None, preview, refill=lambda answered: [id for id in ids if id not in answered])'
GRID = "Grid(ledger, ids, preview, think=think, filters=dict(kind=lambda id: 'odd' if int(id[1:]) % 2 else 'even'))"
NAMER = "Namer(ledger, ids, preview, ['cosy', 'dark', 'behind a terminal'])"

@pytest.fixture(scope='module')
def desk(tmp_path_factory):
    "One JupyterLab and one browser for all tests: (folder, address, page)"
    assert CHROMIUM, 'CI needs a chromium: apt-get install chromium'
    folder = tmp_path_factory.mktemp('desk')
    with jupyter_lab(folder) as url, browser_page() as page:
        page.add_init_script(LISTEN)
        yield folder, url, page

@pytest.fixture
def lab(desk, request):
    "A notebook of the test's own; its last look is kept as an artefact, whether the test passes or not"
    folder, url, page = desk
    lab = Lab(folder, url, page, request.node.name.removeprefix('test_'))
    yield lab
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS/f'{lab.name}.png')
    lab.shut_down()

def start(lab, *show, count=40):
    "Write the notebook, open it, run all of it, and give the first widget the keys; what the ledger will hold is `said`"
    lab.write(SETUP.replace('FOLDER', repr(lab.name)).replace('COUNT', str(count)), *show)
    lab.open()
    lab.run_all()
    lab.page.wait_for_selector('.wallpicker img', timeout=60_000)
    draws(lab.page)
    take_keys(lab)

def take_keys(lab):
    "Click beside the buttons, as a person would"
    lab.page.locator('.wallpicker .wp-note').first.click()
    lab.page.wait_for_function("document.activeElement.matches('.wallpicker')")

def said(lab):
    "What the ledger's file holds, as (id, verb)"
    file = lab.folder/lab.name/'model'/'ledger.jsonl'
    return [(r['id'], r['verb']) for r in map(json.loads, file.read_text().splitlines())] if file.exists() else []

def press(lab, *keys):
    "Press keys, one after the other, then wait until all are answered"
    for key in keys: lab.page.keyboard.press(key)
    rests(lab.page)

def click(lab, does, **kw):
    "Click on a button, later than the other half of a double click would be"
    lab.page.wait_for_timeout(DOUBLE)
    lab.page.locator(f'.wallpicker .wp-button[data-does="{does}"]').first.click(**kw)
    rests(lab.page)

def on_show(page): return page.locator('.wallpicker .wp-figure').first.get_attribute('data-id')

def shows(page, text, seconds=60):
    "Wait until the first widget shows a text"
    page.wait_for_function('text => document.querySelector(".wallpicker")?.innerText.includes(text)', arg=text, timeout=1000*seconds)
