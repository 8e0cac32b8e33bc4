"Forty random actions in JupyterLab and in Voilà: the short form of `python -m soak.labeller`"
import os
from importlib.util import find_spec

import pytest

from soak.labeller import walk
from tools.lab import CHROMIUM, browser_page, jupyter_lab, voila

if not CHROMIUM and os.environ.get('CI') != 'true':
    pytest.skip('no chromium on this machine: apt-get install chromium', allow_module_level=True)


@pytest.mark.parametrize('where', ['lab', 'voila'])
def test_answers_stand_at_the_picture_that_was_on_show(where, tmp_path):
    if where == 'voila' and not find_spec('voila'): pytest.skip('no Voilà here')
    with (jupyter_lab if where == 'lab' else voila)(tmp_path) as url, browser_page() as page:
        assert walk(where, tmp_path, url, page, actions=40, seed=0) > 20
