"""Take the pictures of the widgets that the pages show: run `python tests/screenshots.py` after changing how they look"""
import tempfile
from pathlib import Path
from PIL import Image
from lab import browser_page, jupyter_lab, open_notebook, write_notebook

SETUP = '''
from io import BytesIO
from wallpicker.folders import Folders
from wallpicker.labels import Ledger
from wallpicker.paint import paint
from wallpicker.widgets import Grid, Labeller
def preview(id):
    file = BytesIO()
    paint(int(id[1:]), (864, 486)).save(file, 'JPEG', quality=92)
    return file.getvalue()
ids = [f'p{i}' for i in range(SEED, SEED + 60)]
ledger = Ledger(Folders('tree').make())
'''
LABELLER = '''
for id, verb in zip(ids, 'YES NO NO YES favourite NO skip YES NO NO YES ban YES YES'.split()): ledger.say(id, verb)
ticks = iter(range(0, 10_000, 3))
labeller = Labeller(ledger, ids, preview, clock=lambda: next(ticks))
labeller
'''
GRID = '''
import random
Grid(ledger, ids[14:50], preview, propose=lambda id: random.Random(id).choice(['YES', 'NO']))
'''

def shot(page, selector, path):
    "One element as a PNG of 256 colours, dithered"
    page.locator(selector).screenshot(path=path)
    im = Image.open(path).convert('RGB')
    im.quantize(palette=im.quantize(256), dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)

def main(where, seed):
    where.mkdir(exist_ok=True, parents=True)
    with tempfile.TemporaryDirectory() as tmp:
        tmp = Path(tmp)
        write_notebook(tmp/'look.ipynb', SETUP.replace('SEED', str(seed)), LABELLER, GRID)
        with jupyter_lab(tmp) as url, browser_page(1180, 2400) as page:
            open_notebook(page, url, 'look.ipynb')
            page.wait_for_selector('.wallpicker.wide img')
            box = page.locator('.wallpicker input').first
            for key in 'yny':
                box.press(key)
                page.wait_for_timeout(400)
            page.wait_for_timeout(800)
            shot(page, '.wallpicker:not(.wide)', where/'labeller.png')
            shot(page, '.wallpicker.wide', where/'grid.png')

if __name__ == '__main__': main(Path(__file__).parent.parent/'nbs'/'images', seed=20)
