"From cron: which sockets answer, what is kept of a session, and the wallpaper changes all the same"
import os, socket, subprocess, sys, shutil, time
from datetime import datetime, timezone
from pathlib import Path
import pytest
from desktops import near   # noqa: F401, a fixture
from PIL import Image
from wallpicker.desktop import wall as de
from wallpicker.desktop.wall import DesktopError, desktop_name, keep_session, kept_session, listens, session, tone_of
from wallpicker.folders import Folders

def listening(path):
    s = socket.socket(socket.AF_UNIX)
    s.bind(str(path))
    s.listen()
    return s

def left_behind(path): listening(path).close()

@pytest.fixture
def run(near, monkeypatch):
    "A folder of a session with a short path, and no variables of this machine's session"
    for name in de.SESSION: monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv('XDG_RUNTIME_DIR', str(near))
    return near

def test_the_socket_that_answers(run, monkeypatch):
    left_behind(run/'sway-ipc.1000.111.sock')
    left_behind(run/'wayland-0')
    (run/'hypr'/'old').mkdir(parents=True)
    sockets = [listening(run/o) for o in ('sway-ipc.1000.2222.sock', 'wayland-1')]
    for given in ('', str(run/'sway-ipc.1000.111.sock'), '/nowhere'):
        monkeypatch.setenv('SWAYSOCK', given)
        env = session()
        assert env['SWAYSOCK'] == str(run/'sway-ipc.1000.2222.sock') and env['WAYLAND_DISPLAY'] == 'wayland-1'
        assert 'HYPRLAND_INSTANCE_SIGNATURE' not in env and desktop_name(env, 'linux') == 'sway'
    sockets[0].close()
    assert 'SWAYSOCK' not in session()

def test_hyprland_is_found_by_its_socket(run):
    (run/'hypr'/'sig').mkdir(parents=True)
    kept = listening(run/'hypr'/'sig'/'.socket.sock')
    assert desktop_name(session(), 'linux') == 'hyprland'
    kept.close()

def test_a_bare_environment_finds_the_sockets(run):
    assert not {'DBUS_SESSION_BUS_ADDRESS', 'SWAYSOCK'} & set(session())
    left_behind(run/'bus')
    assert 'DBUS_SESSION_BUS_ADDRESS' not in session()
    (run/'bus').unlink()
    kept = [listening(run/'bus')]
    assert session()['DBUS_SESSION_BUS_ADDRESS'] == f'unix:path={run}/bus'

def test_a_bus_that_is_no_more_gives_way(run, monkeypatch):
    kept = [listening(run/'bus')]
    for dead in ('unix:path=/tmp/dbus-gone', 'unix:abstract=/tmp/dbus-gone,guid=1', f'unix:path={run}/gone;unix:path={run}/gone2'):
        monkeypatch.setenv('DBUS_SESSION_BUS_ADDRESS', dead)
        assert session()['DBUS_SESSION_BUS_ADDRESS'] == f'unix:path={run}/bus'
    abstract = listening(f'\0wallpicker-{os.getpid()}')
    for alive in (f'unix:abstract=wallpicker-{os.getpid()},guid=9', 'tcp:host=localhost,port=1'):
        monkeypatch.setenv('DBUS_SESSION_BUS_ADDRESS', alive)
        assert session()['DBUS_SESSION_BUS_ADDRESS'] == alive
    abstract.close()

def test_what_is_kept_and_what_stays(run, tmp_path, monkeypatch):
    folders = Folders(tmp_path/'Wallpapers').make()
    monkeypatch.setenv('XDG_CURRENT_DESKTOP', 'MATE')
    monkeypatch.setenv('DISPLAY', 'far:0')
    keep_session(folders)
    for name in ('XDG_CURRENT_DESKTOP', 'DISPLAY'): monkeypatch.delenv(name)
    assert keep_session(folders) == kept_session(folders) == dict(XDG_CURRENT_DESKTOP='MATE', DISPLAY='far:0', XDG_RUNTIME_DIR=str(run))
    assert desktop_name(session(kept_session(folders)), 'linux') == 'mate'
    monkeypatch.setattr(de.platform, 'node', lambda: 'another-machine')
    assert kept_session(folders) == {}

@pytest.mark.parametrize('names,found', [('ubuntu:GNOME', 'gnome'), ('Budgie:GNOME', 'budgie'), ('X-Cinnamon', 'cinnamon'), ('MATE', 'mate'), ('LXQt', 'lxqt'),
                                         ('Hyprland', 'hyprland'), ('KDE', 'kde'), ('XFCE', 'xfce'), ('sway', 'sway'), ('Pantheon', 'gnome'), ('Unity:Unity7:ubuntu', 'gnome')])
def test_desktops_by_name(names, found): assert desktop_name(dict(XDG_CURRENT_DESKTOP=names, DISPLAY=':0'), 'linux') == found

def test_bare_x_and_desktops_of_their_own():
    assert desktop_name(dict(DISPLAY=':0'), 'linux') == 'feh'
    for env in (dict(XDG_CURRENT_DESKTOP='Enlightenment', DISPLAY=':0'), dict(DISPLAY=':0', WAYLAND_DISPLAY='wayland-0')):
        with pytest.raises(DesktopError, match='names no desktop that I know'): desktop_name(env, 'linux')

# sunrise and sunset in minutes after midnight UTC, as printed tables have them, to five minutes
@pytest.mark.parametrize('place,day,rise,set', [('52.52,13.405', (3, 20), 5*60 + 11, 17*60 + 20), ('52.52,13.405', (12, 21), 7*60 + 15, 14*60 + 54),
                                                ('0,0', (3, 20), 6*60 + 4, 18*60 + 11), ('-33.87,151.21', (12, 21), 18*60 + 41, 9*60 + 6),
                                                ('40.71,-74.01', (6, 21), 9*60 + 25, 24*60 + 31)])
def test_the_sun_rises_and_sets(place, day, rise, set):
    def tone(minute): return tone_of(f'sun:{place}', datetime.fromtimestamp(datetime(2026, *day, tzinfo=timezone.utc).timestamp() + 60*minute, timezone.utc))
    assert (tone(rise - 5), tone(rise + 5), tone(set - 5), tone(set + 5)) == ('dark', 'light', 'light', 'dark')

def test_where_the_sun_does_not_set():
    for hour in range(24):
        assert tone_of('sun:78.2,15.6', datetime(2026, 6, 21, hour, tzinfo=timezone.utc)) == 'light'
        assert tone_of('sun:78.2,15.6', datetime(2026, 12, 21, hour, tzinfo=timezone.utc)) == 'dark'

@pytest.mark.parametrize('bad', ['sun:91,0', 'sun:-100,0', 'sun:0,181'])
def test_no_place_on_earth(bad):
    with pytest.raises(DesktopError, match='no place on earth'): tone_of(bad)


# ---- the real thing: xfconf on a bus of its own, then hardly any environment

def wallpicker(env, *words): return subprocess.run([sys.executable, '-W', 'ignore', '-m', 'wallpicker', *words], env=env, capture_output=True, text=True)

@pytest.fixture
def crontab(tmp_path):
    "A crontab that is a file"
    from desktops import command
    command(tmp_path/'bin', 'crontab', '#!/bin/sh\ncase "$1" in -l) cat "$0.tab" 2>/dev/null || true;; -r) rm "$0.tab";; *) cat > "$0.tab";; esac\n')
    return tmp_path/'bin'

def test_a_scheduled_job_reaches_the_desktop(tmp_path, near, crontab, monkeypatch):
    if not (shutil.which('xfconf-query') and shutil.which('dbus-daemon')): pytest.skip('xfconf and dbus are not installed: apt-get install xfconf libxfconf-0-3 dbus')
    root, home = tmp_path/'Wall papers', tmp_path/'home'
    home.mkdir()
    bare = dict(HOME=str(home), PATH=f'{crontab}:{os.environ["PATH"]}', PYTHONPATH=os.environ.get('PYTHONPATH', str(Path(de.__file__).parents[2])))
    folders = Folders(root).make()
    for n, colour in enumerate(('navy', 'teal')): Image.new('RGB', (320, 180), colour).save(folders.desktop/f'{n}.png')
    folders.change('desktop', command='auto')
    said = wallpicker(bare, 'schedule', 'install', '--way', 'cron', '--root', root)
    assert said.returncode == 1 and 'names no desktop that I know' in said.stderr and not (crontab/'crontab.tab').exists()
    address, query = f'unix:path={near}/bus', ['xfconf-query', '-c', 'xfce4-desktop']
    inside = {**bare, 'DBUS_SESSION_BUS_ADDRESS': address, 'XDG_CURRENT_DESKTOP': 'XFCE'}
    daemon = subprocess.Popen(['dbus-daemon', '--session', '--nofork', f'--address={address}'], env=bare, stderr=subprocess.DEVNULL)
    try:
        while not listens(f'{near}/bus'): time.sleep(.05)
        place = '/backdrop/screen0/monitorHDMI-1/workspace0/last-image'
        subprocess.run([*query, '-p', place, '-n', '-t', 'string', '-s', '/old.jpg'], env=inside, check=True)
        assert wallpicker(inside, 'schedule', 'install', '--way', 'cron', '--root', root).returncode == 0
        assert 'wallpicker wallpaper' in (crontab/'crontab.tab').read_text()
        shown = set()
        for _ in range(2):
            said = wallpicker(bare, 'wallpaper', '--root', root)
            assert said.returncode == 0 and said.stdout.startswith('HDMI-1: '), said.stderr
            shown.add(subprocess.run([*query, '-p', place], env=inside, capture_output=True, text=True).stdout.strip())
        assert shown == {str(folders.desktop/'0.png'), str(folders.desktop/'1.png')}
    finally:
        daemon.terminate()
        daemon.wait(10)
