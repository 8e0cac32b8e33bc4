"One line that names the input: settings, ports, addresses and rules that are almost right"
import json

import pytest

from wallpicker.archive.store import Archive
from wallpicker.cli import main
from wallpicker.folders import Folders
from wallpicker.gallery.server import Gallery
from wallpicker.gallery.catalogue import GalleryError
from wallpicker.site.budget import Budget
from wallpicker.site.limit import WallhavenError
from wallpicker.site.wallhaven import Wallhaven


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'state'))
    monkeypatch.setenv('WALLHAVEN_URL', 'http://127.0.0.1:9/api/v1')
    monkeypatch.setattr('wallpicker.site.client.TRIES', 1)   # no site answers there, however often it is asked
    return Folders(tmp_path/'root').make()


@pytest.mark.parametrize('text, says', [('[pick', 'not valid TOML'), ('[pick]\ncuont = 3', 'cuont'), ('[rules]\nnever = ["flwoer"]', 'flwoer'),
                                        ('[pick]\ncount = "ten"', 'ten'), ('\x00', 'not valid TOML'), ('[rules]\npurity = "000"', '000')])
def test_status_says_what_is_wrong_with_the_settings(folders, capsys, text, says):
    folders.config_file.write_text(text)
    assert main(['status', '--root', str(folders.root)]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert 'wallpicker.toml' in first and says in first
    assert main(['status', '--json', '--root', str(folders.root)]) == 0
    assert json.loads(capsys.readouterr().out)['settings'] == [first]


@pytest.mark.parametrize('port', [80_000, 65_536, -1, 10**20])
def test_a_port_that_is_none(capsys, port):
    with pytest.raises(GalleryError, match=f'port {port}'): Gallery(port=port)
    assert main(['gallery', '--port', str(port)]) == 1
    assert capsys.readouterr().err.startswith(f'wallpicker gallery: port {port} is none')


@pytest.mark.parametrize('end', ['', '/'])
def test_an_address_that_ends_too_early(end):
    with Gallery(count=3) as site:
        url = site.url.removesuffix('/api/v1')
        with pytest.raises(WallhavenError, match=f'{url}.*/api/v1') as e: Wallhaven(url + end, budget=Budget(100, 1)).search()
        assert len(str(e.value).splitlines()) == 1
        assert len(Wallhaven(site.url + end, budget=Budget(100, 1)).search())


@pytest.mark.parametrize('key', ['never', 'only'])
def test_a_rule_that_no_wallpaper_meets(folders, capsys, key):
    archive = Archive(folders)
    rows = [dict(id=f'wall{k:02}', tags=json.dumps(['flower', 'macro'])) for k in range(60)]
    for r in rows: folders.db.execute('insert into pictures (id, origin, tags) values (?, ?, ?)', r['id'], 'site', r['tags'])
    for words, told in ((['tag:flwoer'], 1), (['tag:flower'], 0), (['tag:macro', 'people'], 0)):
        folders.change('rules', **{key: words})
        for command in (['status'], ['pick', '--dry-run'], ['fetch']): main([*command, '--root', str(folders.root)])
        said = ''.join(capsys.readouterr())
        assert said.count("rule 'tag:flwoer': none of 60 wallpapers has that tag; did you mean tag:flower?") == 3*told
    assert len(archive) == 60
