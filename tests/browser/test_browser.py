"""The labeller and the grid in a real JupyterLab and a real browser; screenshots are left in artefacts/"""
import json, os, time
from pathlib import Path
import pytest
from tools.lab import CHROMIUM, Lab, browser_page, jupyter_lab
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.widgets import DOUBLE

if not CHROMIUM and os.environ.get('CI') != 'true':
    pytest.skip('no chromium on this machine: apt-get install chromium', allow_module_level=True)

ARTEFACTS = Path(__file__).parents[2]/'artefacts'

SETUP = '''from functools import lru_cache
from io import BytesIO
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.gallery.paint import paint
from wallpicker.labels.widgets import Grid, Labeller
@lru_cache
def painted(n):
    file = BytesIO()
    paint(n, (432, 243)).save(file, 'JPEG')
    return file.getvalue()
def preview(id): return painted(int(id[1:]) % 20)
def think(id): return (int(id[1:]) % 10 + .5)/10, 'taste-1'
ledger, ids = Ledger(Folders(FOLDER).make()), [f'p{i}' for i in range(COUNT)]'''
LABELLER = 'Labeller(ledger, ids, preview, think=think)'
ASKING = 'Labeller(ledger, None, preview, refill=lambda answered: [id for id in ids if id not in answered])'
GRID = "Grid(ledger, ids, preview, think=think, filters=dict(kind=lambda id: 'odd' if int(id[1:]) % 2 else 'even'))"

@pytest.fixture(scope='module')
def desk(tmp_path_factory):
    "One JupyterLab and one browser for all tests: (folder, address, page)"
    assert CHROMIUM, 'CI needs a chromium: apt-get install chromium'
    folder = tmp_path_factory.mktemp('desk')
    with jupyter_lab(folder) as url, browser_page() as page: yield folder, url, page

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
    "Write the notebook, open it, run all of it; what the ledger will hold is `said`"
    lab.write(SETUP.replace('FOLDER', repr(lab.name)).replace('COUNT', str(count)), *show)
    lab.open()
    lab.run_all()
    lab.page.wait_for_selector('.wallpicker img', timeout=60_000)

def said(lab):
    "What the ledger's file holds, as (id, verb)"
    file = lab.folder/lab.name/'model'/'ledger.jsonl'
    return [(r['id'], r['verb']) for r in map(json.loads, file.read_text().splitlines())] if file.exists() else []

def wait_for(f, what, seconds=60):
    "Wait until `f()` is true"
    end = time.monotonic() + seconds
    while not f():
        assert time.monotonic() < end, f'{what} did not come: {f()}'
        time.sleep(.02)

def rows(lab, n):
    "The rows, once there are `n` of them"
    wait_for(lambda: len(said(lab)) >= n, f'{n} rows of {said(lab)}')
    return said(lab)

def last(lab, key, verb):
    "Press one key more and wait for what it says: whatever was too much has come before it"
    before = len(said(lab))
    lab.page.keyboard.press(key)
    wait_for(lambda: said(lab) and said(lab)[-1][1] == verb and len(said(lab)) > before, verb)
    return said(lab)

def has_keys(lab):
    "Wait until the key box has the focus"
    lab.page.wait_for_function("document.activeElement.matches('.wallpicker input')")

def press_button(lab, name, clicks=1):
    "Click on one of the labeller's buttons, later than a double click would be, and wait for the focus to come back"
    lab.page.wait_for_timeout(1000*DOUBLE + 100)
    lab.page.locator('.wallpicker button:visible', has_text=name).click(click_count=clicks)
    has_keys(lab)

def test_keys_and_buttons(lab):
    start(lab, LABELLER)
    page, before = lab.page, lab.cells()
    assert '%' not in page.inner_text('.wallpicker'), 'the model says nothing before the answer'
    page.mouse.click(*lab.middle('.wallpicker img'))   # anywhere will do
    has_keys(lab)
    page.keyboard.press('y')
    page.get_by_text('the model had thought: NO, 95 %').wait_for()
    page.keyboard.press('n')
    rows(lab, 2)   # sooner, the browser sends neither: a key and its deletion are nothing
    page.keyboard.press('Backspace')
    assert rows(lab, 3) == [('p0', 'YES'), ('p1', 'NO'), ('p1', 'undo')]
    press_button(lab, 'YES')
    rows(lab, 4)
    press_button(lab, 'skip', clicks=2)
    rows(lab, 5)
    press_button(lab, 'ban')
    assert rows(lab, 6)[3:] == [('p1', 'YES'), ('p2', 'skip'), ('p3', 'ban')], 'a double click is one answer'
    press_button(lab, 'undo')
    rows(lab, 7)
    page.keyboard.type('bfl')
    assert rows(lab, 10)[6:] == [('p3', 'undo'), ('p3', 'ban'), ('p4', 'favourite'), ('p5', 'fewer')]
    for _ in range(3): page.keyboard.press('u')
    assert rows(lab, 13)[10:] == [('p5', 'undo'), ('p4', 'undo'), ('p3', 'undo')]
    page.mouse.click(*lab.middle('.wallpicker input', .1))   # into the text: the cursor must stay at the end
    has_keys(lab)
    assert last(lab, 's', 'skip')[13:] == [('p3', 'skip')]
    assert lab.cells() == before

def test_reload_restart_and_resume(lab):
    start(lab, LABELLER, "print('the cell after the labeller')")
    page, before = lab.page, lab.cells()
    page.mouse.click(*lab.middle('.wallpicker img'))
    page.keyboard.type('ynyn')
    rows(lab, 4)
    lab.save()
    lab.open()   # a reload: the widget comes back from the kernel as it was
    page.wait_for_selector('.wallpicker img', timeout=60_000)
    page.mouse.click(*lab.middle('.wallpicker img'))
    has_keys(lab)
    page.keyboard.press('Backspace')
    assert rows(lab, 5)[-1] == ('p3', 'undo'), 'the tape is what it was'
    assert last(lab, 'f', 'favourite')[-1] == ('p3', 'favourite')
    lab.run_all()   # a new labeller goes on where the last one stopped
    page.wait_for_function("document.querySelector('.wallpicker input')?.value == ''")
    page.mouse.click(*lab.middle('.wallpicker img'))
    has_keys(lab)
    assert last(lab, 'y', 'YES')[-1] == ('p4', 'YES')
    lab.restart_and_run_all()
    page.wait_for_function("document.querySelectorAll('.wallpicker input').length == 1 && "
                           "document.querySelector('.wallpicker input').value == ''", timeout=90_000)
    page.wait_for_function("document.querySelector('.wallpicker').innerText.includes('5 of 40')")
    assert page.locator('.jp-OutputArea pre').last.inner_text().strip() == 'the cell after the labeller', 'nothing waits for the owner'
    page.mouse.click(*lab.middle('.wallpicker img'))
    has_keys(lab)
    assert last(lab, 'b', 'ban')[-1] == ('p5', 'ban')
    page.keyboard.press('u')
    page.keyboard.press('u')
    assert rows(lab, 10)[-2:] == [('p5', 'undo'), ('p4', 'undo')], 'undo reaches over the restart'
    lab.save()
    assert lab.cells() == before == lab.cells_of_file()
    table = Ledger(Folders(lab.folder/lab.name)).table()
    assert table.label.to_dict() | {'p4': None, 'p5': None} == dict(p0='YES', p1='NO', p2='YES', p3='YES', p4=None, p5=None)

def test_two_hundred_keys(lab):
    "Keys five milliseconds apart: two hundred answers, each about the next picture, and no cell of the notebook noticed"
    start(lab, ASKING, count=260)
    before = lab.cells()
    lab.page.mouse.click(*lab.middle('.wallpicker img'))
    has_keys(lab)
    keys = 'yn'*60 + 'sb'*20 + 'fl'*20
    lab.page.keyboard.type(keys, delay=5)
    rows(lab, 200)
    got = last(lab, 'b', 'ban')
    words = dict(y='YES', n='NO', s='skip', b='ban', f='favourite', l='fewer')
    assert [v for _, v in got] == [words[k] for k in keys] + ['ban'] and len({id for id, _ in got}) == 201
    assert lab.cells() == before

def says_nothing_changed(lab): lab.page.locator('.wallpicker .wp-bad', has_text='nothing was changed').wait_for()

def test_odd_ways_to_change_the_key_box(lab):
    "Arrow keys, a click into the text, selections, the clipboard and the browser's own undo change no label, and the next key works"
    start(lab, LABELLER)
    page = lab.page
    page.mouse.click(*lab.middle('.wallpicker img'))
    has_keys(lab)
    page.keyboard.type('ynyns', delay=150)
    said = rows(lab, 5)
    def keys(*names):
        for name in names: page.keyboard.press(name)
    def odd(do):
        "Something odd, then a key at the end, which is the only thing that is said"
        nonlocal said
        do()
        says_nothing_changed(lab)
        keys('End')
        key, word = ('f', 'favourite') if len(said) % 2 else ('b', 'ban')   # never two alike beside each other: which of them went cannot be told
        said = [*said, (f'p{len(said)}', word)]
        keys(key)
        assert rows(lab, len(said)) == said
        page.wait_for_function("!document.querySelector('.wallpicker .wp-bad')")
    odd(lambda: keys('ArrowLeft', 'y'))
    odd(lambda: keys('Home', 'n'))
    odd(lambda: keys('Home', 'Delete'))
    odd(lambda: keys('ArrowLeft', 'Backspace'))
    odd(lambda: (page.mouse.click(*lab.middle('.wallpicker input', .1)), keys('Home', 'l')))
    odd(lambda: keys('Control+a', 'y'))
    odd(lambda: (page.wait_for_timeout(700), page.keyboard.insert_text('yyyy')))   # as a paste does
    odd(lambda: keys('Shift+ArrowLeft', 'Shift+ArrowLeft', 'Control+x'))
    odd(lambda: (page.wait_for_timeout(700), keys('Control+v')))
    def pasted_and_undone():
        page.wait_for_timeout(700)
        page.keyboard.insert_text('yyyy')
        says_nothing_changed(lab)
        keys('Control+z')
        page.wait_for_function("!document.querySelector('.wallpicker input').value.endsWith('y')")
    odd(pasted_and_undone)
    odd(lambda: keys('Control+Backspace'))
    keys('Control+z')   # of one key, which is that key taken back
    assert rows(lab, len(said) + 1)[len(said):] == [(said[-1][0], 'undo')]

def test_two_tabs_that_show_one_labeller(lab):
    "Both show the same box: what is typed in turns counts, and nothing that was said is taken back"
    start(lab, LABELLER)
    lab.page.mouse.click(*lab.middle('.wallpicker img'))
    has_keys(lab)
    lab.page.keyboard.type('yn', delay=150)
    rows(lab, 2)
    lab.save()
    with lab.page.context.browser.new_page() as other:
        second = Lab(lab.folder, lab.url, other, lab.name)
        second.open()
        other.wait_for_selector('.wallpicker img', timeout=60_000)
        other.mouse.click(*second.middle('.wallpicker img'))
        has_keys(second)
        other.wait_for_function("document.querySelector('.wallpicker input').value == 'yn'")
        other.keyboard.press('f')
        assert rows(lab, 3) == [('p0', 'YES'), ('p1', 'NO'), ('p2', 'favourite')]
        lab.page.wait_for_function("document.querySelector('.wallpicker input').value == 'ynf'")
        lab.page.bring_to_front()
        lab.page.mouse.click(*lab.middle('.wallpicker img'))
        has_keys(lab)
        lab.page.keyboard.press('End')
        assert last(lab, 's', 'skip') == [('p0', 'YES'), ('p1', 'NO'), ('p2', 'favourite'), ('p3', 'skip')]

HOSTILE = """import wallpicker.site.wallpapers
from IPython.display import Markdown
from wallpicker.archive.store import Archive
from wallpicker.labels.table import import_csv
from wallpicker.labels.scan import scan
from wallpicker.picks.naming import Namer
from wallpicker.picks.why import Why
from wallpicker.job.timers import Text
from wallpicker.site.wallpapers import COLUMNS, Wallpapers
BAD = '<img src=x onerror="window.pwned=1">'
WORDS = [BAD, '[click](javascript:window.pwned=1)', '`' + BAD + '`', 'a\\n\\n' + BAD, 'https://evil.example', 'www.evil.example', '<script>window.pwned=1</script>', '**bold**',
         '</code>' + BAD, r'$\\href{https://evil.example}{x}$', '$x^2$', '| a |']
folders = ledger.folders
wallpicker.site.wallpapers.thumbnail = lambda url: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='
def missing(id): raise OSError(' '.join(WORDS))"""
SHOWN = ["Why(id=BAD, probability=.7, file=WORDS[2], liked=WORDS, disliked=WORDS, tags=WORDS, rules=' '.join(WORDS), said=WORDS)",
    "(folders.desktop/f'{BAD}.txt').write_text('x'); (folders.desktop/f'`{BAD}` $x$.jpg').write_text('x'); scan(folders, Archive(folders), ledger)",
    "folders.csv.write_text('fname,label\\n' + ''.join(f'`{w}`;,{w}\\n'.replace('\\n\\n', ' ') for w in WORDS if ',' not in w and '\"' not in w) + f'a.jpg,{BAD}\\n')\n"
    "import_csv(folders, ledger)",
    "Wallpapers.of([{**dict.fromkeys(COLUMNS, w), 'url': u} for w, u in zip(WORDS, ['javascript:window.pwned=1', BAD, 'https://evil.example', 'https://wallhaven.cc/w/abc123'])])",
    "Text(f'0 4 * * * cd {BAD}\\n```\\n{BAD}')",
    "Labeller(ledger, WORDS, missing)", "Grid(ledger, WORDS, missing, filters={BAD: lambda id: id})", "Namer(ledger, ['p1'], preview, [f'x {w}' for w in WORDS])",
    "Markdown('<img src=x onerror=\"window.control=1\">')"]

def test_words_from_outside_run_nothing(lab):
    "Tags, names of files, rows of tables and messages hold scripts, links and formulas; JupyterLab shows them as they are written"
    start(lab, LABELLER, HOSTILE, *SHOWN)
    page = lab.page
    page.wait_for_function('window.control == 1', timeout=60_000)   # such a thing does run here
    page.wait_for_timeout(1500)
    errors = page.locator('[data-mime-type="application/vnd.jupyter.stderr"], .jp-OutputArea-output[data-mime-type*="error"]').all_inner_texts()
    assert not [o for o in errors if 'Error' in o], errors
    assert page.evaluate('window.pwned') is None
    found = page.evaluate("""() => Array.from(document.querySelectorAll('.jp-OutputArea-output *')).flatMap(
        e => Array.from(e.attributes).filter(a => a.name.startsWith('on') || ['href', 'src'].includes(a.name)).map(a => `${e.tagName} ${a.name}=${a.value.split(',')[0]}`))""")
    found = sorted({o for o in found if 'blob:' not in o and 'data:image' not in o and 'window.control' not in o and '/files/x' not in o})
    assert found == ['A href=https://wallhaven.cc/w/abc123'], found
    assert page.locator('.jp-OutputArea-output script, .jp-OutputArea-output mjx-container').count() == 0
    assert page.get_by_text('tags: <img src=x onerror="window.pwned=1">, [click](javascript:window.pwned=1)').count() == 1

def test_grid(lab):
    start(lab, GRID)
    page, before = lab.page, lab.cells()
    def controls(name): page.wait_for_timeout(1000*DOUBLE + 100); page.get_by_role('button', name=name).click()
    def shows(text): page.wait_for_function('text => document.querySelector(".wallpicker").innerText.includes(text)', arg=text)
    def chosen(i): return page.locator('.wallpicker select').nth(i).evaluate(r'e => e.selectedOptions[0]?.text.replaceAll("\u00a0", " ")')
    def cell(i): return page.locator('.wallpicker .wp-cell').nth(i)
    for i in (1, 4, 6): cell(i).click()
    shows('accept page: 3 YES, 9 NO')
    page.get_by_role('button', name='next').click()
    shows('page 2 of 4')
    cell(0).click()
    shows('accept page: 1 YES, 11 NO')
    page.locator('.wallpicker select').nth(1).select_option('kind: odd (20)')
    shows('page 1 of 2')
    shows('accept page: 1 YES, 11 NO')   # p1, of the three marks; p13 to p23 have none
    controls('accept page')
    assert rows(lab, 12) == [(f'p{i}', 'YES' if i == 1 else 'NO') for i in range(1, 24, 2)]
    shows('page 2 of 2')
    page.locator('.wallpicker select').nth(1).select_option('kind: all')
    shows('page 1 of 4')
    shows('accept page: 3 YES, 9 NO')
    ARTEFACTS.mkdir(exist_ok=True)
    page.locator('.wallpicker').screenshot(path=ARTEFACTS/'grid_filtered.png')
    controls('undo page')
    assert rows(lab, 24)[12:] == [(f'p{i}', 'undo') for i in range(1, 24, 2)]
    shows('page 1 of 2')
    assert [chosen(0), chosen(1)] == ['model: all', 'kind: odd (20)']
    page.locator('.wallpicker select').nth(1).select_option('kind: all')
    shows('page 1 of 4')
    page.wait_for_timeout(1000*DOUBLE + 100)
    page.get_by_role('button', name='accept page').dblclick()
    assert rows(lab, 36)[24:] == [(f'p{i}', 'YES' if i in (1, 4, 6) else 'NO') for i in range(12)]
    shows('page 2 of 4')
    controls('accept page')
    assert rows(lab, 48)[36:] == [(f'p{i}', 'YES' if i == 12 else 'NO') for i in range(12, 24)], 'a double click took one page'
    assert lab.cells() == before
