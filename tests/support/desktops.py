"Stand-ins for the commands of desktops that no package brings: each keeps what the real one keeps, fails when told to, or is deaf"
import os, signal, stat, sys, tempfile
from pathlib import Path
import pytest

WIDE, TALL = f'DP-{os.getpid()}-1', f'DP-{os.getpid()}-2'   # no other run has screens of these names


@pytest.fixture
def near():
    "A folder with a short path: the address of a Unix socket has a hundred characters at most, and a test's own folder may have more"
    with tempfile.TemporaryDirectory(prefix='wp-', dir='/tmp') as folder: yield Path(folder)

START = '''#!/bin/bash
cd {kept}
for w; do printf '%s\\n' "$w" >> said; done
[ ! -e fails ] || {{ echo no display >&2; exit 1; }}
keep() {{ [ -e deaf ] || printf '%s' "$2" > "$1"; }}
'''

GSETTINGS = '''case $1 in
list-keys) printf '%s\\n' picture-uri picture-uri-dark picture-filename picture-options;;
set) keep "$2.$3" "'$4'";;
get) case $3 in color-scheme) echo "'default'";; picture-options) echo "'zoom'";; *) cat "$2.$3" 2>/dev/null || echo "''";; esac;;
esac'''

XFCONF = f'''while [ $# -gt 0 ]; do case $1 in -p) p=$2; shift;; -s) s=$2; shift;; -l) l=1;; esac; shift; done
if [ "$l" ]; then for m in {WIDE} {TALL}; do echo /backdrop/screen0/monitor$m/workspace0/last-image; echo /backdrop/screen0/monitor$m/workspace1/last-image; done
elif [ "$s" ]; then keep "${{p//\\//,}}" "$s"
else cat "${{p//\\//,}}" 2>/dev/null; true; fi'''

PLASMA = f'''exec {sys.executable} - "$@" <<'P'
import json, re, sys
from pathlib import Path
want = json.loads(re.search(r'var want = (.*);\\n', sys.argv[-1])[1])
for name, address in want.items(): Path('deaf').exists() or Path('plasma' + name).write_text(address)
shown = [Path('plasma' + o).read_text() if Path('plasma' + o).exists() else '' for o in '01']
print('   ' + ''.join(f'{{n}}\\t{{w}}\\t{{h}}\\t{{o}}\\n' for n, w, h, o in zip('01', (1920, 1080), (1080, 1920), shown)))
P'''

KWRITE, KREAD = 'keep "$2" "${@: -1}"', 'cat "$2" 2>/dev/null; true'

PCMANFM = '''for o; do case $o in --set-wallpaper=*) mkdir -p .config/pcmanfm-qt/lxqt
keep .config/pcmanfm-qt/lxqt/settings.conf "[Desktop]
Wallpaper=${o#*=}";; esac; done'''

SWAYMSG = f'''if [ "$1" = -t ]; then cat <<'J'
[{{"name": "{WIDE}", "active": true, "rect": {{"width": 1920, "height": 1080}}}},
 {{"name": "{TALL}", "active": true, "rect": {{"width": 1080, "height": 1920}}}},
 {{"name": "off", "active": false, "rect": {{"width": 0, "height": 0}}}}]
J
exit; fi
eval "name=$2 file=$4"   # as sway expands them
keep "sway.$name" "$file"
words=(); for o in sway.*; do [ -e "$o" ] && words+=(-o "${{o#sway.}}" -i "$(cat "$o")" -m fill); done
[ -e pid ] && kill "$(cat pid)" 2>/dev/null
(exec -a swaybg {sys.executable} -c 'import time; time.sleep(60)' "${{words[@]}}") >/dev/null 2>&1 & echo $! > pid; disown'''

HYPRCTL = f'''case "$1 $2" in
"monitors -j") echo '[{{"name": "{WIDE}", "width": 1920, "height": 1080, "transform": 0}}, {{"name": "{TALL}", "width": 1920, "height": 1080, "transform": 1}}]';;
"hyprpaper preload") keep preloaded "$3";;
"hyprpaper wallpaper") [ -e deaf ] || [ "$(cat preloaded)" = "${{3#*,}}" ] && keep "hypr.${{3%%,*}}" "${{3#*,}}"; echo ok;;
"hyprpaper listactive") for o in hypr.*; do [ -e "$o" ] && echo "${{o#hypr.}} = $(cat "$o")"; done; true;;
esac'''

SWWW = f'''case $1 in
query) for o in "{WIDE} 1920x1080" "{TALL} 1080x1920"; do set -- $o
echo "$1: $2, scale: 1, currently displaying: $([ -e "swww.$1" ] && echo "image: $(cat "swww.$1")" || echo "color: 000000")"; done;;
img) keep "swww.$3" "$4";;
esac'''

FEH = '''shift; line=$(printf '#!/bin/sh\\nfeh --no-fehbg --bg-fill'; for o; do printf " '%s'" "${o//\\'/\\'\\\\\\'\\'}"; done)
keep .fehbg "$line"'''

XRANDR = f'''echo "Monitors: 2
 0: +*{WIDE} 1920/508x1080/286+0+0  {WIDE}
 1: +{TALL} 1080/286x1920/508+1920+0  {TALL}"'''

OSASCRIPT = '''w=${4#*to }
case $w in
"count desktops") echo 2;;
set*) n=${w#set picture of desktop }; n=${n%% *}; f=${w#* to \\"}; f=${f%\\"}; keep "mac$n" "${f//\\\\\\"/\\"}";;
return*) for i in 1 2; do cat mac$i 2>/dev/null || printf /System/default.heic; echo; done;;
esac'''

POWERSHELL = '''s=${4##*DesktopWallpaper)
}
case $s in
*SetWallpaper*) n=${s#*PathAt(}; n=${n%%)*}; f=${s#*, \\'}; f=${f%\\')}; keep "win$n" "${f//\\'\\'/\\'}";;
*) for i in 0 1; do cat win$i 2>/dev/null || printf 'C:\\\\Windows\\\\img0.jpg'; echo; done;;
esac'''

STAND_INS = dict(   # desktop → its commands
    gnome=dict(gsettings=GSETTINGS), cinnamon=dict(gsettings=GSETTINGS), mate=dict(gsettings=GSETTINGS),
    budgie=dict(gsettings=GSETTINGS), xfce={'xfconf-query': XFCONF, 'xrandr': XRANDR}, kde={'dbus-send': PLASMA, 'kwriteconfig6': KWRITE, 'kreadconfig6': KREAD},
    lxqt={'pcmanfm-qt': PCMANFM}, sway=dict(swaymsg=SWAYMSG), hyprpaper=dict(hyprctl=HYPRCTL), swww=dict(swww=SWWW),
    feh=dict(feh=FEH, xrandr=XRANDR), macos=dict(osascript=OSASCRIPT), windows=dict(powershell=POWERSHELL))


def command(folder, name, text):
    "An executable file"
    file = folder/name
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(text)
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


class Desktops:
    "All stand-ins in one folder, and what they keep in another: `said` has their words, a file `fails` or `deaf` changes them"
    def __init__(self, root):
        self.bin, self.kept = root/'bin', root/'kept'
        self.kept.mkdir()
        self.said, self.fails, self.deaf = (self.kept/o for o in ('said', 'fails', 'deaf'))

    def install(self, desktop):
        "Only the commands of this desktop"
        for old in self.bin.glob('*'): old.unlink()
        for name, body in STAND_INS[desktop].items(): command(self.bin, name, START.format(kept=self.kept) + body + '\n')

    def end(self):
        if (self.kept/'pid').exists():
            try: os.kill(int((self.kept/'pid').read_text()), signal.SIGTERM)
            except ProcessLookupError: pass
