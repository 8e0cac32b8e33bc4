"The labeller, the grid and the namer in a real JupyterLab and a real browser"
import json
import os
import signal

import pytest
from desk import ASKING, DOUBLE, GRID, LABELLER, NAMER, click, desk, lab, on_show, press, said, shows, start, take_keys   # noqa: F401

from tools.lab import LISTEN, Lab, draws, rests
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger

def test_keys_and_buttons(lab):
    start(lab, LABELLER)
    page, before = lab.page, lab.cells()
    assert '%' not in page.inner_text('.wallpicker') and 'model had' not in page.inner_text('.wallpicker'), 'the model says nothing first'
    assert on_show(page) == 'p0'
    press(lab, 'y')
    shows(page, 'the model had thought: almost certainly NO')
    press(lab, 'n', 'Backspace')
    assert said(lab) == [('p0', 'YES'), ('p1', 'NO'), ('p1', 'undo')] and on_show(page) == 'p1'
    click(lab, 'YES')
    click(lab, 'skip', click_count=2)
    click(lab, 'ban')
    assert said(lab)[3:] == [('p1', 'YES'), ('p2', 'skip'), ('p3', 'ban')], 'a double click is one answer'
    assert page.evaluate("document.activeElement.matches('.wallpicker')"), 'after a click the keys work at once'
    click(lab, 'undo')
    press(lab, 'b', 'f', 'l')
    assert said(lab)[6:] == [('p3', 'undo'), ('p3', 'ban'), ('p4', 'favourite'), ('p5', 'fewer')]
    press(lab, 'u', 'u', 'u')
    assert said(lab)[10:] == [('p5', 'undo'), ('p4', 'undo'), ('p3', 'undo')]
    press(lab, 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Shift+Y')
    assert said(lab)[13:] == [('p3', 'NO'), ('p4', 'YES'), ('p5', 'favourite'), ('p6', 'skip'), ('p7', 'YES')]
    assert lab.cells() == before

def test_keys_on_a_button(lab):
    "Tab goes from button to button; space and Enter press the one with the focus, once, and it keeps the focus"
    start(lab, LABELLER)
    page = lab.page
    press(lab, 'Tab', 'Tab', 'Tab')
    assert page.evaluate('document.activeElement.dataset.does') == 'YES'
    page.keyboard.press(' ')
    rests(page)
    assert said(lab) == [('p0', 'YES')] and page.evaluate('document.activeElement.dataset.does') == 'YES'
    page.wait_for_timeout(DOUBLE)
    for _ in range(5):   # held down: the first, then half a second nothing, then many
        page.keyboard.down('Enter')
        page.wait_for_timeout(350)
    page.keyboard.up('Enter')
    rests(page)
    assert said(lab) == [('p0', 'YES'), ('p1', 'YES')]
    press(lab, 'n')
    assert said(lab)[2:] == [('p2', 'NO')], 'other keys mean there what they mean elsewhere'

def test_a_key_held_down_answers_once(lab):
    start(lab, LABELLER)
    for key in ('y', 'ArrowLeft', 'u'):
        for _ in range(6):
            lab.page.keyboard.down(key)
            lab.page.wait_for_timeout(60)
        lab.page.keyboard.up(key)
    rests(lab.page)
    assert said(lab) == [('p0', 'YES'), ('p1', 'NO'), ('p1', 'undo')]

def test_other_keys_change_no_label(lab):
    "Keys that change text fields, that move and that select: nothing is answered, nothing taken back, and the next key works"
    start(lab, LABELLER)
    page, before = lab.page, lab.cells()
    press(lab, *'ynyns')
    known = said(lab)
    others = ['Control+a', 'Home', 'End', 'PageUp', 'PageDown', 'Delete', 'Control+z', 'Control+x', 'Control+v', 'Control+Backspace',
              'Alt+y', 'Control+y', 'Tab', 'Shift+Tab', 'Escape', 'x', 'd', 'd', '1', ';', 'F2', 'Insert', 'CapsLock', ' ']
    for n, key in enumerate(others, 5):
        take_keys(lab)
        press(lab, key)
        assert said(lab) == known, key
        take_keys(lab)
        press(lab, 'f' if n % 2 else 'b')
        known = [*known, (f'p{n}', 'favourite' if n % 2 else 'ban')]
        assert said(lab) == known, key
    page.keyboard.insert_text('yyyy')   # as a paste does
    rests(page)
    assert said(lab) == known and lab.cells() == before

def test_correcting_through_the_strip(lab):
    start(lab, LABELLER)
    page = lab.page
    press(lab, *'yny')
    newest = page.locator('.wp-last img').first
    assert newest.get_attribute('alt') == 'p2' and page.locator('.wp-last').all_inner_texts() == ['YES', 'NO', 'YES']
    page.locator('.wp-last').nth(1).click()
    rests(page)
    assert on_show(page) == 'p1' and said(lab) == [('p0', 'YES'), ('p1', 'NO'), ('p2', 'YES')]
    shows(page, 'you said NO')
    press(lab, 'Escape')
    assert on_show(page) == 'p3'
    page.wait_for_timeout(DOUBLE)
    page.locator('.wp-last').nth(2).click()
    rests(page)
    press(lab, 'f', 'n')
    assert said(lab)[3:] == [('p0', 'favourite'), ('p3', 'NO')]
    page.wait_for_timeout(DOUBLE)
    page.locator('.wp-last').nth(0).click()
    press(lab, 'u')   # takes back the newest answer, and leaves the correction
    assert said(lab)[5:] == [('p3', 'undo')] and on_show(page) == 'p3'

def test_swipes(lab):
    "A finger to the right is a YES, to the left a NO; a tremble and a scroll are none"
    start(lab, LABELLER)
    page = lab.page
    def swipe(dx, dy=0):
        page.evaluate("""([dx, dy]) => {
            for (const [type, x, y] of [['pointerdown', 200, 100], ['pointerup', 200 + dx, 100 + dy]])
                document.querySelector('.wp-figure').dispatchEvent(
                    new PointerEvent(type, {pointerType: 'touch', clientX: x, clientY: y, bubbles: true}))
        }""", [dx, dy])
        rests(page)
        page.wait_for_timeout(DOUBLE)
    for dx, dy in ((120, 5), (-90, 0), (20, 0), (70, 200), (90, -10)): swipe(dx, dy)
    assert said(lab) == [('p0', 'YES'), ('p1', 'NO'), ('p2', 'YES')]

def test_full_size_and_the_list_of_keys(lab):
    start(lab, LABELLER)
    page = lab.page
    for opens, closes in ('zz', ('Enter', 'Escape'), '??', ('z', 'Escape')):
        press(lab, opens)
        page.wait_for_selector('.wp-dialog[open]')
        press(lab, 'y', 'u', 'n')   # the picture is behind it: no answers
        press(lab, closes)
        page.wait_for_selector('.wp-dialog:not([open])', state='attached')
    press(lab, '?')
    assert 'not for my desktop' in page.inner_text('.wp-dialog') and 'ArrowLeft' not in page.inner_text('.wp-dialog')
    page.mouse.click(5, 5)
    page.wait_for_selector('.wp-dialog:not([open])', state='attached')
    assert said(lab) == []
    take_keys(lab)
    press(lab, 'y')
    assert said(lab) == [('p0', 'YES')]

def test_reload_restart_and_resume(lab):
    start(lab, LABELLER, "print('the cell after the labeller')")
    page, before = lab.page, lab.cells()
    press(lab, *'ynyn')
    lab.save()
    lab.open()   # a reload: the widget comes back from the kernel as it was
    draws(page)
    take_keys(lab)
    press(lab, 'Backspace', 'f')
    assert said(lab)[4:] == [('p3', 'undo'), ('p3', 'favourite')], 'what was answered last is what it was'
    lab.run_all()   # a new labeller goes on where the last one stopped
    page.wait_for_function("!document.querySelector('.wallpicker')?.innerText.includes('kept')")
    draws(page)
    take_keys(lab)
    press(lab, 'y')
    assert said(lab)[6:] == [('p4', 'YES')]
    lab.restart_and_run_all()
    page.wait_for_function("!document.querySelector('.wallpicker')?.innerText.includes('kept')", timeout=90_000)
    draws(page, 90)
    shows(page, '5 answered')
    assert page.locator('.jp-OutputArea pre').last.inner_text().strip() == 'the cell after the labeller', 'nothing waits for the owner'
    take_keys(lab)
    press(lab, 'b', 'u', 'u')
    assert said(lab)[7:] == [('p5', 'ban'), ('p5', 'undo'), ('p4', 'undo')], 'undo reaches over the restart'
    lab.save()
    assert lab.cells() == before == lab.cells_of_file()
    table = Ledger(Folders(lab.folder/lab.name)).table()
    assert table.label.to_dict() | {'p4': None, 'p5': None} == dict(p0='YES', p1='NO', p2='YES', p3='YES', p4=None, p5=None)

@pytest.mark.parametrize('show', [LABELLER, ASKING], ids=['queue', 'asking'])
def test_two_hundred_keys(lab, show):
    "Keys five milliseconds apart: two hundred answers, each about the next picture, and no cell of the notebook noticed"
    start(lab, show, count=260)
    before = lab.cells()
    keys = 'yn'*60 + 'sb'*20 + 'fl'*20
    lab.page.keyboard.type(keys, delay=5)
    rests(lab.page, 120)
    words = dict(y='YES', n='NO', s='skip', b='ban', f='favourite', l='fewer')
    assert [v for _, v in said(lab)] == [words[k] for k in keys]
    assert [id for id, _ in said(lab)] == [f'p{i}' for i in range(200)], 'in the order in which a slow typist sees them'
    assert on_show(lab.page) == 'p200' and lab.cells() == before

def test_two_tabs_that_show_one_labeller(lab):
    "Both show the same picture; keys pressed in both at once are about what each had on show, and neither waits for ever"
    start(lab, LABELLER)
    page = lab.page
    press(lab, *'yn')
    lab.save()
    with page.context.browser.new_page() as other:
        other.add_init_script(LISTEN)
        second = Lab(lab.folder, lab.url, other, lab.name)
        second.open()
        draws(other)
        take_keys(second)
        press(second, 'f')
        assert said(lab)[2:] == [('p2', 'favourite')]
        known = 3
        for _ in range(12):
            page.keyboard.press('y')
            other.keyboard.press('n')
            seen = [t.evaluate('window.seen[0]') for t in (page, other)]
            rests(page)
            rests(other)
            new, known = said(lab)[known:], len(said(lab))
            assert new in ([(seen[0], 'YES')], [(seen[1], 'NO')], [(seen[0], 'YES'), (seen[1], 'NO')]), (seen, new)
        ids = [id for id, _ in said(lab)]
        assert len(set(ids)) == len(ids), 'no picture was answered twice'
        page.wait_for_function("id => document.querySelector('.wp-figure').dataset.id == id", arg=on_show(other))
        page.bring_to_front()
        take_keys(lab)
        press(lab, 's')
        assert said(lab)[-1] == (f'p{len(ids)}', 'skip')

def test_the_kernel_is_killed(lab):
    "The card says that it waits, keys answer nothing, and a new run of the cell goes on with all that was answered"
    start(lab, LABELLER)
    page = lab.page
    press(lab, *'yny')
    os.kill(int((lab.folder/lab.name/'pid').read_text()), signal.SIGKILL)
    page.keyboard.press('n')
    shows(page, 'Waiting for the kernel')
    for key in 'ynu': page.keyboard.press(key)
    page.wait_for_timeout(500)
    assert said(lab) == [('p0', 'YES'), ('p1', 'NO'), ('p2', 'YES')] and on_show(page) == 'p3'
    if page.locator('.jp-Dialog').count(): page.keyboard.press('Enter')   # JupyterLab says that the kernel was started again
    page.get_by_text('| Idle').wait_for(timeout=90_000)
    lab.run_all()
    page.wait_for_function("!document.querySelector('.wallpicker')?.innerText.includes('Waiting')", timeout=60_000)
    draws(page)
    take_keys(lab)
    press(lab, 'u', 'n')
    assert said(lab)[3:] == [('p2', 'undo'), ('p2', 'NO')]

FLAKY = """import time
tried = {'p0'}
def flaky(id):
    if id in tried: return preview(id)
    tried.add(id)
    time.sleep(.4)
    raise OSError('not now')
Labeller(ledger, ids, flaky)"""

def test_a_picture_that_failed_is_asked_again(lab):
    "What could not be fetched ahead may be there when its turn comes: it is shown then, and not waited for for ever"
    start(lab, FLAKY)
    lab.page.wait_for_timeout(2500)   # until those ahead have failed
    press(lab, 'y')
    assert on_show(lab.page) == 'p1' and lab.page.locator('.wp-figure img').count() == 1
    press(lab, 'n')
    assert said(lab) == [('p0', 'YES'), ('p1', 'NO')]

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
    def menu(n): return page.locator('.widget-dropdown select').nth(n)
    def chosen(n): return menu(n).evaluate(r'e => e.selectedOptions[0]?.text.replaceAll("\u00a0", " ")')
    for i in (1, 4, 6): page.locator('.wp-mark').nth(i).click()
    shows(page, 'accept page: 3 YES, 9 NO')
    click(lab, 'forward')
    shows(page, 'page 2 of 4')
    page.locator('.wp-mark').nth(0).dblclick()
    shows(page, 'accept page: 1 YES, 11 NO')
    menu(1).select_option('kind: odd (20)')
    shows(page, 'page 1 of 2')
    shows(page, 'accept page: 1 YES, 11 NO')   # p1, of the three marks; p13 to p23 have none
    click(lab, 'accept')
    assert said(lab) == [(f'p{i}', 'YES' if i == 1 else 'NO') for i in range(1, 24, 2)]
    shows(page, 'page 2 of 2')
    menu(1).select_option('kind: all')
    shows(page, 'page 1 of 4')
    shows(page, 'accept page: 3 YES, 9 NO')
    click(lab, 'undo')
    assert said(lab)[12:] == [(f'p{i}', 'undo') for i in range(1, 24, 2)]
    shows(page, 'page 1 of 2')
    assert [chosen(0), chosen(1)] == ['model: all', 'kind: odd (20)']
    menu(1).select_option('kind: all')
    shows(page, 'page 1 of 4')
    click(lab, 'accept', click_count=2)
    assert said(lab)[24:] == [(f'p{i}', 'YES' if i in (1, 4, 6) else 'NO') for i in range(12)]
    shows(page, 'page 2 of 4')
    click(lab, 'accept')
    assert said(lab)[36:] == [(f'p{i}', 'YES' if i == 12 else 'NO') for i in range(12, 24)], 'a double click took one page'
    click(lab, 'back')
    click(lab, 'back')
    menu(2).select_option('order: likely first')
    page.wait_for_function("document.querySelector('.wp-mark').dataset.id == 'p9'")
    assert lab.cells() == before

def test_grid_by_keys(lab):
    "Arrows move, space marks, Shift with an arrow or a click marks a range, Enter accepts, u takes back"
    start(lab, GRID)
    page = lab.page
    def marked(): return [b.get_attribute('data-id') for b in page.locator('.wp-mark[aria-pressed="true"]').all()]
    def focus(): return page.evaluate('document.activeElement.dataset.id')
    press(lab, 'ArrowRight')
    assert focus() == 'p0', 'the first arrow goes to the first picture'
    press(lab, 'ArrowRight', 'ArrowDown', ' ')
    assert (focus(), marked()) == ('p5', ['p5'])
    press(lab, 'Shift+ArrowRight', 'Shift+ArrowDown')
    assert (focus(), marked()) == ('p10', [f'p{i}' for i in range(5, 11)])
    page.locator('.wp-mark').nth(8).click()   # off again
    rests(page)
    page.locator('.wp-mark').nth(6).click(modifiers=['Shift'])
    rests(page)
    assert marked() == ['p5', 'p9', 'p10']
    press(lab, 'Home', 'Control+a', 'x', 'End')
    assert said(lab) == [] and marked() == ['p5', 'p9', 'p10']
    press(lab, 'Enter')
    assert said(lab) == [(f'p{i}', 'YES' if i in (5, 9, 10) else 'NO') for i in range(12)]
    shows(page, 'page 2 of 4')
    page.wait_for_timeout(DOUBLE)
    for _ in range(6):   # held down
        page.keyboard.down('Enter')
        page.wait_for_timeout(60)
    page.keyboard.up('Enter')
    rests(page)
    assert len(said(lab)) == 24 and {v for _, v in said(lab)[12:]} == {'NO'}
    shows(page, 'page 3 of 4')
    press(lab, 'u')
    assert [v for _, v in said(lab)[24:]] == ['undo']*12
    shows(page, 'page 2 of 4')
    press(lab, 'PageUp')
    shows(page, 'page 1 of 4')
    assert marked() == ['p5', 'p9', 'p10'] and page.locator('.wp-words').nth(5).inner_text().startswith('you: YES')
    page.locator('.wp-button[data-does="undo"]').focus()
    press(lab, 'Enter')   # on a button it presses that button
    assert [v for _, v in said(lab)[36:]] == ['undo']*12

UPRIGHT = """from PIL import Image
def upright(id):
    file = BytesIO()
    Image.new('RGB', (216, 384) if id == 'p1' else (384, 216), 'teal').save(file, 'JPEG')
    return file.getvalue()"""

def test_an_upright_picture_is_whole_in_the_grid(lab):
    "And the square that the model sees in true shape is marked: as wide as the picture, in its middle"
    start(lab, UPRIGHT, "Grid(ledger, ids[:4], upright)")
    page = lab.page
    page.wait_for_selector('.wp-middle')
    assert page.locator('.wp-middle').count() == 1
    cell = page.locator('.wp-mark').nth(1)
    box, square = cell.locator('.wp-thumb').bounding_box(), cell.locator('.wp-middle').bounding_box()
    shown = box['height']*216/384
    assert cell.locator('img').evaluate("e => getComputedStyle(e).objectFit") == 'contain'
    assert abs(square['width'] - shown) < 1.5 and abs(square['height'] - shown) < 1.5
    for axis, size in (('x', 'width'), ('y', 'height')):
        assert abs(square[axis] + square[size]/2 - box[axis] - box[size]/2) < 1.5

def test_namer(lab):
    "One key a word, space keeps them, a new word goes into the box below"
    start(lab, NAMER)
    page = lab.page
    def kept(): return [(r['id'], r.get('words')) for r in map(json.loads, (lab.folder/lab.name/'model'/'ledger.jsonl').read_text().splitlines())]
    def pressed(): return page.locator('.wp-button[aria-pressed="true"]').all_inner_texts()
    press(lab, 'c', 'd', 'd', 'b')
    assert [p.split('\n')[0] for p in pressed()] == ['cosy', 'behind a terminal']
    press(lab, ' ')
    assert kept() == [('p0', ['behind a terminal', 'cosy'])]
    page.locator('.wp-button', has_text='dark').click()
    press(lab, ' ')   # keeps: after a click the keys are the card's again
    assert kept()[1:] == [('p1', ['dark'])]
    page.locator('.wp-entry').click()
    page.keyboard.type('Sunny day')
    press(lab, 'Home', 'ArrowLeft', 'Backspace', 'Enter')
    assert len(kept()) == 2 and page.locator('.wp-entry').input_value() == ''
    press(lab, ' ')
    assert kept()[2:] == [('p2', ['sunny day'])]
    page.locator('.wp-entry').click()
    page.keyboard.type('d c')
    press(lab, 'Escape', ',')
    assert kept()[3][0] == 'p2' and on_show(page) == 'p2', 'taken back'
