"The script that tries other people's clients notices when one of them gets something else than the gallery has"
from pathlib import Path

import pytest
from wallpicker.gallery.catalogue import Wallpaper
from wallpicker.gallery.prints import Order
from wallpicker.files import sha256
from wallpicker.gallery.server import Call

from peers.__main__ import PEERS, Off, compare, same_files

DATA = b'a picture'
WALL = {'abc123': Wallpaper('abc123', Order(), dict(file_size=len(DATA)), {}, [], '', sha256(DATA))}
WANTED = dict(listed=['abc123', 'def456'], tags=['sky'])


def call(status): return Call('api', '/api/v1/search', status, 0, 0.)


def test_all_is_well():
    compare('gallery_dl', dict(WANTED), [call(200)], WANTED)
    compare('wallfetch', {}, [call(200)], dict(listed=['abc123']))
    compare('wallhavenapi', dict(WANTED, errors=['ApiKeyError']), [call(200), call(401)], dict(WANTED, errors=['ApiKeyError']))


@pytest.mark.parametrize('said,calls,match', [
    (dict(WANTED, listed=['abc123']), [], 'as listed'), (dict(WANTED, tags=[]), [], 'as tags'), (dict(listed=WANTED['listed']), [], 'nothing of tags'),
    (WANTED, [call(429)], 'was refused: 429'), (WANTED, [call(200), call(404)], 'was refused: 404')])
def test_what_is_off_is_named(said, calls, match):
    with pytest.raises(Off, match=match): compare('gallery_dl', said, calls, WANTED)


@pytest.mark.parametrize('data,name,match', [(DATA[:-1], 'abc123', '8 bytes for abc123'), (b'A picture', 'abc123', 'not the 9'), (DATA, 'other1', 'fetched')])
def test_other_bytes_are_noticed(tmp_path, data, name, match):
    (tmp_path/f'{name}.jpg').write_bytes(data)
    with pytest.raises(Off, match=match): same_files('wallfetch', {name: str(tmp_path/f'{name}.jpg')}, ['abc123'], WALL)


def test_the_same_bytes_are_counted(tmp_path):
    (tmp_path/'abc123.jpg').write_bytes(DATA)
    assert same_files('wallfetch', {'abc123': str(tmp_path/'abc123.jpg')}, ['abc123'], WALL) == 9


def test_every_client_that_is_named_is_installed():
    lines = (Path(__file__).parents[2]/'peers'/'requirements.txt').read_text().splitlines()
    exact = {line.partition('#')[0].strip().partition('==')[0] for line in lines if '==' in line}
    assert set(PEERS.values()) <= exact
