"""A real JupyterLab or Voilà in a real browser, for the tests of the widgets and for the pictures of them on the page"""
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = next((p for p in ('/usr/bin/chromium', '/usr/bin/chromium-browser', shutil.which('chromium') or '') if p and Path(p).exists()), None)

def write_notebook(path, *cells):
    "A notebook of code cells"
    cells = [dict(cell_type='code', id=f'cell{i}', metadata={}, source=c, execution_count=None, outputs=[]) for i, c in enumerate(cells)]
    meta = {'kernelspec': dict(display_name='python3', language='python', name='python3')}
    path.write_text(json.dumps(dict(cells=cells, metadata=meta, nbformat=4, nbformat_minor=5)))

@contextmanager
def served(folder, name, *options):
    "A Jupyter application serving `folder` on loopback, its settings away from the user's; yields its address"
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = s.getsockname()[1]
    home = folder/'.home'
    home.mkdir(exist_ok=True)
    env = {**os.environ, 'HOME': str(home), 'JUPYTER_CONFIG_DIR': str(home/'config'), 'JUPYTER_RUNTIME_DIR': str(home/'run'),
           'JUPYTER_DATA_DIR': str(home/'data'), 'IPYTHONDIR': str(home/'ipython'), 'OMP_NUM_THREADS': '1'}
    command, log = [sys.executable, '-m', name, '--no-browser', f'--port={port}', *options], home/f'{name}.log'
    with open(log, 'w') as out: server = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=out)
    try:
        wait_until_served(f'http://127.0.0.1:{port}', server, log)
        yield f'http://127.0.0.1:{port}'
    finally:
        server.terminate()
        try: server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()

def wait_until_served(url, server, log, seconds=180):
    "Wait until anything answers at an address"
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try: return urllib.request.urlopen(url, timeout=5).read()
        except OSError:
            assert server.poll() is None, log.read_text()[-2000:]
            time.sleep(.1)
    raise TimeoutError(log.read_text()[-2000:])

@contextmanager
def jupyter_lab(folder):
    "JupyterLab serving `folder`; yields its address"
    settings = folder/'.home'/'config'/'lab'/'user-settings'/'@jupyterlab'/'apputils-extension'
    settings.mkdir(parents=True, exist_ok=True)
    (settings/'notification.jupyterlab-settings').write_text('{"fetchNews": "false"}')   # or it asks, on top of the notebook
    with served(folder, 'jupyterlab', '--allow-root', '--ServerApp.port_retries=0', '--ip=127.0.0.1', '--IdentityProvider.token=',
                '--LabApp.expose_app_in_browser=True', '--LabApp.news_url=', '--LabApp.extension_manager=readonly',
                f'--ServerApp.root_dir={folder}') as url: yield url

@contextmanager
def voila(folder):
    "Voilà serving the notebooks of `folder`, each run anew for each tab; yields its address"
    with served(folder, 'voila', '--Voila.ip=127.0.0.1', str(folder)) as url: yield url

@contextmanager
def browser_page(width=1100, height=1060, scale=1):
    "A page of a headless Chromium"
    from playwright.sync_api import sync_playwright
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=['--no-sandbox', '--disable-dev-shm-usage'])
        try: yield browser.new_page(viewport=dict(width=width, height=height), device_scale_factor=scale)
        finally: browser.close()

LISTEN = """for (const kind of ['keydown', 'pointerdown']) document.addEventListener(kind, () => {
  window.seen = Array.from(document.querySelectorAll('.wallpicker .wp-figure'), figure => figure.dataset.id)
}, true)"""   # what was on show at the last action, one for each widget

def draws(page, seconds=60):
    "Wait until a widget is there, and has drawn all that it was asked for"
    page.wait_for_selector('.wallpicker .wp-button', timeout=1000*seconds)
    rests(page, seconds)

def rests(page, seconds=60):
    "Wait until no widget waits for the kernel"
    page.wait_for_function("!document.querySelector('.wallpicker[data-busy]')", polling=20, timeout=1000*seconds)

class Lab:
    "One notebook, open in a browser: what a person does with it, and what its cells are"
    def __init__(self, folder, url, page, name): self.folder, self.url, self.page, self.name = folder, url, page, name

    @property
    def file(self): return self.folder/f'{self.name}.ipynb'

    def write(self, *cells): write_notebook(self.file, *cells)

    def open(self):
        "Open it alone in the window, or load it again, and wait for its kernel"
        self.page.goto(f'{self.url}/doc/tree/{self.file.name}')
        self.page.wait_for_selector('.jp-Notebook .jp-CodeCell', timeout=90_000)
        self.page.get_by_text('| Idle').wait_for(timeout=90_000)

    def command(self, name, **args):
        "One of JupyterLab's own commands"
        self.page.evaluate('([name, args]) => { window.jupyterapp.commands.execute(name, args) }', [name, args])

    def run_all(self): self.command('notebook:run-all-cells')

    def restart_and_run_all(self):
        self.command('notebook:restart-run-all')
        self.page.locator('.jp-Dialog .jp-mod-accept').click()

    def save(self):
        "Save it and wait until JupyterLab has"
        self.page.evaluate('() => window.jupyterapp.commands.execute("docmanager:save")')
        self.page.wait_for_function('() => !window.jupyterapp.shell.currentWidget.context.model.dirty')

    def cells(self):
        "The cells as JupyterLab has them now: (type, source)"
        return self.page.evaluate("""() => Array.from(window.jupyterapp.shell.currentWidget.context.model.sharedModel.cells)
                                            .map(c => [c.cell_type, c.getSource()])""")

    def cells_of_file(self):
        "The same, as the file has them"
        return [[c['cell_type'], ''.join(c['source'])] for c in json.loads(self.file.read_text())['cells']]

    def middle(self, selector, along=.5):
        "The middle of an element on the screen, or another point along its width"
        box = self.page.locator(selector).first.bounding_box()
        return box['x'] + along*box['width'], box['y'] + box['height']/2

    def shut_down(self):
        "End its kernel"
        self.page.evaluate('() => window.jupyterapp.shell.currentWidget?.sessionContext.shutdown()')

class Voila:
    "One notebook, shown by Voilà: each load of the page runs it in a kernel of its own"
    def __init__(self, folder, url, page, name): self.folder, self.url, self.page, self.name = folder, url, page, name

    def open(self):
        "Load the page, and wait for its widget"
        self.page.goto(f'{self.url}/voila/render/{self.name}.ipynb')
        draws(self.page, 120)
