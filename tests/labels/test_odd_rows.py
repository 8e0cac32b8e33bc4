"One odd row in the ledger's file, by a merge, a colleague or a newer version: it is put aside and named, or means nothing, and all else goes on"
import json, os, warnings
import pytest
from wallpicker.cli import main
from wallpicker.desktop.stock import Stock
from wallpicker.folders import Folders
from wallpicker.job.status import history
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.rows import KINDS, LabelsError, day_of, odd_extra, row, row_in, rows_in
from wallpicker.picks.deliver import Deliveries
from wallpicker.taste.recency import answered

GOOD = dict(time='2026-11-01T00:00:00.000+00:00', id='abc123', verb='YES', who='owner', key='0123456789ab')
PICKED = dict(verb='picked', who='pick', file='0001-a-abc123.jpg', sha256='0'*64, number=7)
ASIDE = {
    'file: a list': dict(file=['x']), 'file: a dict': PICKED | dict(file={'a': 1}), 'file: 5': dict(file=5, place='desktop'), 'file: null': dict(file=None),
    'file: outside': PICKED | dict(file='../../../etc/passwd'), 'file: from the root': PICKED | dict(file='/etc/passwd'), 'file: a NUL': PICKED | dict(file='a\0.jpg'),
    'file: up, as on Windows': PICKED | dict(file='a\\..\\..\\b.jpg'), 'sha256: a list': PICKED | dict(sha256=['x']), 'sha256: a number': PICKED | dict(sha256=7),
    'number: text': PICKED | dict(number='7'), 'number: 1e300': PICKED | dict(number=1e300), 'number: -1': PICKED | dict(number=-1), 'number: true': PICKED | dict(number=True),
    'place: a list': dict(place=['desktop'], file='Desktop/x.jpg'), 'via: a dict': dict(via={}), 'words: a number': dict(verb='called', words=7),
    'words: of lists': dict(verb='called', words=[[1], {}]), 'probability: text': PICKED | dict(probability='high'), 'probability: 2': dict(probability=2), 'of: a list': dict(of=[1]),
    'undo: of a text': dict(verb='undo', of='1'), 'seq: 2**53': dict(seq=2**53), 'seq: 0': dict(seq=0), 'key: a list': dict(key=['x'])}
KEPT = {
    'time: yesterday': dict(time='yesterday'), 'time: empty': dict(time=''), 'time: year 0': dict(time='0000-00-00T00:00:00'), 'time: naive': dict(time='2026-11-01T00:00:00'),
    'time: year 9999': dict(time='9999-12-31T23:59:59+00:00'), 'time: year 1': dict(time='0001-01-01T00:00:00+00:00'), 'picked without file': dict(verb='picked', who='pick'),
    'picked without sha256': dict(verb='picked', who='pick', file='0001-a-abc123.jpg'), 'restored without file': dict(verb='restored', who='restore'), 'a verb of tomorrow': dict(verb='adore'),
    'undo of nothing': dict(verb='undo', of=10**9), 'words: a text': dict(verb='called', words='cosy'), 'probability: null': dict(probability=None), 'asked: a dict': dict(asked={'x': 1}),
    'who: an escape': dict(who='\x1b[31m'), 'file of the owner, anywhere': dict(file='/home/ann/a.jpg', via='csv'), 'seq: the largest': dict(seq=2**53 - 1)}

@pytest.fixture
def folders(tmp_path):
    folders = Folders(tmp_path/'tree').make()
    ledger = Ledger(folders)
    ledger.say('dune', 'YES')
    ledger.say('neon', 'NO')
    ledger.say('pier', 'picked', who='pick', file='0001-pier.jpg', sha256='1'*64, number=1)
    return folders

def add(folders, more):
    with open(folders.ledger, 'a') as f: f.write(json.dumps({'seq': 4, **GOOD, **more}) + '\n')

def everything(folders):
    "What the parts read of a ledger"
    ledger, stock = Ledger(folders), Stock(folders)
    assert dict(ledger.labels()).items() >= {'dune': 'YES', 'neon': 'NO'}.items() and 'pier' in stock.ours().index
    answered(ledger), ledger.fewer(), history(folders), ledger.history('abc123')
    assert Deliveries(folders, ledger).number() < 100

@pytest.mark.parametrize('more', ASIDE.values(), ids=ASIDE)
def test_a_row_that_is_none_goes_aside_and_is_named(folders, more):
    add(folders, more)
    with pytest.warns(UserWarning, match='put aside in model/ledger.torn'): everything(folders)
    assert json.loads((folders.model/'ledger.torn').read_text())['id'] == 'abc123' and len(rows_in(folders.ledger)[0]) == 3
    folders.db.close()
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        everything(Folders(folders.root))
        assert Ledger(folders).say('sea', 'YES') == 4

@pytest.mark.parametrize('more', KEPT.values(), ids=KEPT)
def test_what_is_merely_odd_is_kept_and_ends_nothing(folders, more):
    add(folders, more)
    everything(folders)
    assert len(Ledger(folders).rows()) == 4 and not (folders.model/'ledger.torn').exists()
    Ledger(folders).say('sea', 'YES')

def test_after_the_largest_number_comes_another(folders):
    "All rows get new numbers, the same keys, and survive the loss of either place"
    add(folders, dict(seq=2**53 - 1))
    before = [(r['key'], r['id'], r['verb']) for r in Ledger(folders).read()]
    n = Ledger(folders).say('sea', 'NO')
    Ledger(folders).take_back(n)
    assert n == 5 and [(r['key'], r['id'], r['verb']) for r in Ledger(folders).read()][:4] == before
    folders.db.close()
    folders.dbfile.unlink()
    again = Folders(folders.root)
    assert [(r['seq'], r['id'], r['verb']) for r in Ledger(again).read()] == [(1, 'dune', 'YES'), (2, 'neon', 'NO'), (3, 'pier', 'picked'), (4, 'abc123', 'YES'), (5, 'sea', 'NO'), (6, 'sea', 'undo')]
    assert 'sea' not in Ledger(again).labels()

def test_an_undo_after_the_largest_number_takes_back_that_answer(folders):
    add(folders, dict(seq=2**53 - 1))
    taken, = Ledger(folders).undo()
    rows = Ledger(folders).read()
    assert (rows[taken - 1]['id'], rows[-1]['id'], rows[-1]['verb'], rows[-1]['of']) == ('abc123', 'abc123', 'undo', taken)
    assert 'abc123' not in Ledger(folders).labels()
    add(folders, dict(seq=2**53 - 1, id='abc124', key='ba9876543210'))
    assert main(['undo', '--root', str(folders.root)]) == 0 and 'abc124' not in Ledger(folders).labels()

def test_an_undo_still_means_its_row_after_new_numbers(folders):
    Ledger(folders).undo()
    add(folders, dict(seq=2**52 + 5))
    Ledger(folders).say('sea', 'YES')
    assert dict(Ledger(folders).labels()) == {'dune': 'YES', 'abc123': 'YES', 'sea': 'YES'}

@pytest.mark.parametrize('number', [10**8, 2**53 - 1])
def test_the_next_pick_has_a_number_of_nine_digits(folders, number):
    add(folders, PICKED | dict(number=number))
    assert Deliveries(folders, Ledger(folders)).number() == 2

@pytest.mark.parametrize('kind', ['pipe', 'folder'])
def test_a_ledger_that_is_no_file_is_named(folders, kind):
    folders.db.close()
    folders.ledger.unlink()
    os.mkfifo(folders.ledger) if kind == 'pipe' else folders.ledger.mkdir()
    with pytest.raises(LabelsError, match='ledger.jsonl is no file'): Ledger(Folders(folders.root))

def test_rows_that_share_a_key_and_say_something_else_are_all_kept(folders):
    before = rows_in(folders.ledger)[0]
    for n, id in enumerate(('lake', 'moor'), 4): add(folders, {**before[0], 'seq': n, 'id': id})   # copied in an editor
    add(folders, before[0])   # the very same line twice is one row
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        labels = dict(Ledger(folders).labels())
    assert labels.items() >= {'dune': 'YES', 'neon': 'NO', 'lake': 'YES', 'moor': 'YES'}.items()
    after = rows_in(folders.ledger)[0]
    assert len(after) == len({r['key'] for r in after}) == len(before) + 2
    folders.db.close()
    assert dict(Ledger(Folders(folders.root)).labels()) == labels and rows_in(folders.ledger)[0] == after

def test_the_program_writes_no_row_that_it_would_not_read():
    for k in set(KINDS) - {'probability'}:
        with pytest.raises(LabelsError, match=f'is no {k}'): row('dune', 'YES', **{k: {'odd': 1}})
    assert odd_extra(dict(anything={'odd': 1})) == '' and row_in(json.dumps({'seq': 1, **GOOD, 'anything': [1]}))
    assert day_of('yesterday') == day_of('9999-12-31T23:59:59-23:00') == ''
