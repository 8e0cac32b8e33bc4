"A run that cron missed, because the machine was off or asleep, is made up for within the hour"
import os, shlex, subprocess
from datetime import datetime, timedelta
import pytest
from crontab import CronTab
from hypothesis import given, settings, strategies as st
from wallpicker.cli import main
from wallpicker.folders import Folders
from wallpicker.job.install import install, installed, remove
from wallpicker.job.missed import GRACE, missed
from wallpicker.job.status import logged
from wallpicker.job.timers import EVERY, Job, crontab_line, missed_line

NOON = datetime(2026, 11, 25, 12)   # a Wednesday

@pytest.fixture
def folders(tmp_path): return Folders(tmp_path/'Wallpapers').make()

def ran(folders, when, *commands):
    for o in commands or ('rotate', 'pick'):
        with logged(folders, o, clock=when.timestamp): pass

@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.lists(st.times(), min_size=1, max_size=3), st.sampled_from(EVERY))
@settings(max_examples=50, deadline=None)
def test_due_is_the_last_time_that_cron_would_have_started_it(now, times, every):
    job = Job('/home/ann', ','.join(f'{o:%H:%M}' for o in times), every=every)
    lines = [o.slices.clean_render().split() for o in CronTab(tab=crontab_line(job) + '\n')]   # the text may say @daily
    at = now.replace(second=0, microsecond=0)
    def starts(t): return any(m == str(t.minute) and h in ('*', str(t.hour)) and d in ('*', str(t.isoweekday())) for m, h, _, _, d in lines)
    while not starts(at) and now - at < timedelta(days=8): at -= timedelta(minutes=1)
    assert job.due(now) == at

@pytest.mark.parametrize('at,every,now,expected', [
    ('9:00', 'day', NOON, True), ('9:00', 'day', datetime(2026, 11, 25, 8), False), ('12:30', 'day', NOON, False), ('7:00,19:00', 'day', NOON, True),
    ('9:00', 'week', NOON, False), ('9:00', 'week', datetime(2026, 11, 30, 12), True), ('9:00', 'week', datetime(2026, 11, 30, 8), False)])
def test_what_ran_yesterday_is_missed_when_it_was_due_since(folders, at, every, now, expected):
    ran(folders, datetime(2026, 11, 24, 20))
    assert missed(folders, Job(folders.root, at, every=every), now) is expected
    ran(folders, now)
    assert not missed(folders, Job(folders.root, at, every=every), now + timedelta(minutes=6))

def test_a_job_has_run_when_both_of_its_commands_have_started(folders):
    job = Job(folders.root, '9:00')
    assert missed(folders, job, NOON), 'it never ran'
    ran(folders, datetime(2026, 11, 25, 9), 'rotate')
    assert missed(folders, job, NOON)
    ran(folders, datetime(2026, 11, 25, 10), 'train', 'pick')
    assert not missed(folders, job, NOON)

def test_a_run_that_is_just_due_is_not_missed(folders):
    ran(folders, datetime(2026, 11, 24, 9))
    nine, job = datetime(2026, 11, 25, 9), Job(folders.root, '9:00')
    assert [missed(folders, job, nine + o) for o in (timedelta(0), GRACE - timedelta(seconds=1), GRACE)] == [False, False, True]

def test_cron_gets_a_line_that_looks_each_hour(tmp_path, monkeypatch):
    (tmp_path/'crontab').write_text('#!/bin/sh\ncase "$1" in -l) cat "$0.tab" 2>/dev/null || true;; -r) rm "$0.tab";; *) cat > "$0.tab";; esac\n')
    (tmp_path/'crontab').chmod(0o755)
    monkeypatch.setenv('PATH', f'{tmp_path}:{os.environ["PATH"]}')
    job = Job('/home/ann/100% Ann\'s', '19:55,7:55', also=('wallpaper',))
    install(job, 'cron')
    install(job, 'cron')
    *runs_it, looks = installed('cron').split('\n')
    assert len(runs_it) == 2 and looks == missed_line(job)
    [item] = CronTab(tab=looks + '\n')
    assert item.slices.clean_render() == '5 * * * *' and item.is_valid() and not item.stdin
    words = shlex.split(item.command.split('; ')[-1])
    assert words == job.words('schedule', 'run-now', '--missed', '--at', '07:55,19:55', '--every', 'day')
    install(Job('/home/ann', every='hour'), 'cron')
    assert '\n' not in installed('cron') and 'missed' not in installed('cron')
    assert remove() == ['cron'] and not (tmp_path/'crontab.tab').exists()

def test_the_hourly_line_runs_the_job_only_when_it_was_missed(folders, monkeypatch):
    monkeypatch.setenv('WALLHAVEN_URL', 'http://127.0.0.1:9/api/v1')
    words = shlex.split(missed_line(Job(folders.root, f'{datetime.now() - timedelta(hours=1):%H:%M}')).split('; ')[-1].removesuffix(' # wallpicker'))[4:]
    asked = []
    monkeypatch.setattr('wallpicker.job.install.subprocess.run', lambda words, **how: asked.append(words[4]) or subprocess.CompletedProcess(words, 0))
    assert main(words) == 0 and asked == ['rotate', 'pick']
    ran(folders, datetime.now())
    assert main(words) == 0 and asked == ['rotate', 'pick']
    assert main([o for o in words if o != '--missed']) == 0 and asked == ['rotate', 'pick']*2
