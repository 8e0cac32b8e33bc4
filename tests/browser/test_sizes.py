"""Narrow windows and large letters: every button's words and key can be read, and answering needs no scrolling at 600 px height

Zoom is what a browser makes of it: fewer CSS pixels, each of them larger. JupyterLab needs room of its own, so Voilà shows the small ones.
"""
import os
from importlib.util import find_spec

import pytest
from desk import ARTEFACTS, GRID, LABELLER, NAMER, SETUP, desk, lab, press, start   # noqa: F401

from tools.lab import CHROMIUM, Voila, rests, voila, write_notebook

if not CHROMIUM and os.environ.get('CI') != 'true':
    pytest.skip('no chromium on this machine: apt-get install chromium', allow_module_level=True)
if not find_spec('voila'): pytest.skip('no Voilà here', allow_module_level=True)   # found, not imported: only its server needs it

CUT = '''() => {
  const root = document.querySelector('.wallpicker'), wide = root.getBoundingClientRect(), found = []
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1
  for (const b of root.querySelectorAll('.wp-button')) {
    const box = b.getBoundingClientRect(), text = b.innerText.replace('\\n', ' ')
    if (b.scrollWidth > b.clientWidth || b.scrollHeight > b.clientHeight) found.push(`${text}: cut off`)
    if (!inside(box, wide)) found.push(`${text}: outside`)
    for (const part of b.children) if (!inside(part.getBoundingClientRect(), box)) found.push(`${text}: ${part.innerText} outside its button`)
  }
  if (root.scrollWidth > root.clientWidth) found.push(`the card: ${root.scrollWidth} in ${root.clientWidth}`)
  if (wide.right > document.documentElement.clientWidth) found.push(`the card ends at ${wide.right}`)
  return found
}'''   # what cannot be read whole
FOLD = '''() => Math.max(...Array.from(document.querySelectorAll('.wp-row:first-child .wp-button'), b => b.getBoundingClientRect().bottom))'''
HEIGHT, WIDTHS, ZOOMS = 600, (360, 620, 1280), (1, 1.5, 2)
SIZES = [(wide, zoom) for wide in WIDTHS for zoom in ZOOMS]


@pytest.fixture(scope='module')
def served(desk, tmp_path_factory):
    "A Voilà, and a page of its own in the browser of `desk`: (folder, address, page)"
    folder, browser = tmp_path_factory.mktemp('sizes'), desk[2].context.browser
    with voila(folder) as url, browser.new_page() as page: yield folder, url, page


def look(page, name, wide, zoom):
    "Make the window as large as it is at a zoom, scroll to the widget, and see what is cut off and where the answers end"
    page.set_viewport_size(dict(width=round(wide/zoom), height=round(HEIGHT/zoom)))
    page.evaluate("document.querySelector('.wallpicker').scrollIntoView()")
    page.evaluate('() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))')
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS/f'size_{name}_{wide}_{round(100*zoom)}.png')
    return page.evaluate(CUT), page.evaluate(FOLD)/(HEIGHT/zoom)


@pytest.mark.parametrize('name, show', dict(labeller=LABELLER, grid=GRID, namer=NAMER).items(), ids=['labeller', 'grid', 'namer'])
def test_nothing_is_cut_off(served, name, show):
    folder, url, page = served
    write_notebook(folder/f'{name}.ipynb', SETUP.replace('FOLDER', repr(name)).replace('COUNT', '40'), show)
    Voila(folder, url, page, name).open()
    page.wait_for_selector('.wallpicker img')
    page.locator('.wallpicker').focus()
    for key in dict(labeller='ynfu', grid='x', namer='cd')[name]: page.keyboard.press(key)
    rests(page)
    looks = {size: look(page, name, *size) for size in SIZES}
    assert not {size: cut for size, (cut, _) in looks.items() if cut}
    short = [size for size in SIZES if name != 'grid' or size in ((620, 1), (1280, 1))]   # else a page of twelve is longer
    assert not {size: looks[size][1] for size in short if looks[size][1] > 1}


@pytest.mark.parametrize('wide', [620, 1280])
def test_answers_need_no_scrolling_in_jupyterlab(lab, wide):
    start(lab, LABELLER)
    press(lab, 'y', 'n', 'f')
    before = lab.page.viewport_size
    try: cut, fold = look(lab.page, 'lab', wide, 1)
    finally: lab.page.set_viewport_size(before)
    assert cut == [] and fold <= 1
