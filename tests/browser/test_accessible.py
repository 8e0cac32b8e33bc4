"""axe-core over the labeller, the grid and the namer, light and dark

axe-core is no part of wallpicker: WALLPICKER_AXE names its axe.min.js, else `npm pack` fetches it once into the cache folder.
"""
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from desk import GRID, LABELLER, NAMER, desk, lab, press, said, start, take_keys   # noqa: F401 (desk and lab are fixtures)

from tools.lab import rests

VERSION = '4.14.1'
CACHE = Path(os.environ.get('XDG_CACHE_HOME') or Path.home()/'.cache')/'wallpicker'/f'axe-core-{VERSION}'
RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
RUN = '''async ([scope, rules]) => {
  const found = await axe.run({include: [scope]}, {runOnly: {type: 'tag', values: rules}})
  return {broken: found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 160)}: ${n.failureSummary}`)),
          kept: found.passes.map(p => p.id)}
}'''
WIDGETS = '.jp-OutputArea-output .widget-vbox'   # with the menus of the grid


@pytest.fixture(scope='session')
def axe():
    "The path of axe.min.js"
    if path := os.environ.get('WALLPICKER_AXE'): return path
    file = CACHE/'package'/'axe.min.js'
    if not file.exists(): fetch()
    return file


def fetch():
    "Let npm fetch axe-core into the cache folder"
    npm = shutil.which('npm') or pytest.skip('no npm, and WALLPICKER_AXE names no axe.min.js')
    CACHE.mkdir(parents=True, exist_ok=True)
    command = [npm, 'pack', f'axe-core@{VERSION}', '--fetch-retries=0', '--fetch-timeout=15000']
    try: got = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired: pytest.skip('npm did not get axe-core within a minute')
    if got.returncode: pytest.skip(f'npm did not get axe-core: {got.stderr.strip()[-200:]}')
    with tarfile.open(CACHE/got.stdout.split()[-1]) as packed: packed.extract('package/axe.min.js', CACHE, filter='data')


def broken(page, scope=WIDGETS):
    "What axe-core finds wrong; it must have looked at something"
    found = page.evaluate(RUN, [scope, RULES])
    assert {'color-contrast', 'button-name'} <= {*found['kept']}, found['kept']
    return found['broken']


@pytest.mark.parametrize('theme', ['JupyterLab Light', 'JupyterLab Dark'])
@pytest.mark.parametrize('show', [LABELLER, GRID, NAMER], ids=['labeller', 'grid', 'namer'])
def test_no_rule_of_wcag_21_aa_is_broken(lab, axe, show, theme):
    start(lab, show)
    page = lab.page
    lab.command('apputils:change-theme', theme=theme)
    page.wait_for_function('dark => document.body.dataset.jpThemeLight === String(!dark)', arg='Dark' in theme)
    page.wait_for_function("!document.querySelector('#jupyterlab-splash')")   # it lies over all and takes the focus
    page.wait_for_timeout(500)   # colours fade over
    page.add_script_tag(path=axe)
    take_keys(lab)
    try:
        assert broken(page) == []
        if show == LABELLER: press(lab, 'y', 'n', 'f', 's', 'x')
        elif show == GRID: press(lab, 'ArrowRight', ' ', 'Enter', 'PageUp')
        else: press(lab, 'c', 'd', ' ', 'c')
        assert said(lab)
        assert broken(page) == []
        press(lab, '?')
        page.wait_for_selector('.wp-dialog[open]')
        assert page.evaluate(RUN, ['.wp-dialog', RULES])['broken'] == []
        press(lab, 'Escape')
        if show == LABELLER: press(lab, *'s'*40)
        assert broken(page) == []
    finally:
        lab.command('apputils:change-theme', theme='JupyterLab Light')
    rests(page)
