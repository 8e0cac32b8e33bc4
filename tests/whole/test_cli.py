"The command as people and programs meet it: help, JSON, and one clear line for whatever is wrong."
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wallpicker.cli import COMMANDS, main
from wallpicker.desktop.wall import SESSION
from wallpicker.files import FoldersError
from wallpicker.folders import Folders
from wallpicker.gallery.server import Gallery
from wallpicker.labels.ledger import Ledger
from wallpicker.gallery.paint import paint, plan

ROOT = Path(__file__).parents[2]
NO_ROOT = 'init', 'demo', 'gallery', 'search', 'completion', 'restore-backup', 'doctor'   # what these say of one is tested in test_hints
ROOTED = [c for c in COMMANDS if c not in NO_ROOT]
WORDS = {'why': ['nobody'], 'favourite': ['nobody'], 'ban': ['nobody'], 'fewer': ['nobody'], 'restore': ['nobody'], 'backup': ['backup.zip'], 'import': ['favourites']}


@pytest.fixture(autouse=True)
def apart(monkeypatch, tmp_path):
    "No test reads or spends what belongs to the person running it"
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'state'))
    for name in ('WALLPICKER_ROOT', 'WALLHAVEN_API_KEY', 'WALLHAVEN_URL'): monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope='module')
def site():
    with Gallery(count=60, key='goodkey') as gallery: yield gallery


@pytest.fixture
def online(site, monkeypatch):
    monkeypatch.setenv('WALLHAVEN_URL', site.url)
    return site


@pytest.fixture
def tree(tmp_path): return Folders(tmp_path/'Wallpapers').make()


@pytest.fixture(scope='module')
def furnished(site, tmp_path_factory):
    "A tree with candidates, answers by a simulated owner and a model; each test gets a copy"
    from wallpicker.archive.store import Archive
    from wallpicker.site.download import Downloader
    from wallpicker.site.budget import Budget
    from wallpicker.site.wallhaven import Wallhaven
    folders = Folders(tmp_path_factory.mktemp('furnished')).make()
    archive, ledger = Archive(folders), Ledger(folders)
    rows = Wallhaven(site.url, budget=Budget(calls=100, per=1)).search(want=40)
    by_id = rows.set_index('id', drop=False)
    for id, preview in Downloader().previews(rows): archive.add(by_id.loc[id].to_dict(), preview)
    likes = site.catalogue.light > site.catalogue.light.median()
    ledger.say_many([(id, 'YES' if likes[id] else 'NO', {}) for id in rows.id[:30]])
    assert main(['train', '--root', str(folders.root)]) == 0
    folders.db.close()
    return folders.root


@pytest.fixture
def ready(furnished, tmp_path):
    import shutil
    shutil.copytree(furnished, tmp_path/'ready')
    return Folders(tmp_path/'ready')


def run(capsys, *words):
    "Exit status, stdout and stderr of one command"
    capsys.readouterr()
    try: status = main([str(w) for w in words])
    except SystemExit as e: status = e.code
    said = capsys.readouterr()
    return status, said.out, said.err


def fails(capsys, *words, saying=''):
    "The command could not, and said so in one line"
    status, out, err = run(capsys, *words)
    lines = [line for line in err.strip().splitlines() if line.startswith('wallpicker')]
    assert status == 1, (status, out, err)
    assert out == '' and 'Traceback' not in err
    assert len(lines) == 1 and re.search(saying, lines[0]), err
    return lines[0]


@pytest.mark.parametrize('name', COMMANDS)
def test_help_is_complete(name, capsys):
    import inspect
    status, out, _ = run(capsys, name, '--help')
    assert status == 0 and COMMANDS[name].__doc__.split(';')[0].split()[0] in out
    from fastcore.docments import docments
    for parameter in inspect.signature(COMMANDS[name]).parameters:
        assert docments(COMMANDS[name])[parameter], f'{name}: {parameter} is not explained'


@pytest.mark.parametrize('name', COMMANDS)
def test_the_readme_names_every_command(name): assert re.search(rf'`{name}\b', (ROOT/'README.md').read_text())


def test_usage(capsys):
    assert run(capsys)[0] == 2
    assert run(capsys, '--help')[0] == 0
    status, _, err = run(capsys, 'pikc')
    assert status == 2 and "'pikc'" in err
    assert run(capsys, 'pick', '--counts', '3')[0] == 2
    assert run(capsys, 'pick', '--count', 'three')[0] == 2


@pytest.mark.parametrize('name', ROOTED)
def test_a_folder_that_is_not_there(name, capsys, tmp_path):
    fails(capsys, name, *WORDS.get(name, []), '--root', tmp_path/'nowhere', saying='nowhere.*wallpicker init')
    assert not (tmp_path/'nowhere').exists()


@pytest.mark.parametrize('name', ROOTED)
def test_an_empty_folder(name, capsys, tmp_path):
    (tmp_path/'empty').mkdir()
    fails(capsys, name, *WORDS.get(name, []), '--root', tmp_path/'empty', saying='empty.*wallpicker init')
    assert not list((tmp_path/'empty').iterdir())


@pytest.mark.parametrize('name, saying', [('train', 'YES'), ('evaluate', 'YES'), ('pick', 'wallpicker train'), ('why', 'nobody|train')])
def test_no_labels(name, saying, capsys, tree): fails(capsys, name, *WORDS.get(name, []), '--root', tree.root, saying=saying)


@pytest.mark.parametrize('name', ['favourite', 'ban', 'fewer', 'restore'])
def test_a_picture_nobody_knows(name, capsys, tree): fails(capsys, name, 'nobody', '--root', tree.root, saying='nobody')


def test_one_class(capsys, tree):
    for seed in range(6): paint(plan(seed), (320, 180)).save(tree.desktop/f'{seed}.jpg')
    assert run(capsys, 'label', '--root', tree.root)[0] == 0
    fails(capsys, 'train', '--root', tree.root, saying='0 NO')
    assert len(Ledger(tree).labels()) == 6


def test_without_jupyterlab_it_says_how_to_get_it(capsys, tree, monkeypatch):
    for words in (['label'], ['call']):
        assert 'not installed' not in run(capsys, *words, '--root', tree.root)[1]
    monkeypatch.setitem(sys.modules, 'jupyterlab', None)
    for words in (['label'], ['call']):
        status, out, _ = run(capsys, *words, '--root', tree.root)
        assert status == 0 and re.search('JupyterLab is not installed here. To install: .*pip install .*jupyterlab.*voila', out)


def test_no_network(capsys, ready, monkeypatch):
    monkeypatch.setenv('WALLHAVEN_URL', 'http://127.0.0.1:9/api/v1')
    monkeypatch.setattr('wallpicker.site.client.TRIES', 1)   # no site answers there, however often it is asked
    before = Ledger(ready).rows()
    for words in (['search'], ['fetch', '--root', ready.root], ['pick', '--root', ready.root]):
        fails(capsys, *words, saying='network')
    assert len(Ledger(ready).rows()) == len(before)


def test_a_wrong_key(capsys, ready, online, monkeypatch):
    monkeypatch.setenv('WALLHAVEN_API_KEY', 'wrongkey')
    for words in (['search'], ['fetch', '--root', ready.root], ['pick', '--root', ready.root]):
        assert 'wrongkey' not in fails(capsys, *words, saying='key')


def test_a_wrong_query(capsys): fails(capsys, 'search', '--ratios', '16:9', saying='16:9')


def test_json(capsys, ready, online):
    root = ['--root', ready.root, '--json']
    id = Ledger(ready).labels().index[0]
    for words in (['search', '--want', 3, '--json'], ['fetch', *root], ['label', *root], ['evaluate', *root], ['train', *root],
                  ['models', *root], ['pick', '--count', 2, '--dry-run', *root], ['pick', '--count', 2, *root], ['why', id, *root],
                  ['rotate', '--show', 1, *root], ['status', *root], ['schedule', *root]):
        status, out, err = run(capsys, *words)
        assert status == 0, (words, err)
        assert json.loads(out) is not None, words


def test_train_the_posts_way_and_pick_without_torch(capsys, ready, online, monkeypatch):
    fine = pytest.importorskip('wallpicker.fastai_way.finetune')
    quick = fine.finetune
    recipe = fine.Recipe(size=(36, 64), probe=1, epochs=1, bs=8)
    monkeypatch.setattr(fine, 'finetune', lambda *args, **kwargs: quick(*args, **kwargs, recipe=recipe, folds=2))
    status, out, err = run(capsys, 'train', '--way', 'fastai', '--replace', '--root', ready.root)
    assert status == 0 and re.search(r'AUC fine-tuned .*difference .*proposed', out), (out, err)
    assert 'fine-tuning on all 30 answers' in err and 'Warning' not in err
    assert len(list((ready.model/'models').glob('*.onnx'))) == 1   # the quick head before it is kept
    code = ('import sys; sys.modules.update(torch=None, fastai=None, timm=None, torchvision=None)\n'
            f'from wallpicker.cli import main; sys.exit(main(["pick", "--count", "2", "--root", {str(ready.root)!r}, "--json"]))')
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) is not None
    from wallpicker.taste.queue import network_to_ask_with
    assert network_to_ask_with(ready) is None   # it knows the answered pictures by heart
    id = Ledger(ready).labels().index[0]
    for words in (['status'], ['why', id], ['models'], ['label'], ['rotate', '--show', 1], ['evaluate'], ['train']):
        status, _, err = run(capsys, *words, '--root', ready.root)
        assert status == 0, (words, err)
    assert 'Taste of 30 answers' in run(capsys, 'status', '--root', ready.root)[1] and network_to_ask_with(ready) is not None
    ready.db.close()


def test_a_way_that_is_not_there(capsys, ready): fails(capsys, 'train', '--way', 'magic', '--root', ready.root, saying='magic.*quick or fastai')


def test_the_posts_way_without_fastai(capsys, ready, monkeypatch):
    for name in [m for m in sys.modules if m.startswith('wallpicker.fastai_way')]: monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, 'fastai', None)
    fails(capsys, 'train', '--way', 'fastai', '--root', ready.root, saying='needs fastai.*To install')


def test_the_commands_that_keep_a_desktop_fresh(capsys, ready, online, tmp_path):
    root = ['--root', ready.root]
    run(capsys, 'pick', '--count', 3, *root)
    assert run(capsys, 'rotate', '--show', 2, *root)[0] == 0
    status, out, _ = run(capsys, 'ask', '--json', *root)
    asked = json.loads(out)['ids']
    assert status == 0 and asked and run(capsys, 'ask', '--yes', asked[0], *root)[0] == 0 and Ledger(ready).labels()[asked[0]] == 'YES'
    assert 'nothing to ask' in run(capsys, 'ask', *root)[1]
    ready.change('desktop', command=f'cp {{file}} {tmp_path}/wall')
    status, out, err = run(capsys, 'wallpaper', '--json', *root)
    assert status == 0 and (tmp_path/'wall').read_bytes() == (ready.desktop/json.loads(out)['']).read_bytes(), err
    ready.change('desktop', command='false {file}')
    fails(capsys, 'wallpaper', *root, saying='false failed with 1')
    ready.change('reserve', most=0)
    status, out, _ = run(capsys, 'prune', '--dry-run', '--json', *root)
    assert status == 0 and json.loads(out)['dry_run'] and len(json.loads(out)['ids']) == len(list(ready.reserve.iterdir()))
    assert run(capsys, 'prune', *root)[0] == 0 and not list(ready.reserve.iterdir())


@pytest.mark.parametrize('words', [['sheet', '--to'], ['status', '--figure']])
def test_a_sheet_and_a_figure_replace_only_their_own(capsys, ready, online, tmp_path, words):
    root = ['--root', ready.root]
    run(capsys, 'pick', '--count', 2, *root)
    own, name = ready.desktop/'beach.png', 'picks.html' if words[0] == 'sheet' else 'days.svg'
    own.write_bytes(b'my picture')
    (tmp_path/'notes.png').write_text('mine')
    for at in (own, ready.config_file, ready.ledger, tmp_path/'notes.png'):
        before = at.read_bytes()
        fails(capsys, *words, at, *root, saying=re.escape(str(at)))
        assert at.read_bytes() == before
    fails(capsys, *words, ready.desktop/name, *root, saying='name another folder')
    os.mkfifo(tmp_path/'pipe.png')
    (tmp_path/'link.png').symlink_to(tmp_path/'notes.png')
    for at in (tmp_path/'pipe.png', tmp_path/'link.png'): fails(capsys, *words, at, *root, saying='is there already')
    assert (tmp_path/'pipe.png').is_fifo() and (tmp_path/'link.png').is_symlink() and not (ready.desktop/name).exists()
    for _ in range(2): assert run(capsys, *words, tmp_path/name, *root)[0] == 0
    assert (tmp_path/name).stat().st_size > 1000


def test_a_page_of_the_owners_is_not_taken_for_a_sheet(capsys, ready, online):
    run(capsys, 'pick', '--count', 2, '--root', ready.root)
    page = ready.root/'picks.html'
    page.write_text('<!doctype html><p>my own notes</p>')
    fails(capsys, 'sheet', '--root', ready.root, saying='picks.html is there already')
    assert 'my own notes' in page.read_text()


def test_schedule_actions(capsys, ready, monkeypatch, tmp_path):
    (tmp_path/'crontab').write_text('#!/bin/sh\ncase "$1" in -l) cat "$0.tab";; -r) : > "$0.tab";; -) cat > "$0.tab";; esac\n')
    (tmp_path/'crontab').chmod(0o755)
    (tmp_path/'crontab.tab').touch()
    monkeypatch.setenv('PATH', f'{tmp_path}:/usr/bin:/bin')
    monkeypatch.setenv('XDG_CONFIG_HOME', str(tmp_path))
    root = ['--root', ready.root]
    assert 'nothing is installed' in run(capsys, 'schedule', 'show', *root)[1]
    status, out, err = run(capsys, 'schedule', 'install', '--every', 'day', '--at', '09:00', '--way', 'cron', *root)
    assert status == 0 and out.splitlines()[1].startswith('0 9 * * *'), err
    assert json.loads(run(capsys, 'schedule', 'show', '--json', *root)[1])['installed'].startswith('cron:')
    ready.change('desktop', command='auto')
    for name in SESSION: monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv('XDG_RUNTIME_DIR', str(tmp_path/'nothing'))
    before = (tmp_path/'crontab.tab').read_text()
    fails(capsys, 'schedule', 'install', '--way', 'cron', *root, saying='names no desktop that I know')
    assert (tmp_path/'crontab.tab').read_text() == before
    monkeypatch.setenv('XDG_CURRENT_DESKTOP', 'XFCE')
    assert 'wallpicker wallpaper' in run(capsys, 'schedule', 'install', '--way', 'cron', *root)[1]
    assert run(capsys, 'schedule', 'remove', *root)[1] == 'removed\n' and (tmp_path/'crontab.tab').read_text() == ''
    assert run(capsys, 'schedule', 'instal', *root)[0] == 2


def test_a_dry_run_changes_nothing(capsys, ready, online):
    before = sorted(ready.desktop.iterdir()), len(Ledger(ready).rows())
    assert run(capsys, 'pick', '--count', 2, '--dry-run', '--root', ready.root)[0] == 0
    assert (sorted(ready.desktop.iterdir()), len(Ledger(ready).rows())) == before


def test_picking_twice(capsys, ready, online):
    ready.change('pick', explore=.5)   # one of two, whatever day it is
    first = json.loads(run(capsys, 'pick', '--count', 2, '--root', ready.root, '--json')[1])
    files = sorted(ready.desktop.iterdir())
    second = json.loads(run(capsys, 'pick', '--count', 2, '--root', ready.root, '--json')[1])
    assert len(first['picked']) == 2 and second['picked'] == []
    assert "today's run was made before" in second['summary']
    labels = Ledger(ready).labels()
    assert run(capsys, 'label', '--root', ready.root)[0] == 0
    assert sorted(ready.desktop.iterdir()) == files
    assert not set(p['id'] for p in first['picked']) & set(Ledger(ready).labels().index) and len(labels) == len(Ledger(ready).labels())


def test_too_few_answers_to_judge_by(capsys, ready):
    ledger = Ledger(ready)
    labels = ledger.labels()
    ledger.undo(len(labels))
    for word in ('YES', 'NO'): ledger.say(labels.index[labels == word][0], word)
    for more in ([], ['--json']): fails(capsys, 'evaluate', '--root', ready.root, *more, saying='two YES and two NO')


def test_a_table_that_nobody_understands(capsys, ready):
    assert run(capsys, 'label', '--export', '--want', 2, '--root', ready.root)[0] == 0
    ready.csv.write_text(ready.csv.read_text().replace('.jpg,', '.jpg,perhaps'))
    status, _, err = run(capsys, 'label', '--import', ready.csv, '--root', ready.root)
    assert status == 1 and "line 2: 'perhaps' is no answer" in err and 'line 3' in err


def test_a_reader_who_has_seen_enough():
    command = f"'{sys.executable}' -m wallpicker pick --help | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(['bash', '-c', command], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, '')


def test_words_of_the_owner(capsys, ready):
    id = Ledger(ready).labels().index[0]
    assert run(capsys, 'favourite', id, '--root', ready.root)[0] == 0
    assert Ledger(ready).table().favourite[id]
    assert run(capsys, 'undo', '--root', ready.root)[:2] == (0, f'taken back: {id}, favourite\n')
    assert not Ledger(ready).table().favourite[id]
    assert run(capsys, 'ban', id, '--root', ready.root)[0] == 0
    assert Ledger(ready).table().banned[id]


def test_fewer_says_when_it_ends(capsys, ready):
    id, root = Ledger(ready).labels().index[0], ['--root', ready.root]
    status, out, _ = run(capsys, 'fewer', id, *root)
    assert status == 0 and re.search(r'lowered until \d+ \w+ or 100 more answers', out)
    assert f'fewer like {id} until' in run(capsys, 'status', *root)[1]
    assert run(capsys, 'fewer', id, '--end', *root)[:2] == (0, f'{id}: no longer fewer\n')
    assert Ledger(ready).fewer().empty and 'fewer' not in run(capsys, 'status', *root)[1]
    assert run(capsys, 'fewer', id, '--end', *root)[:2] == (0, f'{id}: nothing to end, fewer was not asked for\n')


def test_the_table_there_and_back(capsys, ready):
    status, out, _ = run(capsys, 'label', '--export', '--want', 4, '--root', ready.root)
    assert status == 0 and ready.csv.exists()
    lines = ready.csv.read_text().splitlines()
    assert len(lines) == 5
    ready.csv.write_text('\n'.join([lines[0], *(line + 'YES' for line in lines[1:])]) + '\n')
    before = len(Ledger(ready).labels())
    assert run(capsys, 'label', '--import', ready.csv, '--root', ready.root)[0] == 0
    assert len(Ledger(ready).labels()) == before + 4


def test_backup_can_be_read_back(capsys, ready, tmp_path):
    import shutil
    assert run(capsys, 'backup', tmp_path/'b.zip', '--root', ready.root)[0] == 0
    copy = Folders(tmp_path/'copy').make()
    shutil.unpack_archive(tmp_path/'b.zip', copy.root)
    assert Ledger(copy).labels().to_dict() == Ledger(ready).labels().to_dict()


def test_a_ban_whose_picture_stays_says_that_it_is_kept(capsys, ready, monkeypatch):
    def full(*_): raise FoldersError('wallpicker.db has no room left on its disk')   # of a disk that is full
    monkeypatch.setattr('wallpicker.teach.take_down', full)
    id = Ledger(ready).labels().index[0]
    status, out, err = run(capsys, 'ban', id, '--root', ready.root)
    assert status == 1 and f'the ban of {id} is kept, but taking it down did not end well: wallpicker.db has no room' in err
    assert Ledger(ready).table().banned[id]


def test_a_word_without_end_is_cut(capsys, ready):
    status, _, err = run(capsys, 'why', 'x'*100_000, '--root', ready.root)
    assert status == 1 and 'x'*79 in err and '(100' in err and len(err) < 500


@pytest.mark.parametrize('settings, told', [(dict(command='auto', after=''), []), (dict(command='sway', after='wal -i {file}'), ['wal -i {file}']),
                                            (dict(command='feh --bg-fill {file}', after='notify-send {id}'), ['feh --bg-fill {file}', 'notify-send {id}']), (dict(command='', after='feh'), ['feh'])])
def test_commands_in_the_settings_of_a_backup_are_told(capsys, ready, tmp_path, settings, told):
    ready.change('desktop', **settings)
    assert run(capsys, 'backup', tmp_path/'b.zip', '--root', ready.root)[0] == 0
    status, _, err = run(capsys, 'restore-backup', tmp_path/'b.zip', '--quiet', '--root', tmp_path/'new')
    assert status == 0 and [o.split(': ', 2)[-1] for o in err.splitlines() if 'these settings run' in o] == [*map(repr, told)]


def test_going_back_to_an_older_model(capsys, ready):
    Ledger(ready).undo(1)
    assert run(capsys, 'train', '--root', ready.root)[0] == 0
    models = json.loads(run(capsys, 'models', '--root', ready.root, '--json')[1])
    assert len(models) == 2
    assert run(capsys, 'models', '--back', models[0]['name'], '--root', ready.root)[0] == 0
    fails(capsys, 'models', '--back', 'unheard-of', '--root', ready.root, saying='unheard-of')


def test_the_installed_command_and_the_module_are_the_same(tmp_path):
    script = [str(Path(sys.executable).parent/'wallpicker'), '--version']
    module = [sys.executable, '-m', 'wallpicker', '--version']
    said = [subprocess.run(words, capture_output=True, text=True, check=True).stdout for words in (script, module)]
    assert said[0] == said[1] != ''


def test_a_scheduled_pick_loads_no_torch(ready, online, monkeypatch):
    code = ('import sys; from wallpicker.cli import main; main(sys.argv[1:]); '
            'print("loaded:", *[m for m in ("torch", "fastai", "timm", "sklearn", "matplotlib") if m in sys.modules], file=sys.stderr)')
    words = [sys.executable, '-c', code, 'pick', '--count', '1', '--root', str(ready.root)]
    said = subprocess.run(words, capture_output=True, text=True, check=True)
    assert '1 picked' in said.stdout and said.stderr.strip().endswith('loaded:')


def test_the_archive_checked_and_mended(capsys, ready):
    root = ['--root', ready.root]
    assert run(capsys, 'archive', *root)[:2] == (0, 'all 40 pictures are what was kept\n')
    assert json.loads(run(capsys, 'archive', 'check', '--json', *root)[1]) == dict(pictures=40, wrong={}, repaired=False)
    print_, gone = [r['id'] for r in ready.db.query('select id from pictures limit 2')]
    ready.db.execute("update pictures set phash = 'rot' where id = ?", print_)
    ready.db.execute('delete from previews where id = ?', gone)
    status, out, err = run(capsys, 'archive', 'check', *root)
    assert status == 1 and set(out.splitlines()) == {f'{print_}: its fingerprint belongs to another', f'{gone}: it has no preview'}
    assert len(err.splitlines()) == 1 and '--repair' in err
    status, out, _ = run(capsys, 'archive', 'check', '--json', *root)
    assert status == 1 and set(json.loads(out)['wrong']) == {print_, gone}
    status, out, err = run(capsys, 'archive', 'check', '--repair', *root)
    assert (status, err) == (0, '') and f'{print_}: its fingerprint belongs to another: mended' in out and f'{gone}: it has no preview: forgotten' in out
    assert run(capsys, 'archive', 'check', *root)[:2] == (0, 'all 39 pictures are what was kept\n')


def test_the_archive_out_and_in_again(capsys, ready, tmp_path):
    from wallpicker.archive.store import Archive
    assert json.loads(run(capsys, 'archive', 'export', tmp_path/'out', '--json', '--root', ready.root)[1])['pictures'] == 40
    assert {o.name for o in (tmp_path/'out').iterdir() if o.is_dir()} == {'YES', 'NO'}
    other = Folders(tmp_path/'other').make()
    (next((tmp_path/'out'/'NO').iterdir())).write_bytes(b'rot')
    status, out, err = run(capsys, 'archive', 'import', tmp_path/'out', '--root', other.root)
    assert (status, out) == (0, '39 pictures taken in, 1 refused; 39 are in the archive\n') and 'is not what was written' in err
    assert set(Archive(other).ids()) < set(Archive(ready).ids())
    for o in (tmp_path/'out').rglob('*.jpg'): o.unlink()
    empty = Folders(tmp_path/'empty tree').make()
    assert run(capsys, 'archive', 'import', tmp_path/'out', '--root', empty.root)[0] == 1 and len(Archive(empty)) == 0


def test_each_fault_of_the_archive_command_has_one_sentence(capsys, ready, tmp_path):
    root = ['--root', ready.root]
    fails(capsys, 'archive', 'import', tmp_path/'nowhere', *root, saying='nowhere holds no archive.jsonl')
    fails(capsys, 'archive', 'export', ready.desktop, *root, saying='says something about your taste')
    (tmp_path/'file').write_text('')
    fails(capsys, 'archive', 'export', tmp_path/'file', *root, saying='file cannot hold an export')
    for words in (['chekc'], ['export'], ['import'], ['check', 'folder'], ['export', 'out', '--repair']):
        status, out, err = run(capsys, 'archive', *words, *root)
        assert (status, out) == (2, '') and len(err.splitlines()) == 1 and 'export FOLDER' in err, words
    ready.db.execute('pragma wal_checkpoint(truncate)')
    ready.db.close()
    data = bytearray(ready.dbfile.read_bytes())
    data[8192:len(data)//2] = bytes(len(data)//2 - 8192)
    ready.dbfile.write_bytes(data)
    fails(capsys, 'archive', 'check', *root, saying='damaged')


def test_words_of_ones_own(capsys, ready):
    from wallpicker.picks.words import own_words
    root, id = ['--root', ready.root], Ledger(ready).labels().index[0]
    assert run(capsys, 'call', id, *root)[:2] == (0, f'{id}: not gone through yet\n')
    assert run(capsys, 'call', id, 'Cosy', 'behind a terminal', *root)[:2] == (0, f'{id}: behind a terminal, cosy\n')
    assert run(capsys, 'call', id, 'red', '--not', 'COSY, never said', *root)[:2] == (0, f'{id}: behind a terminal, red\n')
    assert json.loads(run(capsys, 'call', id, '--json', *root)[1]) == dict(id=id, words=['behind a terminal', 'red'])
    status, out, _ = run(capsys, 'call', *root)
    assert status == 0 and out.startswith('behind a terminal: 1 picture\nred: 1 picture\n') and f'namer({str(ready.root)!r})' in out
    assert json.loads(run(capsys, 'call', '--json', *root)[1]) == {'behind a terminal': 1, 'red': 1}
    rows = len(Ledger(ready).rows())
    assert run(capsys, 'call', id, 'red', *root)[0] == 0 and len(Ledger(ready).rows()) == rows, 'nothing new was said'
    assert run(capsys, 'undo', *root)[:2] == (0, f'taken back: {id}, called behind a terminal, red\n')
    assert own_words(Ledger(ready))[id] == ['behind a terminal', 'cosy']
    assert run(capsys, 'call', id, '--not', 'cosy,behind a terminal', *root)[:2] == (0, f'{id}: none of your words\n')
    assert len(Ledger(ready).labels()) == 30, 'a word is no YES and no NO'


def test_what_cannot_be_a_word_is_said_in_one_line(capsys, ready):
    root, id = ['--root', ready.root], Ledger(ready).labels().index[0]
    before = len(Ledger(ready).rows())
    fails(capsys, 'call', 'nobody', 'cosy', *root, saying='nobody')
    fails(capsys, 'call', id, '?!', *root, saying='letters or digits')
    fails(capsys, 'call', id, 'cosy', '--not', 'Cosy', *root, saying="'cosy' and not")
    assert len(Ledger(ready).rows()) == before
