"A site that lies: the short form of `python -m soak.liar`, the worst lies one by one, and what reaches a terminal"
import io
import pytest
from PIL import Image
from soak.liar import SAID, Lie, browse, lie
from tools.lab import CHROMIUM, browser_page
import soak.liar
from scripted import scripted
from test_one_bad import blotch, item
from test_pick import Site, folders, go, ids_on, row, stand_ins   # noqa: F401, fixtures
from wallpicker.command import note, output
from wallpicker.files import UNSEEN, write_whole
from wallpicker.folders import printable
from wallpicker.picks.deliver import unfit
from wallpicker.picks.names import telling
from wallpicker.site.wallpapers import as_row, thumbnail
import wallpicker.site.client as client_module

def test_whatever_the_site_says_of_one_wallpaper_the_others_are_picked():
    told = lie(6, seed=3)
    assert told.lies == 6 and told.picked >= 6*7
    if CHROMIUM:
        with browser_page() as page: assert browse(page, told.html)

RUDE = [('item', 'category'), ('detail', 'tags.0.name'), ('detail', 'uploader.username')]

@pytest.mark.parametrize('where,what', RUDE, ids=[o[1] for o in RUDE])
def test_the_sites_words_cannot_command_a_terminal(monkeypatch, where, what):
    monkeypatch.setattr(soak.liar, 'draw', lambda rng: Lie(where, what, f'\x1b[2Jdunes\u202e\n{SAID}\r'))
    assert lie(1).picked == 8

@pytest.mark.parametrize('half', ['', '\ud83d'], ids=['characters', 'half a character'])
def test_what_was_taken_in_by_an_earlier_version_is_printed_harmlessly(capsys, half):
    rude = f'a\x1b[2J\x9b\u202e{half} {SAID}'
    output(dict(tag=rude), rude, False)
    output(dict(tag=rude), rude, True)
    note(rude)
    said = capsys.readouterr()
    assert not UNSEEN.search((said.out + said.err).replace('\n', '')) and 'a\\x1b[2J' in said.out
    import json
    assert json.loads(said.out.split('\n', 1)[1]) == dict(tag=rude)

def test_a_reply_is_printable_to_any_depth_that_is_kept():
    assert printable({'a\n': ['\x1b', {'b': '\u2029'}], 'n': 7}) == {'a\\n': ['\\x1b', {'b': '\\u2029'}], 'n': 7}

@pytest.mark.parametrize('lie', ['other', 'mirror', 'dark', 'black'])
def test_an_original_that_is_not_what_its_preview_shows_is_put_aside(folders, lie):
    site = Site([row(n) for n in range(50, 30, -1)])
    honest = site.original
    def original(row, path):
        honest(row, path)
        if row['id'] != 'wall50': return path
        im = Image.open(path).convert('RGB')
        im = dict(other=lambda: Image.open(io.BytesIO(blotch(7, (640, 360)))), mirror=lambda: im.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
                  dark=lambda: im.point(lambda v: v//4), black=lambda: Image.new('RGB', im.size))[lie]()
        out = io.BytesIO()
        im.save(out, 'JPEG', quality=85)
        return write_whole(path, out.getvalue())
    site.original = original
    picked = go(folders, site)
    assert len(picked) == 3 and 'wall50' not in ids_on(folders) and not picked.trouble
    assert picked.aside == ['wall50: the original of wall50 is not wanted: it is another picture than its preview']
    assert not [o for o in folders.desktop.iterdir() if 'wall50' in o.name] and not list(folders.model.rglob('.wallpicker-wall50*'))
    again = go(folders, site, day='2026-01-02')
    assert len(again) == 3 and site.calls.count('wall50') == 1

def test_an_original_in_other_colours_or_sizes_is_still_the_picture(folders):
    from test_pick import picture
    site = Site([row(n) for n in range(50, 30, -1)])
    site.original = lambda row, path: write_whole(path, picture(int(row['id'][4:]), (1600, 900), 95))
    assert len(go(folders, site)) == 3

def test_an_original_that_is_larger_than_any_is_put_aside_and_no_disk_is_full():
    assert unfit(row(1) | dict(tags=['night'], file_size=2**52)).startswith('its original has 4,503,599,627,370,496 bytes')

def test_names_take_no_longer_with_ten_thousand_tags():
    "Quadratic, a name took most of a minute"
    tags = [f'tag {i}' for i in range(30_000)]
    assert telling(dict(tags=tags)) == ['tag-0', 'tag-1', 'tag-2']
    assert telling(dict(tags=['night', 'night sky', 'sky', 'sea'])) == ['night', 'night-sky', 'sea']

@pytest.mark.parametrize('more', [dict(tags=[dict(name=f't{i}') for i in range(12_000)]), dict(source='w '*1_000_000), dict(colors=['#000000']*5000)], ids=['tags', 'text', 'list'])
def test_what_is_endless_is_not_kept(more):
    with pytest.raises(ValueError, match='cannot be kept'): as_row(item('http://127.0.0.1:9', 1) | more, local=True)

def test_a_thumbnail_with_headers_that_never_end_is_given_up(monkeypatch):
    import time
    monkeypatch.setattr(client_module, 'HEAD_BY', .5)
    def endless(path, headers, nth):
        time.sleep(4)
        return 200, {}, b''
    with scripted(endless) as asked:
        begun = time.monotonic()
        with pytest.raises(OSError): thumbnail(asked.url + '/t/late.jpg')
        assert time.monotonic() - begun < 3.5
