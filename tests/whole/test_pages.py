"""What would make the run of the pages prove less than it says: a page that reaches the internet or leans on the folder it lies in, a cell
that only nbdev knows how to skip, an output that is lost when its cell was not asked to run"""
import json
import re
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools import pages


def page(tmp_path, *sources):
    nbformat.write(new_notebook(cells=[new_code_cell(s) for s in sources]), tmp_path/'page.ipynb')
    return tmp_path/'page.ipynb'


def printed(book): return [pages.text_outputs(c) for c in book.cells]


TRIES = {'an address': "import socket\ntry: socket.create_connection(('192.0.2.1', 80), .1)\nexcept OSError as e: print(e.strerror)",
         'a name': "import requests\ntry: requests.get('http://example.com')\nexcept requests.ConnectionError: print('offline')",
         'a process': "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import socket; socket.getaddrinfo(\"example.com\", 80)'], stderr=-1)"}


@pytest.mark.parametrize('how', TRIES)
def test_a_page_that_asks_beyond_this_machine_fails_even_if_it_hides_that(how, tmp_path):
    _, _, problems = pages.run_all(page(tmp_path, TRIES[how]))
    assert problems and all('asked beyond this machine' in o for o in problems)


def test_loopback_is_there(tmp_path):
    asks = '''import socket
        with socket.create_server(('127.0.0.1', 0)) as server, socket.create_connection(('localhost', server.getsockname()[1])):
            print(socket.getaddrinfo('localhost', 80)[0][4][1])'''
    book, _, problems = pages.run_all(page(tmp_path, 'if True:\n    ' + asks.replace('\n        ', '\n    ')))
    assert not problems and printed(book) == ['80']


def test_a_page_has_an_empty_folder_an_empty_home_and_none_of_the_callers_settings(tmp_path, monkeypatch):
    for k in ('WALLPICKER_ROOT', 'WALLPICKER_PICTURES', 'WALLPICKER_SLOW', 'WALLHAVEN_API_KEY'): monkeypatch.setenv(k, 'mine')
    looks = ("import os\nprint(os.listdir('.'), [o for o in os.listdir(os.path.expanduser('~')) if o[0] != '.'], "
             "[k for k in os.environ if 'WALL' in k])")
    book, _, problems = pages.run_all(page(tmp_path, looks))
    assert not problems and printed(book) == ["[] ['work'] []"]


@pytest.mark.skipif(not pages.FORKING, reason='kernels are forked on Linux alone')
def test_pages_whose_kernels_are_forks_have_nothing_of_each_other(tmp_path):
    source = ("import colorsys, os, sys, numpy\nimport matplotlib.pyplot as plt\nbefore = getattr(colorsys, 'mine', None)\ncolorsys.mine = 1\n"
              "print(before, os.listdir(), os.getcwd() != os.path.expanduser('~'), 'kernels' in sys.modules, numpy.random.random())")
    with pages.imported('ipykernel.kernelapp', 'matplotlib.pyplot', 'colorsys') as address:
        books = [pages.run_all(page(tmp_path, source, 'plt.plot([1, 2]);', 'before', TRIES['an address']), address=address) for _ in range(2)]
    for book, _, problems in books:
        said = printed(book)
        assert said[0].startswith('None [] True False') and '<Figure' in said[1] and said[3].startswith('Network is unreachable')
        assert len(problems) == 1 and 'asked beyond this machine' in problems[0]
    assert printed(books[0][0])[0] != printed(books[1][0])[0], 'the same numbers by chance'

@pytest.mark.skipif(not pages.FORKING, reason='kernels are forked on Linux alone')
def test_a_forked_kernel_ends_with_what_asked_for_it(tmp_path):
    with pages.imported('ipykernel.kernelapp') as address:
        book, _, problems = pages.run_all(page(tmp_path, 'import os\nprint(os.getpid())', 'raise SystemExit'), address=address)
        pid = int(printed(book)[0])
        for _ in range(100):
            if not Path(f'/proc/{pid}').exists(): break
            time.sleep(.1)
        assert not Path(f'/proc/{pid}').exists()

def test_a_page_that_stops_in_the_middle_is_named(tmp_path):
    _, _, problems = pages.run_all(page(tmp_path, 'print(1)', '1/0', 'print(2)'))
    assert 'page.ipynb failed' in problems[0] and 'ZeroDivisionError' in problems[0] and '\x1b' not in problems[0]


GUARDED = ["import os\nSLOW = 'WALLPICKER_SLOW' in os.environ", "if SLOW:\n    print('minutes later')", "print('always')"]


def test_a_cell_that_is_not_asked_for_keeps_what_it_showed(tmp_path):
    book = page(tmp_path, *GUARDED)
    for flags in ((), ('slow',), ()):
        now, _, problems = pages.run_all(book, flags)
        pages.keep(book, now, flags)
        assert not problems and pages.compare(book, now) == []
    assert printed(nbformat.read(book, 4)) == ['', 'minutes later', 'always']


def test_what_a_cell_shows_when_asked_for_is_compared_with_what_was_kept(tmp_path, monkeypatch, capsys):
    book = page(tmp_path, *GUARDED)
    now, *_ = pages.run_all(book, ['slow'])
    pages.keep(book, now, ['slow'])
    monkeypatch.setattr(pages, 'pages', lambda: [book])
    monkeypatch.setattr(pages, 'FORKING', False)
    assert pages.run(flag='slow') == [] and 'shows something else' not in capsys.readouterr().out
    book.write_text(book.read_text().replace('minutes later', 'hours later', 1))
    assert pages.run(flag='slow') == [] and 'page.ipynb[1] shows something else' in capsys.readouterr().out


def test_what_changed_is_seen(tmp_path):
    book = page(tmp_path, "print('always')")
    now = nbformat.read(book, 4)
    now.cells[0].outputs = [new_output('stream', name='stdout', text='alw'), new_output('stream', name='stdout', text='ays\n')]
    pages.keep(book, now, ())
    assert pages.compare(book, pages.run_all(book)[0]) == []
    now.cells[0].outputs[1].text = 'ready\n'
    assert 'page.ipynb[0] shows something else' in pages.compare(book, now)[0]


def test_no_page_has_cells_that_only_nbdev_would_skip_or_paths_of_its_own_folder():
    for book in pages.pages():
        for cell in json.loads(book.read_text())['cells']:
            source = ''.join(cell['source'])
            if cell['cell_type'] != 'code': continue
            assert not re.search(r'^#\|\s*(eval|slow|pictures|year|cuda)\b', source, re.M), f'{book.name}: {source[:80]}'
            assert not re.search(r'''['"](\.\./(tests|nbs|wallpicker)|images/)''', source), f'{book.name}: {source[:80]}'
