"""Whole runs of the job while something goes wrong, and what must hold afterwards, whatever it was; then the guards one by one

The site is the gallery, told to misbehave; files, database, HTTP and model are real. Only time is ours: a clock that moves when somebody sleeps.
"""
import dataclasses, functools, gzip, io, json, logging, os, random, re, shutil, socket, struct, subprocess, sys, threading, time, unicodedata, zlib
from contextlib import contextmanager
from email.utils import formatdate
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from PIL import Image
from requests.adapters import HTTPAdapter
from scripted import scripted

import wallpicker.pick as P
from wallpicker.archive import PREVIEW, Archive, ArchiveError, open_picture, prepare
from wallpicker.categories import RuleError, Rules, name_for
from wallpicker.cli import main
from wallpicker.download import BadPicture, DownloadError, Downloader, Refused, TooBig, Unfinished, verify
from wallpicker.folders import Folders, sha256
from wallpicker.gallery import Gallery, Reply, html_reply
from wallpicker.labels import Ledger, LabelsError, scan
from wallpicker.paint import paint
from wallpicker.wallhaven import (BadReply, Budget, NoNetwork, QueryError, RateLimited, Wallhaven, WallhavenError, as_row, read_body, thumbnail)

KEY = 'aKeyThatNobodyMayEverSee0123456789'
FOR_EVER = 10**6


class Clock:
    "Moves only when somebody sleeps"
    def __init__(self, now=1000.): self.now, self.slept, self.lock = now, [], threading.Lock()
    def __call__(self): return self.now
    def sleep(self, seconds):
        with self.lock: self.now += seconds; self.slept.append(seconds)


def quick(**kw):
    "A budget that lets everything through at once"
    clock = Clock()
    return Budget(1000, 1, clock=clock, sleep=clock.sleep, **kw)


def loads(**kw): return Downloader(sleep=lambda seconds: None, **kw)


# ---- a home with an owner, a model and a past

@pytest.fixture(scope='module')
def site():
    with Gallery(count=60, key=KEY, limit=None) as gallery: yield gallery


def files(*tops): return {p: sha256(p) for top in tops for p in sorted(Path(top).rglob('*')) if p.is_file()}


class Home:
    "A tree, what it was before, and runs of the command in it"
    def __init__(self, at, site, monkeypatch, capsys):
        self.at, self.site, self.clock, self.asked, self.capsys = at, site, Clock(), [], capsys
        self.folders = Folders(at/'home'/'Wallpapers')
        (at/'home'/'diary.txt').write_text('nobody else’s business')
        monkeypatch.setenv('WALLPICKER_STATE', str(at/'state'))
        monkeypatch.setenv('WALLHAVEN_URL', site.url)
        monkeypatch.delenv('WALLHAVEN_API_KEY', raising=False)
        monkeypatch.chdir(at/'home')
        budget = Budget(path=at/'calls.db', clock=self.clock, sleep=self.clock.sleep)
        monkeypatch.setattr(Budget, 'shared', classmethod(lambda cls, *a, **k: budget))
        monkeypatch.setattr(P, 'Downloader', functools.partial(Downloader, clock=self.clock, sleep=self.clock.sleep))
        real = requests.Session.get
        def get(session, url, **kw):
            if '/api/' in url: self.asked.append(self.clock())
            return real(session, url, **kw)
        monkeypatch.setattr(requests.Session, 'get', get)
        self.remember()

    def remember(self):
        "What must still be so later"
        ledger = Ledger(self.folders)
        self.rows, self.table, self.desktop = ledger.rows(), ledger.table(), files(self.folders.desktop)
        self.outside = {p: s for p, s in files(self.at).items() if self.inside(p) is None}

    def inside(self, path):
        "Where a file lies in our own folders; None for one outside of them"
        for top in (self.folders.root, self.at/'state'):
            if path.is_relative_to(top): return path.relative_to(top)
        return Path(path.name) if path.name.startswith('calls.db') and path.parent == self.at else None

    def run(self, *words):
        "One command: exit status, what it printed, and its one line about what went wrong"
        self.capsys.readouterr()
        status = main([*words, '--root', str(self.folders.root)])
        out, err = self.capsys.readouterr()
        wrong = [line for line in err.splitlines() if line.startswith('wallpicker')]
        assert 'Traceback' not in out + err and len(wrong) == (status != 0), err                       # I5
        assert status in (0, 1), err
        line = wrong[0] if status else out.splitlines()[0]
        assert KEY not in out + err
        return status, line

    def pick(self, count=2): return self.run('pick', '--count', str(count))

    def picked(self):
        "id → SHA-256 of every pick, and the name of its file"
        rows = Ledger(self.folders).rows()
        return {r.id: (r.extra['sha256'], r.extra['file']) for r in rows[rows.verb == 'picked'].itertuples()}

    def check(self):
        "The eight things that hold after everything"
        f, ours = self.folders, {name: (id, sha) for id, (sha, name) in self.picked().items()}
        archive, ledger, now = Archive(f), Ledger(f), files(f.desktop)
        for path, sha in now.items():                                                                  # I1
            Image.open(path).load()
            known = (ours.get(path.name) or (None, self.desktop.get(path)))[1]
            assert sha == known, f'{path.name} is not what was recorded'
            if path.name in ours: assert path.stat().st_size == archive.meta(ours[path.name][0])['file_size']
        assert set(ours) <= {p.name for p in now}, 'a pick is in the ledger and not on the desktop'       # I2
        assert not [p for p in f.root.rglob('*') if p.suffix == '.part' and f.desktop in p.parents]
        assert not [p for p in f.desktop.iterdir() if p.name.startswith('.')]
        assert archive.db.one('SELECT count(*) AS n FROM previews')['n'] == len(archive)
        for id in archive.frame().index: assert archive[id].size == PREVIEW and sha256(archive.preview(id)) == archive.content(id)
        rows = ledger.rows()                                                                           # I3
        assert rows.iloc[:len(self.rows)].equals(self.rows) and set(rows.verb[len(self.rows):]) <= {'picked'}
        said = ['label', 'banned', 'fewer', 'favourite']
        assert ledger.table()[said].loc[self.table.index].equals(self.table[said])
        filed = [json.loads(line) for line in f.ledger.read_text().splitlines()]
        assert [(r['seq'], r['id'], r['verb']) for r in filed] == list(zip(rows.seq, rows.id, rows.verb))
        assert {p: now.get(p) for p in self.desktop} == self.desktop                                    # I4
        assert {p: s for p, s in files(self.at).items() if self.inside(p) is None} == self.outside        # I7
        assert {p.name for p in f.root.iterdir()} <= {'Desktop', 'model', 'wallpicker.toml'}
        assert all(sum(s <= t <= s + 60 for t in self.asked) <= 45 for s in self.asked)                  # I8

    def converges(self, wanted, like=None):
        "I6: the fault is over; running again ends where a run without it ends"
        self.site.faults.clear()
        for _ in range(2): status, line = self.pick()
        assert status == 0, line
        self.check()
        if like is None: assert len(self.picked()) == wanted
        else: assert {k: v[0] for k, v in self.picked().items()} == like


@pytest.fixture(scope='module')
def furnished(site, tmp_path_factory):
    "A tree with candidates, the word of a simulated owner, a model, two pictures of the owner's own and one earlier pick"
    at = tmp_path_factory.mktemp('furnished')
    with pytest.MonkeyPatch.context() as m:
        m.setenv('WALLPICKER_STATE', str(at/'state'))
        m.setenv('WALLHAVEN_URL', site.url)
        m.setattr(Budget, 'shared', classmethod(lambda cls, *a, **k: quick()))
        folders = Folders(at/'home'/'Wallpapers').make()
        for n in (1, 2): paint(n, size=(640, 360)).save(folders.desktop/f'holiday {n}.jpg')
        archive, ledger = Archive(folders), Ledger(folders)
        rows = Wallhaven(site.url).search(want=36)
        archive.add_many(rows, loads().previews(rows))
        likes = site.catalogue.light > site.catalogue.light.median()
        ledger.say_many([(id, 'YES' if likes[id] else 'NO', {}) for id in rows.id[:20]])
        ledger.say(rows.id[20], 'ban'); ledger.say(rows.id[21], 'NO'); ledger.undo()
        root = ['--root', str(folders.root)]
        assert main(['train', *root]) == main(['pick', '--count', '1', *root]) == 0
        folders.db.close()
    return at


@pytest.fixture
def home(furnished, site, tmp_path, monkeypatch, capsys):
    shutil.copytree(furnished/'home', tmp_path/'home')
    site.faults.clear()
    site.gone.clear()
    yield Home(tmp_path, site, monkeypatch, capsys)
    site.faults.clear()


@pytest.fixture(scope='module')
def clean(furnished, site, tmp_path_factory):
    "What a run picks when nothing goes wrong: id → SHA-256"
    at = tmp_path_factory.mktemp('clean')
    shutil.copytree(furnished/'home', at/'home')
    folders = Folders(at/'home'/'Wallpapers')
    P.pick(folders, Wallhaven(site.url, budget=quick()), loads(), count=2)
    rows = Ledger(folders).rows()
    return {r.id: r.extra['sha256'] for r in rows[rows.verb == 'picked'].itertuples()}


def changed(**kw): return lambda reply: dataclasses.replace(reply, **{k: v(reply) if callable(v) else v for k, v in kw.items()})

def told(change):
    "Change what the API says: `change(item)` for every wallpaper in a reply"
    def spoil(reply):
        if reply.type != 'application/json' or reply.status != 200: return reply
        said = json.loads(reply.body)
        for item in said['data'] if isinstance(said['data'], list) else [said['data']]: change(item)
        return dataclasses.replace(reply, body=json.dumps(said).encode())
    return spoil


def test_a_run_without_faults_holds_all_of_it_too(home, clean):
    status, line = home.pick()
    assert status == 0 and line.startswith('2 picked')
    home.check()
    home.converges(3, clean)


MENDED = {   # trouble that a run gets over by itself: it ends exactly as if there had been none
    '1 a 429 without a word': lambda s: s.fail_next(429),
    '1 a 429 for 20 seconds': lambda s: s.fail_next(429, retry_after=20),
    '1 a 429 until a date': lambda s: s.fail_next(429, retry_after=formatdate(time.time() + 30, usegmt=True)),
    '1 a 429 for a hundred years': lambda s: s.fail_next(429, retry_after=3_155_760_000),
    '1 a 429 for less than nothing': lambda s: s.fail_next(429, retry_after=-5),
    '1 a 429 from the host of the pictures': lambda s: s.fail_next(429, retry_after=10, of='original'),
    '2 two stumbles': lambda s: s.fail_next(502, times=2),
    '2 two stumbles with the pictures': lambda s: s.fail_next(503, times=2, of='original'),
    '4 an original cut off once': lambda s: s.truncate_next(.5, of='original'),
    '4 a listing cut off once': lambda s: s.truncate_next(.5, of='api'),
    '5 pictures said to be pages': lambda s: s.misbehave(changed(type='text/html'), 'picture', FOR_EVER),
    '5 pictures said to be nothing': lambda s: s.misbehave(changed(type=''), 'picture', FOR_EVER),
    '5 replies said to be pages': lambda s: s.misbehave(changed(type='text/html'), 'api', FOR_EVER),
    '6 three redirects': lambda s: s.misbehave(lambda r: Reply(302, headers={'location': '?again'}), 'original', 3),
    '12 fields nobody knows': lambda s: s.misbehave(told(lambda o: o.update(mood='blue', odd=[None])), 'api', FOR_EVER),
    '12 fields of other types': lambda s: s.misbehave(told(lambda o: o.update(views='many', favorites=None, colors='red', source=7, created_at={})), 'api', FOR_EVER),
}

@pytest.mark.parametrize('fault', MENDED)
def test_a_run_gets_over(home, clean, fault):
    MENDED[fault](home.site)
    status, line = home.pick()
    assert status == 0 and line.startswith('2 picked'), line
    home.check()
    assert {k: v[0] for k, v in home.picked().items()} == clean
    assert max(home.clock.slept, default=0) <= 61


LASTING = {   # trouble that lasts: nothing, or less, is picked, the line names it, and when it is over a run ends as ever
    '2 a site in trouble for ever': (lambda s: s.fail_next(503, times=FOR_EVER, of='any'), '503'),
    '4 originals cut off for ever': (lambda s: s.truncate_next(.9, times=FOR_EVER, of='original'), 'did not arrive'),
    '5 pages for originals': (lambda s: s.html_next(times=FOR_EVER, of='original'), 'announced|no JPEG'),
    '5 nothing for originals': (lambda s: s.misbehave(changed(body=b''), 'original', FOR_EVER), 'announced'),
    '5 JSON for originals': (lambda s: s.misbehave(changed(body=b'{"data": []}', type='application/json'), 'original', FOR_EVER), 'announced'),
    '6 redirects without end': (lambda s: s.misbehave(lambda r: Reply(302, headers={'location': '?again'}), 'original', FOR_EVER), 'redirected more than 3'),
    '6 redirects to another host': (lambda s: s.misbehave(lambda r: Reply(302, headers={'location': 'https://example.org/a.jpg'}), 'original', FOR_EVER), 'not where wallpapers come from'),
    '6 redirects to a file': (lambda s: s.misbehave(lambda r: Reply(302, headers={'location': 'file:///etc/hostname'}), 'original', FOR_EVER), 'not where wallpapers come from'),
    '7 more than was announced': (lambda s: s.misbehave(changed(body=lambda r: r.body + bytes(10**6)), 'original', FOR_EVER), 'announced'),
    '8 originals packed once more': (lambda s: s.misbehave(changed(body=lambda r: gzip.compress(r.body), headers=lambda r: {**r.headers, 'content-encoding': 'gzip'}), 'original', FOR_EVER), 'announced'),
    '9 zeroes and a missing end': (lambda s: s.misbehave(changed(body=lambda r: r.body[:len(r.body)//2] + bytes(len(r.body) - len(r.body)//2)), 'original', FOR_EVER), 'decoded|Trouble'),
}

@pytest.mark.parametrize('fault', LASTING)
def test_a_run_ends_and_says_why(home, clean, fault):
    arrange, saying = LASTING[fault]
    arrange(home.site)
    before = len(home.site.calls)
    status, line = home.pick()
    assert re.search(saying, line), line
    assert len(home.site.calls) - before < 80
    home.check()
    assert len(home.picked()) == 1
    home.converges(3, clean)
