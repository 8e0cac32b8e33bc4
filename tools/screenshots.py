"""Take the pictures of the widgets that the pages show: run `python -m tools.screenshots` after changing how they look"""
import tempfile
from pathlib import Path
from PIL import Image
from tools.lab import Lab, browser_page, jupyter_lab

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

def shot(page, selector, path):
    "One element as a PNG of 256 colours, dithered"
    page.locator(selector).screenshot(path=path)
    im = Image.open(path).convert('RGB')
    im.quantize(palette=im.quantize(256, kmeans=4), dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)

def main(where, seed):
    where.mkdir(exist_ok=True, parents=True)
    with tempfile.TemporaryDirectory() as tmp, jupyter_lab(Path(tmp)) as url, browser_page(1180, 2400) as page:
        lab = Lab(Path(tmp), url, page, 'look')
        lab.write(SETUP.replace('SEED', str(seed)), LABELLER, GRID, NAMER)
        lab.open()
        lab.run_all()
        page.wait_for_selector('.wallpicker.wide img'); page.wait_for_selector('.wallpicker .wp-words')
        box = page.locator('.wallpicker input').first
        for n, key in enumerate('yny', 14):
            box.press(key)
            page.wait_for_function('n => document.querySelector(".wallpicker").innerText.includes(`${n} of 60`)', arg=n)
        page.wait_for_function("Array.from(document.querySelectorAll('.wallpicker img')).every(i => i.complete && i.naturalWidth)")
        shot(page, '.wallpicker:not(.wide):not(:has(.wp-words))', where/'labeller.png')
        shot(page, '.wallpicker.wide', where/'grid.png')
        page.locator('.wallpicker').last.locator('input').first.press_sequentially('cd bs')
        page.wait_for_function("Array.from(document.querySelectorAll('.wallpicker')).at(-1).innerText.includes('1 of 60')")
        page.wait_for_function("Array.from(document.querySelectorAll('.wallpicker .wp-words .wp-on')).length == 2")
        shot(page, '.wallpicker:has(.wp-words)', where/'naming.png')

if __name__ == '__main__': main(Path(__file__).parents[1]/'nbs'/'images', seed=20)
