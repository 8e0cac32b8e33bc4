"What is typed, and what is printed: wrong words, hints that can be pasted, signs of life, completion"
import json, os, re, shlex, shutil, subprocess, sys, time
from pathlib import Path
import pytest
from wallpicker import command as cm
from wallpicker.cli import COMMANDS
from wallpicker.folders import Folders
from wallpicker.gallery.server import Gallery
from wallpicker.labels.ledger import Ledger
from test_cli import apart, run   # noqa: F401, a fixture

ROOT = Path(__file__).parents[2]

@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLHAVEN_URL', 'http://127.0.0.1:9/api/v1')
    monkeypatch.setattr('wallpicker.site.client.TRIES', 1)   # no site answers there, however often it is asked
    return Folders(tmp_path/"Ann's own Wallpapers").make()

WRONG = [(words.split('|'), named) for words, named in {
    'why|': '', 'favourite|nobody': 'nobody', 'favorite|nobody': 'nobody', 'ban|a b': 'a b', 'fewer|x y': 'x y', 'call|nobody|cosy': 'nobody', 'restore|nobody': 'nobody',
    'undo|--n|-3': '-3', 'undo|--n|0': '0', 'undo|--n|x': 'x', 'undo|--thrown|zz': 'zz', 'ask|--yes|zz': 'zz',
    'label|--export|--want|-1': '-1', 'label|--export': 'fetch', 'label|--import|/no/such.csv': '/no/such.csv', 'label|--import|/': '/',
    'search|--want|0': '0', 'search|--sorting|best': 'best', 'search|--ratios|16:9': '16:9', 'fetch|--want|-1': '-1', 'pick|--count|-1': '-1', 'pick|--count|x': 'x',
    'rotate|--show|-1': '-1', 'status|--figure|/no/such/x.png': '/no/such/x.png', 'status|--figure|x.what': 'what', 'status|--figure|.': 'ending',
    'backup|/no/such/b.zip': '/no/such', 'backup|.': 'no backup', 'restore-backup|/no/b.zip|--root|new': '/no/b.zip', 'restore-backup|b.zip': 'not empty',
    'schedule|when': 'when', 'schedule|how|--at|25:00': '25:00', 'schedule|how|--every|month': 'month', 'schedule|install|--way|magic': 'magic',
    'archive|chek': 'check', 'archive|export': 'FOLDER', 'archive|import|/no/such': '/no/such', 'gallery|--port|99999': '99999', 'gallery|--count|0': '0',
    'gallery|--pictures|/no': '/no', 'demo|--root|/proc/x': '/proc/x', 'train': '0 YES', 'train|--way|magic': 'magic', 'evaluate': '0 YES', 'models|--back|zz': 'older', 'models|--keep|zz': 'zz',
    'config|nope': 'nope', 'config|pick.cuont': 'pick.count', 'config|pick.count|x': 'x', 'config|pick.count|-1': '-1', 'config|pick.sure|2': '2', 'config|rules.never|["tag:': 'tag:',
    'config|rules.never|nonsense': 'nonsense', 'config|desktop.tone|noon': 'noon', 'config|desktop.screens|wide': 'wide', 'config|ai_art|perhaps': 'perhaps',
    'import|pictures': 'pictures', 'import|favourites': 'wallhaven.user', 'import|favourites|/': 'wallhaven.user', 'completion|tcsh': 'tcsh', 'pikc': 'wallpicker pick', 'pick|--cuont|3': '--count', 'models|extra': 'extra'}.items()]

@pytest.mark.parametrize('words, named', WRONG, ids=[' '.join(words) for words, _ in WRONG])
def test_one_line_that_names_the_input(capsys, tree, words, named):
    rooted = '--root' in words or words[0] in ('gallery', 'pikc', 'search')
    status, out, err = run(capsys, *words, *([] if rooted else ['--root', tree.root]))
    assert status in (1, 2) and out == '' and len(err.splitlines()) == 1, (status, out, err)
    assert named in err and err.startswith('wallpicker') and 'Traceback' not in err
    assert tree.config['rules']['never'] == [] and tree.config['desktop']['screens'] == []

def test_a_busy_port(capsys):
    import socket
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        s.listen()
        status, _, err = run(capsys, 'gallery', '--port', s.getsockname()[1])
    assert status == 1 and str(s) and 'cannot be listened on' in err and len(err.splitlines()) == 1


# ---- hints

STATES = [['why', 'x'], ['pick'], ['train'], ['status'], ['models'], ['undo', '--thrown', 'x'], ['label'], ['label', '--export'], ['import', 'favourites'], ['backup', 'b.zip'],
          ['doctor'], ['config'], ['import', 'x'], ['rotate'], ['review'], ['ask'], ['schedule', 'show'], ['completion', 'tcsh'], ['pikc'], ['pick', '--x'], ['archive', 'check'], ['evaluate'], ['init'], ['call']]
LONG = ('label', 'gallery', 'demo', 'schedule')   # would open a browser, serve, paint, or change this machine: their words are parsed alone

def pasted(capsys, hint):
    "A hint as a shell splits it; exit status, and what was printed"
    name, *words = shlex.split(hint)[1:]
    return run(capsys, name, *words, *(['--help'] if name in LONG else []))

def test_every_hint_that_is_printed_can_be_pasted(capsys, tree, tmp_path, monkeypatch):
    root, hints = ['--root', tree.root], set()
    for words in STATES:
        _, out, err = run(capsys, *words, *(root if words[0] != 'pikc' else []))
        hints |= set(re.findall('`(wallpicker [^`]+)`', out + err))
        assert not re.findall(r'(?<![`/\w])wallpicker (?:' + '|'.join(COMMANDS) + r')\b(?! --help)[^:]', re.sub('`[^`]*`', '', re.sub(r'(?m)^.*crontab.*$|^wallpicker.*?: ', '', out + err))), (words, out, err)
    _, out, err = run(capsys, 'pick', '--root', tmp_path/'no where')
    hints |= set(re.findall('`(wallpicker [^`]+)`', out + err))
    tree.db.close()
    (tmp_path/'else where').mkdir()
    monkeypatch.chdir(tmp_path/'else where')
    assert len(hints) >= 10
    for hint in sorted(hints):
        name = shlex.split(hint)[1]
        takes = name in COMMANDS and 'root' in cm.signature(COMMANDS[name]).parameters
        assert not takes or hint == 'wallpicker pick' or '--root' in hint or '--help' in hint, hint   # of `wallpicker pikc` no root is known
        status, out, err = pasted(capsys, hint)
        assert status in (0, 1) and 'Traceback' not in err and (hint == 'wallpicker pick' or 'is no wallpicker folder' not in err), (hint, err)
    assert list(Path().iterdir()) == []

def test_a_hint_pasted_into_a_real_shell(capsys, tree, tmp_path):
    [hint] = re.findall('`(wallpicker train [^`]+)`', run(capsys, 'pick', '--root', tree.root)[2])
    line = hint.replace('wallpicker', f'{shlex.quote(sys.executable)} -m wallpicker', 1)
    done = subprocess.run(['/bin/sh', '-c', line], cwd=tmp_path, capture_output=True, text=True, env={**os.environ, 'PYTHONPATH': str(ROOT)})
    assert done.returncode == 1 and '0 YES and 0 NO' in done.stderr, done.stderr

def test_hints_of_the_library_are_between_backquotes():
    "Those that are not cannot be given their root"
    bare = []
    for file in (ROOT/'wallpicker').rglob('*.py'):
        for n, line in enumerate(file.read_text().splitlines(), 1):
            code = line.partition('#')[0] if not line.lstrip().startswith("'") else line
            names = '|'.join(sorted(COMMANDS, key=len, reverse=True))
            if re.search(rf"""['"].*(?<![`\w])wallpicker ({names})\b(?!:)""", code) and '`wallpicker' not in code: bare.append(f'{file.name}:{n}')
    assert {o.partition(':')[0] for o in bare} <= {'app.py', 'care.py'}, bare   # a page of the browser; and the first line of a script

@pytest.mark.parametrize('root', ['/home/a b', "/home/Ann's", '/x$HOME', '/ü', '/plain'])
def test_a_root_is_quoted_and_added_once(root):
    once = cm.with_root('run `wallpicker train`, or `wallpicker gallery --help`', root)
    assert shlex.split(once.split('`')[1]) == ['wallpicker', 'train', '--root', root]
    assert cm.with_root(once, root) == once and cm.with_root('`wallpicker train`', None) == '`wallpicker train`'


# ---- signs of life

SLOW = '''
import time
from wallpicker.command import command, doing, main, note, rest, steps
@command('slow')
def slow(json:bool=False): # print one JSON document
    "Be slow"
    time.sleep(3)
    print('done')
@command('talk')
def talk(json:bool=False): # print one JSON document
    "Say a line, and be busy"
    note('first of two steps')
    time.sleep(3)
    note('second of two steps')
@command('wait')
def wait(json:bool=False): # print one JSON document
    "Wait for a user"
    rest()
    time.sleep(2.5)
main()'''

def said_by(file, *words):
    return subprocess.run([sys.executable, str(file), *words], capture_output=True, text=True, env={**os.environ, 'PYTHONPATH': str(ROOT)})

def test_a_slow_command_says_that_it_is_alive(tmp_path):
    file = tmp_path/'slow.py'
    file.write_text(SLOW)
    done = said_by(file, 'slow')
    assert done.stdout == 'done\n' and 1 <= len(done.stderr.splitlines()) <= 3 and 'slow: at work for 2 s' in done.stderr
    assert said_by(file, 'talk').stderr.splitlines() == ['first of two steps', 'second of two steps']   # which say it already
    assert said_by(file, 'slow', '--quiet').stderr == '' and said_by(file, 'wait').stderr == ''

def test_on_a_terminal_a_line_takes_the_place_of_the_one_before(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, 'isatty', lambda: True, raising=False)
    told = cm.steps('pictures')
    for done in range(1, 4):
        time.sleep(.1)
        cm.doing(f'{done} of 3 pictures')
    cm.note('a line that stays')
    err = capsys.readouterr().err
    assert err.endswith('\r\x1b[Ka line that stays\n') and err.count('\n') == 1 and callable(told)

def test_no_line_twice(capsys, tree, monkeypatch):
    "What is printed of a run on both streams together"
    with Gallery(count=40) as gallery:
        monkeypatch.setenv('WALLHAVEN_URL', gallery.url)
        assert run(capsys, 'fetch', '--want', 24, '--root', tree.root)[0] == 0
        ids = [o for o in Folders(tree.root).db.query('select id from pictures')]
        Ledger(tree).say_many([(r['id'], 'YES' if k % 2 else 'NO', {}) for k, r in enumerate(ids[:16])])
        tree.change('pick', sure=.01, hide=0.)
        assert run(capsys, 'train', '--root', tree.root)[0] == 0
        _, out, err = run(capsys, 'pick', '--count', 2, '--root', tree.root)
    lines = (out + err).splitlines()
    assert len(lines) == len(set(lines)) and '.jpg: ' in out + '.jpg: ', lines

def test_doctor_names_one_next_step(capsys, tmp_path, monkeypatch, tree):
    new = tmp_path/'new root'
    status, out, _ = run(capsys, 'doctor', '--root', new)
    assert status == 1 and out.splitlines()[-1] == f"Next: mend the folder: {new} is no wallpicker folder: `wallpicker init --root '{new}'`"
    with Gallery(count=20, key='goodkey') as gallery:
        monkeypatch.setenv('WALLHAVEN_URL', gallery.url)
        status, out, _ = run(capsys, 'doctor', '--root', tree.root)
        assert status == 0 and out.splitlines()[-1].startswith('Next: `wallpicker fetch --root ')
        monkeypatch.setenv('WALLHAVEN_API_KEY', 'badkey')
        status, out, _ = run(capsys, 'doctor', '--json', '--quiet', '--root', tree.root)
        found = {o['name']: o for o in json.loads(out)['found']}
        assert status == 1 and found['address']['well'] is False and 'key' in found['address']['text'] and 'badkey' not in out
    tree.config_file.write_text('[pick]\ncuont = 3\n')
    assert 'cuont' in run(capsys, 'doctor', '--root', tree.root)[1].splitlines()[-1]

@pytest.mark.skipif(os.name == 'nt', reason='a shell of POSIX')
@pytest.mark.parametrize('end', ['>&-', '2>&-', '<&-', '>&- 2>&-', '| true'])
def test_closed_streams_and_a_reader_that_has_seen_enough(tree, end):
    words = shlex.join([sys.executable, '-m', 'wallpicker', 'models', '--root', str(tree.root)])
    done = subprocess.run(f'{words} {end}', shell=True, capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert done.returncode == 0 and 'Traceback' not in done.stderr and 'wallpicker models' not in done.stderr, done.stderr

def test_config_keeps_comments_and_says_what_is_set(capsys, tree):
    root = ['--root', tree.root]
    before = tree.config_file.read_text()
    for name, text, value in (('pick.count', '12', 12), ('sure', '0.7', .7), ('ai_art', 'off', False), ('never', 'people, tag:car', ['people', 'tag:car']), ('command', '', ''),
                              ('only', '["tag:sea +tag:night"]', ['tag:sea +tag:night']), ('favorites', '5', 5), ('user', 'AmberHeron', 'AmberHeron'), ('trash', '3', 3)):
        assert run(capsys, 'config', name, text, *root)[0] == 0
        assert list(json.loads(run(capsys, 'config', name, '--json', *root)[1]).values()) == [value]
    after = tree.config_file.read_text()
    assert [o.partition('#')[2] for o in before.splitlines()] == [o.partition('#')[2] for o in after.splitlines()]
    listed = run(capsys, 'config', *root)[1]
    assert '* pick.count = 12' in listed and '  pick.candidates = 240' in listed and '[[query]]' in listed

COMPLETE = '''{script}
COMP_WORDS=({words}); COMP_CWORD={at}; _wallpicker; echo "${{COMPREPLY[@]}}"'''

@pytest.mark.parametrize('words, at, expected', [('wallpicker pi', 1, 'pick'), ('wallpicker pick --dr', 2, '--dry-run'), ('wallpicker restore-', 1, 'restore-backup'), ('wallpicker label --exp', 2, '--export')])
def test_completion_in_bash(capsys, words, at, expected):
    script = run(capsys, 'completion', 'bash')[1]
    done = subprocess.run(['bash', '-c', COMPLETE.format(script=script, words=words, at=at)], capture_output=True, text=True)
    assert (done.stdout.split(), done.stderr) == ([expected], '')

TYPED = """zmodload zsh/zpty
zpty shell env ZDOTDIR={folder} TERM=dumb zsh -i
zpty -r shell seen '*ready>*'
zpty -w -n shell $'{words}\\t'
zpty -r shell seen '*{expected}*'"""

@pytest.mark.skipif(not shutil.which('zsh'), reason='no zsh here')
@pytest.mark.parametrize('words, expected', [('wallpicker favo', 'favourite'), ('wallpicker pick --dr', '--dry-run'), ('wallpicker restore-', 'restore-backup')])
def test_completion_typed_into_a_new_zsh(capsys, tmp_path, words, expected):
    "Nothing else stands in its .zshrc, which need not have started zsh's own completion; the terminal is read until the whole word stands there"
    (tmp_path/'.zshrc').write_text(run(capsys, 'completion', 'zsh')[1] + "PS1='ready>'")
    subprocess.run(['zsh', '-fc', TYPED.format(folder=tmp_path, words=words, expected=expected)], timeout=30, check=True)

@pytest.mark.skipif(not shutil.which('fish'), reason='no fish here')
@pytest.mark.parametrize('words, expected', [('wallpicker favo', 'favourite'), ('wallpicker pick --dr', '--dry-run'), ('wallpicker restore-', 'restore-backup'), ('wallpicker label --exp', '--export')])
def test_completion_in_fish(capsys, tmp_path, words, expected):
    script = tmp_path/'wallpicker.fish'
    script.write_text(run(capsys, 'completion', 'fish')[1])
    done = subprocess.run(['fish', '--no-config', '-c', f'source {script}; complete -C "{words}"'], capture_output=True, text=True, timeout=60, env={**os.environ, 'HOME': str(tmp_path)})
    assert ([line.partition('\t')[0] for line in done.stdout.splitlines()], done.stderr) == ([expected], '')

def test_completion_for_the_others_names_every_command(capsys):
    for shell in ('zsh', 'fish'):
        script = run(capsys, 'completion', shell)[1]
        assert all(re.search(rf'\b{name}\b', script) for name in COMMANDS)
