"""The labeller in a real JupyterLab and a real browser: keys, buttons, undo, a reload, a restart"""
import json, os, time
import pytest
from lab import CHROMIUM, browser_page, command, jupyter_lab, open_notebook, write_notebook
from wallpicker.folders import Folders
from wallpicker.labels import Ledger

if not CHROMIUM and os.environ.get('CI') != 'true': pytest.skip('no chromium on this machine', allow_module_level=True)

CELL = '''from io import BytesIO
from wallpicker.folders import Folders
from wallpicker.labels import Ledger
from wallpicker.paint import paint
from wallpicker.widgets import Labeller
def preview(id):
    file = BytesIO()
    paint(int(id[1:]), (432, 243)).save(file, 'JPEG')
    return file.getvalue()
labeller = Labeller(Ledger(Folders('tree').make()), [f'p{i}' for i in range(40)], preview)
labeller'''

def said(ledger):
    "What the ledger file holds, as (id, verb)"
    return [(r['id'], r['verb']) for r in map(json.loads, ledger.read_text().splitlines())] if ledger.exists() else []

def wait_for(ledger, n, seconds=15):
    "The rows, once there are `n` of them"
    end = time.monotonic() + seconds
    while len(said(ledger)) < n and time.monotonic() < end: time.sleep(.05)
    time.sleep(.3)   # one too many would come now
    return said(ledger)

def test_labelling_in_a_browser(tmp_path):
    assert CHROMIUM, 'CI needs a chromium: apt-get install chromium'
    write_notebook(tmp_path/'label.ipynb', CELL)
    ledger = tmp_path/'tree'/'model'/'ledger.jsonl'
    with jupyter_lab(tmp_path) as url, browser_page() as page:
        open_notebook(page, url, 'label.ipynb')
        page.wait_for_selector('.wallpicker img', timeout=40_000)
        box = page.locator('.wallpicker input')
        box.click()
        page.keyboard.press('y')
        page.keyboard.press('n')
        wait_for(ledger, 2)   # sooner, the browser sends neither: a key and its deletion are nothing
        page.keyboard.press('Backspace')
        rows = wait_for(ledger, 3)
        assert rows == [('p0', 'YES'), ('p1', 'NO'), ('p1', 'undo')]

        view = page.locator('.wallpicker')
        view.get_by_role('button', name='YES').click()
        page.wait_for_timeout(400)
        view.get_by_role('button', name='skip').dblclick()
        rows = wait_for(ledger, 5)
        assert rows[3:] == [('p1', 'YES'), ('p2', 'skip')], 'a double click is one answer'

        page.keyboard.type('nyb' * 4, delay=5)   # the box has the focus again after a click
        rows = wait_for(ledger, 17)
        assert [v for _, v in rows[5:]] == ['NO', 'YES', 'ban'] * 4 and [i for i, _ in rows[5:]] == [f'p{i}' for i in range(3, 15)]
        view.get_by_role('button', name='undo').click()
        assert wait_for(ledger, 18)[-1] == ('p14', 'undo')

        command(page, 'docmanager:save')
        page.wait_for_timeout(500)
        open_notebook(page, url, 'label.ipynb', run=False)   # reload: the widget comes back from the kernel as it was
        page.wait_for_selector('.wallpicker img', timeout=40_000)
        page.locator('.wallpicker input').click()
        page.keyboard.press('End')
        page.keyboard.press('f')
        assert wait_for(ledger, 19)[-1] == ('p14', 'favourite')

        command(page, 'notebook:run-all-cells')   # a new labeller goes on where the last one stopped
        page.wait_for_timeout(1500)
        page.locator('.wallpicker input').last.click()
        page.keyboard.press('y')
        assert wait_for(ledger, 20)[-1] == ('p15', 'YES')
        cells = json.loads((tmp_path/'label.ipynb').read_text())['cells']
        assert [''.join(c['source']) for c in cells] == [CELL], 'no cell of the notebook changed'
    table = Ledger(Folders(tmp_path/'tree')).table()
    assert table.label.value_counts().to_dict() == {'YES': 8, 'NO': 4} and table.banned.sum() == 3 and table.favourite.sum() == 1
