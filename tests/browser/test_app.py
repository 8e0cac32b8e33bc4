"""`wallpicker label` in a real browser: what somebody does who has read the README and nothing else"""
import io
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request

import pytest
from tools.lab import CHROMIUM, browser_page

from wallpicker.archive.store import Archive
from wallpicker.folders import Folders
from wallpicker.gallery.paint import paint
from wallpicker.labels.ledger import Ledger

if not CHROMIUM and os.environ.get('CI') != 'true':
    pytest.skip('no chromium on this machine: apt-get install chromium', allow_module_level=True)


@pytest.fixture(scope='module')
def root(tmp_path_factory):
    "A root with sixty previews and no answer; the space in its name is on purpose"
    folders = Folders(tmp_path_factory.mktemp('home')/'my wallpapers').make()
    archive = Archive(folders)
    for n in range(60):
        file = io.BytesIO()
        paint(n, (288, 162)).save(file, 'JPEG')
        archive.add(dict(id=f'{n:06d}', tags=['night', 'sea'] if n % 2 else ['forest']), file.getvalue())
    return folders


@pytest.fixture
def command(root):
    "The command, started; gives (process, address, lines that it printed)"
    process = subprocess.Popen([sys.executable, '-c', 'from wallpicker.cli import main; main()', 'label', '--root', str(root.root), '--no-browser'],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, 'PYTHONUNBUFFERED': '1'})
    lines, found = [], threading.Event()
    def read():
        for line in process.stdout:
            lines.append(line)
            if 'http://127.0.0.1' in line: found.set()
    threading.Thread(target=read, daemon=True).start()
    try:
        assert found.wait(120), ''.join(lines)
        yield process, re.search(r'http://127\.0\.0\.1:\d+/\?token=\S+', ''.join(lines))[0], lines
    finally:
        process.terminate()   # and Voilà with it
        process.wait()


def test_forty_answers_by_keys(root, command):
    process, address, lines = command
    assert 'login' in urllib.request.urlopen(address.split('?')[0]).url, 'without its token the page stays closed'
    with browser_page(1000, 900) as page:
        refused = []
        page.on('requestfailed', lambda request: refused.append((request.url, request.failure)))
        page.goto(address)
        page.wait_for_selector('.wallpicker figure img', timeout=120_000)
        assert all(reason == 'csp' for url, reason in refused if '127.0.0.1' not in url), 'the browser asks no other host'
        shown = []
        page.locator('.wallpicker figure').first.click()
        for n in range(40):
            id = page.locator('.wallpicker figure').first.get_attribute('data-id')
            shown.append((id, 'YES' if n % 3 else 'NO'))
            page.keyboard.press('y' if n % 3 else 'n')
            page.wait_for_function('id => document.querySelector(".wallpicker figure").dataset.id !== id', arg=id)
        assert page.locator('.wallpicker figure img').first.get_attribute('alt') in ('night, sea', 'forest')
        page.get_by_text('40 answered; about 20 more would help').wait_for()
        for tab, shows in (('Second look', 'of 40 accepted'), ('Own words', 'gone through'), ('Last picks', 'Nothing was picked yet')):
            page.get_by_text(tab, exact=True).click()
            page.get_by_text(shows).first.wait_for()
    said = [(r['id'], r['verb']) for r in Ledger(root).stored() if r['who'] == 'owner']
    assert said == shown and len({id for id, _ in said}) == 40
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0 and 'Traceback' not in ''.join(lines)


def test_an_ended_command_leaves_no_server(command):
    process, address, _ = command
    process.terminate()
    assert process.wait(30) == 0
    with pytest.raises(OSError): urllib.request.urlopen(address, timeout=5)
