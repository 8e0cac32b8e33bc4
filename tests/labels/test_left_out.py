"No picture is left out in silence: what each command says of it, and what it does not speak of"
import json, shutil, warnings

import pytest

from wallpicker.archive.store import Archive
from wallpicker.cli import main
from wallpicker.folders import Folders
from wallpicker.gallery.paint import paint
from wallpicker.job.status import status, status_text
from wallpicker.labels.ledger import Ledger
from wallpicker.labels.left_out import left_out, left_out_lines, pictures_among
from wallpicker.labels.scan import scan

MEANT = ['animation.gif', 'old.TIFF', 'raw.CR2', 'logo.svg', 'empty.jpg', 'torn.jpg', 'link.png', 'a (conflicted copy 2026-01-02).jpg', '.b.jpg.icloud', 'holiday']
OTHER = ['letter.txt', 'Games', 'desktop.ini', 'app.desktop', 'thesis', 'film.mkv', 'song.mp3', 'half.jpg.part']


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'state'))
    monkeypatch.setenv('WALLHAVEN_URL', 'http://127.0.0.1:9/api/v1')
    folders = Folders(tmp_path/'root').make()
    paint(1, (640, 360)).save(folders.desktop/'a.jpg')
    return folders


def clutter(folders, names):
    for name in names:
        path = folders.desktop/name
        if name in ('holiday', 'Games'): path.mkdir()
        elif name == 'link.png': path.symlink_to(folders.desktop/'a.jpg')
        else: path.write_bytes(b'' if name == 'empty.jpg' else (folders.desktop/'a.jpg').read_bytes()[:900])
    if 'holiday' in names: shutil.copy(folders.desktop/'a.jpg', folders.desktop/'holiday'/'1.JPG')


def named(text): return sorted({n for n in MEANT + OTHER if f'Desktop/{n}:' in text})


@pytest.mark.parametrize('words, status', [(['label'], 0), (['status'], 0), (['rotate'], 0), (['train'], 1), (['pick', '--dry-run'], 1)])
def test_each_command_names_the_first_three(folders, capsys, words, status):
    clutter(folders, MEANT[:5] + OTHER)
    assert main([*words, '--root', str(folders.root)]) == status
    said = ''.join(capsys.readouterr())
    assert len(named(said)) == 3 and not {*OTHER} & {*named(said)} and 'and 2 more; all of them: `wallpicker label --left-out' in said
    assert main(['label', '--left-out', '--root', str(folders.root)]) == 0
    assert named(''.join(capsys.readouterr())) == sorted(MEANT[:5] + OTHER)


@pytest.mark.parametrize('name', MEANT)
def test_each_kind_is_named_with_what_to_do(folders, capsys, name):
    clutter(folders, [name])
    assert main(['label', '--root', str(folders.root)]) == 0
    assert named(capsys.readouterr().err) == [name]
    [(file, why)] = left_out(folders)
    assert file == f'Desktop/{name}' and len(why) > 10
    assert f'left out: {file}: {why}' in status_text(status(folders)) and status(folders)['left_out'] == [(file, why)]


@pytest.mark.parametrize('name', OTHER)
def test_what_was_never_a_picture_is_not_spoken_of(folders, capsys, name):
    clutter(folders, [name])
    for words in (['label'], ['rotate'], ['status']): assert main([*words, '--root', str(folders.root)]) == 0
    assert 'left out: ' not in ''.join(capsys.readouterr()) and pictures_among(left_out(folders)) == []


def test_what_was_mended_or_thrown_away_is_no_longer_named(folders):
    clutter(folders, ['torn.jpg', 'old.TIFF'])
    archive, ledger = Archive(folders), Ledger(folders)
    scan(folders, archive, ledger)
    assert [f for f, _ in left_out(folders)] == ['Desktop/old.TIFF', 'Desktop/torn.jpg']
    (folders.desktop/'torn.jpg').unlink()
    assert [f for f, _ in left_out(folders)] == ['Desktop/old.TIFF']
    paint(2, (640, 360)).save(folders.desktop/'torn.jpg')
    scan(folders, archive, ledger)
    assert [f for f, _ in left_out(folders)] == ['Desktop/old.TIFF']


def test_nothing_is_written_for_what_is_known(folders):
    clutter(folders, ['torn.jpg'])
    archive, ledger = Archive(folders), Ledger(folders)
    scan(folders, archive, ledger)
    changes = folders.db.con.total_changes
    scan(folders, archive, ledger)
    left_out(folders)
    assert folders.db.con.total_changes == changes


def test_three_need_no_more(): assert len(left_out_lines([(f'{n}.gif', 'a kind') for n in range(3)])) == 3


def test_a_reason_with_line_breaks_stays_one_line():
    assert left_out_lines([('a.gif', 'one\ntwo\x1b[2J')]) == [r'left out: a.gif: one\ntwo\x1b[2J']


def test_warnings_about_a_file_name_it(folders, monkeypatch):
    def open_picture(self, path, digest):
        warnings.warn('Corrupt EXIF data.  Expecting to read 4 bytes but only got 0.')
        return 'sha-' + digest[:12]
    monkeypatch.setattr(Archive, 'add_file', open_picture)
    with pytest.warns(UserWarning) as found: report = scan(folders, Archive(folders), Ledger(folders))
    assert [str(w.message).split(': ')[0] for w in found] == ['Desktop/a.jpg'] and len(report.yes) == 1


def test_json_of_label_is_one_document(folders, capsys):
    clutter(folders, MEANT[:5])
    assert main(['label', '--json', '--root', str(folders.root)]) == 0
    assert len(json.loads(capsys.readouterr().out)['problems']) == 5
