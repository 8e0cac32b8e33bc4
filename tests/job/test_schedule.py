"What a page has no room for: awkward folders, lost settings, answers while a backup is made"
import json, os, plistlib, re, shlex, shutil, sqlite3, stat, subprocess, sys, tempfile, time, zipfile
import xml.etree.ElementTree as ET
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
import pandas as pd, pytest
from crontab import CronTab
from wallpicker.job import backup as bk, timers as sc
from wallpicker.folders import Folders
from wallpicker.labels.ledger import Ledger
from wallpicker.gallery.paint import paint, plan
from wallpicker.picks.deliver import Deliveries
from wallpicker.desktop.rotate import rotate
from wallpicker.desktop.stock import Stock
from wallpicker.job.backup import backup
from wallpicker.job.install import WAYS, install, installed, remove, run_now, scheduler, show
from wallpicker.job.status import bars, history, logged, runs, status, status_text
from wallpicker.job.timers import (EVERY, SETTINGS_SH, Job, ScheduleError, crontab_line, instructions, launchd_plist, missed_line,
    systemd_units, windows_task)

AWKWARD = ['Wallpapers', 'My Wallpapers', '100% mine', '%d %%', "Ann's", 'say "yes"', 'a $HOME `id` \\ & ; !', 'Bilder für später']

def needs(*commands):
    "Skip where a command is missing; on CI of Linux, which installs it, that is a failure"
    for o in commands:
        if shutil.which(o): continue
        if os.environ.get('CI') == 'true' and sys.platform == 'linux': pytest.fail(f'{o} is not installed, and .ci/run should have seen to that')
        pytest.skip(f'{o} is not installed')

@pytest.fixture
def folders(tmp_path): return Folders(tmp_path/'Wallpapers').make()

@pytest.fixture
def python(tmp_path):
    "A stand-in for Python that writes down its words and what it knows of the environment, and fails when told to"
    file = tmp_path/'bin with space'/'python'
    file.parent.mkdir()
    file.write_text('#!/bin/sh\nfor root; do :; done; printf "%s\\n" "$root" "$WALLHAVEN_API_KEY" >> "$0.said"; echo "$4" >> "$0.words"\n[ "$4" != "$(cat "$0.fails" 2>/dev/null)" ]\n')
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
        if c in '%$':
            assert line[i:i+2] == c*2
            i += 1
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
    ledger, real = Ledger(folders), bk.database_copy
    ledger.say('first1', 'YES')
    def copy(*args):
        if when == 'before': Ledger(folders).say('second', 'NO')
        real(*args)
        if when == 'after': Ledger(folders).say('second', 'NO')
    monkeypatch.setattr(bk, 'database_copy', copy)
    names = backup(folders, tmp_path/'b.zip')
    table, lines, rows = opened(tmp_path/'b.zip', tmp_path/'open')
    assert table == lines == rows == ['first1'] + ['second']*(when == 'before')
    assert names == sorted(zipfile.ZipFile(tmp_path/'b.zip').namelist())
    assert list(Ledger(Folders(tmp_path/'open').make()).labels().index) == table

def test_rows_that_only_the_file_has_are_saved_too(folders, tmp_path):
    Ledger(folders).say('first1', 'YES')
    folders.db.execute('delete from ledger')
    folders.db.execute('delete from ledger_seen')
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
    assert '2 picks on show in Desktop beside 3 of your own, 1 in reserve' in status_text(s)

def test_a_killed_run_can_be_seen(folders):
    with pytest.raises(KeyboardInterrupt):
        with logged(folders, 'pick'): raise KeyboardInterrupt
    assert runs(folders)[0]['ok'] == 0 and 'KeyboardInterrupt' in runs(folders)[0]['summary']


# ---- what the schedulers themselves say

TIMES = ['07:00', '00:00,23:59']

def systemd_says(tmp_path, units, monkeypatch):
    needs('systemd-analyze')
    for name, text in units.items(): (tmp_path/name).write_text(text)
    with tempfile.TemporaryDirectory(prefix='wp-', dir='/tmp') as run:   # sockets of other packages' units lie there: a short path
        monkeypatch.setenv('XDG_RUNTIME_DIR', run)
        r = subprocess.run(['systemd-analyze', 'verify', '--user', *(str(tmp_path/o) for o in units)], capture_output=True, text=True)
    return r.returncode, r.stdout + r.stderr

@pytest.mark.parametrize('every', EVERY)
@pytest.mark.parametrize('at', TIMES)
@pytest.mark.parametrize('name', AWKWARD)
def test_systemd_accepts_the_units(tmp_path, monkeypatch, name, at, every):
    units = systemd_units(Job(f'/home/ann/{name}', at, every=every, also=('wallpaper',)))
    assert systemd_says(tmp_path, units, monkeypatch) == (0, '')
    for line in units['wallpicker.timer'].splitlines():
        if line.startswith('OnCalendar='): subprocess.run(['systemd-analyze', 'calendar', line.removeprefix('OnCalendar=')], check=True, capture_output=True)

def test_systemd_would_have_said_so(tmp_path, monkeypatch):
    units = systemd_units(Job('/home/ann', '07:00'))
    units['wallpicker.timer'] = units['wallpicker.timer'].replace('*-*-* 07', '*-*-* 0*')
    assert 'Failed to parse' in systemd_says(tmp_path, units, monkeypatch)[1]

@pytest.mark.parametrize('every,times', [('hour', ['0 * * * *', '30 * * * *']), ('day', ['0 7 * * *', '30 19 * * *']), ('week', ['0 7 * * 1', '30 19 * * 1'])])
def test_cron_reads_the_times(every, times):
    tab = CronTab(tab=crontab_line(Job('/home/ann', '07:00,19:30', every=every, also=('wallpaper',))) + '\n')
    assert [o.slices.clean_render() for o in tab] == times and all(o.is_valid() for o in tab)

def test_what_may_fail_stops_nothing(tmp_path, python):
    Path(f'{python}.fails').write_text('wallpaper')
    assert as_cron_runs(crontab_line(Job(tmp_path, python=str(python), also=('wallpaper',))), tmp_path) == 0
    assert Path(f'{python}.words').read_text().split() == ['rotate', 'wallpaper', 'pick']

@pytest.mark.parametrize('every', EVERY)
@pytest.mark.parametrize('name', AWKWARD)
def test_launchd_reads_the_plist(tmp_path, python, name, every):
    text = launchd_plist(Job(tmp_path/name, '07:00,19:30', str(python), every, ('wallpaper',))).encode()
    p = plistlib.loads(text)
    assert set(p) == {'Label', 'ProgramArguments', 'StartCalendarInterval', 'ProcessType', 'LowPriorityIO'} and p['Label'] == 'wallpicker'
    keys = dict(hour={'Minute'}, day={'Hour', 'Minute'}, week={'Hour', 'Minute', 'Weekday'})[every]
    assert len(p['StartCalendarInterval']) == 2 and all(set(o) == keys and all(isinstance(v, int) for v in o.values()) for o in p['StartCalendarInterval'])
    assert subprocess.run(p['ProgramArguments'], env=dict(HOME=str(tmp_path), PATH='/usr/bin:/bin')).returncode == 0
    assert Path(f'{python}.words').read_text().split() == ['rotate', 'wallpaper', 'pick']
    assert set(Path(f'{python}.said').read_text().split('\n')) - {''} == {str(tmp_path/name)}

# The part of Microsoft's Task Scheduler schema (learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema) that a task of ours can touch:
# an element is a list of (child, least, most, what it is), in this order where the schema has a sequence; `Task` itself and `Settings` take any order.
BOOL, WHEN, TEXT = 'true|false|0|1', r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d', r'[^\0]+'
BASE = [('Enabled', 0, 1, BOOL), ('StartBoundary', 0, 1, WHEN), ('EndBoundary', 0, 1, WHEN),
        ('Repetition', 0, 1, [('Interval', 1, 1, r'PT\d+[HM]'), ('Duration', 0, 1, r'P\w+'), ('StopAtDurationEnd', 0, 1, BOOL)]), ('ExecutionTimeLimit', 0, 1, r'P\w+')]
DAYS = [(o, 0, 1, '') for o in 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()]
TASK = [('RegistrationInfo', 0, 1, [('Description', 0, 1, TEXT)]),
        ('Triggers', 0, 1, [('CalendarTrigger', 0, 48, [*BASE, ('ScheduleByDay', 0, 1, [('DaysInterval', 0, 1, r'\d+')]),
                                                        ('ScheduleByWeek', 0, 1, dict(WeeksInterval=r'\d+', DaysOfWeek=DAYS))])]),
        ('Settings', 0, 1, {o: BOOL for o in ('DisallowStartIfOnBatteries', 'StopIfGoingOnBatteries', 'StartWhenAvailable', 'Hidden', 'Enabled')}),
        ('Actions', 1, 1, [('Exec', 1, 32, [('Command', 1, 1, TEXT), ('Arguments', 0, 1, TEXT), ('WorkingDirectory', 0, 1, TEXT)])])]
SPACE = '{http://schemas.microsoft.com/windows/2004/02/mit/task}'

def wrong(at, what):
    "What of an element is not as the schema has it"
    if isinstance(what, str): return [] if not len(at) and re.fullmatch(what, at.text or '') else [f'{at.tag}: {at.text!r}']
    if isinstance(what, dict): return [p for o in at for p in (wrong(o, what[o.tag.removeprefix(SPACE)]) if o.tag.removeprefix(SPACE) in what else [o.tag])]
    names = [o.tag.removeprefix(SPACE) for o in at]
    order = [n for n, *_ in what]
    bad = [n for n in names if n not in order]
    if not bad and sorted(names, key=order.index) != names: bad = [f'{at.tag}: {names} in another order']
    bad += [f'{n}: {names.count(n)} times' for n, low, high, _ in what if not low <= names.count(n) <= high]
    return bad + [p for n, _, _, inner in what for o in at if o.tag == SPACE + n for p in wrong(o, inner)]

@pytest.mark.parametrize('every', EVERY)
@pytest.mark.parametrize('name', AWKWARD + ['Bilder & <mehr>'])
def test_windows_reads_the_task(name, every):
    task = ET.fromstring(windows_task(Job(f'/home/ann/{name}', '07:00,19:30', 'C:/Program Files/python.exe', every), date(2026, 11, 25)))
    assert task.tag == SPACE + 'Task' and task.get('version') == '1.2' and wrong(task, TASK) == []
    assert len(task.findall(f'.//{SPACE}CalendarTrigger')) == 2 and task.find(f'.//{SPACE}Command').text == 'C:/Program Files/python.exe'
    assert task.find(f'.//{SPACE}Arguments').text == subprocess.list2cmdline(['-P', '-m', 'wallpicker', 'schedule', 'run-now', '--root', f'/home/ann/{name}'])

def test_the_schema_is_not_blind():
    text = windows_task(Job('/home/ann', every='hour'), date(2026, 11, 25))
    for a, b in [('<Interval>PT1H', '<Interval>hourly'), ('StartBoundary', 'Begin'), ('<StartWhenAvailable>true', '<StartWhenAvailable>yes'),
                 ('<DaysInterval>1</DaysInterval>', '<DaysInterval>1</DaysInterval><DaysInterval>2</DaysInterval>')]:
        assert wrong(ET.fromstring(text.replace(a, b)), TASK), a


# ---- put in and taken out again; the schedulers' commands are scripts that keep what they are told

@pytest.fixture
def home(tmp_path, monkeypatch):
    "A home folder with systemctl, launchctl, schtasks and crontab in front of PATH"
    at, bin = tmp_path/'home', tmp_path/'bin'
    for o in (at/'.config', at/'Library', bin): o.mkdir(parents=True)
    for name in ('XDG_CONFIG_HOME', 'XDG_DATA_HOME'): monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv('HOME', str(at))
    monkeypatch.setenv('PATH', f'{bin}:/usr/bin:/bin')
    scripts = dict(
        systemctl='echo "$*" >> "$0.said"; [ ! -e "$0.fails" ] || { echo refused >&2; exit 1; }\n'
                  'case "$*" in *enable*timer) [ -r ~/.config/systemd/user/wallpicker.timer ] ;; esac',
        launchctl='echo "$*" >> "$0.said"; [ ! -e "$0.fails" ] || { echo refused >&2; exit 5; }\n[ "$1" = bootout ] || [ -r "$3" ]',
        schtasks='echo "$*" >> "$0.said"; [ ! -e "$0.fails" ] || { echo refused >&2; exit 1; }\n'
                 'case "$1" in /Create) cp "$5" "$0.task";; /Query) [ ! -e "$0.task" ] || iconv -f utf-16 -t utf-8 "$0.task";; /Delete) rm "$0.task";; esac',
        crontab='[ ! -e "$0.fails" ] || [ "$1" = -l ] || { echo refused >&2; exit 1; }\ncase "$1" in -l) [ -e "$0.tab" ] || { echo "no crontab for ann" >&2; exit 1; }; cat "$0.tab";; -r) rm "$0.tab";; -) cat > "$0.tab";; esac')
    for name, body in scripts.items():
        (bin/name).write_text(f'#!/bin/sh\n{body}\n')
        (bin/name).chmod(0o755)
    return at

def everything(home):
    return {str(o): o.read_bytes() for p in (home, home.parent/'bin') for o in p.rglob('*') if o.is_file() and o.suffix not in ('.said', '.fails')}

@pytest.mark.parametrize('way', WAYS)
def test_remove_leaves_nothing_behind(home, way):
    before, job = everything(home), Job('/home/ann/My Wallpapers', '7:00,19:00')
    assert show() == '' and remove() == []
    assert install(job, way) == way
    assert show().startswith(f'{way}:') and 'My Wallpapers' in show() and '19' in show()
    assert everything(home) != before
    stamp = home/'.local/share/systemd/timers/stamp-wallpicker.timer'   # what systemd itself leaves for a timer that is persistent
    stamp.parent.mkdir(parents=True)
    stamp.touch()
    assert remove() == [way]
    if way != 'systemd': stamp.unlink()
    assert everything(home) == before and show() == '' and remove() == []

@pytest.mark.parametrize('way', WAYS)
def test_a_second_one_takes_the_place_of_the_first(home, way):
    install(Job('/home/ann/one', '7:00'), way)
    install(Job('/home/ann/two', '8:00'), way)
    assert '/home/ann/two' in show() and '/home/ann/one' not in show()

def test_moving_from_one_scheduler_to_another(home):
    install(Job('/home/ann/one'), 'cron')
    install(Job('/home/ann/one'), 'systemd')
    assert installed('cron') == '' and show().startswith('systemd:')

@pytest.mark.parametrize('way', WAYS)
def test_a_scheduler_that_refuses_has_nothing_of_ours(home, way):
    before = everything(home)
    (home.parent/'bin'/f"{dict(systemd='systemctl', cron='crontab', launchd='launchctl', windows='schtasks')[way]}.fails").touch()
    with pytest.raises(ScheduleError, match='refused'): install(Job('/home/ann'), way)
    assert everything(home) == before

MINE = 'MAILTO=ann\n# mine\n\n\n0 3 * * 0 backup.sh\n@daily  odd   spaces\nthis is no line of a crontab\n'

def test_other_peoples_lines_stay(home):
    tab = home.parent/'bin'/'crontab.tab'
    tab.write_text(MINE)
    install(Job('/home/ann'), 'cron')
    assert tab.read_text().startswith(MINE) and len(tab.read_text().splitlines()) == 9   # one that runs the job, one that looks whether it has run
    remove()
    assert tab.read_text() == MINE

HEAD = b'0 3 * * * backup.sh'
ODD = dict(open=HEAD, comment=b'# mine', comments=b'# mine\n#\n', assignment=b'MAILTO=""', crlf=HEAD + b'\r\n' + HEAD + b'\r\n', crlf_open=HEAD + b'\r\n' + HEAD,
           blank=b'\n\n', spaces=b'  \t', latin1=b'0 3 * * * echo caf\xe9\n', latin1_open=b'# caf\xe9', utf16=HEAD.decode().encode('utf-16'),
           feeds=b'0 3 * * * a\x0bb\x0cc\x1cd\xc2\x85e\xe2\x80\xa8f\rg\n', nul=HEAD + b'\0\n', said=HEAD + b' # wallpicker\n', said_open=b'# wallpicker',
           noted=b'#' + crontab_line(Job('/home/ann/old')).encode() + b'\n', noted_open=b'  # ' + crontab_line(Job('/home/ann/old')).encode(),
           called=b'0 8 * * * wallpicker rotate --root /home/ann && notify-send new  # wallpicker\n',
           script=b'0 9 * * * ' + SETTINGS_SH.encode() + b'/home/ann/bin/my-script --all  # wallpicker\n', empty=b'')

def both(job): return f'{crontab_line(job)}\n{missed_line(job)}'

@pytest.mark.parametrize('tab', ODD.values(), ids=ODD)
def test_a_crontab_of_any_kind_stays_to_the_last_byte(home, tab):
    at = home.parent/'bin'/'crontab.tab'
    at.write_bytes(tab)
    ended = tab if tab[-1:] in (b'', b'\n') else tab + b'\n'
    for folder in ('/home/ann', '/home/ann/two'):
        install(Job(folder, '7:00,19:00'), 'cron')
        lines = both(Job(folder, '7:00,19:00'))
        assert at.read_bytes() == ended + f'{lines}\n'.encode() and installed('cron') == lines
    assert remove() == ['cron'] and (at.read_bytes() if at.exists() else b'') == ended and remove() == []

def test_a_line_that_the_owner_put_behind_ours_stays(home):
    at = home.parent/'bin'/'crontab.tab'
    install(Job('/home/ann'), 'cron')
    at.write_bytes(b'# mine\n' + at.read_bytes() + HEAD)
    remove()
    assert at.read_bytes() == b'# mine\n' + HEAD

@pytest.mark.parametrize('said', ['no crontab for ann', "crontab: can't open 'ann': No such file or directory", 'user ann has no fcrontab'])
def test_every_cron_may_say_in_its_words_that_there_is_no_crontab(home, said):
    program = home.parent/'bin'/'crontab'
    program.write_text(program.read_text().replace('no crontab for ann', said.replace("'", "\x60")).replace('\x60', "'"))
    install(Job('/home/ann'), 'cron')
    assert installed('cron') == both(Job('/home/ann')) and remove() == ['cron'] and installed('cron') == ''

def test_a_crontab_that_cannot_be_read_is_not_an_empty_one(home):
    program = home.parent/'bin'/'crontab'
    program.write_text('#!/bin/sh\n[ "$1" = -l ] || touch "$0.written"\necho "crontab: can\'t change directory to /var/spool/cron: No such file or directory" >&2; exit 1\n')
    with pytest.raises(ScheduleError, match='change directory'): install(Job('/home/ann'), 'cron')
    assert not (home.parent/'bin'/'crontab.written').exists()

def test_a_folder_with_odd_line_ends_is_one_line_for_cron(home):
    at, job = home.parent/'bin'/'crontab.tab', Job('/home/ann/a\x0bb\x85c\u2028d')
    install(job, 'cron')
    install(job, 'cron')
    assert at.read_text() == both(job) + '\n' and remove() == ['cron'] and not at.exists()

SERVICE = '.config/systemd/user/wallpicker.service'

@pytest.mark.parametrize('way, name, text', [
    ('systemd', SERVICE, '[Service]\nEnvironmentFile=%h/.config/wallpicker.env\nExecStart=/home/ann/bin/my-walls\n'),
    ('launchd', f'Library/LaunchAgents/{sc.LABEL}.plist', '<!-- reads ~/.config/wallpicker.env --><plist/>')])
def test_a_job_of_the_owners_that_reads_our_settings_stays(home, way, name, text):
    (home/name).parent.mkdir(parents=True, exist_ok=True)
    (home/name).write_text(text)
    before = everything(home)
    assert remove() == [] and show() == ''
    with pytest.raises(ScheduleError, match='belongs to another program'): install(Job('/home/ann'), way)
    assert everything(home) == before

@pytest.mark.parametrize('whither', ['ours', 'nowhere', 'folder'])
def test_a_link_or_folder_in_place_of_a_unit_stays(home, whither):
    install(Job('/home/ann'), 'systemd')
    unit, dots = home/SERVICE, home/'dots.service'
    unit.rename(dots)
    (home/SERVICE).with_suffix('.timer').unlink()
    text = dots.read_text()
    if whither == 'folder': unit.mkdir()
    else: unit.symlink_to(dots if whither == 'ours' else 'nowhere')
    assert remove() == []
    with pytest.raises(ScheduleError, match='belongs to another program'): install(Job('/home/ann'), 'systemd')
    assert (unit.is_dir() if whither == 'folder' else unit.is_symlink()) and dots.read_text() == text

def test_a_task_of_another_program_of_our_name_stays(home):
    task = home.parent/'bin'/'schtasks.task'
    task.write_bytes(theirs := '<Task><Description>my own</Description></Task>'.encode('utf-16'))
    assert remove() == [] and show() == ''
    with pytest.raises(ScheduleError, match='the task wallpicker is there already'): install(Job('/home/ann'), 'windows')
    assert task.read_bytes() == theirs

@pytest.mark.parametrize('way, name', [('systemd', '.config/systemd/user/wallpicker.service'), ('systemd', '.config/systemd/user/wallpicker.timer'),
                                       ('launchd', f'Library/LaunchAgents/{sc.LABEL}.plist')])
def test_a_file_of_another_program_of_our_name_stays(home, way, name):
    theirs = home/name
    theirs.parent.mkdir(parents=True, exist_ok=True)
    theirs.write_text('[Service]\nExecStart=/usr/bin/wallpicker --gtk\n')
    before = everything(home)
    assert remove() == [] and show() == ''
    with pytest.raises(ScheduleError, match='belongs to another program'): install(Job('/home/ann'), way)
    assert everything(home) == before

def test_a_machine_without_any(monkeypatch, tmp_path):
    monkeypatch.setenv('PATH', str(tmp_path))
    with pytest.raises(ScheduleError, match='run-now'): scheduler('linux')
    assert [scheduler(o) for o in ('darwin', 'win32')] == ['launchd', 'windows']

def test_run_now(tmp_path, python):
    job = Job(tmp_path, python=str(python), also=('wallpaper',))
    words = lambda: Path(f'{python}.words').read_text().split()
    assert run_now(job) == 0 and words() == ['rotate', 'wallpaper', 'pick']
    Path(f'{python}.fails').write_text('wallpaper')
    Path(f'{python}.words').unlink()
    assert run_now(job) == 0 and words() == ['rotate', 'wallpaper', 'pick']
    Path(f'{python}.fails').write_text('rotate')
    Path(f'{python}.words').unlink()
    assert run_now(job) == 1 and words() == ['rotate']

@contextmanager
def own_crontab():
    """This user's crontab for a test alone: two runs of the tests take turns, lines that a killed run left are dropped, and the user's
    own lines are put back at the end. Gives what a test should find there when it is done."""
    import fcntl
    with open(Path(tempfile.gettempdir())/f'wallpicker-crontab-{os.getuid()}', 'w') as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        listed = subprocess.run(['crontab', '-l'], capture_output=True, text=True)
        kept = ''.join(line for line in listed.stdout.splitlines(keepends=True) if '/pytest-of-' not in line)
        def put_back():
            if kept: subprocess.run(['crontab', '-'], input=kept, text=True, check=True)
            elif not subprocess.run(['crontab', '-l'], capture_output=True).returncode: subprocess.run(['crontab', '-r'], check=True)
        put_back()
        try: yield ''.join(line for line in kept.splitlines(keepends=True) if not line.rstrip().endswith('# wallpicker'))
        finally: put_back()

def test_a_real_cron_runs_it(tmp_path, python):
    needs('cron', 'crontab')
    pytest.importorskip('fcntl', reason='cron is of Unix')
    if os.getuid(): pytest.skip('only root can start a cron')
    with own_crontab() as kept:
        at = datetime.now() + timedelta(minutes=1 if datetime.now().second < 50 else 2)
        install(Job(tmp_path/"Ann's 100%", f'{at:%H:%M}', str(python), also=('wallpaper',)), 'cron')
        daemon = subprocess.Popen(['cron', '-f'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)   # ends at once where one runs already
        try:
            end, words = time.monotonic() + 150, Path(f'{python}.words')
            while time.monotonic() < end and not (words.exists() and len(words.read_text().split()) == 3): time.sleep(.5)
        finally:
            daemon.terminate()
            daemon.wait()
        assert words.exists(), 'cron ran nothing'
        assert words.read_text().split() == ['rotate', 'wallpaper', 'pick']
        assert Path(f'{python}.said').read_text().splitlines()[0] == str(tmp_path/"Ann's 100%")
        assert remove() == ['cron'] and subprocess.run(['crontab', '-l'], capture_output=True, text=True).stdout == kept


# ---- how things have gone

def test_history(folders, monkeypatch):
    import wallpicker.labels.log as le
    class Day(datetime):
        day = 1
        @classmethod
        def now(cls, tz=None): return datetime(2026, 11, cls.day, 12).astimezone(tz)   # noon where the machine is
    monkeypatch.setattr(le, 'datetime', Day)
    ledger = Ledger(folders)
    assert len(history(folders)) == 0 and 'newest at the right' not in status_text(status(folders))
    for day in (1, 2, 4):
        Day.day = day
        for k in range(4): ledger.say(f'w{day}{k}', 'picked', who='pick', file=f'{day}{k}.jpg', sha256=f'{day}{k}')
        if day > 1: ledger.say(f'w1{day}', 'removed', who='listen')
        (folders.reserve/f'{day}.jpg').write_bytes(b'x'*1_000_000)
        with logged(folders, 'pick', clock=lambda: datetime(2026, 11, day, 12).timestamp()): pass
    h = history(folders)
    assert list(h.index) == ['2026-11-01', '2026-11-02', '2026-11-04'] and list(h.picked) == [4]*3 and list(h.thrown) == [0, 1, 1]
    assert h.kept.round(3).tolist() == [1, .875, .833] and h.reserve.tolist() == [1, 2, 3] and h.auc.isna().all()
    s = status(folders)
    text = status_text(s)
    assert json.loads(json.dumps(s))['days'][1]['thrown'] == 1 and 'kept    |█▇▇| 83%' in text and 'taste   |   | none yet' in text

def test_bars():
    assert bars([]) == '' and bars([0, 0]) == '  ' and bars([1, 8, float('nan'), 16], 8) == '▁█ █'

def test_a_file_that_a_sync_takes_away_is_no_failure(folders):
    (folders.desktop/'a.jpg').symlink_to(folders.desktop/'nowhere.jpg')
    with logged(folders, 'pick') as run: run['summary'] = 'fine'
    assert runs(folders)[0]['ok'] == 1

def test_not_on_battery_where_the_scheduler_can_tell(tmp_path):
    assert 'ConditionACPower=true\n' in systemd_units(Job(tmp_path, mains=True))['wallpicker.service']
    assert 'ConditionACPower' not in systemd_units(Job(tmp_path))['wallpicker.service']
    for mains in (True, False): assert f'<DisallowStartIfOnBatteries>{str(mains).lower()}<' in windows_task(Job(tmp_path, mains=mains))
    for way in ('cron', 'launchd'):
        with pytest.raises(ScheduleError, match=f'{way} cannot tell whether the machine runs on battery'): install(Job(tmp_path, mains=True), way)
