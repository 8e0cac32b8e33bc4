"""What each of the other clients does, in its own words. Runs in the throw-away environment of run.py:

    python clients.py NAME FOLDER

lists a search, fetches files into FOLDER, and prints one line of JSON: `listed` (ids), `files` (id → path), `said` (what else it found out).
None of them is told where the gallery is: they ask wallhaven.cc over the proxy that the environment names. The one exception is aiowallhaven,
whose HTTP library heeds no proxy; there we replace the constant with the address.
"""
import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

KEY, WORDS, WANT = os.environ['PEERS_KEY'], 'mountain', 3
BIN = Path(sys.executable).parent


def run(command, *args):
    "A client's own command; raises with what it said when it fails"
    done = subprocess.run([str(BIN/command), *args], capture_output=True, text=True, timeout=300)
    if done.returncode: raise SystemExit(f'{command} ended with status {done.returncode}: {(done.stderr or done.stdout)[-600:]}')
    return done.stdout


def gallery_dl(folder):
    "A downloader of many sites: every page of a search, some files, a collection, one wallpaper with its tags"
    options = ['--ignore-config', '--no-colors', '-o', f'extractor.wallhaven.api-key={KEY}', '-o', 'extractor.wallhaven.sleep-request=0',
               '-o', 'cache.file=']
    asked = f'https://wallhaven.cc/search?categories=111&purity=100&sorting=favorites&q={WORDS}'
    found = [entry[2] for entry in json.loads(run('gallery-dl', *options, '--dump-json', asked)) if entry[0] == 3]
    every = json.loads(run('gallery-dl', *options, '--dump-json', 'https://wallhaven.cc/search?categories=111&purity=100&sorting=views'))
    run('gallery-dl', *options, '-D', str(folder), '-f', '{id}.{extension}', '--range', f'1-{WANT}', asked)
    kept = json.loads(run('gallery-dl', *options, '--dump-json', f'https://wallhaven.cc/user/{os.environ["PEERS_USER"]}/favorites/15'))
    one = json.loads(run('gallery-dl', *options, '--dump-json', f'https://wallhaven.cc/w/{found[0]["id"]}'))
    return dict(listed=[w['id'] for w in found], every=[e[2]['id'] for e in every if e[0] == 3],
                collection=[e[2]['id'] for e in kept if e[0] == 3], tags=next(e[2]['tags'] for e in one if e[0] == 3))


def wallhavenapi(folder):
    "A Python client: a search, files, a tag, settings, collections, and its own errors for a bad key, an unknown id and a busy site"
    from wallhavenapi import wallhavenapi as W
    api = W.WallhavenAPI(api_key=KEY)
    found = api.search(categories=list(W.Category), purities=W.Purity.sfw, sorting=W.Sorting.favorites, q=None, ratios=[(16, 9)])
    shuffled = [api.search(categories=list(W.Category), sorting=W.Sorting.random, seed='abc123', page=n)['data'] for n in (1, 2)]
    for w in found['data'][:WANT]: api.download_wallpaper(w['id'], str(folder/Path(w['path']).name.removeprefix('wallhaven-')))
    tag = api.wallpaper(found['data'][0]['id'])['data']['tags'][0]
    user, collections = os.environ['PEERS_USER'], api.user_collections(os.environ['PEERS_USER'])['data']
    kept = api.collection_wallpapers(user, collections[0]['id'])
    errors = []
    for call in (W.WallhavenAPI(api_key='wrong').my_collections, lambda: api.wallpaper('zzzzzz')):
        try: call()
        except (W.ApiKeyError, W.NoWallpaperError) as e: errors.append(type(e).__name__)
    pages = [{w['id'] for w in page} for page in shuffled]
    return dict(listed=[w['id'] for w in found['data']], same_tag=api.tag(tag['id'])['data'] == tag, twice=len(pages[0] & pages[1]),
                settings=sorted(api.settings()['data']), kept=kept['meta']['total'], errors=errors)


def wallhaven(folder):
    """A Python client of 2021 with a class for every kind of reply: they are what is tried here. Its class for settings is left out: it
    refuses the field `ai_art_filter`, which the site's replies have had since, and would stumble over the real ones as well."""
    from wallhaven.api import Wallhaven
    import requests
    api = Wallhaven(api_key=KEY)
    api.params.update(categories='111', purity='100', sorting='favorites', q=WORDS)
    found = api.search()
    user = os.environ['PEERS_USER']
    for w in found.data[:WANT]:
        (folder/Path(w.path).name.removeprefix('wallhaven-')).write_bytes(requests.get(w.path, timeout=60).content)
    detail = api.get_wallpaper(found.data[0].id)
    collections = api.get_collections(user)
    return dict(listed=[w.id for w in found.data], tags=[t.name for t in detail.tags], uploader=detail.uploader.username,
                collections=[c.label for c in collections], total=api.get_collection_listing(user, collections[0].id).meta.total)


def wallhaven_cli(folder):
    "A command that prints JSON"
    found = json.loads(run('wallhaven', 'search', '--q', WORDS, '--sorting', 'favorites'))
    for item in found['items'][:WANT]: run('wallhaven', 'download', item['id'], '--out', str(folder))
    for path in folder.iterdir(): path.rename(folder/path.name.removeprefix('wallhaven-'))
    detail = json.loads(run('wallhaven', 'get', f'https://whvn.cc/{found["items"][0]["id"]}'))['item']
    return dict(listed=[i['id'] for i in found['items']], tags=detail['tags'], uploader=detail['uploader'])


def wallfetch(folder):
    "A command that fetches the first of a search; the wheel lacks the file of defaults that it copies on first use, so we write one"
    config = Path.home()/'.config'/'wallfetch'/'config.toml'
    config.parent.mkdir(parents=True)
    config.write_text(f'[api]\napi_key = "{KEY}"\n[defaults]\nfolder = "."\nsorting = "date_added"\norder = "desc"\npurity = "100"\n'
                      'categories = "111"\npage = 1\n')
    run('wallfetch', WORDS, '-n', str(WANT), '-s', 'favorites', '-f', str(folder))
    return {}


def aiowallhaven(folder):
    "A Python client on asyncio"
    import aiohttp
    from aiowallhaven import api as A
    A.BASE_API_URL = os.environ['PEERS_URL'].removesuffix('/v1')   # it heeds no proxy, see above
    async def walk():
        api = A.WallHavenAPI(KEY)
        found = await api.search(q=WORDS, categories=['general', 'anime', 'people'], purity=['sfw'], sorting='favorites')
        uploads = await api.get_user_uploads(os.environ['PEERS_USER'], purity=['sfw'])
        async with aiohttp.ClientSession() as session:
            for w in found['data'][:WANT]:
                async with session.get(w['path']) as reply:
                    (folder/Path(w['path']).name.removeprefix('wallhaven-')).write_bytes(await reply.read())
        tags = [t['name'] for t in (await api.get_wallpaper(found['data'][0]['id']))['data']['tags']]
        return dict(listed=[w['id'] for w in found['data']], uploads=[w['id'] for w in uploads['data']], tags=tags,
                    settings=sorted((await api.my_settings())['data']))
    return asyncio.run(walk())


CLIENTS = {f.__name__: f for f in (gallery_dl, wallhavenapi, wallhaven, wallhaven_cli, wallfetch, aiowallhaven)}

if __name__ == '__main__':
    folder = Path(sys.argv[2])
    said = CLIENTS[sys.argv[1]](folder)
    print(json.dumps(dict(said=said, files={p.stem: str(p) for p in sorted(folder.iterdir())})))
