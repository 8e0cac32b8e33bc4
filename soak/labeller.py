"""Random hands on a labeller in a real browser: the ledger then holds what was answered, at the picture that was on show, and no more.

    python -m soak.labeller                      500 actions with each of five seeds, in JupyterLab and in Voilà
    python -m soak.labeller voila 100 0 1        one of the two, so many actions, these seeds

A second tab joins after a quarter of the actions; pages are loaded again now and then. After each action the ledger's file is compared
with a plain model of the labeller. Each picture is as wide as its number says, so what is on show is read off the picture itself.
Ends with status 1 when an answer stands at another picture, or one was taken back unasked. Screenshots are left in artefacts/.
"""
import json
import random
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tools.lab import CHROMIUM, LISTEN, Lab, Voila, browser_page, draws, jupyter_lab, rests, voila, write_notebook

ARTEFACTS = Path(__file__).parents[1]/'artefacts'
WIDE = 400   # CSS pixels: picture p7 is 407 wide
DOUBLE = 350   # ms: clicks further apart than this are two clicks

NOTEBOOK = '''from io import BytesIO
from PIL import Image
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.labeller import Labeller
def preview(id):
    n, file = int(id[1:]), BytesIO()
    if n % 23 == 22: raise OSError('no such picture')
    Image.new('RGB', (WIDE + n, 243), (n*40 % 256, n*90 % 256, 120)).save(file, 'PNG')
    return file.getvalue()
def think(id): return (int(id[1:]) % 10 + .5)/10, 'taste-1'
Labeller(Ledger(Folders(FOLDER).make()), [f'p{i}' for i in range(COUNT)], preview, think=think)'''

ANSWERS = dict(n='NO', s='skip', y='YES', f='favourite', l='fewer', b='ban', ArrowLeft='NO', ArrowDown='skip', ArrowRight='YES', ArrowUp='favourite')
KEYS = {**ANSWERS, 'u': 'undo', 'Backspace': 'undo', 'Shift+Y': 'YES', 'Escape': 'leave'}
OTHER = ('Control+a', 'Control+z', 'Control+x', 'Control+v', 'Control+y', 'Control+Backspace', 'Alt+n', 'Home', 'End', 'PageUp', 'PageDown', 'Delete',
         'm', 'x', 'd', '1', ';', 'z', '?', 'Enter', ' ', 'F2', 'Shift', 'CapsLock', 'Insert', 'Shift+Home', 'Shift+ArrowUp')

SEE = '''() => {
  const figure = document.querySelector('.wallpicker .wp-figure'), img = figure.querySelector('img'), at = document.activeElement
  return {id: figure.dataset.id, width: img && img.naturalWidth, dialog: !!document.querySelector('.wp-dialog[open]'),
          inside: !!at.closest('.wallpicker'), does: at.dataset.does, seq: at.dataset.seq, button: at.tagName === 'BUTTON', note: document.querySelector('.wp-note').innerText,
          hidden: document.hidden}
}'''


class Wrong(AssertionError): "The ledger is not what the model says"


# --- the model ----------------------------------------------------------------------------------------------------

class Plain:
    "What a labeller shows and keeps, in a few lines: the queue, the answers that stand, and the one being corrected"
    def __init__(self, ids, rows):
        gone = {r['of'] for r in rows if r['verb'] == 'undo'}
        self.said = [(r['seq'], r['id'], r['verb']) for r in rows if r['verb'] != 'undo' and r['seq'] not in gone]
        verdict = {id: verb for _, id, verb in self.said}
        self.left = [id for id in ids if id not in verdict] + [id for id in ids if verdict.get(id) == 'skip']
        self.corrected, self.heard = None, max((r['seq'] for r in rows), default=0)

    @property
    def current(self): return self.corrected or self.left[0]

    def answered(self, row, rows):
        "An answer was kept; `rows` are all that the ledger has by then, and those of other sessions are heard of now"
        self.said.append((row['seq'], row['id'], row['verb']))
        self.corrected = None
        gone = {r['of'] for r in rows if r['verb'] == 'undo'}
        self.said = [o for o in self.said if o[0] not in gone]
        mine = {seq for seq, *_ in self.said}
        others = {r['id'] for r in rows if self.heard < r['seq'] < row['seq'] and r['verb'] != 'undo' and r['seq'] not in gone | mine}
        self.left, self.heard = [id for id in self.left if id not in {row['id'], *others}], row['seq']

    def undo(self):
        "The answer to take back"
        if not self.said: return None
        seq, id, _ = self.said.pop()
        self.corrected = None
        self.left = [id, *(o for o in self.left if o != id)]
        return seq, id

    def correct(self, seq): self.corrected = next((id for s, id, _ in self.said if s == seq), None)


# --- the hands ----------------------------------------------------------------------------------------------------

class Tab:
    "One tab with its labeller, the model of what it should show, and what its console said was wrong"
    def __init__(self, notebook, plain):
        self.notebook, self.page, self.plain, self.trouble = notebook, notebook.page, plain, []
        self.page.on('pageerror', lambda e: self.trouble.append(str(e)))
        self.page.on('console', lambda m: self.trouble.append(m.text) if m.type == 'error' else None)

    def rests(self):
        "Wait until the kernel has replied and the reply is drawn"
        from playwright.sync_api import TimeoutError
        try: rests(self.page)
        except TimeoutError as e: raise Wrong(f'it waits for ever: {self.see()}; its console: {self.trouble[-5:]}') from e

    def see(self):
        "What is on the screen"
        see = self.page.evaluate(SEE)
        if see['width'] and see['id'] != f"p{see['width'] - WIDE}": raise Wrong(f"the card says {see['id']}, the picture is {see['width'] - WIDE}")
        return see

    def wait_for(self, id):
        "Wait until a picture is on show: another tab may have answered, and this one hears of it a little later"
        self.page.wait_for_function("id => document.querySelector('.wallpicker .wp-figure').dataset.id === id", arg=id, polling=20, timeout=30_000)


class Hands:
    "Does something at random, and compares what came of it with the model"
    def __init__(self, ledger, ids, rng): self.ledger, self.ids, self.rng, self.tabs, self.rows, self.log = ledger, ids, rng, [], 0, []

    def read(self):
        "All rows of the ledger's file"
        return [json.loads(line) for line in self.ledger.read_text().splitlines()] if self.ledger.exists() else []

    def new(self):
        "The rows that came since the last time"
        rows = self.read()
        new, self.rows = rows[self.rows:], len(rows)
        return new

    def expect(self, tab, what, see, does, seq=None):
        "Compare the newest rows with what an action means, given what was on show"
        tab.rests()
        new = [(r['id'], r['verb'], r.get('of')) for r in self.read()[self.rows:]]
        want = self.meaning(tab, see, does, seq)
        if new != want: raise Wrong(f'{what} at {see}: the ledger got {new}, not {want}; before that {self.log[-6:]}')
        for row in self.new():
            if row['verb'] != 'undo': tab.plain.answered(row, self.read())
        self.log.append(f"{what} at {see['id']}")
        tab.wait_for(tab.plain.current)

    def meaning(self, tab, see, does, seq):
        "The rows that an action should make"
        if does in ANSWERS.values():
            judged = see['width'] or does in ('skip', 'ban')   # what cannot be shown cannot be judged
            return [(see['id'], does, None)] if judged else []
        if does == 'undo': return self.undone(tab)
        if does == 'correct': tab.plain.correct(seq)
        if does == 'leave': tab.plain.corrected = None
        return []

    def undone(self, tab):
        "Another kernel may have taken the same answer back before"
        gone = {r['of'] for r in self.read()[:self.rows] if r['verb'] == 'undo'}
        last = tab.plain.undo()
        return [(last[1], 'undo', last[0])] if last and last[0] not in gone else []

    def ready(self, tab):
        "Look at a tab as its owner would before doing anything"
        tab.wait_for(tab.plain.current)
        return tab.see()

    # --- actions
    def key(self, tab):
        "Press a key; in a button it may press that button"
        see = self.ready(tab)
        if not see['inside'] and not see['dialog']: see = self.focus(tab)
        key = self.rng.choice([*KEYS, *KEYS, *OTHER])
        does, seq = KEYS.get(key), None
        if see['dialog']: does = None
        elif see['button'] and key in (' ', 'Enter'): does, seq = see['does'] or 'correct', see['seq'] and int(see['seq'])
        if see['button'] and key in (' ', 'Enter'): tab.page.wait_for_timeout(DOUBLE)
        tab.page.keyboard.press(key)
        self.expect(tab, f'key {key}', see, does, seq)

    def held(self, tab):
        "Hold a key down"
        see = self.focus(tab)
        key = self.rng.choice([k for k in KEYS if len(k) == 1 or k.startswith('Arrow')])
        for _ in range(5): tab.page.keyboard.down(key)
        tab.page.keyboard.up(key)
        self.expect(tab, f'held {key}', see, KEYS[key])

    def focus(self, tab):
        "Click beside the buttons"
        see = self.ready(tab)
        if see['dialog']: tab.page.keyboard.press('Escape')
        tab.page.locator('.wallpicker .wp-note').click()
        return tab.see()

    def tabulator(self, tab):
        see = self.ready(tab)
        for _ in range(self.rng.randint(1, 4)): tab.page.keyboard.press(self.rng.choice(['Tab', 'Tab', 'Shift+Tab']))
        self.expect(tab, 'Tab', see, None)

    def click(self, tab):
        "Click on a button once or twice, or on a picture answered before"
        self.focus(tab)
        tab.page.wait_for_timeout(DOUBLE)
        see = self.ready(tab)
        button = self.rng.choice(tab.page.locator('.wallpicker button:visible').all())
        does, seq = button.get_attribute('data-does') or 'correct', button.get_attribute('data-seq')
        twice = does != 'undo' and self.rng.random() < .3
        button.click(click_count=1 + twice)
        self.expect(tab, f'click on {does}', see, does, seq and int(seq))

    def picture(self, tab):
        see = self.focus(tab)
        tab.page.locator('.wallpicker .wp-figure').click(click_count=self.rng.randint(1, 2))
        self.expect(tab, 'click on the picture', see, None)

    def burst(self, tab):
        "Keys faster than answers: each is about the picture that it meets when its turn comes"
        self.focus(tab)
        keys = [self.rng.choice('ynsflbu') for _ in range(6)]
        tab.page.keyboard.type(''.join(keys), delay=5)
        tab.rests()
        for row, key in zip(self.new_of(tab, keys), keys): self.log.append(f'burst {key}: {row}')

    def new_of(self, tab, keys):
        "The rows of a burst, compared with the model one after the other"
        rows, made = self.read()[self.rows:], []
        for key in keys:
            if tab.plain.current in self.gone() and KEYS[key] not in ('skip', 'ban', 'undo'): continue
            want = self.undone(tab) if key == 'u' else [(tab.plain.current, KEYS[key], None)]
            got = [(r['id'], r['verb'], r.get('of')) for r in rows[:len(want)]]
            if got != want: raise Wrong(f'burst {keys}, {key}: the ledger got {got}, not {want}; before that {self.log[-6:]}')
            if want and key != 'u': tab.plain.answered(rows[0], self.read()[:self.rows + 1])
            made, rows = made + got, rows[len(want):]
            self.rows += len(want)
        if rows: raise Wrong(f'burst {keys}: {rows} too many')
        tab.wait_for(tab.plain.current)
        return made

    def gone(self): return {id for id in self.ids if int(id[1:]) % 23 == 22}

    def race(self, tab):
        "Two tabs of one labeller at once: the picture is answered once, or each answers its own"
        other = next((t for t in self.tabs if t is not tab and t.plain is tab.plain), None)
        if other is None: return self.key(tab)
        for each in (tab, other): self.focus(each)
        if tab.plain.current in self.gone(): return
        for each, key in ((tab, 'y'), (other, 'n')): each.page.keyboard.press(key)
        seen = [(each.page.evaluate('window.seen[0]'), verb) for each, verb in ((tab, 'YES'), (other, 'NO'))]
        for each in (tab, other): each.rests()
        new = self.new()
        got = [(r['id'], r['verb']) for r in new]
        fine = got in ([seen[0]], [seen[1]], seen, seen[:1] if seen[1][0] in self.gone() else seen) and len({id for id, _ in got}) == len(got)
        if not fine: raise Wrong(f'two tabs at once on {seen}: the ledger got {got}; before that {self.log[-6:]}')
        for row in new: tab.plain.answered(row, self.read())
        self.log.append(f'race {got}')

    def again(self, tab):
        "Load the page again"
        tab.notebook.open()
        draws(tab.page)
        if isinstance(tab.notebook, Voila): tab.plain = Plain(self.ids, self.read())   # a kernel of its own
        self.log.append('loaded again')
        tab.wait_for(tab.plain.current)


WEIGHTS = dict(key=50, held=4, tabulator=10, click=18, picture=3, burst=3, race=5, again=1)


# --- a walk -------------------------------------------------------------------------------------------------------

def walk(where, folder, url, page, actions, seed, say=print):
    "So many random actions in `lab` or `voila`; returns how many rows the ledger has then. Raises `Wrong`"
    name, count = f'{where}{seed}', actions + 40
    rng, notebook = random.Random(seed), (Lab if where == 'lab' else Voila)(folder, url, page, f'{where}{seed}')
    code = NOTEBOOK.replace('WIDE', str(WIDE)).replace('FOLDER', repr(name)).replace('COUNT', str(count))
    write_notebook(folder/f'{name}.ipynb', code)
    hands = Hands(folder/name/'model'/'ledger.jsonl', [f'p{i}' for i in range(count)], rng)
    with ExitStack() as stack:
        opened(notebook)
        hands.tabs.append(Tab(notebook, Plain(hands.ids, [])))
        before = notebook.cells() if where == 'lab' else None
        for n in range(actions):
            if n == actions//4: hands.tabs.append(second(stack, hands, notebook))
            does = 'again' if n == actions//2 else rng.choices([*WEIGHTS], [*WEIGHTS.values()])[0]
            getattr(hands, does)(rng.choice(hands.tabs))
            if n % 100 == 99: say(f'{where}, seed {seed}: {n + 1} actions, {hands.rows} rows')
        if before is not None and notebook.cells() != before: raise Wrong('a cell of the notebook changed')
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS/f'random_{name}.png')
    return hands.rows


def opened(notebook):
    "Load the page; in JupyterLab, run the notebook and save it, so that a reload finds its widget"
    notebook.page.add_init_script(LISTEN)
    notebook.open()
    if isinstance(notebook, Voila): return
    notebook.run_all()
    draws(notebook.page)
    notebook.save()


def second(stack, hands, notebook):
    "Another tab on the same notebook: in JupyterLab the same labeller, in Voilà another kernel on the same ledger"
    page = stack.enter_context(notebook.page.context.browser.new_page(viewport=notebook.page.viewport_size))
    tab = Tab(type(notebook)(notebook.folder, notebook.url, page, notebook.name), hands.tabs[0].plain)
    page.add_init_script(LISTEN)
    hands.again(tab)
    return tab


def main(wheres=('lab', 'voila'), actions=500, seeds=range(5)):
    if not CHROMIUM: sys.exit('no chromium on this machine')
    wrong = 0
    for where in wheres:
        with tempfile.TemporaryDirectory() as tmp, (jupyter_lab if where == 'lab' else voila)(Path(tmp)) as url:
            for seed in seeds:
                with browser_page() as page:
                    try: print(f'{where}, seed {seed}: {actions} actions, {walk(where, Path(tmp), url, page, actions, seed)} rows, all as they should be', flush=True)
                    except Wrong as e:
                        wrong += 1
                        print(f'{where}, seed {seed}: {e}', flush=True)
                        page.screenshot(path=ARTEFACTS/f'wrong_{where}{seed}.png')
    return 1 if wrong else 0


if __name__ == '__main__':
    given = sys.argv[1:]
    where, actions, *seeds = given + ['lab,voila', '500'][len(given):]
    sys.exit(main(where.split(','), int(actions), [int(s) for s in seeds] or range(5)))
