"Names of files that are no text: a share of what `python -m soak.names` tries, and a root that has such a name itself"
import os

import pytest

from wallpicker.folders import Folders
from wallpicker.job.timers import Job, ScheduleError
from soak.names import COMMANDS, ODD, PLACES, check_command, check_round, root

pytestmark = pytest.mark.skipif(os.name == 'nt', reason='names are text there')


def test_every_command_with_such_a_name(tmp_path):
    with root(tmp_path, 24) as folders:
        some = [(name + b'.jpg', place) for k, name in enumerate(ODD) for place in {'desktop', PLACES[k % len(PLACES)]}]
        assert len(check_round(folders, some, COMMANDS)) > len(ODD)


def test_a_root_with_such_a_name(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'state'))
    monkeypatch.setenv('WALLHAVEN_URL', 'http://127.0.0.1:9/api/v1')
    folders = Folders(os.fsdecode(os.fsencode(tmp_path) + b'/B\xfccher'))
    said = {words[0]: check_command(folders, words) for words in [['init'], ['label'], ['status'], ['train'], ['rotate'], ['schedule'], ['backup', str(tmp_path/'b.zip')]]}
    assert said['schedule'][0] == 1 and 'rename the folder' in said['schedule'][2]
    assert [k for k, (status, *_) in said.items() if status] == ['train', 'schedule']
    with pytest.raises(ScheduleError): Job(folders.root)
    assert '\\udcfc' in repr(folders)
