"Favourites on Wallhaven become answers: ten calls for two hundred, none for a single one, and all of it can be taken back"
import pytest
from wallpicker.archive.store import Archive
from wallpicker.folders import Folders
from wallpicker.gallery.replies import ACCOUNT, Reply
from wallpicker.gallery.server import Gallery
from wallpicker.labels.favourites import Favourites, import_favourites, imported, take_back_favourites
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.rows import LabelsError
from wallpicker.site.budget import Budget
from wallpicker.site.client import NotFound, Unauthorized
from wallpicker.site.wallhaven import Wallhaven
from wallpicker.taste.model import _asked_about

@pytest.fixture(scope='module')
def site():
    with Gallery(count=260, key='goodkey', limit=None) as gallery: yield gallery

@pytest.fixture
def marked(site, monkeypatch):
    "The owner's own collection, which is private, holds the first two hundred that are safe for work; one more is not"
    sfw = [w.id for w in site.wall if w.row['purity'] == 'sfw'][:200]
    other = [w.id for w in site.wall if w.row['purity'] != 'sfw'][:1]
    mine = dict(id=89, label='Default', views=0, public=0, count=len(sfw + other), user=ACCOUNT, ids=sfw + other)
    night = dict(id=90, label='Night walks', views=0, public=1, count=3, user=ACCOUNT, ids=sfw[:3])
    monkeypatch.setattr(type(site.api), 'collections', property(lambda self: [mine, night]))
    return sfw

@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'state'))
    return Folders(tmp_path/'Wallpapers').make()

def client(site, key='goodkey'): return Wallhaven(site.url, key=key, budget=Budget(calls=10_000, per=1))
def calls(site, n): return [c.target for c in site.calls[n:] if '/api/' in c.target]

def test_two_hundred_in_ten_calls_and_back(site, marked, folders):
    n = len(site.calls)
    came = import_favourites(folders, f'{ACCOUNT}/Default', client(site))
    asked = calls(site, n)
    assert len(asked) <= 10 and not [o for o in asked if '/w/' in o]
    ledger = Ledger(folders)
    assert ledger.labels().to_dict() == dict.fromkeys(marked, 'YES') and came.hidden == 1 and sorted(came.yes) == sorted(marked)
    assert {(r['via'], r['collection'], r['who']) for r in imported(ledger)} == {('wallhaven', f'{ACCOUNT}/Default', 'owner')}
    ledger.say(marked[0], 'favourite')
    assert len(take_back_favourites(ledger)) == 200
    assert ledger.labels().to_dict() == {marked[0]: 'YES'}, 'what was said since stands'
    assert take_back_favourites(ledger) == []

def test_what_is_known_costs_nothing_and_what_was_said_stands(site, marked, folders):
    import_favourites(folders, f'{ACCOUNT}/night WALKS', client(site))
    ledger = Ledger(folders)
    ledger.say(marked[0], 'NO')
    ledger.say(marked[1], 'ban')
    rows, n = len(ledger.rows()), len(site.calls)
    again = import_favourites(folders, f'{ACCOUNT}/90', client(site))
    assert (again.yes, again.fetched, sorted(again.against), again.same) == ([], 0, sorted(marked[:2]), [marked[2]])
    assert len(ledger.rows()) == rows and len(site.calls) - n == 2
    assert ledger.labels().to_dict() == {marked[0]: 'NO', marked[2]: 'YES'}

def test_all_collections_of_the_user_in_the_settings(site, marked, folders):
    folders.change('wallhaven', user=ACCOUNT)
    came = import_favourites(folders, client=client(site))
    assert sorted(came.yes) == sorted(marked)

def test_without_a_key_what_is_public(site, marked, folders):
    came = import_favourites(folders, ACCOUNT, client(site, key=None))
    assert sorted(came.yes) == sorted(marked[:3])

def test_what_cannot_be(site, marked, folders):
    with pytest.raises(LabelsError, match='whose favourites'): import_favourites(folders, client=client(site))
    with pytest.raises(LabelsError, match="no collection 'Sea' on the site: there are Default, Night walks"): import_favourites(folders, f'{ACCOUNT}/Sea', client(site))
    with pytest.raises(NotFound): import_favourites(folders, 'nobody', client(site, key=None))
    with pytest.raises(Unauthorized): import_favourites(folders, ACCOUNT, client(site, key='badkey'))
    assert len(Ledger(folders).rows()) == 0

def test_one_preview_that_does_not_come(site, marked, folders):
    site.misbehave(lambda reply, ask: Reply(404, b'', 'text/html'), 'preview', 1)
    came = import_favourites(folders, f'{ACCOUNT}/Night walks', client(site))
    assert len(came.yes) == 2 and len(came.refused) == 1 and '1 have no preview' in repr(came)

def test_they_are_no_candidates_to_judge_by(site, marked, folders):
    import_favourites(folders, f'{ACCOUNT}/Night walks', client(site))
    archive, ledger = Archive(folders), Ledger(folders)
    assert not _asked_about(archive.frame(), ledger).any()
    take_back_favourites(ledger)
    ledger.say(marked[0], 'YES')
    assert _asked_about(archive.frame(), ledger).all(), 'an answer of the owner here is one about a candidate'

def test_numbers_in_words():
    said = repr(Favourites(yes=['a'], same=['b'], against=['c'], refused=dict(d='e'), hidden=2, fetched=1))
    assert said == '1 new YES from Wallhaven, 1 previews fetched, 1 had a YES, 1 have your NO or ban, which stands, 1 have no preview, 2 are not shown: of another purity than [rules] allow, or gone'
