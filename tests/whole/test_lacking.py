"The whole way on drives that lack something: a share of `python -m soak.drives`"
import os

import pytest

from wallpicker.gallery.server import Gallery
from soak.drives import tried

pytestmark = pytest.mark.skipif(os.name == 'nt', reason='the stand-ins are for Linux')


@pytest.fixture(scope='module')
def url():
    with Gallery(count=24, limit=None) as site: yield site.url


def told(said): return {command: err for command, status, _, err in said if status}


def test_nothing_is_missed_without_fsync_and_shared_memory(tmp_path, url):
    said = tried('neither', url, tmp_path)
    assert told(said) == {}
    assert max(err.count(what) for *_, err in said for what in ('no fsync', 'write-ahead log')) == 1, 'each command says it once'
    assert 'no fsync' in said[0][3] and 'write-ahead log' in said[1][3]


def test_a_drive_that_may_only_be_read_is_named(tmp_path, url):
    said = tried('read_only', url, tmp_path, [['label'], ['status'], ['rotate'], ['pick']])
    assert len(told(said)) == 4 and all('may only be read' in err for err in told(said).values())


def test_a_full_drive_is_named(tmp_path, url):
    said = tried('tiny', url, tmp_path, [['init'], ['fetch'], ['status']])
    assert [*told(said)] == ['fetch', 'status'] and all('no room left' in err for err in told(said).values())
