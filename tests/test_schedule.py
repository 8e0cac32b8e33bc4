"What would spoil the page of chapter 15: awkward folders, lost settings, answers while a backup is made"
import json, os, shlex, shutil, sqlite3, stat, subprocess, zipfile
from pathlib import Path
import pandas as pd, pytest
from crontab import CronTab
from wallpicker import schedule as sc
from wallpicker.folders import Folders
from wallpicker.labels import Ledger
from wallpicker.paint import paint, plan
from wallpicker.pick import Deliveries
from wallpicker.rotate import Stock, rotate
from wallpicker.schedule import Job, ScheduleError, backup, crontab_line, instructions, runs, status, systemd_units

AWKWARD = ['Wallpapers', 'My Wallpapers', '100% mine', '%d %%', "Ann's", 'say "yes"', 'a $HOME `id` \\ & ; !', 'Bilder für später']

@pytest.fixture
def folders(tmp_path): return Folders(tmp_path/'Wallpapers').make()

@pytest.fixture
def python(tmp_path):
    "A stand-in for Python that writes down its words and what it knows of the environment, and fails when told to"
    file = tmp_path/'bin with space'/'python'
    file.parent.mkdir()
    file.write_text('#!/bin/sh\nprintf "%s\\n" "$5" "$WALLHAVEN_API_KEY" >> "$0.said"; echo "$3" >> "$0.words"\n[ "$3" != "$(cat "$0.fails" 2>/dev/null)" ]\n')
    file.chmod(0o755)
    return file

def as_cron_runs(line, home):
    "What cron does with a line: an unescaped % ends the command, an escaped one is a plain one, and sh runs it with nearly no environment"
    command = line.split(' ', 5)[5].replace('\\%', '\0')
    assert '%' not in command
    return subprocess.run(['/bin/sh', '-c', command.replace('\0', '%')], env=dict(HOME=str(home), PATH='/usr/bin:/bin'), cwd=home).returncode

@pytest.mark.parametrize('name', AWKWARD)
def test_cron_runs_both_with_the_folder_and_the_settings(name, tmp_path, python):
    home = tmp_path/'home'
    (home/'.config').mkdir(parents=True)
    job = Job(tmp_path/name, '7:05', str(python))
    line = crontab_line(job)
    assert line.startswith('5 7 * * * ') and '\n' not in line
    assert as_cron_runs(line, home) == 0, 'no settings file, and nothing is amiss'
    (home/sc.ENV_FILE).write_text('WALLHAVEN_API_KEY=abc123\n')
    assert as_cron_runs(line, home) == 0
    root = str(tmp_path/name)
    assert Path(f'{python}.said').read_text() == f'{root}\n\n{root}\n\n{root}\nabc123\n{root}\nabc123\n'
    assert Path(f'{python}.words').read_text().split() == ['rotate', 'pick']*2

@pytest.mark.parametrize('name', AWKWARD)
def test_cron_reads_back_what_was_meant(name):
    job = Job(f'/home/ann/{name}')
    [item] = CronTab(tab=crontab_line(job) + '\n')
    assert item.is_valid() and not item.stdin
    assert item.command.endswith('; ' + ' && '.join(map(shlex.join, job.commands)))

def test_nothing_is_picked_when_the_rotation_fails(tmp_path, python):
    Path(f'{python}.fails').write_text('rotate')
    assert as_cron_runs(crontab_line(Job(tmp_path, python=str(python))), tmp_path) != 0
    assert Path(f'{python}.words').read_text().split() == ['rotate']

def systemd_words(line):
    "One ExecStart as systemd reads it: quotes, backslashes, %% and $$ (systemd.service(5), systemd.syntax(7))"
    words, word, quote, i = [], None, '', 0
    while i < len(line):
        c = line[i]
        if c in '%$': assert line[i:i+2] == c*2; i += 1
        if c == '\\': word, i = (word or '') + line[i+1], i + 1
        elif quote and c == quote: quote = ''
        elif not quote and c in '"\'' and word is None: word, quote = '', c
        elif not quote and c == ' ': words, word = words + [word], None
        else: word = (word or '') + c
        i += 1
    assert not quote
    return words + [word]

@pytest.mark.parametrize('name', AWKWARD)
def test_systemd_runs_both(name):
    job = Job(f'/home/ann/{name}')
    lines = systemd_units(job)['wallpicker.service'].splitlines()
    assert [systemd_words(o.removeprefix('ExecStart=')) for o in lines if o.startswith('ExecStart=')] == job.commands
    assert f'EnvironmentFile=-%h/{sc.ENV_FILE}' in lines

@pytest.mark.parametrize('root', ['a\nb', 'a\rb', 'a\0b'])
def test_a_line_stays_a_line(root):
    with pytest.raises(ScheduleError, match='line break'): Job(f'/home/{root}')

@pytest.mark.parametrize('at', ['', '25:00', '9', '9:60', '9:00 # x', '*:00'])
def test_no_time_of_day(at):
    with pytest.raises(ScheduleError, match='HH:MM'): Job('/home', at)

def test_instructions_keep_the_key_to_its_owner(tmp_path):
    text = instructions(Job('/home/ann'))
    [make] = [o for o in text.splitlines() if 'chmod' in o]
    (tmp_path/'.config').mkdir()
    subprocess.run(['/bin/sh', '-c', make], env=dict(HOME=str(tmp_path), PATH='/usr/bin:/bin'), check=True)
    assert stat.S_IMODE((tmp_path/sc.ENV_FILE).stat().st_mode) == 0o600
    assert 'WALLHAVEN_API_KEY' in text and 'WALLHAVEN_URL' in text and 'rotate' in text and 'pick' in text

def opened(z, to):
    "A backup, unpacked: labels in the table, in the ledger's file and in the database"
    shutil.unpack_archive(z, to, 'zip')
    lines = [json.loads(o) for o in (to/'model'/'ledger.jsonl').read_text().splitlines()]
    with sqlite3.connect(to/'model'/'wallpicker.db') as db: rows = [o[0] for o in db.execute('select id from ledger order by seq')]
    return list(pd.read_csv(to/'labels.csv', dtype=str).id), [o['id'] for o in lines], rows

@pytest.mark.parametrize('when', ['before', 'after'])
def test_an_answer_during_a_backup_is_in_all_or_in_none(folders, tmp_path, monkeypatch, when):
    ledger, real = Ledger(folders), sc._database_copy
    ledger.say('first1', 'YES')
    def copy(*args):
        if when == 'before': Ledger(folders).say('second', 'NO')
        real(*args)
        if when == 'after': Ledger(folders).say('second', 'NO')
    monkeypatch.setattr(sc, '_database_copy', copy)
    names = backup(folders, tmp_path/'b.zip')
    table, lines, rows = opened(tmp_path/'b.zip', tmp_path/'open')
    assert table == lines == rows == ['first1'] + ['second']*(when == 'before')
    assert names == sorted(zipfile.ZipFile(tmp_path/'b.zip').namelist())
    assert list(Ledger(Folders(tmp_path/'open').make()).labels().index) == table

def test_rows_that_only_the_file_has_are_saved_too(folders, tmp_path):
    Ledger(folders).say('first1', 'YES')
    folders.db.execute('delete from ledger'); folders.db.execute('delete from ledger_seen')
    backup(folders, tmp_path/'b.zip')
    assert opened(tmp_path/'b.zip', tmp_path/'open') == (['first1'],)*3

def test_a_backup_is_never_held_in_memory(folders, tmp_path, monkeypatch):
    import tracemalloc
    folders.taste.write_bytes(os.urandom(24_000_000))
    tracemalloc.start()
    backup(folders, tmp_path/'b.zip')
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 12_000_000 < (tmp_path/'b.zip').stat().st_size

def test_a_backup_that_fails_leaves_the_old_one(folders, tmp_path, monkeypatch):
    to = tmp_path/'b.zip'
    backup(folders, to)
    before = to.read_bytes()
    def full(*_, **__): raise OSError(28, 'No space left on device')
    with monkeypatch.context() as m:
        m.setattr(zipfile.ZipFile, 'write', full)
        with pytest.raises(ScheduleError, match='b.zip: No space left'): backup(folders, to)
    assert to.read_bytes() == before and [o.name for o in tmp_path.iterdir() if 'part' in o.name] == []
    assert sorted(o.name for o in folders.model.iterdir() if o.name.startswith('tmp')) == []
    with pytest.raises(ScheduleError, match='nowhere'): backup(folders, tmp_path/'nowhere'/'b.zip')

def test_status_counts_our_picks_and_not_the_owners(folders):
    ledger = Ledger(folders)
    for i in range(4):
        Deliveries(folders, ledger).deliver(dict(id=f'wall{i}', file_type='image/png', tags=['sea']), {},
                                            lambda row, path: paint(plan(i), (64, 36)).save(path))
    for i in (90, 91): paint(plan(i), (64, 36)).save(folders.desktop/f'mine {i}.png')
    paint(plan(92), (64, 36)).save(folders.reserve/'mine too.png')
    assert (status(folders)['on_show'], status(folders)['own'], status(folders)['reserve']) == (4, 2, 0)
    rotate(folders, show=3)
    edited = Stock(folders).ours().query("place == 'desktop'").path.iloc[0]
    paint(plan(50), (64, 36)).save(edited)
    s = status(folders)
    assert (s['on_show'], s['own'], s['reserve']) == (2, 3, 1)
    assert '2 picks on show in Desktop beside 3 of your own, 1 in reserve' in sc.status_text(s)

def test_a_killed_run_can_be_seen(folders):
    with pytest.raises(KeyboardInterrupt):
        with sc.logged(folders, 'pick'): raise KeyboardInterrupt
    assert runs(folders)[0]['ok'] == 0 and 'KeyboardInterrupt' in runs(folders)[0]['summary']
