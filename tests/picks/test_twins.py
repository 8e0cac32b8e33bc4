"What a page has no room for: strangers taken for one picture, copies not known again, a memory that outlives what was said"
import os
import numpy as np, pandas as pd, pytest
from PIL import Image, ImageDraw, ImageFont
from wallpicker.archive.fingerprints import fingerprint
from wallpicker.archive.likeness import likeness, pairs
from wallpicker.archive.preview import jpeg, prepare
from wallpicker.archive.store import Archive
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.picks.twins import COMMON, Twins
from test_pick import Features, picture, row


@pytest.fixture
def twins(tmp_path):
    "Twelve wallpapers of the site: wall10 as wall30 in a smaller size, wall11 as wall31 pressed harder, the others strangers"
    folders = Folders(tmp_path/'Wallpapers').make()
    archive = Archive(folders)
    for n in range(10, 20): archive.add(row(n), picture(n))
    archive.add(row(30, dimension_x=1280, dimension_y=720), picture(10, quality=70))
    archive.add(row(31), picture(11, quality=40))
    return Twins(archive, Ledger(folders), Features(archive))


def odds(twins, **more): return pd.Series({o: .5 for o in twins.archive.ids()} | more)


def test_copies_are_found_by_hash_detail_and_features():
    "Real pictures when WALLPICKER_PICTURES names some, else paintings, which are less unlike each other"
    from bench.__main__ import near_figures, real_pictures
    real = bool(os.environ.get('WALLPICKER_PICTURES'))
    found, wrong, pairs = near_figures(*real_pictures(40))
    assert min(found.values()) >= (.98 if real else .95), found
    assert len(wrong) <= .005*pairs, wrong


W, H = 864, 486
DOWN, ACROSS = np.mgrid[0:H, 0:W]/np.array([H, W])[:, None, None]
WAYS = [DOWN, ACROSS, (DOWN + ACROSS)/2, np.hypot(DOWN - .5, ACROSS - .5), (DOWN - .5)**2 + (ACROSS - .3)**2]

def gradient(rng, most=256):
    top, low, g = rng.integers(0, most, 3), rng.integers(0, most, 3), WAYS[rng.integers(len(WAYS))][..., None]
    return Image.fromarray((top*(1 - g) + low*g).clip(0, 255).astype(np.uint8))

def disc(rng, ground='black'):
    im = Image.new('RGB', (W, H), ground)
    ImageDraw.Draw(im).circle((W/2, H/2), (40, 120, 200)[rng.integers(3)], fill=tuple(map(int, rng.integers(0, 256, 3))))
    return im

def sign(rng):
    im, (text, size) = Image.new('RGB', (W, H)), (('SALE', 160), ('hello world', 40), ('KEEP CALM\nAND\nCARRY ON', 130))[rng.integers(3)]
    ImageDraw.Draw(im).multiline_text((W/2, H/2), text, fill=tuple(map(int, rng.integers(0, 256, 3))), font=ImageFont.load_default(size), anchor='mm', align='center')
    return im

def dark(rng):
    noisy = np.asarray(gradient(rng, 30), float) + rng.normal(0, 2, (H, W, 3))
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))

@pytest.mark.parametrize('kind', [gradient, disc, lambda rng: disc(rng, 'white'), sign, dark], ids='gradients discs on-white signs dark'.split())
def test_a_shape_in_other_colours_is_another_picture(kind, n=int(os.environ.get('WALLPICKER_PLAIN', 60))):
    rng = np.random.default_rng(7)
    assert pairs([fingerprint(prepare(jpeg(kind(rng), 90))) for _ in range(n)]) == []


@pytest.mark.parametrize('change', [lambda im: im.convert('L').convert('RGB'), lambda im: Image.merge('RGB', im.split()[::-1]),
                                    lambda im: Image.merge('RGB', im.split()[1:] + im.split()[:1]), lambda im: Image.blend(im, Image.new('RGB', im.size, (255, 90, 0)), .6)])
def test_a_picture_in_other_colours_is_another_one(change):
    from wallpicker.gallery.paint import paint
    for n in (1002, 1005, 1007):
        im = paint(n, size=(W, H))
        both = [fingerprint(prepare(im)), fingerprint(prepare(change(im)))]
        assert pairs(both) == [] and not likeness(both).same.any(), 'neither among many nor of the two alone'


def test_what_was_dropped_for_its_shape_comes_back(twins):
    "As earlier rules left it: a stranger is remembered as a near-duplicate of a picture that was answered"
    twins.ledger.say('wall30', 'NO')
    twins.db.execute('insert into pick_twin values (?, ?)', 'wall15', 'wall30')
    twins.db.execute('insert into twin_asked values (?, ?, ?)', 'wall15', twins.features.key, 12)
    twins.db.execute('insert into twin_same values (?, ?)', 'wall15', 'wall30')
    assert 'wall15' not in twins.spoken_for()
    assert 'wall15' in twins.distinct(odds(twins).drop('wall30')) and twins.spoken_for() == {'wall10'}


def test_the_largest_stays_and_of_equals_the_likelier(twins):
    alone = twins.distinct(odds(twins, wall30=.9, wall31=.9))
    assert {'wall10', 'wall31'} <= set(alone.index) and not {'wall30', 'wall11'} & set(alone.index) and len(alone) == 10


def test_nothing_and_nobody(twins):
    assert len(twins.of([])) == 0 and len(twins.distinct(odds(twins)[:0])) == 0
    assert [*twins.distinct(odds(twins)[['wall15']]).index] == ['wall15']
    alone, passed = twins.shortlist(odds(twins)[:0], odds(twins)[:0], 5)
    assert len(alone) == passed == 0


@pytest.mark.parametrize('verb', ['YES', 'NO', 'ban', 'picked', 'removed'])
def test_one_word_about_a_picture_settles_its_twin_however_large(twins, verb):
    more = dict(file='a.jpg', sha256='0'*64, number=1) if verb == 'picked' else {}
    twins.ledger.say('wall30', verb, **more)
    assert 'wall10' not in twins.distinct(odds(twins).drop('wall30')) and twins.spoken_for() == {'wall10'}


def test_what_is_taken_back_gives_its_twin_back(twins):
    twins.ledger.say('wall30', 'NO')
    twins.distinct(odds(twins).drop('wall30'))
    assert twins.spoken_for() == {'wall10'}
    twins.ledger.undo()
    assert twins.spoken_for() == set() and 'wall10' in twins.distinct(odds(twins))


def test_features_are_asked_only_where_details_are_in_two_minds(twins, monkeypatch):
    asked, kin = [], pd.DataFrame(dict(id=['wall10', 'wall12', 'wall13'], other=['wall30', 'wall13', 'wall14'], detail=[.9, .5, .2], same=[True, False, False]))
    real, first = Features.__call__, twins.archive.ids()[:COMMON]
    monkeypatch.setattr(Archive, 'relatives', lambda self, ids, since=0: kin.copy())
    monkeypatch.setattr(Features, '__call__', lambda self, ids: asked.append(list(ids)) or real(self, ids))
    assert twins.compare(['wall12']) == [('wall10', 'wall30')] and asked == [first, ['wall12', 'wall13']]
    assert twins.compare(['wall12']) == [('wall10', 'wall30')] and len(asked) == 3, 'what is common is asked for once'
    kin.loc[1, 'detail'] = .2
    assert len(twins.compare(['wall12'])) == 1 and len(asked) == 3


def test_another_network_is_asked_anew(twins, monkeypatch):
    "wall12 and wall13 look alike to one network and not to the next"
    kin = pd.DataFrame(dict(id=['wall12'], other=['wall13'], detail=[.5], same=[False]))
    monkeypatch.setattr(Archive, 'relatives', lambda self, ids, since=0: kin.copy())
    see = lambda X: monkeypatch.setattr(Features, '__call__', lambda self, ids: np.array([X.get(i, [0, 0]) for i in ids], float))
    see(dict(wall12=[1, 1], wall13=[1, 1.01]))
    assert twins.of(['wall12']).values.tolist() == [['wall12', 'wall13']]
    see(dict(wall12=[1, -1], wall13=[-1, 1]))
    again = Twins(twins.archive, twins.ledger, twins.features)
    assert len(again.of(['wall12'])) == 1, 'remembered'
    monkeypatch.setattr(Features, 'key', 'another network')
    assert len(again.of(['wall12'])) == 0


def test_what_was_compared_once_is_compared_with_newcomers_only(twins, monkeypatch):
    asked, real, ids = [], Archive.relatives, twins.archive.ids()
    monkeypatch.setattr(Archive, 'relatives', lambda self, ids, since=0: asked.append((list(ids), since)) or real(self, ids, since))
    first = twins.of(ids)
    assert set(map(tuple, first.values)) >= {('wall10', 'wall30'), ('wall30', 'wall10'), ('wall11', 'wall31'), ('wall31', 'wall11')}
    assert twins.of(ids).equals(first) and len(asked) == 1
    twins.archive.add(row(40), picture(12, quality=60))
    again = twins.of([*ids, 'wall40'])
    assert set(map(tuple, again.values)) - set(map(tuple, first.values)) == {('wall12', 'wall40'), ('wall40', 'wall12')}
    assert asked[1:] == [(['wall40'], 0), (ids, 12)]
    fresh = Twins(twins.archive, twins.ledger, twins.features)
    twins.db.execute('delete from twin_asked')
    twins.db.execute('delete from twin_same')
    assert fresh.of([*ids, 'wall40']).reset_index(drop=True).equals(again.reset_index(drop=True))   # memory changes nothing


def test_the_shortlist_looks_on_below_what_was_passed_over(twins):
    twins.ledger.say('wall30', 'NO')
    p = odds(twins, wall10=.99).drop('wall30').sort_values(ascending=False, kind='stable')
    first, passed = twins.shortlist(p, p[:0], 1)
    assert passed == 1 and len(first) == 1 and 'wall10' not in first
    again, passed = twins.shortlist(p, p[:0], 1)
    assert [*again.index] == [*first.index] and passed == 1, 'by what was remembered'
