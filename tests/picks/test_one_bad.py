"One candidate of which the site says nonsense must never end a run, neither of fetch nor of pick. Model and features are stand-ins, the site is a little server that says what a test wrote down"
import io, json
from functools import lru_cache
import numpy as np, pytest
from PIL import Image
from wallpicker.archive.store import Archive
from wallpicker.site.budget import Budget
from wallpicker.site.download import Downloader
from wallpicker.picks.search import gather
from wallpicker.picks.pick import pick
from wallpicker.picks.deliver import unfit
from wallpicker.site.wallhaven import Wallhaven
from scripted import scripted
from test_pick import Site, folders, go, ids_on, row, stand_ins   # noqa: F401, fixtures

@lru_cache(None)
def blotch(n, size):
    small = Image.fromarray(np.random.default_rng(n).integers(0, 256, (5, 8, 3), np.uint8)).resize(size, Image.BICUBIC)
    r, g, _ = small.split()
    out = io.BytesIO()
    Image.merge('RGB', (r, g, Image.new('L', size, 160 + n % 90))).save(out, 'JPEG', quality=85)
    return out.getvalue()

FULL = (640, 360)

def item(url, n):
    id, pages = f'wall{n:03d}', 'https://wallhaven.cc/w/'
    return dict(id=id, url=pages + id, views=1, favorites=1, source='', purity='sfw', category='general', dimension_x=FULL[0], dimension_y=FULL[1], file_size=len(blotch(n, FULL)),
                file_type='image/jpeg', created_at='2026-01-01 00:00:00', colors=['#000000'], path=f'{url}/full/{n}.jpg', thumbs={k: f'{url}/t/{n}.jpg' for k in ('large', 'small', 'original')})

deep = []
for _ in range(200): deep = [deep]
BIG = 'a number of five thousand digits'
ODD = [None, [], '', '\ud83d', 10**30, BIG, float('inf'), True, 'image/avif', 'http://[', '---', {'name': ['\udc00']}, deep]
FIELDS = ['id', 'url', 'views', 'source', 'purity', 'category', 'dimension_x', 'file_size', 'file_type', 'created_at', 'colors', 'path', 'thumbs', 'thumbs.large', 'thumbs.small', 'more']
DETAIL = [*FIELDS, 'tags', 'tags.0', 'tags.0.name', 'tags.0.alias', 'tags.0.purity', 'uploader', 'uploader.username']

def bent(o, field, value):
    "A copy of an item with something else in one place"
    if not field: return value
    first, _, rest = field.partition('.')
    copy = list(o) if isinstance(o, list) else dict(o)
    first = int(first) if isinstance(o, list) else first
    copy[first] = bent(copy.get(first) if isinstance(copy, dict) else copy[first], rest, value)
    return copy

def site(bad, listing):
    "Serves good items, and for each number in `bad` one with a field bent: in the listing, or only when it is asked for alone"
    def answer(path, headers, nth):
        where, _, q = path.partition('?')
        n = int(''.join(c for c in where.rpartition('/')[2] if c.isdigit()) or 0)
        if where.startswith('/full'): return 200, {}, blotch(n, FULL)
        if where.startswith('/t/'): return 200, {}, blotch(n, (432, 243))
        url = 'http://' + headers['Host']
        if where.endswith('/search'): o = [bent(item(url, k), *bad[k]) if listing and k in bad else item(url, k) for k in range(len(bad) + 6)]
        else:
            o = {**item(url, n), 'uploader': dict(username='jo'), 'tags': [dict(id=1, name=f'night {n}', alias='', purity='sfw')]}
            if not listing and n in bad: o = bent(o, *bad[n])
        return 200, {}, json.dumps(dict(data=o, meta=dict(last_page=1))).replace(f'"{BIG}"', '9'*5000).replace('Infinity', '1e999').encode()
    return scripted(answer)

def client(asked): return Wallhaven(asked.url + '/api/v1', budget=Budget(10**6, 60))

def downloader(): return Downloader(sleep=lambda seconds: None)

def clean(f):
    f.config_file.write_text(f.config_file.read_text().replace('ratios = "16x9"', ''))
    return f

@pytest.mark.filterwarnings('ignore')   # of items that are left out
@pytest.mark.parametrize('listing,fields', [(True, FIELDS), (False, DETAIL)], ids=['listed', 'asked'])
def test_a_candidate_with_nonsense_in_any_field_ends_no_run(folders, listing, fields):
    bad = dict(enumerate((field, value) for field in fields for value in ODD))
    good = {f'wall{n:03d}' for n in range(len(bad), len(bad) + 6)}
    clean(folders).change('pick', candidates=len(bad) + 6)
    with site(bad, listing) as asked:
        gather(folders, client(asked), downloader())
        assert good <= set(Archive(folders).ids())
        picked = pick(folders, client(asked), downloader(), count=len(bad) + 6, day='2026-01-01')
        assert good <= {p.id for p in picked} and good <= set(ids_on(folders)), picked.summary
        again = pick(folders, client(asked), downloader(), count=len(bad) + 6, day='2026-01-02')
    put = {o.partition(':')[0] for o in picked.aside}
    assert bool(put) == (not listing), 'what a listing says wrongly, the reply about the candidate puts right'
    assert not put & {o.partition(':')[0] for o in again.aside} and (listing or f'{len(put)} put aside' in picked.summary)
    assert listing or {f'wall{n:03d}' for n, (field, _) in bad.items() if field == 'id'} <= put, 'a reply about another wallpaper is no answer'
    json.dumps(picked.json()).encode()


# ---- one by one

@pytest.mark.parametrize('kind', ['image/avif', 'image/svg+xml', 'nonsense'])
def test_a_format_that_cannot_be_named_is_put_aside_and_remembered(folders, kind):
    site = Site([row(50, file_type=kind), *(row(n) for n in range(49, 30, -1))])
    picked = go(folders, site)
    assert len(picked) == 3 and picked.aside == [f"wall50: wallpaper wall50 is a {kind!r}: only jpg, png and webp are picked"]
    assert '. 1 put aside: wall50' in picked.summary and picked.json()['aside'] == picked.aside and not picked.trouble
    assert folders.db.one("select why from pick_refused where id = 'wall50'")['why'].startswith('wallpaper wall50 is a')
    again = go(folders, site, day='2026-01-02')
    assert len(again) == 3 and not again.aside and site.calls.count('wall50') == 1

def test_a_format_that_nobody_told_is_that_of_the_file(folders):
    picked = go(folders, Site([row(50, file_type=None), *(row(n) for n in range(49, 30, -1))]))
    assert picked[0].id == 'wall50' and picked[0].file.endswith('.jpg')

def test_an_archive_that_holds_nonsense_already_ends_no_run(folders):
    "As an earlier version, or a folder taken in, may have left it"
    site = Site([row(n) for n in range(50, 30, -1)])
    go(folders, site, dry_run=True)
    for n, (k, v) in enumerate(dict(file_type='---', dimension_x='many', file_size='long', path='http://127.0.0.1:9/x', tags='["\\ud83d"]').items()):
        folders.db.execute(f'update pictures set {k} = ? where id = ?', v, f'wall{50 - n}')
    folders.change('rules', never=['type:webp'])
    picked = go(folders, site)
    assert len(picked) == 3 and not picked.trouble

def test_without_the_site_nothing_is_fetched_from_where_the_archive_says(folders):
    from wallpicker.site.limit import RateLimited
    site = Site([row(n) for n in range(50, 30, -1)])
    go(folders, site, dry_run=True)
    folders.db.execute("update pictures set path = 'http://127.0.0.1:9/x' where id = 'wall50'")
    site.wrong['detail'] = RateLimited('enough for today', 60, 429)
    picked = go(folders, site)
    assert len(picked) == 3 and 'wall50' not in {p.id for p in picked} and '1 left for a day when the site answers' in picked.summary
    assert not picked.aside

def test_an_id_that_cannot_be_asked_for_silences_no_run(folders):
    "Earlier versions stopped asking the site altogether"
    from wallpicker.site.query import QueryError
    site = Site([row(n) for n in range(50, 30, -1)])
    real = site.wallpaper
    def wallpaper(id):
        if id == 'wall50': raise QueryError('no id of a wallpaper')
        return real(id)
    site.wallpaper = wallpaper
    picked = go(folders, site)
    assert len(picked) == 3 and picked.aside == ['wall50: no id of a wallpaper'] and len([c for c in site.calls if c.startswith('wall')]) >= 3

def test_what_would_go_wrong_is_found_before_anything_is_begun():
    good = row(1) | dict(tags=['night'])
    assert unfit(good) == ''
    for change in (dict(file_type='image/avif'), dict(path=None), dict(path='http://127.0.0.1/a.jpg'), dict(dimension_y=None), dict(file_size='1 MB'), dict(tags=['\ud83d']), dict(id='../x')):
        assert unfit(good | change), change
