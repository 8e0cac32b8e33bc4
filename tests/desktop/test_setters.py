"Setters: real commands where Debian has them, stand-ins that keep what real ones keep elsewhere; none may say done where nothing hangs"
import os, shutil, subprocess, time
from contextlib import contextmanager
from pathlib import Path
import pytest
from PIL import Image
from desktops import STAND_INS, Desktops, command, near   # noqa: F401, a fixture
from wallpicker.desktop import setter as se
from wallpicker.desktop.setter import Command, hang
from wallpicker.desktop.setters import setter_of
from wallpicker.desktop.wall import DesktopError

AWKWARD = ['beach.jpg', "Ann's beach.jpg", 'say "yes".jpg', '100% $HOME.jpg', 'a, b;c&d (1).jpg', 'Bilder für später.jpg']
AVAILABLE = {k: v for k, v in os.environ.items() if k in ('PATH', 'LANG', 'LC_ALL', 'PYTHONPATH', 'TMPDIR')}

def picture(path):
    Image.new('RGB', (64, 36), 'navy').save(path)
    return path

@pytest.fixture(autouse=True)
def short(monkeypatch): monkeypatch.setattr(se, 'PATIENCE', .3)


# ---- stand-ins

@pytest.fixture
def desktops(tmp_path):
    made = Desktops(tmp_path)
    yield made
    made.end()

def stood_in(desktops, name):
    desktops.install(name)
    return setter_of(name, {**AVAILABLE, 'PATH': f'{desktops.bin}:{os.environ["PATH"]}', 'HOME': str(desktops.kept)})

ONE = {'gnome', 'cinnamon', 'mate', 'budgie', 'lxqt'}   # one picture for all screens

@pytest.mark.parametrize('name', STAND_INS)
def test_each_screen_shows_its_own(name, desktops, tmp_path):
    setter = stood_in(desktops, name)
    screens = [o.name for o in setter.screens()]
    assert len(screens) == (1 if name in ONE else 2)
    for turn in 'ab':
        files = {o: tmp_path/f'{turn}{i}.jpg' for i, o in enumerate(screens)}
        hang(setter, files)
        assert {k: v for k, v in setter.shown().items() if k in files} == files
    if name not in ONE and name not in ('macos', 'windows'): assert [round(o.ratio, 2) for o in setter.screens()] == [1.78, .56]

@pytest.mark.parametrize('name', STAND_INS)
def test_done_without_a_change_is_no_success(name, desktops, tmp_path):
    setter = stood_in(desktops, name)
    screens = [o.name for o in setter.screens()]
    hang(setter, {o: tmp_path/'a.jpg' for o in screens})
    desktops.deaf.touch()
    with pytest.raises(DesktopError, match='said nothing against it, yet shows .*a.jpg'): hang(setter, {o: tmp_path/'b.jpg' for o in screens})

@pytest.mark.parametrize('name', STAND_INS)
def test_a_command_that_fails_is_named(name, desktops, tmp_path):
    setter = stood_in(desktops, name)
    desktops.fails.touch()
    with pytest.raises(DesktopError, match='failed with 1: no display|names no screen'):
        hang(setter, {o.name: tmp_path/'a.jpg' for o in setter.screens()})

@pytest.mark.parametrize('name', [o for o in STAND_INS if o not in ('gnome', 'cinnamon', 'budgie', 'mate', 'lxqt')])
def test_one_screen_of_two(name, desktops, tmp_path):
    setter = stood_in(desktops, name)
    first, second = [o.name for o in setter.screens()]
    hang(setter, {first: tmp_path/'a.jpg', second: tmp_path/'b.jpg'})
    hang(setter, {second: tmp_path/'c.jpg'})
    assert setter.shown()[first] == tmp_path/'a.jpg' and setter.shown()[second] == tmp_path/'c.jpg'

@pytest.mark.parametrize('file', AWKWARD)
@pytest.mark.parametrize('name', ['kde', 'sway', 'feh', 'xfce', 'macos', 'windows'])
def test_awkward_names_arrive_whole(name, file, desktops, tmp_path):
    setter = stood_in(desktops, name)
    hang(setter, {o.name: tmp_path/file for o in setter.screens()})

def test_xfce_without_a_screen_says_so(desktops):
    setter = stood_in(desktops, 'xfce')
    for o in ('xfconf-query', 'xrandr'): command(desktops.bin, o, '#!/bin/sh\n')
    with pytest.raises(DesktopError, match='Xfce names no screen'): setter.screens()

def test_hyprland_takes_the_program_that_runs(desktops):
    desktops.install('swww')
    env = {**AVAILABLE, 'PATH': f'{desktops.bin}:{os.environ["PATH"]}'}
    assert type(setter_of('hyprland', env)).__name__ == 'Swww'
    desktops.fails.touch()
    assert type(setter_of('hyprland', env)).__name__ == 'Hyprpaper'

def test_a_desktop_that_takes_its_time(desktops, tmp_path, monkeypatch):
    monkeypatch.setattr(se, 'PATIENCE', 5.)
    setter = stood_in(desktops, 'cinnamon')
    slow = subprocess.Popen(['sh', '-c', f'sleep .3; rm {desktops.deaf}; gsettings set org.cinnamon.desktop.background picture-uri {(tmp_path/"a.jpg").as_uri()}'], env=setter.env)
    desktops.deaf.touch()
    hang(setter, {'': tmp_path/'a.jpg'})
    slow.wait()

@pytest.mark.parametrize('words,told', [('feh --bg-fill', 'write {file}'), ('feh "{file}', 'cannot be read'), ('no-desktop', 'write {file}')])
def test_a_command_that_cannot_be(words, told):
    with pytest.raises(DesktopError, match=told): setter_of(words, {})

def test_a_command_with_a_zero_byte_is_named(tmp_path):
    with pytest.raises(DesktopError, match=r'a\\x00.* could not be started: embedded null byte'): hang(setter_of('a\0 {file}', {}), {'': tmp_path/'b.jpg'})

def test_a_command_of_ones_own_for_each_screen(tmp_path):
    setter = Command(f'sh -c \'echo "$1 $2" >> {tmp_path}/said\' sh {{screen}} {{file}}', dict(os.environ))
    hang(setter, {'DP-1': tmp_path/'a.jpg', 'DP-2': tmp_path/'b.jpg'})
    assert setter.each and (tmp_path/'said').read_text() == f'DP-1 {tmp_path}/a.jpg\nDP-2 {tmp_path}/b.jpg\n'

@pytest.mark.parametrize('name', ['kde', 'budgie'])
def test_a_lock_screen_with_a_picture_of_its_own(name, desktops, tmp_path):
    setter = stood_in(desktops, name)
    setter.lock(tmp_path/'a b.jpg')
    desktops.deaf.touch()
    with pytest.raises(DesktopError, match='yet the lock screen shows .*a%20b.jpg'): setter.lock(tmp_path/'c.jpg')

def test_a_lock_screen_that_cannot_be_set(desktops, tmp_path):
    stood_in(desktops, 'gnome').lock(tmp_path/'a.jpg')   # shows the wallpaper itself
    with pytest.raises(DesktopError, match='has no picture that a command could set'): stood_in(desktops, 'xfce').lock(tmp_path/'a.jpg')


# ---- the real ones

def needs(*commands):
    "Skip where a command is missing"
    for o in commands:
        if shutil.which(o) is None: pytest.skip(f'{o} is not installed: apt-get install xvfb dbus xfconf libxfconf-0-3 feh sway libglib2.0-bin '
                                                'gsettings-desktop-schemas dconf-gsettings-backend pcmanfm-qt')

def waited(condition, seconds=15):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, 'it did not come up'
        time.sleep(.05)
    return found

@contextmanager
def running(*words, **kwargs):
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **kwargs)
    try: yield process
    finally:
        process.terminate()
        process.wait(10)

@pytest.fixture
def home(tmp_path, near):
    "A home and a folder of the session, and nothing else of this machine's"
    return {**AVAILABLE, 'HOME': str(tmp_path), 'XDG_RUNTIME_DIR': str(near)}

@pytest.fixture
def bus(home, near):
    "A session bus of its own"
    needs('dbus-daemon')
    address = f'unix:path={near}/bus'
    with running('dbus-daemon', '--session', '--nofork', f'--address={address}', env=home):
        waited((near/'bus').exists)
        yield {**home, 'DBUS_SESSION_BUS_ADDRESS': address}

SCHEMAS = dict(gnome='org.gnome.desktop.background', cinnamon='org.cinnamon.desktop.background', mate='org.mate.background')

def needs_schema(name):
    needs('gsettings')
    if SCHEMAS[name] not in subprocess.run(['gsettings', 'list-schemas'], capture_output=True, text=True).stdout.split():
        pytest.skip(f'the settings of {name} are not installed')

@pytest.mark.parametrize('name', SCHEMAS)
def test_real_gsettings(name, bus, tmp_path):
    needs_schema(name)
    setter = setter_of(name, bus)
    for file in AWKWARD:
        hang(setter, {'': tmp_path/file})
        assert setter.shown() == {'': tmp_path/file}

@pytest.mark.parametrize('name', SCHEMAS)
def test_real_gsettings_without_a_bus_says_so(name, home, tmp_path):
    needs_schema(name)
    with pytest.raises(DesktopError, match='said nothing against it, yet shows'): hang(setter_of(name, home), {'': tmp_path/'a.jpg'})

def test_real_gsettings_lock_budgie(bus, home, tmp_path):
    needs_schema('gnome')
    setter_of('budgie', bus).lock(tmp_path/'a b.jpg')
    with pytest.raises(DesktopError, match='yet the lock screen shows'): setter_of('budgie', {**home, 'XDG_CONFIG_HOME': str(tmp_path/'other')}).lock(tmp_path/'b.jpg')

def test_real_gsettings_where_no_picture_is_drawn(bus, tmp_path):
    needs_schema('gnome')
    subprocess.run(['gsettings', 'set', SCHEMAS['gnome'], 'picture-options', 'none'], env=bus, check=True)
    setter = setter_of('gnome', bus)
    hang(setter, {'': tmp_path/'a.jpg'})
    assert setter.get('picture-options') == 'zoom'

def test_real_xfconf(bus, tmp_path):
    needs('xfconf-query')
    setter = setter_of('xfce', bus)
    with pytest.raises(DesktopError, match='Xfce names no screen'): setter.screens()
    for monitor, space in (('HDMI-1', 0), ('HDMI-1', 1), ('eDP-1', 0)):
        place = f'/backdrop/screen0/monitor{monitor}/workspace{space}/last-image'
        subprocess.run(['xfconf-query', '-c', 'xfce4-desktop', '-p', place, '-n', '-t', 'string', '-s', '/old.jpg'], env=bus, check=True)
    assert {o.name for o in setter.screens()} == {'HDMI-1', 'eDP-1'}
    for file in AWKWARD: hang(setter, {'HDMI-1': tmp_path/file})
    assert setter.shown() == {'HDMI-1': tmp_path/AWKWARD[-1], 'eDP-1': Path('/old.jpg')}
    shown = subprocess.run(['xfconf-query', '-c', 'xfce4-desktop', '-lv'], env=bus | dict(LC_CTYPE='C.UTF-8'), capture_output=True, text=True).stdout
    assert shown.count(AWKWARD[-1]) == 2, 'on both workspaces'

def test_real_xfconf_without_a_bus_says_so(home, tmp_path):
    needs('xfconf-query')
    with pytest.raises(DesktopError, match='xfconf-query failed'): hang(setter_of('xfce', home), {'HDMI-1': tmp_path/'a.jpg'})

@pytest.fixture
def display(home):
    "An X server of its own"
    needs('Xvfb')
    for number in range(70, 99):
        if not Path(f'/tmp/.X{number}-lock').exists(): break
    with running('Xvfb', f':{number}', '-noreset', '-screen', '0', '320x180x24', env=home):
        waited(Path(f'/tmp/.X11-unix/X{number}').exists)
        yield {**home, 'DISPLAY': f':{number}'}

def test_real_feh(display, tmp_path):
    needs('feh')
    setter = setter_of('feh', display)
    name, = [o.name for o in setter.screens()]
    for file in AWKWARD[:5]:
        hang(setter, {name: picture(tmp_path/file)})
        assert setter.shown() == {name: tmp_path/file}
    with pytest.raises(DesktopError, match='feh failed|yet shows'): hang(setter, {name: tmp_path/'not there.jpg'})
    with pytest.raises(DesktopError, match='feh failed'): hang(setter_of('feh', {**display, 'DISPLAY': ''}), {'': tmp_path/AWKWARD[0]})

@pytest.fixture
def sway(home, tmp_path):
    "sway with two screens that are not there; it does not run as root, so that root runs it as another user"
    needs('sway', 'swaymsg', 'swaybg')
    run = Path(home['XDG_RUNTIME_DIR'])
    env = {**home, 'WLR_BACKENDS': 'headless', 'WLR_HEADLESS_OUTPUTS': '2', 'WLR_RENDERER': 'pixman', 'WLR_LIBINPUT_NO_DEVICES': '1'}
    other = []
    if os.getuid() == 0:
        needs('setpriv')
        other = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
        for o in (tmp_path, run): os.chown(o, 65534, 65534)
        for o in (tmp_path, *tmp_path.parents): o.chmod(o.stat().st_mode | 0o011) if o.stat().st_uid == os.getuid() and o != Path('/') else None
    with running(*other, 'sway', '-c', '/dev/null', env=env):
        socket = waited(lambda: next(run.glob('sway-ipc.*.sock'), None))
        yield {**home, 'SWAYSOCK': str(socket)}

def test_real_sway(sway, tmp_path, monkeypatch):
    monkeypatch.setattr(se, 'PATIENCE', 5.)
    setter = setter_of('sway', sway)
    screens = [o.name for o in setter.screens()]
    assert screens == ['HEADLESS-1', 'HEADLESS-2']
    for a, b in zip(AWKWARD, AWKWARD[1:]): hang(setter, {'HEADLESS-1': picture(tmp_path/a), 'HEADLESS-2': picture(tmp_path/b)})
    monkeypatch.setattr(se, 'PATIENCE', .5)
    with pytest.raises(DesktopError, match='not there.jpg on HEADLESS-1 and said nothing against it'):
        hang(setter, {'HEADLESS-1': tmp_path/'not there.jpg'})

def test_real_pcmanfm(bus, tmp_path, monkeypatch):
    needs('pcmanfm-qt')
    monkeypatch.setattr(se, 'PATIENCE', 5.)
    env = {**bus, 'QT_QPA_PLATFORM': 'offscreen'}
    setter = setter_of('lxqt', env)
    with running('pcmanfm-qt', '--profile=lxqt', '--desktop', env=env):
        time.sleep(1)
        for file in AWKWARD: hang(setter, {'': picture(tmp_path/file)})
        assert setter.shown() == {'': tmp_path/AWKWARD[-1]}
    monkeypatch.setattr(se, 'PATIENCE', .3)
    with pytest.raises(DesktopError, match='yet shows'): hang(setter, {'': picture(tmp_path/'b.jpg')})
