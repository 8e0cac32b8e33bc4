"""What the real site sent once, against what the client reads and the gallery sends. The recordings are not part of the project:
WALLPICKER_RECORDED names a folder with the test data of jtait/pywallhaven (search-seed-abc123-page1.json … wallpaper.json)."""
import json
import os
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from scripted import scripted

from wallpicker.gallery.server import Gallery
from wallpicker.site.wallpapers import COLUMNS
from wallpicker.site.wallhaven import Wallhaven
from wallpicker.site.budget import Budget

RECORDED = os.environ.get('WALLPICKER_RECORDED')
SITES = {f'https://{host}': f'/from/{host}' for host in ('wallhaven.cc', 'w.wallhaven.cc', 'th.wallhaven.cc', 'whvn.cc')}

pytestmark = pytest.mark.skipif(not RECORDED, reason='WALLPICKER_RECORDED names no folder of recorded replies')


def text(name): return (Path(RECORDED)/f'{name}.json').read_text()
def recorded(name): return json.loads(text(name))


def file_for(path):
    "The recording that answers a request, or None; the real site's addresses"
    at, page = urlsplit(path), parse_qs(urlsplit(path).query).get('page', ['1'])[0]
    routes = [('/search', f'search-seed-abc123-page{page}'), (r'/w/\w+', 'wallpaper'), (r'/tag/\d+', 'tag'), ('/settings', 'settings'),
              ('/collections', 'collections'), (r'/collections/\w+', 'user-collections'), (r'/collections/\w+/\d+', f'collection-page{page}')]
    return next((name for route, name in routes if re.fullmatch(route, at.path)), None)


@pytest.fixture
def site():
    """A loopback server with the recordings; its pictures are said to be there as well, since a client does not let a server on this
    machine send it to another. That and nothing else is changed, and `back` undoes it"""
    def answer(path, headers, n):
        name = file_for(path)
        if name is None or not (Path(RECORDED)/f'{name}.json').exists(): return 400, {'content-type': 'application/json'}, b'{"error":"Bad Request"}'
        body = text(name)
        for far, near in SITES.items(): body = body.replace(far.replace('/', r'\/') + r'\/', (asked.url + near).replace('/', r'\/') + r'\/')
        return 200, {'content-type': 'application/json', 'x-ratelimit-limit': '45', 'x-ratelimit-remaining': '44'}, body.encode()
    with scripted(answer) as asked:
        def back(value):
            said = json.dumps(value)
            for far, near in SITES.items(): said = said.replace(f'{asked.url}{near}/', f'{far}/')
            return json.loads(said)
        asked.back = back
        yield asked


@pytest.fixture
def client(site, monkeypatch):
    monkeypatch.delenv('WALLHAVEN_API_KEY', raising=False)
    return Wallhaven(site.url, key='recorded', budget=Budget(1000, 1))


# ---- the client reads all of it

SAME = 'id url category purity favorites views colors dimension_x dimension_y file_size created_at source file_type path resolution'.split()

def whole(row, item):
    "Is every key and value of an item of the API in the row that was made of it, and in `raw`?"
    assert row['raw'] == item and list(row['raw']) == list(item)
    assert {k: row[k] for k in SAME} == {k: item[k] for k in SAME}
    assert row['ratio'] == pytest.approx(float(item['ratio']), abs=.011)
    assert {k: row[f'thumb_{k}'] for k in item['thumbs']} == item['thumbs']
    assert set(item) - set(SAME) - {'ratio', 'thumbs'} <= {'short_url', 'uploader', 'tags'}   # what only `raw` has, or the detail


def test_a_search_is_read_without_loss(client, site):
    found = client.search(sorting='random', seed='abc123', want=999)
    items = [o for n in (1, 2, 3) for o in recorded(f'search-seed-abc123-page{n}')['data']]
    assert list(found.id) == [o['id'] for o in items] and found.id.is_unique and len(found) == 72
    assert found.skipped == () and found.total == 72 and found.next_page is None and list(found.columns) == COLUMNS
    for row, item in zip(found.to_dict('records'), items): whole(site.back(row), item)
    assert len(site) == 3 and all('seed=abc123' in path for path, _ in site)


def test_pages_and_steps_bring_the_same(client):
    part, ids = client.search(sorting='random', seed='abc123', want=30), []
    for _ in range(20):
        ids += list(part.id)
        if part.next_page is None: break
        part = client.more(part, want=30)
    assert ids == [id for page in client.pages(sorting='random', seed='abc123') for id in page.id]


def test_a_collection_is_read_without_loss(client, site):
    found = client.collection('somebody', 1, want=24, purity='111')
    items = recorded('collection-page1')['data']
    assert found.skipped == () and len(found) == len(items) and found.total == recorded('collection-page1')['meta']['total']
    for row, item in zip(found.to_dict('records'), items): whole(site.back(row), item)


def test_a_wallpaper_is_read_without_loss(client, site):
    item = recorded('wallpaper')['data']
    one = site.back(client.wallpaper(item['id']))
    whole(one, item)
    assert one['tags'] == item['tags'] and one['uploader'] == item['uploader']['username']


def test_a_tag_is_read_without_loss(client): assert client.tag(4) == recorded('tag')['data']


@pytest.mark.parametrize('user, name', [(None, 'collections'), ('somebody', 'user-collections')])
def test_collections_are_read_without_loss(client, user, name):
    assert client.collections(user).to_dict('records') == recorded(name)['data']


def test_settings_are_read_without_loss(client):
    was, now = recorded('settings')['data'], client.settings()
    assert list(now) == list(was)
    assert now == {k: [o for o in v if o] if isinstance(v, list) else int(v) if k == 'per_page' else v for k, v in was.items()}


# ---- the gallery sends the same shapes

VARY = {'per_page': {'int', 'str'}, 'query': {'NoneType', 'str', 'dict'}, 'seed': {'NoneType', 'str'}}   # as the site was seen to do
LATER = {'settings': {'ai_art_filter': {'int'}}}   # keys that newer replies have and the recordings, from 2021, do not


def shape(value, at=''):
    "Every place in a reply → the types that were found there; the items of a list are one place"
    out = {at: {type(value).__name__}}
    parts = [(f'{at}.{k}', v) for k, v in value.items()] if isinstance(value, dict) else [(f'{at}[]', v) for v in value] if isinstance(value, list) else []
    for place, v in parts:
        for k, types in shape(v, place).items(): out[k] = out.get(k, set()) | types
    return out


@pytest.fixture(scope='module')
def gallery():
    with Gallery(count=60, key='good', limit=None) as g: yield g


def sent(gallery, path, key='good'):
    r = requests.get(f'{gallery.url}/{path}', headers={'X-API-Key': key} if key else {})
    assert r.status_code == 200 and r.headers['content-type'].startswith('application/json')
    return r


def asks(gallery):
    "Recordings and the requests whose replies must look like them"
    first = gallery.wall[0]
    tag = sent(gallery, f'w/{first.id}').json()['data']['tags'][0]['id']
    user, number = next((c['user'], c['id']) for c in gallery.collections if c['public'])
    return {'search-seed-abc123-page1': ['search?sorting=random&seed=abc123', 'search', 'search?categories=111&q=forest', f'search?categories=111&q=id:{tag}',
                                         'search?categories=111&q=type:png'],
            'collection-page1': [f'collections/{user}/{number}'], 'collections': ['collections'], 'user-collections': [f'collections/{user}'],
            'settings': ['settings'], 'tag': [f'tag/{tag}'], 'wallpaper': [f'w/{first.id}']}


@pytest.mark.parametrize('name', ['search-seed-abc123-page1', 'collection-page1', 'collections', 'user-collections', 'settings', 'tag', 'wallpaper'])
@pytest.mark.parametrize('key', ['good', None])
def test_the_gallery_sends_the_same_keys_and_types(gallery, name, key):
    real, later = shape(recorded(name)), {f'.data.{k}': v for k, v in LATER.get(name, {}).items()}
    if not key and name in ('settings', 'collections'):
        assert requests.get(f'{gallery.url}/{asks(gallery)[name][0]}').status_code == 401
        return
    for path in asks(gallery)[name]:
        ours = shape(sent(gallery, path, key).json())
        ours = {k: v for k, v in ours.items() if not k.startswith('.meta.query.')}   # a tag's number and name, documented
        assert set(ours) - set(later) == set(real), path
        for place, types in ours.items():
            assert types <= VARY.get(place.rpartition('.')[2], real.get(place) or later[place]), (path, place)


@pytest.mark.parametrize('name', ['search-seed-abc123-page1', 'collection-page1', 'collections', 'settings', 'tag', 'wallpaper'])
def test_the_gallery_sends_keys_in_the_same_order(gallery, name):
    def orders(value):
        if isinstance(value, list): return orders(value[0]) if value else []
        return [list(value)] + [o for v in value.values() for o in orders(v)] if isinstance(value, dict) else []
    ours = orders(sent(gallery, asks(gallery)[name][0]).json())
    later = set(LATER.get(name, {}))
    assert [[k for k in keys if k not in later] for keys in ours] == orders(recorded(name))


def test_values_have_the_same_form(gallery):
    "Patterns that hold for every recorded item hold for every item of the gallery"
    host = re.compile(r'https?://[\w.:]+')
    forms = dict(id=r'[a-z0-9]{6}', url=r'/w/[a-z0-9]{6}', path=r'(/full/..)/wallhaven-\w{6}\.(jpg|png)', resolution=r'\d+x\d+', ratio=r'\d+(\.\d{1,2})?',
                 file_type=r'image/(jpeg|png)', created_at=r'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d', purity='sfw|sketchy|nsfw', category='general|anime|people')
    real = [o for n in (1, 2, 3) for o in recorded(f'search-seed-abc123-page{n}')['data']]
    ours = [o for n in (1, 2) for o in sent(gallery, f'search?page={n}').json()['data']]
    for item in real + ours:
        for k, form in forms.items(): assert re.fullmatch(form, host.sub('', item[k])), (k, item[k])
        assert len(item['colors']) == 5 and all(re.fullmatch('#[0-9a-f]{6}', c) for c in item['colors'])
        assert item['resolution'] == f"{item['dimension_x']}x{item['dimension_y']}" and item['id'] in item['url'] and item['id'] in item['path']
        assert float(item['ratio']) == pytest.approx(item['dimension_x']/item['dimension_y'], abs=.011)
        assert {k: urlsplit(v).path for k, v in item['thumbs'].items()} == {k: f"/{d}/{item['id'][:2]}/{item['id']}.jpg" for k, d in
            dict(large='lg', original='orig', small='small').items()}


def test_slashes_are_escaped_as_on_the_site(gallery):
    assert r'https:\/\/' in text('wallpaper') and r'http:\/\/' in sent(gallery, 'search').text and '://' not in sent(gallery, 'search').text


def test_a_difference_would_be_seen():
    item = recorded('tag')
    assert shape(item) != shape({'data': {**item['data'], 'id': '4'}}) and shape(item) != shape({'data': {**item['data'], 'new': 1}})


