"What a page has no room for: deaths at every step, two runs at once, a tired site, a full disk. Model and site are stand-ins"
import errno, io, json, os, shutil, subprocess, sys, threading
from importlib.util import find_spec
from pathlib import Path
import numpy as np, pandas as pd, pytest
from PIL import Image, ImageDraw, ImageFont
import wallpicker.picks.choose as C
import wallpicker.picks.pick as P
import wallpicker.picks.score as SC
from wallpicker.archive.store import Archive
from wallpicker.picks.words import OwnWords, say_words
from wallpicker.picks.facts import RuleError
from wallpicker.site.verify import DownloadError
from wallpicker.taste.sure import Sure
from wallpicker.database import Database
from wallpicker.folders import Folders, MissingError
from wallpicker.files import sha256, write_whole
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.scan import scan
from wallpicker.picks.search import CALLS, Search, gather, one_run
from wallpicker.picks.queries import PickError
from wallpicker.picks.pick import Offline, Run, pick
from wallpicker.job.patience import pick_patiently
from wallpicker.picks.score import mmr
from wallpicker.picks.why import why
from wallpicker.site.client import Blocked, NoNetwork, NotFound
from wallpicker.site.query import Query
from wallpicker.site.wallpapers import Wallpapers, COLUMNS
from wallpicker.site.limit import RateLimited

def picture(n, size=(432, 243), quality=85):
    "A blotchy picture, another one for each n, bluer for higher n"
    rng = np.random.default_rng(n)
    im = Image.fromarray(rng.integers(0, 256, (5, 8, 3), np.uint8)).resize(size, Image.BICUBIC)
    r, g, _ = im.split()
    out = io.BytesIO()
    Image.merge('RGB', (r, g, Image.new('L', size, 5*n))).save(out, 'JPEG', quality=quality)
    return out.getvalue()

class Taste:
    "The bluer the better"
    backbone, judged = None, True
    def told(self, facts): return [{}]*len(facts)
    def facts(self, archive, ids): return archive.frame(ids)
    def __init__(self, path): self.sha256 = sha256(path)
    @classmethod
    def load(cls, path): return cls(path)
    def sure(self, target): return Sure(0., target, 9, 10)
    def scores(self, archive, ids, features=None): return np.array([archive[i].resize((1, 1)).getpixel((0, 0))[2]/255 for i in ids])

class Features:
    "Sixteen pixels are features enough; sees a lake in every third wallpaper, and a car in the others, faintly"
    key, looked = 'a network', []
    class backbone: classes, view = ['lakeside, lakeshore', 'sports car, sport car', 'pier'], None
    def __init__(self, archive, *_): self.archive = archive
    def classes(self, ids, k):
        self.looked.extend(ids)
        return [[('lakeside, lakeshore', .6)] if int(i[4:]) % 3 == 0 else [('sports car, sport car', .02)] for i in ids]
    def __call__(self, ids): return np.stack([np.asarray(self.archive[i].resize((4, 4)), float).ravel() for i in ids]) if len(ids) else np.zeros((0, 48))
    views = __call__
    def neighbours(self, id, among, k=5): return pd.Series(range(k), list(among)[:k]) if k <= len(among) else pd.Series(range(len(among)), list(among))

def row(n, **more):
    id = f'wall{n:02d}'
    return {**dict.fromkeys(COLUMNS), **dict(id=id, url=f'https://wallhaven.cc/w/{id}', resolution='1920x1080', ratio=1.78, file_type='image/jpeg',
        path=f'https://w.wallhaven.cc/full/{id}.jpg', thumb_large=f'https://th.wallhaven.cc/lg/{id}.jpg', category='general', purity='sfw', favorites=1,
        views=1, colors=['#000000'], dimension_x=1920, dimension_y=1080, file_size=1000, created_at='2026-01-01', source='', raw={}), **more}

class Site:
    "Both client and downloader; counts what it is asked"
    def __init__(self, rows, tags=None): self.rows, self.tags, self.calls, self.bytes, self.wrong = rows, tags or {}, [], {}, {}
    def _fail(self, what):
        if what in self.wrong: raise self.wrong[what]
    def pages(self, query, start=1):
        for i in range(24*(start - 1), len(self.rows), 24):
            self.calls.append('search')
            self._fail('search')
            yield Wallpapers.of(self.rows[i:i+24])
    def wallpaper(self, id):
        self.calls.append(id)
        self._fail('detail')
        return {**next(r for r in self.rows if r['id'] == id), 'tags': self.tags.get(id, ['night']), 'uploader': 'jo'}
    def previews(self, pages): yield from ((i, picture(int(i[4:]))) for rows in pages for i in rows.id)
    def original(self, row, path):
        self._fail('original')
        return write_whole(path, picture(int(row['id'][4:]), (640, 360)))

@pytest.fixture(autouse=True)
def stand_ins(monkeypatch):
    monkeypatch.setattr(SC, 'Taste', Taste)
    monkeypatch.setattr(SC, 'Features', Features)
    Features.looked.clear()

@pytest.fixture
def site(): return Site([row(n) for n in range(50, 20, -1)])

@pytest.fixture
def folders(tmp_path):
    f = Folders(tmp_path/'Wallpapers').make()
    f.change('rules', least='1x1')
    f.taste.write_bytes(b'a model')
    (f.desktop/'holiday.jpg').write_bytes(picture(99, (640, 360)))
    return f

def desktop(f): return {o.name: sha256(o) for o in f.desktop.iterdir()}
def ids_on(f): return sorted(r.id for r in Ledger(f).rows().itertuples() if r.verb == 'picked')
def go(f, site, **kw): return pick(f, site, site, **{'count': 3, 'day': '2026-01-01', **kw})

def test_one_run(folders, site):
    own = desktop(folders)
    picked = go(folders, site)
    assert len(picked) == 3 and 'picked from 30 candidates' in picked.summary
    assert all(p.probability >= .6 and not p.exploring for p in picked)
    now = desktop(folders)
    assert {k: now[k] for k in own} == own
    assert {p.file: p.sha256 for p in picked} == {k: v for k, v in now.items() if k not in own}
    assert json.loads(json.dumps(picked.json()))['picked'][0]['why']
    assert picked._repr_html_().count('<img') == 3

def test_again_picks_nothing_and_says_why(folders, site):
    first = go(folders, site)
    before, rows = desktop(folders), len(Ledger(folders).rows())
    calls = len(site.calls)
    again = go(folders, site)
    assert list(again) == [] and "today's run was made before" in again.summary and 'not sure enough' in again.summary
    assert desktop(folders) == before and len(Ledger(folders).rows()) == rows
    assert site.calls[calls:] == ['search']
    site.rows = [row(51), *site.rows]
    third = go(folders, site)
    assert third and not {p.id for p in third} & {p.id for p in first}

def test_good_ones_left_over_are_picked_on_another_day(folders, site):
    days = [{p.id for p in go(folders, site, day=f'2026-01-0{n}')} for n in (1, 2, 3)]
    assert [len(d) for d in days] == [3, 3, 3] and len(set.union(*days)) == 9

@pytest.mark.parametrize('n', [-3, -1])
def test_a_number_that_is_none(folders, site, n):
    with pytest.raises(PickError, match=str(n)): go(folders, site, count=n)
    with pytest.raises(PickError, match=str(n)): gather(folders, site, site, want=n)
    assert not site.calls

def test_what_was_said_is_never_picked(folders, site):
    go(folders, site, dry_run=True)
    ledger = Ledger(folders)
    for n, verb in zip(range(50, 44, -1), ['YES', 'NO', 'ban', 'removed', 'fewer', 'picked']): ledger.say(f'wall{n}', verb)
    got = {p.id for p in go(folders, site, count=40)}
    assert got and not got & {f'wall{n}' for n in range(45, 51)}

def test_a_pick_is_no_label(folders, site):
    go(folders, site)
    ledger, archive = Ledger(folders), Archive(folders)
    report = scan(folders, archive, ledger)
    assert list(ledger.labels()) == ['YES'] and len(report.ours) == 3

def test_dry_run_leaves_everything(folders, site):
    go(folders, site)
    before, said = desktop(folders), folders.ledger.read_bytes()
    would = go(folders, site, count=4, dry_run=True)
    assert len(would) == 4 and 'would be picked' in would.summary and would[0].file.startswith('0004-')
    assert desktop(folders) == before and folders.ledger.read_bytes() == said
    assert [p.id for p in go(folders, site, count=4)] == [p.id for p in would]

class Boom(BaseException): "As abrupt as a kill that still lets Python tell us"

def dying(monkeypatch, after):
    "Every write from now on counts; the one numbered `after` dies before it happens"
    count = [0]
    def guard(owner, name):
        real = getattr(owner, name)
        def wrapped(*a, **k):
            if name not in ('execute',) or not a[1].lstrip().lower().startswith(('select', 'create', 'pragma')):
                count[0] += 1
                if count[0] == after: raise Boom
            return real(*a, **k)
        monkeypatch.setattr(owner, name, wrapped)
    for o, n in [(Database, 'execute'), (Database, 'many'), (os, 'link'), (os, 'replace'), (os, 'fsync'), (Path, 'unlink'), (Path, 'mkdir')]: guard(o, n)
    return count

def test_death_at_every_write(folders, tmp_path):
    site = Site([row(n) for n in range(40, 28, -1)])
    with one_run(folders):
        job = Run(folders, site, site)
        job.search.run()
        scan(folders, job.archive, job.ledger)
    folders.db.execute('pragma wal_checkpoint(truncate)')
    folders.db.close()
    def tree(name):
        shutil.copytree(folders.root, tmp_path/name)
        return Folders(tmp_path/name)
    clean = tree('clean')
    go(clean, site, count=2)
    want, k = (ids_on(clean), desktop(clean)), 0
    while True:
        k, f = k + 1, tree(f'k{k}')
        with pytest.MonkeyPatch.context() as m:
            count = dying(m, k)
            try: go(f, site, count=2)
            except Boom: pass
        if count[0] < k: break
        assert set(ids_on(f)) <= set(want[0])
        for o in f.desktop.iterdir(): Image.open(o).load()
        assert set(desktop(f).items()) <= set(want[1].items())
        f.db.close()
        f = Folders(f.root)
        scan(f, Archive(f), Ledger(f))
        assert list(Ledger(f).labels()) == ['YES'], f'write {k}: a pick became a label'
        go(f, site, count=2)
        assert (ids_on(f), desktop(f)) == want, f'write {k}'
        assert not list((f.model/'incoming').glob('*')) and not list(f.root.rglob('.wallpicker-*'))
        f.db.close()
        shutil.rmtree(f.root)
    assert k > 20

def test_two_at_once(folders, site):
    with one_run(folders):
        with pytest.raises(PickError, match='another run is going'): go(folders, site)
    got = []
    threads = [threading.Thread(target=lambda: got.append(go(Folders(folders.root), site, wait=30))) for _ in range(3)]
    for t in threads: t.start()
    for t in threads: t.join()
    assert sorted(map(len, got)) == [0, 0, 3] and len(ids_on(folders)) == 3 and len(desktop(folders)) == 4

def test_no_model_no_folder(tmp_path):
    with pytest.raises(PickError, match='wallpicker train'): go(Folders(tmp_path/'w').make(), Site([]))
    with pytest.raises(Exception, match='wallpicker init'): go(Folders(tmp_path/'nowhere'), Site([]))

def test_no_network(folders, site):
    go(folders, site, dry_run=True)
    site.wrong['search'] = NoNetwork('No answer.')
    before = desktop(folders)
    with pytest.raises(PickError, match='good candidates wait'): go(folders, site)
    assert desktop(folders) == before and ids_on(folders) == []
    site.wrong.clear()
    assert len(go(folders, site)) == 3

@pytest.mark.parametrize('comes, patience, slept', [(0, 50, 0), (1, 50, 30), (3, 50, 120), (99, 50, 2940), (99, 1, 60), (99, 0, 0), (99, 10_000, 4740)])
def test_no_network_yet(folders, site, comes, patience, slept):
    go(folders, site, dry_run=True)
    site.wrong['search'] = NoNetwork('No answer.')
    naps, lines = [], []
    def sleep(seconds):
        naps.append(seconds)
        with one_run(folders): pass   # nothing is held meanwhile
        if len(naps) == comes: site.wrong.clear()
    if comes == 0: site.wrong.clear()
    def late(): return pick_patiently(folders, patience, lines.append, '2026-01-02', sleep, client=site, downloader=site, count=3)
    if comes < 99: assert len(late()) == 3
    else:
        with pytest.raises(Offline, match='good candidates wait'): late()
    assert sum(naps) == slept and len([o for o in lines if 'Tried again' in o]) == len(naps)
    site.wrong.clear()
    assert len(late()) == (0 if comes < 99 else 3), 'one day, one run'

@pytest.mark.parametrize('error', [RateLimited('slower', 5), Blocked('a web page')])
def test_a_tired_site_is_left_alone(folders, site, error):
    site.wrong['detail'] = error
    picked = go(folders, site)
    assert len(picked) == 3 and 'Trouble' in picked.summary
    assert len([o for o in site.calls if o != 'search']) == 1
    site.wrong['search'] = error
    assert go(folders, site, count=5) is not None

def test_tags_unknown_and_a_rule_about_tags(folders, site):
    folders.change('rules', never=['tag:car'])
    site.wrong['detail'] = Blocked('a web page')
    got = go(folders, site)
    assert not got and 'left for a day when the site answers' in got.summary
    site.wrong.clear()
    assert len(go(folders, site)) == 3, 'what nobody could be asked about is not remembered as refused'

def test_tags_that_a_reply_does_not_tell(folders, site):
    "The API changed: they are as unknown as before, nobody is refused for good, and what was told earlier still counts"
    folders.change('rules', never=['tag:car'])
    tags, site.tags = site.tags, dict.fromkeys([r['id'] for r in site.rows])
    got = go(folders, site)
    assert not got and 'left for a day when the site answers' in got.summary and 'did not tell the tags of' in got.summary
    site.tags = tags
    assert len(go(folders, site)) == 3

def test_second_look(folders, site):
    go(folders, site, dry_run=True)
    folders.change('rules', never=['tag:car'])
    site.tags['wall50'] = ['sports car']
    site.rows[1]['purity'] = 'sketchy'
    got = {p.id for p in go(folders, site)}
    assert len(got) == 3 and not got & {'wall50', 'wall49'}
    assert site.calls.count('wall50') <= 2
    calls = len(site.calls)
    go(folders, site, count=4)
    assert 'wall50' not in site.calls[calls:]

LAKES = {f'wall{n}' for n in range(21, 51, 3)}

@pytest.mark.parametrize('rules, fits', [
    (dict(never=['sees:lakeside']), lambda o: o['id'] not in LAKES), (dict(only=['sees:Lakeshore']), lambda o: o['id'] in LAKES),
    (dict(only=['sees:lakeside', 'sees:pier'], never=['tag:car']), lambda o: o['id'] in LAKES and 'car' not in o['tags']),
    (dict(only=['sees:sports car']), lambda o: False),
    (dict(never=['people', '@jo', '#ff0000']), lambda o: o['category'] == 'general' and o['uploader'] != 'jo' and o['colors'] != ['#cc0000']),
    (dict(only=['tag:ночь', 'tag:sea', 'general']), lambda o: o['category'] == 'general' and {'Ночь', 'sea'} & set(o['tags'])),
    (dict(least='1920x1080', ratios=['16x9'], ai_art=False), lambda o: o['dimension_x'] == 1920 and 'AI art' not in o['tags'])])
def test_rules_hold_on_every_picked_item(folders, site, monkeypatch, rules, fits):
    facts = {}
    for o in site.rows:
        n = int(o['id'][4:])
        o.update(category=('general', 'people')[n % 4 == 0], colors=[('#000000', '#cc0000')[n % 5 == 0]], dimension_x=(1920, 1280)[n % 7 == 0])
        site.tags[o['id']] = [('Ночь', 'sea', 'car', 'AI art')[n % 4 - n % 2], ('night', 'car')[n % 9 == 0]]
        facts[o['id']] = {**o, 'tags': site.tags[o['id']], 'uploader': ('al', 'jo')[n % 6 == 0]}
    real = site.wallpaper
    monkeypatch.setattr(site, 'wallpaper', lambda id: {**real(id), 'uploader': facts[id]['uploader']})
    folders.change('rules', **{'least': '1x1', **rules})
    got = [facts[p.id] for day in '123' for p in go(folders, site, count=40, day=f'2026-01-0{day}')]
    assert all(map(fits, got)) and bool(got) == any(map(fits, facts.values()))

def test_nobody_looks_without_a_rule_and_once_with_one(folders, site):
    first = go(folders, site)
    assert not Features.looked
    folders.change('rules', never=['sees:lakeside'])
    got = go(folders, site, dry_run=True)
    assert set(Features.looked) == {f'wall{n}' for n in range(21, 51)} - {p.id for p in first}
    assert len(Features.looked) == 27 + len(got), 'each once, and those that are picked once more'
    assert 'against the rules when looked at' in got.summary
    Features.looked.clear()
    again = go(folders, site, dry_run=True)
    assert sorted(Features.looked) == sorted(p.id for p in again)

def test_the_last_question_is_asked_with_what_the_network_sees(folders, site):
    go(folders, site, dry_run=True)
    folders.change('rules', never=['sees:lakeside'])
    with one_run(folders):
        job = Run(folders, site, site)
        assert job.confirm('wall48') is None and job.confirm('wall50')['sees'] == []
        site.wrong['detail'] = Blocked('a web page')
        assert job.confirm('wall45') is None and job.confirm('wall49')
    assert 'the network sees lakeside in it' in why(folders, 'wall48')['rules'] and why(folders, 'wall50')['rules'] is None

class Writing:
    "Finds a quotation on every fifth wallpaper"
    key, searched = 'a detector', []
    def __init__(self, archive): pass
    def __call__(self, ids):
        self.searched.extend(ids)
        return np.array([.02*(int(i[4:]) % 5 == 0) for i in ids], np.float32)

def test_writing_is_searched_for_when_a_rule_asks_and_once(folders, site, monkeypatch):
    monkeypatch.setattr(SC, 'Writing', Writing)
    Writing.searched.clear()
    first = go(folders, site, dry_run=True)
    assert not Writing.searched and any(int(p.id[4:]) % 5 == 0 for p in first)
    folders.change('rules', never=['writing'])
    got = [p for day in '123' for p in go(folders, site, count=40, day=f'2026-01-0{day}', dry_run=True)]
    assert got and all(int(p.id[4:]) % 5 for p in got) and not Features.looked
    assert Writing.searched.count('wall50') == 1 and set(Writing.searched) == {f'wall{n}' for n in range(21, 51)}
    assert why(folders, 'wall50')['rules'] == 'there is writing on 2.0 % of it: the rules say never writing'
    assert why(folders, 'wall49')['rules'] is None
    monkeypatch.setattr(Writing, 'key', 'a newer detector')
    Writing.searched.clear()
    go(folders, site, dry_run=True)
    assert 'wall50' in Writing.searched, 'what another detector found is not taken for this one'

def test_a_rule_about_writing_without_the_extra_says_what_is_missing(folders, site, monkeypatch):
    monkeypatch.setitem(sys.modules, 'rapidocr_onnxruntime', None)
    assert go(folders, site, dry_run=True)
    folders.change('rules', never=['writing'])
    with pytest.raises(MissingError, match='needs rapidocr_onnxruntime, not installed here. To install: .*rapidocr') as e: go(folders, site)
    assert '\n' not in str(e.value) and not ids_on(folders)

@pytest.mark.skipif(not find_spec('rapidocr_onnxruntime'), reason='the extra [text] is not installed')
def test_real_quotations_are_refused(folders, monkeypatch):
    site = Site([row(n) for n in range(50, 26, -1)])
    plain = site.previews
    def quoted(pages):
        for id, data in plain(pages):
            im = Image.new('RGB', (432, 243), (40, 60, 4*int(id[4:])))
            if int(id[4:]) % 3 == 0: ImageDraw.Draw(im).text((60, 90), 'Less is more', 'white', ImageFont.load_default(40))
            out = io.BytesIO()
            im.save(out, 'JPEG', quality=85)
            yield id, out.getvalue()
    monkeypatch.setattr(site, 'previews', quoted)
    folders.change('rules', never=['writing'])
    go(folders, site, dry_run=True)
    said = {n: why(folders, f'wall{n}')['rules'] for n in range(27, 51)}
    assert all(bool(s) == (n % 3 == 0) for n, s in said.items())

@pytest.mark.parametrize('word, near', [('sees:car', 'sees:sport car'), ('sees:lakside', 'sees:lakeside'), ('sees:озеро', 'sees:')])
def test_a_thing_that_the_network_never_learnt_is_named(folders, site, word, near):
    folders.change('rules', only=[word])
    with pytest.raises(RuleError) as e: go(folders, site)
    assert word in str(e.value) and near in str(e.value).split('nearest')[1] and not ids_on(folders)

@pytest.mark.parametrize('kind', ['never', 'only'])
def test_the_owners_own_words_hold_on_every_picked_item(folders, site, kind):
    go(folders, site, dry_run=True)
    ledger = Ledger(folders)
    say_words(ledger, {f'wall{n}': ['Dim'] if n < 36 else [] for n in range(21, 51) if n % 3})
    say_words(ledger, {'wall50': 'dim', 'wall49': ['dim', 'cosy']})   # whatever the picture looks like: it was said
    folders.change('rules', **{kind: ['own:DIM']})
    own = OwnWords(ledger, Features(Archive(folders)))
    dim = {o for n in range(21, 51) for o in [f'wall{n}'] if own([o]) == [['dim']] or n in (49, 50)}
    assert set(own.heads) == {'dim'} and 12 <= len(dim) < 25 and {'wall21', 'wall49', 'wall50'} <= dim
    got = {p.id for day in '123' for p in go(folders, site, count=40, day=f'2026-01-0{day}')}
    assert got and (got <= dim if kind == 'only' else not got & dim)
    say_words(ledger, {'wall21': []})
    assert own.key != OwnWords(ledger, own.features).key and OwnWords(ledger, own.features)(['wall21']) == [[]]

def test_a_word_that_was_not_learnt_is_named(folders, site):
    folders.change('rules', never=['own:dim'])
    with pytest.raises(RuleError, match='own:dim.*not learnt'): go(folders, site)
    say_words(Ledger(folders), {'wall50': ['dim'], 'wall49': []})
    with pytest.raises(RuleError, match='own:dim.*not learnt'): go(folders, site)
    assert not ids_on(folders)

@pytest.mark.parametrize('tags', [None, [], [''], ['夜空', 'Ночь', 'ليل'], [dict(id=1, title='night')], [dict(name='night', alias=7)], [None, 3],
                                  [dict(name='Ночь', alias='夜, ', purity='sfw')], [['night']]])
def test_tags_missing_renamed_or_in_another_alphabet_break_nothing(folders, site, tags):
    real = site.wallpaper
    site.wallpaper = lambda id: {**real(id), 'tags': tags}
    got = go(folders, site)
    assert len(got) == 3 and all((folders.desktop/p.file).exists() and p.why for p in got)
    folders.change('rules', never=['tag:car', 'sees:lakeside'])
    got = go(folders, site, day='2026-01-02')
    assert all(p.id not in LAKES for p in got) and all((folders.desktop/p.file).exists() for p in got)

def test_gone_from_the_site(folders, site):
    real = site.wallpaper
    def wallpaper(id):
        if id == 'wall50': raise NotFound('gone')
        return real(id)
    site.wallpaper = wallpaper
    assert 'wall50' not in {p.id for p in go(folders, site)}

def test_a_preview_that_cannot_be_had_or_read(folders, site):
    real = site.previews
    bad = {'wall50': DownloadError('cut off'), 'wall49': b'no picture'}
    site.previews = lambda rows: ((i, bad.get(i, p)) for i, p in real(rows))
    got = go(folders, site)
    assert len(got) == 3 and 'wall50' in got.summary and not {p.id for p in got} & set(bad)
    bad.clear()
    assert {p.id for p in go(folders, site, count=4)} >= {'wall50', 'wall49'}

def test_full_disk(folders, site):
    before = desktop(folders)
    site.wrong['original'] = OSError(errno.ENOSPC, 'No space left on device')
    with pytest.raises(PickError, match='No space left'): go(folders, site)
    assert desktop(folders) == before and ids_on(folders) == []
    site.wrong.clear()
    assert len(go(folders, site)) == 3

def test_originals_that_cannot_be_had(folders, site):
    site.wrong['original'] = DownloadError('cut off')
    calls = len(site.calls)
    got = go(folders, site)
    assert not got and 'cut off' in got.summary
    assert len([o for o in site.calls[calls:] if o != 'search']) == 3

def test_a_name_that_is_taken(folders, site):
    for n in (1, 2):
        for p in go(folders, site, dry_run=True): (folders.desktop/p.file).write_bytes(b'mine')
    own = desktop(folders)
    got = go(folders, site)
    now = desktop(folders)
    assert len(got) == 3 and {k: now[k] for k in own} == own

def test_owned_already_and_twins(folders, site):
    (folders.desktop/'smaller copy.jpg').write_bytes(picture(50, (480, 270), 70))
    real = site.previews
    site.previews = lambda pages: ((i, picture(48 if i == 'wall47' else int(i[4:]))) for rows in pages for i in rows.id)
    site.original = lambda row, path: write_whole(path, picture(48 if row['id'] == 'wall47' else int(row['id'][4:]), (640, 360)))
    site.rows[3].update(dimension_x=3840, dimension_y=2160)
    got = {p.id for p in go(folders, site, count=20)}
    assert 'wall50' not in got and 'wall48' not in got and 'wall47' in got

def test_a_taste_that_is_not_sure_enough_picks_few_and_says_what_it_would_take(folders, site, monkeypatch):
    monkeypatch.setattr(Taste, 'sure', lambda self, target: Sure(None, target, 4, 10, 39))
    got = go(folders, site, count=10)
    assert sum(not p.exploring for p in got) == 4 and len(got) == 5
    assert 'Not sure enough to pick alone: 39 more answers about candidates are needed' in got.summary and got.json()['doubt']
    assert all(p.why.startswith('a guess, ') for p in got if not p.exploring)

@pytest.mark.parametrize('start, least', [(.1, .6), (.9, .9)])
def test_what_the_answers_vouch_for_may_raise_the_bar_but_never_lower_it(folders, site, monkeypatch, start, least):
    monkeypatch.setattr(Taste, 'sure', lambda self, target: Sure(start, target, 20, 20))
    got = go(folders, site, count=50)
    assert got and min(p.probability for p in got if not p.exploring) >= least and not got.json()['doubt']
    assert any(p.probability < .95 for p in got)

def test_the_promise_asked_for_is_the_owners(folders, site, monkeypatch):
    asked = []
    monkeypatch.setattr(Taste, 'sure', lambda self, target: asked.append(target) or Sure(0., target, 9, 10))
    go(folders, site, dry_run=True)
    folders.change('pick', promise=.9)
    go(folders, site, dry_run=True)
    assert asked == [.5, .9]

def test_what_is_hidden_is_no_question(folders, site):
    folders.change('pick', explore=1., hide=.5)
    got = go(folders, site, count=50)
    assert got and all(.5 <= p.probability < .6 for p in got if p.exploring) and any(p.exploring for p in got)

def test_exploring_is_marked(folders, site):
    folders.change('pick', explore=.2)
    got = go(folders, site, count=10)
    tries = [p for p in got if p.exploring]
    assert len(got) == 10 and len(tries) == 2 and all(.3 <= p.probability < .6 and 'to learn from' in p.why for p in tries)
    rows = Ledger(folders).rows()
    assert sum(x['exploring'] for x in rows.extra[rows.verb == 'picked']) == 2

def test_a_share_of_less_than_one_pick_comes_now_and_then(folders, site):
    folders.change('pick', explore=.2)
    tries = [sum(p.exploring for p in go(folders, site, count=2, dry_run=True, day=f'2026-01-{n:02}')) for n in range(1, 29)]
    assert set(tries) == {0, 1} and 3 <= sum(tries) <= 19, 'four of ten days'

@pytest.mark.parametrize('order, calls', [('date_added', 1), ('toplist', 3)])
def test_only_the_newest_first_may_stop_at_a_known_page(folders, site, order, calls):
    site.rows = [row(n) for n in range(99, 3, -1)]
    folders.change('pick', candidates=24)
    search = Search(folders, site, site)
    query = Query(sorting=order)
    search.bring(query, 96)
    n = len(site.calls)
    list(search.fresh(query, 0))
    assert len(site.calls) - n == calls

def test_a_page_is_read_only_when_it_lies_in_the_archive(folders, site):
    site.rows = [row(n) for n in range(99, 3, -1)]
    query, whole = Query(sorting='toplist'), site.previews
    def broken_off(pages):
        for n, pair in enumerate(whole(pages)):
            if n == 60: raise KeyboardInterrupt
            yield pair
    site.previews = broken_off
    with pytest.raises(KeyboardInterrupt): Search(folders, site, site).bring(query, 96)
    search = Search(folders, site, site)
    assert len(search.archive) == 48
    assert search.db.one('select deep from pick_asked')['deep'] == 2
    site.previews = whole
    search.bring(query, 96)
    assert set(search.archive.frame().index) == {r['id'] for r in site.rows} and search.found.new == 48

def test_previews_are_archived_in_the_order_of_their_page(folders, site):
    def shuffled(pages):
        for rows in pages: yield from ((i, picture(int(i[4:]))) for i in reversed([*rows.id]))
    site.previews = shuffled
    search = Search(folders, site, site)
    search.bring(Query(), 96)
    assert [*search.archive.frame().query('origin == "site"').index] == [r['id'] for r in site.rows]

def test_varied_prefers_what_differs():
    X = np.array([[1, 0.], [1, 0.02], [-1, 0], [-1, .01], [0, 1]])
    assert set(mmr(X, [.9, .9, .89, .89, .88])[:3]) == {0, 2, 4}
    assert mmr(np.zeros((0, 2)), []) == []

def test_deeper_only_while_there_is_room(folders, site):
    site.rows += [row(n) for n in range(20, 0, -1)]
    folders.change('pick', candidates=24)
    go(folders, site, dry_run=True)
    assert site.calls.count('search') == 1
    go(folders, site)
    n = site.calls.count('search')
    go(folders, site, count=2)
    assert site.calls.count('search') - n == 2, 'three were picked, so one page behind the first is looked at'

def test_why(folders, site):
    picked = go(folders, site)
    w = why(folders, picked[0].file)
    assert w['id'] == picked[0].id and w['said'] == ['picked (pick)'] and 'likely to be a YES' in w._repr_markdown_()
    with pytest.raises(PickError, match='nobody'): why(folders, 'nobody')

def test_light_to_import():
    code = "import sys, wallpicker.picks.pick, wallpicker.desktop.rotate; print([m for m in ('torch', 'fastai', 'sklearn', 'timm', 'matplotlib') if m in sys.modules])"
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout.strip() == '[]'

QUERIES = '\n'.join(f'[[query]]\nq = "{q}"\nsorting = "date_added"\n' for q in ('poor', 'good', 'none'))

class Town(Site):
    "A site with other pictures for each word: the good ones are blue"
    def __init__(self, days=1):
        self.of = dict(good=[row(n) for n in range(50, 38, -1)], poor=[row(n) for n in range(24, 12, -1)], none=[])
        super().__init__([r for rows in self.of.values() for r in rows])
    def pages(self, query, start=1):
        rows = self.of.get(query.q, [])
        for i in range(24*(start - 1), max(len(rows), 1), 24):
            self.calls.append('search')
            self.words.append(query.q)
            yield Wallpapers.of(rows[i:i+24])
    words = []

@pytest.fixture
def town(folders):
    text = folders.config_file.read_text()
    folders.config_file.write_text(text[:text.index('[[query]]')] + QUERIES + text[text.index('[rules]'):])
    Town.words = []
    return Town()

def test_the_query_that_brought_most_is_asked_first(folders, town):
    got = go(folders, town, day='2026-01-01')
    assert {o['query']: o['sure'] for o in got.asked} == dict(good=12, poor=0, none=0)
    assert 'asked 3 queries, most came of good' in got.summary and got.json()['asked'][0]['query'] == 'good'
    job = Run(folders, town, town)
    days = [f'2026-01-{n:02}' for n in range(2, 30)]
    first = [job.search.queries(day)[0].q for day in days]
    assert first.count('good') >= 24 and first == [job.search.queries(day)[0].q for day in days], 'by lot, and the same lot all day'
    assert [q.q for q in job.search.queries()] == ['poor', 'good', 'none'], 'as written when no day is given'

def test_what_a_query_brought_long_ago_counts_less(folders, town):
    job = Run(folders, town, town)
    q = job.search.queries()[1]
    job.db.execute('insert into pick_look values (?, ?, 10, 200, 150)', repr(q), '2025-01-01')
    old = np.mean([job.search.queries.worth(q, f'2026-02-{n:02}') for n in range(1, 29)])
    new = np.mean([job.search.queries.worth(q, f'2025-01-{n:02}') for n in range(2, 30)])
    assert new > 10 > 6 > old

def test_favourites_are_asked_for_their_like(folders, town):
    go(folders, town, day='2026-01-01')
    Ledger(folders).say('wall50', 'favourite')
    Ledger(folders).say('wall49', 'ban')
    town.of['like:wall50'] = [row(38)]
    town.rows.append(row(38))
    Town.words.clear()
    got = go(folders, town, day='2026-01-02')
    assert Town.words.count('like:wall50') == 1 and 'like:wall49' not in Town.words
    assert dict(query='like:wall50', calls=1, new=1, sure=1) in got.asked

def test_a_day_with_candidates_enough_costs_few_calls(folders, town):
    folders.change('pick', candidates=8)
    go(folders, town, day='2026-01-01')
    ledger = Ledger(folders)
    ledger.say_many([(f'wall{n}', 'favourite', {}) for n in range(24, 14, -1)])
    town.calls.clear()
    go(folders, town, day='2026-01-02', count=1)
    assert town.calls.count('search') <= CALLS

def test_plenty_of_the_wrong_ones_is_not_plenty(folders, site):
    site.rows = [row(n) for n in range(24, 0, -1)] + [row(n) for n in range(50, 26, -1)]
    folders.change('pick', candidates=24)
    assert not go(folders, site, day='2026-01-01') or len(Archive(folders)) > 25
    got = go(folders, site, day='2026-01-02')
    assert len(got) == 3 and not any(p.exploring for p in got), 'what is good lies behind a page of what is not'

def test_a_picture_is_weighed_once_a_model(folders, site, monkeypatch):
    asked = []
    real = Taste.scores
    monkeypatch.setattr(Taste, 'scores', lambda self, archive, ids, features=None: asked.append(len(ids)) or real(self, archive, ids, features))
    go(folders, site, day='2026-01-01')
    first = go(folders, site, day='2026-01-02', dry_run=True)
    assert sum(asked) == 30
    folders.taste.write_bytes(b'another model')
    assert [p.id for p in go(folders, site, day='2026-01-02', dry_run=True)] and sum(asked) == 57, 'thirty less the three that were picked'
    assert first

def test_twins_that_pile_up_at_the_top_do_not_starve_it(folders, site, monkeypatch):
    monkeypatch.setattr(C, 'SHORTLIST', 4)
    site.previews = lambda pages: ((i, picture(min(int(i[4:]), 44))) for rows in pages for i in rows.id)   # seven of one picture, the best of all
    site.original = lambda row, path: write_whole(path, picture(min(int(row['id'][4:]), 44), (640, 360)))
    folders.change('pick', explore=0.)
    days = [go(folders, site, count=1, day=f'2026-01-{n:02}') for n in range(1, 6)]
    assert [len(d) for d in days] == [1]*5 and not any(p.exploring for d in days for p in d)
    assert sum(int(p.id[4:]) >= 44 for d in days for p in d) == 1, 'one of the seven'
    assert 'near-duplicates' in days[1].summary

def test_files_that_are_broken_for_good_keep_nobody_out(folders, site):
    folders.change('pick', explore=0.)
    bad, real = {f'wall{n}' for n in range(45, 51)}, site.original
    def original(row, path):
        if row['id'] in bad: raise DownloadError('10 bytes came, 1,000 were announced')
        return real(row, path)
    site.original = original
    days = [[p.id for p in go(folders, site, count=2, day=f'2026-01-{n:02}')] for n in range(1, 6)]
    assert [len(d) for d in days[2:]] == [2]*3 and not bad & {i for d in days for i in d}
    bad.clear()
    assert {i for n in range(6, 20) for p in go(folders, site, count=5, day=f'2026-02-{n:02}') for i in [p.id]} >= {'wall50', 'wall49'}, 'they are tried again'

@pytest.mark.parametrize('screens,ratios', [([], '16x9'), (['3840x2160'], '16x9'), (['DP-1=2560x1440', 'DP-2=1080x1920'], '16x9,9x16'), (['3440x1440'], '21x9'),
                                            (['1920x1200', '2560x1600'], '16x10'), (['1280x1024'], '5x4')])
def test_queries_ask_for_the_shapes_of_the_screens(tmp_path, screens, ratios):
    from wallpicker.folders import Folders
    from wallpicker.picks.search import Search
    from wallpicker.picks.queries import for_screens
    from wallpicker.site.query import Query
    f = Folders(tmp_path).make()
    f.change('desktop', screens=screens)
    assert [q.ratios for q in Search(f).queries()] == [ratios]
    for chosen in ('portrait', '21x9', '16x9,16x10'): assert for_screens(Query(ratios=chosen), screens).ratios == chosen

def test_a_search_that_brings_nothing_scores_nothing_again(folders, site, monkeypatch):
    scored, real = [], Run.score
    monkeypatch.setattr(Run, 'score', lambda self, day='': scored.append(day) or real(self, day))
    first, times = go(folders, site, dry_run=True), len(scored)
    again = go(folders, site, dry_run=True)
    assert (first.tally.new > 0, times) == (True, 2) and (again.tally.new, len(scored) - times) == (0, 1)
    assert [o.id for o in again] == [o.id for o in first] and again.tally.candidates == first.tally.candidates

def test_two_spellings_of_a_tag_share_one_count():
    assert P._shares_of([['Night City', 'night  city'], ['sea']]*30) == {'night city': 1, 'sea': .5}
