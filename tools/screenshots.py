"""Take the pictures of the widgets that the pages show: run `python -m tools.screenshots` after changing how they look"""
import tempfile
from pathlib import Path

from PIL import Image

from tools.lab import Lab, browser_page, jupyter_lab, rests

COMPLETE = "Array.from(document.querySelectorAll('.wallpicker img')).every(i => i.complete && i.naturalWidth)"

SETUP = '''
import random
from io import BytesIO
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.gallery.paint import paint
from wallpicker.picks.naming import Namer
from wallpicker.labels.grid import Grid
from wallpicker.labels.labeller import Labeller
def preview(id):
    file = BytesIO()
    paint(int(id[1:]), (864, 486)).save(file, 'JPEG', quality=92)
    return file.getvalue()
ids = [f'p{i}' for i in range(SEED, SEED + 60)]
ledger = Ledger(Folders('tree').make())
likes = {id: random.Random(id).random() for id in ids}   # an owner who throws dice, and a model that half guesses them
def think(id): return .15 + .7*likes[id], 'taste-3'
'''
LABELLER = '''
for id, verb in zip(ids, 'YES NO NO YES favourite NO skip YES NO NO YES ban YES YES'.split()): ledger.say(id, verb)
ticks = iter(range(0, 10_000, 3))
labeller = Labeller(ledger, ids, preview, think=think, clock=lambda: next(ticks))
labeller
'''
GRID = '''
def kind(id): return ('nature', 'abstract', 'city')[int(id[1:]) % 3]
for id in ids[14:50]: ledger.say(id, 'YES' if likes[id] > .5 else 'NO')
Grid(ledger, ids[14:50], preview, think=think, filters=dict(category=kind, month=lambda id: f'2025-{1 + int(id[1:]) % 12:02d}'))
'''
NAMER = '''
Namer(Ledger(Folders('words').make()), ids, preview, ['cosy', 'behind a terminal', 'dark', 'for a rainy day', 'bright', 'summer'])
'''

SMALL = 250_000   # bytes: a page with larger pictures loads slowly

def shot(widget, path):
    "A widget with what belongs to it, as a PNG; of 256 colours, dithered, when it would be large otherwise"
    wide = round(widget.locator('.wallpicker').bounding_box()['width'])
    widget.screenshot(path=path, animations='disabled')
    im = Image.open(path).convert('RGB')
    im = im.crop((0, 0, wide, im.height))
    im.save(path, optimize=True)
    if path.stat().st_size < SMALL: return
    im.quantize(palette=im.quantize(256, kmeans=4), dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)

def main(where, seed):
    where.mkdir(exist_ok=True, parents=True)
    with tempfile.TemporaryDirectory() as tmp, jupyter_lab(Path(tmp)) as url, browser_page(1180, 2600) as page:
        lab = Lab(Path(tmp), url, page, 'look')
        lab.write(SETUP.replace('SEED', str(seed)), LABELLER, GRID, NAMER)
        lab.open()
        lab.run_all()
        page.wait_for_function("document.querySelectorAll('.wallpicker .wp-button').length > 15", timeout=120_000)
        labeller, grid, namer = (page.locator('.jp-OutputArea-output .widget-vbox:has(> .wallpicker, > * > .wallpicker)').nth(n) for n in range(3))
        for widget, keys in ((labeller, 'yny'), (grid, ''), (namer, 'cd bs')):
            widget.locator('.wallpicker').focus()
            page.keyboard.type(keys)
            rests(page)
        namer.locator('.wallpicker').blur()
        page.wait_for_function(COMPLETE)
        for widget, name in ((labeller, 'labeller'), (grid, 'grid'), (namer, 'naming')): shot(widget, where/f'{name}.png')

if __name__ == '__main__': main(Path(__file__).parents[1]/'nbs'/'images', seed=20)
