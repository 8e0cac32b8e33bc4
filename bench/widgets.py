"""How long a person waits for the next picture: `python -m bench.widgets`, or `labelling` among the figures of bench.py"""
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from tools.lab import CHROMIUM, Lab, browser_page, jupyter_lab, rests

SETUP = '''from io import BytesIO
import numpy as np
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.gallery.paint import paint
from wallpicker.labels.labeller import Labeller
def painted(n):
    file = BytesIO()
    paint(n, (432, 243)).save(file, 'JPEG', quality=85)
    return file.getvalue()
pictures = [painted(n) for n in range(24)]
def preview(id): return pictures[int(id[1:]) % len(pictures)] + id.encode()   # no two are the same bytes
X = np.random.default_rng(0).standard_normal((5000, 1300)).astype('f4')
def refill(answered):   # as much work as fitting a head: solve for 1,300 weights, score and sort 5,000 pictures
    ids = [f'p{i}' for i in range(len(X))]
    y = np.array([answered.get(id) == 'YES' for id in ids], 'f4')
    score = X @ np.linalg.solve(X[:500].T @ X[:500] + 10*np.eye(X.shape[1], dtype='f4'), X[:500].T @ y[:500])
    return [ids[i] for i in np.argsort(-score) if ids[i] not in answered]
def labeller(name, n, **kw): return Labeller(Ledger(Folders(name).make()), [f'p{i}' for i in range(n)], preview, **kw)'''
WAITING = {'50 pictures waiting': "labeller('ROUND-few', 50)", '5,000 pictures waiting': "labeller('ROUND-many', 5000)",
           '5,000 and a model fitted behind': "labeller('ROUND-model', 5000, refill=refill)"}

WATCH = '''() => {
  window.waits = Array.from(document.querySelectorAll('.wallpicker')).map(view => {
    const waits = [], figure = view.querySelector('.wp-figure')
    let pressed = null
    view.addEventListener('keydown', e => { pressed = e.timeStamp }, true)
    new MutationObserver(async () => {
      const from = pressed
      await figure.querySelector('img').decode()
      waits.push(performance.now() - from)
    }).observe(figure, {childList: true})
    return waits
  })
}'''


def waits(keys=40, rounds=3):
    "Milliseconds from a key to the next picture, in the page and decoded: {of `WAITING`: one list a round}; the first two take turns, so both meet the same noise"
    found = [[] for _ in WAITING]
    turns = [(i, k) for k in range(keys) for i in ((0, 1) if k % 2 else (1, 0))] + [(2, k) for k in range(keys)]
    with tempfile.TemporaryDirectory() as tmp, jupyter_lab(Path(tmp)) as url, browser_page(1100, 2800) as page:
        for r in range(rounds):
            lab = Lab(Path(tmp), url, page, f'round{r}')
            lab.write(SETUP, *(cell.replace('ROUND', f'round{r}') for cell in WAITING.values()))
            lab.open()
            lab.run_all()
            page.wait_for_function(f"document.querySelectorAll('.wp-figure img').length == {len(WAITING)}", timeout=120_000)
            rests(page)
            page.evaluate(WATCH)
            for i, k in turns:
                page.locator('.wallpicker').nth(i).focus()
                page.keyboard.press('yn'[k % 2])
                page.wait_for_function('([i, n]) => window.waits[i].length >= n', arg=[i, k + 1])
                page.wait_for_timeout(60)   # a person looks
            for i, new in enumerate(page.evaluate('window.waits')): found[i].append(new)
            lab.shut_down()
    return dict(zip(WAITING, found))


def labelling(row=lambda name, value, remark='': print(f'{name:<58} {value:>12}   {remark}', flush=True)):
    "From a key to the next picture on the screen of a real JupyterLab, in a real browser"
    if not CHROMIUM: return row('key to next picture', 'not measured', 'no chromium on this machine')
    found = {name: [w for r in rounds for w in r] for name, rounds in waits().items()}
    few = median(found['50 pictures waiting'])
    for name, all in found.items():
        row(f'key to next picture, {name}', f'{median(all):.0f} ms', f'median of {len(all)}; 95th percentile '
            f'{quantiles(all, n=20)[-1]:.0f} ms; {median(all)/few:.2f} times that of 50')


if __name__ == '__main__': sys.exit(labelling())
